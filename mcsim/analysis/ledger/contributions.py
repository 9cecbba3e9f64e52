"""What each item of a ledger contributes to incremental net monetary benefit."""

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from mcsim.analysis.columns import means_and_errors
from mcsim.analysis.envelope import Array, Index
from mcsim.analysis.grid import DECISION_POINTS, checked_grid
from mcsim.analysis.ledger.by_draw import costs_and_effects
from mcsim.analysis.ledger.labelled import BY_STRATEGY, labelled, money, over, with_error
from mcsim.analysis.ledger.sample import Sample
from mcsim.names import COST, DRAW, EFFECT, ITEM, ITEMS, MEASURE, PERSPECTIVE, STRATEGY, WTP, YEAR
from mcsim.nmb import net_monetary_benefit


def contributions(ledger: xr.Dataset, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Mean contribution of every item to incremental net monetary benefit.

    Parameters
    ----------
    ledger : Dataset
        `items` of dims (draw, strategy, perspective, item, year), as `mcsim.run(..., ledger=True).ledger`
        has them.
    wtp : array_like of float, optional
        Willingness to pay; 20,000 and 30,000 when absent.

    Returns
    -------
    Dataset
        `contribution` (strategy, perspective, item, wtp): minus an item of cost, or wtp times an item of
        effect, over all years; items that count people contribute nothing and are left out. `inmb` (strategy,
        perspective, wtp) is their sum. Both with their Monte Carlo standard error `_se`; that of the sum
        comes from the sums of draws.

    Raises
    ------
    AnalysisError
        The draws are no probability sample, or `wtp` is no grid.

    References
    ----------
    Stinnett and Mullahy (1998), Medical Decision Making 18(2 suppl):S68-S80: net benefit is linear in cost
    and effect, so it divides among their parts.

    Examples
    --------
    >>> items = xr.DataArray(np.array([60.0, 0.01, 40.0, 0.03]).reshape(2, 1, 1, 2, 1),
    ...                      dims=("draw", "strategy", "perspective", "item", "year"))
    >>> coords = {"draw": [0, 1], "item": ["staff", "health"], "measure": ("item", ["cost", "effect"])}
    >>> found = contributions(xr.Dataset({"items": items}, coords), wtp=20_000)
    >>> found["contribution"].values.ravel().tolist(), found["inmb"].item()
    ([-50.0, 400.0], 350.0)
    """
    grid = checked_grid(wtp, DECISION_POINTS)
    sample = Sample.of(ledger)
    kept = np.flatnonzero(np.isin(ledger[MEASURE].values, (COST, EFFECT)))
    is_cost = (ledger[MEASURE].values[kept] == COST)[:, np.newaxis]
    (mean, error), inmb = _means(ledger, kept, grid, sample)
    mean = net_monetary_benefit(mean * is_cost, mean * ~is_cost, grid)
    error = error * np.where(is_cost, 1.0, grid)
    units, whose = money(ledger), over(ledger)
    long_name = f"Mean contribution to incremental net monetary benefit {whose}"
    of_items = with_error("contribution", (mean, error), units, long_name, (*BY_STRATEGY, ITEM, WTP))
    long_name = f"Expected incremental net monetary benefit {whose}"
    of_all = ledger.drop_vars(ITEMS).isel({ITEM: kept})
    return labelled(
        of_all,
        sample,
        [*of_items, *with_error("inmb", inmb, units, long_name, (*BY_STRATEGY, WTP))],
        wtp=grid,
    )


Pair = tuple[Array, Array]


def _means(ledger: xr.Dataset, kept: Index, grid: Array, sample: Sample) -> tuple[Pair, Pair]:
    """Mean and error of the items kept (strategy, perspective, item, 1), and of net benefit by `grid`."""
    items = ledger[ITEMS].transpose(DRAW, STRATEGY, PERSPECTIVE, ITEM, YEAR).values
    draws = ledger[DRAW].values
    costs, effects = costs_and_effects(ledger)

    def rows(positions: Index) -> Array:
        totals = items[positions].sum(axis=-1)
        cost, effect = (totals[..., own].sum(axis=-1, keepdims=True) for own in (costs, effects))
        inmb = net_monetary_benefit(cost, effect, grid)
        return np.concatenate([totals[..., kept], inmb], axis=-1).reshape(len(positions), -1)

    shape = (*items.shape[1:3], kept.size + grid.size)
    mean, error = (each.reshape(shape) for each in means_and_errors(rows, draws, sample.replicates))
    of_items = mean[..., : kept.size, np.newaxis], error[..., : kept.size, np.newaxis]
    return of_items, (mean[..., kept.size :], error[..., kept.size :])
