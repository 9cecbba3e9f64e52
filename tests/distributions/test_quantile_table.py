"""Tables of slow inverses: as exact as promised, the same bits always, and never used where they are not."""

import dataclasses
import pickle

import numpy as np
import pytest
from scipy.special import expit

from distributions.family import SlowFamily
from distributions.table import (
    DERIVED,
    FAMILIES,
    Beta,
    Dirichlet,
    Discrete,
    Gamma,
    GeneralisedGamma,
    LogarithmicPool,
    LogitNormal,
    Lognormal,
    Metalog,
    MixtureValue,
    Normal,
    Pert,
    ScaledBeta,
    StudentT,
    Triangular,
    Truncated,
    TruncatedNormal,
    Weibull,
)
from distributions.tables.quantile_cells import empty_where_wrong, exact_at
from distributions.tables.quantile_table import BLOCK, LARGEST_X, N_CELLS, QuantileTable, fast_quantile
from distributions.tables.transform import transforms
from tests.distributions.cases.table import CASES

TABULATED = [
    # One that is scaled by a positive factor is read from its parent's table, or formula.
    *(
        case.family
        for case in CASES
        if case.is_continuous
        and isinstance(case.family, SlowFamily)
        and getattr(case.family, "scale_by", -1) < 0
    ),
    Gamma(0.05, 1.0),
    Gamma(1e4, 0.02),
    Beta(20.5, 0.5),
    Beta(9.0, 0.2),
    Beta(0.2, 0.3),
    Beta(3000.0, 0.7),
    Beta(1e6, 2e6),
    Pert(-5.0, 0.0, 10.0),
    Pert(0.0, 120.0, 120.0),
    LogitNormal(0.5, 1.0),
    LogitNormal(-3.0, 2.5),
    StudentT(0.5, 0.0, 1.0),
    StudentT(12345.6, 1e6, 15.0),
    TruncatedNormal(0.0, 1.0, -12.5, None),
    TruncatedNormal(1e4, 1.0, None, 0.0),
    GeneralisedGamma(0.3, 0.2, 1.0),
    GeneralisedGamma(1e6, 0.5, 1.0),
    ScaledBeta(2.0, 2.0, 1e6, 1e6 + 1),
    LogarithmicPool((0.5, 0.5), (Gamma(4.0, 2.0), Lognormal(2.0, 0.5))),
]
every_tabulated = pytest.mark.parametrize("family", TABULATED, ids=str)
LAST_DIGITS = 8 * np.finfo(float).eps


def uniforms(n: int) -> np.ndarray:
    return (np.random.default_rng(7).integers(0, 2**52, n) + 0.5) / 2**52


def tails() -> np.ndarray:
    """Both tails down to 1e-12, at places that are no knots."""
    x = np.random.default_rng(8).uniform(-27.6, 27.6, 20_000)
    return expit(x)


@every_tabulated
def test_probability_is_right_to_1e_10_into_the_tails(family):
    u = np.concatenate([tails(), uniforms(20_000)])
    q = fast_quantile(family)(u)
    exact = family.quantile(u)
    near = np.minimum(u, 1 - u)
    reached = np.where(u <= 0.5, family.cdf(q), family.survival(q))
    good = (np.abs(reached - np.where(u <= 0.5, u, 1 - u)) <= 1e-10 * near) | (
        np.abs(q - exact) <= LAST_DIGITS * np.abs(exact)
    )
    assert good.all()


NEAR_AN_END = [
    Beta(1.2848746462369407, 0.3),
    Beta(0.593, 0.3),
    Beta(0.94, 0.3),
    Beta(1.1, 0.1),
    *(Beta(*shapes) for shapes in np.exp(np.random.default_rng(6).uniform(-2.3, 1.1, (12, 2))).tolist()),
    ScaledBeta(1.3, 0.3, 0.0, 1.0),
    ScaledBeta(0.3, 1.3, -1.0, 0.0),
    ScaledBeta(2.0, 0.3, -1.0, 1.0),
    Pert(-1.0, -0.05, 0.0, 4.0),
    Triangular(-1.0, -0.2, 0.0),
    LogitNormal(2.0, 2.0),
    TruncatedNormal(0.0, 1.0, None, 0.0),
    Gamma(1e4, 1e-70),
]


@pytest.mark.parametrize("family", NEAR_AN_END, ids=str)
def test_probability_is_right_next_to_an_end_that_the_scale_is_not_measured_from(family):
    u = expit(np.random.default_rng(5).uniform(-27.6, 27.6, 100_000))
    q, near = fast_quantile(family)(u), np.minimum(u, 1 - u)

    def excess(x):
        inside = np.clip(x, *family.support)
        return np.where(u <= 0.5, family.cdf(inside) - near, near - family.survival(inside)) / near

    slack = LAST_DIGITS * np.abs(q)
    assert (excess(q - slack) <= 1e-10).all()
    assert (excess(q + slack) >= -1e-10).all()


def test_a_wrong_inverse_does_not_pass_for_right():
    class Wrong(Gamma):
        def lower_quantile(self, u):
            return super().lower_quantile(u) * (1 + 1e-6)

    left = np.linspace(-3.0, -1.0, 50)
    knots = np.stack([left, left + 0.01])
    family = Wrong(2.5, 1.0)
    unchanged = next(transforms(0.0, np.inf))
    values = np.stack([exact_at(family, each) for each in knots])
    rise = values[1] - values[0]
    middle = exact_at(family, knots.mean(axis=0))
    cells = np.stack([middle - rise / 2, rise, 0 * rise, 0 * rise])
    empty_where_wrong(family, unchanged, cells, knots, values)
    assert np.isnan(cells).all()


def test_every_slow_family_is_among_them():
    families = {**FAMILIES, **DERIVED}
    slow = {name for name, family in families.items() if issubclass(family, SlowFamily)}
    assert {family.name for family in TABULATED} == slow


@every_tabulated
def test_is_a_table(family):
    table = fast_quantile(family)
    assert isinstance(table, QuantileTable)
    assert table.share_exact < 0.05


@every_tabulated
def test_never_falls_and_stays_within_the_support(family):
    u = np.sort(np.concatenate([tails(), uniforms(50_000), [2.0**-53, 1e-13, 1 - 1e-13, 1 - 2.0**-53]]))
    q = fast_quantile(family)(u)
    low, high = family.support
    assert np.isfinite(q).all()
    assert ((q >= low) & (q <= high)).all()
    # To the last digits of the range of a cell: beyond them neither the table nor the exact inverse has an
    # order.
    assert (
        np.diff(q) >= -LAST_DIGITS * np.maximum(np.abs(q[1:]), np.abs(low) if np.isfinite(low) else 0)
    ).all()


@every_tabulated
def test_same_bits_for_every_chunking(family):
    u = np.concatenate([uniforms(2 * BLOCK + 77), tails()[:500], [2.0**-53]])
    quantile = fast_quantile(family)
    whole = quantile(u).tobytes()
    for size in (13, 1000, BLOCK, BLOCK + 1):
        pieces = [quantile(u[start : start + size]) for start in range(0, len(u), size)]
        assert np.concatenate(pieces).tobytes() == whole
    apart = np.stack([u, u], axis=1)
    assert quantile(apart[:, 0]).tobytes() == whole


def test_uniforms_are_left_as_they_were():
    u = uniforms(100)
    before = u.copy()
    fast_quantile(Gamma(2.5, 1.0))(u)
    assert u.tobytes() == before.tobytes()


def test_deep_tails_are_exact():
    family = Gamma(2.5, 1.0)
    u = np.array([2.0**-53, 1e-14, 1 - 1e-14, 1 - 2.0**-53])
    assert fast_quantile(family)(u).tobytes() == family.quantile(u).tobytes()


def test_other_shapes_and_none():
    quantile = fast_quantile(Gamma(2.5, 1.0))
    u = uniforms(6)
    assert quantile(u.reshape(2, 3)).tobytes() == quantile(u).tobytes()
    assert quantile(np.empty(0)).shape == (0,)


def test_fast_families_keep_their_own():
    fast = (
        Normal(0.0, 1.0),
        Lognormal(0.0, 1.0),
        Discrete((1.0, 2.0), (0.5, 0.5)),
        Weibull(1.5, 10.0),
        Metalog((10.0, 2.0)),
    )
    for family in fast:
        assert fast_quantile(family).__self__ == family


def test_parameters_that_differ_between_draws_are_exact():
    family = Gamma(np.array([2.0, 3.0]), 1.0)
    u = np.array([0.2, 0.7])
    assert fast_quantile(family)(u).tobytes() == family.quantile(u).tobytes()


def test_no_table_where_too_many_cells_fail():
    """Nearly all of this distribution lies within the last digit of 0 or 1."""
    family = Beta(1e-3, 1e-3)
    assert fast_quantile(family).__self__ == family


@pytest.mark.parametrize(
    "family",
    [
        Triangular(0.0, 2.0, 10.0),
        Truncated(Triangular(0.0, 1.0, 3.0), 0.5, 2.0),
        MixtureValue((0.5, 0.5), (Normal(0.0, 1.0), Normal(3.0, 0.5))),
    ],
    ids=str,
)
def test_cells_with_a_kink_or_a_bend_are_cut_finer(family):
    table = fast_quantile(family)
    assert table.share_exact < 1e-5
    assert table.finer is not None
    coarse = dataclasses.replace(table, finer=None)
    assert coarse.share_exact > 1e-3
    # Closely around the cells that failed.
    x = LARGEST_X * (2 * np.flatnonzero(table.failed)[:, np.newaxis] / N_CELLS - 1)
    u = expit(x + np.linspace(-0.01, 0.02, 997)).ravel()
    q, near = table(u), np.minimum(u, 1 - u)
    reached = np.where(u <= 0.5, family.cdf(q), family.survival(q))
    resolution = LAST_DIGITS * np.abs(q) * family.density(q)
    np.testing.assert_array_less(np.abs(reached - near), 1e-10 * near + resolution)
    assert (np.diff(table(np.sort(u))) >= 0).all()


def test_dirichlet_breaks_its_sticks_from_tables():
    family = Dirichlet(("a", "b", "c"), (2.0, 0.7, 5.0))
    u = uniforms(2000).reshape(1000, 2)
    shares = fast_quantile(family)(u)
    np.testing.assert_allclose(shares, family.quantile(u), rtol=1e-8, atol=1e-14)
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-14)


def test_one_table_per_distribution():
    assert fast_quantile(Gamma(2.5, 1.0)) is fast_quantile(Gamma(2.5, 1.0))


def test_crosses_to_a_worker_as_its_parameters():
    table = fast_quantile(Gamma(2.5, 1.0))
    sent = pickle.dumps(table)
    assert len(sent) < 1000
    u = uniforms(100)
    assert pickle.loads(sent)(u).tobytes() == table(u).tobytes()


def test_draws_have_the_right_moments():
    family = Beta(3.0, 7.0)
    draws = fast_quantile(family)(uniforms(200_000))
    assert draws.mean() == pytest.approx(family.mean, abs=5 * (family.variance / 200_000) ** 0.5)
    assert draws.var() == pytest.approx(family.variance, rel=0.02)
