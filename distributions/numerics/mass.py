"""Probabilities of whole numbers that keep their digits however large the parameters are.

Loader (2000), Fast and accurate computation of binomial probabilities: a probability is its peak, from
Stirling's formula with its error, times the exponential of a deviance, so that no large numbers cancel.
"""

import numpy as np
from scipy.special import gammaln, xlog1py, xlogy

from distributions.read import Array, Number

_SERIES_FROM = 16.0  # five terms of Stirling's series are then right to 1e-16
_CLOSE = 0.1  # relative distance below which the deviance is summed as a series
_TERMS = 9


def stirling_error(k: Array) -> Array:
    """Logarithm of k! less that of Stirling's formula, sqrt(2 pi k) (k / e)^k.

    Parameters
    ----------
    k : ndarray
        Positive.

    Returns
    -------
    ndarray
        Shape as `k`.

    Examples
    --------
    >>> stirling_error(np.array([1.0, 100.0])).round(9).tolist()
    [0.081061467, 0.000833331]
    """
    inverse = 1.0 / np.maximum(k, _SERIES_FROM)
    square = inverse * inverse
    later = square * (1 / 1260 - square * (1 / 1680 - square / 1188))
    series = inverse * (1 / 12 - square * (1 / 360 - later))
    small = np.minimum(k, _SERIES_FROM)
    direct = gammaln(small + 1.0) - (small + 0.5) * np.log(small) + small - 0.5 * np.log(2.0 * np.pi)
    return np.where(k < _SERIES_FROM, direct, series)


def deviance(k: Array, expected: Number) -> Array:
    """How unlikely a count is for what was expected: k log(k / expected) + expected - k.

    Parameters
    ----------
    k : ndarray
        Positive.
    expected : float or ndarray
        Positive.

    Returns
    -------
    ndarray
        At least 0; shape as `k`.

    Examples
    --------
    >>> deviance(np.array([10.0, 20.0]), 10.0).round(6).tolist()
    [0.0, 3.862944]
    """
    difference = k - expected
    share = difference / (k + expected)
    # log(k / expected) = 2 artanh(share), whose leading term cancels against the difference.
    square = share * share
    total = np.zeros(np.shape(square))
    for term in range(_TERMS, 0, -1):
        total = square * (total + 1.0 / (2 * term + 1))
    series = difference * share + 2.0 * k * share * total
    with np.errstate(all="ignore"):
        direct = k * np.log(k / expected) - difference
    return np.asarray(np.where(np.abs(share) < _CLOSE, series, direct))


def poisson_mass(k: Array, mean: Number) -> Array:
    """Probability of the whole number `k` under a Poisson distribution.

    Parameters
    ----------
    k : ndarray
        Whole numbers of at least 0.
    mean : float or ndarray
        At least 0.

    Returns
    -------
    ndarray
        Shape as `k`.

    Examples
    --------
    >>> poisson_mass(np.array([0.0, 2.0]), 2.0).round(6).tolist()
    [0.135335, 0.270671]
    """
    positive, expected = np.maximum(k, 1.0), np.where(np.equal(mean, 0.0), 1.0, mean)
    logarithm = -stirling_error(positive) - deviance(positive, expected)
    inner = np.exp(logarithm) / np.sqrt(2.0 * np.pi * positive)
    return np.where(k > 0.0, np.where(np.equal(mean, 0.0), 0.0, inner), np.exp(-np.asarray(mean)))


def binomial_mass(k: Array, n: Number, share: Number, rest: Number) -> Array:
    """Probability of `k` out of `n`: n! / (k! (n - k)!) share^k rest^(n - k).

    Parameters
    ----------
    k : ndarray
        From 0 to `n`.
    n : float or ndarray
        Positive; need not be whole, as for the negative binomial.
    share, rest : float or ndarray
        Probabilities that add up to 1, both given so that neither loses digits.

    Returns
    -------
    ndarray
        Shape as `k`.

    Examples
    --------
    >>> binomial_mass(np.array([0.0, 1.0, 2.0]), 2.0, 0.25, 0.75).round(6).tolist()
    [0.5625, 0.375, 0.0625]
    """
    inside = (k > 0.0) & (k < n) & np.greater(share, 0.0) & np.greater(rest, 0.0)
    # What lies at an edge is computed at some place inside, and not looked at.
    n_inside = np.where(inside, n, 2.0)
    k_inside, p, q = np.where(inside, k, 1.0), np.where(inside, share, 0.5), np.where(inside, rest, 0.5)
    left = n_inside - k_inside
    logarithm = (
        stirling_error(n_inside)
        - stirling_error(k_inside)
        - stirling_error(left)
        - deviance(k_inside, n_inside * p)
        - deviance(left, n_inside * q)
    )
    mass = np.exp(logarithm) * np.sqrt(n_inside / (2.0 * np.pi * k_inside) / left)
    return np.where(inside, mass, np.exp(_at_edge(k, n, share, rest)))


def _at_edge(k: Array, n: Number, share: Number, rest: Number) -> Array:
    """Logarithm of the probability of none or all, or where one of the probabilities is 0."""
    # The smaller of the two probabilities has the digits that the logarithm of the larger needs.
    log_rest = np.where(np.less(share, rest), xlog1py(n - k, -np.asarray(share)), xlogy(n - k, rest))
    log_share = np.where(np.less(share, rest), xlogy(k, share), xlog1py(k, -np.asarray(rest)))
    return np.asarray(log_share + log_rest)
