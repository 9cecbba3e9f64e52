"""What single families promise beyond the table of cases: moments by quadrature, limits, published forms."""

import mpmath
import numpy as np
import pytest
from mpmath import mpf

from distributions.build import build
from distributions.numerics.log_gamma import log_rise, log_spread
from distributions.numerics.newton import solve_each
from distributions.numerics.quadrature import moments
from distributions.table import (
    Exponential,
    Gamma,
    GeneralisedGamma,
    Gompertz,
    InverseGaussian,
    LogitNormal,
    LogLogistic,
    Metalog,
    Normal,
    StudentT,
    Truncated,
    Weibull,
)

INNER = np.linspace(0.001, 0.999, 999)


def logit_normal_moments(mu: float, sigma: float) -> tuple[float, float]:
    with mpmath.workdps(30):
        m, s = mpf(mu), mpf(sigma)

        def of(function):
            """Over the log odds y, broken where the normal density or the logistic curve turns."""
            breaks = sorted(
                {m + s * k for k in range(-12, 13, 2)} | {mpf(k) for k in (-40, -10, -3, 0, 3, 10, 40)}
            )
            breaks = [each for each in breaks if abs(each - m) <= 12 * s]
            return mpmath.quad(lambda y: function(1 / (1 + mpmath.exp(-y))) * mpmath.npdf(y, m, s), breaks)

        mean = of(lambda p: p)
        return float(mean), float(of(lambda p: (p - mean) ** 2))


@pytest.mark.parametrize(
    ("mu", "sigma"), [(0, 1), (-2, 0.01), (-3, 1.999), (4, 2.001), (-9, 1.5), (-8, 4), (1, 12), (6, 0.3)]
)
def test_moments_of_a_logit_normal_are_right_to_1e_12(mu, sigma):
    mean, variance = logit_normal_moments(mu, sigma)
    family = LogitNormal(mu, sigma)
    assert family.mean == pytest.approx(mean, rel=1e-12)
    assert family.variance == pytest.approx(variance, rel=1e-12)
    tiled = LogitNormal(np.array([mu, 0.3, -600.0]), np.array([sigma, 3.0, 30.0]))
    assert tiled.mean[0] == family.mean
    assert tiled.variance[0] == family.variance


def test_quadrature_gives_one_draw_what_it_gives_among_many():
    alone = Gompertz(0.3, 0.02)
    many = Gompertz(np.array([0.0, 0.3, 2.0]), np.array([0.02, 0.02, 5.0]))
    assert many.mean[1] == alone.mean
    assert many.variance[1] == alone.variance
    assert many.mean[0] == pytest.approx(50, rel=1e-13)
    assert many.variance[0] == pytest.approx(2500, rel=1e-12)


def test_quadrature_keeps_a_small_variance_beside_a_large_mean():
    mean, variance = moments(lambda u: 1e6 + u, lambda v: 1e6 + 1 - v)
    assert mean == 1e6 + 0.5
    assert variance == pytest.approx(1 / 12, rel=1e-10)


@pytest.mark.parametrize(
    ("general", "special"),
    [
        (Gompertz(0.0, 0.2), Exponential(0.2)),
        (Gompertz(1e-17, 0.2), Exponential(0.2)),
        (Weibull(1.0, 5.0), Exponential(0.2)),
        (GeneralisedGamma(1.0, 1.7, 5.0), Weibull(1.7, 5.0)),
        (GeneralisedGamma(2.5, 1.0, 5.0), Gamma(2.5, 5.0)),
        (StudentT(1e15, 3.0, 2.0), Normal(3.0, 2.0)),
        (StudentT(1e150, 3.0, 2.0), Normal(3.0, 2.0)),
    ],
    ids=str,
)
def test_members_of_a_larger_family_are_themselves(general, special):
    x = special.quantile(INNER)
    np.testing.assert_allclose(general.quantile(INNER), x, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(general.cdf(x), special.cdf(x), rtol=1e-12)
    np.testing.assert_allclose(general.survival(x), special.survival(x), rtol=1e-12)
    np.testing.assert_allclose(general.density(x), special.density(x), rtol=1e-12)
    assert general.mean == pytest.approx(special.mean, rel=1e-12)
    assert general.variance == pytest.approx(special.variance, rel=1e-12)


@pytest.mark.parametrize("shape", [0.06, 0.5, 3.0, 19.0, 21.0, 4e3, 1e8])
@pytest.mark.parametrize("step", [1e-7, 0.01, 0.7, 12.0])
def test_ratios_of_gamma_functions_keep_their_digits(shape, step):
    with mpmath.workdps(60):
        low, middle, high = (mpmath.loggamma(mpf(shape) + k * mpf(step)) for k in range(3))
        rise, spread = float(middle - low), float(high - 2 * middle + low)
    # exp is taken of a rise: digits after the point are what counts.
    assert log_rise(shape, step) == pytest.approx(rise, rel=1e-13, abs=1e-14)
    assert log_spread(shape, step) == pytest.approx(spread, rel=1e-10, abs=0)


def test_a_hazard_that_hardly_varies_leaves_a_small_variance():
    """The variance of a Weibull is about (scale pi / shape)^2 / 6."""
    assert Weibull(1e7, 1.0).variance == pytest.approx(np.pi**2 / 6e14, rel=1e-6)
    assert LogLogistic(1e7, 1.0).variance == pytest.approx(np.pi**2 / 3e14, rel=1e-6)


def test_a_gamma_too_small_for_a_float64_still_has_its_power():
    """With shape * power = 1 and u near 0 the value is u Gamma(shape + 1)."""
    family = GeneralisedGamma(0.005, 200.0, 3.0)
    u = np.array([1e-12, 1e-6, 0.01])
    with mpmath.workdps(30):
        expected = [float(3 * mpf(each) * mpmath.gamma(1 + mpf(0.005))) for each in u]
    np.testing.assert_allclose(family.quantile(u), expected, rtol=1e-10)
    np.testing.assert_allclose(family.cdf(np.array(expected)), u, rtol=1e-10)


def test_published_means_may_differ_between_draws():
    family = build("weibull", {"mean": np.array([1.0, 2.0]), "shape": 1.5})
    np.testing.assert_allclose(family.mean, [1, 2])
    family = build("scaled_beta", {"mean": np.array([0.1, 0.2]), "se": 0.01, "min": 0, "max": 1})
    np.testing.assert_allclose(family.variance, 1e-4)
    family = build("exponential", {"survival": np.array([0.5, 0.9]), "time": 2})
    np.testing.assert_allclose(family.survival(np.array([2.0, 2.0])), [0.5, 0.9])


def test_a_root_does_not_depend_on_its_neighbours():
    targets = np.array([1e-8, 0.3, 1.0, 40.0, 1e5])

    def roots(target):
        return solve_each(
            lambda x: (np.expm1(x) - target, np.exp(x)),
            np.full(target.shape, -1.0),
            np.full(target.shape, 50.0),
            target,
        )

    together = roots(np.minimum(targets, 40.0))
    np.testing.assert_allclose(together, np.log1p(np.minimum(targets, 40.0)), rtol=1e-12, atol=1e-16)
    alone = [roots(np.minimum(targets[k : k + 1], 40.0))[0] for k in range(len(targets))]
    assert together.tolist() == alone


def test_a_root_is_found_where_newton_leaves_the_bracket():
    root = solve_each(
        lambda x: (np.arctan(x - 3.0), 1.0 / (1.0 + (x - 3.0) ** 2)),
        np.array([-1e6]),
        np.array([1e6]),
        np.array([-9e5]),
    )
    assert root[0] == pytest.approx(3.0, abs=1e-12)


def test_inverse_gaussian_of_a_large_shape_is_a_normal():
    standard = (InverseGaussian(1.0, 1e14).quantile(INNER) - 1) * 1e7
    np.testing.assert_allclose(standard, Normal(0.0, 1.0).quantile(INNER), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("family", "mean", "variance"),
    [
        (Truncated(StudentT(0.6, 0.0, 1.0), 0.0, None), np.inf, np.inf),
        (Truncated(StudentT(0.6, 0.0, 1.0), None, 0.0), -np.inf, np.inf),
        (Truncated(StudentT(0.6, 0.0, 1.0), None, None), np.nan, np.nan),
        # E|T| = 2 sqrt(df) Gamma((df + 1) / 2) / (sqrt(pi) (df - 1) Gamma(df / 2))
        (Truncated(StudentT(1.5, 0.0, 1.0), 0.0, None), 2.0444098877321624, np.inf),
        (Truncated(StudentT(2.0, 0.0, 1.0), 0.0, None), 2**0.5, np.inf),
        (Truncated(StudentT(4.0, 0.0, 1.0), 0.0, None), 1.0, 1.0),
        (Truncated(LogLogistic(0.8, 5.0), 1.0, None), np.inf, np.inf),
        (Truncated(Metalog((0.0, 1.2), 0.0), 1.0, None), np.inf, np.inf),
    ],
    ids=str,
)
def test_moments_of_what_a_heavy_tail_leaves_are_infinite_where_they_are(family, mean, variance):
    assert float(family.mean) == pytest.approx(mean, rel=1e-7, nan_ok=True)
    assert float(family.variance) == pytest.approx(variance, rel=1e-7, nan_ok=True)
