"""What a configuration may say, and that wrong input of any kind gives sentences and never anything else."""

import pickle
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from distributions.build import build
from distributions.error import ParameterError
from distributions.figures import FIGURES
from distributions.form import forms
from distributions.table import FAMILIES, Fixed, Gamma, Normal
from tests.distributions.on_paper import ON_PAPER


def problems_of(family: object, parameters: object) -> list[str]:
    with pytest.raises(ParameterError) as caught:
        build(family, parameters)
    assert caught.value.problems
    return caught.value.problems


def family_or_sentences(family: str, parameters: dict[str, object]) -> None:
    """Build, and fail on anything that is neither a family nor a list of sentences."""
    problems = None
    try:
        built = build(family, parameters)
    except ParameterError as error:
        problems = error.problems
    if problems is None:
        assert built.name == family
    else:
        assert problems
        assert all(isinstance(problem, str) and problem for problem in problems)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
def test_every_name_in_a_form_has_a_rule_and_a_value_round_trips(family):
    for form in forms(family):
        assert all(name in FIGURES or name in family.constraints for name in form.names)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
def test_no_two_forms_take_the_same_names(family):
    for form in forms(family):
        for given_names in (form.required, form.names):
            assert sum(other.takes(given_names) for other in forms(family)) == 1


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
def test_no_form_takes_a_standard_deviation_without_a_number_of_people(family):
    for form in forms(family):
        assert "sd" not in form.names or "n" in form.required


def test_unknown_family_names_the_nearest():
    (problem,) = problems_of("gama", {})
    assert "did you mean gamma?" in problem
    assert "dirichlet" in problem


def test_unknown_name_names_the_nearest_and_what_is_accepted():
    problems = problems_of("gamma", {"mean": 3, "scal": 2})
    assert "'scal' is not a parameter of gamma (did you mean scale?)" in problems[0]
    assert "mean, se; or mean, sd, n; or mean, se_share_of_mean; or " in problems[-1]
    assert problems[-1].endswith("; or shape, scale")


def test_names_and_values_are_reported_together():
    problems = "; ".join(problems_of("normal", {"mean": "x", "se": -1, "foo": 1}))
    for words in ("'foo' is not a parameter", "mean: 'x' must be a finite number", "se: -1 must be"):
        assert words in problems


def test_names_that_do_not_go_together():
    assert any("do not go together" in problem for problem in problems_of("gamma", {"mean": 3, "shape": 2}))
    assert any(
        "do not go together" in problem for problem in problems_of("gamma", {"mean": 3, "se": 1, "n": 9})
    )


def test_standard_deviation_alone_is_refused_with_the_remedy():
    (problem,) = problems_of("gamma", {"mean": 3, "sd": 2})
    assert "uncertainty of the mean" in problem
    assert "give n" in problem
    assert problems_of("uniform", {"min": 3, "max": 4, "sd": 2})


def test_estimate_must_be_called_mean_or_median():
    (problem,) = problems_of("lognormal", {"estimate": 0.8, "interval": [0.6, 1.07], "level": 0.95})
    assert "mean or a median" in problem


def test_level_is_never_assumed():
    (problem,) = problems_of("lognormal", {"median": 0.8, "interval": [0.6, 1.07]})
    assert "a 90 % interval and a 95 % interval are not the same thing" in problem


def test_names_that_people_write_for_ratios():
    (problem,) = problems_of("lognormal", {"rr": 0.8, "interval": [0.6, 1.07], "level": 0.95})
    assert "write risk_ratio" in problem
    (problem,) = problems_of("lognormal", {"risk_ratio": 0.8, "interval": [0.6, 1.07]})
    assert "a 90 % interval and a 95 % interval are not the same thing" in problem
    figures = {"odds_ratio": 0.8, "interval": [0.6, 1.07], "level": 0.95, "baseline_risk": 0.1}
    assert "to is missing" in problems_of("lognormal", figures)[0]


def test_number_that_yaml_read_as_text():
    (problem,) = problems_of("fixed", {"value": "1e-3"})
    assert "read as text" in problem
    assert "read as text" not in problems_of("fixed", {"value": "lots"})[0]


def test_kinds_of_number_that_are_taken():
    for value in (3, 3.0, np.float32(3), np.int64(3), np.float64(3), Fraction(3), np.array(3)):
        family = build("fixed", MappingProxyType({"value": value}))
        assert family == Fixed(3.0)
        assert type(family.value) is float


def test_native_parameters():
    assert build("gamma", {"shape": 4, "scale": 25}) == Gamma(4.0, 25.0)
    assert build("normal", {"location": 4, "scale": 25}) == Normal(4.0, 25.0)


def test_a_published_figure_may_differ_between_draws():
    mean = np.array([100.0, 200.0])
    gamma = build("gamma", {"mean": mean, "se": 50})
    np.testing.assert_allclose(gamma.mean, mean)
    np.testing.assert_allclose(gamma.variance, 2500)
    assert problems_of("gamma", {"mean": np.array([100.0, -1.0]), "se": 50})
    assert problems_of("beta", {"events": np.array([1.0, 2.0]), "n": 50})


LENGTHS = {"mean": np.ones(3), "se": np.ones(2)}


@pytest.mark.parametrize(
    ("family", "parameters", "words"),
    [
        ("gamma", LENGTHS, "mean: holds 3 values, one per draw, but se: holds 2"),
        (
            "fixed",
            {"value": np.ones(3), "shift_by": np.ones(2)},
            "value: holds 3 values, one per draw, but shift_by",
        ),
        ("normal", {**LENGTHS, "se": 1, "truncate_to": [np.zeros(2), None]}, "but truncate_to[0]: holds 2"),
        (
            "beta",
            {"events": np.ones(2), "n": 9},
            "events: cannot differ between draws in the form events, n (and prior",
        ),
        ("beta", {"mean": np.full(2, 0.5), "sd": 1, "n": 99, "interval": [0.2, 0.7]}, "do not go together"),
        (
            "logit_normal",
            {"mean": 0.5, "sd": np.ones(2), "n": 99},
            "sd: cannot differ between draws in the form mean, sd, n",
        ),
        (
            "mixture",
            {"weights": [0.5, 0.5], "parts": [{"family": "fixed", "value": np.ones(n)} for n in (2, 4)]},
            "parts[0]: holds 2 values, one per draw, but parts[1]: holds 4",
        ),
    ],
)
def test_figures_that_differ_between_draws_where_they_cannot(family, parameters, words):
    assert words in "; ".join(problems_of(family, parameters))


def test_native_parameters_differ_between_as_many_draws():
    with pytest.raises(ParameterError, match="location: holds 3 values, one per draw, but scale: holds 2"):
        Normal(np.zeros(3), np.ones(2))


@pytest.mark.parametrize(("family", "published"), [row[:2] for row in ON_PAPER], ids=str)
def test_every_form_takes_one_value_per_draw_or_says_that_it_does_not(family, published):
    (form,) = (each for each in forms(FAMILIES[family]) if each.takes(published))
    one = {"prior", *form.single}  # what a prior adds is read as one number
    numeric = [name for name, value in published.items() if isinstance(value, int | float)]
    may_differ = [name for name in numeric if name not in one]
    for name in form.single:
        if published.get(name) is not None:
            several = {**published, name: np.full(3, published[name])}
            assert f"{name}: cannot differ between draws" in "; ".join(problems_of(family, several))
    if may_differ:
        several = {**published, **{name: np.full(3, published[name]) for name in may_differ}}
        assert build(family, several).at(1) == build(family, published)


def test_long_lists_are_read():
    n = 200_000
    built = build("discrete", {"values": list(range(n)), "probabilities": [1 / n] * n})
    assert built.mean == pytest.approx((n - 1) / 2)


def test_many_problems_are_told_in_a_few_sentences():
    problems = problems_of("normal", {"mean": 0, **{f"seventh{k}": k for k in range(10_000)}})
    assert len(problems) < 12
    assert "and 9995 more names that are no parameters" in "; ".join(problems)
    assert "normal takes mean, se" in problems[-1]
    parts = [{"family": "normal", "mean": 0, "se": -1}] * 60
    (problem, *_) = problems_of("mixture", {"weights": [1 / 60] * 60, "parts": parts})
    assert problem.count("se: -1") == 10
    assert problem.endswith("and 50 more")
    assert (
        pickle.loads(pickle.dumps(ParameterError(["a"] * 50))).problems == ParameterError(["a"] * 50).problems
    )


def test_too_many_parts_and_quantiles_are_refused():
    parts = [{"family": "normal", "mean": 0, "se": 1}] * 101
    problems = problems_of("mixture", {"weights": [1 / 101] * 101, "parts": parts})
    assert problems == ["parts: holds 101 distributions; it must hold 100 at most"]
    quantiles = {(k + 1) / 1002: k for k in range(1000)}
    assert "100 at most" in problems_of("normal", {"quantiles": quantiles})[0]


def test_a_hundred_quantiles_are_fitted():
    u = np.arange(1, 101) / 101
    quantiles = dict(zip(u.tolist(), Normal(3, 2).quantile(u).tolist(), strict=True))
    fitted = build("normal", {"quantiles": quantiles})
    assert (fitted.location, fitted.scale) == (pytest.approx(3), pytest.approx(2))


class Hostile:
    def __repr__(self) -> str:
        raise RuntimeError

    __str__ = __repr__


WRONG_KINDS = [
    None,
    True,
    "",
    "three",
    [],
    [1],
    [1, 2, 3],
    {},
    {"a": 1},
    {"a": {}},
    float("nan"),
    float("inf"),
    -float("inf"),
    10**400,
    -(10**5000),
    1j,
    Decimal(3),
    object(),
    Hostile(),
    np.bool_(True),
    np.array([]),
    np.array([[1.0]]),
    np.array(["a"]),
    np.array([np.nan]),
    b"1",
    range(2),
    {1, 2},
    build,
]


@pytest.mark.parametrize("wrong", WRONG_KINDS, ids=lambda value: type(value).__name__)
def test_wrong_kinds_are_sentences_everywhere(wrong):
    problems_of(wrong, {})
    if not isinstance(wrong, dict):
        problems_of("gamma", wrong)
    for name, family in FAMILIES.items():
        for form in forms(family):
            for wrong_name in form.names:
                right = dict.fromkeys(form.names, 0.5)
                family_or_sentences(name, {**right, wrong_name: wrong})


@pytest.mark.parametrize(
    "key", [None, 3, 10**5000, (1, 2), Hostile(), b"mean"], ids=lambda key: type(key).__name__
)
def test_wrong_kinds_of_name(key):
    assert problems_of("normal", {key: 1})
    assert problems_of("normal", {"mean": 1, "se": 1, key: 1})


numbers = st.one_of(st.floats(), st.integers(), st.booleans(), st.text(max_size=3), st.none())
values = st.one_of(
    numbers, st.lists(numbers, max_size=3), st.dictionaries(st.text(max_size=2), numbers, max_size=3)
)
names = st.sampled_from(
    sorted({name for family in FAMILIES.values() for form in forms(family) for name in form.names})
)


@st.composite
def right_names(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    family = draw(st.sampled_from(sorted(FAMILIES)))
    form = draw(st.sampled_from(forms(FAMILIES[family])))
    return family, {name: draw(values) for name in form.names}


@given(st.one_of(right_names(), st.tuples(st.sampled_from(sorted(FAMILIES)), st.dictionaries(names, values))))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_nothing_but_a_family_or_sentences(stated):
    family_or_sentences(*stated)


def extreme() -> st.SearchStrategy[float]:
    return st.sampled_from(
        [5e-324, 1e-300, 1e-12, 0.5, 1 - 1e-16, 1.0, 1e12, 1e300, 1.7e308, -1e300, -1.7e308]
    )


WORDS = {
    "measure": ["risk_ratio", "odds_ratio", "risk_difference"],
    "to": ["risk_ratio", "odds_ratio", "hazard_ratio"],
}


@given(st.data())
@settings(max_examples=400, deadline=None, derandomize=True)
def test_extreme_numbers_are_sentences_too(data):
    family = data.draw(st.sampled_from(sorted(FAMILIES)))
    form = data.draw(st.sampled_from(forms(FAMILIES[family])))
    parameters = {name: data.draw(extreme()) for name in form.names}
    if "interval" in parameters:
        parameters["interval"] = sorted([data.draw(extreme()), data.draw(extreme())])
        parameters["level"] = data.draw(st.sampled_from([1e-300, 1e-12, 0.5, 0.95, 1 - 1e-16]))
    if "iqr" in parameters:
        parameters["iqr"] = sorted([data.draw(extreme()), data.draw(extreme())])
    if "quantiles" in parameters:
        chosen = data.draw(st.sampled_from([(1e-300, 0.5), (0.05, 0.95), (1e-12, 0.3, 1 - 1e-16)]))
        parameters["quantiles"] = dict(zip(chosen, sorted(data.draw(extreme()) for _ in chosen), strict=True))
    parameters |= {
        name: data.draw(st.sampled_from(words)) for name, words in WORDS.items() if name in parameters
    }
    family_or_sentences(family, parameters)


@pytest.mark.parametrize(
    ("family", "figures", "given"),
    [
        ("gamma", {"mean": 1, "se": 1e200}, "mean: 1, se: 1e+200 make no gamma: its shape: 0 must be"),
        ("beta", {"mean": 0.5, "se": 1e-200}, "mean: 0.5, se: 1e-200 make no beta: its alpha: inf must be"),
        (
            "lognormal",
            {"mean": 1e140, "se": 1e-40},
            "mean: 1e+140, se: 1e-40 make no lognormal: its sigma: 0 must be",
        ),
    ],
)
def test_what_is_wrong_with_native_parameters_is_said_of_the_figures_that_were_stated(family, figures, given):
    with pytest.raises(ParameterError) as raised:
        build(family, figures)
    (sentence,) = raised.value.problems
    assert sentence.startswith(given)


def test_what_was_stated_itself_is_named_alone():
    with pytest.raises(ParameterError, match=r"^shape: 0 must be a finite number greater than 0$"):
        build("gamma", {"shape": 0, "scale": 1})
    with pytest.raises(ParameterError, match=r"^mean: 3 must lie strictly between min: 4 and max: 5$"):
        build("scaled_beta", {"mean": 3, "se": 0.1, "min": 4, "max": 5})
