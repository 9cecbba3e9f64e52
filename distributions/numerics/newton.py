"""Solve many increasing equations at once: Newton's method, kept inside a bracket."""

from collections.abc import Callable

import numpy as np

from distributions.read import Array

_MOST_STEPS = 200
_SETTLED = 1e-9  # a Newton step shorter than this leaves an error of about its square
_ROUGH = 1e-15  # a step shorter than this is the last digit


def solve_each(
    mismatch: Callable[[Array], tuple[Array, Array]], low: Array, high: Array, start: Array
) -> Array:
    """Root of an increasing function in every element; no element looks at another.

    Parameters
    ----------
    mismatch : function
        From places, shape (n,), to the value of the function there and its slope, each of shape (n,).
    low, high : ndarray of shape (n,)
        Finite bracket of each root.
    start : ndarray of shape (n,)
        Where to begin, inside the bracket.

    Returns
    -------
    ndarray of shape (n,)
        Roots, to about the last digits of 1 + their size.

    Examples
    --------
    >>> cube = lambda x: (x**3 - np.array([8.0, 27.0]), 3 * x**2)
    >>> solve_each(cube, np.zeros(2), np.full(2, 9.0), np.ones(2)).round(12).tolist()
    [2.0, 3.0]
    """
    x, pending = np.array(start, dtype=np.float64), np.ones(np.shape(start), dtype=bool)
    for _ in range(_MOST_STEPS):
        with np.errstate(all="ignore"):
            value, slope = mismatch(x)
            step = value / slope
        low, high = np.where(value < 0, x, low), np.where(value > 0, x, high)
        size = 1.0 + np.abs(x)
        close = np.abs(step) <= _SETTLED * size
        # Also a bracket that has shrunk to neighbours is an answer, where rounding has the last word.
        closed = high - low <= _ROUGH * size
        after = x - step
        inside = close | ((after > low) & (after < high))
        x = np.where(pending, np.where(inside, after, 0.5 * (low + high)), x)
        pending &= ~(close | closed)
        if not pending.any():
            break
    return x
