"""Probability that a strategy pays for itself."""

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from mcsim.analysis.cea.acceptability import share_error, share_figures
from mcsim.analysis.moments import Moments
from mcsim.analysis.shell import BY_STRATEGY, against, by_perspective, dataset
from mcsim.analysis.standard_error import standard_error
from mcsim.analysis.summary import Summary, as_summary


def cost_saving(outcomes: xr.Dataset | Summary) -> xr.Dataset:
    """Share of draws in which a strategy costs less than the comparator.

    Parameters
    ----------
    outcomes : Dataset or Summary
        Outcomes of dims (draw, strategy, perspective), or a summary of them.

    Returns
    -------
    Dataset
        Dims (strategy, perspective): `cost_saving`, `cost_saving_se`, and `cost_saving_lower`,
        `cost_saving_upper` by Wilson; draws of equal cost count as one half; NaN for the comparator itself.
        Under a replicated design the error comes from between replicates, and the interval is Wilson's for as
        many independent draws as have that error.

    Raises
    ------
    AnalysisError
        The outcomes are no probability sample.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, -3.0]], [[0.0, 1.0], [0.0, 2.0]], ["usual care", "new"])
    >>> cost_saving(data)["cost_saving"].sel(strategy="new").item()
    0.5
    """
    summary = as_summary(outcomes, None if isinstance(outcomes, Summary) else [0.0])
    shares, errors = _shares(summary), standard_error(summary, _shares, _errors_of_draws)
    long_name = f"Probability of costing less than {against(summary)}"
    return dataset(summary, share_figures(summary, "cost_saving", shares, errors, long_name, BY_STRATEGY))


def _shares(summary: Summary) -> NDArray[np.float64]:
    return by_perspective(_share, summary.moments)


def _errors_of_draws(summary: Summary) -> NDArray[np.float64]:
    return by_perspective(_share_error, summary.moments)


def _share(moments: Moments, weight_of_equal: float = 0.5) -> NDArray[np.float64]:
    share = (moments.n_cheaper + weight_of_equal * moments.n_equal) / moments.n_draws
    share[moments.comparator] = np.nan
    return share


def _share_error(moments: Moments) -> NDArray[np.float64]:
    return share_error(_share(moments), _share(moments, weight_of_equal=0.25), moments.n_draws)
