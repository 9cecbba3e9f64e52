"""The composed model: limits, signs and sums that must hold whatever the evidence says."""

from types import SimpleNamespace

import numpy as np
import pytest

from mcsim.config.load import load
from mcsim.errors import DrawsRefused
from mcsim.evaluation.prepare import prepare
from mcsim.models.check import check_model
from mcsim.models.coproduction.model import Coproduction

N = 500
NO_EFFECT = {"readmission_relative_risk": 1.0, "wellbeing_effect": 0.0, "short_term_uplift": 0.0}
HEALTH, PUBLIC, SOCIETAL = 0, 1, 2
FACTORS = 1.035 ** -np.arange(5.0)
IN_HEALTH_CARE = ("programme", "care", "extra_care")
BY_HAND = {
    "people_offered": 100,
    "engagement": 0.5,
    "engagement_ratio": 1,
    "inpatient_share": 0.8,
    "hours_per_recipient": 20,
    "peers_in_post": 1,
    "hours_per_peer": 1000,
    "peer_hourly_cost": 30,
    "paid_share": 1,
    "training_cost_per_peer": 1000,
    "training_days": 10,
    "peer_turnover": 0.5,
    "supervision_ratio": 0.1,
    "supervisor_hourly_cost": 50,
    "expenses_per_peer": 200,
    "setup_cost": 5000,
    "professional_hours": 2,
    "professional_hours_floor": 0.5,
    "learning_rate": 0.2,
    "readmission_probability": 0.4,
    "later_readmission_ratio": 0.5,
    "readmission_relative_risk": 0.75,
    "effect_persistence": 0.5,
    "length_of_stay": 30,
    "bed_day_cost": 500,
    "short_term_uplift": 0.1,
    "uplift_decay_years": 1,
    "gp_contacts": 10,
    "gp_contact_cost": 40,
    "community_contacts": 20,
    "community_contact_cost": 100,
    "wellbeing_effect": 0.1,
    "utility_per_sd": 0.05,
    "readmission_qaly_loss": 0.04,
    "baseline_utility": 0.6,
    "cashability": 0.5,
    "participant_expenses": 12,
}


@pytest.fixture(scope="module")
def sampled(peer_support):
    return prepare(load(peer_support)).work.source(0, N)


def settings(horizon=5, costs=0.035, effects=0.035):
    return SimpleNamespace(horizon=horizon, discount_rates=SimpleNamespace(costs=costs, effects=effects))


def increments(inputs, model=None, **changed):
    given = {**inputs, **{name: np.full(N, float(value)) for name, value in changed.items()}}
    found = (model or Coproduction()).evaluate(given, settings(), np.arange(N))
    return tuple(found[name][:, 1] - found[name][:, 0] for name in ("cost", "effect"))


def test_it_keeps_the_contract(sampled):
    assert check_model(Coproduction()) == []
    assert check_model(Coproduction(), sampled, settings()) == []


def test_without_effects_only_the_programme_is_paid(sampled):
    cost, effect = increments(sampled, **NO_EFFECT)
    account = Coproduction().account({**sampled, **{k: np.full(N, v) for k, v in NO_EFFECT.items()}}, 5)
    assert np.abs(effect).max() < 1e-12
    assert np.abs(account.costs["readmissions"][1]).max() == 0.0
    assert np.abs(account.costs["access_to_services"][1]).max() == 0.0
    paid = sum(per_year * FACTORS for kind, per_year in account.costs.values() if kind == "programme").sum(
        axis=1
    )
    assert cost[:, HEALTH] == pytest.approx(paid / (3 * sampled["people_offered"]), rel=1e-7)
    assert cost[:, PUBLIC] == pytest.approx(cost[:, HEALTH], rel=1e-9)


def test_no_peers_and_nobody_reached_costs_the_set_up(sampled):
    cost, effect = increments(sampled, peers_in_post=0, engagement=0)
    expected = sampled["setup_cost"] / (3 * sampled["people_offered"])
    assert cost[:, HEALTH] == pytest.approx(expected, rel=1e-7)
    assert np.abs(effect).max() < 1e-12


def test_nobody_reached_but_peers_in_post_are_still_paid(sampled):
    nobody, _ = increments(sampled, engagement=0)
    empty, _ = increments(sampled, engagement=0, peers_in_post=0)
    assert (nobody[:, HEALTH] > empty[:, HEALTH] + 100).all()


def test_a_programme_offered_to_nobody_is_refused(sampled):
    with pytest.raises(DrawsRefused, match="nobody is offered"):
        increments(sampled, people_offered=0)


def test_half_the_engagement_gives_half_the_effect(sampled):
    """With hours enough for all, what intention to treat promises scales with engagement."""
    _, whole = increments(sampled, hours_per_recipient=1, effect_persistence=0)
    _, half = increments(sampled, hours_per_recipient=1, effect_persistence=0, engagement_ratio=0.5)
    assert half[:, HEALTH] == pytest.approx(0.5 * whole[:, HEALTH], abs=1e-12)


def test_costs_are_signed(sampled):
    better, _ = increments(sampled, readmission_relative_risk=0.6)
    worse, _ = increments(sampled, readmission_relative_risk=1.4)
    assert (better[:, HEALTH] < worse[:, HEALTH]).all()
    assert better[:, HEALTH].mean() < 0 < worse[:, HEALTH].mean()


def test_public_sector_counts_no_health_and_cashable_savings_only(sampled):
    whole, effect = increments(sampled, cashability=1)
    none, _ = increments(sampled, cashability=0)
    extra, _ = increments(sampled, readmission_relative_risk=1)
    assert whole[:, PUBLIC] == pytest.approx(whole[:, HEALTH])
    assert none[:, PUBLIC] == pytest.approx(extra[:, HEALTH], rel=1e-7)
    assert np.abs(effect[:, PUBLIC]).max() == 0.0


def test_societal_adds_unpaid_time_and_private_expenses_only(sampled):
    cost, effect = increments(sampled, paid_share=0.5)
    assert (cost[:, SOCIETAL] > cost[:, HEALTH]).all()
    assert effect[:, SOCIETAL] == pytest.approx(effect[:, HEALTH])
    same, _ = increments(sampled, paid_share=1, participant_expenses=0)
    assert same[:, SOCIETAL] == pytest.approx(same[:, HEALTH], abs=1e-9)


def test_without_discounting_totals_are_plain_sums(sampled):
    model = Coproduction()
    found = model.evaluate(sampled, settings(costs=0.0, effects=0.0), np.arange(N))
    account = model.account(sampled, 5)
    total = sum(per_year.sum(axis=1) for kind, per_year in account.costs.values() if kind in IN_HEALTH_CARE)
    increment = found["cost"][:, 1, HEALTH] - found["cost"][:, 0, HEALTH]
    assert increment == pytest.approx(total / (3 * sampled["people_offered"]), rel=1e-6, abs=1e-6)


def test_totals_equal_the_account_to_rounding(sampled):
    """A ledger in increments agrees with the totals within 1e-9 of the cost."""
    model = Coproduction()
    found = model.evaluate(sampled, settings(), np.arange(N))
    account = model.account(sampled, 5)
    items = sum(
        (per_year * FACTORS).sum(axis=1)
        for kind, per_year in account.costs.values()
        if kind in IN_HEALTH_CARE
    )
    increment = found["cost"][:, 1, HEALTH] - found["cost"][:, 0, HEALTH]
    error = np.abs(increment - items / (3 * sampled["people_offered"]))
    assert (error <= 1e-9 * np.abs(found["cost"][:, 1, HEALTH])).all()


def test_impossible_probabilities_are_refused_with_their_draws(sampled):
    given = dict(sampled)
    given["readmission_relative_risk"] = np.where(
        np.arange(N) == 7, 9.0, sampled["readmission_relative_risk"]
    )
    with pytest.raises(DrawsRefused, match="above 1") as refused:
        Coproduction().evaluate(given, settings(), np.arange(100, 100 + N))
    assert refused.value.draws == [107]


def test_by_hand_with_every_input_a_round_number():
    """One person-year worked out with pencil and paper.

    100 offered, half engage, 50 recipients of 20 h fill 1 peer x 1000 h. Pay 1000 x 30 = 30,000; supervision
    0.1 x 1000 x 50 = 5,000; expenses 200; training 1 x (1000 + 10 x 7.5 x 30) = 3,250; set-up 5,000;
    professionals 50 x 2 x 50 = 5,000: 48,450 in all, or 484.50 per person offered.
    Readmissions 0.4 x (0.75 - 1) = -0.1, x 0.8 x 30 days x 500 = -1,200 a person. Access: 10 x 40 +
    20 x 100 = 2,400 a year x 0.1 x (1 - 1/e) over the first year, per recipient: half of 151.71.
    QALYs: 0.1 x 0.05 + 0.1 x 0.04 = 0.009.
    """
    values = dict.fromkeys(Coproduction.inputs, 0.0) | BY_HAND
    inputs = {name: np.array([float(value)]) for name, value in values.items()}
    found = Coproduction(recruiting_years=1).evaluate(inputs, settings(horizon=1), np.array([0]))
    rise = 0.5 * 0.1 * 2400 * (1 - np.exp(-1))
    usual = 0.4 * 0.8 * 30 * 500 + 2400
    assert found["cost"][0, 0].tolist() == pytest.approx([usual] * 3)
    increment = found["cost"][0, 1] - found["cost"][0, 0]
    in_health_care = 484.5 - 1200 + rise
    cash = 484.5 - 0.5 * 1200 + rise
    assert increment.tolist() == pytest.approx([in_health_care, cash, in_health_care + 0.5 * 12])
    assert found["effect"][0, 0].tolist() == pytest.approx([0.6 - 0.4 * 0.04] * 3)
    assert (found["effect"][0, 1] - found["effect"][0, 0]).tolist() == pytest.approx([0.009, 0.0, 0.009])


@pytest.mark.parametrize("years", [0, -1, 1.5, True, "3"])
def test_recruiting_years_must_be_a_whole_number(years):
    with pytest.raises(ValueError, match="recruiting_years"):
        Coproduction(recruiting_years=years)
