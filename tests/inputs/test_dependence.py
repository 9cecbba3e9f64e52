"""Copulas: the correlations that were stated, margins left alone, and every mistake named."""

import pickle
import re
from typing import ClassVar

import numpy as np
import pytest
from scipy import stats

from mcsim.config.records import Copula
from mcsim.errors import ConfigError
from mcsim.inputs.dependence import links, problems_of_dependence, stated_matrix
from mcsim.inputs.fit import problems_of_fit
from mcsim.inputs.make import make_design
from mcsim.inputs.portraits import margins
from mcsim.inputs.review import remarks
from mcsim.inputs.sample import frame_of, sampler
from mcsim.models.contract import number
from tests.inputs.linked import FAMILIES, evaluation

N = 100_000
PAIRS = (
    "[{inputs: [risk, price, ratio], kind: %s, "
    "correlations: [[risk, price, 0.6], [price, ratio, -0.4]], source: x%s}]"
)
T = ", copula: t, degrees_of_freedom: 4"


class Anything:
    """A model that takes whatever it is given."""

    strategies = ("a", "b")
    perspectives = ("health_and_social_care",)
    inputs: ClassVar = {name: number("any") for name in FAMILIES}


def drawn(found, n=N):
    return sampler(found, make_design(found.settings.design, frame_of(found)))(0, n)


def correlations(values, names, kind):
    ranks = np.stack([(stats.rankdata(values[name]) - 0.5) / N for name in names])
    return np.corrcoef(ranks if kind == "spearman" else stats.norm.ppf(ranks))


@pytest.mark.parametrize("kind", ["spearman", "normal_score"])
@pytest.mark.parametrize("more", ["", T], ids=["gaussian", "t"])
def test_correlations_are_those_that_were_stated(kind, more, tmp_path):
    found = evaluation(tmp_path, dependence=PAIRS % (kind, more))
    assert problems_of_dependence(found) == []
    values = drawn(found)
    stated = [[1, 0.6, 0], [0.6, 1, -0.4], [0, -0.4, 1]]
    # Four standard errors of a correlation at 10^5 draws, and a half more for the tails of a t.
    assert correlations(values, ("risk", "price", "ratio"), kind) == pytest.approx(
        np.array(stated), abs=4 * 1.5 / N**0.5
    )
    for name in ("gain", "stage"):
        assert abs(np.corrcoef(values[name], values["price"])[0, 1]) < 4 / N**0.5


OTHER_DESIGNS = {
    "sobol": N,
    "halton": N,
    "latin_hypercube": N,
    "{name: nested, options: {inputs: [price], inner: 4}}": N // 4,
    "{name: scenarios, options: {others: sampled, scenarios: {base: {}, high: {gain: 3}}}}": N // 2,
}


@pytest.mark.parametrize("more", ["", T], ids=["gaussian", "t"])
@pytest.mark.parametrize("design", OTHER_DESIGNS)
def test_correlations_hold_under_every_design_that_samples(design, more, tmp_path):
    if more and "nested" in design:
        return  # refused, see below
    found = evaluation(tmp_path, dependence=PAIRS % ("spearman", more), design=design)
    values = drawn(found)
    stated = [[1, 0.6, 0], [0.6, 1, -0.4], [0, -0.4, 1]]
    error = 1.5 / OTHER_DESIGNS[design] ** 0.5
    seen = correlations(values, ("risk", "price", "ratio"), "spearman")
    assert seen == pytest.approx(np.array(stated), abs=4 * error)
    assert len(np.unique(values["price"])) == OTHER_DESIGNS[design]


@pytest.mark.parametrize("design", ["saltelli", "morris", "fast", "rbd_fast"])
def test_designs_for_independent_inputs_refuse_a_copula_and_name_another(design, tmp_path):
    found = evaluation(tmp_path, dependence=PAIRS % ("spearman", ""), design=design)
    (problem,) = [each for each in problems_of_fit(found, Anything()) if "settings.design" in each.place]
    assert "independent inputs only, and price, ratio, risk are not" in problem.rule
    assert "monte_carlo or sobol" in problem.remedy


@pytest.mark.parametrize(
    ("inputs", "refused"), [("[risk, price, ratio]", False), ("[risk]", True), ("[gain]", False)]
)
def test_a_t_copula_is_not_drawn_given_some_of_its_inputs(inputs, refused, tmp_path):
    design = f"{{name: nested, options: {{inputs: {inputs}, inner: 4}}}}"
    found = evaluation(tmp_path, dependence=PAIRS % ("spearman", T), design=design)
    told = [str(each) for each in problems_of_fit(found, Anything()) if "settings.design" in each.place]
    assert bool(told) is refused
    if not refused and "risk" in inputs:
        values = drawn(found, 4000)
        assert len(np.unique(values["price"])) == 1000
        assert len(np.unique(values["gain"])) == 4000


@pytest.mark.parametrize(
    "design", ["one_at_a_time", "{name: two_way_grid, options: {inputs: [risk, price]}}"]
)
def test_no_copula_acts_where_inputs_are_held_at_base(design, tmp_path):
    linked = drawn(evaluation(tmp_path, dependence=PAIRS % ("spearman", ""), design=design), 9)
    alone = drawn(evaluation(tmp_path, design=design), 9)
    assert all((linked[name] == alone[name]).all() for name in alone)


@pytest.mark.parametrize("more", ["", T], ids=["gaussian", "t"])
def test_margins_are_left_alone(more, tmp_path):
    found = evaluation(tmp_path, dependence=PAIRS % ("spearman", more))
    values = drawn(found)
    for name in ("risk", "price", "ratio"):
        u = np.sort(found.families[name].cdf(values[name]))
        distance = np.abs(u - (np.arange(N) + 0.5) / N).max()
        # Kolmogorov and Smirnov: P(sqrt(n) D > 1.95) is 0.001.
        assert distance * N**0.5 < 1.95, name


def test_a_t_copula_has_more_draws_in_the_corners(tmp_path):
    gaussian, t = (
        drawn(evaluation(tmp_path, dependence=PAIRS % ("spearman", more)))
        for more in ("", ", copula: t, degrees_of_freedom: 2")
    )
    both = [
        np.mean(
            (each["risk"] > np.quantile(each["risk"], 0.99))
            & (each["price"] > np.quantile(each["price"], 0.99))
        )
        for each in (gaussian, t)
    ]
    assert both[1] > 1.5 * both[0]


def test_a_block_of_one_correlation_and_a_matrix_say_the_same(tmp_path):
    block = "[{inputs: [risk, price, ratio], kind: spearman, correlations: 0.3, source: x}]"
    matrix = block.replace("0.3", "[[1, 0.3, 0.3], [0.3, 1, 0.3], [0.3, 0.3, 1]]")
    one, other = (drawn(evaluation(tmp_path, dependence=text), 100) for text in (block, matrix))
    assert all((one[name] == other[name]).all() for name in one)


def test_inputs_outside_a_copula_keep_their_draws(tmp_path):
    plain, linked = (
        drawn(evaluation(tmp_path), 500),
        drawn(evaluation(tmp_path, dependence=PAIRS % ("spearman", "")), 500),
    )
    for name in ("gain", "stage", "years", "risk"):
        assert (plain[name] == linked[name]).all(), name
    assert (plain["price"] != linked["price"]).all()


@pytest.mark.parametrize("more", ["", T], ids=["gaussian", "t"])
@pytest.mark.parametrize(("start", "stop"), [(0, 1), (5, 12), (8191, 8194), (4, 4)])
def test_a_range_is_a_slice_of_the_whole(more, start, stop, tmp_path):
    found = evaluation(tmp_path, dependence=PAIRS % ("normal_score", more))
    source = pickle.loads(pickle.dumps(sampler(found, make_design(found.settings.design, frame_of(found)))))
    whole = source(0, 10_000)
    for name, values in source(start, stop).items():
        assert values.tobytes() == whole[name][start:stop].tobytes(), name


def test_two_values_take_the_latent_correlation(tmp_path):
    """With discrete margins the stated correlation is that of the normals behind them."""
    text = "[{inputs: [stage, gain], kind: normal_score, correlations: 0.7, source: x}]"
    values = drawn(evaluation(tmp_path, dependence=text))
    # P(stage 0 and gain below its median) of a bivariate normal: independent arithmetic.
    expected = stats.multivariate_normal([0, 0], [[1, 0.7], [0.7, 1]]).cdf([stats.norm.ppf(0.3), 0.0])
    assert np.mean((values["stage"] == 0) & (values["gain"] < 0)) == pytest.approx(
        expected, abs=4 * 0.5 / N**0.5
    )


def test_some_inputs_first_leaves_the_distribution_alone(tmp_path):
    found = evaluation(tmp_path, dependence=PAIRS % ("spearman", ""))
    (link,) = links(found, first=["ratio"])
    assert link.names == ("ratio", "risk", "price")
    lower = np.array([[*row, *[0] * (3 - len(row))] for row in link.factor])
    latent = 2 * np.sin(np.pi / 6 * np.array([[1, 0, -0.4], [0, 1, 0.6], [-0.4, 0.6, 1]]))
    assert lower @ lower.T == pytest.approx(latent, abs=1e-12)


INFEASIBLE = (
    "[{inputs: [risk, price, ratio], kind: spearman, "
    "correlations: [[risk, price, 0.9], [price, ratio, 0.9], [risk, ratio, -0.5]], source: x}]"
)


def test_an_infeasible_matrix_is_refused_with_what_is_nearest(tmp_path):
    (problem,) = problems_of_dependence(evaluation(tmp_path, dependence=INFEASIBLE))
    assert problem.place.endswith("evaluation.yaml:12 dependence.0.correlations")
    assert "cannot all hold at once for risk, price, ratio" in problem.rule
    for pair in ("risk with price", "price with ratio", "risk with ratio"):
        assert pair in problem.remedy
    assert "(stated -0.5)" in problem.remedy


def test_what_is_proposed_can_be_typed(tmp_path):
    (problem,) = problems_of_dependence(evaluation(tmp_path, dependence=INFEASIBLE))
    proposed = [
        part.split(" (")[0].split()
        for part in problem.remedy.removeprefix("the nearest that can are ").split("; ")
    ]
    pairs = ", ".join(f"[{one}, {other}, {value}]" for one, _, other, value in proposed)
    text = f"[{{inputs: [risk, price, ratio], kind: spearman, correlations: [{pairs}], source: x}}]"
    assert problems_of_dependence(evaluation(tmp_path, dependence=text)) == []


WRONG = {
    "unknown input": (
        "inputs: [risk, pryce], kind: spearman, correlations: 0.5",
        "pryce is no input; did you mean `price`",
    ),
    "fixed input": (
        "inputs: [risk, years], kind: spearman, correlations: 0.5",
        "years is fixed: it does not vary",
    ),
    "one of 1": (
        "inputs: [risk, price], kind: spearman, correlations: 1",
        "1 must lie strictly between -1 and 1",
    ),
    "two beyond": ("inputs: [risk, price], kind: spearman, correlations: -2", "-2 must lie strictly"),
    "wrong size": ("inputs: [risk, price], kind: spearman, correlations: [[1]]", "2 rows of 2 numbers"),
    "not symmetric": (
        "inputs: [risk, price], kind: spearman, correlations: [[1, 0.2], [0.3, 1]]",
        "risk with price is 0.2",
    ),
    "diagonal": (
        "inputs: [risk, price], kind: spearman, correlations: [[0.9, 0.2], [0.2, 1]]",
        "1 for every input with itself",
    ),
    "strange pair": (
        "inputs: [risk, price], kind: spearman, correlations: [[risk, gain, 0.2]]",
        "gain, which is none",
    ),
    "pair twice": (
        "inputs: [risk, price], kind: spearman, correlations: [[risk, price, 0.2], [price, risk, 0.2]]",
        "twice",
    ),
    "pair of one": ("inputs: [risk, price], kind: spearman, correlations: [[risk, risk, 0.2]]", "itself"),
    "t without df": (
        "inputs: [risk, price], copula: t, kind: spearman, correlations: 0.2",
        "t copula needs it",
    ),
    "df without t": (
        "inputs: [risk, price], degrees_of_freedom: 3, kind: spearman, correlations: 0.2",
        "write copula: t",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_mistakes_are_named(name, tmp_path):
    text, words = WRONG[name]
    problems = problems_of_dependence(evaluation(tmp_path, dependence=f"[{{{text}, source: x}}]"))
    assert any(words in str(problem) for problem in problems), problems


@pytest.mark.parametrize(
    "text",
    [
        "inputs: [risk], kind: spearman, correlations: 0.5",
        "inputs: [risk, risk], kind: spearman, correlations: 0.5",
        "inputs: [risk, price], correlations: 0.5",
        "inputs: [risk, price], kind: pearson, correlations: 0.5",
        "inputs: [risk, price], kind: spearman",
        "inputs: [risk, price], kind: spearman, correlations: .nan",
        "inputs: [risk, price], kind: spearman, correlations: yes",
        "inputs: [risk, price], copula: t, degrees_of_freedom: 0.5, kind: spearman, correlations: 0.5",
        "inputs: [risk, price], copula: clayton, kind: spearman, correlations: 0.5",
    ],
)
def test_what_the_file_may_not_say(text, tmp_path):
    with pytest.raises(ConfigError, match=r"dependence\.0"):
        evaluation(tmp_path, dependence=f"[{{{text}, source: x}}]")


def test_an_input_stands_in_one_copula_only(tmp_path):
    one = "{inputs: [risk, %s], kind: spearman, correlations: 0.5, source: x}"
    problems = problems_of_dependence(evaluation(tmp_path, dependence=f"[{one % 'price'}, {one % 'gain'}]"))
    assert [str(each) for each in problems if "risk stands in dependence.0 too" in str(each)]


def test_a_matrix_from_a_list_of_pairs():
    copula = Copula(inputs=("a", "b", "c"), kind="spearman", correlations=(("a", "c", 0.25),), source="x")
    assert stated_matrix(copula).tolist() == [[1, 0, 0.25], [0, 1, 0], [0.25, 0, 1]]


def test_a_copula_of_an_input_and_what_it_refers_to_is_refused(tmp_path):
    inputs = {
        "top": "{family: normal, mean: 0, se: 1}",
        "middle": "{family: normal, mean: {input: top}, se: 1}",
        "bottom": "{family: normal, mean: {input: middle}, se: 1}",
    }
    text = "[{inputs: [bottom, top], kind: spearman, correlations: 0.5, source: x}]"
    (problem,) = problems_of_dependence(evaluation(tmp_path, inputs, dependence=text))
    assert "bottom refers to top" in problem.rule


def test_what_a_shock_leaves_of_a_correlation_is_told(tmp_path):
    text = "[{inputs: [price, ratio], kind: spearman, correlations: -0.5, source: x}]"
    inputs = FAMILIES | {"level": "{family: lognormal, mean: 1, se: 0.5}"}
    more = dict.fromkeys(("price", "ratio"), "  multiplied_by: level\n")
    found = evaluation(tmp_path, inputs, dependence=text, more=more)
    said = [str(each) for each in remarks(found, margins(found)) if "copula acts" in str(each)]
    values = drawn(found)
    ranks = [stats.rankdata(values[name]) for name in ("price", "ratio")]
    realised = np.corrcoef(ranks)[0, 1]
    assert len(said) == 2
    assert "before level multiplies it" in said[0]
    told = float(re.search(r"with ratio (-?[0-9.]+)", said[0])[1])
    assert told == pytest.approx(realised, abs=0.02)
    assert told > -0.3
