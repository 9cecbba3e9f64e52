"""Who is best over a whole grid of willingness to pay, and by how much, in one pass.

Net monetary benefit is linear in willingness to pay, so the best strategies of a draw form the upper envelope
of k lines: the best one changes at most k - 1 times, however many points the grid has. Each draw is walked
from one change to the next, all draws of a block at once; what a strategy wins or loses is added where it
begins and taken away where it ends, and one cumulative sum over the grid gives the totals.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcsim.nmb import net_monetary_benefit

Array = NDArray[np.float64]
Index = NDArray[np.intp]

SMALLEST = 1e-300
"""Stands for an extra cost of nothing, so that it can be divided by."""


@dataclass(frozen=True)
class Grid:
    """A grid of willingness to pay that can say how many of its values lie below given ones.

    Attributes
    ----------
    wtp : ndarray, shape (m,)
        Strictly increasing.
    step : float
        Distance between neighbours, or 0 where it varies.
    """

    wtp: Array
    step: float

    @classmethod
    def of(cls, wtp: Array) -> "Grid":
        """Describe the grid `wtp`."""
        if wtp.size == 1:
            return cls(wtp, 0.0)
        step = (wtp[-1] - wtp[0]) / (wtp.size - 1)
        even = abs(wtp - (wtp[0] + step * np.arange(wtp.size))) <= 8.0 * np.finfo(float).eps * wtp[-1]
        return cls(wtp, float(step) if even.all() else 0.0)

    def n_below(self, values: Array) -> Index:
        """How many grid values lie below each of `values`; on an even grid one more or fewer at a grid point.

        That is enough, because both ends of every stretch are looked at again.
        """
        if self.step == 0.0:
            return np.searchsorted(self.wtp, values)
        steps = values - self.wtp[0]
        steps *= 1.0 / self.step
        np.clip(steps, -1.0, float(self.wtp.size), out=steps)
        np.ceil(steps, out=steps)
        below: Index = steps.astype(np.intp)
        return np.clip(below, 0, self.wtp.size, out=below)


@dataclass(frozen=True)
class Stretch:
    """For each of n draws, the grid points `start` to `stop - 1` over which one strategy is best.

    Attributes
    ----------
    draw : ndarray of int, shape (n,)
        Column of the block.
    winner, start, stop : ndarray of int, shape (n,)
        The best strategy, and where it is best; empty where `stop` is `start`.
    inc_cost, inc_effect : ndarray, shape (k, n)
        Every strategy against the winner.
    cost_step, effect_step : ndarray, shape (n,)
        The winner against the winner before it; 0 in the first stretch.
    """

    draw: Index
    winner: Index
    start: Index
    stop: Index
    inc_cost: Array
    inc_effect: Array
    cost_step: Array
    effect_step: Array


def stretches(cost: Array, effect: Array, grid: Grid) -> Iterator[Stretch]:
    """Walk the upper envelope of every draw from the first grid point to the last.

    Parameters
    ----------
    cost, effect : ndarray of float64, shape (k, n)
        Totals by strategy and draw.
    grid : Grid
        Willingness to pay.

    Yields
    ------
    Stretch
        The next stretch of every draw that still has one.
    """
    n_strategies, n_draws = cost.shape
    m = grid.wtp.size
    draw = np.arange(n_draws)
    winner = _first_winner(cost, effect, grid.wtp[0])
    start = np.zeros(n_draws, dtype=np.intp)
    own = _flat(winner)
    own_cost, own_effect = np.take(cost, own), np.take(effect, own)
    cost_step = effect_step = np.zeros(n_draws)
    for _ in range(n_strategies):
        inc_cost, inc_effect = cost - own_cost, effect - own_effect
        following, crossing = _next_winner(inc_cost, inc_effect)
        stop = np.maximum(grid.n_below(crossing), start)
        yield Stretch(draw, winner, start, stop, inc_cost, inc_effect, cost_step, effect_step)
        going = np.flatnonzero(stop < m)
        if going.size == 0:
            return
        if going.size < draw.size:
            draw, cost, effect = draw[going], cost[:, going], effect[:, going]
            own_cost, own_effect, following, stop = (
                own_cost[going],
                own_effect[going],
                following[going],
                stop[going],
            )
        winner, start = following, stop
        before_cost, before_effect = own_cost, own_effect
        own = _flat(winner)
        own_cost, own_effect = np.take(cost, own), np.take(effect, own)
        cost_step, effect_step = own_cost - before_cost, own_effect - before_effect


def _flat(row: Index) -> Index:
    """Position of `values[row[i], i]` for every column i, in an array of as many columns."""
    return row * row.size + np.arange(row.size)


def _last_row(equal: Iterator[NDArray[np.bool_]], n_columns: int) -> Index:
    """Last row in which each column holds, without masks, which cost ten times as much as arithmetic."""
    last = np.zeros(n_columns, dtype=np.int16)
    for row, flags in enumerate(equal):
        np.maximum(last, flags.view(np.int8) * np.int16(row), out=last)
    return last.astype(np.intp)


def _first_winner(cost: Array, effect: Array, wtp: float) -> Index:
    """Best strategy at the first grid point; among equals that of largest effect, which wins after it."""
    value: Array = net_monetary_benefit(cost, effect, np.asarray(wtp))
    best = value.max(axis=0)
    winner = _last_row((row == best for row in value), best.size)
    if np.count_nonzero(value == best) > best.size:
        tied = np.where(value == best, effect, -np.inf)
        winner = np.argmax(tied, axis=0)
    return winner


def _next_winner(inc_cost: Array, inc_effect: Array) -> tuple[Index, Array]:
    """The strategy that overtakes the winner first, and the willingness to pay at which it draws level.

    It is the one that gains most effect for its extra cost; one that gains none never overtakes.
    """
    gain = np.maximum(inc_cost, SMALLEST)
    with np.errstate(over="ignore", under="ignore", divide="ignore"):
        np.divide(inc_effect, gain, out=gain)
        highest = np.maximum(gain.max(axis=0), 0.0)
        following = _last_row((row == highest for row in gain), highest.size)
        return following, 1.0 / highest
