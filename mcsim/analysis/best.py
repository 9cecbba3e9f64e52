"""Sums behind every figure about the best strategy: who wins, and what the others lose."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from mcsim.analysis.envelope import Array, Grid, Index, stretches
from mcsim.analysis.losses import Losses
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
    loss, loss_squared : ndarray, shape (k, m)
        Sums of max NMB - NMB, and of its square.
    """

    n_draws: int
    wins: dict[int, Counts]
    loss: Array
    loss_squared: Array

    def combine(self, later: Self) -> "Best":
        """Sums over both."""
        wins = dict(self.wins)
        for sharing, count in later.wins.items():
            wins[sharing] = wins[sharing] + count if sharing in wins else count
        return Best(
            self.n_draws + later.n_draws,
            wins,
            self.loss + later.loss,
            self.loss_squared + later.loss_squared,
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
        return Best(self.n_draws, wins, self.loss[:, points], self.loss_squared[:, points])


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
    wins = Wins(cost, effect, grid.wtp)
    losses = Losses(len(cost), grid.wtp.size)
    for number, stretch in enumerate(stretches(cost, effect, grid)):
        wins.add(stretch)
        if number == 0:
            losses.begin(stretch)
        else:
            losses.change(stretch)
    n_draws = cost.shape[1]
    loss, loss_squared = losses.finish(grid.wtp)
    always_best = sum(wins.counts.values()) == n_draws
    loss[always_best] = loss_squared[always_best] = 0.0
    return Best(n_draws, wins.counts, loss, loss_squared)
