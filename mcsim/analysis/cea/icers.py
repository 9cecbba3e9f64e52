"""Incremental cost-effectiveness ratios along the frontier."""

from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from mcsim.analysis.cea.frontier import NOTHING_BEFORE, frontier
from mcsim.analysis.intervals import fieller, ratio_standard_error
from mcsim.analysis.moments import Spread, increments, totals
from mcsim.analysis.shell import BY_STRATEGY, SHARE, Figure, dataset, effect_unit, money, per_unit
from mcsim.analysis.standard_error import spreads
from mcsim.analysis.summary import Summary, as_summary
from mcsim.names import PERSPECTIVE, STRATEGY

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["strategy", "cost", "effect", "inc_cost", "inc_effect", "icer", "status"]


def icers(outcomes: xr.Dataset | Summary) -> xr.Dataset:
    """Incremental table: dominance, extended dominance, and the ICERs between neighbours on the frontier.

    Parameters
    ----------
    outcomes : Dataset or Summary
        Outcomes of dims (draw, strategy, perspective), or a summary of them.

    Returns
    -------
    Dataset
        Dims (strategy, perspective): `status` (ND, ED or D); `cost`, `effect`, and `inc_cost`, `inc_effect`
        over `compared_with`, the strategy before it on the frontier, each with its `_se`; `icer`, the ratio
        of these two mean increments, with `icer_se` (delta method) and `icer_lower`, `icer_upper` (Fieller's
        95 % interval; NaN where it is none), all of Monte Carlo error; `rank`, the row of the printed table.
        Under a replicated design the variances and covariance of the means come from between replicates, and
        Fieller's interval takes the quantile of Student's t. Increments and ICER are NaN for the first
        strategy and for the dominated ones. Means that differ by rounding alone count as equal. Of strategies
        with the same mean cost and effect the first is kept, the others are D.

    Raises
    ------
    AnalysisError
        The outcomes are no probability sample.

    References
    ----------
    Johannesson and Weinstein (1993), Journal of Health Economics 12:459-467.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0]], [[0.0, 1.0], [0.0, 3.0]], ["usual care", "new"])
    >>> icers(data)["icer"].sel(strategy="new").item()
    2.0
    """
    summary = as_summary(outcomes, None if isinstance(outcomes, Summary) else [0.0])
    columns = [_columns(spread, summary) for spread in spreads(summary)]
    cost_unit, unit, ratio_unit = money(summary), effect_unit(summary), per_unit(summary)
    described = {
        "status": (SHARE, "ND non-dominated, ED extended-dominated, D dominated"),
        "compared_with": (SHARE, "Strategy before it on the frontier"),
        "rank": (SHARE, "Row of the incremental table, from 0"),
        "cost": (cost_unit, "Mean cost"),
        "effect": (unit, "Mean effect"),
        "cost_se": (cost_unit, "Standard error of the mean cost"),
        "effect_se": (unit, "Standard error of the mean effect"),
        "inc_cost": (cost_unit, "Mean incremental cost over the strategy before it on the frontier"),
        "inc_cost_se": (cost_unit, "Standard error of the mean incremental cost"),
        "inc_effect": (unit, "Mean incremental effect over the strategy before it on the frontier"),
        "inc_effect_se": (unit, "Standard error of the mean incremental effect"),
        "icer": (ratio_unit, "Incremental cost-effectiveness ratio"),
        "icer_se": (ratio_unit, "Standard error of the incremental cost-effectiveness ratio"),
        "icer_lower": (ratio_unit, "Lower end of Fieller's 95 % interval of Monte Carlo error"),
        "icer_upper": (ratio_unit, "Upper end of Fieller's 95 % interval of Monte Carlo error"),
    }
    return dataset(
        summary,
        [
            Figure(
                name, np.stack([column[name] for column in columns], axis=-1), units, long_name, BY_STRATEGY
            )
            for name, (units, long_name) in described.items()
        ],
    )


def icer_table(icers: xr.Dataset, perspective: str | None = None) -> "pd.DataFrame":
    """The incremental table of one perspective in the order in which it is printed.

    Parameters
    ----------
    icers : Dataset
        As `icers` returns it.
    perspective : str, optional
        The first when absent.

    Returns
    -------
    DataFrame
        Columns strategy, cost, effect, inc_cost, inc_effect, icer, status; ND by cost, then ED, then D.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[9.0, 5.0], [9.0, 3.0]], [[0.0, 1.0], [0.0, 3.0]], ["usual care", "new"])
    >>> icer_table(icers(data))["status"].tolist()
    ['ND', 'D']
    """
    chosen = icers.isel({PERSPECTIVE: 0}) if perspective is None else icers.sel({PERSPECTIVE: perspective})
    ordered = chosen.isel({STRATEGY: np.argsort(chosen["rank"].values)})
    frame: pd.DataFrame = ordered.to_dataframe().reset_index()[COLUMNS]
    return frame


def _columns(spread: Spread, summary: Summary) -> dict[str, NDArray[Any]]:
    total = totals(spread)
    status, before, order = frontier(total.cost, total.effect)
    compared = before != NOTHING_BEFORE
    step = increments(spread, np.where(compared, before, np.arange(before.size)))
    inc_cost, inc_effect = (np.where(compared, part, np.nan) for part in (step.cost, step.effect))
    n_draws = step.n_draws
    variances = step.var_cost / n_draws, step.var_effect / n_draws, step.covariance / n_draws
    lower, upper = fieller(inc_cost, inc_effect, variances, summary.layout.error_quantile)
    rank = np.empty(order.size, dtype=np.int64)
    rank[order] = np.arange(order.size)
    return {
        "status": status,
        "compared_with": np.where(compared, np.array(summary.layout.strategies)[before], ""),
        "rank": rank,
        "cost": total.cost,
        "effect": total.effect,
        "cost_se": np.sqrt(total.var_cost / total.n_draws),
        "effect_se": np.sqrt(total.var_effect / total.n_draws),
        "inc_cost": inc_cost,
        "inc_cost_se": np.where(compared, np.sqrt(variances[0]), np.nan),
        "inc_effect": inc_effect,
        "inc_effect_se": np.where(compared, np.sqrt(variances[1]), np.nan),
        "icer": inc_cost / inc_effect,
        "icer_se": ratio_standard_error(inc_cost, inc_effect, variances),
        "icer_lower": lower,
        "icer_upper": upper,
    }
