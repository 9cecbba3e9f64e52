"""Two clocks and the paths of effects: limits, cohorts, discounting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mcsim.models.coproduction.persistence import effect_path, fading
from mcsim.models.coproduction.time import Clock, discount_factors, over_cohorts, present_value
from tests.models.coproduction.arrays import a, by_year

PATHS = arrays(float, st.tuples(st.integers(1, 8), st.just(2)), elements=st.floats(-5, 5))


@given(PATHS, st.integers(1, 10))
def test_cohorts_are_summed_one_by_one(per_person, recruiting):
    """y_t is the sum over cohorts c <= t, of those who have joined, of x_(t - c)."""
    years = len(per_person)
    expected = [
        sum((per_person[t - c] for c in range(min(recruiting, years)) if c <= t), np.zeros(2))
        for t in range(years)
    ]
    np.testing.assert_allclose(over_cohorts(per_person, recruiting), expected, atol=1e-12)


@given(PATHS, st.integers(1, 5))
def test_cohorts_leave_what_they_are_given_as_it_is(per_person, recruiting):
    before = per_person.copy()
    over_cohorts(per_person, recruiting)
    np.testing.assert_array_equal(per_person, before)


def test_years_of_a_clock():
    """People join in years 0 and 1, and the last of them is supported in years 1, 2 and 3."""
    clock = Clock(years=5, recruiting_years=2, support_years=3)
    assert by_year(clock.running) == [1, 1, 1, 1, 0]
    assert by_year(clock.first_year) == [1, 0, 0, 0, 0]
    assert by_year(clock.supported) == [1, 1, 1, 0, 0]
    assert by_year(clock.cohorts(clock.first_year)) == [1, 1, 0, 0, 0]
    assert by_year(clock.cohorts(clock.supported)) == [1, 2, 2, 1, 0]
    assert by_year(Clock(2, 9, 9).cohorts(np.ones((2, 1)))) == [1, 2]


@pytest.mark.parametrize("years", [1, 3, 8])
@pytest.mark.parametrize("recruiting", [1, 2, 4])
@pytest.mark.parametrize("support", [1, 2, 5])
def test_a_programme_runs_as_long_as_anyone_is_supported(years, recruiting, support):
    clock = Clock(years, recruiting, support)
    supported = clock.cohorts(clock.supported)
    np.testing.assert_array_equal(clock.running, supported > 0)
    assert supported.max() == clock.cohorts_at_once


@pytest.mark.parametrize(
    ("rate", "factors"), [(0.0, [1, 1, 1]), (0.25, [1, 0.8, 0.64]), (1.0, [1, 0.5, 0.25])]
)
def test_the_first_year_is_not_discounted(rate, factors):
    np.testing.assert_allclose(discount_factors(rate, 3), factors, rtol=1e-15)
    assert present_value(np.full((3, 1), 10.0), rate)[0] == pytest.approx(10 * sum(factors))


@given(st.floats(0.02, 20), st.integers(1, 6))
def test_a_year_of_fading_is_its_mean_over_the_year(tau, years):
    """The midpoint rule over 20,000 steps of each year."""
    found = fading(a(tau), years)[:, 0]
    steps = (np.arange(20_000) + 0.5) / 20_000
    expected = [np.exp(-(year + steps) / tau).mean() for year in range(years)]
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-12)
    assert (np.diff(found) <= 0).all()


@given(st.floats(0, 20), st.floats(0, 1), st.integers(1, 4), st.integers(1, 7))
def test_an_effect_builds_up_and_then_fades(tau, kept, support, years):
    path = effect_path(a(tau), a(kept), support, years)[:, 0]
    assert path[0] == 1.0
    assert (np.diff(path[:support]) >= 0).all()
    assert (np.diff(path[support - 1 :]) <= 0).all()
    for year in range(support, years):
        assert path[year] == pytest.approx(path[support - 1] * kept ** (year - support + 1), abs=1e-12)


def test_limits_of_paths():
    assert by_year(effect_path(a(0), a(0), 2, 4)) == [1, 1, 0, 0]
    assert by_year(effect_path(a(0), a(1), 1, 4)) == [1, 1, 1, 1]
    assert by_year(effect_path(a(1e-9), a(0.5), 1, 3)) == [1, 0.5, 0.25]
    assert by_year(effect_path(a(2), a(0.5), 9, 1)) == [1]
    # A slow effect grows in proportion to time: means over its years are as 1, 3, 5.
    np.testing.assert_allclose(by_year(effect_path(a(1000), a(0), 3, 3)), [1, 3, 5], rtol=3e-3)
    assert by_year(fading(a(0), 3)) == pytest.approx([0, 0, 0], abs=1e-300)
