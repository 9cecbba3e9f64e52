"""Probabilities of short stretches, where the difference of two cumulative probabilities loses its digits."""

import numpy as np

from distributions.family import Family
from distributions.read import Array, Number

SHORT = 2.0**-12  # of the probability beyond one end, below which a stretch is short
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(20)
_NEWTON_STEPS = 4


def just_below(x: Number) -> Array:
    """Largest float64 below `x`; of infinity itself, where no probability lies.

    Examples
    --------
    >>> float(just_below(1.0))
    0.9999999999999999
    """
    with np.errstate(over="ignore"):
        return np.where(np.isinf(x), x, np.nextafter(x, -np.inf))


def probability_between(family: Family, low: Number, high: Array) -> Array:
    """Probability from `low` to `high`, right relative to itself.

    Parameters
    ----------
    family : Family
        Of one scalar. If discrete, both ends count.
    low, high : float or ndarray of shape (n,)

    Returns
    -------
    ndarray of shape (n,)

    Notes
    -----
    The difference of two cumulative probabilities in the nearer tail; for a short stretch of a continuous
    family the integral of its density (Gauss-Legendre, 20 nodes), which must be smooth over so short a way.

    Examples
    --------
    >>> from distributions.normal import Normal
    >>> probability_between(Normal(0.0, 1.0), 8.0, np.array([8.0 + 1e-9]))
    array([5.05227148e-24])
    """
    start, end = np.broadcast_arrays(np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64))
    # What counts is above the number before the lower end.
    before = just_below(start) if family.is_discrete else start
    below, above = family.cdf(before), family.survival(end)
    upper = below > 0.5
    larger = np.where(upper, family.survival(before), family.cdf(end))
    difference = larger - np.where(upper, above, below)
    short = (difference < SHORT * larger) & (start < end)
    if family.is_discrete or not short.any():
        return np.asarray(np.maximum(difference, 0.0))
    with np.errstate(all="ignore"):
        integrals = _integral(family, start, end - start)
    return np.where(short & np.isfinite(integrals), integrals, np.maximum(difference, 0.0))


def distance_with(family: Family, end: Array, probability: Array) -> Array:
    """Distance above `end` within which a continuous family has a small probability.

    Newton's method from the distance at constant density.

    Parameters
    ----------
    family : Family
        Continuous, with a smooth density above `end`.
    end, probability : ndarray of shape (n,)

    Returns
    -------
    ndarray of shape (n,)

    Examples
    --------
    >>> from distributions.normal import Normal
    >>> distance_with(Normal(0.0, 1.0), np.array([1.0]), np.array([1e-12])).round(17).tolist()
    [4.13273e-12]
    """
    with np.errstate(all="ignore"):
        distance = probability / family.density(end)
        for _ in range(_NEWTON_STEPS):
            # The integral is over exactly this distance, which end + distance would round.
            mismatch = _integral(family, end, distance) - probability
            distance = distance - mismatch / family.density(end + distance)
    return np.asarray(distance)


def _integral(family: Family, low: Array, length: Array) -> Array:
    """Integral of the density over a length from `low`; nodes are added up in order."""
    half = length / 2.0
    total = np.zeros(np.shape(half))
    for node, weight in zip(_NODES, _WEIGHTS, strict=True):
        total = total + weight * family.density(low + half * (1.0 + node))
    return np.asarray(half * total)
