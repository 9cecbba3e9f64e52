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
    COST,
    DRAW,
    EFFECT,
    ERROR_QUANTILE,
    ITEM,
    ITEMS,
    LONG_NAME,
    MEASURE,
    PERSPECTIVE,
    STRATEGY,
    UNITS,
    YEAR,
)

BY_ITEM = (STRATEGY, PERSPECTIVE, ITEM)
PART = "part"
PARTS = (COST, EFFECT)
TOTAL, LATER = "total", "later"


def ledger_means(ledger: xr.Dataset) -> xr.Dataset:
    """Mean of every item of a ledger, year by year and over all years.

    Parameters
    ----------
    ledger : Dataset
        `items` of dims (draw, strategy, perspective, item, year), as `mcsim.run(..., ledger=True).ledger`
        has them, with the coordinate `measure` that says of which part each item is, cost or effect.

    Returns
    -------
    Dataset
        `ledger` of dims (strategy, perspective, item, year); `total` and `later` of dims (strategy,
        perspective, item), the sums over all years and over all but the first; and the same of what the items
        of each part add up to, `increment`, `increment_total` and `increment_later`, with `part` in place of
        `item`. Each has its Monte Carlo standard error `_se`; that of a sum comes from the sums of draws, and
        not from adding errors. Under a replicated design errors are those between replicates. Units differ
        between items: see the coordinate `unit`.

    Raises
    ------
    AnalysisError
        The draws are no probability sample.

    Examples
    --------
    >>> items = xr.DataArray(np.array([60.0, 40.0, 30.0, 80.0]).reshape(2, 1, 1, 1, 2),
    ...                      dims=("draw", "strategy", "perspective", "item", "year"))
    >>> coords = {"draw": [0, 1], "item": ["staff"], "measure": ("item", ["cost"])}
    >>> found = ledger_means(xr.Dataset({"items": items}, coords))
    >>> found["ledger"].values.ravel().tolist(), found["total"].item(), found["total_se"].item()
    ([45.0, 60.0], 105.0, 5.0)
    """
    replicates = replicates_of(ledger.attrs)
    items = ledger[ITEMS].transpose(DRAW, *BY_ITEM, YEAR)
    found = _means(items.values, ledger[MEASURE].values, ledger[DRAW].values, replicates)
    n_items, n_years = items.sizes[ITEM], items.sizes[YEAR]
    over = str(items.attrs.get(LONG_NAME, "Increment"))
    variables = _variables(found, ("ledger", TOTAL, LATER), ITEM, slice(n_items), n_years, over)
    in_all = f"{over}, all items of the part"
    names = ("increment", f"increment_{TOTAL}", f"increment_{LATER}")
    variables |= _variables(found, names, PART, slice(n_items, None), n_years, in_all)
    units = str(items.attrs.get(UNITS, ""))
    described: dict[str, Any] = {
        name: (dims, values, {UNITS: units, LONG_NAME: long_name})
        for name, (dims, values, long_name) in variables.items()
    }
    described["n_draws"] = ((), ledger.sizes[DRAW], {UNITS: SHARE, LONG_NAME: "Number of draws"})
    kept = {name: values for name, values in ledger.coords.items() if DRAW not in values.dims}
    part = (PART, list(PARTS), {LONG_NAME: "What the items are a part of"})
    attrs = {**ledger.attrs, ERROR_QUANTILE: error_quantile(replicates)}
    return xr.Dataset(described, coords={**kept, PART: part}, attrs=attrs)


Variables = dict[str, tuple[tuple[str, ...], Array, str]]


def _variables(
    found: dict[str, Array], names: tuple[str, str, str], dim: str, rows: slice, n_years: int, over: str
) -> Variables:
    """By year, over all years and over the later ones, each with its error: dims, values and long name."""
    by_all = (STRATEGY, PERSPECTIVE, dim)
    by_year, total, later = names
    variables: Variables = {}
    for end, values in found.items():
        said = "Standard error of the mean" if end else "Mean"
        own = values[:, :, rows]
        variables[f"{by_year}{end}"] = ((*by_all, YEAR), own[..., :n_years], f"{said} by year of: {over}")
        variables[f"{total}{end}"] = (by_all, own[..., n_years], f"{said} over all years of: {over}")
        variables[f"{later}{end}"] = (by_all, own[..., -1], f"{said} over all years but the first of: {over}")
    return variables


def _means(items: Array, measures: Any, draws: Any, replicates: int) -> dict[str, Array]:
    """Mean (key "") and error (key "_se"), shape (strategy, perspective, items + parts, years + 2).

    Behind the items stand their sums by part, and behind the years the sums over all and over the later ones.
    """
    parts = [np.flatnonzero(measures == part) for part in PARTS]

    def rows(positions: Index) -> Array:
        some = items[positions]
        sums = [some[:, :, :, own].sum(axis=3, keepdims=True) for own in parts]
        some = np.concatenate([some, *sums], axis=3)
        over_years = [some[..., first:].sum(axis=-1, keepdims=True) for first in (0, 1)]
        return np.concatenate([some, *over_years], axis=-1).reshape(len(positions), -1)

    n_strategies, n_perspectives, n_items, n_years = items.shape[1:]
    shape = (n_strategies, n_perspectives, n_items + len(parts), n_years + 2)
    mean, error = means_and_errors(rows, draws, replicates)
    return {"": mean.reshape(shape), "_se": error.reshape(shape)}
