"""Scales on which a quantile function is smooth enough to be tabulated."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit, xlogy

from distributions.read import Array


@dataclass(frozen=True)
class Transform:
    """A scale between the ends of a support, increasing in the value.

    Attributes
    ----------
    forward : function
        Values -> scale.
    backward : function
        Scale -> values, in place.
    rounded : function
        Values -> size of the numbers that are rounded on the way to them from the scale: a small value that
        is told as an end less something has the rounding of the end.
    """

    forward: Callable[[Array], Array]
    backward: Callable[[Array], Array]
    rounded: Callable[[Array], Array]


def transforms(low: float, high: float) -> Iterator[Transform]:
    """Scales to try for a support, the one that is cheapest to leave first.

    Near a finite end the quantile function is a power of u, and so a straight line in logit(u) on a
    logarithmic scale of the distance from that end.

    Parameters
    ----------
    low, high : float
        Ends of the support, infinite where there is none.

    Yields
    ------
    Transform

    Examples
    --------
    >>> len(list(transforms(0.0, np.inf))), len(list(transforms(0.0, 1.0)))
    (2, 4)
    """
    yield Transform(np.copy, _same, np.abs)
    if np.isfinite(low):
        yield Transform(
            lambda value: np.log(value - low),
            lambda scale: _from_low(scale, low),
            lambda value: _rounded_beside(low, value),
        )
    if np.isfinite(high):
        yield Transform(
            lambda value: -np.log(high - value),
            lambda scale: _from_high(scale, high),
            lambda value: _rounded_beside(high, value),
        )
    if np.isfinite(low) and np.isfinite(high):
        yield Transform(
            lambda value: np.asarray(logit((value - low) / (high - low))),
            lambda scale: _from_share(scale, low, high),
            lambda value: _rounded_beside(low, value),
        )


def _rounded_beside(end: float, value: Array) -> Array:
    """Largest of the end, the value and what the rounding of the logarithm of their distance leaves of it."""
    distance = np.abs(value - end)
    logarithm = np.abs(xlogy(distance, distance))
    return np.asarray(np.maximum(np.maximum(abs(end), np.abs(value)), logarithm))


def _same(scale: Array) -> Array:
    return scale


def _from_low(scale: Array, low: float) -> Array:
    np.exp(scale, out=scale)
    return np.add(scale, low, out=scale)


def _from_high(scale: Array, high: float) -> Array:
    np.negative(scale, out=scale)
    np.exp(scale, out=scale)
    return np.subtract(high, scale, out=scale)


def _from_share(scale: Array, low: float, high: float) -> Array:
    expit(scale, out=scale)
    np.multiply(scale, high - low, out=scale)
    return np.add(scale, low, out=scale)
