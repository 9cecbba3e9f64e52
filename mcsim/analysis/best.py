"""Sums behind every figure about the best strategy: who wins, and what the others lose."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from mcsim.analysis.envelope import Array, Grid, Index, stretches
from mcsim.analysis.losses import Losses
from mcsim.analysis.lots import Lots
from mcsim.analysis.wins import Counts, Wins


@dataclass(frozen=True)
class Best:
    """Sums over draws for one perspective, over k strategies and m grid points.

    Attributes
    ----------
    n_draws : int
        Draws summed over.
    wins : dict of int to ndarray of int64, shape (k, m)
        Draws in which a strategy is best, keyed by how many share the first place.
    loss : ndarray, shape (k, m)
        Sum of max NMB - NMB.
    loss_squared : ndarray, shape (k, m), or None
        Sum of its square; None for a replicate, in which draws are not independent and the spread between
        them says nothing about the error.
    """

    n_draws: int
    wins: dict[int, Counts]
    loss: Array
    loss_squared: Array | None

    def combine(self, later: Self) -> "Best":
        """Sums over both."""
        wins = dict(self.wins)
        for sharing, count in later.wins.items():
            wins[sharing] = wins[sharing] + count if sharing in wins else count
        return Best(
            self.n_draws + later.n_draws,
            wins,
            self.loss + later.loss,
            _both(self.loss_squared, later.loss_squared),
        )

    def share(self) -> Array:
        """Share of draws in which each strategy is best, ties split equally, shape (k, m)."""
        return self._mean_part(1)

    def share_squared(self) -> Array:
        """Mean over draws of the square of a strategy's part in the first place, shape (k, m)."""
        return self._mean_part(2)

    def n_not_best(self) -> Counts:
        """Draws in which a strategy is neither best nor tied for it, shape (k, m)."""
        best: Counts = np.sum([self.wins[sharing] for sharing in sorted(self.wins)], axis=0)
        return self.n_draws - best

    def _mean_part(self, power: int) -> Array:
        total: Array = np.sum([self.wins[sharing] / sharing**power for sharing in sorted(self.wins)], axis=0)
        return total / self.n_draws

    def at(self, points: Index) -> "Best":
        """The same on some of the grid points."""
        wins = {sharing: count[:, points] for sharing, count in self.wins.items()}
        squared = None if self.loss_squared is None else self.loss_squared[:, points]
        return Best(self.n_draws, wins, self.loss[:, points], squared)


def _both(one: Array | None, other: Array | None) -> Array | None:
    return None if one is None or other is None else one + other


def best_of(cost: Array, effect: Array, grid: Grid) -> Best:
    """Sums of one block.

    Parameters
    ----------
    cost, effect : ndarray of float64, shape (k, n)
        Totals by strategy and draw.
    grid : Grid
        Willingness to pay.

    Returns
    -------
    Best

    Examples
    --------
    >>> cost, effect = np.array([[0.0, 0.0], [5.0, 1.0]]), np.array([[0.0, 0.0], [1.0, 1.0]])
    >>> sums = best_of(cost, effect, Grid.of(np.array([4.0])))
    >>> sums.share().tolist(), sums.loss.tolist()
    ([[0.5], [0.5]], [[3.0], [1.0]])
    """
    return best_by_lot(cost, effect, grid, Lots.one(cost.shape[1]), squares=True)[0]


def best_by_lot(cost: Array, effect: Array, grid: Grid, lots: Lots, squares: bool) -> list[Best]:
    """Sums of each lot of a block: those of the lot alone, but all in one pass.

    Parameters
    ----------
    cost, effect : ndarray of float64, shape (k, n)
        Totals by strategy and draw.
    grid : Grid
        Willingness to pay.
    lots : Lots
        Columns that are summed apart.
    squares : bool
        Whether the squares of losses are summed too.
    """
    wins = Wins(cost, effect, grid.wtp, lots)
    losses = Losses(len(cost), grid.wtp.size, lots, squares)
    for number, stretch in enumerate(stretches(cost, effect, grid)):
        wins.add(stretch)
        if number == 0:
            losses.begin(stretch)
        else:
            losses.change(stretch)
    loss, loss_squared = losses.finish(grid.wtp)
    counts = wins.finish()
    always_best = sum(counts.values()) == lots.sizes[:, np.newaxis, np.newaxis]
    for sums in (loss, loss_squared):
        if sums is not None:
            sums[always_best] = 0.0
    return [
        Best(
            n_draws,
            {sharing: count[at] for sharing, count in counts.items()},
            loss[at],
            None if loss_squared is None else loss_squared[at],
        )
        for at, n_draws in enumerate(lots.sizes.tolist())
    ]
