"""Rules between the ends of a range and the most likely value, shared by the families that have them."""

import numpy as np

from distributions.error import show
from distributions.read import Number


def broken_range(minimum: Number, maximum: Number, mode: Number | None = None) -> list[str]:
    """Rules that a range breaks, each as a sentence.

    Parameters
    ----------
    minimum, maximum : float
        Ends of the range; must be in order, and a finite distance apart.
    mode : float, optional
        Most likely value; must lie within the range, its ends included.

    Returns
    -------
    list of str
        Empty when all rules hold.

    Examples
    --------
    >>> broken_range(3, 2)
    ['min: 3 must be less than max: 2']
    >>> broken_range(0, 1, mode=2)
    ['mode: 2 must lie between min: 0 and max: 1']
    """
    ends = f"min: {show(minimum)}", f"max: {show(maximum)}"
    if np.any(np.greater_equal(minimum, maximum)):
        return [f"{ends[0]} must be less than {ends[1]}"]
    with np.errstate(over="ignore"):
        if not np.all(np.isfinite(np.subtract(maximum, minimum))):
            return [f"{ends[0]} and {ends[1]} are too far apart for a computer's numbers"]
    if mode is not None and np.any(np.less(mode, minimum) | np.greater(mode, maximum)):
        return [f"mode: {show(mode)} must lie between {ends[0]} and {ends[1]}"]
    return []
