"""Limits of an axis that leave room for what is written beside the bars."""

from collections.abc import Iterable
from dataclasses import dataclass

ROUNDS = 30


@dataclass(frozen=True)
class Mark:
    """Something written beside a place on an axis.

    Attributes
    ----------
    place : float
        In units of the data.
    width : float
        In inches, with the gap before it.
    to_the_left : bool
        On which side it stands.
    """

    place: float
    width: float
    to_the_left: bool


def limits(marks: Iterable[Mark], inches: float) -> tuple[float, float]:
    """Lowest and highest value of an axis of a length on which all marks have room, zero among them.

    Examples
    --------
    >>> start, end = limits([Mark(10.0, 1.0, to_the_left=False)], 3.0)
    >>> start, round(end, 6)
    (0.0, 15.0)
    >>> limits([], 3.0)
    (-1.0, 1.0)
    """
    known = [mark for mark in marks if mark.place == mark.place]
    low = min([mark.place for mark in known], default=0.0)
    high = max([mark.place for mark in known], default=0.0)
    start, end = (low, high) = min(low, 0.0), max(high, 0.0)
    if low == high:
        return -1.0, 1.0
    for _ in range(ROUNDS):  # more room on one side makes every inch longer, and so asks for more again
        inch = (end - start) / inches
        left = [mark.place - mark.width * inch for mark in known if mark.to_the_left]
        right = [mark.place + mark.width * inch for mark in known if not mark.to_the_left]
        start, end = min([low, *left]), max([high, *right])
    return start, end
