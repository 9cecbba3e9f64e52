"""Sums of a block of draws: of every perspective, and apart for every replicate."""

from dataclasses import dataclass
from functools import reduce
from typing import Self

import numpy as np
from numpy.typing import NDArray

from mcsim.analysis.best import Best, best_by_lot
from mcsim.analysis.envelope import Array, Grid
from mcsim.analysis.layout import Layout
from mcsim.analysis.lots import Lots
from mcsim.analysis.moments import Moments, moments_by_lot


@dataclass(frozen=True)
class Sums:
    """Sums of every perspective.

    Attributes
    ----------
    moments : tuple of Moments
        Means and covariances.
    best : tuple of Best
        Who is best and what the others lose.
    """

    moments: tuple[Moments, ...]
    best: tuple[Best, ...]

    def combine(self, later: Self) -> "Sums":
        """Sums over both."""
        return Sums(
            tuple(one.combine(other) for one, other in zip(self.moments, later.moments, strict=True)),
            tuple(one.combine(other) for one, other in zip(self.best, later.best, strict=True)),
        )


@dataclass(frozen=True)
class SumsByReplicate:
    """Sums of every replicate that has draws; independent draws all count as replicate 0.

    Attributes
    ----------
    of : dict of int to Sums
        Keyed by the number of the replicate.
    """

    of: dict[int, Sums]

    def combine(self, later: Self) -> "SumsByReplicate":
        """Sums over both."""
        both = dict(self.of)
        for replicate, sums in later.of.items():
            both[replicate] = both[replicate].combine(sums) if replicate in both else sums
        return SumsByReplicate(both)

    def in_order(self) -> list[Sums]:
        """Those of each replicate, by its number."""
        return [self.of[replicate] for replicate in sorted(self.of)]

    def total(self) -> Sums:
        """Sums over all replicates, always combined in the same order."""
        return reduce(Sums.combine, self.in_order())


def sums_by_replicate(
    draws: NDArray[np.int64], cost: Array, effect: Array, layout: Layout, grid: Grid
) -> SumsByReplicate:
    """Sums of one block.

    Parameters
    ----------
    draws : ndarray of int64, shape (n,)
        Absolute numbers in increasing order; draw i belongs to replicate i modulo `layout.replicates`.
    cost, effect : ndarray of float64, shape (n, strategy, perspective)
        Outcomes of the draws.
    layout : Layout
        What is compared.
    grid : Grid
        Its willingness to pay.
    """
    numbers, lots = [0], Lots.one(draws.size)
    if layout.replicates:
        replicate = draws % layout.replicates
        order = np.argsort(replicate, kind="stable")
        cost, effect = np.take(cost, order, axis=0), np.take(effect, order, axis=0)
        sizes = np.bincount(replicate)
        numbers = np.flatnonzero(sizes).tolist()
        lots = Lots(np.concatenate([[0], sizes[numbers].cumsum()]))
    by_perspective = [
        _plane(cost[:, :, at].T, effect[:, :, at].T, layout, grid, lots) for at in range(cost.shape[2])
    ]
    planes_of_lot = zip(*by_perspective, strict=True)
    return SumsByReplicate(
        {
            number: Sums(*zip(*planes, strict=True))
            for number, planes in zip(numbers, planes_of_lot, strict=True)
        }
    )


def _plane(cost: Array, effect: Array, layout: Layout, grid: Grid, lots: Lots) -> list[tuple[Moments, Best]]:
    """Sums of one perspective, for each lot."""
    cost, effect = np.ascontiguousarray(cost), np.ascontiguousarray(effect)
    moments = moments_by_lot(cost, effect, layout.comparator, lots)
    best = best_by_lot(cost, effect, grid, lots, squares=not layout.replicates)
    return list(zip(moments, best, strict=True))
