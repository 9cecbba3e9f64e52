"""Invert an increasing function of one number to the last digit, whatever steps it has."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from distributions.read import Array

_SIGN = np.int64(-(2**63))


def smallest_reaching(reached: Callable[[Array], NDArray[np.bool_]], low: Array, high: Array) -> Array:
    """Smallest float64 at which a condition holds that holds from some number on.

    The order of float64 numbers is that of their bits read as integers, so that halving takes at most 64
    steps whatever the size of the numbers, and ends at a step such as 0 exactly.

    Parameters
    ----------
    reached : function
        Takes numbers of shape (n,) and says for each whether the condition of its position holds.
    low, high : ndarray of shape (n,), or ()
        The condition holds at `high`; the number looked for is `low` or more.

    Returns
    -------
    ndarray of shape (n,)

    Examples
    --------
    >>> smallest_reaching(lambda x: x >= 0.1, np.array([-1.0]), np.array([5.0])).tolist()
    [0.1]
    """
    shape = np.broadcast_shapes(np.shape(low), np.shape(high))
    bottom, top = _order(np.atleast_1d(low)) - 1, _order(np.atleast_1d(high))
    while (apart := (middle := _mean(bottom, top)) > bottom).any():
        holds = reached(_number(middle))
        top = np.where(apart & holds, middle, top)
        bottom = np.where(apart & ~holds, middle, bottom)
    return _number(top).reshape(shape)


def _mean(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    """Mean of two integers, rounded down, without their sum or difference, which may overflow."""
    return (first & second) + ((first ^ second) >> 1)


def _order(numbers: Array) -> NDArray[np.int64]:
    """Position of each number among all float64 numbers."""
    bits = (np.asarray(numbers, dtype=np.float64) + 0.0).view(np.int64)
    return np.where(bits < 0, _SIGN - bits, bits)


def _number(order: NDArray[np.int64]) -> Array:
    return np.where(order < 0, _SIGN - order, order).view(np.float64)
