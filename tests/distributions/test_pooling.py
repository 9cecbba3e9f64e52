"""Pools against closed forms, against their own parts, and refused where there is nothing to pool."""

import pickle

import numpy as np
import pytest
from scipy.integrate import quad

from distributions.build import build
from distributions.error import ParameterError
from distributions.logarithmic_pool import LogarithmicPool
from distributions.numerics.integrated import integrated
from distributions.table import Beta, Gamma, Lognormal, MixtureValue, Normal, Triangular, Uniform
from distributions.tables.quantile_table import QuantileTable, fast_quantile

U = np.array([1e-12, 1e-9, 1e-6, 1e-3, 0.025, 0.3, 0.5, 0.7, 0.975, 0.999, 1 - 1e-6, 1 - 1e-9, 1 - 1e-12])
LAST_DIGITS = 8 * np.finfo(float).eps


def normal_pool(weights, parts):
    precision = sum(w / part.scale**2 for w, part in zip(weights, parts, strict=True))
    location = (
        sum(w * part.location / part.scale**2 for w, part in zip(weights, parts, strict=True)) / precision
    )
    return Normal(location, precision**-0.5)


def lognormal_pool(weights, parts):
    logarithm = normal_pool(weights, [Normal(part.mu, part.sigma) for part in parts])
    return Lognormal(logarithm.location, logarithm.scale)


def beta_pool(weights, parts):
    first, second = np.dot(weights, [(part.alpha, part.beta) for part in parts])
    return Beta(float(first), float(second))


def gamma_pool(weights, parts):
    shape, rate = np.dot(weights, [(part.shape, 1 / part.scale) for part in parts])
    return Gamma(float(shape), float(1 / rate))


CLOSED_FORMS = [
    (normal_pool, (0.5, 0.5), (Normal(0, 1), Normal(2, 1))),
    (normal_pool, (0.3, 0.7), (Normal(0, 1), Normal(100, 3))),
    # A density of exp(-1,800) is 0 to a computer, and its hundredth power is not.
    (normal_pool, (0.99, 0.01), (Normal(0, 1), Normal(60, 1))),
    (normal_pool, (0.2, 0.8), (Normal(0, 1e-3), Normal(0, 1e4))),
    (normal_pool, (0.2, 0.3, 0.5), (Normal(0, 1), Normal(-3, 2), Normal(5, 0.3))),
    (lognormal_pool, (0.5, 0.5), (Lognormal(0, 1), Lognormal(3, 0.5))),
    (lognormal_pool, (0.5, 0.5), (Lognormal(0, 3), Lognormal(3, 5))),
    (beta_pool, (0.5, 0.5), (Beta(3, 7), Beta(2, 9))),
    (beta_pool, (0.5, 0.5), (Beta(300, 700), Beta(800, 200))),
    (beta_pool, (0.2, 0.8), (Beta(0.5, 20), Beta(0.1, 3))),
    (beta_pool, (0.2, 0.8), (Beta(9, 0.5), Beta(2, 0.4))),
    (gamma_pool, (0.5, 0.5), (Gamma(3, 7), Gamma(2, 9))),
    (gamma_pool, (0.1, 0.9), (Gamma(1e4, 1e-4), Gamma(0.3, 200))),
]
every_closed_form = pytest.mark.parametrize(("closed", "weights", "parts"), CLOSED_FORMS)


def error_in_probability(ours, exact, x, u):
    """|F(x) - u| / min(u, 1 - u), nothing where a float64 cannot say the value more finely."""
    reached = np.where(u < 0.5, exact.cdf(x) / u, exact.survival(x) / (1 - u))
    value = exact.quantile(u)
    return np.where(np.abs(ours - value) <= LAST_DIGITS * np.abs(value), 0.0, np.abs(reached - 1))


@every_closed_form
def test_quantiles_are_right_into_the_tails(closed, weights, parts):
    pool, exact = LogarithmicPool(weights, parts), closed(weights, parts)
    ours = pool.quantile(U)
    # Next to an end of 1 the density itself, a power of 1 - x, loses half of its digits.
    steep = closed is beta_pool and exact.beta < 1
    assert error_in_probability(ours, exact, ours, U).max() <= (1e-8 if steep else 1e-10)
    assert pool.mean == pytest.approx(exact.mean, rel=1e-10, abs=1e-12)
    assert pool.variance == pytest.approx(exact.variance, rel=1e-9)


@every_closed_form
def test_probabilities_and_densities_are_those_of_the_closed_form(closed, weights, parts):
    pool, exact = LogarithmicPool(weights, parts), closed(weights, parts)
    x = exact.quantile(U)
    x = x[x < pool.support[1] - 1e-6]
    np.testing.assert_allclose(pool.cdf(x), exact.cdf(x), rtol=1e-9)
    np.testing.assert_allclose(pool.survival(x), exact.survival(x), rtol=1e-9)
    np.testing.assert_allclose(pool.density(x), exact.density(x), rtol=1e-8)
    np.testing.assert_allclose(pool.log_density(x), np.log(exact.density(x)), rtol=1e-8, atol=1e-8)


MIXED = [
    ((0.5, 0.5), (Normal(0, 1), Gamma(3, 2))),
    ((0.4, 0.6), (Triangular(0, 1, 2), Normal(0, 1))),
    ((0.5, 0.5), (Triangular(0, 0.3, 3), Triangular(0, 1, 2))),
    ((0.3, 0.7), (Beta(2, 5), Uniform(0.1, 3))),
    ((0.9, 0.1), (Lognormal(1, 0.5), Normal(5, 2))),
]


@pytest.mark.parametrize(("weights", "parts"), MIXED, ids=str)
def test_mixed_families_agree_with_another_integrator(weights, parts):
    pool = LogarithmicPool(weights, parts)
    low, high = (max(-50.0, pool.support[0]), min(80.0, pool.support[1]))

    def product(x):
        return float(
            np.prod([part.density(np.array([x]))[0] ** w for w, part in zip(weights, parts, strict=True)])
        )

    at = float(pool.quantile(np.array([0.3]))[0])
    kinks = sorted({at, float(pool.mean), *(part.mode for part in parts if isinstance(part, Triangular))})
    options = {"points": [kink for kink in kinks if low < kink < high], "limit": 400, "epsabs": 0}
    total = quad(product, low, high, **options)[0]
    options["points"] = [kink for kink in kinks if low < kink < at] or None
    assert quad(product, low, at, **options)[0] / total == pytest.approx(0.3, rel=1e-7)
    assert pool.density(np.array([at]))[0] == pytest.approx(product(at) / total, rel=1e-7)


@pytest.mark.parametrize(("weights", "parts"), MIXED, ids=str)
def test_undoes_its_quantile_and_crosses_to_a_worker(weights, parts):
    pool = LogarithmicPool(weights, parts)
    x = pool.quantile(U)
    assert (np.diff(x) > 0).all()
    last_digits = 8 * np.spacing(np.abs(x))
    assert (pool.cdf(x - last_digits) <= U * (1 + 1e-8)).all()
    assert (pool.cdf(x + last_digits) >= U * (1 - 1e-8)).all()
    assert (pool.survival(x + last_digits) <= (1 - U) * (1 + 1e-8)).all()
    assert (pool.survival(x - last_digits) >= (1 - U) * (1 - 1e-8)).all()
    sent = pickle.loads(pickle.dumps(pool))
    assert sent == pool
    assert sent.quantile(U).tobytes() == x.tobytes()


def test_is_served_from_a_table():
    pool = LogarithmicPool((0.5, 0.5), (Beta(3, 7), Beta(2, 9)))
    assert isinstance(fast_quantile(pool), QuantileTable)
    assert fast_quantile(pool)(U) == pytest.approx(Beta(2.5, 8).quantile(U), rel=1e-9)


def test_a_part_without_weight_does_not_count():
    pool = LogarithmicPool((0.0, 1.0), (Uniform(0, 1), Normal(7, 2)))
    assert pool.support == (-np.inf, np.inf)
    assert pool.quantile(U) == pytest.approx(Normal(7, 2).quantile(U), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("weights", "parts", "says"),
    [
        (
            (0.5, 0.5),
            (Uniform(0, 1), Uniform(2, 3)),
            "no value is possible under all of them (0 to 1, 2 to 3)",
        ),
        ((0.5, 0.5), (Beta(2, 2), Uniform(-1, 0)), "no value is possible"),
        ((0.5, 0.6), (Normal(0, 1), Normal(1, 1)), "weights"),
        ((1.0,), (Normal(0, 1), Normal(1, 1)), "weights: there are 1, but parts: there are 2"),
        ((1.0,), (3,), "parts"),
    ],
)
def test_refused_with_the_remedy(weights, parts, says):
    with pytest.raises(ParameterError) as caught:
        LogarithmicPool(weights, parts)
    assert says in str(caught.value)


def test_configuration_names_it_with_parts_made_before():
    parts = [build("normal", {"mean": 0, "se": 1}), build("normal", {"mean": 2, "se": 1})]
    assert build("logarithmic_pool", {"weights": [0.5, 0.5], "parts": parts}).mean == pytest.approx(1)


def test_density_too_small_for_a_number_is_refused_and_never_integrated_as_nothing():
    def hidden(x):
        return np.where(np.abs(x) < 2, -0.5 * x * x, -np.inf)

    assert integrated(hidden, -np.inf, np.inf, np.array([-1.0, 1.0])) is None
    assert integrated(lambda x: x * np.nan, 0.0, 1.0, np.array([0.2, 0.8])) is None


@pytest.mark.parametrize("gap", [1e5, 1e7, 1e12])
def test_experts_too_far_apart_for_the_digits_of_their_densities_are_refused(gap):
    sure = [build("normal", {"quantiles": {0.05: start, 0.95: start + 1e-3}}) for start in (0.0, gap)]
    with pytest.raises(ParameterError, match="too far apart to be multiplied"):
        LogarithmicPool((0.5, 0.5), sure)
    # Not so far apart, the pool is that of the closed form.
    near = [build("normal", {"mean": mean, "se": 3e-4}) for mean in (0.0, 100.0)]
    assert LogarithmicPool((0.5, 0.5), near).variance == pytest.approx(9e-8, rel=1e-6)


def test_heavy_tails_have_no_moments():
    def cauchy(x):
        return -np.log1p(x * x)

    found = integrated(cauchy, -np.inf, np.inf, np.array([-1.0, 1.0]))
    assert found.cdf(np.array([-1.0, 1.0])) == pytest.approx([0.25, 0.75], rel=1e-9)
    assert found.moment(1) == np.inf
    assert found.moment(2) == np.inf


def test_linear_pool():
    pool = MixtureValue((0.25, 0.75), (Normal(0, 1), Normal(4, 2)))
    assert (pool.mean, pool.variance) == (3, 0.25 * (1 + 9) + 0.75 * (4 + 1))
    x = pool.quantile(U)
    assert pool.cdf(x) == pytest.approx(U, rel=1e-9)
    assert (np.diff(x) > 0).all()
    total = quad(lambda y: pool.density(np.array([y]))[0], -20, 40, points=[0, 4])[0]
    assert total == pytest.approx(1)


@pytest.mark.parametrize(
    ("shapes", "tolerance"),
    [
        ((0.4, 0.45), 1e-11),
        ((0.2, 0.2), 1e-10),
        ((0.1, 0.1), 1e-9),
        ((0.019, 0.046), 1e-8),
        ((0.01, 0.01), 1e-7),
        ((0.001, 0.002), 1e-6),
    ],
)
def test_pool_next_to_an_end_is_as_right_as_it_says(shapes, tolerance):
    alpha, beta = shapes
    pool = LogarithmicPool((0.5, 0.5), (Beta(0.5 * alpha, 1.5 * beta), Beta(1.5 * alpha, 0.5 * beta)))
    x = np.array([0.01, 0.3, 0.5, 0.9])
    assert pool.mean == pytest.approx(Beta(alpha, beta).mean, abs=tolerance)
    np.testing.assert_allclose(pool.cdf(x), Beta(alpha, beta).cdf(x), atol=tolerance)
