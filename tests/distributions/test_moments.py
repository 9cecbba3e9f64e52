"""Published summaries: figures worked out on paper, and distributions that really have what was stated."""

from contextlib import nullcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from distributions.build import build
from distributions.error import ParameterError
from distributions.numerics.solve import solve_increasing
from distributions.published.events import prior_for
from distributions.published.intervals import half_width
from distributions.published.standard_error import standard_error
from tests.distributions.on_paper import ON_PAPER
from tests.distributions.refused import REFUSED

APPROXIMATE = {"interval", "quantiles", "iqr"}


def figures(built):
    """Every figure among the native parameters, those of lists as well."""
    for name in built.parameters():
        value = getattr(built, name)
        yield from value if isinstance(value, tuple) else () if value is None else (value,)


def words(figures):
    return [each for each in figures if isinstance(each, str)]


def numbers(figures):
    return [each for each in figures if not isinstance(each, str)]


@pytest.mark.parametrize(("family", "published", "native"), ON_PAPER, ids=str)
def test_on_paper(family, published, native):
    built = list(figures(build(family, published)))
    ours = numbers(built)
    # Published intervals above have ten digits; an interval says the spread with fewer than it has itself.
    tolerance = 1e-4 if APPROXIMATE & set(published) else 1e-9
    assert ours == pytest.approx(numbers(native), rel=tolerance, abs=1e-8)
    assert all(type(value) is float for value in ours)
    assert words(built) == words(native)


def test_dirichlet_from_counts():
    row = build("dirichlet", {"counts": {"well": 80, "ill": 20, "dead": 0}, "prior": "jeffreys"})
    assert row.components == ("well", "ill", "dead")
    assert row.concentrations == (80.5, 20.5, 0.5)
    assert row.mean == pytest.approx([80.5 / 101.5, 20.5 / 101.5, 0.5 / 101.5])
    assert build("dirichlet", {"counts": {"a": 2, "b": 3}}).concentrations == (2, 3)


def test_normal_half_widths():
    assert half_width(0.95) == pytest.approx(1.959963984540054, rel=1e-14)
    assert half_width(0.9) == pytest.approx(1.6448536269514722, rel=1e-14)
    assert 2 * half_width(0.95) == pytest.approx(3.919928, abs=1e-6)


def test_prior_is_needed_only_without_events_or_without_anything_else():
    assert [prior_for(events, 5) for events in (0, 1, 4, 5)] == ["jeffreys", "none", "none", "jeffreys"]


def test_standard_error_of_an_array():
    np.testing.assert_allclose(standard_error(np.array([2.0, 4.0]), 16), [0.5, 1.0])


means = st.floats(0.01, 100)
shares = st.floats(0.02, 0.98)
families_of_means = st.sampled_from(["normal", "lognormal", "gamma", "inverse_gaussian"])


@given(family=families_of_means, mean=means, relative=st.floats(0.01, 1.5))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_has_the_stated_mean_and_standard_error(family, mean, relative):
    built = build(family, {"mean": mean, "se": mean * relative})
    assert built.mean == pytest.approx(mean, rel=1e-12)
    assert built.variance**0.5 == pytest.approx(mean * relative, rel=1e-9)


@given(mean=shares, relative=st.floats(0.01, 0.99))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_beta_has_the_stated_mean_and_standard_error(mean, relative):
    se = relative * (mean * (1 - mean)) ** 0.5
    built = build("beta", {"mean": mean, "se": se})
    assert built.mean == pytest.approx(mean, rel=1e-9)
    assert built.variance**0.5 == pytest.approx(se, rel=1e-9)


@given(mean=shares, relative=st.floats(0.01, 0.9))
@settings(max_examples=10, deadline=None, derandomize=True)
def test_logit_normal_has_the_stated_mean_and_standard_error(mean, relative):
    se = relative * (mean * (1 - mean)) ** 0.5
    built = build("logit_normal", {"mean": mean, "se": se})
    assert built.mean == pytest.approx(mean, rel=1e-9)
    assert built.variance**0.5 == pytest.approx(se, rel=1e-9)


@given(share=shares, relative=st.floats(0.01, 0.99), low=st.floats(-5, 5), width=st.floats(0.1, 100))
@settings(max_examples=50, deadline=None, derandomize=True)
def test_scaled_beta_has_the_stated_mean_and_standard_error(share, relative, low, width):
    mean, se = low + width * share, width * relative * (share * (1 - share)) ** 0.5
    built = build("scaled_beta", {"mean": mean, "se": se, "min": low, "max": low + width})
    assert built.mean == pytest.approx(mean, abs=1e-9 * width)
    assert built.variance**0.5 == pytest.approx(se, rel=1e-9)


@pytest.mark.parametrize("mean", [1e-6, 0.02, 0.3, 0.98])
@pytest.mark.parametrize("share", [0.9, 0.97, 0.99])
def test_logit_normal_at_the_two_ends_is_found_or_refused(mean, share):
    se = share * (mean * (1 - mean)) ** 0.5
    refused = share == 0.99 and mean == 1e-6
    with pytest.raises(ParameterError, match="no logit_normal was found") if refused else nullcontext():
        built = build("logit_normal", {"mean": mean, "se": se})
        assert built.mean == pytest.approx(mean, rel=1e-8)
        assert built.variance == pytest.approx(se * se, rel=1e-8)


@pytest.mark.parametrize(
    ("family", "survival_at"),
    [
        ("weibull", {2: 0.8, 5: 0.5}),
        ("weibull", {0.5: 0.9999, 40: 0.001}),
        ("gompertz", {2: 0.9, 5: 0.5}),
        ("gompertz", {60: 0.9, 90: 0.2}),
        ("gompertz", {1: np.exp(-0.1), 3: np.exp(-0.3)}),  # constant hazard: exponential
    ],
    ids=str,
)
def test_share_alive_is_the_stated_one(family, survival_at):
    built = build(family, {"survival_at": survival_at})
    alive = built.survival(np.array(list(survival_at), dtype=float))
    assert alive == pytest.approx(list(survival_at.values()), rel=1e-9)


@given(median=means, log_spread=st.floats(0.01, 2), level=st.floats(0.5, 0.999))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_lognormal_has_the_stated_median_and_interval(median, log_spread, level):
    interval = [median * np.exp(-log_spread), median * np.exp(log_spread)]
    built = build("lognormal", {"median": median, "interval": interval, "level": level})
    tail = (1 - level) / 2
    ours = built.quantile(np.array([tail, 0.5, 1 - tail]))
    assert ours == pytest.approx([interval[0], median, interval[1]], rel=1e-9)


@pytest.mark.parametrize(
    ("family", "native"),
    [
        ("gamma", {"shape": 0.6, "scale": 30}),
        ("gamma", {"shape": 5, "scale": 3}),
        ("gamma", {"shape": 4000, "scale": 3e-3}),
        ("beta", {"alpha": 0.7, "beta": 1.1}),
        ("beta", {"alpha": 3, "beta": 7}),
        ("beta", {"alpha": 0.6, "beta": 12}),
        ("beta", {"alpha": 3000, "beta": 900}),
    ],
    ids=str,
)
@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.99])
@pytest.mark.parametrize("estimate", ["mean", "median"])
def test_interval_finds_the_distribution_it_came_from(family, native, level, estimate):
    truth = build(family, native)
    low, median, high = truth.quantile(np.array([(1 - level) / 2, 0.5, (1 + level) / 2]))
    value = truth.mean if estimate == "mean" else median
    if family == "gamma" and estimate == "median":
        with pytest.raises(ParameterError, match="median"):
            build(family, {"median": value, "interval": [low, high], "level": level})
        return
    if not low < value < high:
        with pytest.raises(ParameterError, match="inside"):
            build(family, {estimate: value, "interval": [low, high], "level": level})
        return
    built = build(family, {estimate: value, "interval": [low, high], "level": level})
    assert [getattr(built, name) for name in built.parameters()] == pytest.approx(
        [getattr(truth, name) for name in built.parameters()], rel=1e-6
    )


def test_interval_from_symmetric_normal_theory_still_gives_the_stated_mass():
    gamma = build("gamma", {"mean": 1000, "interval": [400, 1600], "level": 0.95})
    assert gamma.mean == pytest.approx(1000)
    low, high = gamma.cdf(np.array([400.0, 1600.0]))
    assert high - low == pytest.approx(0.95, rel=1e-9)


@pytest.mark.parametrize(("family", "published", "words"), REFUSED, ids=str)
def test_refused_with_the_numbers_and_the_rule(family, published, words):
    with pytest.raises(ParameterError) as caught:
        build(family, published)
    for word in words:
        assert word in str(caught.value)


def test_median_a_little_off_the_middle_is_rounding():
    middle = np.sqrt(0.6 * 1.07)
    for factor in (0.901, 1.099):
        build("lognormal", {"median": middle * factor, "interval": [0.6, 1.07], "level": 0.95})
    for factor in (0.899, 1.101):
        with pytest.raises(ParameterError, match="median"):
            build("lognormal", {"median": middle * factor, "interval": [0.6, 1.07], "level": 0.95})


def test_mean_and_median_of_a_lognormal_are_told_apart():
    figures = {"interval": [0.5, 2.0], "level": 0.95}
    as_median, as_mean = (
        build("lognormal", {"median": 1, **figures}),
        build("lognormal", {"mean": 1, **figures}),
    )
    assert as_mean.mean == pytest.approx(1)
    assert as_median.mean == pytest.approx(np.exp(as_median.sigma**2 / 2))


def test_solver_refuses_what_lies_outside_its_bracket():
    with pytest.raises(ParameterError, match="nothing fits"):
        solve_increasing(lambda x: x, 5.0, 1.0, 2.0, what="nothing fits")
