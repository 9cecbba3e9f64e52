"""Metalog: through given quantiles, and never with a quantile function that falls."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from distributions.build import build
from distributions.error import ParameterError
from distributions.numerics.metalog_terms import Terms
from distributions.table import Metalog

ENDS = [{}, {"min": 0}, {"max": 12}, {"min": 0, "max": 12}]


@pytest.mark.parametrize("ends", ENDS, ids=str)
@pytest.mark.parametrize(
    "quantiles",
    [
        {0.1: 3, 0.9: 9},
        {0.1: 3, 0.5: 5, 0.9: 9},
        {0.9: 9, 0.5: 5, 0.25: 4, 0.1: 3},
        {0.05: 2.5, 0.25: 4, 0.5: 5, 0.75: 6.4, 0.95: 9.5},
    ],
    ids=len,
)
def test_goes_through_its_quantiles(quantiles, ends):
    family = build("metalog", {"quantiles": quantiles, **ends})
    assert len(family.coefficients) == len(quantiles)
    reached = family.quantile(np.array(list(quantiles)))
    np.testing.assert_allclose(reached, list(quantiles.values()), rtol=1e-12)
    np.testing.assert_allclose(family.cdf(np.array(list(quantiles.values()), float)), list(quantiles))
    assert family.support == (ends.get("min", -np.inf), ends.get("max", np.inf))


def test_keys_of_a_file_are_text():
    written = build("metalog", {"quantiles": {"0.1": 3, "9e-1": 9}})
    assert written == build("metalog", {"quantiles": {0.1: 3, 0.9: 9}})


def test_equal_steps_of_log_odds_make_a_logistic():
    family = build("metalog", {"quantiles": {0.25: 8, 0.5: 10, 0.75: 12}})
    assert family.coefficients == pytest.approx((10, 2 / np.log(3), 0), abs=1e-14)


@pytest.mark.parametrize(
    ("coefficients", "place"),
    [
        # Keelin (2016): three terms are feasible for |a_3 / a_2| < 1.66711 only.
        ((0, 1, 1.668), 0.083),
        ((0, 1, -1.668), 0.917),
        ((0, 1, 0, -4.1), 0.5),
        ((0, -1), 0.0),
        ((0, 1, 2.1), 0.0),
        ((0, 1, -2.1), 1.0),
        ((0, 0, 0, 1), 0.0),
    ],
    ids=str,
)
def test_says_where_the_quantile_function_falls(coefficients, place):
    with pytest.raises(ParameterError, match="falls near probability") as caught:
        Metalog(coefficients)
    said = float(caught.value.problems[0].split("near probability ")[1].split(",")[0])
    assert said == pytest.approx(place, abs=0.002)


def test_a_narrow_fall_between_two_points_of_the_grid_is_found():
    """dM/dlogit = 1/4 + s a_4 ... touches 0 at one point: a hair below, and the place is found."""
    for excess in (1e-3, 1e-6, 1e-9):
        assert Terms((0.0, 1.0, 0.0, -4.0 * (1 - excess))).fall is None
        assert Terms((0.0, 1.0, 0.0, -4.0 * (1 + excess))).fall == pytest.approx(0.5, abs=1e-3)


@given(
    others=st.lists(st.floats(-2, 2), max_size=6),
    u=st.lists(st.floats(1e-9, 1 - 1e-9), min_size=2, max_size=2, unique=True),
)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_what_is_taken_rises(others: list[float], u: list[float]):
    terms = (0.0, 1.0, *others)
    assume(Terms(terms).fall is None)
    low, high = Metalog(terms).quantile(np.array(sorted(u)))
    assert low <= high


@given(others=st.lists(st.floats(-3, 3), min_size=1, max_size=6))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_what_is_refused_falls_at_the_place_that_is_said(others: list[float]):
    terms = Terms((0.0, 1.0, *others))
    place = terms.fall
    if place is None:
        return
    x = np.array([np.log(place / (1 - place)) if 0 < place < 1 else np.copysign(690.0, place - 0.5)])
    assert terms.slope(x)[0] <= 1e-9


def test_mirrored_terms_state_the_negative():
    for n in range(2, 9):
        terms = Terms(tuple(0.1 * (k + 1) for k in range(n)))
        x = np.linspace(-5, 5, 11)
        np.testing.assert_allclose(terms.mirrored().at(x), -terms.at(-x), atol=1e-14)


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"quantiles": {0.1: 3, 0.2: 3.1, 0.5: 8, 0.9: 9}}, "falls near probability"),
        ({"quantiles": {0.1: 3, 0.9: 9}, "min": 3}, "quantiles: 3 must be greater than min: 3"),
        ({"quantiles": {0.1: 3, 0.9: 9}, "max": 8}, "quantiles: 9 must be less than max: 8"),
        ({"quantiles": {0.1: 3, 0.9: 9}, "min": 9, "max": 8}, "min: 9 must be less than max: 8"),
        ({"quantiles": {0.1: 3}}, "two or more probabilities"),
        ({"quantiles": {0: 3, 0.5: 4}}, "strictly between 0 and 1"),
        ({"quantiles": {0.1: 3, 1: 4}}, "strictly between 0 and 1"),
        ({"quantiles": {0.1: 3, 0.5: 3}}, "rise with them"),
        ({"quantiles": {0.1: 3, 0.5: "4"}}, "quantiles"),
        ({"quantiles": {"low": 3, 0.5: 4}}, "quantiles"),
        ({"quantiles": {"0.1": 3, 0.1: 3.5, 0.5: 4}}, "quantiles"),
        ({"quantiles": [3, 4]}, "must be a mapping"),
        ({"quantiles": {0.5: 1, 0.5 + 1e-16: 2, 0.9: 3}}, "quantiles"),
        ({"quantiles": {k / 40: k + (k % 2) / 3 for k in range(1, 40)}}, "no metalog of 39 terms"),
    ],
    ids=str,
)
def test_quantiles_that_cannot_be_met_are_refused_in_words(parameters, sentence):
    with pytest.raises(ParameterError) as caught:
        build("metalog", parameters)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("slope", "at_end"), [(0.8, 0.0), (1.0, 1.0 / 6.0), (1.2, np.inf)], ids=["falls", "stays", "rises"]
)
def test_density_at_a_finite_end_is_its_limit(slope, at_end):
    # Between 1 and 7 with slope 1 and no other terms the metalog is uniform.
    between = Metalog((0.0, slope), 1.0, 7.0).density(np.array([1.0, 7.0, 0.0, 8.0]))
    assert between == pytest.approx([at_end, at_end, 0.0, 0.0])
    near = Metalog((0.0, slope), 1.0, 7.0).density(1.0 + np.array([1e-12, 1e-6]))
    assert near == pytest.approx(between[:2]) if slope == 1.0 else (near[0] > near[1]) == (slope > 1.0)
    above, below = Metalog((0.3, slope, 0.1), 1.0), Metalog((-0.3, slope, -0.1), None, -1.0)
    low, high = above.density(np.array([1.0])), below.density(np.array([-1.0]))
    assert low == high == (np.inf if above._terms.end_slopes[0] > 1.0 else 0.0)
