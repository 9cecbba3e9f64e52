"""Sections of a page that answer what a commissioner asks: when, at what price, what return, what budget."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from mcsim.names import ITEM, KIND, MEASURE, PERSPECTIVE, STRATEGY, UNIT, YEAR, words
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
            if not here["cumulative_se"].any() and not here["cumulative"].any():
                continue  # no cost of its own, so that there is nothing to break even
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
    found, sign = material.base, sign_of(material.base).strip()
    points = found.evaluation.settings.wtp.decision_points
    columns = ["strategy", "perspective", "participants per person offered"]
    columns += [f"cost per participant, {sign} (SE)"]
    columns += [f"highest price at {exactly(wtp)}, {sign} (SE)" for wtp in points]
    if not material.page.no_returns:
        columns += ["ROI (SE)", "money back per pound (SE)"]
        columns += [f"benefit-cost ratio at {exactly(wtp)} (SE)" for wtp in points]
    return table(columns, [_prices(material, *pair) for pair in _pairs(found)])


def _prices(material: Material, strategy: str, perspective: str) -> list[str]:
    found = material.base
    points = found.evaluation.settings.wtp.decision_points
    at = At(strategy, perspective, 0.0)
    invested = float(pick(found.measure("returns"), at)["investment"]) > 0.0
    cells = [
        words(strategy),
        words(perspective),
        cell(found, "cost_per_participant", "participants", at),
        cell(found, "cost_per_participant", "cost_per_participant", at) if invested else "",
        *(cell(found, "highest_price", "highest_price", At(strategy, perspective, wtp)) for wtp in points),
    ]
    if material.page.no_returns:
        return cells
    ratios = [At(strategy, perspective, wtp) for wtp in (0.0, *points)]
    cells.append(cell(found, "returns", "roi", at))
    return cells + [cell(found, "returns", "benefit_cost_ratio", each) for each in ratios]


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
    who = "people offered" if material.recruiting_years == 1 else "people of programmes that start"
    rows.append([who, *(exactly(round(each)) for each in population.starting)])
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
    columns = ["item", "kind", "unit", *(f"{words(view)} (SE)" for view in found.perspectives)]
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
        named = [words(str(item)), words(str(here[KIND].item())), str(here[UNIT].item()).partition(" (")[0]]
        yield [*named, *(with_error(*each) for each in cells)]


def conservative(material: Material) -> str:
    """The conservative mode beside the mean: quartiles of each group, one year, one perspective."""
    found, sign = material.one_year, sign_of(material.base).strip()
    views = [found.perspectives[0], *(view for view in found.perspectives[1:] if view == SOCIETAL)]
    horizon = years(material.base.evaluation.settings.horizon)
    columns = ["strategy", "perspective", f"what each group adds, 25th percentile, {sign} (SE)"]
    columns += [f"conservative INMB, one year, {sign} (SE)", f"mean INMB, one year, {sign} (SE)"]
    columns += ["P(worth it), one year", f"mean INMB, {horizon}, {sign} (SE)"]
    pairs = [(strategy, view) for strategy in found.strategies for view in views]
    return table(columns, [_conservative(material, *pair) for pair in pairs])


def _conservative(material: Material, strategy: str, view: str) -> list[str]:
    found, at = material.one_year, At(strategy, view, material.decision_point)
    here = pick(found.measure("conservative"), at)
    groups = (here.sel({KIND: kind}) for kind in here[KIND].values)
    counted = [one for one in groups if not np.isnan(float(one["quartile"]))]
    return [
        words(strategy),
        words(view),
        "; ".join(_group(one) for one in counted),
        cell(found, "conservative", "conservative", at),
        cell(found, "conservative", "inmb", at),
        FIGURES["p_worth_it"](found, at).text,
        cell(material.base, "net_benefit", "inmb", at),
    ]


def _group(one: xr.Dataset) -> str:
    quartile = with_error(float(one["quartile"]), float(one["quartile_se"]))
    return f"{words(str(one[KIND].item()))} {quartile}"
