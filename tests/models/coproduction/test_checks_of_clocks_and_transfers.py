"""The checks that any engine for co-production should pass, continued: of transfers, means and clocks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcsim.models.coproduction.model import Coproduction
from mcsim.models.coproduction.persistence import effect_path
from mcsim.models.coproduction.responders import gain_of_responders
from tests.models.coproduction.making import CORE, NAME, increments, made, settings
from tests.models.coproduction.rows import ROWS

HEALTH, SOCIETY = 0, 2
ONE_YEAR = settings(years=1, costs=0.0, effects=0.0)


def undiscounted(years):
    return settings(years=years, costs=0.0, effects=0.0)


@pytest.mark.parametrize(
    ("name", "transfer"), [("employment", "job_flowback"), ("problem_solving", "benefit_income_gained")]
)
def test_09_society_is_indifferent_to_transfers(name, transfer):
    row = ROWS[name]
    once, twice = (
        increments(made(row.on), {**CORE, **row.x, transfer: factor * row.x[transfer]}, settings(3))
        for factor in (1, 2)
    )
    for one, other in zip(once[:2], twice[:2], strict=True):
        assert one[SOCIETY] == other[SOCIETY]
    assert once[0][1] != twice[0][1]
    assert once[0][3] != twice[0][3]


@pytest.mark.parametrize(("recruiting", "years"), [(1, 1), (3, 6)])
def test_10_a_rise_that_is_worth_its_cost_nets_to_nothing(recruiting, years):
    """With all of it appropriate, valued at what a QALY of use costs, and one discount rate for both."""
    row = ROWS["appropriateness"]
    model = made(row.on, recruiting_years=recruiting)
    x = {**CORE, **row.x, "uplift_appropriate_share": 1, "cost_per_qaly_of_use": 25_000}
    cost, effect, _ = increments(model, x, settings(years))
    assert cost[HEALTH] > 4
    assert 25_000 * effect[HEALTH] - cost[HEALTH] == pytest.approx(0, abs=1e-9 * cost[HEALTH])
    # Neither at another value of a QALY, nor in part, nor at two rates over several years.
    assert abs(20_000 * effect[HEALTH] - cost[HEALTH]) > 1
    cost, effect, _ = increments(model, {**x, "uplift_appropriate_share": 0.5}, settings(years))
    assert 25_000 * effect[HEALTH] - cost[HEALTH] < -1
    cost, effect, _ = increments(model, x, settings(years, effects=0.015))
    assert (25_000 * effect[HEALTH] - cost[HEALTH] > 0.01) == (years > 1)


@given(st.floats(0.01, 1), st.floats(0, 1), st.floats(-0.1, 0.1), st.floats(0, 0.5))
def test_11_responders_leave_the_mean_as_it_is(gaining, rest, mean, harm):
    """pi * e_gain - pi_h * e_harm = e, whatever the shares."""
    harmed = (1 - gaining) * rest
    each = [np.array([value]) for value in (mean, gaining, harmed, harm)]
    gain = float(gain_of_responders(*each)[0])
    assert gaining * gain - harmed * harm == pytest.approx(mean, abs=1e-12)
    row, model = ROWS["wellbeing"], made({"wellbeing": True, "responders": True}, support_years=2)
    x = {"responder_share": gaining, "harmed_share": harmed, "harm": harm, "leaving_share": 0}
    _, effect, _ = increments(model, {**CORE, **row.x, **x}, undiscounted(2))
    assert effect[HEALTH] == pytest.approx(0.04)


def test_12_a_recruit_of_the_fourth_year_shows_the_same_rise_as_one_of_the_first():
    """The fourth cohort is what a programme of four years has over one of three."""
    row, years = ROWS["short_term_rise"], 7

    def rise(recruiting):
        model = made(row.on, recruiting_years=recruiting)
        items = increments(model, {**CORE, **row.x}, undiscounted(years))[2]
        return recruiting * items["gp_rise"][HEALTH]

    first, fourth = rise(1), rise(4) - rise(3)
    np.testing.assert_allclose(fourth[3:], first[:4], rtol=1e-9)
    np.testing.assert_allclose(fourth[:3], 0, atol=1e-9)
    # 10 pounds at once, with a half-life of a year: 5, 2.5, 1.25 and 0.625.
    np.testing.assert_allclose(first[:4], [5, 2.5, 1.25, 0.625])


@given(st.floats(0.01, 20), st.floats(0, 1), st.integers(1, 4))
def test_13_a_trials_average_is_returned_over_the_first_year(tau, kept, support):
    """However slowly the effect builds up: 0.02 QALYs, and 0.4 * (1 - 0.25) = 0.3 readmissions fewer."""
    path = effect_path(np.array([tau]), np.array([kept]), support, years=5)
    assert path[0, 0] == 1.0
    assert (np.diff(path[:support, 0]) >= 0).all()
    on = {"build_up": True, "persistence": True, "wellbeing": True, "readmission": True}
    x = {**ROWS["wellbeing"].x, **ROWS["readmission"].x, "build_up_years": tau, "effect_persistence": kept}
    x["readmission_relative_risk"] = 0.25
    _, _, items = increments(Coproduction({NAME: {"mechanisms": on}}), {**CORE, **x}, ONE_YEAR)
    assert items["wellbeing"][HEALTH, 0] == pytest.approx(0.02, rel=1e-12)
    assert items["readmissions"][HEALTH, 0] == pytest.approx(-300, rel=1e-12)
