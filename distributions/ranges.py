"""Rules between the ends of a range and the most likely value, shared by the families that have them."""

import numpy as np

from distributions.error import ParameterError, show
from distributions.read import Number

_WIDEST = 1e75  # of which products with squares are float64 numbers


def broken_range(minimum: Number, maximum: Number, mode: Number | None = None) -> list[str]:
    """Rules that a range breaks, each as a sentence.

    Parameters
    ----------
    minimum, maximum : float
        Ends of the range; must be in order, and no further apart than 1e75.
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
        if np.any(np.subtract(maximum, minimum) > _WIDEST):
            return [f"{ends[0]} and {ends[1]} are too far apart for a computer's numbers"]
    if mode is not None and np.any(np.less(mode, minimum) | np.greater(mode, maximum)):
        return [f"mode: {show(mode)} must lie between {ends[0]} and {ends[1]}"]
    return []


def require_between(minimum: Number, maximum: Number, what: str, lowest: Number, highest: Number) -> None:
    """Refuse a range that is none, and figures that do not lie strictly within it.

    Parameters
    ----------
    minimum, maximum : float
        Ends of the range.
    what : str
        The figures, as a configuration writes them.
    lowest, highest : float
        Of the figures.

    Raises
    ------
    ParameterError

    Examples
    --------
    >>> require_between(0, 1, "mean: 2", 2, 2)
    Traceback (most recent call last):
    ...
    distributions.error.ParameterError: mean: 2 must lie strictly between min: 0 and max: 1
    """
    problems = broken_range(minimum, maximum)
    if not problems and np.any(np.less_equal(lowest, minimum) | np.greater_equal(highest, maximum)):
        problems = [f"{what} must lie strictly between min: {show(minimum)} and max: {show(maximum)}"]
    if problems:
        raise ParameterError(problems)
