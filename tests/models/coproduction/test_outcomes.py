"""Health, sites, networks and work: limits and signs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcsim.models.coproduction.budgets import over_first_year, taker_gain
from mcsim.models.coproduction.employment import employed, output, work_path
from mcsim.models.coproduction.money_wellbeing import wellbeing_value
from mcsim.models.coproduction.problem_solving import work_regained
from mcsim.models.coproduction.responders import choice_gain, gain_of_responders, mean_effect
from mcsim.models.coproduction.sites import additive_deviation, log_deviation
from mcsim.models.coproduction.spillover import spillover_factor
from mcsim.models.coproduction.strength import fidelity_ratio, net_share
from mcsim.models.coproduction.wellbeing import wellbeing_gain
from tests.models.coproduction.arrays import a, by_year
from tests.models.coproduction.making import CORE, increments, made, settings
from tests.models.coproduction.rows import ROWS

SHARE = st.floats(0, 1)


def test_harm_is_signed():
    assert wellbeing_gain(a(-0.1), a(0.07))[0] == pytest.approx(-0.007)
    assert wellbeing_value(a(-0.2), a(13_000))[0] == pytest.approx(-2600)
    assert employed(a(0.25), a(0.8))[0] == pytest.approx(-0.05)


def test_strength():
    """Fidelity of 0.6 against 0.8 in the trial; a fifth and a half would have come about anyway."""
    assert fidelity_ratio(a(0.6), a(0.8))[0] == pytest.approx(0.75)
    assert net_share(a(0.2), a(0.5))[0] == pytest.approx(0.4)
    assert net_share(a(1), a(0))[0] == 0


def test_fidelity_acts_on_the_logarithm_of_a_risk():
    """Half the fidelity of the trial at RR 0.25: RR 0.5, so 0.2 of 0.4 fewer; none changes nothing."""
    on = {"readmission": True, "fidelity": True}
    x = {**CORE, **ROWS["readmission"].x, "fidelity": 0.4, "fidelity_in_trial": 0.8}
    cost, _, _ = increments(made(on), x, settings(1, 0.0, 0.0))
    assert cost[0] == pytest.approx(-200)
    cost, _, _ = increments(made(on), {**x, "fidelity": 0}, settings(1, 0.0, 0.0))
    assert cost[0] == 0


@pytest.mark.parametrize("sites", [1, 3, 10])
def test_the_mean_of_lognormal_sites_by_simulation(sites):
    """Mean and variance of the mean ratio of n sites, each exp(N(0, 0.4^2)), against drawing the sites."""
    rng = np.random.default_rng(5)
    drawn = np.exp(0.4 * rng.standard_normal((200_000, sites))).mean(axis=1)
    found = np.exp(log_deviation(a(0.4), rng.standard_normal(200_000), a(sites)))
    assert found.mean() == pytest.approx(drawn.mean(), abs=0.006)
    assert found.std() == pytest.approx(drawn.std(), rel=0.02)


@given(st.floats(0, 1), st.floats(-3, 3))
def test_limits_of_sites(sd, deviation):
    assert log_deviation(a(sd), a(deviation), a(1))[0] == pytest.approx(sd * deviation, abs=1e-9)
    assert log_deviation(a(sd), a(deviation), a(np.inf))[0] == pytest.approx(sd**2 / 2, abs=1e-9)
    assert additive_deviation(a(sd), a(deviation), a(4))[0] == pytest.approx(sd * deviation / 2)
    assert additive_deviation(a(sd), a(deviation), a(np.inf))[0] == 0


def test_all_sites_take_the_mean_and_ask_no_deviation_of_it():
    on = {"wellbeing": True, "sites": {"effects": ["wellbeing"], "decision": "all_sites"}}
    x = {**CORE, **ROWS["sites"].x}
    _, effect, _ = increments(made(on), x, settings(1, 0.0, 0.0))
    assert effect[2] == pytest.approx(0.02)


def test_sites_act_only_on_the_effects_that_are_named():
    on = {"wellbeing": True, "carers": True, "sites": {"effects": ["employment"]}}
    x = {**CORE, **ROWS["sites"].x, **ROWS["carers"].x, "employment_site_sd": 5}
    _, effect, _ = increments(made(on), x, settings(1, 0.0, 0.0))
    assert effect[2] == pytest.approx(0.02 + 0.01)


def test_budgets():
    """Half the takers are older and gain nothing: 0.0195; a gain that builds up counts by half at first."""
    assert taker_gain(a(0.039), a(1), a(0.5), a(0))[0] == pytest.approx(0.0195)
    assert taker_gain(a(0.039), a(2), a(0), a(0))[0] == pytest.approx(0.078)
    path = np.ones((3, 1))
    assert by_year(over_first_year(path, a(0.5))) == [0.5, 1, 1]
    assert by_year(path) == [1, 1, 1]


@given(SHARE, st.floats(0.01, 1), st.floats(-0.1, 0.1))
def test_an_effect_in_those_who_benefit_is_diluted(rest, responders, effect):
    assert mean_effect(a(effect), a(responders), True)[0] == pytest.approx(effect * responders)
    assert mean_effect(a(effect), a(responders), False)[0] == effect
    assert choice_gain(a(rest), a(0.2), a(0))[0] == 0
    assert gain_of_responders(a(effect), a(1), a(0), a(0.2))[0] == effect


def test_nobody_leaves_before_the_second_year():
    """A tenth lose 0.2 and all of them leave after a year: 0.02 a year from then on, for three years."""
    x = {**CORE, **ROWS["wellbeing"].x, "responder_share": 0.5, "harmed_share": 0.1, "harm": 0.2}
    model = made({"wellbeing": True, "responders": True}, support_years=4)
    _, _, items = increments(model, {**x, "leaving_share": 1}, settings(4, 0.0, 0.0))
    np.testing.assert_allclose(items["leaving_what_harms"][2], [0, 0.02, 0.02, 0.02])
    assert "harm" not in items


def test_a_measured_cost_that_includes_delivery_is_paid_in_full():
    """To the exchequer a saving is cash by half, unless it holds delivery, and a cost is paid in full."""
    for difference, includes, paid in ((-80, False, -40), (-80, True, -80), (80, False, 80), (80, True, 80)):
        model = made({"measured_cost": {"includes_delivery": includes}})
        cost, _, _ = increments(model, {**CORE, "cost_difference": difference}, settings(1, 0.0, 0.0))
        np.testing.assert_allclose(cost, [difference, paid, difference, 0])


def test_networks_gain_only_where_co_production_is_collective():
    """5 contacts at 0.1 each; a fifth collective, and 0.3 of what individual forms would do if they did."""
    of = [spillover_factor(a(5), a(1), a(0.1), a(0.2), a(only), a(0.3))[0] for only in (1, 0)]
    np.testing.assert_allclose(of, [0.1, 0.22])
    assert spillover_factor(a(5), a(1), a(0.1), a(0), a(1), a(0.3))[0] == 0
    assert spillover_factor(a(5), a(0), a(0.1), a(1), a(1), a(0.3))[0] == 0


def test_networks_share_money_as_money_and_health_as_health():
    """0.24 of a gain worth 50: 12, in society's account alone; nothing of what carers gain."""
    on = {"spillover": True, "loneliness": True, "carers": True}
    x = {**CORE, **ROWS["spillover"].x, **ROWS["loneliness"].x, **ROWS["carers"].x}
    model = made(on, apart=[["carers", "spillover"]])
    _, _, items = increments(model, x, settings(1, 0.0, 0.0))
    np.testing.assert_allclose(items["contacts_loneliness"][:, 0], [0, 0, -12, 0])
    assert {item for item in items if item.startswith("contacts")} == {"contacts_loneliness"}
    assert model.items["contacts_loneliness"].measure == "cost"


def test_work_found():
    """0.25 * 1.2 = 0.3; at most 0.95, and nobody who had work loses it to that bound."""
    assert employed(a(0.25), a(1.2))[0] == pytest.approx(0.05)
    assert employed(a(0.5), a(9))[0] == pytest.approx(0.45)
    assert employed(a(0.97), a(2))[0] == pytest.approx(0)
    assert employed(a(0.25), a(1))[0] == 0
    # A tenth of a year is 92 hours at 20 a week.
    assert output(a(0.1), a(20), a(14))[0] == pytest.approx(1288)
    assert work_regained(a(0.4), a(5), a(100))[0] == pytest.approx(200)


@pytest.mark.parametrize(("years", "path"), [(1, [2 / 3]), (2, [2 / 3, 1 / 3]), (4, [2 / 3, 1 / 3, 0, 0])])
def test_eighteen_months_of_work(years, path):
    assert by_year(work_path(years)) == pytest.approx(path)


def test_an_association_that_is_no_effect_finds_no_work():
    row = ROWS["employment"]
    cost, effect, _ = increments(made(row.on), {**CORE, **row.x, "employment_causal": 0}, settings(3))
    assert not cost.any()
    assert not effect.any()


def test_wellbeing_in_work_in_place_of_leisure():
    """0.06 years at 2 points of 500 each: 60, by own years 2/3 and 1/3; to society 3/4 of it is net."""
    row = ROWS["employment"]
    model = made({"employment": {"time_is": "wellby"}})
    x = {**CORE, **row.x, "job_wellby": 2, "wtp_wellby": 500}
    _, _, items = increments(model, x, settings(3, 0.0, 0.0))
    np.testing.assert_allclose(items["own_time_at_work"], [[0] * 3, [0] * 3, [0] * 3, [-40, -20, 0]])
    np.testing.assert_allclose(items["time_at_work"], [[0] * 3, [0] * 3, [-30, -15, 0], [0] * 3])
    assert "reservation_wage_ratio" in model.idle


@pytest.mark.parametrize(("per", "years", "expected"), [
    ("offered", "first", [-80, 0, 0]),
    ("offered", "supported", [-80, -80, 0]),
    ("recipient", "first", [-40, 0, 0]),
    ("recipient", "supported", [-40, -40, 0]),
])  # fmt: skip
def test_whom_a_measured_cost_is_about(per, years, expected):
    """80 less per person offered, or per recipient, of whom there are half; once, or for two years."""
    model = made({"reach": True, "measured_cost": {"per": per, "years": years}}, support_years=2)
    x = {**CORE, **ROWS["measured_cost"].x}
    _, _, items = increments(model, x, settings(3, 0.0, 0.0))
    np.testing.assert_allclose(items["measured_cost"][0], expected)
