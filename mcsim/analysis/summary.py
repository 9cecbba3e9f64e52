"""One pass over the outcomes, from which every measure can be had without looking at the draws again."""

from dataclasses import dataclass, field, replace

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike, NDArray

from mcsim.analysis.best import Best
from mcsim.analysis.blocks import BLOCK, BlockTree, block_slices, by_position
from mcsim.analysis.envelope import Grid
from mcsim.analysis.grid import positions
from mcsim.analysis.layout import Layout
from mcsim.analysis.moments import Moments
from mcsim.analysis.sums import SumsByReplicate, sums_by_replicate
from mcsim.names import COST, DRAW, EFFECT, PERSPECTIVE, STRATEGY

Array = NDArray[np.float64]

FIRST_LEVELS = (-4, -3, -2, -1)
"""Parts of block 0 that are kept to show how results settle: its first BLOCK * 2**level draws."""


@dataclass(frozen=True)
class Summary:
    """Everything the one-pass measures need; hand it to any of them in place of the outcomes.

    Attributes
    ----------
    layout : Layout
        What is compared.
    moments : tuple of Moments
        Means and covariances, by perspective.
    best : tuple of Best
        Who is best and what the others lose over the grid, by perspective.
    running : tuple of Summary
        The same over the first 512, 1024, 2048 ... draws.
    replicates : tuple of Summary
        The same over each replicate that has draws, in order; empty where draws are independent. One of them
        alone has no standard errors.
    """

    layout: Layout
    moments: tuple[Moments, ...]
    best: tuple[Best, ...]
    running: tuple["Summary", ...] = ()
    replicates: tuple["Summary", ...] = ()

    @property
    def n_draws(self) -> int:
        """Draws summed over."""
        return self.moments[0].n_draws

    def at(self, wtp: ArrayLike) -> "Summary":
        """The same summary on some of its values of willingness to pay.

        Raises
        ------
        AnalysisError
            A value is not on the grid of the summary.
        """
        points = positions(self.layout.wtp, wtp)
        return Summary(
            replace(self.layout, wtp=self.layout.wtp[points]),
            self.moments,
            tuple(best.at(points) for best in self.best),
            tuple(earlier.at(wtp) for earlier in self.running),
            tuple(replicate.at(wtp) for replicate in self.replicates),
        )


@dataclass
class Summariser:
    """Reducer that turns blocks of outcomes into a `Summary`, in bounded memory.

    The result has the same bytes however the blocks are spread over calls, workers and merges. Draws of a
    replicated design are summed by replicate, and the total is taken over these in order of their numbers.

    Parameters
    ----------
    layout : Layout
        What is compared.
    block : int
        Draws in a block.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0]], [[0.0, 1.0], [0.0, 2.0]], ["usual care", "new"])
    >>> reducer = Summariser(Layout.of(data, wtp=[4.0]))
    >>> reducer.update(data["draw"].values, data["cost"].values, data["effect"].values)
    >>> reducer.finish().n_draws
    2
    """

    layout: Layout
    block: int = BLOCK
    tree: BlockTree[SumsByReplicate] = field(default_factory=BlockTree)

    def __post_init__(self) -> None:
        self._grid = Grid.of(self.layout.wtp)

    def update(self, draws: NDArray[np.int64], cost: Array, effect: Array) -> None:
        """Take in whole blocks of draws.

        Parameters
        ----------
        draws : ndarray of int64, shape (n,)
            Absolute numbers; quarantined draws are left out. A block must come in one call.
        cost, effect : ndarray of float64, shape (n, strategy, perspective)
            Outcomes of the draws.

        Raises
        ------
        AnalysisError
            Draws of a block that was there already.
        """
        draws = np.asarray(draws, dtype=np.int64)
        if (np.diff(draws) <= 0).any():
            order = np.argsort(draws, kind="stable")
            draws, cost, effect = draws[order], cost[order], effect[order]
        for number, rows in block_slices(draws, self.block):
            self.tree.add(self._sums(draws[rows], cost[rows], effect[rows]), number)
            if number == 0:
                self._keep_first_parts(draws[rows], cost[rows], effect[rows])

    def merge(self, other: "Summariser") -> None:
        """Take in everything that another one has seen."""
        self.tree.merge(other.tree)

    def finish(self) -> Summary:
        """Summarise what was seen so far.

        Raises
        ------
        AnalysisError
            Nothing was.
        """
        total = self._summary(self.tree.total())
        firsts = [self._summary(self.tree.firsts[level]) for level in sorted(self.tree.firsts)]
        running = {summary.n_draws: summary for summary in [*firsts, total]}
        return replace(total, running=tuple(running[n] for n in sorted(running)))

    def _summary(self, sums: SumsByReplicate) -> Summary:
        total = sums.total()
        replicates = sums.in_order() if self.layout.replicates else []
        return Summary(
            self.layout,
            total.moments,
            total.best,
            replicates=tuple(Summary(self.layout, one.moments, one.best) for one in replicates),
        )

    def _sums(self, draws: NDArray[np.int64], cost: Array, effect: Array) -> SumsByReplicate:
        return sums_by_replicate(draws, cost, effect, self.layout, self._grid)

    def _keep_first_parts(self, draws: NDArray[np.int64], cost: Array, effect: Array) -> None:
        for level in FIRST_LEVELS:
            n_rows = int(np.searchsorted(draws, int(self.block * 2.0**level)))
            if 0 < n_rows < draws.size:
                self.tree.firsts[level] = self._sums(draws[:n_rows], cost[:n_rows], effect[:n_rows])


def summarise(outcomes: xr.Dataset, wtp: ArrayLike | None = None, *, block: int = BLOCK) -> Summary:
    """Summarise a dataset of outcomes in one pass over its draws.

    Parameters
    ----------
    outcomes : Dataset
        `cost` and `effect` of dims (draw, strategy, perspective), as `mcsim.results.datasets.outcomes` makes
        them.
    wtp : array_like of float, shape (m,), optional
        Willingness to pay for one unit of effect; 0 to 100,000 in 1,001 points when absent.
    block : int
        Draws in a block.

    Returns
    -------
    Summary
        Every one-pass measure accepts it in place of `outcomes`.

    Raises
    ------
    AnalysisError
        The outcomes are no probability sample, or `wtp` is not strictly increasing, finite and at least 0.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0]], [[0.0, 1.0], [0.0, 2.0]], ["usual care", "new"])
    >>> summarise(data, wtp=[0.0, 4.0]).best[0].share().tolist()
    [[1.0, 0.5], [0.0, 0.5]]
    """
    reducer = Summariser(Layout.of(outcomes, wtp), block)
    numbers = outcomes[DRAW].values
    if numbers.min() < 0 or numbers.max() >= 2 * numbers.size + block:
        # Rows picked from a longer run lie far apart; counted by position, their blocks are full.
        numbers = by_position(numbers, reducer.layout.replicates)
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    in_order = bool((order == np.arange(order.size)).all())
    cost, effect = (outcomes[name].transpose(DRAW, STRATEGY, PERSPECTIVE) for name in (COST, EFFECT))
    for _, rows in block_slices(numbers, block):
        chosen = rows if in_order else order[rows]
        reducer.update(numbers[rows], cost[chosen].values, effect[chosen].values)
    return reducer.finish()


def as_summary(data: xr.Dataset | Summary, wtp: ArrayLike | None = None) -> Summary:
    """What a measure was given, as a summary on the grid that it was asked for.

    Raises
    ------
    AnalysisError
        As `summarise`; or a value of `wtp` is not on the grid of the summary given.
    """
    if isinstance(data, Summary):
        return data if wtp is None else data.at(wtp)
    return summarise(data, wtp)
