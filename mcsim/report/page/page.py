"""The page of an evaluation as Markdown: sections in order, put into a template."""

import re
from dataclasses import dataclass
from importlib.resources import files
from string import Template

from mcsim.config.page import texts
from mcsim.names import PER, words
from mcsim.report.numbers import exactly
from mcsim.report.page import evidence, questions, result
from mcsim.report.page.filling import broken_verdicts, filled
from mcsim.report.page.markdown import bullets, image, table
from mcsim.report.page.material import Material
from mcsim.report.page.values import FIGURES, At, sign_of, years

TEMPLATE = "page.md"
EMPTY_LINES = re.compile(r"\n{3,}")
PUBLISHED = ("published", "here", "why they differ")
SCENARIOS = (
    "Each row is a run of its own with the same draws of everything else, under the base-case perspective. "
    "The rows are choices and are not averaged."
)
THRESHOLDS = (
    "The input is set to one value in every draw, all others are drawn as they are, and the value is looked "
    "for at which net benefit is nil on average."
)
BUDGET = (
    "By calendar year as more people are offered it, each at the same cost. Nothing beyond the horizon of "
    "the evaluation is counted for anyone. Care avoided is at its full value for health and social care, "
    "and as far as it frees cash for the public sector."
)
FIGURES_SHOWN = ("plane", "ceac", "waterfall", "break_even", "budget_impact", "inputs")


@dataclass(frozen=True)
class Links:
    """Where things are that a page refers to, as seen from the page.

    Attributes
    ----------
    figures : str
        Folder of its figures.
    evaluation : str
        Folder of the evaluation.
    run_path : str
        The folder as a reader types it.
    model : str
        Page on the model, or nothing.
    """

    figures: str
    evaluation: str
    run_path: str
    model: str = ""


def page_text(material: Material, links: Links, drawn: dict[str, str]) -> str:
    """The page.

    Parameters
    ----------
    material : Material
    links : Links
    drawn : dict of str to str
        Titles of the figures that were drawn, by name.

    Raises
    ------
    ConfigError
        A text asks for a figure that there is not.
    """
    template = Template(files("mcsim").joinpath("templates", TEMPLATE).read_text(encoding="utf-8"))
    said = filled(texts(material.page), material)
    shown = {f"figure_{name}": _figure(name, drawn, links) for name in FIGURES_SHOWN}
    made = {**_head(material), **_told(material, said), **_made(material, links, said)}
    return EMPTY_LINES.sub("\n\n", template.substitute({**made, **_links(links), **shown}))


def _head(material: Material) -> dict[str, str]:
    evaluation, found = material.base.evaluation, material.base
    settings = evaluation.settings
    rates = settings.discount_rates
    return {
        "title": evaluation.title,
        "name": evaluation.name,
        "draws": exactly(found.results.outcomes.sizes["draw"]),
        "seed": str(settings.seed),
        "price_year": settings.price_year,
        "horizon": years(settings.horizon),
        "cost_rate": f"{100 * rates.costs:g} %",
        "effect_rate": f"{100 * rates.effects:g} %",
        "per": str(found.results.outcomes.attrs[PER]),
        "comparator": words(found.comparator),
        "strategies": ", ".join(words(name) for name in found.strategies),
        "base_case": words(found.perspectives[0]),
        "population": _population(material),
        "decision_point": f"{sign_of(found)}{exactly(material.decision_point)}",
    }


def _population(material: Material) -> str:
    population = material.base.evaluation.settings.population
    if population is None:
        return "not stated"
    shares = [f"{100 * share:g} %" for share in population.offered]
    model = material.coproduction
    over = years(1 if model is None else model.recruiting_years)
    joining = "" if over == years(1) else f" and join over {over}"
    people = f"{exactly(population.people)} people for every year's start"
    return f"{people}, of whom {', '.join(shares)} are offered it in successive years{joining}"


def _links(links: Links) -> dict[str, str]:
    return {
        "run_path": links.run_path,
        **{f"{name}_file": f"{links.evaluation}/{name}.yaml" for name in ("evaluation", "inputs", "page")},
    }


def _told(material: Material, said: dict[str, str]) -> dict[str, str]:
    """What `page.yaml` says, with its figures; words that the run does not bear out are not said."""
    broken = broken_verdicts(material)
    reading = said["reading"].strip()
    if broken:
        reading = (
            "**The sentences written for this evaluation do not hold in this run, and are left out.** They "
            f"rest on comparisons of which these fail:\n\n{bullets(broken)}"
        )
    published = [
        [said[f"published.{at}.{key}"] for key in ("published", "here", "why")]
        for at in range(len(material.page.published))
    ]
    return {
        "decision": said["decision"].strip(),
        "reading": reading,
        "published": table(["published", "here", "why they differ"], published)
        if published
        else "None is known.",
        "left_out": bullets(said[f"left_out.{at}"] for at in range(len(material.page.left_out))),
    }


def _made(material: Material, links: Links, said: dict[str, str]) -> dict[str, str]:
    """Sections that are made from the runs alone."""
    mechanisms = evidence.mechanisms(material, links.model)
    thresholds = questions.thresholds(material)
    return {
        "best_on_average": result.best_on_average(material),
        "by_perspective": result.by_perspective(material),
        "worth_it": result.worth_it_beside_paying(material),
        "intervals": _intervals(material),
        "structures": _section("By structural choice, before averaging", result.structures(material)),
        "scenarios": _section("Under other assumptions", result.scenarios(material), SCENARIOS),
        "where_it_comes_from": questions.where_it_comes_from(material),
        "break_even": questions.break_even(material),
        "returns_note": _returns_note(material),
        "prices": questions.prices_and_returns(material),
        "thresholds": _section("How large must it be?", thresholds, THRESHOLDS, "###"),
        "budget": _section("What does it do to the budget?", questions.budget(material), BUDGET, "###"),
        "conservative": questions.conservative(material),
        "by_evidence": evidence.by_kind(material),
        "mechanisms": _section("The mechanisms in use", mechanisms, said["mechanisms"].strip()),
        "inputs": evidence.inputs(material),
    }


def _section(title: str, content: str, before: str = "", level: str = "##") -> str:
    """A section with its heading, or nothing where it has no content."""
    if not content:
        return ""
    return "\n\n".join(part for part in (f"{level} {title}", before, content) if part) + "\n\n"


def _figure(name: str, drawn: dict[str, str], links: Links) -> str:
    return image(drawn[name], f"{links.figures}/{name}.png") if name in drawn else ""


def _intervals(material: Material) -> str:
    """Where 95 % of the draws lie, for every strategy."""
    found = material.base
    parts = []
    for strategy in found.strategies:
        at = At(strategy, found.perspectives[0], 0.0)
        unit = found.results.outcomes.attrs["effect_unit"]
        cost, effect = FIGURES["cost_interval"](found, at).text, FIGURES["effect_interval"](found, at).text
        parts.append(f"{words(strategy)} {cost} and {effect} {unit}")
    return "; ".join(parts)


def _returns_note(material: Material) -> str:
    """Why there is no return where nothing is invested."""
    invested = material.base.measure("returns")["investment"].values
    if (invested > 0.0).all():
        return ""
    return (
        "Where the cost of the programme is part of a measured difference, or is paid by others, there is "
        "none to divide by."
    )
