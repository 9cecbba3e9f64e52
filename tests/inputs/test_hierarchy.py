"""Inputs that refer to other inputs: exact draw by draw, in any order, and refused where they cannot be."""

import numpy as np
import pytest

from distributions.build import build
from mcsim.errors import ConfigError
from mcsim.inputs.fit import problems_of_fit
from mcsim.inputs.make import make_design
from mcsim.inputs.portraits import portraits
from mcsim.inputs.sample import frame_of, sampler
from mcsim.models.contract import number, share
from tests.inputs.linked import evaluation

SITES = {
    "site": "{family: normal, mean: {input: all_sites}, se: {input: between_sites}}",
    "all_sites": "{family: normal, mean: 0.3, se: 0.05}",
    "between_sites": "{family: gamma, mean: 0.1, se: 0.03}",
}


def drawn(found, start=0, stop=20_000):
    return sampler(found, make_design(found.settings.design, frame_of(found)))(start, stop)


def test_a_sites_effect_lies_around_an_uncertain_mean(tmp_path):
    values = drawn(evaluation(tmp_path, SITES))
    assert list(values) == list(SITES)
    standard = (values["site"] - values["all_sites"]) / values["between_sites"]
    n = standard.size
    assert abs(standard.mean()) < 4 / n**0.5
    assert standard.var() == pytest.approx(1.0, abs=4 * (2 / n) ** 0.5)
    # Law of total variance.
    assert values["site"].var() == pytest.approx(0.05**2 + 0.1**2 + 0.03**2, rel=0.05)


def test_the_exact_quantile_per_draw_is_used(tmp_path):
    found = evaluation(
        tmp_path,
        {
            "shape": "{family: uniform, min: 0.5, max: 9}",
            "price": "{family: gamma, mean: {input: shape}, se: 1.5}",
        },
    )
    design = make_design(found.settings.design, frame_of(found))
    values = sampler(found, design)(0, 500)
    u = design.uniforms("price", 0, 0, 500)
    alone = [
        build("gamma", {"mean": mean, "se": 1.5}).quantile(np.array([one]))[0]
        for mean, one in zip(values["shape"], u)
    ]
    np.testing.assert_allclose(values["price"], alone, rtol=1e-12)


def test_a_range_is_a_slice_of_the_whole(tmp_path):
    found = evaluation(tmp_path, SITES)
    whole = drawn(found)
    for start, stop in ((0, 1), (7, 100), (8190, 8195), (3, 3)):
        part = drawn(found, start, stop)
        assert all(part[name].tobytes() == whole[name][start:stop].tobytes() for name in SITES)


def test_common_draws_are_one_input_under_two_names(tmp_path):
    found = evaluation(
        tmp_path, {"a": "{family: beta, alpha: 2, beta: 5}", "b": "{family: fixed, value: {input: a}}"}
    )
    values = drawn(found)
    assert values["a"].tobytes() == values["b"].tobytes()
    assert found.families["b"].mean == pytest.approx(2 / 7)


def test_a_shared_shock_moves_all_costs_together(tmp_path):
    inputs = {
        "ward": "{family: gamma, mean: 500, se: 50}",
        "visit": "{family: gamma, mean: 40, se: 4}",
        "level": "{family: lognormal, mean: 1, se: 0.2}",
    }
    more = dict.fromkeys(("ward", "visit"), "  multiplied_by: level\n")
    plain, shocked = drawn(evaluation(tmp_path, inputs)), drawn(evaluation(tmp_path, inputs, more=more))
    for name in ("ward", "visit"):
        assert shocked[name].tobytes() == (plain[name] * plain["level"]).tobytes()
    assert shocked["level"].tobytes() == plain["level"].tobytes()
    assert abs(np.corrcoef(plain["ward"], plain["visit"])[0, 1]) < 0.03
    # cov = 500 * 40 * 0.2^2 over the product of the standard deviations.
    sd = [mean * np.sqrt((1 + 0.1**2) * (1 + 0.2**2) - 1) for mean in (500, 40)]
    assert np.corrcoef(shocked["ward"], shocked["visit"])[0, 1] == pytest.approx(
        800 / (sd[0] * sd[1]), abs=0.02
    )


def test_draws_in_which_the_parents_make_no_distribution_are_not_numbers(tmp_path):
    inputs = {
        "se": "{family: normal, mean: 1, se: 1}",
        "change": "{family: normal, mean: 0, se: {input: se}}",
    }
    values = drawn(evaluation(tmp_path, inputs))
    assert (np.isnan(values["change"]) == (values["se"] <= 0)).all()
    assert 0.1 < np.isnan(values["change"]).mean() < 0.2


def test_copulas_act_on_the_ranks_given_the_parents(tmp_path):
    text = "[{inputs: [site, other], kind: spearman, correlations: 0.5, source: x}]"
    found = evaluation(tmp_path, SITES | {"other": "{family: normal, mean: 0, se: 1}"}, dependence=text)
    values = drawn(found)
    standard = (values["site"] - values["all_sites"]) / values["between_sites"]
    ranks = np.argsort(np.argsort(np.stack([standard, values["other"]]), axis=1), axis=1)
    assert np.corrcoef(ranks)[0, 1] == pytest.approx(0.5, abs=4 / 20_000**0.5)


WRONG = {
    "unknown": ({"a": "{family: normal, mean: {input: b}, se: 1}"}, "refers to `b`, which is no input"),
    "itself": ({"a": "{family: normal, mean: {input: a}, se: 1}"}, "refers to itself (a -> a)"),
    "circle": (
        {
            "a": "{family: normal, mean: {input: b}, se: 1}",
            "b": "{family: normal, mean: 1, se: {input: a}}",
        },
        "refers to itself",
    ),
    "no such parameter": (
        {"a": "{family: fixed, value: 1}", "b": "{family: normal, meen: {input: a}, se: 1}"},
        "did you mean mean?",
    ),
    "a form of one number": (
        {
            "m": "{family: fixed, value: 2}",
            "b": "{family: gamma, mean: {input: m}, interval: [1, 4], level: 0.95}",
        },
        "cannot differ between draws",
    ),
    "impossible at its mean": (
        {"m": "{family: fixed, value: 2}", "b": "{family: beta, mean: {input: m}, se: 0.1}"},
        "must be a number strictly between 0 and 1",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_mistakes_are_named(name, tmp_path):
    inputs, words = WRONG[name]
    with pytest.raises(ConfigError) as caught:
        evaluation(tmp_path, inputs)
    assert words in str(caught.value)
    assert "inputs.yaml:" in caught.value.problems[0].place


def test_an_unknown_shock_is_named(tmp_path):
    with pytest.raises(ConfigError, match="refers to `levl`, which is no input; did you mean `level`"):
        evaluation(
            tmp_path,
            {"price": "{family: fixed, value: 3}", "level": "{family: fixed, value: 1}"},
            more={"price": "  multiplied_by: levl\n"},
        )


class Anything:
    """A model that takes whatever it is given, of any value."""

    strategies = ("a", "b")
    perspectives = ("health_and_social_care",)

    def __init__(self, **inputs):
        self.inputs = inputs


def test_draws_without_a_distribution_are_told_of_before_a_run(tmp_path):
    inputs = {
        "spread": "{family: normal, mean: 1, se: 0.7}",
        "change": "{family: normal, mean: 0, se: {input: spread}}",
    }
    (problem,) = problems_of_fit(evaluation(tmp_path, inputs), Anything(change=number("any")))
    assert problem.place.endswith("change.distribution")
    assert "is no distribution in 0.07" in problem.rule
    assert "as se: -" in problem.rule


def test_a_run_may_allow_some_of_them(tmp_path):
    inputs = {
        "spread": "{family: normal, mean: 1, se: 0.7}",
        "change": "{family: normal, mean: 0, se: {input: spread}}",
    }
    found = evaluation(tmp_path, inputs)
    allowed = found.settings.model_copy(update={"max_failed_share": 0.1})
    assert (
        problems_of_fit(found.model_copy(update={"settings": allowed}), Anything(change=number("any"))) == []
    )


def test_a_dependent_input_must_stay_where_the_model_makes_sense(tmp_path):
    inputs = {
        "level": "{family: beta, alpha: 2, beta: 2}",
        "risk": "{family: normal, mean: {input: level}, se: 0.1}",
    }
    (problem,) = problems_of_fit(evaluation(tmp_path, inputs), Anything(risk=share("any")))
    assert "lies outside [0, 1] with probability 0.0" in problem.rule
    assert "(of 8,192 draws)" in problem.rule


def test_a_joint_input_may_be_multiplied(tmp_path):
    inputs = {
        "stage": "{family: dirichlet, counts: {a: 3, b: 5}}",
        "level": "{family: uniform, min: 1, max: 2}",
    }
    found = evaluation(tmp_path, inputs, more={"stage": "  multiplied_by: level\n"})
    values = drawn(found, 0, 100)
    assert values["stage_a"] + values["stage_b"] == pytest.approx(values["level"])
    needs = {name: number("any") for name in ("stage_a", "stage_b")}
    assert problems_of_fit(found, Anything(**needs)) == []
    assert portraits(found)["from_draws"].values.tolist() == [True, True, False]


def test_the_parts_of_a_mixture_may_refer_to_inputs(tmp_path):
    """Which study holds, and a site around its mean: the structure of evidence and its spread at once."""
    mixture = "{family: mixture, weights: [0.25, 0.75], parts: [%s, {family: fixed, value: 5}]}"
    inputs = {
        "studies": "{family: normal, mean: 1, se: 0.5}",
        "change": mixture % "{family: normal, mean: {input: studies}, se: 0.1}",
    }
    found = evaluation(tmp_path, inputs)
    values = drawn(found)
    assert list(values) == ["studies", "change", "change_part"]
    first = values["change_part"] == 0
    assert first.mean() == pytest.approx(0.25, abs=4 * (0.25 * 0.75 / 20_000) ** 0.5)
    assert (values["change"][~first] == 5).all()
    standard = (values["change"] - values["studies"])[first] / 0.1
    assert standard.std() == pytest.approx(1, abs=4 / (2 * first.sum()) ** 0.5)
    part = drawn(found, 7, 100)
    assert part["change"].tobytes() == values["change"][7:100].tobytes()
    base = drawn(evaluation(tmp_path, inputs, design="one_at_a_time"), 0, 1)
    assert base["change"] == pytest.approx(0.25 * 1 + 0.75 * 5)
    assert base["change_part"] == 1


def test_a_shock_has_no_unit(tmp_path):
    inputs = {"visit": "{family: fixed, value: 3}", "level": "{family: fixed, value: 1}"}
    more = {"visit": "  price_year: 2024/25\n  multiplied_by: level\n", "level": "  price_year: 2024/25\n"}
    with pytest.raises(ConfigError, match="level, which is money of 2024/25"):
        evaluation(tmp_path, inputs, more=more, units=dict.fromkeys(inputs, "GBP"))


@pytest.mark.parametrize("inner", ["all_sites", "between_sites"])
def test_nested_draws_hold_what_their_inputs_refer_to(inner, tmp_path):
    outer = [name for name in SITES if name != inner]
    design = f"{{name: nested, options: {{inputs: [{', '.join(outer)}], inner: 5}}}}"
    (problem,) = problems_of_fit(evaluation(tmp_path, SITES, design=design), Anything(site=number("any")))
    assert f"nested holds site, which refers to {inner}, drawn anew within" in problem.rule


def test_nested_draws_of_all_of_them_stay_the_same_within(tmp_path):
    inputs = SITES | {"other": "{family: uniform, min: 0, max: 1}"}
    design = f"{{name: nested, options: {{inputs: [{', '.join(SITES)}], inner: 5}}}}"
    found = evaluation(tmp_path, inputs, design=design)
    needs = {"site": number("any"), "other": number("any")}
    assert problems_of_fit(found, Anything(**needs)) == []
    values = drawn(found, 0, 100)
    assert len(set(values["site"].tolist())) == 20
    assert len(set(values["other"].tolist())) == 100


@pytest.mark.parametrize("design", ["saltelli", "morris", "fast", "rbd_fast"])
def test_designs_for_independent_inputs_refuse_those_that_refer_to_others(design, tmp_path):
    (problem,) = problems_of_fit(evaluation(tmp_path, SITES, design=design), Anything(site=number("any")))
    assert "independent inputs only, and site are not" in problem.rule


def test_an_input_without_a_mean_stands_at_its_median(tmp_path):
    inputs = {
        "wild": "{family: student_t, degrees_of_freedom: 1, location: 3, scale: 1}",
        "child": "{family: student_t, degrees_of_freedom: 1, location: {input: wild}, scale: 2}",
    }
    base = drawn(evaluation(tmp_path, inputs, design="one_at_a_time"), 0, 1)
    assert {name: value.tolist() for name, value in base.items()} == {"wild": [3.0], "child": [3.0]}
