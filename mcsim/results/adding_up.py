"""Whether the items of a ledger add up to the increments that they account for; on plain arrays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcsim.names import COST, EFFECT

Array = NDArray[np.float64]

MEASURES = (COST, EFFECT)
"""What an item may be a part of."""
TOLERANCE = 1e-9
"""Largest gap, as a share of the largest amount that was added."""
N_AT_ONCE = 1024  # draws looked at together, so that a large ledger is never in memory twice


@dataclass(frozen=True)
class Gap:
    """A place at which items do not add up.

    Attributes
    ----------
    measure : str
        `cost` or `effect`.
    draw, strategy, perspective : int
        Positions in the arrays.
    items, increment : float
        The sum of the items, and what it should be.
    """

    measure: str
    draw: int
    strategy: int
    perspective: int
    items: float
    increment: float

    @property
    def rule(self) -> str:
        """What is wrong, as a sentence without its full stop."""
        return (
            f"items add up to {self.items:.10g} and the incremental {self.measure} is {self.increment:.10g}: "
            f"they differ by {self.items - self.increment:.3g}"
        )


def first_gaps(
    items: Array, measures: Sequence[str], totals: Mapping[str, Array], comparator: int = 0
) -> Iterator[Gap]:
    """The first draw, if any, in which the items of each measure do not add up.

    Parameters
    ----------
    items : ndarray, shape (draw, strategy, perspective, item, year)
        Increments over the comparator, whose own row is among them.
    measures : sequence of str, one for each item
        `cost` or `effect`.
    totals : mapping of str to ndarray, shape (draw, strategy, perspective)
        Cost and effect of every strategy.
    comparator : int
        Position of the comparator among the strategies.

    Yields
    ------
    Gap
        At most one for each measure: the sum of the items is further from the increment than 1e-9 of the
        largest of both totals and of what the items amount to without their signs.

    Examples
    --------
    >>> items = np.array([0.0, 0.0, 70.0, 40.0]).reshape(1, 2, 1, 2, 1)
    >>> totals = {"cost": np.array([[[500.0], [600.0]]]), "effect": np.zeros((1, 2, 1))}
    >>> [gap.rule for gap in first_gaps(items, ["cost", "cost"], totals)]
    ['items add up to 110 and the incremental cost is 100: they differ by 10']
    """
    for measure in MEASURES:
        own = np.flatnonzero(np.asarray(measures) == measure)
        for start in range(0, len(items), N_AT_ONCE):
            rows = slice(start, start + N_AT_ONCE)
            total = totals[measure][rows]
            increment = total - total[:, comparator : comparator + 1]
            amounts = items[rows][:, :, :, own]
            added = amounts.sum(axis=(3, 4))
            largest = np.maximum(abs(total), abs(total[:, comparator : comparator + 1]))
            largest = np.maximum(largest, np.abs(amounts, out=amounts).sum(axis=(3, 4)))
            odd = np.argwhere(~(abs(added - increment) <= TOLERANCE * largest))
            if odd.size:
                at = tuple(int(place) for place in odd[0])
                yield Gap(measure, start + at[0], at[1], at[2], float(added[at]), float(increment[at]))
                break
