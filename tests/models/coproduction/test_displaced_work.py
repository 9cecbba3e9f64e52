"""Work that somebody else would have done: whole to whoever finds it, and net to society and exchequer."""

import numpy as np
import pytest

from tests.models.coproduction.making import CORE, increments, made, settings
from tests.models.coproduction.rows import ROWS

# By the row of employment, over both years: 0.06 years of work, 276 pounds of output, 138 of wages, 69 of
# leisure lost, 30 of care saved, and 60 less in benefits and more in taxes.
SEEN_BY = {
    "output": [2],
    "time_at_work": [2],
    "care_of_people_in_work": [0, 1, 2],
    "taxes_and_benefits": [1, 3],
    "taxes_and_benefits_of_others": [3],
    "wages": [3],
    "own_time_at_work": [3],
}


def of_work(displaced, **said):
    model = made({"employment": said or True})
    x = {**CORE, **ROWS["employment"].x, "job_displacement": displaced, "job_wellby": 2, "wtp_wellby": 500}
    cost, _, items = increments(model, x, settings(3, 0.0, 0.0))
    return cost, {name: values.sum(axis=1) for name, values in items.items()}


@pytest.mark.parametrize(("displaced", "expected"), [
    # All of the output but the leisure, and the care: -276 + 69 - 30; half of the care is cash: -15 - 60.
    (0, [-30, -75, -237, -9]),
    (0.5, [-15, -37.5, -118.5, -9]),
    (1, [0, 0, 0, -9]),
])  # fmt: skip
def test_what_is_displaced_is_lost_to_all_but_those_who_find_work(displaced, expected):
    """They have wages of 138 for leisure worth 69 and 60 less in benefits, whoever goes without: 9 better."""
    np.testing.assert_allclose(of_work(displaced)[0], expected, atol=1e-9)


@pytest.mark.parametrize(("displaced", "expected"), [(0, -366), (0.5, -183), (1, 0)])
def test_wellbeing_in_work_is_displaced_too(displaced, expected):
    """0.06 years at 2 points of 500 each: 60 in place of leisure, so -276 - 60 - 30; and -138 + 60 - 60."""
    cost, items = of_work(displaced, time_is="wellby")
    assert cost[2] == pytest.approx(expected, abs=1e-9)
    assert cost[3] == pytest.approx(-138)
    assert items["own_time_at_work"][3] == pytest.approx(-60)


def test_each_item_is_seen_by_those_whom_it_concerns():
    _, items = of_work(0.25)
    assert items.keys() == SEEN_BY.keys()
    for name, views in SEEN_BY.items():
        assert np.flatnonzero(items[name]).tolist() == views, name


def test_what_participants_lose_in_benefits_does_not_depend_on_who_is_displaced():
    """60, of which the exchequer keeps what it does not spend on others."""
    for displaced in (0, 0.25, 1):
        _, items = of_work(displaced)
        lost = items["taxes_and_benefits"][3] + items["taxes_and_benefits_of_others"][3]
        assert lost == pytest.approx(60)
        assert items["taxes_and_benefits"][1] == pytest.approx(-60 * (1 - displaced))
