"""Probability that a strategy is worth it against the comparator alone."""

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from mcsim.analysis.cea.acceptability import share_figures
from mcsim.analysis.grid import DECISION_POINTS, checked_grid
from mcsim.analysis.shell import BY_STRATEGY_AND_WTP, against, dataset
from mcsim.analysis.structure.within import within
from mcsim.analysis.summary import summarise


def pairwise_probability(outcomes: xr.Dataset, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Share of draws in which a strategy has strictly more net benefit than the comparator, P(INMB > 0).

    It is no acceptability curve (`ceac`), which asks for the best of all strategies; with two strategies and
    no ties they agree.

    Parameters
    ----------
    outcomes : Dataset
        Outcomes of dims (draw, strategy, perspective).
    wtp : array_like of float, optional
        Willingness to pay; 20,000 and 30,000 when absent.

    Returns
    -------
    Dataset
        Dims (strategy, wtp, perspective): `pairwise_probability`, `pairwise_probability_se`, and
        `pairwise_probability_lower`, `pairwise_probability_upper` by Wilson; NaN for the comparator. Under a
        replicated design the error comes from between replicates.

    Raises
    ------
    AnalysisError
        The outcomes are no probability sample, or `wtp` is no grid.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0]], [[0.0, 1.0], [0.0, 2.0]], ["usual care", "new"])
    >>> found = pairwise_probability(data, wtp=[0.0, 4.0])
    >>> found["pairwise_probability"].sel(strategy="new").values.ravel().tolist()
    [0.0, 0.5]
    """
    summary = summarise(outcomes, checked_grid(wtp, DECISION_POINTS))
    found = within(outcomes, summary.layout.wtp)
    assert found is not None  # outcomes hold a draw at least, or they could not be summarised
    share, error = (np.array(part) for part in found.positive)
    share[summary.layout.comparator] = error[summary.layout.comparator] = np.nan
    long_name = f"P(INMB > 0), the pairwise probability of being better than {against(summary)}"
    figures = share_figures(summary, "pairwise_probability", share, error, long_name, BY_STRATEGY_AND_WTP)
    return dataset(summary, figures)
