"""Mean and variance of a metalog with one end."""

import numpy as np

from distributions.numerics.metalog_terms import Terms
from distributions.numerics.quadrature import LOGITS, STEP, WEIGHTS


def exponential_moments(terms: Terms) -> tuple[float, float]:
    """Mean and variance of exp(M), as a metalog has them above its lower end.

    By the trapezoidal rule in the logit x. M is a straight line in x in the upper tail, so that the terms of
    the sum beyond the last node are a geometric series, which is added; it diverges for slopes of 1 / j and
    more for the j-th moment, which is then infinite.

    Parameters
    ----------
    terms : Terms
        M.

    Returns
    -------
    mean, variance : float
        Infinite where they are.

    Examples
    --------
    >>> mean, variance = exponential_moments(Terms((0.0, 0.25)))  # log-logistic with shape 4
    >>> round(mean, 10), round(variance, 10)
    (1.1107207345, 0.3370957767)
    """
    slope = terms.end_slopes[1]
    if slope >= 1.0:
        return np.inf, np.inf
    m = terms.at(LOGITS)
    centre = float(terms.at(np.zeros(1))[0])
    deviation = np.expm1(m - centre)
    beyond = [_beyond(float(m[-1]) - centre, slope, order) for order in (0, 1, 2)]
    first = float(np.sum(WEIGHTS * deviation)) + beyond[1] - beyond[0]
    second = float(np.sum(WEIGHTS * deviation**2)) + beyond[2] - 2.0 * beyond[1] + beyond[0]
    scale = np.exp(centre)
    return float(scale * (1.0 + first)), float(scale**2 * (second - first * first))


def _beyond(last: float, slope: float, order: int) -> float:
    """Sum of the terms of exp(order M) beyond the last node, where exp(M) is exp(last)."""
    ratio = (order * slope - 1.0) * STEP
    if ratio >= 0.0:
        return np.inf
    return float(WEIGHTS[-1] * np.exp(order * last) * np.exp(ratio) / -np.expm1(ratio))
