"""Cost-effectiveness acceptability frontier."""

import xarray as xr
from numpy.typing import ArrayLike

from mcsim.analysis.cea.acceptability import share_figures, shares_and_errors
from mcsim.analysis.optimal import names, optimal, pick
from mcsim.analysis.shell import BY_WTP, SHARE, Figure, dataset
from mcsim.analysis.summary import Summary, as_summary


def ceaf(outcomes: xr.Dataset | Summary, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Probability that the strategy with the highest EXPECTED net monetary benefit is the best one.

    Parameters
    ----------
    outcomes : Dataset or Summary
        Outcomes of dims (draw, strategy, perspective), or a summary of them.
    wtp : array_like of float, optional
        Willingness to pay; 0 to 100,000 in 1,001 points, or the grid of the summary, when absent.

    Returns
    -------
    Dataset
        Dims (wtp, perspective): `ceaf`, `ceaf_se`, `ceaf_lower`, `ceaf_upper` (Wilson), and `ceaf_strategy`,
        the name of the strategy (among equals the comparator, then the first). It is chosen on all draws
        together; under a replicated design error and interval are those of its acceptability curve.

    Raises
    ------
    AnalysisError
        The outcomes are no probability sample, or `wtp` is no grid.

    References
    ----------
    Fenwick, Claxton and Sculpher (2001), Health Economics 10:779-787; Barton, Briggs and Fenwick (2008),
    Value in Health 11:886-897.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0]], [[0.0, 1.0], [0.0, 2.0]], ["usual care", "new"])
    >>> found = ceaf(data, wtp=[4.0])
    >>> found["ceaf"].item(), found["ceaf_strategy"].item()
    (0.5, 'new')
    """
    summary = as_summary(outcomes, wtp)
    chosen = optimal(summary)
    shares, errors = (pick(values, chosen) for values in shares_and_errors(summary))
    long_name = "Probability that the strategy of highest expected net benefit is the best"
    figures = list(share_figures(summary, "ceaf", shares, errors, long_name, BY_WTP))
    who = Figure(
        "ceaf_strategy", names(summary, chosen), SHARE, "Strategy of highest expected net benefit", BY_WTP
    )
    return dataset(summary, [*figures, who])
