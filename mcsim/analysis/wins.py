"""In how many draws each strategy is best, exactly as if net benefit were computed at every grid point.

A tie is exact equality of `wtp * effect - cost` in float64 and nothing else. Inside a stretch of the envelope one
strategy is best by more than rounding if it is so at both ends, because its lead over any other is linear; where an
end is closer than that, the grid point is decided by computing it.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mcsim.analysis.envelope import Array, Index, Stretch
from mcsim.net_benefit import net_monetary_benefit

Counts = NDArray[np.int64]

ROUNDING = 1e-12
"""A lead below this share of wtp * |effect| + |cost| may be rounding; that of double precision stays below 1e-15."""
ROWS = 256
"""Draws decided over the whole grid at a time."""


@dataclass
class Wins:
    """Counter of the draws in which each strategy is best, alone or with others.

    Attributes
    ----------
    cost, effect : ndarray of float64, shape (k, n)
        Totals by strategy and draw, no two lines of a draw the same.
    wtp : ndarray, shape (m,)
        Grid.
    copies : ndarray of int64, shape (k,)
        How many strategies of the data each row stands for.
    counts : dict of int to ndarray of int64, shape (k, m)
        Keyed by how many strategies share the first place.
    """

    cost: Array
    effect: Array
    wtp: Array
    copies: Counts
    counts: dict[int, Counts] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._margin_cost = ROUNDING * abs(self.cost).max(axis=0)
        self._margin_effect = ROUNDING * abs(self.effect).max(axis=0)

    def add(self, stretch: Stretch) -> None:
        """Count one stretch of every draw that has one."""
        start, stop = stretch.start, stretch.stop
        every = slice(None)
        clear_start = self._clear(stretch, np.minimum(start, self.wtp.size - 1), every)
        clear_stop = self._clear(stretch, np.maximum(stop - 1, 0), every)
        close = np.flatnonzero((start < stop) & ~(clear_start & clear_stop))
        if close.size:
            start, stop = start.copy(), stop.copy()
            self._cut_ends(stretch.draw, start, stop, close[~clear_start[close]], close[~clear_stop[close]])
            self._cut_doubtful(stretch, start, stop, close)
        self._add_runs(stretch.winner, start, stop)

    def _clear(self, stretch: Stretch, point: Index, columns: slice | Index) -> NDArray[np.bool_]:
        """Whether the winner leads by more than rounding at one grid point of each of the chosen draws."""
        wtp = self.wtp[point]
        lead = stretch.inc_cost[:, columns] - wtp * stretch.inc_effect[:, columns]
        lead[stretch.winner[columns], np.arange(point.size)] = np.inf
        draw = stretch.draw[columns]
        if draw.size == self._margin_cost.size:
            margin = wtp * self._margin_effect + self._margin_cost
        else:
            margin = wtp * self._margin_effect[draw] + self._margin_cost[draw]
        clear: NDArray[np.bool_] = lead.min(axis=0) > margin
        return clear

    def _cut_ends(self, draw: Index, start: Index, stop: Index, first: Index, last: Index) -> None:
        """Decide the ends that are close, and cut them off `start` and `stop`."""
        self._add_points(draw[first], start[first])
        start[first] += 1
        last = last[start[last] < stop[last]]
        stop[last] -= 1
        self._add_points(draw[last], stop[last])

    def _cut_doubtful(self, stretch: Stretch, start: Index, stop: Index, close: Index) -> None:
        """Decide every grid point of the stretches that are still close at an end, as of lines that nearly coincide."""
        left = close[start[close] < stop[close]]
        clear = self._clear(stretch, start[left], left) & self._clear(stretch, stop[left] - 1, left)
        doubtful = left[~clear]
        for at in range(0, doubtful.size, ROWS):
            rows = doubtful[at : at + ROWS]
            self._add_ranges(stretch.draw[rows], start[rows], stop[rows])
        stop[doubtful] = start[doubtful]

    def _add_runs(self, winner: Index, start: Index, stop: Index) -> None:
        """Count the grid points `start` to `stop - 1` for single winners."""
        n_rows, width = self.copies.size, self.wtp.size + 1
        change = np.bincount(winner * width + start, minlength=n_rows * width)
        change -= np.bincount(winner * width + stop, minlength=n_rows * width)
        runs = change.reshape(n_rows, width)[:, :-1].cumsum(axis=1)
        for n_first in np.unique(self.copies).tolist():
            self._add_count(n_first, np.where(self.copies[:, np.newaxis] == n_first, runs, 0))

    def _add_points(self, draw: Index, point: Index) -> None:
        """Decide one grid point of each of the given draws."""
        if draw.size == 0:
            return
        value: Array = net_monetary_benefit(self.cost[:, draw], self.effect[:, draw], self.wtp[point])
        first = value == value.max(axis=0)
        n_sharing = self.copies @ first
        shape = (self.copies.size, self.wtp.size)
        for n_first in np.unique(n_sharing).tolist():
            strategy, at = np.nonzero(first & (n_sharing == n_first))
            flat = np.bincount(strategy * shape[1] + point[at], minlength=shape[0] * shape[1])
            self._add_count(n_first, flat.reshape(shape))

    def _add_ranges(self, draw: Index, start: Index, stop: Index) -> None:
        """Decide every grid point from `start` to `stop - 1` of each of the given draws."""
        cost, effect = self.cost[:, draw, np.newaxis], self.effect[:, draw, np.newaxis]
        value: Array = net_monetary_benefit(cost, effect, self.wtp)
        point = np.arange(self.wtp.size)
        asked = (point >= start[:, np.newaxis]) & (point < stop[:, np.newaxis])
        first = (value == value.max(axis=0)) & asked
        n_sharing = np.tensordot(self.copies, first, axes=1)
        for n_first in np.unique(n_sharing[asked]).tolist():
            self._add_count(n_first, np.count_nonzero(first & (n_sharing == n_first), axis=1))

    def _add_count(self, n_first: int, count: NDArray[np.intp]) -> None:
        if n_first in self.counts:
            self.counts[n_first] += count
        else:
            self.counts[n_first] = count.astype(np.int64)
