"""Writes docs/peer_support.md and its figures from a run: `python -m docs.make_peer_support`.

No number on the page is typed by hand, apart from those of published studies, which stand in PUBLISHED with
their source.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from typing import Any

import numpy as np
import xarray as xr

from mcsim.analysis.summary import summarise
from mcsim.cli.check import figure, interval, summary
from mcsim.config.load import load
from mcsim.config.records import Evaluation
from mcsim.evaluation.prepare import prepare
from mcsim.evaluation.run import Results, run
from mcsim.models.coproduction.account import CARE, PROGRAMME
from mcsim.models.coproduction.model import Coproduction
from mcsim.models.coproduction.reach import reach
from mcsim.report.figures import write_figures
from mcsim.report.folder import every_measure
from mcsim.report.numbers import decimals_for, fixed, share_with_interval, with_error
from mcsim.report.tables import tables

HERE = Path(__file__).parent
ROOT = HERE.parent
EVALUATION = ROOT / "configs" / "peer_support"
PAGE = HERE / "peer_support.md"
FIGURES = HERE / "figures" / "peer_support"
RISK = "inputs.readmission_relative_risk.distribution"

SCENARIOS: dict[str, dict[str, Any]] = {
    "Base case: a new service, both trials pooled (predictive)": {},
    "A national decision: the mean of all services, both trials pooled": {f"{RISK}.sigma": 0.117},
    "CORE alone (RR 0.764)": {f"{RISK}.mu": -0.269, f"{RISK}.sigma": 0.136},
    "ENRICH alone (RR 0.97)": {f"{RISK}.mu": -0.0305, f"{RISK}.sigma": 0.084},
    "No effect on readmission": {RISK: {"family": "fixed", "value": 1}},
    "No effect on wellbeing": {"inputs.wellbeing_effect.distribution": {"family": "fixed", "value": 0}},
    "Effects end with the first year": {
        "inputs.effect_persistence.distribution": {"family": "fixed", "value": 0}
    },
    "One year of programme and one of horizon": {"settings.horizon": 1, "model.options.recruiting_years": 1},
    "Unpaid peers": {"inputs.paid_share.distribution.value": 0},
    "Effects discounted at 1.5 % (Green Book)": {"settings.discount_rates.effects": 0.015},
}


def main() -> None:
    """Run the evaluation and its scenarios, and write the page and its figures."""
    results, measures = run_base_case()
    FIGURES.mkdir(parents=True, exist_ok=True)
    decision_points = results.evaluation.settings.wtp.decision_points
    write_figures(measures, results.outcomes, decision_points, FIGURES)
    PAGE.write_text(page(results, measures), encoding="utf-8")


def run_base_case() -> tuple[Results, dict[str, xr.Dataset]]:
    """The evaluation as it stands, and every measure of it."""
    results = run(load(EVALUATION), jobs=1)
    wtp = results.evaluation.settings.wtp
    return results, every_measure(summarise(results.outcomes, wtp.grid()), wtp.decision_points)


def page(results: Results, measures: Mapping[str, xr.Dataset]) -> str:
    """The page as Markdown."""
    template = Template((HERE / "peer_support.md.template").read_text(encoding="utf-8"))
    return template.substitute(content(results, measures))


def content(results: Results, measures: Mapping[str, xr.Dataset]) -> dict[str, str]:
    """Every part of the page that is computed."""
    evaluation = results.evaluation
    return {
        "draws": f"{evaluation.settings.draws:,}",
        "seed": str(evaluation.settings.seed),
        "description": evaluation.description.strip(),
        "results": "\n\n".join(
            f"**{each.title}**\n\n{markdown(each.columns, each.rows)}"
            for each in tables(measures, evaluation.settings.wtp.decision_points)
        ),
        "scenarios": markdown(SCENARIO_COLUMNS, [scenario(*each) for each in SCENARIOS.items()]),
        "inputs": markdown(INPUT_COLUMNS, input_rows(evaluation)),
        "statuses": statuses(evaluation),
        **parts(results),
    }


SCENARIO_COLUMNS = [
    "scenario", "inc. cost, £ (SE)", "inc. QALY (SE)", "INMB at £20,000 (SE)", "P(cost-effective) at £20,000",
    "P(pays for itself in cash)",
]  # fmt: skip
INPUT_COLUMNS = ["input", "as published", "mean", "95 % interval", "unit", "evidence", "centre", "source"]


def scenario(name: str, overrides: dict[str, Any]) -> list[str]:
    """One row: the same draws under another structure or choice, health and social care perspective."""
    results = run(load(EVALUATION, overrides), jobs=1)
    found = every_measure(summarise(results.outcomes, [20_000.0]), (20_000.0,))
    at = {"strategy": "peer_support", "perspective": "health_and_social_care"}
    means, saving = found["means"].sel(at), found["cost_saving"].sel(at)
    benefit, ceac = (found[each].sel(at).isel(wtp=0) for each in ("net_benefit", "ceac"))
    return [
        name,
        with_error(float(means["inc_cost"]), float(means["inc_cost_se"])),
        with_error(float(means["inc_effect"]), float(means["inc_effect_se"])),
        with_error(float(benefit["inmb"]), float(benefit["inmb_se"])),
        share_with_interval(*(float(ceac[f"ceac{part}"]) for part in ("", "_lower", "_upper"))),
        share_with_interval(*(float(saving[f"cost_saving{part}"]) for part in ("", "_lower", "_upper"))),
    ]


def parts(results: Results) -> dict[str, str]:
    """What the programme costs and changes, undiscounted, per person offered and per recipient."""
    evaluation = results.evaluation
    inputs = {str(name): results.inputs[name].values for name in results.inputs.data_vars}
    model = prepare(evaluation).model
    assert isinstance(model, Coproduction)
    account = model.account(inputs, evaluation.settings.horizon)
    offered = inputs["people_offered"] * model.recruiting_years
    people = reach(
        inputs["people_offered"], inputs["engagement"], inputs["peers_in_post"], inputs["hours_per_peer"],
        inputs["hours_per_recipient"],
    )  # fmt: skip
    recipients = people.recipients * model.recruiting_years
    total = {name: per_year.sum(axis=1) for name, (_, per_year) in account.costs.items()}
    programme = sum(total[name] for name, (kind, _) in account.costs.items() if kind == PROGRAMME)
    care = sum(total[name] for name, (kind, _) in account.costs.items() if kind == CARE)
    first_year = (
        inputs["readmission_probability"] * (inputs["readmission_relative_risk"] - 1.0) * people.served
    )
    return {
        "programme_per_offered": pounds(programme / offered),
        "programme_per_recipient": pounds(programme / recipients),
        "care_per_offered": pounds(care / offered),
        "readmissions_per_offered": pounds(total["readmissions"] / offered),
        "access_per_offered": pounds(total["access_to_services"] / offered),
        "saving_ratio": ratio(-total["readmissions"], programme),
        "share_capacity_binds": f"{100 * np.mean(people.served < 1.0):.0f} %",
        "readmission_points": with_error(
            100 * float(first_year.mean()), 100 * float(first_year.std(ddof=1) / np.sqrt(first_year.size))
        ),
        "p_readmissions_fall": f"{np.mean(first_year < 0):.2f}",
        "cost_interval": quantiles(results, "cost", 0),
        "qaly_interval": quantiles(results, "effect", 4),
    }


def pounds(values: np.ndarray) -> str:
    """Mean with its standard error."""
    mean, error = float(values.mean()), float(values.std(ddof=1) / np.sqrt(values.size))
    return f"{'-' if mean < 0 else ''}£{abs(mean):,.0f} (SE {fixed(error, decimals_for(error))})"


def ratio(top: np.ndarray, bottom: np.ndarray) -> str:
    """Ratio of means with its standard error by the delta method."""
    value = top.mean() / bottom.mean()
    error = (top - value * bottom).std(ddof=1) / bottom.mean() / np.sqrt(top.size)
    return with_error(float(value), float(error))


def quantiles(results: Results, name: str, decimals: int) -> str:
    """95 % interval of an increment between draws."""
    values = results.outcomes[name].isel(perspective=0)
    increment = values.sel(strategy="peer_support") - values.sel(strategy="usual_care")
    low, high = np.quantile(increment.values, [0.025, 0.975])
    return f"{fixed(low, decimals)} to {fixed(high, decimals)}"


def input_rows(evaluation: Evaluation) -> list[list[str]]:
    """One row for each input: what was published, and what is sampled in the evaluation's prices."""
    rows = []
    for name, record in evaluation.inputs.items():
        factor = evaluation.price_factors.get(name, 1.0)
        stated = ", ".join(f"{key} {value}" for key, value in record.distribution.items() if key != "family")
        prices = f" ({record.price_year} prices)" if record.price_year else ""
        for label, mean, low, high in summary(name, record.family):
            rows.append(
                [
                    f"`{label}` {record.description}",
                    f"{record.distribution['family']}: {stated}{prices}",
                    figure(mean * factor),
                    interval(low * factor, high * factor),
                    record.unit,
                    record.evidence.status,
                    record.evidence.centre,
                    " ".join(part for part in (record.source, record.evidence.note) if part),
                ]
            )
    return rows


def statuses(evaluation: Evaluation) -> str:
    """How many inputs have each evidence status."""
    found = [record.evidence.status for record in evaluation.inputs.values()]
    counts = {status: found.count(status) for status in ("found", "derived", "recalled", "judgement")}
    return ", ".join(f"{count} {status}" for status, count in counts.items())


def markdown(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    head = list(columns)
    lines = [head, ["---"] * len(head), *([cell.replace("|", "/") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
