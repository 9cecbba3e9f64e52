"""Expected value of perfect information."""

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from mcsim.analysis.cea.expected_loss import losses_and_errors
from mcsim.analysis.optimal import names, optimal, pick
from mcsim.analysis.shell import BY_WTP, SHARE, Figure, dataset, money, per
from mcsim.analysis.summary import Summary, as_summary

FEW_SWITCHING = 50
"""Below so many draws in which the choice would change, the standard error is not to be relied upon.

With a normal incremental net benefit a 95 % interval covered 94.5 to 95.2 % from 110 such draws on, 93.4 % at
54, 91.8 % at 23, 84 % at 7 and 55 % at 1 (4,000 repetitions each). With 16 replicates of 128 scrambled Sobol'
points each and the quantile of Student's t it was 94.2 % at 110, 95.1 % at 54, 93.5 % at 23, 89 % at 7 and
53 % at 1 (2,000 repetitions each): draws of a replicated design in which the choice would change are rare in
the same way, and the same number is asked for.
"""


def evpi(outcomes: xr.Dataset | Summary, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Expected value of perfect information, E max_d NMB_d - max_d E NMB_d.

    It is the expected loss of the strategy d* with the highest expected net benefit, computed as such.

    Parameters
    ----------
    outcomes : Dataset or Summary
        Outcomes of dims (draw, strategy, perspective), or a summary of them.
    wtp : array_like of float, optional
        Willingness to pay; 0 to 100,000 in 1,001 points, or the grid of the summary, when absent.

    Returns
    -------
    Dataset
        Dims (wtp, perspective): `evpi`, and `evpi_se`, the standard deviation over draws of the loss of d*
        divided by sqrt(n) (its influence function), or over replicates of their mean loss of d* divided by
        the root of their number (d* is chosen on all draws together); `n_switching`, the draws in which d* is
        not best, and `too_few_switching` where these are too few for the standard error to be relied upon,
        replicated design or not; `optimal_strategy`, the name of d*. In money per person (or what the
        outcomes are per).

    Raises
    ------
    AnalysisError
        The outcomes are no probability sample, or `wtp` is no grid.

    References
    ----------
    Claxton (1999), Journal of Health Economics 18:341-364.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0]], [[0.0, 1.0], [0.0, 2.0]], ["usual care", "new"])
    >>> evpi(data, wtp=[4.0])["evpi"].item()
    0.5
    """
    summary = as_summary(outcomes, wtp)
    chosen = optimal(summary)
    loss, error = (pick(values, chosen) for values in losses_and_errors(summary))
    n_switching = pick(np.stack([best.n_not_best() for best in summary.best], axis=-1), chosen)
    unit, long_name = money(summary), f"Expected value of perfect information per {per(summary)}"
    too_few = (
        f"Whether the choice would change in fewer than {FEW_SWITCHING} draws: unreliable standard error"
    )
    few = (n_switching < FEW_SWITCHING) & (len(summary.layout.strategies) > 1)
    figures = [
        Figure("evpi", loss, unit, long_name, BY_WTP),
        Figure("evpi_se", error, unit, f"Standard error of: {long_name}", BY_WTP),
        Figure("n_switching", n_switching, SHARE, "Draws in which the chosen strategy is not best", BY_WTP),
        Figure("too_few_switching", few, SHARE, too_few, BY_WTP),
        Figure(
            "optimal_strategy",
            names(summary, chosen),
            SHARE,
            "Strategy of highest expected net benefit",
            BY_WTP,
        ),
    ]
    return dataset(summary, figures)
