"""What choosing a strategy is expected to lose against deciding with perfect information."""

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike, NDArray

from mcsim.analysis.shell import BY_STRATEGY_AND_WTP, Figure, dataset, money, per
from mcsim.analysis.standard_error import standard_error
from mcsim.analysis.summary import Summary, as_summary

Array = NDArray[np.float64]


def expected_loss(outcomes: xr.Dataset | Summary, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Expected loss of every strategy, E[max_d NMB - NMB_d]; the smallest is the EVPI.

    Parameters
    ----------
    outcomes : Dataset or Summary
        Outcomes of dims (draw, strategy, perspective), or a summary of them.
    wtp : array_like of float, optional
        Willingness to pay; 0 to 100,000 in 1,001 points, or the grid of the summary, when absent.

    Returns
    -------
    Dataset
        Dims (strategy, wtp, perspective): `expected_loss` and `expected_loss_se`, the standard deviation of
        the loss over draws divided by sqrt(n); under a replicated design that of the replicates' mean losses
        divided by the root of their number.

    Raises
    ------
    AnalysisError
        The outcomes are no probability sample, or `wtp` is no grid.

    References
    ----------
    Alarid-Escudero, Enns, Kuntz, Michaud and Jalal (2019), Value in Health 22:611-618.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0]], [[0.0, 1.0], [0.0, 2.0]], ["usual care", "new"])
    >>> expected_loss(data, wtp=[4.0])["expected_loss"].values.ravel().tolist()
    [2.5, 0.5]
    """
    summary = as_summary(outcomes, wtp)
    losses, errors = losses_and_errors(summary)
    long_name = f"Expected loss per {per(summary)}"
    figures = [
        Figure("expected_loss", losses, money(summary), long_name, BY_STRATEGY_AND_WTP),
        Figure(
            "expected_loss_se", errors, money(summary), f"Standard error of: {long_name}", BY_STRATEGY_AND_WTP
        ),
    ]
    return dataset(summary, figures)


def losses_and_errors(summary: Summary) -> tuple[Array, Array]:
    """Expected loss and its standard error, both of shape (strategy, wtp, perspective); NaN for one draw."""
    return _losses(summary), standard_error(summary, _losses, _errors_of_draws)


def _losses(summary: Summary) -> Array:
    return np.stack([best.loss for best in summary.best], axis=-1) / summary.n_draws


def _errors_of_draws(summary: Summary) -> Array:
    n_draws, mean = summary.n_draws, _losses(summary)
    if n_draws == 1:
        return np.full_like(mean, np.nan)
    # Independent draws always have their squares summed.
    squares = [best.loss_squared for best in summary.best if best.loss_squared is not None]
    squared = np.stack(squares, axis=-1) / n_draws
    error: Array = np.sqrt(np.maximum(squared - mean**2, 0.0) / (n_draws - 1))
    return error
