"""Mean and variance of a quantile function, where no formula gives them without losing digits.

The mean is the integral of the quantile function q(u) over u. In x = logit(u) the weight dies out
exponentially at both ends and quantile functions are smooth, so that the trapezoidal rule converges
exponentially: Trefethen and Weideman (2014), SIAM Review 56: 385-458.
"""

from collections.abc import Callable, Iterator

import numpy as np
from scipy.special import expit

from distributions.read import Array, Number

STEP = 0.25
_LARGEST = 40.0  # beyond it the weight is below 4e-18
_MOST_STEEP = 256.0


def nodes(step: float) -> tuple[Array, Array]:
    """Logits at equal distances, and their weights.

    Examples
    --------
    >>> round(float(nodes(0.25)[1].sum()), 14)
    1.0
    """
    x = np.asarray(step * np.arange(-round(_LARGEST / step), round(_LARGEST / step) + 1), dtype=np.float64)
    return x, np.asarray(step * expit(x) * expit(-x))


LOGITS, WEIGHTS = nodes(STEP)

Tail = Callable[[Array], Array]


def moments(lower: Tail, upper: Tail, n: int | None = None, steepest: float = 1.0) -> tuple[Number, Number]:
    """Mean and variance of a distribution.

    Parameters
    ----------
    lower, upper : function
        Value with a probability below it, and value with a probability above it; both are asked for
        probabilities of at most a half.
    n : int, optional
        How many draws the parameters differ between; the functions are then given arrays of shape (n,).
    steepest : float, optional
        How much steeper than logit(u) itself the quantile function may be on the logit scale of a bounded
        support; the steps are as much shorter.

    Returns
    -------
    mean, variance : float or ndarray of shape (n,)
        The same bits for a draw among others and alone.

    Examples
    --------
    >>> mean, variance = moments(lambda u: -np.log1p(-u), lambda v: -np.log(v))
    >>> round(mean, 12), round(variance, 12)
    (1.0, 1.0)
    """
    # Deviations from the median: sums of squares from 0 would lose the variance of a narrow distribution.
    centre = lower(np.full(n or 1, 0.5))
    first, second = np.zeros(n or 1), np.zeros(n or 1)
    for weight, value in _weighted(lower, upper, n, STEP / min(max(1.0, steepest), _MOST_STEEP)):
        deviation = value - centre
        first += weight * deviation
        second += weight * deviation * deviation
    mean, variance = centre + first, second - first * first
    return (float(mean[0]), float(variance[0])) if n is None else (mean, variance)


def _weighted(lower: Tail, upper: Tail, n: int | None, step: float) -> Iterator[tuple[float, Array]]:
    """Weight and value of every node, from the nearer tail."""
    logits, weights = nodes(step)
    below, above = expit(logits[logits < 0]), expit(-logits[logits >= 0])
    if n is None:
        yield from zip(weights, np.concatenate([lower(below), upper(above)]), strict=True)
        return
    sides = [(lower, share) for share in below] + [(upper, share) for share in above]
    for weight, (side, share) in zip(weights, sides, strict=True):
        yield weight, side(np.full(n, share))
