"""The page of an evaluation as Markdown: sections in order, put into a template."""

import re
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from mcsim.config.page import texts
from mcsim.evaluation.by_evidence import CENTRE, SPREAD
from mcsim.names import PER, words
from mcsim.report.numbers import exactly
from mcsim.report.page import evidence, questions, result
from mcsim.report.page.filling import broken_verdicts, filled
from mcsim.report.page.markdown import bullets, table
from mcsim.report.page.material import Material
from mcsim.report.page.values import FIGURES, At, sign_of, years

TEMPLATE = "page.md.j2"
EMPTY_LINES = re.compile(r"\n{3,}")
PUBLISHED = ("published", "here", "why they differ")
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
    loader = Environment(
        loader=PackageLoader("mcsim", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    material.run_base()
    said = filled(texts(material.page), material)
    shown = {"drawn": drawn, "links": links, "ledger": material.keeps_ledger}
    made = {**_head(material), **_told(material, said), **_made(material, links), **_from_ledger(material)}
    return EMPTY_LINES.sub("\n\n", loader.get_template(TEMPLATE).render(**made, **shown))


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
    people = f"{exactly(population.people)} people a year"
    if material.recruiting_years > 1:
        people = f"{exactly(population.people)} people who join over {years(material.recruiting_years)}"
        return f"{people}; {', '.join(shares)} of them in programmes that start in successive years"
    return f"{people}, of whom {', '.join(shares)} are offered it in successive years"


def _told(material: Material, said: dict[str, str]) -> dict[str, object]:
    """What `page.yaml` says, with its figures; words that the run does not bear out are not said."""
    published = [
        [said[f"published.{at}.{key}"] for key in ("published", "here", "why")]
        for at in range(len(material.page.published))
    ]
    return {
        "said": said,
        "broken": bullets(broken_verdicts(material)),
        "published": table(PUBLISHED, published) if published else "",
        "left_out": bullets(said[f"left_out.{at}"] for at in range(len(material.page.left_out))),
    }


def _made(material: Material, links: Links) -> dict[str, object]:
    """Sections that are made from outcomes and inputs."""
    return {
        "best_on_average": result.best_on_average(material),
        "by_perspective": result.by_perspective(material),
        "worth_it": result.worth_it_beside_paying(material),
        "intervals": _intervals(material),
        "has_effects": material.base.has_effects,
        "structures": result.structures(material),
        "scenarios": result.scenarios(material),
        "thresholds": questions.thresholds(material),
        "by_centre": evidence.by_kind(material, CENTRE),
        "by_spread": evidence.by_kind(material, SPREAD),
        "mechanisms": evidence.mechanisms(material, links.model),
        "inputs": evidence.inputs(material),
    }


def _from_ledger(material: Material) -> dict[str, object]:
    """Sections that need a ledger, where the model keeps one."""
    if not material.keeps_ledger:
        return {"budget": "", "frees_cash": False}
    return {
        "frees_cash": material.frees_cash,
        "where_it_comes_from": questions.where_it_comes_from(material),
        "break_even": questions.break_even(material),
        "prices": questions.prices_and_returns(material),
        "budget": questions.budget(material),
        "conservative": questions.conservative(material),
    }


def _intervals(material: Material) -> str:
    """Where 95 % of the draws lie, for every strategy."""
    found = material.base
    parts = []
    for strategy in found.strategies:
        at = At(strategy, found.perspectives[0], 0.0)
        unit = found.results.outcomes.attrs["effect_unit"]
        cost, effect = FIGURES["cost_interval"](found, at).text, FIGURES["effect_interval"](found, at).text
        parts.append(f"{words(strategy)} {cost}" + (f" and {effect} {unit}" if found.has_effects else ""))
    return "; ".join(parts)
