"""Solve one increasing equation in one positive unknown."""

from collections.abc import Callable
from math import sqrt

from distributions.error import ParameterError

_HALVINGS = 100


def solve_increasing(
    function: Callable[[float], float],
    target: float,
    low: float,
    high: float,
    what: str = "no parameter fits these figures",
) -> float:
    """Positive number at which an increasing function reaches a target, by bisection of the logarithm.

    Bisection needs no derivative and cannot leave its bracket; it is run once per input, so its speed does
    not matter.

    Parameters
    ----------
    function : function of float
        Increasing between `low` and `high`.
    target : float
        Value to reach.
    low, high : float
        Positive bracket.
    what : str, optional
        What to say when the target lies outside the bracket.

    Returns
    -------
    float
        To the last digits of a float64.

    Raises
    ------
    ParameterError
        The target lies outside the bracket.

    Examples
    --------
    >>> round(solve_increasing(lambda x: x * x, 2.0, 1e-3, 1e3), 9)
    1.414213562
    """
    if not function(low) <= target <= function(high):
        raise ParameterError([what])
    for _ in range(_HALVINGS):
        middle = sqrt(low * high)
        if not low < middle < high:
            break
        if function(middle) < target:
            low = middle
        else:
            high = middle
    return sqrt(low * high)
