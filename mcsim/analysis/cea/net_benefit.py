"""Expected net monetary benefit over willingness to pay."""

from collections.abc import Iterator

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike, NDArray

from mcsim.analysis.moments import increments, totals
from mcsim.analysis.optimal import names, optimal
from mcsim.analysis.shell import (
    BY_STRATEGY_AND_WTP,
    BY_WTP,
    SHARE,
    Figure,
    against,
    dataset,
    money,
    per,
)
from mcsim.analysis.standard_error import spreads
from mcsim.analysis.summary import Summary, as_summary

Array = NDArray[np.float64]


def net_benefit(outcomes: xr.Dataset | Summary, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Expected net monetary benefit of every strategy, and its increment over the comparator.

    Parameters
    ----------
    outcomes : Dataset or Summary
        Outcomes of dims (draw, strategy, perspective), or a summary of them.
    wtp : array_like of float, optional
        Willingness to pay; 0 to 100,000 in 1,001 points, or the grid of the summary, when absent.

    Returns
    -------
    Dataset
        Dims (strategy, wtp, perspective): `nmb`, `nmb_se`, `inmb`, `inmb_se`; with Var(NMB) = wtp^2 Var(E) -
        2 wtp Cov(C, E) + Var(C) over draws, or over the means of replicates under a replicated design.
        `optimal_strategy` (wtp, perspective) names the strategy of
        highest expected net benefit (among equals the comparator, then the first).

    Raises
    ------
    AnalysisError
        The outcomes are no probability sample, or `wtp` is no grid.

    References
    ----------
    Stinnett and Mullahy (1998), Medical Decision Making 18(2 suppl):S68-S80.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0]], [[0.0, 1.0], [0.0, 2.0]], ["usual care", "new"])
    >>> found = net_benefit(data, wtp=[2.0, 4.0])
    >>> found["inmb"].sel(strategy="new").values.ravel().tolist()
    [-1.0, 2.0]
    >>> found["optimal_strategy"].values.ravel().tolist()
    ['usual care', 'new']
    """
    summary = as_summary(outcomes, wtp)
    grid, comparator = summary.layout.wtp, summary.layout.comparator
    found = spreads(summary)
    absolute = [totals(spread).net_benefit(grid) for spread in found]
    relative = [increments(spread, comparator).net_benefit(grid) for spread in found]
    labels = {
        "nmb": f"Expected net monetary benefit per {per(summary)}",
        "inmb": f"Expected incremental net monetary benefit over {against(summary)} per {per(summary)}",
    }
    figures = [
        figure
        for (name, long_name), pairs in zip(labels.items(), (absolute, relative), strict=True)
        for figure in _mean_and_error(name, pairs, money(summary), long_name)
    ]
    who = "Strategy of highest expected net monetary benefit"
    best = Figure("optimal_strategy", names(summary, optimal(summary)), SHARE, who, BY_WTP)
    return dataset(summary, [*figures, best])


def _mean_and_error(
    name: str, pairs: list[tuple[Array, Array]], units: str, long_name: str
) -> Iterator[Figure]:
    mean, error = (np.stack(parts, axis=-1) for parts in zip(*pairs, strict=True))
    yield Figure(name, mean, units, long_name, BY_STRATEGY_AND_WTP)
    yield Figure(f"{name}_se", error, units, f"Standard error of: {long_name}", BY_STRATEGY_AND_WTP)
