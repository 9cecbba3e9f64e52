"""What a careful reviewer would remark: each remark is made where it should be, and nowhere else."""

import re

import pytest

from mcsim.config.load import load
from mcsim.inputs.portraits import margins, portraits
from mcsim.inputs.review import remarks, risk_pairs
from tests.inputs.linked import evaluation

BETA = "{family: beta, alpha: 3, beta: 7}"
CASES = {
    "a cost below 0": (
        "GBP per visit",
        "{family: normal, mean: 10, se: 8}",
        "a cost that is negative with probability 0.11",
    ),
    "a cost above 0": ("GBP per visit", "{family: gamma, mean: 10, se: 8}", None),
    "a probability beyond 1": (
        "probability",
        "{family: normal, mean: 0.9, se: 0.1}",
        "outside 0 to 1 with probability 0.16",
    ),
    "a probability inside": ("probability", BETA, None),
    "a probability barely beyond": ("probability", "{family: normal, mean: 0.5, se: 0.05}", None),
    "a utility below 0": ("utility", "{family: normal, mean: 0.2, se: 0.15}", None),
    "a utility above 1": ("utility", "{family: normal, mean: 0.9, se: 0.1}", "a utility outside -0.594 to 1"),
    "a utility's interval": (
        "utility",
        "{family: normal, mean: 0.7, interval: [0.2, 1.2], level: 0.95}",
        "published interval [0.2, 1.2] is wider than its support",
    ),
    "no standard error": (
        "ratio",
        "{family: normal, mean: 3, se: 1.0e-9}",
        "a standard error of 1e-09 beside 3 is none",
    ),
    "a difference below 0": (
        "GBP per visit",
        "{family: normal, mean: 10, se: 8}",
        None,
    ),
    "a value judgement": (
        "GBP per QALY",
        "{family: uniform, min: 1, max: 2}",
        "a value judgement that is sampled",
    ),
    "a value that is fixed": ("GBP per WELLBY", "{family: fixed, value: 13000}", None),
    "fixed": ("ratio", "{family: fixed, value: 3}", None),
    "wider than its mean": ("GBP", "{family: gamma, mean: 3, se: 5}", "is it a standard error"),
}


def said(found):
    return [str(each) for each in remarks(found, margins(found))]


@pytest.mark.parametrize("name", CASES)
def test_a_remark_is_made_where_it_should_be(name, tmp_path):
    unit, distribution, words = CASES[name]
    price = "  price_year: 2024/25\n" if unit.startswith("GBP") else ""
    found = evaluation(tmp_path, {"x": distribution}, units={"x": unit}, more={"x": price})
    if "difference" in name:
        found = load(tmp_path, {"inputs.x.evidence.note": "A difference"})
    if words is None:
        assert said(found) == []
    else:
        told = said(found)
        assert all(remark.startswith("x: ") for remark in told)
        assert any(words in remark for remark in told)


@pytest.mark.parametrize(
    ("spread", "remark"),
    [
        ("tau: 0.1", None),
        ("tau_scale: 0.3", None),
        ("tau_scale: 1", "no finite variance, .* smaller tau_scale"),
    ],
)
def test_the_spread_of_studies_may_be_known_and_should_leave_moments(spread, remark, tmp_path):
    ratios = "ratios: [0.764, 0.97], intervals: [[0.585, 0.997], [0.82, 1.14]], level: 0.95"
    stated = f"{{family: random_effects, {ratios}, {spread}}}"
    told = said(evaluation(tmp_path, {"x": stated}, units={"x": "ratio"}))
    assert len(told) == (remark is not None)
    assert all(re.match(f"x_mean: it has {remark}", each) for each in told)


@pytest.mark.parametrize(("upper", "remarked"), [(1.2, False), (4.0, True)])
def test_a_relative_risk_may_push_its_probability_above_1(upper, remarked, tmp_path):
    inputs = {
        "relapse_probability": "{family: beta, alpha: 40, beta: 60}",
        "relapse_relative_risk": f"{{family: lognormal, median: {upper**0.5}, "
        f"interval: [1, {upper}], level: 0.95}}",
    }
    units = {"relapse_probability": "probability per year", "relapse_relative_risk": "ratio"}
    found = evaluation(tmp_path, inputs, units=units)
    assert list(risk_pairs(found)) == [("relapse_relative_risk", "relapse_probability")]
    assert bool(said(found)) is remarked
    assert all("a probability above 1 in" in each for each in said(found))


def test_discrete_and_dependent_inputs_of_a_copula_are_told_of(tmp_path):
    text = "[{inputs: [stage, gain], kind: spearman, correlations: 0.3, source: x}]"
    (remark,) = said(evaluation(tmp_path, dependence=text))
    assert remark.startswith("stage: few values")


def test_shipped_evaluations_are_looked_at(peer_support, linear_gaussian):
    (remark,) = said(load(linear_gaussian))
    assert remark.startswith("price: a cost that is negative with probability 0.0062")
    assert all(": " in each for each in said(load(peer_support)))


def test_portraits_show_what_is_sampled(tmp_path):
    inputs = {
        "shift": "{family: normal, mean: 2, se: 0.5}",
        "child": "{family: normal, mean: {input: shift}, se: 0.5}",
        "price": "{family: gamma, mean: 100, se: 20}",
    }
    found = evaluation(tmp_path, inputs).model_copy(update={"price_factors": {"price": 1.5}})
    seen = portraits(found)
    assert seen["from_draws"].values.tolist() == [False, True, False]
    assert seen["mean"].values == pytest.approx([2, 2, 150], abs=0.02)
    assert seen["sd"].values == pytest.approx([0.5, 0.5**0.5, 30], rel=0.02)
    assert seen["lower"].values[0] == pytest.approx(2 - 0.98, abs=0.001)
    # The middle 99.6 % is shown.
    assert seen["share"].sum("bin").values == pytest.approx([0.996] * 3, abs=0.003)


def test_a_portrait_of_one_value_has_all_of_it_in_one_bin(tmp_path):
    seen = portraits(evaluation(tmp_path, {"x": "{family: fixed, value: 3}"}))
    assert seen["share"].max() == 1.0
    assert seen["sd"] == 0.0


def test_a_label_has_no_unit(tmp_path):
    parts = "parts: [{family: fixed, value: 1}, {family: fixed, value: 2}]"
    inputs = {"saving": f"{{family: mixture, weights: [0.5, 0.5], {parts}}}"}
    seen = portraits(evaluation(tmp_path, inputs, units={"saving": "share"}))
    assert seen["unit"].values.tolist() == ["share", "number of the part"]
