"""Expected net monetary benefit over willingness to pay."""

import xarray as xr
from numpy.typing import ArrayLike

from mcsim.analysis.moments import increments, totals
from mcsim.analysis.optimal import names, optimal
from mcsim.analysis.shell import (
    BY_STRATEGY_AND_WTP,
    BY_WTP,
    SHARE,
    Figure,
    against,
    by_perspective,
    dataset,
    money,
    per,
)
from mcsim.analysis.summary import Summary, as_summary


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
        2 wtp Cov(C, E) + Var(C) over draws. `optimal_strategy` (wtp, perspective) names the strategy of
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
    >>> found["inmb"].sel(strategy="new").values.ravel().tolist(), found["optimal_strategy"].values.ravel().tolist()
    ([-1.0, 2.0], ['usual care', 'new'])
    """
    summary = as_summary(outcomes, wtp)
    grid, comparator = summary.layout.wtp, summary.layout.comparator
    absolute = [totals(moments).net_benefit(grid) for moments in summary.moments]
    relative = [increments(moments, comparator).net_benefit(grid) for moments in summary.moments]
    mean = f"Expected net monetary benefit per {per(summary)}"
    increment = f"Expected incremental net monetary benefit over {against(summary)} per {per(summary)}"
    figures = [
        Figure(
            "nmb", by_perspective(lambda pair: pair[0], absolute), money(summary), mean, BY_STRATEGY_AND_WTP
        ),
        Figure(
            "nmb_se",
            by_perspective(lambda pair: pair[1], absolute),
            money(summary),
            "Standard error of: " + mean,
            BY_STRATEGY_AND_WTP,
        ),
        Figure(
            "inmb",
            by_perspective(lambda pair: pair[0], relative),
            money(summary),
            increment,
            BY_STRATEGY_AND_WTP,
        ),
        Figure(
            "inmb_se",
            by_perspective(lambda pair: pair[1], relative),
            money(summary),
            "Standard error of: " + increment,
            BY_STRATEGY_AND_WTP,
        ),
        Figure(
            "optimal_strategy",
            names(summary, optimal(summary)),
            SHARE,
            "Strategy of highest expected net monetary benefit",
            BY_WTP,
        ),
    ]
    return dataset(summary, figures)
