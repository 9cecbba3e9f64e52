"""Writes docs/evaluations and configs/README.md from runs: `python -m docs.make_evaluations [NAME ...]`.

Without names every page is written. No figure of a run is typed by hand: what a page says beside them stands
in the `page.yaml` of its evaluation, and its sentences are checked against the runs.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from string import Template

from mcsim.config.load import load
from mcsim.names import EFFECT_UNIT, PER, words
from mcsim.report.page.filling import broken_verdicts
from mcsim.report.page.found import Found
from mcsim.report.page.markdown import table
from mcsim.report.page.material import Material
from mcsim.report.page.page import Links, page_text
from mcsim.report.page.values import FIGURES, At, pick, years
from mcsim.report.page.write import links_from, material_of, titles_of_figures, write_page

HERE = Path(__file__).parent
ROOT = HERE.parent
CONFIGS = ROOT / "configs"
PAGES = HERE / "evaluations"
TABLE = CONFIGS / "README.md"
EVALUATIONS = (
    "peer_support",
    "time_bank",
    "befriending",
    "community_navigators",
    "community_capacity",
    "people_powered_health",
    "expert_patients",
    "personal_health_budgets",
    "direct_payments",
    "employment_support",
)
OTHERS = ("peer_support_region", "anchors/expert_patients", "anchors/loneliness", "linear_gaussian")
CASH = "public_sector"
WTP = 20_000.0
SHOWN = ("inc_cost", "inc_effect", "inmb", "p_worth_it")


def main(names: Iterable[str]) -> None:
    """Write the pages that are named, or all, and the table of evaluations."""
    made = {name: material(name) for name in EVALUATIONS}
    for name in tuple(names) or EVALUATIONS:
        check_words(made[name])
        write_page(made[name], PAGES, links(made[name]))
    TABLE.write_text(readme({name: one.base for name, one in made.items()}), encoding="utf-8")


def material(name: str) -> Material:
    """What the page of an evaluation is made from."""
    return material_of(CONFIGS / name)


def links(made: Material) -> Links:
    """Links of a page to the evaluation and to the model, as they stand in the project."""
    found = links_from(made, PAGES, "../model.md")
    return Links(found.figures, found.evaluation, f"configs/{made.base.evaluation.name}", found.model)


def text_of(made: Material) -> str:
    """The page as it should be."""
    return page_text(made, links(made), titles_of_figures(made))


def check_words(made: Material) -> None:
    """Stop where the words of a page are no longer what its runs say."""
    broken = broken_verdicts(made)
    if broken:
        raise AssertionError(f"{made.base.evaluation.name}: the run says otherwise: {'; '.join(broken)}")


def readme(found: dict[str, Found]) -> str:
    """The table of evaluations as Markdown."""
    template = Template((HERE / "evaluations.md.template").read_text(encoding="utf-8"))
    others = {name: Found(load(CONFIGS / name), (WTP,)) for name in OTHERS}
    columns = ["evaluation", "decision", "strategy", "perspective, per whom, horizon", "inc. cost (SE)"]
    columns += ["inc. effect (SE)", "INMB at £20,000 (SE)", "by structure", "P(worth it)"]
    columns += ["P(pays for itself), whose"]
    rows = [row for name, one in found.items() for row in rows_of(name, one, has_page=True)]
    other_rows = [row for name, one in others.items() for row in rows_of(name, one, has_page=False)]
    return template.substitute(evaluations=table(columns, rows), others=table(columns, other_rows))


def rows_of(name: str, found: Found, has_page: bool) -> list[list[str]]:
    """A row for every strategy of an evaluation, under its base-case perspective."""
    page = f" ([page](../docs/evaluations/{name}.md))" if has_page else ""
    first = [f"[{name}]({name}){page}", question(found)]
    cash = CASH if CASH in found.perspectives else found.perspectives[0]
    rows = []
    for at in (At(strategy, found.perspectives[0], WTP) for strategy in found.strategies):
        pays = FIGURES["p_pays"](found, At(at.strategy, cash, WTP)).text
        cost, effect, inmb, worth = (FIGURES[each](found, at).text for each in SHOWN)
        unit = found.results.outcomes.attrs[EFFECT_UNIT]
        row = [words(at.strategy), terms(found), cost, f"{effect} {unit}", inmb, by_structure(found, at)]
        rows.append([*first, *row, worth, f"{pays}, {words(cash)}"])
        first = ["", ""]
    return rows


def terms(found: Found) -> str:
    """Whose account, per whom and over how long: what makes one row unlike another."""
    per, horizon = found.results.outcomes.attrs[PER], found.evaluation.settings.horizon
    return f"{words(found.perspectives[0])}, per {per}, {years(horizon)}"


def by_structure(found: Found, at: At) -> str:
    """Lowest and highest mean INMB under any structure, where one is drawn."""
    if not found.has_structures:
        return ""
    inmb = pick(found.measure("by_structure"), at)["inmb"].values
    return " to ".join(f"{'-' if end < 0 else ''}£{abs(end):,.0f}" for end in (inmb.min(), inmb.max()))


def question(found: Found) -> str:
    """The decision in one sentence: the first of the description."""
    description = " ".join(found.evaluation.description.split())
    at = description.find("?")
    return description[: at + 1] if at >= 0 else description.partition(". ")[0].rstrip(".") + "."


if __name__ == "__main__":
    os.chdir(ROOT)
    main(sys.argv[1:])
