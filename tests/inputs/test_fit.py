"""Whether an evaluation's inputs suit its model: every problem, with its place and its remedy."""

import re

import pytest

from mcsim.config.load import load
from mcsim.inputs.fit import problems_of_fit
from mcsim.models.contract import Need, amount, number, share


class Model:
    strategies = ("a", "b")
    perspectives = ("health_and_social_care", "societal")

    def __init__(self, **inputs):
        self.inputs = {"price": number(""), "gain": number("")} | inputs


def renamed():
    model = Model()
    model.inputs = {"price": number(""), "gains": share("")}
    return model


def told(evaluation, model):
    return [str(problem) for problem in problems_of_fit(evaluation, model)]


def test_nothing_is_said_of_what_fits(linear_gaussian):
    assert told(load(linear_gaussian), Model()) == []


def test_what_is_missing_and_what_is_unused(linear_gaussian):
    found = told(load(linear_gaussian), renamed())
    assert len(found) == 2
    assert "gains: is missing; the model linear_gaussian needs it (in [0, 1])" in found[0]
    assert "did you mean `gain`?" in found[0]
    assert re.search(r"inputs\.yaml:\d+ gain: is no input of the model linear_gaussian", found[1])
    assert "did you mean `gains`?" in found[1]


@pytest.mark.parametrize(
    ("need", "distribution", "outside"),
    [
        (share(""), {"family": "beta", "alpha": 2, "beta": 3}, None),
        (share(""), {"family": "normal", "mean": 0.5, "se": 0.01}, None),  # 50 standard errors inside
        (share(""), {"family": "normal", "mean": 1.0, "se": 0.1}, 0.5),
        (share(""), {"family": "uniform", "min": -1, "max": 3}, 0.75),
        (share(""), {"family": "fixed", "value": 1}, None),
        (share(""), {"family": "fixed", "value": 1.2}, 1.0),
        (amount(""), {"family": "gamma", "mean": 5, "se": 4}, None),
        (amount(""), {"family": "fixed", "value": 0}, None),
        (amount(""), {"family": "normal", "mean": 10.0, "se": 10.0}, 0.158655),
        (number(""), {"family": "normal", "mean": 0.0, "se": 1e9}, None),
        (Need("", 10.0, 20.0), {"family": "uniform", "min": 5, "max": 25}, 0.5),
    ],
)
def test_a_distribution_stays_where_the_model_makes_sense(need, distribution, outside, linear_gaussian):
    found = told(load(linear_gaussian, {"inputs.price.distribution": distribution}), Model(price=need))
    if outside is None:
        assert found == []
        return
    assert len(found) == 1
    assert f"price.distribution: lies outside {need.domain} with probability {outside:.2g}" in found[0]


def test_the_domain_is_that_of_the_price_year(linear_gaussian):
    """9 to 11 of old prices are 18 to 22 of today's."""
    evaluation = load(
        linear_gaussian, {"inputs.price.distribution": {"family": "uniform", "min": 9, "max": 11}}
    )
    inflated = evaluation.model_copy(update={"price_factors": {"price": 2.0}})
    model = Model(price=Need("", 18.0, 22.0))
    assert told(inflated, model) == []
    assert len(told(evaluation, model)) == 1


def test_the_parts_of_a_joint_input_come_together(linear_gaussian):
    """A part that no model takes cannot be left out, but an input of which no part is taken can."""
    joint = {"family": "dirichlet", "counts": {"well": 1, "ill": 1}}
    evaluation = load(linear_gaussian, {"inputs.price.distribution": joint})
    model = Model()
    model.inputs = {"price_well": share(""), "price_ill": share(""), "gain": number("")}
    assert told(evaluation, model) == []
    del model.inputs["price_ill"]
    assert told(evaluation, model) == []
    del model.inputs["price_well"]
    assert len(told(evaluation, model)) == 2


def test_perspectives_and_design(linear_gaussian):
    changed = {"settings.perspectives": ["societal", "socital"], "settings.design": "sobl"}
    found = told(load(linear_gaussian, changed), Model())
    assert [text.partition(": ")[2] for text in found] == [
        "socital is none of the model linear_gaussian's; did you mean `societal`?",
        "sobl is no known design; did you mean `sobol`?",
    ]
    assert all(re.search(r"evaluation\.yaml:\d+ settings\.", text) for text in found)


def test_a_mixture_fits_where_its_value_does(linear_gaussian):
    parts = [{"family": "normal", "mean": 0, "se": 1}, {"family": "fixed", "value": 3}]
    mixture = {"family": "mixture", "weights": [0.5, 0.5], "parts": parts}
    evaluation = load(linear_gaussian, {"inputs.gain.distribution": mixture})
    assert told(evaluation, Model()) == []
    (problem,) = told(evaluation, Model(gain=share("")))
    assert "gain.distribution: lies outside [0, 1] with probability 0.83" in problem
