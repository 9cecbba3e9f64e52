"""Distributions within distributions, and the keys that scale, shift and truncate."""

import numpy as np
import pytest
from scipy import stats

from distributions.build import build
from distributions.error import ParameterError
from distributions.table import (
    Discrete,
    Fixed,
    Gamma,
    Lognormal,
    Mixture,
    Normal,
    Poisson,
    Rescaled,
    Truncated,
    TruncatedNormal,
)
from distributions.tables.quantile_table import QuantileTable, fast_quantile
from tests.distributions.oracles import Limited

PARTS = [{"family": "normal", "mean": 0, "se": 1}, {"family": "fixed", "value": 3}]


def problems_of(family: str, parameters: dict[str, object]) -> list[str]:
    with pytest.raises(ParameterError) as caught:
        build(family, parameters)
    return caught.value.problems


def test_parts_are_built_from_what_they_state():
    mixture = build("mixture", {"weights": [0.25, 0.75], "parts": PARTS})
    assert mixture == Mixture((0.25, 0.75), (Normal(0, 1), Fixed(3)))


def test_a_part_may_be_changed():
    changes = {"scale_by": -1, "shift_by": 1, "truncate_to": [0, None]}
    part = {"family": "gamma", "mean": 0.2, "se": 0.1}
    mixture = build("mixture", {"weights": [0.5, 0.5], "parts": [{**part, **changes}, PARTS[1]]})
    assert mixture.parts[0] == Truncated(Rescaled(Gamma(4.0, 0.05), -1, 1), 0, None)


def test_problems_of_parts_say_where_and_come_together():
    parts = [{"family": "normal", "mean": 0, "se": -1}, {"family": "gama"}, PARTS[0]]
    problems = "; ".join(problems_of("mixture", {"weights": [0.5, 0.6, 0], "parts": parts, "foo": 1}))
    for words in (
        "parts[0]: se: -1 must be a finite number greater than 0",
        "parts[1]: family: 'gama' is unknown (did you mean gamma?)",
        "weights: [0.5, 0.6, 0] must be",
        "'foo' is not a parameter of mixture",
    ):
        assert words in problems


@pytest.mark.parametrize(
    "parts",
    [
        [PARTS[0]],
        [PARTS[0], 3],
        [PARTS[0], {"mean": 3, "se": 1}],
        [PARTS[0], {"family": "mixture", "weights": [0.5, 0.5], "parts": PARTS}],
        [PARTS[0], {"family": "dirichlet", "counts": {"a": 1, "b": 2}}],
        PARTS[0],
        "normal",
    ],
)
def test_what_is_no_list_of_distributions_of_one_scalar_is_refused(parts):
    problems = problems_of("mixture", {"weights": [0.5, 0.5], "parts": parts})
    assert any("must be a list of two or more distributions of one scalar each" in each for each in problems)


def nested(levels: int) -> dict[str, object]:
    value: dict[str, object] = {"family": "fixed", "value": 1}
    for _ in range(levels):
        value = {"family": "mixture", "weights": [0.5, 0.5], "parts": [PARTS[0], value]}
    return value


def holding_itself() -> dict[str, object]:
    value: dict[str, object] = {"family": "normal", "mean": 0}
    value["se"] = [value] * 9
    return value


@pytest.mark.parametrize("value", [nested(11), nested(2000), holding_itself()], ids=["11", "2000", "itself"])
def test_distributions_that_go_too_deep_are_refused(value):
    (problem,) = problems_of("normal", {"mean": 0, "se": value})
    assert problem.startswith("se: distributions within distributions go too deep, or hold themselves")
    assert "go too deep" not in problems_of("normal", {"mean": 0, "se": nested(9)})[0]


def test_a_category_may_be_called_family():
    assert build("dirichlet", {"counts": {"family": 3, "single": 4}}).categories == ("family", "single")


def test_scale_and_shift_turn_a_disutility_into_a_utility():
    utility = build("gamma", {"mean": 0.2, "se": 0.1, "scale_by": -1, "shift_by": 1})
    assert utility == Rescaled(Gamma(4.0, 0.05), -1.0, 1.0)
    assert (utility.mean, utility.variance) == (pytest.approx(0.8), pytest.approx(0.01))
    assert build("normal", {"mean": 1, "se": 1, "shift_by": 2}) == Rescaled(Normal(1, 1), 1.0, 2.0)


def test_changes_may_differ_between_draws():
    shift = np.array([0.0, 10.0])
    family = build("normal", {"mean": 0, "se": 1, "scale_by": np.array([1, -1]), "shift_by": shift})
    assert family.quantile(np.array([0.1, 0.1])) == pytest.approx([-1.2815515655, 8.7184484345])
    limits = [shift - 1, None]
    truncated = build("normal", {"mean": 0, "se": 20, "truncate_to": limits})
    alone = [build("normal", {"mean": 0, "se": 20, "truncate_to": [float(low), None]}) for low in limits[0]]
    u = np.array([1e-9, 0.9])
    expected = [each.quantile(u[[at]])[0] for at, each in enumerate(alone)]
    assert truncated.quantile(u).tolist() == expected
    assert truncated.mean.tolist() == [each.mean for each in alone]


LOCATIONS = np.linspace(0, 1, 5)


@pytest.mark.parametrize(
    "parameters",
    [
        {"truncate_to": [None, 3.0]},
        {"truncate_to": [0.25, 2.0], "min": -1.0},
        {"truncate_to": [LOCATIONS - 1, 3.0], "min": LOCATIONS - 3, "max": 4.0},
        {"truncate_to": [0.5, 8.0], "scale_by": 2.0, "shift_by": 1.0, "min": -2.0},
        {"scale_by": -1.0, "shift_by": LOCATIONS},
    ],
    ids=str,
)
def test_changes_of_a_truncated_normal_that_differs_between_draws(parameters):
    stated = {"location": LOCATIONS, "scale": 1.0, **parameters}
    together = build("truncated_normal", stated)
    u = np.array([1e-9, 0.2, 0.5, 0.9, 1 - 1e-9])
    for draw, each in enumerate(u):
        alone = together.at(draw)
        x = alone.quantile(np.array([each]))
        assert together.quantile(u)[draw] == x[0]
        for figure in ("cdf", "survival", "density"):
            # One number asked of all draws, as a limit is.
            assert getattr(together, figure)(x[0])[draw] == getattr(alone, figure)(x)[0]
        assert together.mean[draw] == pytest.approx(alone.mean, rel=1e-12)


def test_changes_of_many_draws_need_no_moments(monkeypatch):
    """Those of 20,000 truncated normals take seconds."""

    def asked(family):
        raise AssertionError("the mean was asked for")

    monkeypatch.setattr(TruncatedNormal, "mean", property(asked))
    monkeypatch.setattr(TruncatedNormal, "variance", property(asked))
    stated = {"location": np.linspace(0, 1, 20_000), "scale": 1, "min": -1}
    scaled = build("truncated_normal", {**stated, "scale_by": 2, "shift_by": 1})
    u = np.full(20_000, 0.3)
    assert scaled.quantile(u).tolist() == (1 + 2 * build("truncated_normal", stated).quantile(u)).tolist()
    with pytest.raises(ParameterError, match="beyond what a computer's numbers hold"):
        build("truncated_normal", {**stated, "scale_by": 1e308})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"scale_by": 0}, "scale_by: 0 must be a finite number other than 0"),
        ({"shift_by": "a"}, "shift_by: 'a' must be"),
        ({"truncate_to": [2, 1]}, "truncate_to: [2, 1] must be a list of two numbers in ascending order"),
        ({"truncate_to": 2}, "truncate_to: 2 must be"),
        ({"truncate_to": [0, 1, 2]}, "truncate_to: [0, 1, 2] must be"),
        ({"truncate_to": [40, None]}, "has the probability 0 before truncation"),
        ({"truncate_to": [12, None]}, "has the probability 1.78e-33 before truncation, with a mean of 0"),
        ({"scale_bye": 2}, "did you mean scale_by?"),
        (
            {"scale_by": 1e300},
            "scale_by: 1e+300, shift_by: 0: the result is beyond what a computer's numbers",
        ),
        ({"scale_by": 1e308, "shift_by": 1e308}, "hold (mean 1e+308, variance inf)"),
    ],
)
def test_wrong_changes_are_sentences(changes, words):
    assert words in "; ".join(problems_of("normal", {"mean": 0, "se": 1, **changes}))


def test_a_distribution_without_moments_may_be_changed_too():
    cauchy = build("student_t", {"degrees_of_freedom": 1, "location": 0, "scale": 1, "scale_by": 2})
    assert cauchy.quantile(np.array([0.75])) == pytest.approx(2)


@pytest.mark.parametrize("key", ["scale_by", "shift_by"])
def test_joint_families_refuse_changes(key):
    (problem,) = problems_of("dirichlet", {"counts": {"a": 1, "b": 2}, key: 2})
    assert problem == f"{key}: cannot be applied to dirichlet, which holds several scalars"
    (problem,) = problems_of("mixture", {"weights": [0.5, 0.5], "parts": PARTS, key: 2})
    assert "each of its parts may carry them" in problem


@pytest.mark.parametrize("low", [1.0, 3.0])
def test_next_to_a_limit_the_distance_from_it_is_right(low):
    """P(low < X < q) / P(X > low) = u, compared with the series of the hazard, which shares no code."""
    family = Truncated(Normal(0.0, 1.0), low, None)
    u = np.array([1e-9, 1e-7, 1e-6])
    hazard = stats.norm.pdf(low) / stats.norm.sf(low)
    distance = u / hazard * (1 + u / hazard * low / 2)
    resolution = 2 * np.spacing(low)
    np.testing.assert_array_less(np.abs(family.quantile(u) - low - distance), 1e-10 * distance + resolution)


@pytest.mark.parametrize("sigma", [1.2, 5.0])
def test_moments_of_a_truncated_lognormal_are_those_of_its_closed_form(sigma):
    family = Truncated(Lognormal(0.0, sigma), 1.0, None)
    first = np.exp(sigma**2 / 2) * stats.norm.cdf(sigma) / 0.5
    second = np.exp(2 * sigma**2) * stats.norm.cdf(2 * sigma) / 0.5
    assert family.mean == pytest.approx(first, rel=1e-11)
    assert family.variance == pytest.approx(second - first**2, rel=1e-10)


def test_moments_of_a_truncated_gamma_with_a_tiny_shape():
    family = Truncated(Gamma(0.05, 1.0), None, 2.0)
    share = stats.gamma(1.05).cdf(2.0) / stats.gamma(0.05).cdf(2.0)
    assert family.mean == pytest.approx(0.05 * share, rel=1e-10)


def test_truncated_poisson_has_its_moments():
    family = Truncated(Poisson(2.5), 1.0, None)
    exact = 2.5 / -np.expm1(-2.5)
    assert family.mean == pytest.approx(exact, rel=1e-12)
    assert family.variance == pytest.approx(exact * (3.5 - exact), rel=1e-12)
    assert family.support == (1, np.inf)


def test_a_limit_takes_the_value_that_only_rounding_keeps_from_it():
    family = Truncated(Rescaled(Poisson(2.5), -0.1, 1.0), 0.4, None)
    assert family.support[0] == pytest.approx(0.4)
    assert family.cdf(np.array([1 - 0.1 * 6])) > 0


def test_truncated_list_of_values():
    family = Truncated(Discrete((1.0, 2.0, 7.0), (0.2, 0.5, 0.3)), 1.5, 7.0)
    assert family.density(np.array([1.0, 2.0, 7.0])) == pytest.approx([0, 0.625, 0.375])
    assert family.quantile(np.array([0.1, 0.62, 0.63, 0.9])).tolist() == [2, 2, 7, 7]
    assert family.support == (2, 7)


@pytest.mark.parametrize(
    "family",
    [
        Truncated(Normal(0.0, 1.0), -1.0, 2.0),
        Truncated(Gamma(400.0, 0.25), 90.0, None),
        Truncated(Lognormal(7.0, 1.2), None, 5000.0),
        Rescaled(Gamma(4.0, 0.05), -1.0, 1.0),
        Rescaled(Normal(0.0, 1.0), -3.0, 1.0),
    ],
    ids=str,
)
def test_changed_distributions_are_served_from_tables(family):
    table = fast_quantile(family)
    assert isinstance(table, QuantileTable)
    u = (np.random.default_rng(3).integers(0, 2**52, 20_000) + 0.5) / 2**52
    values = table(u)
    reached = np.where(u <= 0.5, family.cdf(values), family.survival(values))
    near = np.minimum(u, 1 - u)
    resolution = 16 * np.spacing(np.abs(values)) * family.density(values)
    np.testing.assert_array_less(np.abs(reached - near), 1e-10 * near + resolution)


def test_rescaled_reads_the_table_of_its_parent():
    parent, u = Gamma(4.0, 0.05), np.array([0.1, 0.9])
    quantile = fast_quantile(Rescaled(parent, 3.0, 1.0))
    assert quantile(u).tolist() == (1.0 + 3.0 * fast_quantile(parent)(u)).tolist()
    fast = Rescaled(Normal(0.0, 1.0), 3.0, 1.0)
    assert fast_quantile(fast) == fast.quantile
    assert fast.quantile(u).tolist() == (1.0 + 3.0 * Normal(0.0, 1.0).quantile(u)).tolist()


def test_truncation_in_the_far_tail_agrees_with_scipy():
    family, oracle = Truncated(Gamma(2.0, 1.0), 30.0, 60.0), Limited(stats.gamma(2), 30.0, 60.0)
    mass = stats.gamma(2).sf(30) - stats.gamma(2).sf(60)
    u = np.array([0.01, 0.5, 0.99])
    np.testing.assert_allclose(family.quantile(u), stats.gamma(2).isf(stats.gamma(2).sf(30) - u * mass))
    assert oracle.support() == family.support
