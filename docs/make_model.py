"""Writes docs/model.md, on the mechanisms of the co-production model: `python -m docs.make_model`.

Every table, every link to a line of the code, and every name in them is read from the code; results come from
a run. The words and equations between them stand in the template, whose names are checked against the code.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

import numpy as np

from docs import model_results
from docs.code_links import CODE, ROOT, links
from mcsim.analysis.table import MEASURES
from mcsim.models.contract import Need
from mcsim.models.coproduction.account import EFFECTS, PERSPECTIVES, Line, weight
from mcsim.models.coproduction.activation import gap
from mcsim.models.coproduction.composition import programme, usual_care
from mcsim.models.coproduction.double_counts import (
    AT_WORK,
    BEDS,
    DELIVERED,
    DOUBLE_COUNTS,
    doubled_by_options,
)
from mcsim.models.coproduction.employment import WELLBY
from mcsim.models.coproduction.long_term_saving import reduction
from mcsim.models.coproduction.mechanism import Mechanism
from mcsim.models.coproduction.plan import CORE, Plan
from mcsim.models.coproduction.services import SERVICES
from mcsim.models.coproduction.situation import Situation
from mcsim.models.coproduction.table import MECHANISMS
from mcsim.models.coproduction.time import Clock
from mcsim.report.page.markdown import table as markdown

HERE = Path(__file__).parent
PAGE = HERE / "model.md"
TEMPLATE = HERE / "model.md.template"
EXAMPLE = ROOT / "configs" / "peer_support" / "evaluation.yaml"
LINKED = (
    *sorted(CODE.glob("*.py")),
    ROOT / "mcsim" / "analysis" / "voi" / "evpi.py",
    ROOT / "mcsim" / "analysis" / "cea" / "cost_saving.py",
    ROOT / "distributions" / "mixture.py",
)
KINDS = {
    "programme": "what the programme itself costs",
    "care": "care that changes: negative where it is avoided",
    "extra_care": "care used more at first, and a measured cost that includes delivery",
    "time": "unpaid hours given",
    "private": "what participants and carers pay",
    "wellbeing_value": "wellbeing in money, for outcomes that are in no QALY",
    "contacts_value": "the same, of close contacts",
    "output": "output gained, less the time at work, both net of displacement",
    "wage": "participants' income from work, less their time, and taxes and lost benefits that nobody gains",
    "transfer": "what the exchequer pays to participants, or receives from them where negative",
    "health": "QALYs of those supported and their carers",
    "contacts_health": "QALYs of close contacts",
}
# Each value is met by one combination only, so that a weight says what it is made of.
MARKERS = {"cashability": 0.25, "health_payer_share": 0.5, "other_public_payer_share": 0.125}
SAID = {
    0.0: "no",
    1.0: "in full",
    -1.0: "in full, as income",
    0.25: "x `cashability` where it saves, in full where it costs more",
    0.5: "x `health_payer_share`",
    0.625: "x (`health_payer_share` + `other_public_payer_share`)",
}


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The page as Markdown."""
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(content())


def content() -> dict[str, str]:
    """Every part of the page that is read from the code."""
    parts = {
        "example": example(),
        "core": markdown(["input", "unit", "domain"], (row[:3] for row in input_rows(core()))),
        "perspectives": perspectives_table(),
        "services": services_table(),
        "mechanisms": overview(),
        "double_counts": double_counts_table(),
        "doubled_by_options": doubled_by_options_table(),
        "baseline": baseline_table(),
        "n_mechanisms": str(len(MECHANISMS)),
        **model_results.content(),
    }
    parts |= {f"to_{name}": link for name, link in links(LINKED).items()}
    parts |= {f"measure_{name}": measure(name) for name in ("evpi", "evppi", "evsi")}
    for name, mechanism in MECHANISMS.items():
        parts[f"card_{name}"] = card(mechanism)
        parts[f"items_{name}"] = items_table(name)
    return parts


def example() -> str:
    """The options of an evaluation that is run elsewhere, as they stand in its file."""
    text = EXAMPLE.read_text(encoding="utf-8")
    return text[text.index("model:\n") : text.index("settings:\n")].rstrip()


def measure(name: str) -> str:
    """A measure, or that there is none yet."""
    return f"`{name}`" if name in MEASURES else f"`{name}`, not among the measures yet"


def perspectives_table() -> str:
    """Kinds by perspectives, read off the weights themselves."""
    x = {name: np.array([value]) for name, value in MARKERS.items()}
    rows = [
        [
            f"`{kind}`",
            "QALYs" if kind in EFFECTS else "GBP",
            meaning,
            *(SAID[float(np.ravel(weight(kind, perspective, x))[0])] for perspective in PERSPECTIVES),
        ]
        for kind, meaning in KINDS.items()
    ]
    return markdown(["kind", "in", "what it is", *(f"`{name}`" for name in PERSPECTIVES)], rows)


def services_table() -> str:
    """Services and the inputs that concern each."""
    rows = [
        [
            f"`{name}`",
            f"`{service.use}`",
            f"`{service.cost}`",
            f"`{reduction(name)}`",
            f"`{gap(name)}`",
            f"GBP per {service.unit[0]}",
        ]
        for name, service in SERVICES.items()
    ]
    head = ["service", "use in a year", "cost of a unit", "in `long_term_saving`", "in `activation`", "unit"]
    return markdown(head, rows)


def overview() -> str:
    """Every mechanism with its claim, in the order of the table."""
    rows = [[f"[{each.name}](#{each.name})", each.claim, each.block] for each in MECHANISMS.values()]
    return markdown(["mechanism", "claim", "block"], rows)


def double_counts_table() -> str:
    """Pairs that are refused together, by reason."""
    reasons: dict[str, list[str]] = {}
    order = list(MECHANISMS)
    for pair, reason in DOUBLE_COUNTS.items():
        one, other = sorted(pair, key=order.index)
        reasons.setdefault(reason, []).append(f"`{one}` + `{other}`")
    rows = [["; ".join(pairs), reason] for reason, pairs in reasons.items()]
    return markdown(["never together", "because"], rows)


def doubled_by_options_table() -> str:
    """Mechanisms that are refused together where one of them is told something, with the reason."""
    on: dict[str, dict[str, Any]] = {name: {} for name in DELIVERED}
    found = list(doubled_by_options(on | {"measured_cost": {"includes_delivery": True}}))
    several = ", ".join(f"`{name}`" for name, _ in found)
    rows = [[f"`measured_cost` with `includes_delivery: true` + any of {several}", found[0][1]]]
    (other,) = AT_WORK - {"employment"}
    ((_, reason),) = doubled_by_options({"employment": {"time_is": WELLBY}, other: {}})
    rows.append([f"`employment` with `time_is: {WELLBY}` + `{other}`", reason])
    for pair in BEDS:
        (name,) = pair - {"readmission"}
        told = {name: {"services": ("mental_health_bed",)}, "readmission": {}}
        ((_, reason),) = doubled_by_options(told)
        rows.append([f"`{name}` with `mental_health_bed` among its `services` + `readmission`", reason])
    return markdown(["never together", "because"], rows)


def baseline_table() -> str:
    """What usual care is made of, under every mechanism."""
    situations = (everything(), everything(without=("prevention",)))
    lines = {line.item: line for situation in situations for line in usual_care(situation)}
    rows = {f"`{'<service>' if item in SERVICES else item}`": line.kind for item, line in lines.items()}
    return markdown(["item", "kind"], ([item, f"`{kind}`"] for item, kind in rows.items()))


def card(mechanism: Mechanism) -> str:
    """Claim, inputs and options of a mechanism, and what it refuses."""
    said = [f"**Claim:** {mechanism.claim}.", f"**Block:** `{mechanism.block}`."]
    if mechanism.needs:
        said.append(f"**Needs:** {', '.join(f'`{name}`' for name in mechanism.needs)}.")
    if rules := list(refused(mechanism)):
        said.append(f"**Refuses a draw:** {'; '.join(rules)}.")
    parts = [" ".join(said)]
    rows = list(input_rows(quantities(mechanism)))
    if rows:
        parts.append(markdown(["input", "unit", "domain", "neutral value"], rows))
    if "services" in mechanism.options:
        parts.append(
            "Beside these, for every service named in `services`, its inputs in [Services](#services)."
        )
    if mechanism.options:
        parts.append(markdown(["option", "may be", "unless said otherwise"], option_rows(mechanism)))
    return "\n\n".join(parts)


def refused(mechanism: Mechanism) -> Iterator[str]:
    """Rules whose breach a mechanism refuses."""
    if mechanism.refusals is not None:
        x = {name: np.ones(1) for name in mechanism.inputs(mechanism.defaults())}
        yield from (rule for _, rule, _ in mechanism.refusals(x))


def quantities(mechanism: Mechanism) -> dict[str, tuple[Need, float]]:
    """Inputs under every option, those of services apart, which stand in a table of their own."""
    found: dict[str, tuple[Need, float]] = {}
    for options in every_option(mechanism):
        found |= mechanism.all_quantities(options)
    if "services" not in mechanism.options:
        return found
    of_services = set(mechanism.further({"services": tuple(SERVICES)})) if mechanism.further else set()
    return {name: each for name, each in found.items() if name not in of_services}


def every_option(mechanism: Mechanism) -> Iterator[dict[str, Any]]:
    """Options that between them ask for everything that a mechanism may need."""
    all_of_several = mechanism.defaults() | {name: mechanism.options[name] for name in mechanism.several}
    yield all_of_several
    for name, values in mechanism.options.items():
        if name not in mechanism.several:
            yield from (all_of_several | {name: value} for value in values)


def core() -> dict[str, tuple[Need, float]]:
    """Inputs that every strategy needs."""
    return {name: (need, np.nan) for name, need in CORE.items()}


def input_rows(found: Mapping[str, tuple[Need, float]]) -> Iterator[list[str]]:
    """Name, unit, domain and neutral value of each input."""
    for name, (need, neutral) in found.items():
        yield [f"`{name}`", need.unit, need.domain, f"{neutral:,.10g}"]


def option_rows(mechanism: Mechanism) -> Iterator[list[str]]:
    """Name, values and default of each option."""
    for name, values in mechanism.options.items():
        several = name in mechanism.several
        default = mechanism.several[name] if several else values[:1]
        yield [f"`{name}`", ("several of " if several else "") + in_words(values), in_words(default)]


def in_words(values: Iterable[Any]) -> str:
    """Values of an option as YAML has them."""
    return ", ".join(f"`{str(value).lower() if isinstance(value, bool) else value}`" for value in values)


def everything(options: Mapping[str, Any] | None = None, without: Iterable[str] = ()) -> Situation:
    """Every mechanism together, which no evaluation may have, to see the lines that each makes."""
    taken = {name: next(every_option(each)) for name, each in MECHANISMS.items() if name not in without}
    plan = Plan("all", taken | dict(options or {}))
    inputs = {name: np.full(1, 0.25) for name in plan.inputs()}
    return Situation(plan.values(inputs), plan, Clock(years=2))


def lines_of(name: str) -> list[Line]:
    """Lines that a mechanism makes, whatever its options."""
    found = [
        line
        for options in every_option(MECHANISMS[name])
        for line in programme(everything({name: options}))
        if line.mechanism == name
    ]
    return list({(line.item, line.kind): line for line in found}.values())


def items_table(name: str) -> str:
    """Items of the ledger that a mechanism makes; none where it changes those of others."""
    kinds: dict[str, dict[str, None]] = {}
    for line in lines_of(name):
        kinds.setdefault(f"`{pattern(name, line.item)}`", {})[f"`{line.kind}`"] = None
    if not kinds:
        return "*No item of its own: it changes those of others.*"
    block = f"`{MECHANISMS[name].block}`"
    rows = ([item, " or ".join(of_item), block] for item, of_item in kinds.items())
    return markdown(["item of the ledger", "kind", "block"], rows)


def pattern(mechanism: str, item: str) -> str:
    """Items that differ by the service only stand in one row."""
    for service in SERVICES if "services" in MECHANISMS[mechanism].options else ():
        if item.startswith(f"{service}_"):
            return f"<service>{item.removeprefix(service)}"
    return item


if __name__ == "__main__":
    main()
