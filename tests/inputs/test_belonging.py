"""Scenarios, grids and one-at-a-time designs of inputs whose scalars belong together."""

from dataclasses import replace

import numpy as np
import pytest

from mcsim.config.records import DesignChoice
from mcsim.errors import ConfigError
from mcsim.inputs.designs.monte_carlo import MonteCarlo
from mcsim.inputs.make import make_design
from mcsim.inputs.sample import frame_of, sampler
from mcsim.inputs.stated_values import outside_domain
from mcsim.models.contract import amount, positive, share
from tests.inputs.linked import evaluation

INPUTS = {
    "saving": "{family: mixture, weights: [0.6, 0.0, 0.4], parts: [{family: beta, mean: 0.07, se: 0.02}, "
    "{family: fixed, value: 9}, {family: gamma, mean: 2, se: 1}]}",
    "row": "{family: dirichlet, counts: {well: 80, ill: 15, dead: 5}}",
    "effects": "{family: multivariate_normal, names: [a, b], means: [1, 2], covariance: [[4, 3], [3, 9]]}",
    "price": "{family: gamma, mean: 100, se: 40}",
    "centre": "{family: normal, mean: {input: price}, se: 5}",
}
ROW = {"row_well": 0.7, "row_ill": 0.2, "row_dead": 0.1}


@pytest.fixture
def stated(tmp_path):
    return evaluation(tmp_path, INPUTS, more={"saving": "  multiplied_by: price\n"})


def made(found, name, n=4000, **options):
    return make_design(DesignChoice(name=name, options=options), replace(frame_of(found), n_draws=n))


def drawn(found, name, **options):
    design = made(found, name, **options)
    return sampler(found, design)(0, design.n_draws)


def refused(found, name, **options):
    with pytest.raises(ConfigError) as raised:
        made(found, name, **options)
    return [problem.rule for problem in raised.value.problems]


def parts(*numbers, **more):
    return {"scenarios": {f"part {number}": {"saving_part": number} for number in numbers}} | more


def test_fixing_the_label_of_a_mixture_fixes_the_part(stated):
    found = drawn(stated, "scenarios", **parts(0, 2, others="sampled"))
    value, part = (found["saving"] / found["price"]).reshape(-1, 2), found["saving_part"].reshape(-1, 2)
    assert (part == [0, 2]).all()
    # The beta's mean and standard error, and the gamma's, within 4 standard errors.
    assert value.shape == (2000, 2)
    assert np.abs(value.mean(axis=0) - [0.07, 2.0]).max() < 4 / 2000**0.5
    assert abs(value[:, 0].mean() - 0.07) < 4 * 0.02 / 2000**0.5
    assert value[:, 0].max() < 0.2
    assert value[:, 1].std() == pytest.approx(1.0, rel=0.1)


def test_the_samples_of_a_scenario_that_fixes_no_part_are_left_alone(stated):
    scenarios = {"base": {}, "none": {"saving_part": 0}}
    with_base = drawn(stated, "scenarios", scenarios=scenarios, others="sampled")
    alone = drawn(stated, "scenarios", n=2000, scenarios={"base": {}}, others="sampled")
    for name in alone:
        assert (with_base[name][::2] == alone[name]).all(), name
    assert (alone["saving_part"] == 0).mean() == pytest.approx(0.6, abs=0.05)


def test_with_the_others_at_their_base_a_fixed_part_stands_at_its_mean(stated):
    found = drawn(stated, "scenarios", **parts(0, 2))
    assert found["saving_part"].tolist() == [0, 2]
    # The factor that multiplies it stands at 100.
    np.testing.assert_allclose(found["saving"], [7.0, 200.0], rtol=1e-12)


def test_a_mixture_at_its_base_is_of_an_existing_part(stated):
    found = drawn(stated, "scenarios", scenarios={"base": {}, "dear": {"price": 150}})
    assert found["saving_part"].tolist() == [0, 0]
    np.testing.assert_allclose(found["saving"], [84.2, 126.3], rtol=1e-12)
    # One that refers to another stands at its mean given what that is here.
    np.testing.assert_allclose(found["centre"], [100.0, 150.0], rtol=1e-12)


@pytest.mark.parametrize("number", [7, 0.5, -1, 1])
def test_a_label_that_is_no_part_is_refused_with_the_list(number, stated):
    (said,) = refused(stated, "scenarios", **parts(number))
    assert said.startswith(f"scenarios.part {number}.saving_part: is {number}, which is no part of `saving`")
    assert "its parts are 0, 2" in said


def test_a_grid_over_the_parts(stated):
    options = {"inputs": ["saving_part", "price"], "ranges": {"saving_part": [0, 2], "price": [50, 100]}}
    found = drawn(stated, "two_way_grid", points=2, **options)
    assert found["saving_part"].tolist() == [0, 0, 2, 2]
    np.testing.assert_allclose(found["saving"], [3.5, 7.0, 100.0, 200.0], rtol=1e-12)
    (said,) = refused(stated, "two_way_grid", points=3, **options)
    assert said.startswith("ranges.saving_part: is 1, which is no part of `saving`")


@pytest.mark.parametrize("others", ["mean", "sampled"])
def test_a_joint_family_is_fixed_whole_or_not_at_all(others, stated):
    found = drawn(stated, "scenarios", scenarios={"base": {}, "fixed": ROW}, others=others)
    total = sum(found[name] for name in ROW)
    np.testing.assert_allclose(total, 1.0, rtol=1e-12)
    assert (found["row_ill"][1::2] == 0.2).all()
    scenarios = {"a": {"row_well": 0.1}, "b": {"effects_b": 1.0}, "c": {**ROW, "row_ill": 0.3}}
    assert refused(stated, "scenarios", scenarios=scenarios, others=others) == [
        "scenarios.a: fixes row_well of `row`, whose scalars are drawn together; fix row_ill, row_dead as "
        "well, or none of them",
        "scenarios.b: fixes effects_b of `effects`, whose scalars are drawn together; fix effects_a as well, "
        "or none of them",
        "scenarios.c: row_well, row_ill, row_dead are shares of `row` and add up to 1.1; let them add up to "
        "1",
    ]


def test_values_of_a_joint_family_on_a_grid_are_refused(stated):
    options = {"inputs": ["row_well", "effects_a"], "ranges": {"row_well": [0, 1]}}
    first, second = refused(stated, "two_way_grid", **options)
    assert first.startswith("inputs: `row_well` is drawn together with the other scalars of `row`")
    assert second.startswith("inputs: `effects_a` is drawn together")


def test_values_outside_the_models_domain_are_told_with_their_place(stated):
    needs = {"price": positive("GBP"), "row_well": share(), "saving": amount("GBP")}
    scenarios = {
        "a": {"price": 0, "saving": 0},
        "b": {**ROW, "row_well": 1.5, "row_dead": -0.7},
        "c": {"price": 1},
    }
    design = made(stated, "scenarios", scenarios=scenarios)
    assert [said.partition(",")[0] for said in outside_domain(design, needs)] == [
        "scenarios.a.price: is 0",
        "scenarios.b.row_well: is 1.5",
    ]
    assert "outside (0, inf), where" in outside_domain(design, needs)[0]
    ranges = {"price": [-5, 10], "saving": [0, 1]}
    grid = made(stated, "two_way_grid", inputs=list(ranges), ranges=ranges, points=4)
    assert [said.partition(",")[0] for said in outside_domain(grid, needs)] == [
        "ranges.price: is -5",
        "ranges.price: is 0",
    ]
    assert outside_domain(MonteCarlo(frame_of(stated)), needs) == []


def test_the_budget_does_not_matter_where_every_draw_is_chosen(stated):
    for name, options in {
        "one_at_a_time": {},
        "two_way_grid": {"inputs": ["price", "centre"], "points": 101},
        "scenarios": {"scenarios": {"a": {}, "b": {}, "c": {}}},
    }.items():
        one, many = (made(stated, name, n=n, **options) for n in (1, 10**6))
        assert one.n_draws == many.n_draws > 2
    assert made(stated, "two_way_grid", n=1, inputs=["price", "centre"], points=101).n_draws == 101**2


def test_one_at_a_time_says_what_each_uniform_of_an_input_moves(stated):
    design = made(stated, "one_at_a_time")
    here, values = design.coordinates(np.arange(design.n_draws)), drawn(stated, "one_at_a_time")
    told = dict(zip(here["varied"].tolist(), here["scalar"].tolist(), strict=True))
    assert told == {
        "": "",
        "saving: which part": "saving_part",
        "saving: within the part": "saving",
        "row: split 1 of 2": "row_well",
        "row: split 2 of 2": "row_ill",
        "effects: a": "effects_a",
        "effects: b given those before": "effects_b",
        "price": "price",
        "centre": "centre",
    }
    for varied, scalar in list(told.items())[1:]:
        low, high = values[scalar][here["varied"] == varied]
        assert low < high, varied


T_COPULA = (
    "[{inputs: [risk, price], copula: t, degrees_of_freedom: 4, kind: spearman, correlations: 0.5, "
    "source: x}]"
)
MARGINS = {"risk": "{family: beta, alpha: 3, beta: 7}", "price": "{family: gamma, mean: 100, se: 40}"}


@pytest.mark.parametrize("design", ["monte_carlo", "sobol", "halton"])
def test_an_input_that_is_appended_leaves_linked_draws_alone(design, tmp_path):
    values = []
    for more in ({}, {"gain": "{family: normal, mean: 0, se: 1}", "fee": "{family: normal, mean: 0, se: 1}"}):
        found = evaluation(tmp_path, MARGINS | more, T_COPULA)
        made_of = make_design(DesignChoice(name=design), replace(frame_of(found), n_draws=320))
        values.append(sampler(found, made_of)(0, 320))
    for name in MARGINS:
        assert (values[0][name] == values[1][name]).all(), name


def test_what_inputs_share_comes_right_after_the_last_of_them(tmp_path):
    frame = frame_of(evaluation(tmp_path, {**MARGINS, "gain": "{family: normal, mean: 0, se: 1}"}, T_COPULA))
    assert frame.every_stream == (("risk", 0), ("price", 0), ("price+risk", 0), ("gain", 0))
