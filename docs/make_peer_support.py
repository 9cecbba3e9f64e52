"""Writes docs/peer_support.md and its figures from a run: `python -m docs.make_peer_support`.

No figure of the run is typed by hand; those of published studies stand in the template with their source, and
its verdicts are checked against the runs.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from typing import Any

import numpy as np
import xarray as xr
from scipy.optimize import brentq

from mcsim.analysis.summary import summarise
from mcsim.config.load import load
from mcsim.config.records import Evaluation
from mcsim.evaluation.prepare import prepare
from mcsim.evaluation.run import Results, run
from mcsim.inputs.portraits import portraits
from mcsim.models.coproduction.account import CARE, PROGRAMME, Line
from mcsim.models.coproduction.composition import programme
from mcsim.models.coproduction.model import Coproduction
from mcsim.models.coproduction.situation import Situation
from mcsim.models.coproduction.time import Clock
from mcsim.names import INPUT
from mcsim.report.as_stated import figure, interval, stated
from mcsim.report.figures import write_figures
from mcsim.report.folder import every_measure
from mcsim.report.numbers import decimals_for, fixed, share_with_interval, with_error
from mcsim.report.tables import tables

HERE = Path(__file__).parent
ROOT = HERE.parent
EVALUATION = ROOT / "configs" / "peer_support"
PAGE = HERE / "peer_support.md"
FIGURES = HERE / "figures" / "peer_support"
WTP = 20_000.0
RISK = "inputs.readmission_relative_risk.distribution"

INPATIENT = "inputs.inpatient_share.distribution"
FIXED = {"family": "fixed"}
ENRICH = {f"{RISK}.mu": -0.0305, f"{RISK}.sigma": 0.084}
ENRICH_BASELINE = {"inputs.readmission_probability.distribution": {"family": "beta", "events": 146, "n": 291}}

NATIONAL = "A national decision: the mean of all services, both trials pooled"
SCENARIOS: dict[str, dict[str, Any]] = {
    "Base case: a new service, both trials pooled (predictive)": {},
    NATIONAL: {f"{RISK}.sigma": 0.117},
    # So wide a relative risk makes the probability of readmission exceed 1 in some draws, which are refused.
    "Differences between services not pinned down by two trials (tau half-normal 0.25)": {
        f"{RISK}.sigma": 0.304,
        "settings.max_failed_share": 0.001,
    },
    "Relative risk of CORE alone (0.764)": {f"{RISK}.mu": -0.269, f"{RISK}.sigma": 0.136},
    "Relative risk of ENRICH alone (0.97)": ENRICH,
    "Relative risk and baseline of ENRICH alone (0.97, 146 of 291)": {**ENRICH, **ENRICH_BASELINE},
    "Both trials pooled, baseline of ENRICH": ENRICH_BASELINE,
    "No effect on readmission": {RISK: {**FIXED, "value": 1}},
    "Every readmission is an inpatient stay": {INPATIENT: {**FIXED, "value": 1}},
    "Half of readmissions are inpatient stays": {INPATIENT: {**FIXED, "value": 0.5}},
    "No effect on wellbeing": {"inputs.wellbeing_effect.distribution": {**FIXED, "value": 0}},
    "Effects end with the first year": {"inputs.effect_persistence.distribution": {**FIXED, "value": 0}},
    "One year of programme and one of horizon": {
        "settings.horizon": 1,
        "model.options.recruiting_years": 1,
    },
    "Half the engagement of the trial": {"inputs.engagement_ratio.distribution.value": 0.5},
    "Peers unpaid, all else equal (an arithmetic limit, not a plan)": {
        "inputs.paid_share.distribution.value": 0
    },
    "Effects discounted at 1.5 % (Green Book)": {"settings.discount_rates.effects": 0.015},
}
SCENARIO_COLUMNS = [
    "scenario",
    "inc. cost, £ (SE)",
    "inc. QALY (SE)",
    "INMB at £20,000 (SE)",
    "P(cost-effective) at £20,000",
    "P(pays for itself)",
    "EVPI at £20,000, £ (SE)",
]
INPUT_COLUMNS = ["input", "as published", "mean", "95 % interval", "unit", "evidence", "centre", "source"]


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
    scenarios = {name: scenario(overrides) for name, overrides in SCENARIOS.items()}
    check_verdicts(scenarios)
    benefits = [float(each["net_benefit"]["inmb"]) for each in scenarios.values()]
    return {
        "lowest_benefit": whole_pounds(min(benefits)),
        "highest_benefit": whole_pounds(max(benefits)),
        "break_even_risk": f"{break_even_risk():.2f}",
        "evpi_base": evpi_with_error(next(iter(scenarios.values()))),
        "evpi_national": evpi_with_error(scenarios[NATIONAL]),
        "draws": f"{evaluation.settings.draws:,}",
        "seed": str(evaluation.settings.seed),
        "description": evaluation.description.strip(),
        "results": "\n\n".join(
            f"**{each.title}**\n\n{markdown(each.columns, each.rows)}"
            for each in tables(measures, evaluation.settings.wtp.decision_points)
        ),
        "scenarios": markdown(SCENARIO_COLUMNS, [scenario_row(*each) for each in scenarios.items()]),
        "inputs": markdown(INPUT_COLUMNS, input_rows(evaluation)),
        "statuses": statuses(evaluation),
        "n_decisions": str(sum("choice" in record.source for record in evaluation.inputs.values())),
        **parts(results),
    }


def scenario(overrides: dict[str, Any]) -> dict[str, xr.Dataset]:
    """Every measure under another structure or choice: the same draws of everything else."""
    results = run(load(EVALUATION, overrides), jobs=1)
    found = every_measure(summarise(results.outcomes, [WTP]), (WTP,))
    at = {"strategy": "peer_support", "perspective": "health_and_social_care", "wtp": WTP}
    return {
        name: data.sel({dim: label for dim, label in at.items() if dim in data.dims})
        for name, data in found.items()
    }


def scenario_row(name: str, found: Mapping[str, xr.Dataset]) -> list[str]:
    """One row of the table of scenarios."""
    n_refused = found["means"].attrs["n_quarantined"]
    refused = f"; {n_refused} draws refused, as a probability would exceed 1" if n_refused else ""
    figures = [("means", "inc_cost"), ("means", "inc_effect"), ("net_benefit", "inmb")]
    return [
        name + refused,
        *(with_error(float(found[at][each]), float(found[at][f"{each}_se"])) for at, each in figures),
        *(
            share_with_interval(*(float(found[each][f"{each}{part}"]) for part in ("", "_lower", "_upper")))
            for each in ("ceac", "cost_saving")
        ),
        evpi_with_error(found),
    ]


def evpi_with_error(found: Mapping[str, xr.Dataset]) -> str:
    """EVPI per person and its standard error."""
    return with_error(float(found["evpi"]["evpi"]), float(found["evpi"]["evpi_se"]))


def break_even_risk() -> float:
    """Relative risk at which the mean incremental net benefit is nil, all else as in the base case."""

    def benefit(risk: float) -> float:
        return float(scenario({RISK: {**FIXED, "value": risk}})["net_benefit"]["inmb"])

    return float(brentq(benefit, 0.7, 1.2, xtol=1e-3))


AHEAD = ("Base case", "Relative risk of CORE")
BEHIND = ("Relative risk of ENRICH", "Relative risk and baseline", "No effect on readm", "Effects end")


def check_verdicts(found: Mapping[str, Mapping[str, xr.Dataset]]) -> None:
    """Stop where the words of the template are no longer what the runs say."""
    for name, each in found.items():
        benefit, cost = float(each["net_benefit"]["inmb"]), float(each["means"]["inc_cost"])
        holds = {
            "is ahead": benefit > 0 or not name.startswith(AHEAD),
            "is behind": benefit < 0 or not name.startswith(BEHIND),
            "costs more": cost > 0 or not name.startswith("Base case"),
            "saves": cost < 0 or not name.startswith("Relative risk of CORE"),
        }
        wrong = [words for words, true in holds.items() if not true]
        if wrong:
            raise AssertionError(f"the template says that {name} {wrong[0]}, and the run says otherwise")


def parts(results: Results) -> dict[str, str]:
    """What the programme costs and changes, undiscounted, per person offered and per recipient."""
    evaluation = results.evaluation
    inputs = {str(name): results.inputs[name].values for name in results.inputs.data_vars}
    model = prepare(evaluation).model
    assert isinstance(model, Coproduction)
    (plan,) = model.plans
    situation = model.situation(plan, inputs, evaluation.settings.horizon)
    lines = programme(situation)
    delivery = total([line for line in lines if line.kind == PROGRAMME])
    care = total([line for line in lines if line.kind == CARE])
    readmissions = total(of_item(lines, "readmissions"))
    rise = total([line for line in lines if line.mechanism == "short_term_rise"])
    people, relative_risk = situation.reach, inputs["readmission_relative_risk"]
    first_year = inputs["readmission_probability"] * (relative_risk - 1.0) * people.delivered
    return {
        "programme_per_offered": pounds(delivery),
        "programme_per_recipient": f"£{ratio(delivery, people.recipients)}",
        "care_per_offered": pounds(care),
        "readmissions_per_offered": pounds(readmissions),
        "access_per_offered": pounds(rise),
        "saving_ratio": ratio(-readmissions, delivery),
        "first_year_share": f"{first_year_of_value(situation):.0%}",
        "share_capacity_binds": f"{100 * np.mean(people.delivered < 1.0):.0f} %",
        "readmission_points": with_error(
            100 * float(first_year.mean()), 100 * float(first_year.std(ddof=1) / np.sqrt(first_year.size))
        ),
        "p_readmissions_fall": f"{np.mean(first_year < 0):.2f}",
        "cost_interval": quantiles(results, "cost", 0),
        "qaly_interval": quantiles(results, "effect", 4),
    }


def of_item(lines: Iterable[Line], item: str) -> list[Line]:
    """The lines that make up one item."""
    return [line for line in lines if line.item == item]


def per_year(lines: Iterable[Line]) -> np.ndarray:
    """Lines together by programme year, undiscounted, per person offered, shape (years, n)."""
    return np.asarray(sum(line.amount * line.profile for line in lines))


def total(lines: Iterable[Line]) -> np.ndarray:
    """Lines together over all years, undiscounted, per person offered, shape (n,)."""
    return np.asarray(per_year(lines).sum(axis=0))


def first_year_of_value(situation: Situation) -> float:
    """Share of the value of the readmissions avoided by one cohort that falls in each person's first year."""
    clock = Clock(situation.clock.years, recruiting_years=1, support_years=situation.clock.support_years)
    cohort = Situation(situation.x, situation.plan, clock)
    value = per_year(of_item(programme(cohort), "readmissions")).mean(axis=1)
    return float(value[0] / value.sum())


def pounds(values: np.ndarray) -> str:
    """Mean with its standard error."""
    mean, error = float(values.mean()), float(values.std(ddof=1) / np.sqrt(values.size))
    return f"{whole_pounds(mean)} (SE {fixed(error, decimals_for(error))})"


def whole_pounds(value: float) -> str:
    """Money without pence."""
    return f"{'-' if value < 0 else ''}£{abs(value):,.0f}"


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
    seen = portraits(evaluation)
    rows = []
    for name, record in evaluation.inputs.items():
        prices = f" ({record.price_year} prices)" if record.price_year else ""
        for scalar in evaluation.scalars[name]:
            one = seen.sel({INPUT: scalar})
            rows.append(
                [
                    f"`{scalar}` {record.description}",
                    f"{stated(record)}{prices}",
                    figure(float(one["mean"])),
                    interval(float(one["lower"]), float(one["upper"])),
                    record.unit,
                    record.evidence.status,
                    record.evidence.centre,
                    ". ".join(part.rstrip(".") for part in (record.source, record.evidence.note) if part),
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
