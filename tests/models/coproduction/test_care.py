"""Use of services, readmissions, states and parts: limits, signs, and two paths that must agree."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mcsim.models.coproduction.activation import activation_reduction
from mcsim.models.coproduction.prevention import (
    PREVENTION_STATES,
    course,
    hazard_ratio,
    state_qalys,
    with_hazard_ratio,
)
from mcsim.models.coproduction.readmission import readmission_change
from mcsim.models.coproduction.reinforcement import (
    maturity,
    pairs_in_place,
    parts_alone,
    parts_together,
)
from mcsim.models.coproduction.service_use import appropriate_use, rise_cost, saving, stay_saving
from mcsim.models.coproduction.targeting import targeted
from tests.models.coproduction.arrays import a, by_year
from tests.models.coproduction.making import CORE, increments, made, settings
from tests.models.coproduction.rows import ROWS

SHARE = st.floats(0, 1)
PROBABILITY = st.floats(0.01, 0.95)


def test_signs_of_use():
    """A reduction saves, a negative one costs; a rise costs, a negative one saves."""
    assert saving(a(0.07), a(1000))[0] == pytest.approx(-70)
    assert saving(a(-0.07), a(1000))[0] == pytest.approx(70)
    assert rise_cost(a(-0.1), a(1000))[0] == pytest.approx(-100)
    assert appropriate_use(a(0.5), a(-200), a(20_000))[0] == pytest.approx(-0.005)
    assert activation_reduction(a(-0.1), a(0.5), a(0.5))[0] == pytest.approx(-0.025)


def test_shorter_stays_of_those_still_admitted():
    """0.5 admissions, a fifth avoided at full effect: 0.4 * 10 * 0.1 * 400, then 0.45 * 10 * 0.05 * 400."""
    found = stay_saving(a(0.5), np.array([[1.0], [0.5]]), a(0.2), a(10), a(0.1), a(400))
    assert by_year(found) == pytest.approx([-160, -90])
    assert by_year(stay_saving(a(0.5), np.ones((1, 1)), a(1), a(10), a(0.1), a(400))) == pytest.approx([0])


@given(st.floats(0, 0.6), st.floats(0.05, 1.6), st.floats(0.1, 4))
def test_targeting_the_population_alike_changes_nothing(people, use, effect):
    assume(people * use < 0.99)
    assert targeted(a(people), a(people), a(use), a(effect))[0] == pytest.approx(1)


@given(st.floats(0.01, 0.3), SHARE, st.floats(1.01, 3))
def test_effects_that_are_alike_follow_use(people, offered, use):
    """With the same proportional change in all, the people offered count by what they use."""
    found = targeted(a(people), a(offered), a(use), a(1))[0]
    low_use = (1 - people * use) / (1 - people)
    assert found == pytest.approx(offered * use + (1 - offered) * low_use)


@given(PROBABILITY, st.floats(0.05, 1))
def test_prevention_and_readmission_agree_on_the_first_year(probability, ratio):
    """The same relative risk at the same baseline: as many fewer crises as readmissions in the first year."""
    fewer = readmission_change(a(probability)[np.newaxis], np.log(a(ratio))[np.newaxis])[0, 0]
    x = {name: a(value) for name, (_, value) in PREVENTION_STATES.quantities.items()}
    x |= {"initially_escalating": a(1), "p_crisis": a(probability)}
    log_ratio = np.log(hazard_ratio(a(ratio), a(probability)))[np.newaxis]
    crises = course(x, log_ratio).entries[0, 0] - course(x, np.zeros((1, 1))).entries[0, 0]
    assert crises == pytest.approx(fewer, rel=1e-9, abs=1e-12)
    assert crises == pytest.approx(probability * (ratio - 1), rel=1e-9, abs=1e-12)


@given(PROBABILITY, st.floats(0.01, 1.04))
def test_a_hazard_ratio_takes_the_risk_to_where_the_trial_saw_it(probability, ratio):
    log_ratio = np.log(hazard_ratio(a(ratio), a(probability)))
    assert with_hazard_ratio(a(probability), log_ratio)[0] == pytest.approx(probability * ratio)


def test_a_relative_risk_is_no_hazard_ratio():
    """0.5 of 0.75 is 0.375: ln(0.625) / ln(0.25) = 0.339; for a rare event they are alike."""
    assert hazard_ratio(a(0.5), a(0.75))[0] == pytest.approx(0.339, abs=0.0005)
    assert hazard_ratio(a(0.5), a(1e-6))[0] == pytest.approx(0.5, abs=1e-6)
    assert hazard_ratio(a(1), a(0.3))[0] == 1


MOVES = (
    "p_escalate",
    "p_settle",
    "p_crisis",
    "p_recover",
    "p_die_stable",
    "p_die_escalating",
    "p_die_crisis",
)


@given(st.lists(st.floats(0, 0.3), min_size=7, max_size=7), SHARE, st.floats(-1, 0))
def test_nobody_appears_in_or_vanishes_from_the_states_but_by_death(moves, escalating, log_ratio):
    x = {name: a(value) for name, (_, value) in PREVENTION_STATES.quantities.items()}
    x |= {"initially_escalating": a(escalating)} | {
        name: a(value) for name, value in zip(MOVES, moves, strict=True)
    }
    found = course(x, np.full((6, 1), log_ratio))
    means = np.array([found.stable, found.escalating, found.crisis])[:, :, 0]
    before = np.array([1 - escalating, escalating, 0.0])
    for mean in means.T:
        # A year's mean is of its beginning and its end.
        after = 2 * mean - before
        assert (after >= -1e-12).all()
        assert after.sum() == pytest.approx(before.sum() - before @ moves[4:], abs=1e-12)
        before = after


def test_people_who_have_died_have_no_qalys():
    """Half of those who are stable die each year, so 3/4 and 3/8 in the mean of a year, at 0.8 each."""
    x = {name: a(value) for name, (_, value) in PREVENTION_STATES.quantities.items()}
    x |= {"p_die_stable": a(0.5), "utility_stable": a(0.8)}
    assert by_year(state_qalys(course(x, np.zeros((2, 1))), x)) == pytest.approx([0.6, 0.3])


@given(st.lists(SHARE, min_size=5, max_size=5), st.floats(-0.5, 0.9))
def test_parts_alone_lie_between_nothing_and_all(coverage, whole):
    found = parts_alone([a(each) for each in coverage], a(whole))[0]
    low, high = min(0, whole), max(0, whole)
    assert low - 1e-12 <= found <= high + 1e-12
    assert parts_alone([a(1)] * 5, a(whole))[0] == pytest.approx(whole, abs=1e-12)
    assert parts_alone([a(0)] * 5, a(whole))[0] == 0


@pytest.mark.parametrize(("number", "pairs"), [(0, 0), (1, 0), (2, 0.1), (3, 0.3), (4, 0.6), (5, 1)])
def test_pairs_in_place(number, pairs):
    assert pairs_in_place([a(position < number) for position in range(5)])[0] == pytest.approx(pairs)


@given(st.floats(0.2, 20))
def test_reinforcement_grows_from_nothing_to_all(midpoint):
    found = maturity(a(midpoint), 200)[:, 0]
    assert found[0] == 0
    assert (np.diff(found) >= 0).all()
    assert found[-1] == pytest.approx(1, abs=1e-6)


def test_overlap_saves_less_together_than_apart():
    assert parts_together(a(0.07), a(-0.2), a(0.13), a(1), np.ones((1, 1)))[0, 0] == pytest.approx(0.044)


def test_more_readmissions_cost_and_harm():
    """0.2 more than 0.4 at RR 1.5: 200 pounds, which the exchequer pays in full, and 0.02 QALYs lost."""
    row = ROWS["readmission"]
    x = {**CORE, **row.x, "readmission_relative_risk": 1.5}
    cost, effect, _ = increments(made(row.on), x, settings(1, 0.0, 0.0))
    np.testing.assert_allclose(cost, [200, 200, 200, 0])
    np.testing.assert_allclose(effect, [-0.02, 0, -0.02, -0.02])
