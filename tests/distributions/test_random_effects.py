"""Random effects: answers found by other means, both limits, and what the two scalars say of each other."""

import pickle

import mpmath
import numpy as np
import pytest
from mpmath import mpf
from scipy.special import ndtr, ndtri

from distributions.build import build
from distributions.numerics.studies import Studies
from distributions.table import BetweenSd, Fixed, Lognormal, Normal, PooledMean, RandomEffects
from distributions.tables.quantile_table import QuantileTable, fast_quantile
from tests.distributions.studies_oracle import exact_between_sd, exact_pooled_mean

TWO = (-0.269, -0.0305), (0.136, 0.084)
STATED = {"estimates": list(TWO[0]), "standard_errors": list(TWO[1])}
RATIOS = {"ratios": [0.764, 0.97], "intervals": [[0.585, 0.997], [0.82, 1.14]], "level": 0.95}
N = 1_000_000


def uniforms(n: int, columns: int) -> np.ndarray:
    return (np.random.default_rng(3).integers(0, 2**52, (n, columns)) + 0.5) / 2**52


def new_site(family: RandomEffects) -> np.ndarray:
    """Ratios at a site that was not studied."""
    u = uniforms(N, 3)
    mean, spread = fast_quantile(family)(u[:, : family.n_uniforms]).T
    return mean * np.exp(spread * ndtri(u[:, 2]))


def test_with_the_spread_known_the_mean_is_weighted_by_inverse_variances():
    family = build("random_effects", {**STATED, "tau": 0.125})
    weights = 1 / (np.square(TWO[1]) + 0.125**2)
    assert family.mean[0] == pytest.approx(weights @ TWO[0] / weights.sum(), rel=1e-14)
    assert family.variance[0] == pytest.approx(1 / weights.sum(), rel=1e-14)
    # Found by other means.
    assert family.mean[0] == pytest.approx(-0.12573, abs=5e-6)
    assert family.variance[0] ** 0.5 == pytest.approx(0.11672, abs=5e-6)
    predictive = (family.variance[0] + 0.125**2) ** 0.5
    assert predictive == pytest.approx(0.17102, abs=5e-6)
    ends = np.exp(family.mean[0] + predictive * ndtri([0.025, 0.975]))
    assert ends == pytest.approx([0.631, 1.233], abs=5e-4)
    assert isinstance(family.margins[0], Normal)
    assert family.margins[1] == Fixed(0.125)
    assert family.n_uniforms == 1
    assert set(family.quantile(uniforms(100, 1))[:, 1]) == {0.125}


@pytest.mark.parametrize(
    ("tau_scale", "low", "middle", "high"), [(0.25, 0.477, 0.890, 1.579), (0.5, 0.310, 0.886, 2.397)]
)
def test_a_new_site_lies_where_weighted_draws_of_the_prior_have_it(tau_scale, low, middle, high):
    found = new_site(RandomEffects(*TWO, tau_scale, measure="ratio"))
    # Two million draws with weights, which know their own ends to some 0.5 %.
    assert np.quantile(found, [0.025, 0.5, 0.975]) == pytest.approx([low, middle, high], rel=8e-3)


@pytest.mark.parametrize("measure", ["difference", "ratio"])
def test_draws_have_the_posterior_of_weighted_draws_of_the_prior(measure):
    """Importance sampling: prior draws of tau with the likelihood of the difference of the two studies."""
    family = RandomEffects(*TWO, 0.25, measure=measure)
    generator = np.random.default_rng(5)
    tau = np.abs(0.25 * generator.standard_normal(N))
    own = np.square(TWO[1])[:, np.newaxis] + tau**2
    apart = own.sum(axis=0)
    weight = np.exp(-0.5 * (TWO[0][0] - TWO[0][1]) ** 2 / apart) / np.sqrt(apart)
    mean, variance = (np.array(TWO[0]) @ (1 / own)) / (1 / own).sum(axis=0), 1 / (1 / own).sum(axis=0)
    mu = mean + np.sqrt(variance) * generator.standard_normal(N)
    x = fast_quantile(family)(uniforms(N, 2))
    for ours, theirs in ((x[:, 0], np.exp(mu) if measure == "ratio" else mu), (x[:, 1], tau)):
        order = np.argsort(theirs)
        ranks = np.cumsum(weight[order]) / weight.sum()
        for share in (0.025, 0.25, 0.5, 0.75, 0.975):
            at = theirs[order][np.searchsorted(ranks, share)]
            assert np.mean(ours <= at) == pytest.approx(share, abs=3e-3)
    # Given the spread nothing else is known of the mean: it is normal, and independent of the first uniform.
    log_mean = np.log(x[:, 0]) if measure == "ratio" else x[:, 0]
    at, variance = Studies(*TWO).pooled(x[:, 1])
    z = (log_mean - at) / np.sqrt(variance)
    assert abs(np.corrcoef(z, x[:, 1])[0, 1]) < 5e-3
    assert np.mean(ndtr(z) < 0.1) == pytest.approx(0.1, abs=2e-3)


@pytest.mark.parametrize("measure", ["difference", "ratio"])
@pytest.mark.parametrize(
    ("estimates", "errors", "tau_scale"),
    [
        (*TWO, 0.5),
        ((0.0, 3.0), (0.1, 0.1), 0.3),
        ((0.0, 1e-6), (1.0, 0.001), 0.02),
        ((0.1, -0.2, 0.3, 0.7, 0.2, 0.1), (0.1, 0.3, 0.2, 0.2, 0.1, 0.4), 1.0),
    ],
)
def test_quantiles_of_both_margins_are_those_of_mpmath(estimates, errors, tau_scale, measure):
    u = np.array([1e-6, 0.01, 0.5, 0.99, 1 - 1e-6])
    native = (estimates, errors, tau_scale)
    margins = [
        (PooledMean(*native, measure), lambda: exact_pooled_mean(*native, measure)),
        (BetweenSd(*native), lambda: exact_between_sd(*native)),
    ]
    with mpmath.workdps(25):
        for margin, exact in margins:
            below, above, density = exact()
            x = margin.quantile(u)
            for each, share in zip(x, u, strict=True):
                at, near = mpf(float(each)), min(mpf(share), 1 - mpf(share))
                reached = below(at) if share <= 0.5 else above(at)
                assert abs(float(reached / near - 1)) <= 1e-10
                assert margin.density(np.array([each]))[0] == pytest.approx(float(density(at)), rel=1e-9)


def test_spread_of_two_studies_follows_the_likelihood_of_their_difference():
    """Of two studies with mu unknown only the difference counts: y1 - y2 ~ N(0, s1^2 + s2^2 + 2 tau^2)."""
    spread, tau = BetweenSd(*TWO, 0.25), np.array([0.0, 0.1, 0.3, 1.0])
    apart = TWO[1][0] ** 2 + TWO[1][1] ** 2 + 2 * tau**2
    expected = np.exp(-0.5 * (TWO[0][0] - TWO[0][1]) ** 2 / apart - 0.5 * (tau / 0.25) ** 2) / np.sqrt(apart)
    density = spread.density(tau)
    np.testing.assert_allclose(density / density[0], expected / expected[0], rtol=1e-12)


def test_without_room_for_a_spread_it_is_the_common_effect_model():
    u = uniforms(1000, 2)
    common = RandomEffects(*TWO, tau=0.0)
    apart = [
        np.abs(RandomEffects(*TWO, scale).quantile(u)[:, 0] - common.quantile(u[:, 1:])[:, 0]).max()
        for scale in (1e-1, 1e-3, 1e-5)
    ]
    assert apart[0] > 1e-2
    assert apart[1] < 1e-3
    assert apart[2] < 1e-7
    # A prior so narrow is not moved by the studies: its median is that of a half-normal.
    median = BetweenSd(*TWO, 1e-5).quantile(np.array([0.5]))
    assert median == pytest.approx(0.67449e-5, rel=1e-5)


@pytest.mark.parametrize("truth", [0.1, 0.6])
def test_many_studies_find_the_spread_that_they_were_drawn_with(truth):
    generator = np.random.default_rng(11)
    few, many = (_simulated(generator, k, truth) for k in (40, 400))
    assert abs(few.mean[1] - truth) < 3 * few.variance[1] ** 0.5
    assert abs(many.mean[1] - truth) < 3 * many.variance[1] ** 0.5
    assert many.variance[1] < few.variance[1] / 5
    assert many.mean[0] == pytest.approx(2.0, abs=4 * many.variance[0] ** 0.5)


def _simulated(generator: np.random.Generator, k: int, truth: float) -> RandomEffects:
    errors = generator.uniform(0.1, 0.3, k)
    estimates = 2.0 + np.hypot(truth, errors) * generator.standard_normal(k)
    return RandomEffects(tuple(estimates.tolist()), tuple(errors.tolist()), 1.0)


def test_a_shift_and_a_unit_change_nothing_else():
    u = uniforms(200, 2)
    plain = RandomEffects(*TWO, 0.25).quantile(u)
    shifted = RandomEffects(tuple(each + 1e6 for each in TWO[0]), TWO[1], 0.25).quantile(u)
    np.testing.assert_allclose(shifted - [1e6, 0], plain, atol=1e-8)
    in_pence = RandomEffects(
        tuple(100 * each for each in TWO[0]), tuple(100 * each for each in TWO[1]), 25.0
    ).quantile(u)
    np.testing.assert_allclose(in_pence, 100 * plain, rtol=1e-9, atol=1e-11)


def test_ratios_are_pooled_on_the_log_scale():
    by_ratio = build("random_effects", {**RATIOS, "tau_scale": 0.25})
    assert by_ratio.measure == "ratio"
    by_logarithm = RandomEffects(by_ratio.estimates, by_ratio.standard_errors, 0.25)
    u = uniforms(500, 2)
    (ratio, spread), (logarithm, same) = by_ratio.quantile(u).T, by_logarithm.quantile(u).T
    np.testing.assert_allclose(ratio, np.exp(logarithm), rtol=1e-13)
    assert spread.tolist() == same.tolist()
    known = build("random_effects", {**RATIOS, "tau": 0.125})
    assert isinstance(known.margins[0], Lognormal)
    assert by_ratio.scalar_names("relative_risk") == ("relative_risk_mean", "relative_risk_between_sd")


@pytest.mark.parametrize(
    ("k", "tau_scale", "mean", "variance"),
    [
        (2, 0.7, True, True),  # 4 * 0.49 < 2
        (2, 0.71, True, False),
        (2, 1.41, True, False),
        (2, 2**0.5, False, False),
        (4, 1.0, True, True),  # neither grows nor falls: the likelihood alone, tau^-3, makes it finite
        (4, 1.01, True, False),
        (4, 2.01, False, False),
    ],
)
def test_moments_of_a_ratio_are_finite_where_they_are(k, tau_scale, mean, variance):
    pooled = PooledMean((0.1,) * k, (0.2,) * k, tau_scale, "ratio")
    assert (np.isfinite(pooled.mean), np.isfinite(pooled.variance)) == (mean, variance)
    assert np.isfinite(pooled.quantile(np.array([1e-12, 0.5, 1 - 1e-12]))).all()


def test_moments_of_a_ratio_whose_weight_lies_far_out_are_those_of_a_closed_form():
    """Studies so much alike, and so exact, that s = 0: v = tau^2 / k, and gamma integrals are left."""
    k, scale, error = 6, 1.1, 1e-6
    pooled = PooledMean((0.3,) * k, (error,) * k, scale, "ratio")
    spread = BetweenSd((0.3,) * k, (error,) * k, scale)
    with mpmath.workdps(30):

        def weighted(power: int) -> mpf:
            def curve(tau: mpf) -> mpf:
                own = tau**2 + mpf(error) ** 2
                growth = power**2 * own / (2 * k) - (tau / mpf(scale)) ** 2 / 2
                return own ** (mpf(1 - k) / 2) * mpmath.exp(growth)

            return mpmath.quad(curve, [0, *(mpf(10) ** each for each in range(-7, 3))])

        first, second = (weighted(power) / weighted(0) for power in (1, 2))
        mean = float(mpmath.exp(mpf("0.3")) * first)
        variance = float(mpmath.exp(mpf("0.6")) * (second - first**2))
    assert pooled.mean == pytest.approx(mean, rel=1e-11)
    assert pooled.variance == pytest.approx(variance, rel=1e-9)
    assert spread.mean < 1e-5


def test_the_spread_is_read_from_a_table_that_crosses_to_a_worker():
    family = RandomEffects(*TWO, 0.25, measure="ratio")
    fast = fast_quantile(family)
    assert isinstance(fast.spread, QuantileTable)
    u = uniforms(5000, 2)
    np.testing.assert_allclose(fast(u), family.quantile(u), rtol=1e-9)
    sent = pickle.dumps(fast)
    assert len(sent) < 5000
    assert pickle.loads(sent)(u).tobytes() == fast(u).tobytes()


@pytest.mark.parametrize("measure", ["difference", "ratio"])
def test_a_value_does_not_depend_on_which_others_are_asked_for(measure):
    pooled, u = PooledMean(*TWO, 0.25, measure), uniforms(300, 1)[:, 0]
    for function, at in ((pooled.quantile, u), (pooled.cdf, 0.5 + u), (pooled.density, 0.5 + u)):
        alone = np.concatenate([function(at[[index]]) for index in range(len(at))])
        assert function(at).tobytes() == alone.tobytes()
    assert pooled.quantile(u.reshape(3, 100)).tobytes() == pooled.quantile(u).tobytes()
    assert pooled.quantile(np.empty(0)).shape == (0,)


def test_each_uniform_says_what_it_moves():
    assert RandomEffects(*TWO, 0.25).roles == (("between_sd", 1), ("mean given between_sd", 0))
    assert RandomEffects(*TWO, tau=0.1).roles == (("mean given between_sd", 0),)
