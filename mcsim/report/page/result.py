"""Sections of a page on what comes out: by perspective, by structure, and under other assumptions."""

from collections.abc import Iterator

import xarray as xr

from mcsim.names import EFFECT_UNIT, PERSPECTIVE, STRATEGY, STRUCTURE, WTP, words
from mcsim.report.numbers import exactly, share_with_interval, with_error
from mcsim.report.page.found import Found
from mcsim.report.page.markdown import table
from mcsim.report.page.material import Material
from mcsim.report.page.values import FIGURES, At, pick, sign_of
from mcsim.report.structure_table import differ

INCREMENTS = ("inc_cost", "inc_effect")


def by_perspective(material: Material) -> str:
    """Increments, and net benefit at every willingness to pay, of each strategy under each perspective."""
    found = material.base
    sign, unit = sign_of(found).strip(), found.results.outcomes.attrs[EFFECT_UNIT]
    columns = ["strategy", "perspective", f"inc. cost, {sign} (SE)", f"inc. {unit} (SE)"]
    columns += [f"INMB {at_wtp(found, wtp)} (SE)" for wtp in found.stated_at]
    rows = [
        [
            words(strategy),
            words(perspective),
            *(cell(found, "means", name, At(strategy, perspective, 0.0)) for name in INCREMENTS),
            *(cell(found, "net_benefit", "inmb", At(strategy, perspective, wtp)) for wtp in found.stated_at),
        ]
        for strategy in found.strategies
        for perspective in found.perspectives
    ]
    return table(columns, rows)


def worth_it_beside_paying(material: Material) -> str:
    """P(worth it) at every willingness to pay beside P(pays for itself)."""
    found = material.base
    columns = ["strategy", "perspective", *(f"P(worth it) {at_wtp(found, wtp)}" for wtp in found.stated_at)]
    rows = []
    for strategy in found.strategies:
        for perspective in found.perspectives:
            at = [At(strategy, perspective, wtp) for wtp in found.stated_at]
            shares = [FIGURES["p_worth_it"](found, each).text for each in at]
            rows.append([words(strategy), words(perspective), *shares, FIGURES["p_pays"](found, at[0]).text])
    return table([*columns, "P(pays for itself)"], rows)


def best_on_average(material: Material) -> str:
    """Which strategy is best on average at each willingness to pay, and what perfect information is worth."""
    found = material.base
    evpi = found.measure("evpi").isel({PERSPECTIVE: 0})
    ceac = found.measure("ceac").isel({PERSPECTIVE: 0})
    rows = []
    for wtp in found.stated_at:
        here = evpi.sel({WTP: wtp})
        best = str(here["optimal_strategy"].item())
        chance = ceac.sel({WTP: wtp, STRATEGY: best})
        interval = [float(chance[f"ceac{end}"]) for end in ("", "_lower", "_upper")]
        value = with_error(float(here["evpi"]), float(here["evpi_se"]))
        doubt = " (too few draws switch for the SE to be relied upon)" if here["too_few_switching"] else ""
        share = share_with_interval(interval[0], interval[1], interval[2])
        rows.append([at_wtp(found, wtp).removeprefix("at "), words(best), share, value + doubt])
    sign = sign_of(found).strip()
    return table(["willingness to pay", "best on average", "P(it is the best)", f"EVPI, {sign} (SE)"], rows)


def structures(material: Material) -> str:
    """Results under each structure of each choice, before they are averaged; nothing where none is drawn."""
    found = material.base
    if not found.has_structures:
        return ""
    return "\n\n".join(_tables_of_choices(found, material.decision_point))


def _tables_of_choices(found: Found, wtp: float) -> Iterator[str]:
    data = found.measure("by_structure").sel({WTP: wtp})
    sign = sign_of(found).strip()
    base = words(found.perspectives[0])
    columns = ["structure", "strategy", "share of draws", f"inc. cost, {base}, {sign} (SE)"]
    columns += [f"INMB, {words(view)}, {sign} (SE)" for view in found.perspectives]
    for choice in dict.fromkeys(str(name) for name in data["choice"].values):
        here = data.isel({STRUCTURE: data["choice"].values == choice})
        each = [here.isel({STRUCTURE: at}) for at in range(here.sizes[STRUCTURE])]
        moved = [name for name in found.strategies if _moves(here, name, found)] or list(found.strategies)
        rows = [_row(one, strategy, found) for strategy in moved for one in each]
        title = (
            f"*{words(choice).capitalize()}*, INMB at {sign_of(found)}{exactly(wtp)}{_still(found, moved)}:"
        )
        yield f"{title}\n\n{table(columns, rows)}"


def _moves(here: xr.Dataset, strategy: str, found: Found) -> bool:
    """Whether cost or effect of a strategy differs between structures beyond Monte Carlo error."""
    return any(differ(here.sel({PERSPECTIVE: view}), strategy) for view in found.perspectives)


def _still(found: Found, moved: list[str]) -> str:
    """Which strategies are left out of a table, as the choice does not move them."""
    left = [words(name) for name in found.strategies if name not in moved]
    return f" ({', '.join(left)} not shown: no difference beyond Monte Carlo error)" if left else ""


def _row(one: xr.Dataset, strategy: str, found: Found) -> list[str]:
    own = one.sel({STRATEGY: strategy})
    views = [own.sel({PERSPECTIVE: view}) for view in found.perspectives]
    return [
        str(one["name"].item()),
        words(strategy),
        f"{float(one['share']):.2f}",
        with_error(float(views[0]["inc_cost"]), float(views[0]["inc_cost_se"])),
        *(with_error(float(view["inmb"]), float(view["inmb_se"])) for view in views),
    ]


def scenarios(material: Material) -> str:
    """A row for every scenario, with the same draws of everything else; nothing where there is none."""
    if not material.page.scenarios:
        return ""
    found, wtp = material.base, material.decision_point
    several = len(found.strategies) > 1
    sign, unit = sign_of(found).strip(), found.results.outcomes.attrs[EFFECT_UNIT]
    columns = ["scenario", *(["strategy"] if several else []), f"inc. cost, {sign} (SE)", f"inc. {unit} (SE)"]
    columns += [f"INMB at {exactly(wtp)}, {sign} (SE)", "P(worth it)", "P(pays for itself)"]
    rows = []
    for title, each, view in _every_scenario(material):
        for strategy in each.strategies:
            named = [f"{title}{_refused(each)}", *([words(strategy)] if several else [])]
            rows.append([*named, *_figures(each, At(strategy, view, wtp))])
    return table(columns, rows)


def _every_scenario(material: Material) -> Iterator[tuple[str, Found, str]]:
    """Title, run and perspective of every row: the base case under each perspective that is shown, first."""
    base, asked = material.base, material.page.scenarios
    runs = {name: material.scenario(name) for name in asked}  # what is wrong with one is told first
    views = dict.fromkeys([base.perspectives[0], *(one.perspective or "" for one in asked.values())])
    for view in filter(None, views):
        yield "As it stands" + _seen_by(view, base), base, view
    for name, one in asked.items():
        view = one.perspective or runs[name].perspectives[0]
        yield one.title + _seen_by(view, base), runs[name], view


def _seen_by(view: str, base: Found) -> str:
    return "" if view == base.perspectives[0] else f" ({words(view)} perspective)"


def _figures(found: Found, at: At) -> list[str]:
    return [
        cell(found, "means", "inc_cost", at),
        cell(found, "means", "inc_effect", at),
        cell(found, "net_benefit", "inmb", at),
        FIGURES["p_worth_it"](found, at).text,
        FIGURES["p_pays"](found, at).text,
    ]


def _refused(found: Found) -> str:
    n_refused = len(found.results.failures)
    return f" ({n_refused} draws refused: {found.results.failures[0].reason})" if n_refused else ""


def at_wtp(found: Found, wtp: float) -> str:
    """At which willingness to pay, or that any will do where no effect differs."""
    return f"at {exactly(wtp)}" if found.has_effects else "at any willingness to pay"


def cell(found: Found, measure: str, variable: str, at: At) -> str:
    """A figure and its standard error, as tables have them."""
    here = pick(found.measure(measure), at)
    return with_error(float(here[variable]), float(here[f"{variable}_se"]))
