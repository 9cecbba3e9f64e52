"""Usual care: levels without the programme, the same whichever strategy says them and in whatever order."""

import numpy as np
import pytest

from mcsim.models.coproduction.model import Coproduction
from tests.models.coproduction.making import CORE, run, settings
from tests.models.coproduction.rows import ROWS

HOW = settings(years=2, costs=0.0, effects=0.0)
HEALTH_CARE = 0


def levels(on, x):
    found = run(Coproduction({name: {"mechanisms": each} for name, each in on.items()}), {**CORE, **x}, HOW)
    return found["cost"][0, 0], found["effect"][0, 0]


def test_what_is_used_without_the_programme():
    """Two years of 2 attendances at 100 and half an admission at 2000; 0.7 QALYs a year."""
    row = ROWS["long_term_saving"]
    cost, effect = levels({"a": row.on}, row.x)
    np.testing.assert_allclose(cost, [2400, 2400, 2400, 0])
    np.testing.assert_allclose(effect, [1.4, 0, 1.4, 1.4])


def test_readmissions_of_usual_care():
    """0.4 and 0.2 readmissions at 1000 pounds and 0.1 QALYs each."""
    row = ROWS["readmission"]
    cost, effect = levels({"a": row.on}, row.x)
    assert cost[HEALTH_CARE] == pytest.approx(600)
    assert effect[HEALTH_CARE] == pytest.approx(1.4 - 0.06)


def test_states_of_usual_care():
    """1/4 and 5/8 in crisis in the mean of a year, at 1000 and 0.2 QALYs, the others at 100 and 0.6.

    At the beginning and the end of each year 0, 1/2 and 3/4 are in crisis, and the others in escalation.
    """
    row = ROWS["prevention"]
    cost, effect = levels({"a": row.on}, row.x)
    assert cost[HEALTH_CARE] == pytest.approx(250 + 75 + 625 + 37.5)
    assert effect[HEALTH_CARE] == pytest.approx(0.05 + 0.45 + 0.125 + 0.225)


@pytest.mark.parametrize("name", ["readmission", "reinforcement", "long_term_saving", "short_term_rise"])
def test_the_order_of_strategies_does_not_matter(name):
    row, other = ROWS[name], ROWS["wellbeing"]
    x = {**row.x, **other.x}
    one = levels({"a": row.on, "b": other.on}, x)
    np.testing.assert_array_equal(one, levels({"b": other.on, "a": row.on}, x))
    np.testing.assert_array_equal(one, levels({"a": row.on}, x))


def test_utility_counts_once_beside_the_states_of_prevention():
    """One strategy tells states apart, the other takes the baseline utility: two years of one of them.

    With states 0.2 * (1/4 + 5/8) + 0.6 * (3/4 + 3/8) = 0.85, without them 2 * 0.7.
    """
    row, other = ROWS["prevention"], ROWS["wellbeing"]
    on, x = {"a": row.on, "b": other.on}, {**row.x, **other.x}
    assert levels(on, x)[1][HEALTH_CARE] == pytest.approx(0.85)
    assert levels(dict(reversed(on.items())), x)[1][HEALTH_CARE] == pytest.approx(1.4)
