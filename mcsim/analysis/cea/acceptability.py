"""Shares of draws, with standard errors and intervals; on a summary."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mcsim.analysis.best import Best
from mcsim.analysis.intervals import wilson
from mcsim.analysis.shell import SHARE, Figure
from mcsim.analysis.summary import Summary

Array = NDArray[np.float64]


def share_figures(
    name: str, values: Array, errors: Array, n_draws: int, long_name: str, dims: tuple[str, ...]
) -> Iterator[Figure]:
    """A share, its standard error and Wilson's 95 % interval."""
    lower, upper = wilson(values, n_draws)
    yield Figure(name, values, SHARE, long_name, dims)
    yield Figure(f"{name}_se", errors, SHARE, f"Standard error of: {long_name}", dims)
    yield Figure(f"{name}_lower", lower, SHARE, f"Lower end of Wilson's 95 % interval of: {long_name}", dims)
    yield Figure(f"{name}_upper", upper, SHARE, f"Upper end of Wilson's 95 % interval of: {long_name}", dims)


def shares_and_errors(summary: Summary) -> tuple[Array, Array]:
    """Share of draws in which each strategy is best, and its error, both (strategy, wtp, perspective)."""
    shares = np.stack([best.share() for best in summary.best], axis=-1)
    errors = np.stack([_share_error(best) for best in summary.best], axis=-1)
    return shares, errors


def share_error(share: Array, share_squared: Array, n_draws: int) -> Array:
    """Standard error of a mean share, given the mean of its square; NaN for one draw."""
    if n_draws == 1:
        return np.full_like(share, np.nan)
    error: Array = np.sqrt(np.maximum(share_squared - share**2, 0.0) / (n_draws - 1))
    return error


def _share_error(best: Best) -> Array:
    return share_error(best.share(), best.share_squared(), best.n_draws)
