"""Where costs and benefits come from: the ledger as a table to read, and as rows for a spreadsheet."""

from collections.abc import Iterator

import pandas as pd
import xarray as xr

from mcsim.analysis.ledger.ledger_means import PART
from mcsim.names import (
    BLOCK,
    COMPARATOR,
    COST,
    CURRENCY,
    EFFECT,
    EFFECT_UNIT,
    ITEM,
    KIND,
    MEASURE,
    PER,
    PERSPECTIVE,
    STRATEGY,
    UNIT,
    YEAR,
    words,
)
from mcsim.report.numbers import symbol, with_error
from mcsim.report.tables import Table

COLUMNS = [STRATEGY, PERSPECTIVE, ITEM, YEAR, "mean", "se", UNIT, MEASURE, KIND, BLOCK]


def ledger_rows(found: xr.Dataset) -> pd.DataFrame:
    """A row for every strategy, perspective, item and year.

    Parameters
    ----------
    found : Dataset
        What `ledger_means` returned.
    """
    values = found[["ledger", "ledger_se"]].to_dataframe(dim_order=(STRATEGY, PERSPECTIVE, ITEM, YEAR))
    rows = values.reset_index().rename(columns={"ledger": "mean", "ledger_se": "se"})
    return rows[COLUMNS]


def ledger_tables(found: xr.Dataset, means: xr.Dataset) -> list[Table]:
    """For each strategy the items that make up its incremental cost and effect, costs first.

    Items that are nothing in every draw are left out; the last row of each part is the increment itself.

    Parameters
    ----------
    found : Dataset
        What `ledger_means` returned.
    means : Dataset
        What `means` returned, of the same draws.
    """
    perspective = found[PERSPECTIVE].values[0]
    attrs = found.attrs
    tables = []
    for strategy in found[STRATEGY].values:
        at = {STRATEGY: strategy, PERSPECTIVE: perspective}
        here, increment = found.sel(at), means.sel(at)
        units = {COST: symbol(str(attrs.get(CURRENCY, ""))).strip(), EFFECT: str(attrs.get(EFFECT_UNIT, ""))}
        rows = [row for measure in (COST, EFFECT) for row in _part(here, measure, units[measure], increment)]
        title = (
            f"Where costs and benefits come from: {words(str(strategy))} over "
            f"{words(str(attrs.get(COMPARATOR, 'the comparator')))}, {words(str(perspective))}, mean per "
            f"{attrs.get(PER, 'person')} (Monte Carlo standard error); a negative cost is a saving"
        )
        tables.append(Table(title, ["item", "kind", "unit", "total (SE)", *_periods(here)], rows))
    return tables


def _part(here: xr.Dataset, measure: str, unit: str, increment: xr.Dataset) -> Iterator[list[str]]:
    """Rows of the items of one measure, and that of their sum."""
    for item in here[ITEM].values[here[MEASURE].values == measure]:
        own = here.sel({ITEM: item})
        if (own["ledger"] == 0.0).all() and not (own["ledger_se"] > 0.0).any():
            continue
        of_item = _by_period(own, "ledger", "later")
        total = with_error(float(own["total"]), float(own["total_se"]))
        yield [words(str(item)), words(str(own[KIND].item())), unit, total, *of_item]
    total = with_error(float(increment[f"inc_{measure}"]), float(increment[f"inc_{measure}_se"]))
    of_all = _by_period(here.sel({PART: measure}), "increment", "increment_later")
    yield [f"= incremental {measure}", "", unit, total, *of_all]


def _periods(here: xr.Dataset) -> list[str]:
    return ["first year (SE)", "later years (SE)"] if here.sizes[YEAR] > 1 else []


def _by_period(own: xr.Dataset, by_year: str, later: str) -> list[str]:
    """Means of the first and of all later years; nothing where there is one year only."""
    if own.sizes[YEAR] < 2:
        return []
    first = own.isel({YEAR: 0})
    return [
        with_error(float(first[by_year]), float(first[f"{by_year}_se"])),
        with_error(float(own[later]), float(own[f"{later}_se"])),
    ]
