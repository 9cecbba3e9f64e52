"""Writes docs/anchors.md from runs: `python -m docs.make_anchors`.

Published figures stand in the template and in `rows`; what stands beside them comes from the model.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Template
from types import SimpleNamespace
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray
from scipy.optimize import brentq

from mcsim.analysis.cea.ceac import ceac
from mcsim.analysis.cea.cost_saving import cost_saving
from mcsim.analysis.cea.means import means
from mcsim.config.load import load
from mcsim.evaluation.run import run
from mcsim.models.coproduction.model import Coproduction
from mcsim.report.numbers import share_with_interval, with_error
from mcsim.report.page.markdown import table as markdown

HERE = Path(__file__).parent
CONFIGS = HERE.parent / "configs"
PAGE = HERE / "anchors.md"
WTP = 20_000.0
PROGRAMME = 80.0
COLUMNS = ["anchor", "published", "the model gives", "circular?"]
AS_PUBLISHED: dict[str, Any] = {
    "settings.price_year": "2009/10",
    "settings.horizon": 1,
    "settings.design": "sobol",
    "settings.draws": 65536,
    "inputs.volunteer_hour_value.distribution": {"family": "fixed", "value": 0},
    "inputs.cost_per_person.distribution": {"family": "fixed", "value": PROGRAMME},
    "inputs.service_saving.distribution": {"family": "fixed", "value": 35},
    "inputs.cost_difference.price_year": "2009/10",
    "inputs.effect_is_real.distribution.probability": 1,
}
MEAD, SIETTE = (0, 1), (1, 0)
CLAIM: dict[str, Any] = {
    "settings.horizon": 40,
    "model.options.support_years": 40,
    "settings.draws": 1,
    "inputs.parts_saving.distribution": {"family": "fixed", "value": 0.07},
    "inputs.synergy_midpoint_years.distribution": {"family": "fixed", "value": 4},
}


@cache
def expert_patients(correlation: float = -0.3) -> xr.Dataset:
    """Outcomes of the course of the Expert Patients Programme, as published."""
    overrides = {"dependence.0.correlations": correlation}
    return run(load(CONFIGS / "anchors" / "expert_patients", overrides), jobs=1).outcomes


@cache
def loneliness(se: float = 192.0) -> xr.Dataset:
    """Outcomes of the service against loneliness, as published."""
    overrides = {"inputs.cost_difference.distribution.se": se}
    return run(load(CONFIGS / "anchors" / "loneliness", overrides), jobs=1).outcomes


@cache
def befriending(weights: tuple[int, ...]) -> xr.Dataset:
    """Outcomes of befriending as published, with one synthesis of its effect."""
    overrides = {**AS_PUBLISHED, "inputs.published_effect.distribution.weights": list(weights)}
    return run(load(CONFIGS / "befriending", overrides), jobs=1).outcomes


def gross_benefit(outcomes: xr.Dataset) -> NDArray[np.float64]:
    """Gross benefit per person in each draw: INMB at 20,000 a QALY before the cost of the programme."""
    base = outcomes.isel(perspective=0).diff("strategy")
    return np.asarray((WTP * base["effect"] - base["cost"]).values.ravel() + PROGRAMME)


def claim(synergy: float = 1.0, parts: Mapping[str, float] | None = None) -> NDArray[np.float64]:
    """Share of the cost of care that People Powered Health saves by year, run as claimed."""
    fixed = {f"inputs.{name}.distribution.value": value for name, value in (parts or {}).items()}
    kappa = {"inputs.synergy_share.distribution": {"family": "fixed", "value": synergy}}
    unstated = {"inputs.synergy_share.structures": {synergy: "as claimed"}}
    evaluation = load(CONFIGS / "people_powered_health", {**CLAIM, **kappa, **unstated, **fixed})
    results = run(evaluation, jobs=1, ledger=True)
    assert results.ledger is not None
    items = results.ledger["items"].sel(item="parts_together").isel(draw=0, strategy=0, perspective=0)
    base = float(results.inputs["care_cost_base"].values[0])
    undiscounted = items.values * 1.035 ** np.arange(items.sizes["year"])
    return np.asarray(-undiscounted / base)


def worth_it(outcomes: xr.Dataset) -> str:
    """Probability of being cost-effective at 20,000, with its 95 % interval."""
    at = ceac(outcomes, wtp=[WTP]).isel(strategy=1, perspective=0, wtp=0)
    return share_with_interval(*(float(at[f"ceac{end}"]) for end in ("", "_lower", "_upper")))


def saves(outcomes: xr.Dataset) -> str:
    """Probability of costing less, with its 95 % interval."""
    at = cost_saving(outcomes).isel(strategy=1, perspective=0)
    return share_with_interval(*(float(at[f"cost_saving{end}"]) for end in ("", "_lower", "_upper")))


def net_cost(outcomes: xr.Dataset) -> tuple[float, float]:
    """Mean incremental cost to society with its standard error."""
    at = means(outcomes).isel(strategy=1).sel(perspective="societal")
    return float(at["inc_cost"]), float(at["inc_cost_se"])


def with_interval(values: NDArray[np.float64]) -> str:
    """Mean and 95 % interval between draws, in pounds."""
    low, high = np.quantile(values, [0.025, 0.975])
    return f"£{values.mean():,.0f} ({low:,.0f} to {high:,.0f})"


def rows() -> list[list[str]]:
    """One row for each published figure."""
    course, lonely, grown = expert_patients(), loneliness(), claim()
    return [
        [
            "Expert Patients Programme, P(cost-effective) at £20,000",
            "0.94",
            worth_it(course),
            "no",
        ],
        [
            "McDaid and Park, share of iterations that save",
            "0.035",
            saves(lonely),
            "yes",
        ],
        [
            "McDaid and Park, net cost when a loneliness-free year is valued at its published cost of £768",
            "£0, within 4 for rounding",
            f"£{with_error(*net_cost(lonely))}",
            "no",
        ],
        [
            "Knapp et al., befriending, gross benefit (2009/10)",
            "about £300",
            with_interval(gross_benefit(befriending(MEAD))),
            "no",
        ],
        ["Knapp et al., time bank, benefit over cost", "1,300 / 450 = 2.9", "its inputs", "yes"],
        ["Knapp et al., navigators, benefit over cost", "900 / 480 = 1.9", "its inputs", "yes"],
        ["Nesta, saving at first", "7 %", f"{grown[0]:.1%}", "yes"],
        ["Nesta, saving in the end (year 40)", "up to 20 %", f"{grown[-1]:.1%}", "yes"],
    ]


def content() -> dict[str, str]:
    """Every part of the page that is computed."""
    hours, value = time_bank_hours()
    return {
        "table": markdown(COLUMNS, rows()),
        "epp_independent": worth_it(expert_patients(0.0)),
        "mcdaid_library": saves(loneliness(250.0)),
        "siette": with_interval(gross_benefit(befriending(SIETTE))),
        "tb_hours": f"{hours:.0f}",
        "tb_value": value,
        "nesta_half": f"{years_to(0.5):.1f}",
        "nesta_most": f"{years_to(0.95):.1f}",
    }


def time_bank_hours() -> tuple[float, str]:
    """Mean hours exchanged per member and year, and what they are worth net of the hours given."""
    n, rng = 200_000, np.random.default_rng(20261130)
    model = Coproduction({"time_bank": {"mechanisms": {"time_exchange": True}}})
    inputs = {
        **{name: np.ones(n) for name in model.inputs},
        "active_share": rng.beta(4.5, 5.5, n),
        "hours_per_active_member": rng.gamma((25 / 15) ** 2, 15**2 / 25, n),
        "hour_received_value": rng.uniform(12, 18, n),
        "volunteer_hour_value": rng.triangular(0, 6, 12, n),
    }
    rates = SimpleNamespace(costs=0.0, effects=0.0)
    found = model.evaluate(inputs, SimpleNamespace(horizon=1, discount_rates=rates), np.arange(n))
    society = model.perspectives.index("societal")
    hours = inputs["active_share"] * inputs["hours_per_active_member"]
    return float(hours.mean()), with_interval(-found["cost"][:, 1, society])


def years_to(share: float) -> float:
    """Years until the parts reach a share of their reinforcement, with half of the logistic at 4 years."""
    first = 1.0 / (1.0 + np.exp(4.0))

    def short(years: float) -> float:
        logistic = 1.0 / (1.0 + np.exp(4.0 - years))
        return float((logistic - first) / (1.0 - first) - share)

    return float(brentq(short, 0.0, 40.0))


def page() -> str:
    """The page as Markdown."""
    return Template((HERE / "anchors.md.template").read_text(encoding="utf-8")).substitute(content())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
