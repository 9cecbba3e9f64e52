"""The budget impact as a table to read."""

from collections.abc import Iterator

import xarray as xr

from mcsim.analysis.ledger.budget_impact import INVESTMENT, NET, OTHER
from mcsim.analysis.ledger.labelled import PART, QUANTILE
from mcsim.names import COMPARATOR, CURRENCY, PEOPLE, PERSPECTIVE, STRATEGY, YEAR, words
from mcsim.report.commissioner_table import SOCIETAL, shown
from mcsim.report.numbers import decimals_for, fixed, plain, symbol, with_error
from mcsim.report.tables import Table


def budget_tables(found: xr.Dataset) -> list[Table]:
    """For each strategy, under the base case and for the public sector, a row per year.

    Parameters
    ----------
    found : Dataset
        What `budget_impact` returned.
    """
    attrs = found.attrs
    over = words(str(attrs.get(COMPARATOR, "the comparator")))
    sign = symbol(str(attrs.get(CURRENCY, "GBP"))).strip()
    taking_part = ["participants (SE)"] if "participants" in found else []
    columns = ["year", "people offered", *taking_part]
    columns += [f"{part}, {sign} (SE)" for part in (INVESTMENT, OTHER, NET)]
    tables = []
    for strategy in found[STRATEGY].values:
        # A budget is a payer's, and society is none.
        for perspective in [name for name in shown(found) if name != SOCIETAL] or shown(found)[:1]:
            here = found.sel({STRATEGY: strategy, PERSPECTIVE: perspective})
            title = (
                f"Budget impact: {words(str(strategy))} over {over}, {words(perspective)}, undiscounted "
                "(Monte Carlo standard error); a negative amount is a saving"
            )
            rows = [*(_year(here.isel({YEAR: at})) for at in range(here.sizes[YEAR])), _all_years(here)]
            tables.append(Table(title, [*columns, "net in 95 % of draws"], rows))
    return tables


def _year(here: xr.Dataset) -> list[str]:
    net, error = here["budget_impact_quantile"], float(here["budget_impact_se"].sel({PART: NET}))
    low, high = (fixed(float(net.sel({QUANTILE: at})), decimals_for(error)) for at in (0.025, 0.975))
    taking_part = []
    if "participants" in here:
        taking_part = [with_error(float(here["participants"]), float(here["participants_se"]))]
    year, people = int(here[YEAR]) + 1, plain(float(here[PEOPLE]))
    return [str(year), people, *taking_part, *_parts(here, "budget_impact"), f"{low} to {high}"]


def _all_years(here: xr.Dataset) -> list[str]:
    blank = [""] if "participants" in here else []
    people = plain(float(here[PEOPLE].sum()))
    return ["all", people, *blank, *_parts(here, "budget_impact_total"), ""]


def _parts(here: xr.Dataset, name: str) -> Iterator[str]:
    for part in (INVESTMENT, OTHER, NET):
        own = here.sel({PART: part})
        yield with_error(float(own[name]), float(own[f"{name}_se"]))
