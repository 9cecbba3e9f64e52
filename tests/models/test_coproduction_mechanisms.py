"""Each mechanism on numbers that can be checked with pencil and paper."""

import numpy as np
import pytest

from mcsim.models.coproduction.account import (
    CARE,
    EXTRA_CARE,
    PRIVATE,
    PROGRAMME,
    TIME,
    Account,
    incremental_cost,
)
from mcsim.models.coproduction.delivery import running_cost, trained, training_cost, unpaid_time
from mcsim.models.coproduction.health import readmission_loss, wellbeing_gain
from mcsim.models.coproduction.professional_time import professional_hours
from mcsim.models.coproduction.reach import reach
from mcsim.models.coproduction.readmission import readmission_change, readmission_risk, retained
from mcsim.models.coproduction.service_use import access_rise, fading
from mcsim.models.coproduction.time import discount_factors, over_cohorts, present_value


def one(value):
    return np.array([float(value)])


def test_reach_is_demand_where_the_peers_have_time():
    found = reach(one(100), one(0.5), one(1), one(2), one(1000), one(20))
    assert (found.recipients[0], found.delivered[0]) == (50.0, 1.0)


def test_reach_is_capacity_where_they_have_not():
    found = reach(one(300), one(0.5), one(1), one(2), one(500), one(20))
    assert found.recipients[0] == 50.0
    assert found.delivered[0] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    "nothing", [{"offered": 0}, {"trial_engagement": 0}, {"engagement_ratio": 0}, {"peers": 0}]
)
def test_nothing_is_delivered_where_there_is_nobody(nothing):
    given = {"offered": 300, "trial_engagement": 0.5, "engagement_ratio": 1, "peers": 2}
    given |= {"hours_per_peer": 500, "hours_per_recipient": 20} | nothing
    found = reach(**{name: one(value) for name, value in given.items()})
    assert (found.recipients[0], found.delivered[0]) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("ratio", "recipients", "delivered"), [(0.5, 25, 0.5), (1, 50, 1), (1.5, 75, 1), (3, 100, 1)]
)
def test_effects_shrink_with_engagement_and_never_exceed_the_trials(ratio, recipients, delivered):
    found = reach(one(100), one(0.5), one(ratio), one(9), one(1000), one(20))
    assert (found.recipients[0], found.delivered[0]) == (recipients, delivered)


def test_training_replaces_leavers_and_those_who_drop_out():
    assert trained(one(6), one(0.5), one(0.25), years=3).tolist() == [[8.0, 4.0, 4.0]]


def test_training_pays_the_peers_own_time_only_where_it_is_paid():
    assert training_cost(one(1000), one(10), one(40), one(1))[0] == 1000 + 10 * 7.5 * 40
    assert training_cost(one(1000), one(10), one(40), one(0))[0] == 1000


def test_peers_in_post_are_paid_and_supervised():
    # 2 x 500 h x (40 + 0.1 x 60) + 2 x 150
    assert running_cost(one(2), one(500), one(40), one(1), one(0.1), one(60), one(150))[0] == 46_300
    # Unpaid, supervision and expenses remain.
    assert running_cost(one(2), one(500), one(40), one(0), one(0.1), one(60), one(150))[0] == 6_300


def test_unpaid_time_is_nothing_where_all_is_paid():
    assert unpaid_time(one(2), one(500), one(1), one(6))[0] == 0.0
    assert unpaid_time(one(2), one(500), one(0), one(6))[0] == 6000.0


def test_professionals_learn_towards_a_floor():
    hours = professional_hours(one(100), one(4), one(0.25), one(1), years=4)
    assert hours[0].tolist() == pytest.approx([4, 1 + 3 / 2, 1 + 3 / 3, 1 + 3 / 4])
    assert professional_hours(one(0), one(4), one(0.25), one(1), years=4).sum() == 0.0


def test_fading_is_the_mean_over_the_year():
    tau = 0.75
    fine = np.exp(-(np.arange(200_000) + 0.5) / 100_000 / tau).reshape(2, -1).mean(axis=1)
    assert fading(one(tau), years=2)[0] == pytest.approx(fine, rel=1e-9)


def test_the_rise_has_either_sign():
    assert access_rise(one(0.1), one(1), one(1000), years=1)[0, 0] == pytest.approx(100 * (1 - np.exp(-1)))
    assert access_rise(one(-0.1), one(1), one(1000), years=1)[0, 0] < 0


def test_readmissions_by_year():
    risk = readmission_risk(one(0.4), one(0.5), years=3)
    assert risk.tolist() == [[0.4, 0.2, 0.2]]
    change = readmission_change(risk, one(0.81), one(0.5), one(1))
    # 0.81 in the first year, 0.81 ** 0.5 = 0.9 in the second.
    assert change[0, :2].tolist() == pytest.approx([0.4 * (0.81 - 1), 0.2 * (0.9 - 1)])


def test_a_trials_average_is_returned_as_its_first_year():
    """The published 12-month relative risk holds exactly over the recruit's first year."""
    risk = readmission_risk(one(0.384), one(0.6), years=5)
    change = readmission_change(risk, one(0.882), one(0.65), one(1))
    assert (risk[0, 0] + change[0, 0]) / risk[0, 0] == pytest.approx(0.882)


def test_half_the_hours_give_half_the_effect():
    risk = readmission_risk(one(0.4), one(0.5), years=2)
    whole = readmission_change(risk, one(0.8), one(0.5), one(1))
    assert readmission_change(risk, one(0.8), one(0.5), one(0.5)) == pytest.approx(0.5 * whole)


def test_effects_fade_with_the_persistence():
    assert retained(one(0.5), years=3).tolist() == [[1.0, 0.5, 0.25]]
    assert retained(one(0.0), years=3).tolist() == [[1.0, 0.0, 0.0]]


def test_health():
    assert wellbeing_gain(one(0.2), one(0.05), one(0.5), one(1), years=2)[0].tolist() == pytest.approx(
        [0.01, 0.005]
    )
    assert readmission_loss(np.array([[-0.1, 0.02]]), one(0.05))[0].tolist() == pytest.approx([0.005, -0.001])


def test_a_recruit_of_any_year_goes_through_the_same_years():
    person = np.array([[5.0, 3.0, 1.0, 0.5]])
    alone = over_cohorts(person, recruiting_years=1)
    assert alone.tolist() == person.tolist()
    three = over_cohorts(person, recruiting_years=3)
    assert three.tolist() == [[5.0, 8.0, 9.0, 4.5]]


def test_recruiting_beyond_the_horizon_adds_nothing():
    person = np.array([[5.0, 3.0]])
    assert over_cohorts(person, recruiting_years=9).tolist() == [[5.0, 8.0]]


def test_discounting():
    assert discount_factors(0.035, years=3).tolist() == pytest.approx([1, 1 / 1.035, 1 / 1.035**2])
    assert present_value(np.array([[1.0, 1.0, 1.0]]), 0.0).tolist() == [3.0]


def test_perspectives_are_masks_on_one_account():
    account = Account(
        costs={
            "wages": (PROGRAMME, np.array([[100.0]])),
            "beds": (CARE, np.array([[-80.0]])),
            "visits": (EXTRA_CARE, np.array([[8.0]])),
            "hours": (TIME, np.array([[7.0]])),
            "fares": (PRIVATE, np.array([[3.0]])),
        },
        qalys={},
    )
    found = {
        view: float(incremental_cost(account, view, one(0.25), 0.0)[0])
        for view in ("health_and_social_care", "public_sector", "societal")
    }
    assert found == {"health_and_social_care": 28.0, "public_sector": 88.0, "societal": 38.0}
