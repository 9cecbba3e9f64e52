"""Shares of draws, with standard errors and intervals; on a summary."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mcsim.analysis.best import Best
from mcsim.analysis.intervals import effective_draws, wilson
from mcsim.analysis.shell import SHARE, Figure
from mcsim.analysis.standard_error import standard_error
from mcsim.analysis.summary import Summary

Array = NDArray[np.float64]


def share_figures(
    summary: Summary, name: str, values: Array, errors: Array, long_name: str, dims: tuple[str, ...]
) -> Iterator[Figure]:
    """A share, its standard error and Wilson's 95 % interval."""
    lower, upper = _interval(summary, values, errors)
    yield Figure(name, values, SHARE, long_name, dims)
    yield Figure(f"{name}_se", errors, SHARE, f"Standard error of: {long_name}", dims)
    yield Figure(f"{name}_lower", lower, SHARE, f"Lower end of Wilson's 95 % interval of: {long_name}", dims)
    yield Figure(f"{name}_upper", upper, SHARE, f"Upper end of Wilson's 95 % interval of: {long_name}", dims)


def shares_and_errors(summary: Summary) -> tuple[Array, Array]:
    """Share of draws in which each strategy is best, and its error, both (strategy, wtp, perspective)."""
    return _shares(summary), standard_error(summary, _shares, _errors_of_draws)


def share_error(share: Array, share_squared: Array, n_draws: int) -> Array:
    """Standard error of a mean share of independent draws, given the mean of its square; NaN for one."""
    if n_draws == 1:
        return np.full_like(share, np.nan)
    error: Array = np.sqrt(np.maximum(share_squared - share**2, 0.0) / (n_draws - 1))
    return error


def _shares(summary: Summary) -> Array:
    return np.stack([best.share() for best in summary.best], axis=-1)


def _errors_of_draws(summary: Summary) -> Array:
    return np.stack([_share_error(best) for best in summary.best], axis=-1)


def _share_error(best: Best) -> Array:
    return share_error(best.share(), best.share_squared(), best.n_draws)


def _interval(summary: Summary, values: Array, errors: Array) -> tuple[Array, Array]:
    layout, n_draws = summary.layout, summary.n_draws
    if not layout.replicates:
        return wilson(values, n_draws)
    return wilson(values, effective_draws(values, errors, n_draws, layout.replicates), layout.error_quantile)
