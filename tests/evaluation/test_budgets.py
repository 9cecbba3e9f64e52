"""Personal health budgets and direct payments: the arithmetic of a taker by hand."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from mcsim.config.load import load
from mcsim.config.page import load_page
from mcsim.evaluation.prepare import prepare
from mcsim.evaluation.run import run

CONFIGS = Path(__file__).parents[2] / "configs"
HEALTH, SOCIAL = CONFIGS / "personal_health_budgets", CONFIGS / "direct_payments"
LEVELS = {
    HEALTH: {"budget_alone": 0, "budget_with_information": 2, "budget_with_advocacy": 9},
    SOCIAL: {"direct_payments": 0, "direct_payments_with_support": 9},
}
"""Strategies with their hours of support per person offered."""
BOTH = pytest.mark.parametrize("folder", LEVELS, ids=lambda folder: folder.name)
COHORTS, HELD = 3, 3
"""Years in which people are offered a budget, and for which they hold it."""
UNDISCOUNTED = {"settings.discount_rates": {"costs": 0.0, "effects": 0.0}}
NEUTRAL = {
    "engagement": 1,
    "process_difficult": 0,
    "marginal_taker_loss": 0,
    "gain_over_first_year": 1,
    "older_share": 0,
    "support_hourly_cost": 0,
    "uptake_gain_from_support": 0,
    "cost_difference": 0,
    "setup_cost": 0,
}


def fixed(**values):
    """Overrides that give inputs one value in every draw."""
    return {
        f"inputs.{name}.distribution": {"family": "fixed", "value": value} for name, value in values.items()
    }


ONCE = {"model.options.recruiting_years": 1, "model.options.support_years": 1}


def objective(folder, name):
    at = "model.options.strategies.{}.mechanisms.budget_outcome.objective"
    return {at.format(strategy): name for strategy in LEVELS[folder]}


def results(folder, changes=(), draws=256, ledger=False):
    return run(load(folder, dict(changes)), draws=draws, jobs=1, ledger=ledger)


def increments(folder, changes=(), **how):
    outcomes = results(folder, changes, **how).outcomes[["cost", "effect"]]
    return (outcomes - outcomes.isel(strategy=0)).isel(strategy=slice(1, None))


def items(folder, changes=(), **how):
    """Items of the ledger over all years in the base case, one array for each strategy."""
    found = results(folder, {**UNDISCOUNTED, **dict(changes)}, ledger=True, **how)
    return found.inputs, found.ledger["items"].sum("year").isel(perspective=0)


def test_a_taker_gains_780_pounds_at_20_000_where_all_else_is_neutral():
    """0.039 x 20,000 = 780 and x 30,000 = 1,170: the published arithmetic, one year and no costs."""
    found = increments(HEALTH, {**ONCE, **fixed(**NEUTRAL, ascot_gain=0.039)}).isel(perspective=0)
    assert (found["cost"] == 0.0).all()
    for wtp, pounds in ((20_000, 780.0), (30_000, 1_170.0)):
        np.testing.assert_allclose(wtp * found["effect"], pounds, rtol=1e-12)


def test_so_does_a_direct_payment_where_the_gain_carries_over_and_none_where_not():
    fixed_values = fixed(**NEUTRAL, health_budget_gain=0.039, cost_per_person=0)
    for name in ("cost_difference", "cost_per_person"):  # they follow weekly costs, which stay inputs
        fixed_values.pop(f"inputs.{name}.distribution")
    weekly = fixed(weekly_cost=0, planning_weekly_cost=0, weekly_difference_holds=1)
    for carries, pounds in ((1, 780.0), (0, 0.0)):
        over = {"inputs.gain_carries_over.distribution.probability": carries}
        found = increments(SOCIAL, {**ONCE, **fixed_values, **weekly, **over}).isel(perspective=0)
        assert (found["cost"] == 0.0).all()
        np.testing.assert_allclose(20_000 * found["effect"], pounds, rtol=1e-12)


def test_a_gain_that_builds_up_evenly_is_half_as_large_in_its_first_year():
    changes = {
        "model.options.recruiting_years": 1,
        "model.options.support_years": 1,
        **fixed(gain_over_first_year=1),
    }
    whole = increments(HEALTH, changes)
    half = increments(HEALTH, {**changes, **fixed(gain_over_first_year=0.5)})
    np.testing.assert_allclose(half["effect"] * 2, whole["effect"], rtol=1e-9, atol=1e-14)
    held = {**UNDISCOUNTED, **fixed(gain_over_first_year=0.5)}
    longer, first = increments(HEALTH, held), increments(HEALTH, {**held, "model.options.support_years": 1})
    np.testing.assert_allclose(
        longer["effect"], first["effect"] * (0.5 + HELD - 1) / 0.5, rtol=1e-9, atol=1e-14
    )


@BOTH
def test_by_eq5d_the_gain_is_nil_and_the_result_is_that_of_the_costs(folder):
    by_ascot, by_eq5d = (
        increments(folder, objective(folder, name), draws=4096) for name in ("ascot", "eq5d")
    )
    np.testing.assert_array_equal(by_eq5d["cost"], by_ascot["cost"])
    view = {"perspective": "health_and_social_care"}
    mean, error = by_eq5d["effect"].sel(view).mean("draw"), by_eq5d["effect"].sel(view).std("draw") / 64
    assert (abs(mean) < 4 * error).all()
    assert (by_ascot["effect"].sel(view).mean("draw") > 10 * error).all()
    nothing = increments(folder, {**objective(folder, "eq5d"), **fixed(eq5d_gain=0)})
    assert (nothing["effect"] == 0.0).all()


@BOTH
def test_ascot_is_the_base_case_and_what_a_unit_of_effect_is_says_so(folder):
    assert prepare(load(folder)).model.effect_unit == "social-care QALY (ASCOT)"
    assert prepare(load(folder, objective(folder, "eq5d"))).model.effect_unit == "QALY"
    assert increments(folder).equals(increments(folder, objective(folder, "ascot")))


@BOTH
def test_more_hours_bring_more_takers_by_the_curve_of_equation_23(folder):
    inputs, found = items(folder)
    takers = found.sel(item="people_taking_part")
    for strategy, hours in LEVELS[folder].items():
        saturated = 1.0 - np.exp(-hours / inputs["support_saturation_hours"])
        expected = inputs["engagement"] + inputs["uptake_gain_from_support"] * saturated
        np.testing.assert_allclose(takers.sel(strategy=strategy), expected, rtol=1e-12)
    assert (takers.diff("strategy") > 0.0).all()


@BOTH
def test_quality_of_life_is_that_of_equations_21_to_24(folder):
    """Takers, their gain, those who manage, those who gain less, and half a year more than two of it."""
    x, found = items(folder)
    older = 1.0 - x["older_share"] * (1.0 - x["older_modifier"])
    gain = x["ascot_gain"] * x["budget_modifier"] * older * (x["gain_over_first_year"] + HELD - 1)
    in_pilots = 1.0 - x["process_difficult"] * np.exp(
        -x["support_hours_in_trial"] / x["support_saturation_hours"]
    )
    for strategy, hours in LEVELS[folder].items():
        own = found.sel(strategy=strategy)
        takers = own.sel(item="people_taking_part")
        manage = 1.0 - x["process_difficult"] * np.exp(-hours / x["support_saturation_hours"])
        brought = (takers - x["engagement"]) / takers
        expected = takers * gain * manage / in_pilots * (1.0 - x["marginal_taker_loss"] * brought)
        np.testing.assert_allclose(own.sel(item="quality_of_life"), expected, rtol=1e-9, atol=1e-15)


@BOTH
def test_every_taker_costs_and_saves_the_same_at_every_level_of_support(folder):
    _, found = items(folder)
    per_taker = found.sel(item="measured_cost") / found.sel(item="people_taking_part")
    np.testing.assert_allclose(per_taker.std("strategy"), 0.0, atol=1e-9 * float(abs(per_taker).max()))


@BOTH
def test_support_is_paid_for_everyone_offered_it_whoever_takes_it_up(folder):
    for uptake in (0.0, 0.25, 0.9):
        inputs, found = items(folder, fixed(engagement=uptake))
        for strategy, hours in LEVELS[folder].items():
            own = found.sel(strategy=strategy)
            advice = hours * inputs["support_hourly_cost"]
            np.testing.assert_allclose(own.sel(item="support_for_uptake"), advice, rtol=1e-12)
            later = own.sel(item="people_taking_part") * advice * 0.4 * (HELD - 1)
            np.testing.assert_allclose(own.sel(item="support_of_takers"), later, rtol=1e-12)


@BOTH
def test_setting_up_is_shared_by_everyone_offered_a_budget_in_three_years(folder):
    inputs, found = items(folder)
    people = load(folder).settings.population
    assert sum(people.starting[:COHORTS]) == COHORTS * inputs["people_offered"][0]
    expected = inputs["setup_cost"] / (inputs["people_offered"] * COHORTS)
    np.testing.assert_allclose(
        found.sel(item="set_up"), expected.broadcast_like(found.sel(item="set_up")), rtol=1e-12
    )


def test_a_direct_payment_costs_52_weeks_in_prices_of_today():
    """GDP deflator of 2007/08 and 2024/25: 64.5742 and 100."""
    inputs, found = items(SOCIAL, fixed(weekly_cost=-20, planning_weekly_cost=7, weekly_difference_holds=1))
    takers, own = found.sel(item="people_taking_part"), 52 * HELD / 0.645742
    np.testing.assert_allclose(found.sel(item="measured_cost"), takers * -20 * own, rtol=1e-9)
    np.testing.assert_allclose(found.sel(item="programme"), takers * 7 * own, rtol=1e-9)
    assert "published_price_year" not in inputs["cost_difference"].attrs


@pytest.mark.parametrize("holds", [0, 1])
def test_care_costs_the_same_unless_the_recalled_difference_holds(holds):
    inputs, found = items(SOCIAL, {"inputs.weekly_difference_holds.distribution.probability": holds})
    cost = found.sel(item="measured_cost")
    assert (cost == 0.0).all() if not holds else (cost != 0.0).all()
    weekly = inputs["cost_difference"] / 52
    assert float(weekly.mean()) == pytest.approx(-20 * holds / 0.645742, abs=4 * 31 * holds / 16)


def test_older_takers_are_their_share_of_takers_and_not_of_users():
    """If 37 % under 65 and 14 % of the others take a payment up, and 25.5 % of all, half are 65 and over."""
    older = (0.37 - 0.255) / (0.37 - 0.14)
    assert older == pytest.approx(0.5, abs=0.001)
    assert load(SOCIAL).inputs["older_share"].distribution["value"] == pytest.approx(
        older * 0.14 / 0.255, abs=0.001
    )
    everyone, nobody, some = (increments(SOCIAL, fixed(older_share=share)) for share in (1.0, 0.0, 0.275))
    mixed = 0.275 * everyone["effect"] + 0.725 * nobody["effect"]
    np.testing.assert_allclose(some["effect"], mixed, rtol=1e-9, atol=1e-15)


def test_the_exchequer_counts_a_saving_in_part_and_a_cost_in_full():
    for difference, counted in ((-1000.0, 0.25), (1000.0, 1.0)):
        found = increments(
            HEALTH, fixed(cost_difference=difference, setup_cost=0, cashability=0.25, support_hourly_cost=0)
        )
        cost = found["cost"]
        ratio = cost.sel(perspective="public_sector") / cost.sel(perspective="health_and_social_care")
        np.testing.assert_allclose(ratio, counted, rtol=1e-12)


def test_participants_pay_nothing_and_gain_all():
    for folder in LEVELS:
        found = increments(folder)
        assert (found["cost"].sel(perspective="participants") == 0.0).all()
        theirs = found["effect"].sel(perspective="participants")
        np.testing.assert_array_equal(theirs, found["effect"].sel(perspective="health_and_social_care"))


base_case = cache(increments)

PAGES = [(folder, name) for folder in LEVELS for name in load_page(folder).scenarios]


@pytest.mark.parametrize(("folder", "name"), PAGES, ids=lambda each: getattr(each, "name", each))
def test_every_scenario_of_the_page_changes_the_result(folder, name):
    found = increments(folder, load_page(folder).scenarios[name].set)
    same = found.equals(base_case(folder))
    assert same is (name == "by_ascot")
