"""The regularised incomplete beta function and its inverse, right to the last digits for all shapes.

`betaincinv` and `betainccinv` of scipy.special return values that miss their own probability for some round
shapes: at shapes 1000 and 1e9 and probability 0.975 they answer with the mean. What they return is therefore
checked with `betainc`, and solved anew where it is off. Two large shapes have formulas of their own, in
`large_beta.py`.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincc, betainccinv, betaincinv, gammaln, ndtr, ndtri, xlog1py, xlogy

from distributions.numerics.large_beta import LARGE_SHAPES, log_density_by_stirling, normal_at, value_at
from distributions.numerics.log_gamma import STIRLING_FROM, log_rise
from distributions.numerics.newton import solve_each
from distributions.read import Array, Number

_TOLERANCE = 1e-12  # of the probability, as a share; the incomplete beta function itself is no nearer
_SMALLEST = np.nextafter(0.0, 1.0)

Function = Callable[[Array, Array, Array], Array]


def probability_below(alpha: Number, beta: Number, x: Array) -> Array:
    """Probability of a beta at most `x`, 0 <= x <= 1; shape of the arguments together.

    Examples
    --------
    >>> float(probability_below(2.0, 1.0, np.array(0.5)))
    0.25
    """
    return _by_size(alpha, beta, x, betainc, lambda a, b, x: ndtr(normal_at(a, b, x)))


def probability_above(alpha: Number, beta: Number, x: Array) -> Array:
    """Probability of a beta above `x`, exact where that is small; shape of the arguments together.

    Examples
    --------
    >>> float(probability_above(2.0, 1.0, np.array(0.5)))
    0.75
    """
    return _by_size(alpha, beta, x, betaincc, lambda a, b, x: ndtr(-normal_at(a, b, x)))


def value_with_below(alpha: Number, beta: Number, u: Array) -> Array:
    """Value of a beta with probability `u` below it; shape of the arguments together.

    Examples
    --------
    >>> float(value_with_below(1000.0, 1e9, np.array(0.975)).round(9))
    1.063e-06
    """
    return _by_size(alpha, beta, u, _lower_value, lambda a, b, u: value_at(a, b, ndtri(u)))


def value_with_above(alpha: Number, beta: Number, v: Array) -> Array:
    """Value of a beta with probability `v` above it; shape of the arguments together.

    Examples
    --------
    >>> float(value_with_above(1000.0, 1e9, np.array(0.025)).round(9))
    1.063e-06
    """
    return _by_size(alpha, beta, v, _upper_value, lambda a, b, v: value_at(a, b, -ndtri(v)))


def log_density(alpha: Number, beta: Number, x: Array) -> Array:
    """Logarithm of the density of a beta at `x`, 0 <= x <= 1; shape of the arguments together.

    Examples
    --------
    >>> float(np.exp(log_density(2.0, 1.0, np.array(0.5))).round(12))
    1.0
    """
    return _by_size(alpha, beta, x, _log_density, log_density_by_stirling, STIRLING_FROM)


def _log_density(alpha: Array, beta: Array, x: Array) -> Array:
    small, large = np.minimum(alpha, beta), np.maximum(alpha, beta)
    # `betaln` of scipy.special is the difference of gammaln's, without the digits that this loses.
    log_beta = gammaln(small) - log_rise(large, small)
    with np.errstate(divide="ignore", over="ignore"):
        return np.asarray(xlogy(alpha - 1.0, x) + xlog1py(beta - 1.0, -x) - log_beta)


def _by_size(
    alpha: Number,
    beta: Number,
    argument: Array,
    usual: Function,
    large: Function,
    large_from: float = LARGE_SHAPES,
) -> Array:
    """The function for usual shapes or that for two large ones, element by element."""
    is_large = np.minimum(alpha, beta) >= large_from
    a, b, at, is_large = np.broadcast_arrays(alpha, beta, np.asarray(argument, dtype=np.float64), is_large)
    result = np.empty(at.shape)
    for function, where in ((large, is_large), (usual, ~is_large)):
        if where.any():
            result[where] = function(a[where], b[where], at[where])
    return result


def _lower_value(alpha: Array, beta: Array, u: Array) -> Array:
    return _checked(betaincinv(alpha, beta, u), (betainc, betaincc), 1.0, alpha, beta, u)


def _upper_value(alpha: Array, beta: Array, v: Array) -> Array:
    return _checked(betainccinv(alpha, beta, v), (betaincc, betainc), -1.0, alpha, beta, v)


def _checked(
    values: Array,
    sides: tuple[Function, Function],
    side: float,
    alpha: Array,
    beta: Array,
    probability: Array,
) -> Array:
    """Values with a probability on one side, those replaced that miss it though a float64 can be nearer."""

    def excess(x: Array, some: NDArray[np.bool_]) -> Array:
        return side * (sides[0](alpha[some], beta[some], x) - probability[some])

    wrong = ~(np.abs(excess(values, np.ones(values.shape, dtype=np.bool_))) <= _TOLERANCE * probability)
    tried = values[wrong]
    before, after = excess(np.nextafter(tried, 0.0), wrong), excess(np.nextafter(tried, 1.0), wrong)
    wrong[wrong] = ~((before <= 0.0) & (after >= 0.0))
    far = wrong & (values > 0.5)
    near = wrong & ~far
    values[near] = _solved(values[near], sides[0], side, alpha[near], beta[near], probability[near])
    # Next to 1 what is missing from it has the digits.
    values[far] = 1.0 - _solved(1.0 - values[far], sides[1], -side, beta[far], alpha[far], probability[far])
    return values


def _solved(
    start: Array, incomplete: Function, side: float, alpha: Array, beta: Array, probability: Array
) -> Array:
    """Values with a probability on one side, by Newton's method on the logarithms of both."""
    x = np.where((start > 0.0) & (start < 1.0), start, alpha / (alpha + beta))
    # A stretch that is far from 0 has fewer digits than the value; the second time it is near.
    for _ in range(2):
        x = _nearer(x, incomplete, side, alpha, beta, probability)
    return x


def _nearer(
    origin: Array, incomplete: Function, side: float, alpha: Array, beta: Array, probability: Array
) -> Array:
    def mismatch(stretch: Array) -> tuple[Array, Array]:
        x = np.minimum(origin * np.exp(stretch), 1.0)
        log_reached = np.log(incomplete(alpha, beta, x))
        slope = x * np.exp(log_density(alpha, beta, x) - log_reached)
        return side * (log_reached - np.log(probability)), slope

    low, high = np.log(_SMALLEST) - np.log(origin), -np.log(origin)
    return np.asarray(origin * np.exp(solve_each(mismatch, low, high, np.zeros(origin.shape))))
