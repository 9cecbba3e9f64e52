"""Published summaries: figures worked out on paper, and distributions that really have what was stated."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from distributions.build import build
from distributions.error import ParameterError
from distributions.intervals import half_width
from distributions.moments import prior_for
from distributions.solve import solve_increasing
from distributions.standard_error import standard_error

TWO_ARMS = {"events_treated": 64, "n_treated": 218, "events_control": 83, "n_control": 216}
NO_EVENTS = {"events_treated": 0, "n_treated": 20, "events_control": 4, "n_control": 20}
DIFFERENCE = {"measure": "risk_difference"}
APPROXIMATE = {"interval", "quantiles", "iqr"}

# family, what is published, native parameters worked out by hand
ON_PAPER = [
    ("normal", {"mean": 0.5, "se": 0.1}, (0.5, 0.1)),
    ("normal", {"mean": 0.5, "sd": 2, "n": 400}, (0.5, 0.1)),
    ("normal", {"mean": 2, "interval": [0.04, 3.96], "level": 0.95}, (2, 1.96 / 1.959963985)),
    ("normal", {"mean": 2, "interval": [1, 3], "level": 0.9}, (2, 1 / 1.644853627)),
    (
        "lognormal",
        {"median": 0.8, "interval": [0.6, 1.07], "level": 0.95},
        (-0.22314355, 0.578451 / 3.919928),
    ),
    ("lognormal", {"mean": 100, "se": 50}, (np.log(100) - np.log(1.25) / 2, np.sqrt(np.log(1.25)))),
    ("lognormal", {"mean": 1, "interval": [np.exp(-2), np.exp(1)], "level": 0.8664}, (-0.5, 1)),
    ("gamma", {"mean": 100, "se": 50}, (4, 25)),
    ("lognormal", {"mean": 100, "sd": 500, "n": 100}, (np.log(100 / 1.25**0.5), np.log(1.25) ** 0.5)),
    ("gamma", {"mean": 100, "sd": 500, "n": 100}, (4, 25)),
    ("gamma", {"mean": 100, "interval": [2.531780798, 368.8879454], "level": 0.95}, (1, 100)),
    ("beta", {"mean": 0.5, "se": 0.1}, (12, 12)),
    ("beta", {"mean": 0.3, "sd": 0.3, "n": 9}, (6, 14)),
    ("beta", {"events": 30, "n": 100}, (30, 70)),
    ("beta", {"events": 30, "n": 100, "prior": "jeffreys"}, (30.5, 70.5)),
    ("beta", {"events": 30, "n": 100, "prior": "uniform"}, (31, 71)),
    ("beta", {"events": 30, "n": 100, "prior": "none"}, (30, 70)),
    ("beta", {"events": 30, "n": 100, "prior": 0.1}, (30.1, 70.1)),
    ("beta", {"events": 0, "n": 20}, (0.5, 20.5)),
    ("beta", {"events": 20, "n": 20}, (20.5, 0.5)),
    ("beta", {"events": 0, "n": 20, "prior": "uniform"}, (1, 21)),
    ("beta", {"mean": 0.5, "interval": [0.025, 0.975], "level": 0.95}, (1, 1)),
    ("beta", {"median": 0.5, "interval": [0.05, 0.95], "level": 0.9}, (1, 1)),
    ("beta", {"median": 0.707106781, "interval": [0.158113883, 0.987420883], "level": 0.95}, (2, 1)),
    ("normal", {"mean": -50, "se_share_of_mean": 0.2}, (-50, 10)),
    (
        "lognormal",
        {"mean": 100, "se_share_of_mean": 0.5},
        (np.log(100) - np.log(1.25) / 2, np.log(1.25) ** 0.5),
    ),
    ("gamma", {"mean": 100, "se_share_of_mean": 0.5}, (4, 25)),
    ("beta", {"mean": 0.5, "se_share_of_mean": 0.2}, (12, 12)),
    ("normal", {"mean": 2, "se": 0.5, "interval": [1, 3], "level": 0.95}, (2, 0.5)),
    ("lognormal", {"mean": 100, "se": 10, "interval": [82, 121], "level": 0.95}, (4.600195, 0.0997513)),
    ("gamma", {"mean": 100, "se": 50, "interval": [27, 219], "level": 0.95}, (4, 25)),
    ("beta", {"mean": 0.5, "se": 0.1, "interval": [0.3, 0.7], "level": 0.95}, (12, 12)),
    ("normal", {"quantiles": {0.05: 8.355146373, 0.95: 11.644853627}}, (10, 1)),
    ("normal", {"quantiles": {"0.5": 10, "0.841344746": 11}}, (10, 1)),
    ("lognormal", {"quantiles": {0.158655254: 1, 0.5: np.e, 0.841344746: np.e**2}}, (1, 1)),
    ("gamma", {"quantiles": {0.5: np.log(2), 0.75: np.log(4), 0.9: np.log(10)}}, (1, 1)),
    ("gamma", {"quantiles": {0.5: 100 * np.log(2), 0.9: 100 * np.log(10)}}, (1, 100)),
    ("beta", {"quantiles": {0.1: 0.1, 0.5: 0.5, 0.9: 0.9}}, (1, 1)),
    ("beta", {"quantiles": {0.09: 0.3, 0.81: 0.9}}, (2, 1)),
    ("normal", {"median": 10, "quantiles": {0.05: 8.355146373, 0.95: 11.644853627}}, (10, 1)),
    ("lognormal", {"median": np.e, "quantiles": {0.1586552539: 1, 0.8413447461: np.e**2}}, (1, 1)),
    ("gamma", {"median": np.log(2), "quantiles": {0.75: np.log(4), 0.9: np.log(10)}}, (1, 1)),
    ("beta", {"median": 0.5, "quantiles": {0.1: 0.1, 0.5: 0.5}}, (1, 1)),
    ("normal", {"median": 10, "iqr": [9.325510250, 10.674489750]}, (10, 1)),
    ("lognormal", {"median": 1, "iqr": [0.509416283, 1.963031084]}, (0, 1)),
    ("gamma", {"median": np.log(2), "iqr": [np.log(4 / 3), np.log(4)]}, (1, 1)),
    ("beta", {"median": 0.5, "iqr": [0.25, 0.75]}, (1, 1)),
    (
        "lognormal",
        {"risk_ratio": 0.8, "interval": [0.6, 1.07], "level": 0.95},
        (-0.22314355, 0.578451 / 3.919928),
    ),
    ("lognormal", {"odds_ratio": 2, "interval": [1, 4], "level": 0.95}, (0.69314718, 1.38629436 / 3.919928)),
    (
        "lognormal",
        {"hazard_ratio": 2, "interval": [1, 4], "level": 0.9},
        (0.69314718, 1.38629436 / 3.2897073),
    ),
    (
        # RR = 0.5 / 0.9, 0.4 / 0.88, 0.625 / 0.925
        "lognormal",
        {
            "odds_ratio": 0.5,
            "interval": [0.4, 0.625],
            "level": 0.95,
            "baseline_risk": 0.2,
            "to": "risk_ratio",
        },
        (np.log(5 / 9), (np.log(0.625 / 0.925) - np.log(0.4 / 0.88)) / 3.919928),
    ),
    (
        # RR 1.5, 1.25 and 1.75 at a risk of 0.5: HR = ln(1 - RR / 2) / ln(1 / 2)
        "lognormal",
        {
            "risk_ratio": 1.5,
            "interval": [1.25, 1.75],
            "level": 0.95,
            "baseline_risk": 0.5,
            "to": "hazard_ratio",
        },
        (np.log(2), (np.log(3) - np.log(np.log(0.375) / np.log(0.5))) / 3.919928),
    ),
    (
        # HR 2, 1.5 and 2.7 at a risk of 0.1: RR = 10 (1 - 0.9^HR)
        "lognormal",
        {"hazard_ratio": 2, "interval": [1.5, 2.7], "level": 0.95, "baseline_risk": 0.1, "to": "risk_ratio"},
        (np.log(1.9), (np.log(1 - 0.9**2.7) - np.log(1 - 0.9**1.5)) / 3.919928),
    ),
    (
        # 1 / 64 - 1 / 218 + 1 / 83 - 1 / 216 = 0.0184561
        "lognormal",
        {**TWO_ARMS, "measure": "risk_ratio"},
        (np.log(64 / 218 / (83 / 216)), (1 / 64 - 1 / 218 + 1 / 83 - 1 / 216) ** 0.5),
    ),
    (
        "lognormal",
        {**TWO_ARMS, "measure": "odds_ratio"},
        (np.log(64 * 133 / (83 * 154)), (1 / 64 + 1 / 154 + 1 / 83 + 1 / 133) ** 0.5),
    ),
    (
        "lognormal",
        {**NO_EVENTS, "measure": "risk_ratio", "correction": 0.5},
        (np.log(0.5 / 21 / (4.5 / 21)), (1 / 0.5 - 1 / 21 + 1 / 4.5 - 1 / 21) ** 0.5),
    ),
    (
        "lognormal",
        {**NO_EVENTS, "measure": "odds_ratio", "correction": 0.5},
        (np.log(0.5 * 16.5 / (20.5 * 4.5)), (1 / 0.5 + 1 / 20.5 + 1 / 4.5 + 1 / 16.5) ** 0.5),
    ),
    (
        "normal",
        {"events_treated": 10, "n_treated": 100, "events_control": 20, "n_control": 100} | DIFFERENCE,
        (-0.1, 0.05),
    ),
    (
        "normal",
        {**NO_EVENTS, **DIFFERENCE, "correction": 0.5},
        (-4 / 21, (0.5 * 20.5 / 21**3 + 4.5 * 16.5 / 21**3) ** 0.5),
    ),
    (
        "lognormal",
        {"survival": np.exp(-1), "time": 5, "interval": [np.exp(-2), np.exp(-0.5)], "level": 0.95},
        (np.log(0.2), np.log(4) / 3.919928),
    ),
    ("uniform", {"min": 1, "max": 3}, (1, 3)),
    ("triangular", {"min": 1, "mode": 2, "max": 4}, (1, 2, 4)),
    ("pert", {"min": 1, "mode": 2, "max": 4}, (1, 2, 4, 4)),
    ("pert", {"min": 1, "mode": 2, "max": 4, "shape": 8}, (1, 2, 4, 8)),
    ("fixed", {"value": 35}, (35,)),
]


@pytest.mark.parametrize(("family", "published", "native"), ON_PAPER, ids=str)
def test_on_paper(family, published, native):
    built = build(family, published)
    ours = [getattr(built, name) for name in built.parameters()]
    # Published intervals above have ten digits; an interval says the spread with fewer than it has itself.
    assert ours == pytest.approx(native, rel=1e-4 if APPROXIMATE & set(published) else 1e-9, abs=1e-8)
    assert all(type(value) is float for value in ours)


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
families_of_means = st.sampled_from(["normal", "lognormal", "gamma"])


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


# family, what is published, what the refusal must say
REFUSED = [
    ("beta", {"mean": 0.5, "se": 0.5}, ["se: 0.5", "mean: 0.5", "0.25"]),
    ("beta", {"mean": 0.1, "se": 0.31}, ["se: 0.31", "mean: 0.1", "0.09"]),
    ("beta", {"mean": 1, "se": 0.1}, ["mean: 1", "between 0 and 1"]),
    ("beta", {"events": 21, "n": 20}, ["events: 21", "n: 20"]),
    ("beta", {"events": 0, "n": 20, "prior": "none"}, ["prior", "jeffreys"]),
    ("beta", {"events": 3, "n": 20, "prior": "flat"}, ["prior: 'flat'", "jeffreys"]),
    ("beta", {"mean": 0.5, "interval": [0.49, 0.9], "level": 0.95}, ["[0.49, 0.9]", "mean: 0.5"]),
    ("beta", {"median": 0.5, "interval": [0.5, 0.9], "level": 0.95}, ["median: 0.5", "inside"]),
    ("beta", {"mean": 0.5, "interval": [0, 0.9], "level": 0.95}, ["interval", "0 < low"]),
    ("gamma", {"mean": 0, "se": 1}, ["mean: 0", "greater than 0"]),
    ("gamma", {"mean": 10, "interval": [9.9, 90], "level": 0.95}, ["[9.9, 90]", "mean: 10"]),
    ("gamma", {"mean": 10, "interval": [0, 90], "level": 0.95}, ["interval", "0 < low"]),
    ("lognormal", {"median": 0.8, "interval": [0.6, 2], "level": 0.95}, ["0.8", "[0.6, 2]", "1.095"]),
    ("lognormal", {"mean": 0.8, "interval": [0.1, 6], "level": 0.95}, ["mean: 0.8", "[0.1, 6]", "0.7746"]),
    ("lognormal", {"median": 0.8, "interval": [1.07, 0.6], "level": 0.95}, ["[1.07, 0.6]", "low < high"]),
    ("lognormal", {"median": -1, "interval": [-2, 3], "level": 0.95}, ["median: -1"]),
    ("normal", {"mean": 2, "interval": [1, 5], "level": 0.95}, ["mean: 2", "[1, 5]", "25%", "symmetric"]),
    ("normal", {"mean": 9, "interval": [1, 5], "level": 0.95}, ["mean: 9", "inside"]),
    ("normal", {"mean": 2, "interval": [1, 3], "level": 95}, ["level: 95", "0.95 for 95 %"]),
    ("normal", {"mean": 2, "sd": 1, "n": 0.5}, ["n: 0.5", "at least 1"]),
    ("gamma", {"mean": 10, "se": 0}, ["se: 0", "greater than 0", "family: fixed"]),
    ("normal", {"mean": 1e400, "se": 1}, ["mean: inf", "finite"]),
    ("lognormal", {"mean": 0, "se": 1}, ["mean: 0", "greater than 0"]),
    ("lognormal", {"mean": -1, "sd": 1, "n": 4}, ["mean: -1", "greater than 0"]),
    ("gamma", {"mean": 3, "sd": 0, "n": 4}, ["sd: 0", "family: fixed"]),
    ("beta", {"mean": 0.1, "sd": 0, "n": 10}, ["sd: 0", "family: fixed"]),
    ("beta", {"mean": 0.5, "se_share_of_mean": 1.1}, ["se: 0.55", "mean: 0.5", "0.25"]),
    ("normal", {"mean": 0, "se_share_of_mean": 0.2}, ["se_share_of_mean: 0.2", "mean: 0", "give se"]),
    ("gamma", {"mean": 10, "se_share_of_mean": 0}, ["se_share_of_mean: 0", "family: fixed"]),
    ("lognormal", {"mean": -2, "se_share_of_mean": 0.1}, ["mean: -2"]),
    ("normal", {"mean": 2, "se": 0.4, "interval": [1, 3], "level": 0.95}, ["se: 0.4", "[1, 3]", "1.216"]),
    ("normal", {"mean": 2.5, "se": 0.5, "interval": [1, 3], "level": 0.95}, ["se: 0.5", "disagree"]),
    ("gamma", {"mean": 100, "se": 500, "interval": [27, 219], "level": 0.95}, ["se: 500", "between people"]),
    ("lognormal", {"mean": 100, "se": 10, "interval": [82, 121], "level": 0.5}, ["0.5 interval", "82, 121"]),
    ("beta", {"mean": 0.5, "se": 0.2, "interval": [0.3, 0.7], "level": 0.95}, ["se: 0.2", "0.3, 0.7"]),
    ("normal", {"quantiles": {0.5: 1}}, ["quantiles: {0.5: 1}", "two or more"]),
    ("normal", {"quantiles": {0.5: 1, 0.9: 1}}, ["quantiles", "rise"]),
    ("normal", {"quantiles": {5: 1, 50: 2}}, ["quantiles: {5: 1, 50: 2}", "between 0 and 1"]),
    (
        "normal",
        {"quantiles": {0.25: 1, 0.5: 99, 0.75: 100}},
        ["{0.25: 1, 0.5: 99, 0.75: 100}", "0.1", "another"],
    ),
    ("lognormal", {"quantiles": {0.05: -1, 0.5: 2}}, ["-1", "greater than 0"]),
    ("lognormal", {"quantiles": {0.25: 1, 0.5: 1.01, 0.75: 100}}, ["no lognormal", "below", "stated"]),
    ("gamma", {"quantiles": {0.05: 0, 0.5: 2}}, ["greater than 0"]),
    ("gamma", {"quantiles": {0.25: 1, 0.5: 99, 0.75: 100}}, ["no gamma"]),
    ("beta", {"quantiles": {0.05: 0.1, 0.5: 1}}, ["between 0 and 1"]),
    ("beta", {"quantiles": {0.25: 0.1, 0.5: 0.11, 0.75: 0.9}}, ["no beta", "probability"]),
    ("normal", {"median": 9, "quantiles": {0.05: 1, 0.95: 5}}, ["median: 9", "{0.05: 1, 0.95: 5}"]),
    ("lognormal", {"median": 2, "quantiles": {0.5: 3, 0.9: 4}}, ["median: 2", "{0.5: 3, 0.9: 4}"]),
    ("gamma", {"median": 5, "quantiles": {0.05: 1, 0.95: 5}}, ["median: 5", "contradicts"]),
    ("beta", {"median": 0.5, "quantiles": {0.6: 0.4, 0.95: 0.7}}, ["median: 0.5", "contradicts"]),
    ("normal", {"median": 9, "iqr": [1, 5]}, ["median: 9", "iqr: [1, 5]"]),
    ("lognormal", {"median": 1, "iqr": [1, 5]}, ["median: 1", "iqr: [1, 5]"]),
    ("gamma", {"median": 3, "iqr": [5, 1]}, ["iqr: [5, 1]", "low < high"]),
    ("beta", {"median": 0.5, "iqr": [0.1, 1.1]}, ["1.1", "between 0 and 1"]),
    ("lognormal", {"risk_ratio": 0.8, "interval": [0.6, 2], "level": 0.95}, ["risk_ratio: 0.8", "[0.6, 2]"]),
    ("lognormal", {"odds_ratio": 3, "interval": [0.6, 2], "level": 0.95}, ["odds_ratio: 3", "inside"]),
    ("lognormal", {"hazard_ratio": 0, "interval": [0.6, 2], "level": 0.95}, ["hazard_ratio: 0"]),
    (
        "lognormal",
        {"risk_ratio": 2, "interval": [1.6, 2.5], "level": 0.95, "baseline_risk": 0.4, "to": "hazard_ratio"},
        ["risk_ratio: 2.5", "baseline_risk: 0.4", "risk of 1", "below 1"],
    ),
    (
        "lognormal",
        {"odds_ratio": 2, "interval": [1.6, 2.5], "level": 0.95, "baseline_risk": 0.4, "to": "odds_ratio"},
        ["to: odds_ratio", "leave"],
    ),
    (
        "lognormal",
        {"odds_ratio": 6, "interval": [2, 18], "level": 0.95, "baseline_risk": 0.3, "to": "risk_ratio"},
        ["odds_ratio: 6", "baseline_risk: 0.3", "no lognormal risk_ratio", "2.13"],
    ),
    (
        "lognormal",
        {"hazard_ratio": 2, "interval": [1.5, 2.7], "level": 0.95, "baseline_risk": 1.1, "to": "risk_ratio"},
        ["baseline_risk: 1.1", "between 0 and 1"],
    ),
    ("lognormal", {**NO_EVENTS, "measure": "risk_ratio"}, ["events_treated: 0", "correction: 0.5"]),
    ("lognormal", {**NO_EVENTS, "measure": "odds_ratio"}, ["events_treated: 0", "correction: 0.5"]),
    (
        "lognormal",
        {**TWO_ARMS, "n_control": 80, "measure": "odds_ratio"},
        ["events_control: 83", "n_control: 80"],
    ),
    ("lognormal", {**TWO_ARMS, **DIFFERENCE}, ["risk_difference", "no ratio"]),
    ("lognormal", {**TWO_ARMS, "measure": "rate"}, ["measure: 'rate'", "risk_ratio, odds_ratio or"]),
    (
        "lognormal",
        {"events_treated": 9, "n_treated": 9, "events_control": 5, "n_control": 5, "measure": "risk_ratio"},
        ["no standard error", "all have the event"],
    ),
    ("normal", {**TWO_ARMS, "measure": "odds_ratio"}, ["odds_ratio", "risk_difference"]),
    ("normal", {**NO_EVENTS, **DIFFERENCE}, ["events_treated: 0", "correction: 0.5"]),
    (
        "lognormal",
        {"survival": 0.9, "time": 5, "interval": [0.6, 0.8], "level": 0.95},
        ["survival: 0.9", "[0.6, 0.8]", "inside"],
    ),
    (
        "lognormal",
        {"survival": 0.62, "time": 5, "interval": [0.6, 0.8], "level": 0.95},
        ["survival: 0.62 at time: 5", "rate", "0.0675"],
    ),
    ("dirichlet", {"counts": {"a": 3, "b": 0}}, ["b", "impossible", "prior"]),
    ("dirichlet", {"counts": {"a": 3}}, ["two"]),
    ("dirichlet", {"counts": {"a": 0, "b": 0}}, ["counts"]),
]


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
