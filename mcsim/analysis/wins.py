"""In how many draws each strategy is best, exactly as if net benefit were computed at every grid point.

A tie is exact equality of `wtp * effect - cost` in float64 and nothing else. Inside a stretch of the envelope
one strategy is best by more than rounding if it is so at both ends, because its lead over any other is
linear; where an end is closer than that, the grid point is decided by computing it.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mcsim.analysis.envelope import Array, Index, Stretch
from mcsim.analysis.lots import Lots
from mcsim.nmb import net_monetary_benefit

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]

ROUNDING = 1e-12
"""A lead below this share of wtp * |effect| + |cost| may be rounding, which stays below 1e-15 of it."""
ROWS = 256
"""Draws decided over the whole grid at a time."""


@dataclass
class Wins:
    """Counter of the draws in which each strategy is best, alone or with others.

    Attributes
    ----------
    cost, effect : ndarray of float64, shape (k, n)
        Totals by strategy and draw.
    wtp : ndarray, shape (m,)
        Grid.
    lots : Lots
        Draws that are counted apart.
    changes : dict of int to ndarray of int64, shape (g * k, m + 1)
        Changes of the counts from one grid point to the next, keyed by how many strategies share the first
        place; k rows for each of the g lots.
    """

    cost: Array
    effect: Array
    wtp: Array
    lots: Lots
    changes: dict[int, Counts] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._first_row = len(self.cost) * self.lots.of_column
        self._margin_cost = ROUNDING * abs(self.cost).max(axis=0)
        self._margin_effect = ROUNDING * abs(self.effect).max(axis=0)

    def add(self, stretch: Stretch) -> None:
        """Count one stretch of every draw that has one."""
        start, stop = stretch.start, stretch.stop
        same = _same_lines(stretch)
        rival_cost = _rival_cost(stretch, same)
        ends = np.minimum(start, self.wtp.size - 1), np.maximum(stop - 1, 0)
        clear = [self._clear(stretch.draw, rival_cost, stretch.inc_effect, end) for end in ends]
        close = np.flatnonzero((start < stop) & ~(clear[0] & clear[1]))
        if close.size:
            start, stop = start.copy(), stop.copy()
            self._cut_ends(stretch.draw, start, stop, close[~clear[0][close]], close[~clear[1][close]])
            self._cut_doubtful(stretch, rival_cost, start, stop, close)
        if same is None:
            self._add_runs(1, stretch.draw, stretch.winner, start, stop)
        else:
            self._add_shared_runs(stretch.draw, same, start, stop)

    def finish(self) -> dict[int, Counts]:
        """Draws in which each strategy is best, shape (g, k, m), keyed by how many share the first place."""
        shape = len(self.lots), len(self.cost), self.wtp.size
        return {
            n_first: change[:, :-1].cumsum(axis=1).reshape(shape)
            for n_first, change in sorted(self.changes.items())
        }

    def _clear(self, draw: Index, rival_cost: Array, inc_effect: Array, point: Index) -> Flags:
        """Whether the winner leads by more than rounding at one grid point of each draw."""
        wtp = self.wtp[point]
        lead = np.full(point.size, np.inf)
        gap = np.empty(point.size)
        for more_cost, more_effect in zip(rival_cost, inc_effect, strict=True):
            np.multiply(wtp, more_effect, out=gap)
            np.subtract(more_cost, gap, out=gap)
            np.minimum(lead, gap, out=lead)
        whole = draw.size == self._margin_cost.size
        wtp *= self._margin_effect if whole else self._margin_effect[draw]
        wtp += self._margin_cost if whole else self._margin_cost[draw]
        return lead > wtp

    def _cut_ends(self, draw: Index, start: Index, stop: Index, first: Index, last: Index) -> None:
        """Decide the ends that are close, and cut them off `start` and `stop`."""
        self._add_points(draw[first], start[first])
        start[first] += 1
        last = last[start[last] < stop[last]]
        stop[last] -= 1
        self._add_points(draw[last], stop[last])

    def _cut_doubtful(
        self, stretch: Stretch, rival_cost: Array, start: Index, stop: Index, close: Index
    ) -> None:
        """Decide every point of stretches still close at an end, as of lines that nearly coincide."""
        left = close[start[close] < stop[close]]
        rivals = stretch.draw[left], rival_cost[:, left], stretch.inc_effect[:, left]
        clear = self._clear(*rivals, start[left]) & self._clear(*rivals, stop[left] - 1)
        doubtful = left[~clear]
        for at in range(0, doubtful.size, ROWS):
            rows = doubtful[at : at + ROWS]
            self._add_ranges(stretch.draw[rows], start[rows], stop[rows])
        stop[doubtful] = start[doubtful]

    def _add_shared_runs(self, draw: Index, same: Flags, start: Index, stop: Index) -> None:
        """Count the points `start` to `stop - 1` for the winner and the strategies that equal it."""
        n_sharing = np.count_nonzero(same, axis=0)
        for n_first in np.unique(n_sharing).tolist():
            strategy, at = np.nonzero(same & (n_sharing == n_first))
            self._add_runs(n_first, draw[at], strategy, start[at], stop[at])

    def _add_points(self, draw: Index, point: Index) -> None:
        """Decide one grid point of each of the given draws."""
        if draw.size == 0:
            return
        value: Array = net_monetary_benefit(self.cost[:, draw], self.effect[:, draw], self.wtp[point])
        first = value == value.max(axis=0)
        n_sharing = np.count_nonzero(first, axis=0)
        for n_first in np.unique(n_sharing).tolist():
            strategy, at = np.nonzero(first & (n_sharing == n_first))
            self._add_runs(n_first, draw[at], strategy, point[at], point[at] + 1)

    def _add_ranges(self, draw: Index, start: Index, stop: Index) -> None:
        """Decide every grid point from `start` to `stop - 1` of each of the given draws."""
        cost, effect = self.cost[:, draw, np.newaxis], self.effect[:, draw, np.newaxis]
        value: Array = net_monetary_benefit(cost, effect, self.wtp)
        point = np.arange(self.wtp.size)
        asked = (point >= start[:, np.newaxis]) & (point < stop[:, np.newaxis])
        first = (value == value.max(axis=0)) & asked
        n_sharing = np.count_nonzero(first, axis=0)
        for n_first in np.unique(n_sharing[asked]).tolist():
            won = first & (n_sharing == n_first)
            by_lot = [np.count_nonzero(won[:, lot], axis=1) for lot in self.lots.slices(draw)]
            self._add_change(n_first, np.diff(np.concatenate(by_lot), prepend=0, append=0))

    def _add_runs(self, n_first: int, draw: Index, strategy: Index, start: Index, stop: Index) -> None:
        """Count the points `start` to `stop - 1` of each of the given draws for a strategy."""
        width = self.wtp.size + 1
        size = len(self.lots) * len(self.cost) * width
        first = (self._first_row[draw] + strategy) * width
        change = np.bincount(first + start, minlength=size) - np.bincount(first + stop, minlength=size)
        self._add_change(n_first, change.reshape(-1, width))

    def _add_change(self, n_first: int, change: NDArray[np.intp]) -> None:
        if n_first in self.changes:
            self.changes[n_first] += change
        else:
            self.changes[n_first] = change.astype(np.int64, copy=False)


def _same_lines(stretch: Stretch) -> Flags | None:
    """Which strategies have the winner's cost and effect, shape (k, n); None if only the winner does."""
    if np.count_nonzero(stretch.inc_cost) == stretch.inc_cost.size - stretch.winner.size:
        return None
    same = (stretch.inc_cost == 0.0) & (stretch.inc_effect == 0.0)
    return same if np.count_nonzero(same) > stretch.winner.size else None


def _rival_cost(stretch: Stretch, same: Flags | None) -> Array:
    """Cost against the winner; infinite for the winner and those that equal it, which are no rivals."""
    cost = stretch.inc_cost.copy()
    if same is None:
        cost[stretch.winner, np.arange(stretch.winner.size)] = np.inf
    else:
        cost[same] = np.inf
    return cost
