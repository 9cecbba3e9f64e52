"""Support over several years: it costs as much in each, and the programme runs until the last ends."""

import numpy as np
import pytest

from tests.models.coproduction.making import CORE, increments, made, settings
from tests.models.coproduction.rows import ROWS

HEALTH_CARE, SOCIETY = 0, 2
PER_SUPPORTED_YEAR = {
    "published_cost": {"per": "recipient"},
    "private_costs": True,
    "unpaid_hours": True,
    "professional_time": True,
    "carers": True,
}
BY_POST = {"delivery": True, "overheads": True, "unpaid_time": True}
SPELT = {
    "engagement": 0.5, "engagement_ratio": 1, "cost_per_person": 30, "participant_expenses": 8,
    "unpaid_hours_per_recipient": 6, "volunteer_hour_value": 4, "professional_hours": 4,
    "professional_hours_floor": 1, "learning_rate": 1, "supervisor_hourly_cost": 10,
    "carers_per_recipient": 0.5, "carer_qaly_gain": 0.02, "carer_expenses": 20,
}  # fmt: skip


def undiscounted(years):
    return settings(years, 0.0, 0.0)


def of_society(on, x, recruiting, support, years=6):
    model = made(on, recruiting_years=recruiting, support_years=support)
    return increments(model, {**CORE, **x}, undiscounted(years))[2]


@pytest.mark.parametrize("support", [1, 2, 4])
@pytest.mark.parametrize("recruiting", [1, 2, 3])
def test_net_benefit_per_supported_year_does_not_depend_on_how_many_there_are(recruiting, support):
    """Half take part. A year costs a taker 30 + 8 + 24 + 40 + 10 = 112, and gives carers 0.01 QALYs."""
    on = {"reach": True, **PER_SUPPORTED_YEAR, "wellbeing": True}
    model = made(on, recruiting_years=recruiting, support_years=support)
    cost, effect, _ = increments(model, {**CORE, **ROWS["wellbeing"].x, **SPELT}, undiscounted(6))
    assert cost[SOCIETY] == pytest.approx(56 * support)
    # 0.02 by intention to treat for those offered, 0.005 for their carers.
    assert effect[SOCIETY] == pytest.approx(0.025 * support)


@pytest.mark.parametrize("support", [1, 2, 4])
def test_posts_are_paid_in_every_year_of_support(support):
    """Posts 15 per person offered, overheads 6, unpaid time 8 at 4 an hour, in every year of one cohort."""
    x = {**ROWS["delivery"].x, **ROWS["overheads"].x, "first_year_extra": 0, "volunteer_hour_value": 8}
    items = of_society(BY_POST, x, 1, support)
    totals = {name: values[SOCIETY].sum() for name, values in items.items()}
    assert totals["peers_in_post"] == pytest.approx(15 * support)
    assert totals["coordination"] + totals["premises"] == pytest.approx(6 * support)
    assert totals["unpaid_time"] == pytest.approx(8 * support)
    # 4.375 at first, and half of it in every later year for those who replace the half who leave.
    assert totals["training"] == pytest.approx(4.375 * (1 + 0.5 * (support - 1)))


# Two cohorts of two years each: the programme runs for three, and (1, 2, 1) cohorts are supported, so that
# per person offered (1/2, 1/2, 1/2) and (1/2, 1, 1/2) count. Amounts are those of the rows.
@pytest.mark.parametrize(("name", "item", "expected"), [
    ("delivery", "training", [2.1875, 1.09375, 1.09375, 0]),
    ("delivery", "peers_in_post", [7.5, 7.5, 7.5, 0]),
    ("overheads", "coordination", [3, 2, 2, 0]),
    ("overheads", "premises", [1.5, 1, 1, 0]),
    ("unpaid_time", "unpaid_time", [3, 3, 3, 0]),
    ("set_up", "set_up", [5, 0, 0, 0]),
    ("private_costs", "participants", [4, 8, 4, 0]),
    ("unpaid_hours", "unpaid_hours", [6, 12, 6, 0]),
    ("carers", "carers_expenses", [5, 10, 5, 0]),
    ("published_cost", "programme", [7.5, 15, 7.5, 0]),
    # 4, 3 and 2 + 2/3 hours as the programme learns.
    ("professional_time", "professional_time", [20, 30, 40 / 3, 0]),
    ("volunteer_wellbeing", "volunteers_wellbeing", [-0.5, -0.5, -0.5, 0]),
])  # fmt: skip
def test_a_programme_runs_until_the_last_support_ends(name, item, expected):
    found = of_society(ROWS[name].on, ROWS[name].x, 2, 2, years=4)[item]
    np.testing.assert_allclose(found[SOCIETY], expected, atol=1e-12)


@pytest.mark.parametrize(
    ("recruiting", "support", "at_once"), [(1, 1, 1), (3, 1, 1), (1, 3, 1), (2, 3, 2), (3, 2, 2), (3, 3, 3)]
)
def test_time_in_post_is_for_all_who_are_supported_at_once(recruiting, support, at_once):
    """500 hours for 100 people at 20 each: a quarter of one cohort; 10 a year for each of them."""
    found = of_society(ROWS["capacity"].on, ROWS["capacity"].x, recruiting, support)["participants"]
    assert found[SOCIETY].sum() == pytest.approx(10 * 0.25 / at_once * support)


def test_no_more_hours_are_used_than_there_are():
    """In the fullest year the takers of three cohorts use all 500 hours, in the others fewer."""
    found = of_society(ROWS["capacity"].on, ROWS["capacity"].x, 3, 3)["participants"][SOCIETY]
    # 10 pounds per taker and year; 300 people are offered support in all, at 20 hours a taker.
    np.testing.assert_allclose(found / 10 * 300 * 20, [500 / 3, 1000 / 3, 500, 1000 / 3, 500 / 3, 0])


def test_advice_is_for_all_at_first_and_later_for_those_who_are_still_supported():
    """100 for everyone offered, then 25 in two more years for the 0.4 who take the offer up."""
    found = of_society(ROWS["support"].on, ROWS["support"].x, 1, 3, years=4)
    np.testing.assert_allclose(found["support_for_uptake"][HEALTH_CARE], [100, 0, 0, 0])
    np.testing.assert_allclose(found["support_of_takers"][HEALTH_CARE], [0, 10, 10, 0])
