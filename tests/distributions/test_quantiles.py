"""Distributions fitted to quantiles: exact, or nearest in probability; and how near, shown and judged."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from distributions.build import build
from distributions.error import ParameterError
from distributions.form import forms
from distributions.numerics.least_squares import least_squares
from distributions.published.quantile_fit import POOR, REFUSED, fit_of, remark_on_fit, worst
from distributions.published.quantile_profile import beta_from_quantiles
from distributions.published.remarks import remarks
from distributions.read import read_quantiles
from distributions.table import FAMILIES as TABLE

FAMILIES = {
    "normal": {"location": st.floats(-1e3, 1e3), "scale": st.floats(1e-2, 1e3)},
    "lognormal": {"mu": st.floats(-5, 5), "sigma": st.floats(0.01, 2)},
    "gamma": {"shape": st.floats(0.2, 1e4), "scale": st.floats(1e-3, 1e3)},
    "beta": {"alpha": st.floats(0.3, 1e4), "beta": st.floats(0.3, 1e4)},
    "scaled_beta": {
        "alpha": st.floats(0.3, 1e4),
        "beta": st.floats(0.3, 1e4),
        "min": st.just(-0.6),
        "max": st.just(1.0),
    },
    "student_t": {
        "degrees_of_freedom": st.floats(1.0, 100.0),
        "location": st.floats(-1e3, 1e3),
        "scale": st.floats(1e-2, 1e3),
    },
    "logit_normal": {"mu": st.floats(-5, 5), "sigma": st.floats(0.01, 2)},
    "weibull": {"shape": st.floats(0.2, 50), "scale": st.floats(1e-3, 1e3)},
    "log_logistic": {"shape": st.floats(0.2, 50), "scale": st.floats(1e-3, 1e3)},
    "inverse_gaussian": {"mu": st.floats(1.0, 100.0), "shape": st.floats(1.0, 1e4)},
    "gompertz": {"shape": st.floats(0.03, 0.3), "rate": st.floats(1e-6, 0.1)},
}
GIVEN = {"student_t": {"degrees_of_freedom": 4.0}, "scaled_beta": {"min": 0.0, "max": 1.0}}
"""Parameters that are stated beside the quantiles."""
MEET_NOT_ANY_TWO = {"gompertz", "inverse_gaussian"}
"""A Gompertz hazard never falls; quantiles of an inverse Gaussian lie no farther apart than a Lévy's."""
probabilities = st.lists(
    st.sampled_from([0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]), min_size=2, unique=True
)


@pytest.mark.parametrize("family", FAMILIES)
@given(data=st.data())
@settings(max_examples=40, deadline=None, derandomize=True)
def test_finds_the_distribution_that_the_quantiles_came_from(family, data):
    native = {name: data.draw(values) for name, values in FAMILIES[family].items()}
    truth = build(family, native)
    u = np.sort(data.draw(probabilities))
    stated = dict(zip(u.tolist(), truth.quantile(u).tolist(), strict=True))
    given = {name: native[name] for name in GIVEN.get(family, {})}
    built = build(family, {"quantiles": stated, **given})
    assert built.cdf(np.array(list(stated.values()))) == pytest.approx(u, abs=1e-8)
    for name, value in native.items():
        assert getattr(built, name) == pytest.approx(value, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("family", sorted(FAMILIES.keys() - MEET_NOT_ANY_TWO))
@given(
    probability=st.floats(0.01, 0.6),
    more=st.floats(0.05, 0.35),
    low=st.floats(0.05, 0.5),
    ratio=st.floats(1.02, 1.9),
)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_two_quantiles_are_met_exactly(family, probability, more, low, ratio):
    quantiles = {probability: low, probability + more: low * ratio}
    built = build(family, {"quantiles": quantiles, **GIVEN.get(family, {})})
    assert worst(fit_of(built, tuple(quantiles.items()))).difference == pytest.approx(0, abs=1e-8)


AWKWARD = [
    ("normal", ((0.05, 1.0), (0.5, 2.0), (0.95, 4.0))),
    ("normal", ((0.1, -3.0), (0.25, 0.0), (0.5, 1.0), (0.9, 2.5))),
    ("lognormal", ((0.05, 1.0), (0.5, 3.0), (0.95, 5.0))),
    ("gamma", ((0.05, 1.0), (0.5, 2.0), (0.95, 6.0))),
    ("gamma", ((0.05, 0.01), (0.25, 0.5), (0.5, 1.5), (0.75, 2.0))),
    ("beta", ((0.05, 0.02), (0.5, 0.07), (0.95, 0.3))),
    ("beta", ((0.25, 0.4), (0.5, 0.6), (0.75, 0.65))),
    ("inverse_gaussian", ((0.05, 1.0), (0.5, 2.0), (0.95, 6.0))),
    ("gompertz", ((0.05, 10.0), (0.5, 60.0), (0.95, 90.0))),
]
NATIVE = {
    "normal": lambda t: {"location": t[0], "scale": np.exp(t[1])},
    "lognormal": lambda t: {"mu": t[0], "sigma": np.exp(t[1])},
    "gamma": lambda t: {"shape": np.exp(t[0]), "scale": np.exp(t[1])},
    "beta": lambda t: {"alpha": np.exp(t[0]), "beta": np.exp(t[1])},
    "inverse_gaussian": lambda t: {"mu": np.exp(t[0]), "shape": np.exp(t[1])},
    "gompertz": lambda t: {"shape": np.exp(t[0] - 3.0), "rate": np.exp(t[1] - 5.0)},
}


@pytest.mark.parametrize(("family", "quantiles"), AWKWARD, ids=str)
def test_no_other_distribution_comes_nearer(family, quantiles):
    """Nelder and Mead from many starts, as an oracle that shares no code with the fit."""
    stated, values = np.array(quantiles).T

    def distance(built):
        return float(np.sum((built.cdf(values) - stated) ** 2))

    def at(t):
        try:
            return distance(build(family, NATIVE[family](t)))
        except (ParameterError, OverflowError):
            return 9.0

    starts = np.random.default_rng(3).normal(0.0, 2.0, (12, 2))
    options = {"xatol": 1e-9, "fatol": 1e-15, "maxiter": 2000}
    best = min(minimize(at, start, method="Nelder-Mead", options=options).fun for start in starts)
    assert distance(build(family, {"quantiles": dict(quantiles)})) <= best * (1 + 1e-6) + 1e-12


def test_every_family_that_takes_quantiles_is_among_these():
    taking = {
        name for name, family in TABLE.items() if any("quantiles" in form.names for form in forms(family))
    }
    assert set(FAMILIES) == taking - {"metalog"}  # which is not fitted but goes through its quantiles


def test_fit_is_shown_and_a_poor_one_said():
    quantiles = ((0.05, 1.0), (0.5, 2.0), (0.95, 6.0))
    normal = build("normal", {"quantiles": dict(quantiles)})
    rows = fit_of(normal, quantiles)
    assert [row[:2] for row in rows] == list(quantiles)
    for row in rows:
        assert normal.cdf(np.array([row.value]))[0] == pytest.approx(row.probability)
        assert normal.cdf(np.array([row.stated]))[0] == pytest.approx(row.reached)
    difference = abs(worst(rows).difference)
    assert POOR < difference < REFUSED
    assert difference == max(abs(row.reached - row.probability) for row in rows)
    remark = remark_on_fit(normal, quantiles)
    assert "poor fit" in remark
    assert f"{worst(rows).reached:.2g} below" in remark
    assert f"(its own value there is {worst(rows).value:.4g})" in remark
    mild = ((0.05, 1.0), (0.5, 2.0), (0.95, 4.1))
    assert remark_on_fit(build("lognormal", {"quantiles": dict(mild)}), mild) is None


def test_fit_that_is_refused_was_worse_than_a_tenth():
    with pytest.raises(ParameterError, match=r"misses by more than 0.1; beta has probability 0\.\d+ below"):
        beta_from_quantiles(((0.25, 0.1), (0.5, 0.11), (0.75, 0.9)))


def test_quantiles_are_read_from_numbers_and_text_in_any_order():
    pairs = ((0.05, 1.0), (0.95, 4.0))
    assert read_quantiles({0.95: 4, "0.05": 1}) == pairs
    assert read_quantiles(pairs) == pairs
    for wrong in (
        {"low": 1, "high": 2},
        [1, 2],
        {0.5: "x"},
        {0.5: [1]},
        {True: 1},
        {"nan": 1},
        "0.5: 1",
        {None: 1},
    ):
        with pytest.raises((TypeError, ValueError)):
            read_quantiles(wrong)


def test_remarks_name_what_was_assumed():
    def told(family, stated):
        return remarks(build(family, stated), stated)

    (prior,) = told("beta", {"events": 20, "n": 20})
    assert "jeffreys is added to events: 20 of n: 20" in prior
    assert told("beta", {"events": 0, "n": 20, "prior": "uniform"}) == []
    assert told("beta", {"events": 3, "n": 20}) == []
    assert told("gamma", {"mean": 3, "se": 1}) == []
    fit, iqr = told("normal", {"median": 2, "iqr": [1, 4]})
    assert "poor fit" in fit
    assert "people" in iqr
    assert "poor fit" in told("normal", {"median": 2, "quantiles": {"0.05": 1, "0.95": 6}})[0]


def test_least_squares_on_rosenbrock_and_from_a_start_without_values():
    valley, left = least_squares(
        lambda t: np.array([10 * (t[1] - t[0] ** 2), 1 - t[0]]), np.array([-1.2, 1.0])
    )
    assert valley == pytest.approx([1, 1], abs=1e-9)
    assert left < 1e-18
    assert least_squares(lambda t: t * np.nan, np.array([1.0]))[1] == np.inf
