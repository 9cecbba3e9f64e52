"""Mean costs and effects, and their increments over the comparator."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from mcsim.analysis.moments import CostEffect, increments, totals
from mcsim.analysis.shell import (
    BY_STRATEGY,
    SHARE,
    Figure,
    against,
    by_perspective,
    dataset,
    effect_unit,
    money,
    per,
)
from mcsim.analysis.standard_error import spreads
from mcsim.analysis.summary import Summary, as_summary


def means(outcomes: xr.Dataset | Summary) -> xr.Dataset:
    """Mean cost and effect of every strategy and their increments over the comparator.

    Parameters
    ----------
    outcomes : Dataset or Summary
        Outcomes of dims (draw, strategy, perspective), or a summary of them.

    Returns
    -------
    Dataset
        Dims (strategy, perspective): `cost`, `effect`, `inc_cost`, `inc_effect`, each with its Monte Carlo
        standard error `_se`, the standard deviation over draws divided by sqrt(n); `inc_cost_variance`,
        `inc_effect_variance`, `inc_covariance` between draws, for the ellipse of the cost-effectiveness
        plane; and `correlation` of incremental cost and effect (NaN where one of them does not vary). Under a
        replicated design an error is the standard deviation over replicates of their means divided by the
        root of their number; variances and correlation describe the draws all the same.

    Raises
    ------
    AnalysisError
        The outcomes are no probability sample.

    References
    ----------
    Briggs, Claxton and Sculpher (2006), Decision Modelling for Health Economic Evaluation, chapter 5.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0]], [[0.0, 1.0], [0.0, 2.0]], ["usual care", "new"])
    >>> found = means(data).sel(strategy="new")
    >>> found["inc_cost"].item(), found["inc_cost_se"].item(), found["inc_effect"].item()
    (4.0, 1.0, 1.5)
    """
    summary = as_summary(outcomes, None if isinstance(outcomes, Summary) else [0.0])
    return dataset(summary, [*_absolute(summary), *_incremental(summary)])


def correlation(spread: CostEffect) -> np.ndarray:
    """Correlation between draws of a cost and an effect; NaN where one of them does not vary."""
    size = np.sqrt(spread.var_cost * spread.var_effect)
    return np.divide(spread.covariance, size, out=np.full_like(size, np.nan), where=size > 0.0)


def _absolute(summary: Summary) -> Iterator[Figure]:
    found = [totals(spread) for spread in spreads(summary)]
    yield from _mean_and_error("cost", found, money(summary), f"Mean cost per {per(summary)}")
    yield from _mean_and_error("effect", found, effect_unit(summary), f"Mean effect per {per(summary)}")


def _incremental(summary: Summary) -> Iterator[Figure]:
    comparator = summary.layout.comparator
    found = [increments(spread, comparator) for spread in spreads(summary)]
    of_draws = [increments(moments, comparator) for moments in summary.moments]
    over = f"over {against(summary)} per {per(summary)}"
    cost_unit, unit = money(summary), effect_unit(summary)
    yield from _mean_and_error("inc_cost", found, cost_unit, f"Mean incremental cost {over}")
    yield from _mean_and_error("inc_effect", found, unit, f"Mean incremental effect {over}")
    described = {
        "inc_cost_variance": ("var_cost", f"({cost_unit})^2", "Variance between draws of incremental cost"),
        "inc_effect_variance": ("var_effect", f"({unit})^2", "Variance between draws of incremental effect"),
        "inc_covariance": ("covariance", f"{cost_unit} {unit}", "Covariance between draws of the increments"),
    }
    for name, (part, units, long_name) in described.items():
        values = by_perspective(lambda spread, part=part: getattr(spread, part), of_draws)
        yield Figure(name, values, units, long_name, BY_STRATEGY)
    values = by_perspective(correlation, of_draws)
    yield Figure("correlation", values, SHARE, "Correlation between draws of the increments", BY_STRATEGY)


def _mean_and_error(name: str, found: list[CostEffect], units: str, long_name: str) -> Iterator[Figure]:
    part = name.removeprefix("inc_")
    mean = by_perspective(lambda spread: getattr(spread, part), found)
    error = by_perspective(lambda spread: np.sqrt(getattr(spread, f"var_{part}") / spread.n_draws), found)
    yield Figure(name, mean, units, long_name, BY_STRATEGY)
    yield Figure(f"{name}_se", error, units, f"Standard error of: {long_name}", BY_STRATEGY)
