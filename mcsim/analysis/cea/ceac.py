"""Cost-effectiveness acceptability curves."""

import xarray as xr
from numpy.typing import ArrayLike

from mcsim.analysis.cea.acceptability import share_figures, shares_and_errors
from mcsim.analysis.shell import BY_STRATEGY_AND_WTP, dataset
from mcsim.analysis.summary import Summary, as_summary


def ceac(outcomes: xr.Dataset | Summary, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Share of draws in which each strategy has the highest net monetary benefit of all.

    Parameters
    ----------
    outcomes : Dataset or Summary
        Outcomes of dims (draw, strategy, perspective), or a summary of them.
    wtp : array_like of float, optional
        Willingness to pay; 0 to 100,000 in 1,001 points, or the grid of the summary, when absent.

    Returns
    -------
    Dataset
        Dims (strategy, wtp, perspective): `ceac`, `ceac_se`, and `ceac_lower`, `ceac_upper` by Wilson. Ties,
        exact equality of net benefit, are split equally, so the curves add to 1. Under a replicated design
        the error comes from between replicates, and the interval is Wilson's for as many independent draws as
        have that error.

    Raises
    ------
    AnalysisError
        The outcomes are no probability sample, or `wtp` is no grid.

    References
    ----------
    van Hout, Al, Gordon and Rutten (1994), Health Economics 3:309-319; Fenwick, Claxton and Sculpher (2001),
    Health Economics 10:779-787.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0]], [[0.0, 1.0], [0.0, 2.0]], ["usual care", "new"])
    >>> ceac(data, wtp=[4.0])["ceac"].values.ravel().tolist()
    [0.5, 0.5]
    """
    summary = as_summary(outcomes, wtp)
    shares, errors = shares_and_errors(summary)
    long_name = "Probability cost-effective"
    return dataset(summary, share_figures(summary, "ceac", shares, errors, long_name, BY_STRATEGY_AND_WTP))
