"""Sections of a page that answer what a commissioner asks: when, at what price, what return, what budget."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from mcsim.names import ITEM, KIND, MEASURE, PERSPECTIVE, STRATEGY, YEAR, words
from mcsim.report.numbers import exactly, with_error
from mcsim.report.page.found import BUDGET, Found
from mcsim.report.page.markdown import table
from mcsim.report.page.material import Material
from mcsim.report.page.result import cell
from mcsim.report.page.values import FIGURES, At, pick, sign_of, years

SOCIETAL = "societal"
TAKING_PART = "people"


def break_even(material: Material) -> str:
    """When the programme has paid for itself in money, and in how many draws it never does."""
    found = material.base
    n_years, data = found.ledger.sizes[YEAR], found.measure("break_even")
    wtp = material.decision_point
    columns = ["strategy", "perspective", "mean breaks even", "half of the draws have by"]
    worth = f"net benefit at {exactly(wtp)} is above 0 on average from"
    rows = []
    for strategy in found.strategies:
        for perspective in found.perspectives:
            at = At(strategy, perspective, 0.0)
            here = pick(data, at)
            texts = [_year(here, name) for name in ("break_even_year", "median_break_even_year")]
            texts.append(FIGURES["never"](found, at).text)
            texts.append(_year(pick(data, At(strategy, perspective, wtp)), "break_even_year"))
            rows.append([words(strategy), words(perspective), *texts])
    return table([*columns, f"share of draws that never do in {years(n_years)}", worth], rows)


def _year(here: xr.Dataset, name: str) -> str:
    year = float(here[name])
    return "never" if np.isnan(year) else f"year {year:.0f}"


def prices_and_returns(material: Material) -> str:
    """Cost per participant beside the highest price, and what comes back for every pound."""
    found = material.base
    points = found.evaluation.settings.wtp.decision_points
    columns = ["strategy", "perspective", "participants per person offered", "cost per participant (SE)"]
    columns += [f"highest price at {exactly(wtp)} (SE)" for wtp in points]
    columns += ["ROI (SE)", "money back per pound (SE)"]
    columns += [f"benefit-cost ratio at {exactly(wtp)} (SE)" for wtp in points]
    return table(columns, [_prices(found, *pair) for pair in _pairs(found)])


def _prices(found: Found, strategy: str, perspective: str) -> list[str]:
    points = found.evaluation.settings.wtp.decision_points
    at = At(strategy, perspective, 0.0)
    ratios = [
        cell(found, "returns", "benefit_cost_ratio", At(strategy, perspective, wtp)) for wtp in (0.0, *points)
    ]
    return [
        words(strategy),
        words(perspective),
        cell(found, "cost_per_participant", "participants", at),
        cell(found, "cost_per_participant", "cost_per_participant", at),
        *(cell(found, "highest_price", "highest_price", At(strategy, perspective, wtp)) for wtp in points),
        cell(found, "returns", "roi", at),
        *ratios,
    ]


def thresholds(material: Material) -> str:
    """How large an input must be; nothing where the page asks for none."""
    if not material.page.thresholds:
        return ""
    columns = ["question", "input", "unit", "in the evaluation (mean)", "threshold (SE)", "what it says"]
    rows = []
    for name, asked in material.page.thresholds.items():
        found = material.threshold(name)
        value, error = float(found["threshold"]), float(found["threshold_se"])
        base = with_error(float(found["base"]), float(found["base_se"]))
        shown = "none" if np.isnan(value) else with_error(value, error)
        unit = str(found["threshold"].attrs["units"])
        rows.append([asked.title, f"`{asked.input}`", unit, base, shown, str(found.attrs["found"])])
    return table(columns, rows)


def budget(material: Material) -> str:
    """Net impact on the budget by year for the population; nothing where none is stated."""
    found = material.base
    population = found.evaluation.settings.population
    if population is None:
        return ""
    data = found.measure(BUDGET)
    numbers = [f"{at + 1}" for at in range(len(population.offered))]
    rows = [["share offered", *(f"{100 * share:g} %" for share in population.offered)]]
    rows.append(["people offered", *(exactly(round(each)) for each in population.starting)])
    for strategy, perspective in _pairs(found, payers=True):
        here = data.sel({STRATEGY: strategy, PERSPECTIVE: perspective})
        for part in data["part"].values:
            own = here.sel(part=part)
            cells = zip(own["budget_impact"].values, own["budget_impact_se"].values, strict=True)
            name = f"{words(strategy)}, {words(perspective)}: {words(str(part))}"
            rows.append([name, *(with_error(value / 1000, error / 1000) for value, error in cells)])
    return table([f"{sign_of(found)}1,000, undiscounted (SE)", *(f"year {n}" for n in numbers)], rows)


def _pairs(found: Found, payers: bool = False) -> list[tuple[str, str]]:
    views = [view for view in found.perspectives if not payers or view not in (SOCIETAL, "participants")]
    return [(strategy, view) for strategy in found.strategies for view in views]


def where_it_comes_from(material: Material) -> str:
    """Every item of the ledger under every perspective, one table for each strategy."""
    found = material.base
    data = found.measure("ledger_means")
    columns = ["item", "kind", *(f"{words(view)} (SE)" for view in found.perspectives)]
    parts = []
    for strategy in found.strategies:
        title = f"*{words(strategy).capitalize()}*:\n\n" if len(found.strategies) > 1 else ""
        parts.append(f"{title}{table(columns, _items(data.sel({STRATEGY: strategy})))}")
    return "\n\n".join(parts)


def _items(own: xr.Dataset) -> Iterator[list[str]]:
    """Items that count money or health and are not nothing in every draw."""
    for item in own[ITEM].values:
        here = own.sel({ITEM: item})
        is_nothing = not (here["total"].any() or here["total_se"].any())
        if str(here[MEASURE].item()) == TAKING_PART or is_nothing:
            continue
        cells = zip(here["total"].values, here["total_se"].values, strict=True)
        yield [words(str(item)), words(str(here[KIND].item())), *(with_error(*each) for each in cells)]


def conservative(material: Material) -> str:
    """The conservative mode beside the mean: quartiles of each group, one year, one perspective."""
    found, wtp = material.one_year, material.decision_point
    data = found.measure("conservative")
    views = [found.perspectives[0], *(view for view in found.perspectives[1:] if view == SOCIETAL)]
    columns = ["strategy", "perspective", "group by group (25th percentile of what it adds to net benefit)"]
    columns += ["conservative INMB, one year (SE)", "mean INMB, one year (SE)", "P(worth it), one year"]
    columns += [f"mean INMB, {years(material.base.evaluation.settings.horizon)} (SE)"]
    rows = []
    for strategy in found.strategies:
        for view in views:
            at = At(strategy, view, wtp)
            here = pick(data, at)
            groups = "; ".join(
                f"{words(str(kind))} {with_error(float(one['quartile']), float(one['quartile_se']))}"
                for kind in here[KIND].values
                for one in (here.sel({KIND: kind}),)
                if np.abs(float(one["quartile"])) > 0.0
            )
            rows.append(
                [
                    words(strategy),
                    words(view),
                    groups,
                    cell(found, "conservative", "conservative", at),
                    cell(found, "conservative", "inmb", at),
                    FIGURES["p_worth_it"](found, at).text,
                    cell(material.base, "net_benefit", "inmb", at),
                ]
            )
    return table(columns, rows)
