"""Every family, driven by the table of cases."""

import dataclasses
import pickle
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtr

from distributions.error import ParameterError
from distributions.family import Family
from distributions.table import (
    DERIVED,
    FAMILIES,
    BetweenSd,
    Dirichlet,
    Discrete,
    Fixed,
    Gamma,
    LogarithmicPool,
    LogLogistic,
    Metalog,
    PooledMean,
    RandomEffects,
    StudentT,
    Triangular,
)
from distributions.tables.quantile_table import fast_quantile
from tests.distributions.case import Case
from tests.distributions.cases.table import CASES, FROZEN_CASES, PROBABILITIES
from tests.distributions.checks import (
    FROZEN,
    LAST_DIGITS,
    every,
    every_case,
    every_continuous_case,
    every_frozen_case,
    every_scalar_case,
    uniforms,
)

ALL_FAMILIES = {**FAMILIES, **DERIVED}
INTEGRATED_ONCE = (BetweenSd, LogarithmicPool, PooledMean, RandomEffects)  # and so of fixed parameters only


def tiled(family: Family, n: int) -> Family | None:
    """The family with every number as an array of equal numbers, one per draw; None where none can be one."""
    values = {name: _tiled(getattr(family, name), n) for name in family.parameters()}
    varying = {name: value for name, value in values.items() if value is not None}
    if not varying or isinstance(family, INTEGRATED_ONCE):
        return None
    return dataclasses.replace(family, **varying)


def _tiled(value: Any, n: int) -> Any:
    if isinstance(value, float):
        return np.full(n, value)
    if isinstance(value, Family):
        return tiled(value, n)
    if isinstance(value, tuple) and isinstance(value[0], Family):
        return tuple(tiled(each, n) for each in value)
    return None


every_case_whose_parameters_may_differ = every(lambda case: tiled(case.family, 1) is not None)


@pytest.mark.parametrize("field", ["family", "inside", "outside", "strategy"])
def test_every_family_has_a_row_with(field):
    """What belongs into one row of each family."""
    having = {case.family.name for case in CASES if getattr(case, field) not in (None, ())}
    assert having == set(ALL_FAMILIES)


def test_every_continuous_case_is_known_in_exact_arithmetic():
    assert [str(case) for case in CASES if case.is_continuous and case not in FROZEN_CASES] == []


def test_every_parameter_has_its_rule():
    for family in ALL_FAMILIES.values():
        assert set(family.constraints) == set(family.parameters())


@every_frozen_case
def test_frozen_values_cover_the_case(case):
    assert str(case) in FROZEN, "run python -m tests.distributions.freeze_mpmath"
    assert [row["u"] for row in FROZEN[str(case)]] == list(PROBABILITIES)


@every_continuous_case
def test_quantile_is_right_into_the_tails(case):
    """|F(q(u)) - u| <= 1e-10 min(u, 1 - u), unless a float64 cannot say the value more finely."""
    quantiles = case.family.quantile(np.array(PROBABILITIES))
    for row, ours in zip(FROZEN[str(case)], quantiles, strict=True):
        exact = float(row["quantile"])
        error_in_u = abs(ours - exact) * row["u_per_unit"]
        assert error_in_u <= 1e-10 or abs(ours - exact) <= LAST_DIGITS * abs(exact), row["u"]
        assert ours == pytest.approx(exact, rel=1e-12, abs=1e-14)


@every_scalar_case
def test_probabilities_at_the_ends(case):
    ends = np.array([-np.inf, np.inf])
    assert case.family.cdf(ends).tolist() == [0, 1]
    assert case.family.survival(ends).tolist() == [1, 0]


@every_scalar_case
def test_quantiles_from_above_are_exact_where_little_lies_above(case):
    v = np.geomspace(1e-14, 0.5, 40)
    x = case.family.upper_quantile(v)
    above, slack = case.family.survival(x), LAST_DIGITS * np.abs(x)
    if case.is_continuous:
        assert (case.family.survival(x - slack) >= v * (1 - 1e-10)).all()
        assert (case.family.survival(x + slack) <= v * (1 + 1e-10)).all()
    else:
        assert (above <= v).all()
        # One more than v lies above anything smaller, unless there is nothing smaller.
        smaller = x - slack - np.finfo(float).tiny
        assert ((case.family.survival(smaller) > v) | (smaller < case.family.support[0])).all()


@every_continuous_case
def test_agrees_with_scipy_on_what_the_parameters_mean(case):
    u = np.linspace(0.01, 0.99, 99)
    x = case.oracle.ppf(u)
    np.testing.assert_allclose(case.family.quantile(u), x, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(case.family.cdf(x), case.oracle.cdf(x), rtol=1e-9)
    np.testing.assert_allclose(case.family.survival(x), case.oracle.sf(x), rtol=1e-9)
    # Moments that do not exist have a test of their own: scipy.stats has its own mind about them.
    if np.isfinite(case.family.mean):
        assert case.family.mean == pytest.approx(case.oracle.mean(), rel=1e-12)
    if np.isfinite(case.family.variance):
        assert case.family.variance == pytest.approx(case.oracle.var(), rel=1e-9)
    np.testing.assert_allclose(case.family.support, case.oracle.support())


@pytest.mark.parametrize(
    ("family", "mean", "variance"),
    [
        (StudentT(2.0, 3.0, 1.0), 3.0, np.inf),
        (StudentT(1.0, 3.0, 2.0), np.nan, np.nan),
        (StudentT(0.4, 0.0, 1.0), np.nan, np.nan),
        (LogLogistic(2.0, 3.0), 1.5 * np.pi, np.inf),
        (LogLogistic(1.0, 3.0), np.inf, np.inf),
        (LogLogistic(0.8, 5.0), np.inf, np.inf),
        (Metalog((0.0, 0.5), 1.0), 1.0 + np.pi / 2, np.inf),
        (Metalog((0.0, 0.5), None, 1.0), 1.0 - np.pi / 2, np.inf),
        (Metalog((0.0, 1.0), 1.0), np.inf, np.inf),
        (Metalog((0.0, 1.0), None, 1.0), -np.inf, np.inf),
    ],
    ids=str,
)
def test_moments_that_are_not_finite_are_said_to_be_so(family, mean, variance):
    assert family.mean == pytest.approx(mean, rel=1e-12, nan_ok=True)
    assert family.variance == pytest.approx(variance, nan_ok=True)


def test_no_other_case_has_a_moment_that_is_not_finite():
    heavy = {
        case.family.name for case in CASES if case.is_continuous and not np.isfinite(case.family.variance)
    }
    assert heavy == {"student_t", "log_logistic", "metalog"}


@every_continuous_case
def test_density_is_that_of_scipy(case):
    x = case.oracle.ppf(np.linspace(0.001, 0.999, 99))
    np.testing.assert_allclose(case.family.density(x), case.oracle.pdf(x), rtol=1e-9)
    low, high = case.oracle.support()
    outside = np.array([end + side for end, side in ((low, -1.0), (high, 1.0)) if np.isfinite(end)])
    assert (case.family.density(outside) == 0).all()


@every_scalar_case
def test_probabilities_of_a_discrete_family_are_the_steps_of_its_cdf(case):
    if not case.family.is_discrete:
        return
    x = np.unique(case.family.quantile(uniforms(case)))
    steps = case.family.cdf(x) - case.family.cdf(x - 1e-9)
    np.testing.assert_allclose(case.family.density(x), steps, rtol=1e-9, atol=1e-12)
    assert case.family.density(x[:1] + 0.1234) == 0


@every_case
def test_margins_describe_every_scalar(case):
    n_scalars = max(1, len(case.family.components))
    assert len(case.family.margins) == len(case.family.scalar_names("x")) == n_scalars
    assert len(case.family.quantities) == n_scalars
    if case.family.components:
        x = case.family.quantile(uniforms(case, 50))
        np.testing.assert_array_equal(case.family.density(x)[:, 0], case.family.margins[0].density(x[:, 0]))
    else:
        assert case.family.margins == (case.family,)


@every_continuous_case
def test_quantile_undoes_cdf(case):
    u = np.concatenate([np.geomspace(1e-10, 0.5, 50), 1 - np.geomspace(1e-10, 0.5, 50)])
    x = case.family.quantile(u)
    reached = np.where(u <= 0.5, case.family.cdf(x), case.family.survival(x))
    resolution = LAST_DIGITS * np.abs(x) * density(case, x) / np.minimum(u, 1 - u)
    np.testing.assert_array_less(np.abs(reached / np.minimum(u, 1 - u) - 1), 1e-10 + resolution)


def density(case: Case, x: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.nan_to_num(case.family.density(x), posinf=np.finfo(float).max / 1e6)


@every_scalar_case
def test_quantile_never_falls(case):
    u = np.sort(np.concatenate([uniforms(case, 20_000), np.geomspace(2**-53, 0.5, 500), PROBABILITIES]))
    x = case.family.quantile(u)
    assert (np.diff(x) >= -LAST_DIGITS * np.abs(x[1:])).all()


@every_case
def test_quantile_stays_within_the_support(case):
    u = np.concatenate([[2.0**-53, 1 - 2.0**-53], np.geomspace(2**-53, 0.5, 100)])
    if case.family.components:
        u = np.stack([u] * case.family.n_uniforms, axis=-1)
    x = case.family.quantile(u)
    low, high = case.family.support
    assert np.isfinite(x).all()
    assert ((x >= low) & (x <= high)).all()


@every_case
def test_shapes(case):
    u = uniforms(case, 7)
    x = case.family.quantile(u)
    assert x.dtype == np.float64
    assert x.shape == ((7, len(case.family.components)) if case.family.components else (7,))
    assert case.family.cdf(x).shape == x.shape
    assert np.shape(case.family.mean) == np.shape(case.family.variance) == x.shape[1:]
    assert case.family.n_uniforms == (0 if isinstance(case.family, Fixed) else u.size // 7)
    assert np.shape(case.family.density(x)) == np.shape(case.family.survival(x)) == x.shape


@every_case
def test_same_bits_for_every_chunking(case):
    u = uniforms(case, 1003)
    whole = case.family.quantile(u)
    for size in (1, 7, 64, 1000):
        if size == 1:
            pieces = [case.family.quantile(u[start : start + 1]) for start in range(50)]
        else:
            pieces = [case.family.quantile(u[start : start + size]) for start in range(0, len(u), size)]
        together = np.concatenate(pieces)
        assert together.tobytes() == whole[: len(together)].tobytes()


@every_case
def test_moments_are_those_of_the_quantile_function(case):
    if case.family.components:
        x = case.family.quantile(uniforms(case, 200_000))
        standard_error = np.sqrt(case.family.variance / len(x))
        # A scalar that is known has no error at all.
        assert (np.abs(x.mean(axis=0) - case.family.mean) <= 5 * standard_error).all()
        np.testing.assert_allclose(x.var(axis=0), case.family.variance, rtol=0.03)
        return
    # Integrated on the scale of a standard normal, where the tails of every family die out.
    z, step = np.linspace(-8.1, 8.1, 100_001, retstep=True)
    weight = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi) * step
    x = fast_quantile(case.family)(ndtr(z))
    mean = np.sum(weight * x)
    if not np.isfinite(case.family.variance):
        return  # What lies beyond the grid then counts for much, or for all.
    scale = np.sqrt(case.family.variance) + abs(case.family.mean)
    assert mean == pytest.approx(case.family.mean, abs=1e-4 * scale)
    assert np.sum(weight * (x - mean) ** 2) == pytest.approx(case.family.variance, rel=1e-3, abs=1e-12)


@every_case
def test_parameters_just_inside_are_taken(case):
    for parameters in case.inside:
        family = type(case.family)(**parameters)
        assert np.isfinite(family.quantile(uniforms(Case(family), 9))).all()


@every_case
def test_parameters_just_outside_are_refused(case):
    for parameters in case.outside:
        with pytest.raises(ParameterError) as caught:
            type(case.family)(**parameters)
        assert any(name in caught.value.problems[0] for name in parameters), parameters


@every_case
def test_crosses_to_a_worker(case):
    assert pickle.loads(pickle.dumps(case.family)) == case.family
    assert hash(case.family) == hash(pickle.loads(pickle.dumps(case.family)))


def test_every_broken_rule_is_reported():
    with pytest.raises(ParameterError) as caught:
        Gamma(shape=-1, scale=float("nan"))
    assert caught.value.problems == [
        "shape: -1 must be a finite number greater than 0",
        "scale: nan must be a finite number greater than 0",
    ]
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems


@every_case_whose_parameters_may_differ
def test_parameters_may_differ_between_draws(case):
    family = case.family
    u = uniforms(case, 40)
    varying = tiled(family, 40)
    assert not varying.is_fixed
    assert varying.quantile(u).tobytes() == family.quantile(u).tobytes()
    np.testing.assert_array_equal(varying.mean, np.full((40, *np.shape(family.mean)), family.mean))
    some = u[:, 0] < 0.5 if family.components else u < 0.5
    assert varying.at(some).quantile(u[some]).tobytes() == family.quantile(u[some]).tobytes()
    assert varying.at(7) == family


def test_shapes_of_a_gamma_may_be_small_in_one_draw_and_large_in_another():
    u = np.array([1e-9, 1e-9, 0.3, 1 - 1e-9])
    shape = np.array([2.5, 1e7, 1e7, 2.5])
    mixed = Gamma(shape, 3.0).quantile(u)
    alone = [Gamma(one, 3.0).quantile(u[[index]])[0] for index, one in enumerate(shape)]
    assert mixed.tolist() == alone
    np.testing.assert_allclose(Gamma(shape, 3.0).cdf(mixed)[:3], u[:3], rtol=1e-10)


def test_one_bad_draw_of_a_parameter_is_refused():
    with pytest.raises(ParameterError, match="scale"):
        Gamma(shape=2.0, scale=np.array([1.0, 0.0]))
    with pytest.raises(ParameterError, match="mode"):
        Triangular(min=0, mode=np.array([0.5, 2.0]), max=1)


def test_discrete_climbs_its_values_and_steps_at_the_right_side():
    family = Discrete(values=(5, 1, 2), probabilities=(0.25, 0.5, 0.25))
    u = np.array([2.0**-53, 0.5, np.nextafter(0.5, 1), 0.75, np.nextafter(0.75, 1), 1 - 2.0**-53])
    assert family.quantile(u).tolist() == [1, 1, 2, 2, 5, 5]
    assert family.cdf(np.array([0.9, 1, 1.5, 2, 5])).tolist() == [0, 0.5, 0.5, 0.75, 1]


def test_discrete_never_hands_out_a_value_without_probability():
    family = Discrete(values=(0, 1, 2), probabilities=(0.0, 1.0, 0.0))
    assert family.quantile(np.array([2.0**-53, 1 - 2.0**-53])).tolist() == [1, 1]
    assert family.support == (1, 1)


def test_dirichlet_shares_add_up_and_have_their_marginals():
    case = Case(Dirichlet(("a", "b", "c"), (2.0, 0.7, 5.0)))
    shares = case.family.quantile(uniforms(case, 20_000))
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-14)
    ranks = np.sort(case.family.cdf(shares), axis=0)
    expected = (np.arange(20_000) + 0.5)[:, np.newaxis] / 20_000
    # Kolmogorov-Smirnov: beyond 1.95 / sqrt(n) once in a thousand.
    assert np.abs(ranks - expected).max() < 1.95 / np.sqrt(20_000)


@pytest.mark.parametrize(
    "concentrations", [(5.0, 0.01, 0.01), (1e5, 0.1, 0.1), (0.05, 0.05, 0.05), (0.01, 5.0, 0.2)], ids=str
)
@pytest.mark.parametrize("fast", [False, True])
def test_dirichlet_keeps_small_shares_wherever_they_stand(concentrations, fast):
    family = Dirichlet(("a", "b", "c"), concentrations)
    shares = (fast_quantile(family) if fast else family.quantile)(uniforms(Case(family), 20_000))
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-15)
    for level in (0.0, 1e-300, 1e-200, 1e-100, 1e-20, 1e-10, 1e-3, 0.5):
        expected = family.cdf(np.full((1, 3), max(level, 5e-324)))[0]
        spread = np.sqrt(expected * (1 - expected) / len(shares))
        assert (np.abs(np.mean(shares <= level, axis=0) - expected) <= 5 * spread + 1e-4).all(), level


def test_last_share_of_a_dirichlet_is_as_exact_as_its_margin():
    family = Dirichlet(("alive", "dead"), (99999.0, 1.0))
    u = np.array([1e-20, 2.0**-53, 1e-12, 0.3, 1 - 1e-12, 1 - 2.0**-53])
    exact = -np.expm1(np.log(u) / 99999.0)
    # P(dead > x) = (1 - x)^99999
    np.testing.assert_allclose(family.quantile(u[:, np.newaxis])[:, 1], exact, rtol=1e-12)
    np.testing.assert_allclose(fast_quantile(family)(u[:, np.newaxis])[:, 1], exact, rtol=1e-9)


def test_dirichlet_covariance():
    concentrations = np.array([2.0, 3.0, 5.0])
    case = Case(Dirichlet(("a", "b", "c"), tuple(concentrations)))
    shares = case.family.quantile(uniforms(case, 100_000))
    mean = concentrations / 10
    np.testing.assert_allclose(np.cov(shares.T), (np.diag(mean) - np.outer(mean, mean)) / 11, atol=4e-4)
