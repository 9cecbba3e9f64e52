"""What each item adds to cost and effect, on average."""

from typing import Any

import numpy as np
import xarray as xr

from mcsim.analysis.columns import means_and_errors
from mcsim.analysis.envelope import Array, Index
from mcsim.analysis.intervals import error_quantile
from mcsim.analysis.layout import replicates_of
from mcsim.analysis.shell import SHARE
from mcsim.names import (
    DRAW,
    ERROR_QUANTILE,
    ITEM,
    ITEMS,
    LONG_NAME,
    PERSPECTIVE,
    STRATEGY,
    UNITS,
    YEAR,
)

BY_ITEM = (STRATEGY, PERSPECTIVE, ITEM)


def ledger_means(ledger: xr.Dataset) -> xr.Dataset:
    """Mean of every item of a ledger, year by year and over all years.

    Parameters
    ----------
    ledger : Dataset
        `items` of dims (draw, strategy, perspective, item, year), as `mcsim.run(..., ledger=True).ledger`
        has them.

    Returns
    -------
    Dataset
        `ledger` of dims (strategy, perspective, item, year) and `total` of dims (strategy, perspective,
        item), the sum over years; each with its Monte Carlo standard error `_se`. That of a total comes from
        the totals of draws, and not from adding errors of years. Under a replicated design errors are those
        between replicates. Units differ between items: see the coordinate `unit`.

    Raises
    ------
    AnalysisError
        The draws are no probability sample.

    Examples
    --------
    >>> items = xr.DataArray(np.array([60.0, 40.0, 30.0, 80.0]).reshape(2, 1, 1, 1, 2),
    ...                      dims=("draw", "strategy", "perspective", "item", "year"))
    >>> ledger = xr.Dataset({"items": items}, coords={"draw": [0, 1], "item": ["staff"]})
    >>> found = ledger_means(ledger)
    >>> found["ledger"].values.ravel().tolist(), found["total"].item(), found["total_se"].item()
    ([45.0, 60.0], 105.0, 5.0)
    """
    replicates = replicates_of(ledger.attrs)
    items = ledger[ITEMS].transpose(DRAW, *BY_ITEM, YEAR)
    mean, error = _means(items.values, ledger[DRAW].values, replicates)
    over = items.attrs.get(LONG_NAME, "Increment")
    said: dict[str, tuple[tuple[str, ...], Array, str]] = {
        "ledger": ((*BY_ITEM, YEAR), mean[..., :-1], f"Mean by year of: {over}"),
        "ledger_se": ((*BY_ITEM, YEAR), error[..., :-1], f"Standard error of the mean by year of: {over}"),
        "total": (BY_ITEM, mean[..., -1], f"Mean over all years of: {over}"),
        "total_se": (BY_ITEM, error[..., -1], f"Standard error of the mean over all years of: {over}"),
    }
    units = {UNITS: items.attrs.get(UNITS, "")}
    variables: dict[str, Any] = {
        name: (dims, values, {**units, LONG_NAME: long_name})
        for name, (dims, values, long_name) in said.items()
    }
    variables["n_draws"] = ((), ledger.sizes[DRAW], {UNITS: SHARE, LONG_NAME: "Number of draws"})
    return xr.Dataset(
        variables,
        coords={name: values for name, values in ledger.coords.items() if DRAW not in values.dims},
        attrs={**ledger.attrs, ERROR_QUANTILE: error_quantile(replicates)},
    )


def _means(items: Array, draws: Any, replicates: int) -> tuple[Array, Array]:
    """Mean and error of every year, with those of the sum over years behind the last."""

    def rows(positions: Index) -> Array:
        some = items[positions]
        with_sum = np.concatenate([some, some.sum(axis=-1, keepdims=True)], axis=-1)
        return with_sum.reshape(len(positions), -1)

    shape = (*items.shape[1:-1], items.shape[-1] + 1)
    mean, error = means_and_errors(rows, draws, replicates)
    return mean.reshape(shape), error.reshape(shape)
