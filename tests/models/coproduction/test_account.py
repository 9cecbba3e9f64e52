"""The account as such: what the exchequer pays where care costs more, and frees where it costs less."""

import numpy as np
import pytest

from mcsim.models.coproduction.account import (
    CARE,
    EXTRA_CARE,
    HEALTH_AND_SOCIAL_CARE,
    PROGRAMME,
    PUBLIC_SECTOR,
    SOCIETAL,
    Line,
    ledger,
    totals,
)
from tests.models.coproduction.making import CORE, increments, made, run, settings
from tests.models.coproduction.rows import ROWS

X = {
    "cashability": np.array([0.5]),
    "health_payer_share": np.array([1.0]),
    "other_public_payer_share": np.array([0.0]),
}


def line(kind, item, amount, *years):
    return Line("readmission", item, kind, np.array(amount), np.array(years, dtype=float)[:, np.newaxis])


def exchequer(lines, rate, n=1):
    """Total, and by item and year, to the exchequer."""
    rates = {"cost": rate, "effect": 0.0}
    by_item = ledger(lines, [each.item for each in lines], [PUBLIC_SECTOR], rates, X, n)
    total = totals(lines, rates, X)["cost"]
    np.testing.assert_allclose(by_item.sum(axis=(2, 3))[:, 0], total[PUBLIC_SECTOR])
    return total[PUBLIC_SECTOR], by_item[:, 0]


@pytest.mark.parametrize(
    ("rate", "by_year"),
    [
        # 10 saved and 12 more a year later: 2 more, paid in full.
        (0.0, [-10, 12]),
        # At 25 % the 12 are worth 9.6, so that 0.4 is saved, of which a half is cash.
        (0.25, [-5, 4.8]),
    ],
)
def test_what_decides_is_the_discounted_total(rate, by_year):
    total, items = exchequer([line(CARE, "beds", [1.0], -10, 12)], rate)
    np.testing.assert_allclose(items[0, 0], by_year)
    assert total[0] == pytest.approx(sum(by_year))


def test_each_draw_is_judged_by_itself():
    total, items = exchequer([line(CARE, "beds", [-1.0, 0.0, 1.0], 10, 6)], 0.0, n=3)
    np.testing.assert_allclose(total, [-8, 0, 16])
    np.testing.assert_allclose(items[:, 0], [[-5, -3], [0, 0], [10, 6]])


def test_one_item_that_costs_more_does_not_make_up_for_another_that_saves():
    """20 saved on one is 10 in cash, 15 more on the other is 15: 5 more to pay, though care costs 5 less."""
    lines = [line(CARE, "beds", [1.0], -20), line(CARE, "visits", [1.0], 15)]
    total, _ = exchequer(lines, 0.0)
    assert total[0] == pytest.approx(5)
    found = totals(lines, {"cost": 0.0, "effect": 0.0}, X)["cost"]
    assert found[HEALTH_AND_SOCIAL_CARE][0] == found[SOCIETAL][0] == pytest.approx(-5)


@pytest.mark.parametrize("kind", [EXTRA_CARE, PROGRAMME])
def test_other_kinds_are_paid_in_full_whichever_sign(kind):
    assert exchequer([line(kind, "other", [1.0], -20)], 0.0)[0][0] == pytest.approx(-20)


def test_draws_of_the_whole_model_that_save_and_that_cost():
    """RR 0.25 and 1.75 at 0.4: 0.3 fewer and more readmissions at 1000 pounds."""
    row = ROWS["readmission"]
    x = {**CORE, **row.x, "readmission_relative_risk": np.array([0.25, 1.75])}
    cost = run(made(row.on), x, settings(1, 0.0, 0.0))["cost"]
    np.testing.assert_allclose((cost[:, 1] - cost[:, 0])[:, 1], [-150, 300])


def test_a_saving_and_a_rise_beside_each_other_in_one_programme():
    """50 less on attendances is 25 in cash; 5 % more admissions cost 50 more, in full."""
    row = ROWS["long_term_saving"]
    cost, _, _ = increments(made(row.on), {**CORE, **row.x, "ae_reduction": 0.25}, settings(1, 0.0, 0.0))
    np.testing.assert_allclose(cost, [0, 25, 0, 0], atol=1e-12)
