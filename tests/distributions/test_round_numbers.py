"""Exact inverses agree with their own probabilities at round parameters, where a library may have a bad spot.

Numbers drawn at random never are 1000.
"""

from itertools import product

import mpmath
import numpy as np
import pytest
from scipy.special import ndtri

from distributions.build import build
from distributions.error import ParameterError
from distributions.family import SlowFamily
from distributions.table import (
    FAMILIES,
    Beta,
    Exponential,
    Gamma,
    GeneralisedGamma,
    InverseGaussian,
    LogitNormal,
    Normal,
    Pert,
    ScaledBeta,
    StudentT,
    Triangular,
    TruncatedNormal,
    Uniform,
)
from tests.distributions import exact
from tests.distributions.checks import LAST_DIGITS

ROUND = (1.0, 2.0, 10.0, 34.0, 100.0, 1000.0, 1e4, 1e6, 1e7, 1e9)
PAIRS = [(first, second) for first in ROUND for second in ROUND]
EXACT = {
    Beta: [Beta(*pair) for pair in [*PAIRS, (1000, 1e12), (1e10, 1e12), (0.5, 1e75), (1e60, 3.0)]],
    Gamma: [Gamma(*pair) for pair in PAIRS],
    GeneralisedGamma: [GeneralisedGamma(shape, 2.0, 1.0) for shape in ROUND],
    InverseGaussian: [InverseGaussian(*pair) for pair in PAIRS],
    LogitNormal: [LogitNormal(mean, sigma) for mean in (-10.0, 0.0, 1.0) for sigma in (0.1, 1.0, 10.0)],
    Pert: [Pert(0.0, mode, 10.0, shape) for mode in (0.0, 1.0, 10.0) for shape in ROUND],
    ScaledBeta: [ScaledBeta(*pair, -1.0, 1.0) for pair in PAIRS],
    StudentT: [StudentT(degrees, 0.0, 1.0) for degrees in (*ROUND, 2000.0, 2e9)],
    Triangular: [Triangular(0.0, mode, 1000.0) for mode in (0.0, 1.0, 10.0, 100.0, 1000.0)],
    TruncatedNormal: [TruncatedNormal(0.0, 1.0, low, low + 1.0) for low in (-10.0, -1.0, 0.0, 1.0, 10.0)],
}


def test_every_slow_family_is_among_them():
    # A pool is tested beside what it equals, in test_pooling.
    assert {*EXACT} == {each for each in FAMILIES.values() if issubclass(each, SlowFamily)} - {
        FAMILIES["logarithmic_pool"]
    }


@pytest.mark.parametrize("kind", EXACT, ids=lambda kind: kind.name)
def test_inverse_agrees_with_its_own_probabilities(kind):
    u = np.append(np.geomspace(1e-12, 0.5, 50), [0.01, 0.025, 0.1, 0.25])
    for family in EXACT[kind]:
        for inverse, probability, sign in (
            (family.lower_quantile, family.cdf, 1),
            (family.upper_quantile, family.survival, -1),
        ):
            x = inverse(u)
            slack = LAST_DIGITS * np.abs(x)
            ends = probability(x - sign * slack), probability(x + sign * slack)
            assert (ends[0] <= u * (1 + 1e-10)).all(), family
            assert (ends[1] >= u * (1 - 1e-10)).all(), family


@pytest.mark.parametrize(
    "family",
    [
        *(Beta(*each) for each in product((1e-75, 1.0, 1e75), repeat=2)),
        *(Gamma(*each) for each in product((1e-75, 1.0, 1e75), repeat=2)),
        *(InverseGaussian(*each) for each in product((1e-75, 1.0, 1e75), repeat=2)),
        *(GeneralisedGamma(shape, 1.0, scale) for shape in (1e-75, 1.0) for scale in (1e-75, 1.0, 1e75)),
        *(ScaledBeta(3.0, 2.0, 0.0, width) for width in (1e-75, 1e75)),
        *(Triangular(0.0, 0.0, width) for width in (1e-75, 1e75)),
        *(Uniform(0.0, width) for width in (1e-75, 1e75)),
        *(Normal(0.0, scale) for scale in (1e-150, 1e150)),
        *(Exponential(rate) for rate in (1e-150, 1e150)),
        *(StudentT(3.0, 0.0, scale) for scale in (1e-75, 1e75)),
        LogitNormal(-700.0, 1.0),
        LogitNormal(700.0, 100.0),
    ],
    ids=str,
)
def test_the_smallest_and_largest_parameters_give_numbers(family):
    assert np.isfinite([family.mean, family.variance]).all()
    x = family.quantile(np.array([1e-6, 0.5, 1 - 1e-6]))
    assert np.isfinite(x).all()
    assert not np.isnan([family.cdf(x), family.survival(x), family.density(x), family.log_density(x)]).any()


@pytest.mark.parametrize("value", [1e-76, 1e76, 1e300])
def test_parameters_beyond_are_refused_with_the_remedy(value):
    for make in (lambda: Gamma(2.0, value), lambda: Beta(value, 1.0), lambda: InverseGaussian(value, 1.0)):
        with pytest.raises(ParameterError, match="must be from 1e-75 to 1e"):
            make()


def test_beta_of_a_thousand_events_in_a_billion():
    low, middle, high = build("beta", {"events": 1000, "n": 1e9}).quantile(np.array([0.025, 0.5, 0.975]))
    # A Poisson rate of 1000 has nearly the same interval: half a chi-square with 2000 degrees of freedom.
    assert [low, middle, high] == pytest.approx([0.938971e-6, 0.999667e-6, 1.062921e-6], rel=1e-5)


@pytest.mark.parametrize("shape", [1e12, 1e15])
def test_beta_with_huge_shapes_is_normal(shape):
    z = np.array([-6.0, -2.0, 0.0, 1.0, 3.0])
    family = Beta(shape, shape)
    deviation = family.variance**0.5
    places = 0.5 + deviation * z
    np.testing.assert_allclose(ndtri(family.cdf(places)), (places - 0.5) / deviation, atol=1e-8)
    normal = np.exp(-(((places - 0.5) / deviation) ** 2) / 2) / np.sqrt(2 * np.pi) / deviation
    np.testing.assert_allclose(family.density(places), normal, rtol=1e-6)


def test_density_of_a_beta_keeps_its_digits_beside_a_large_shape():
    # 3e-6 off where the beta function is a difference of logarithms of gamma functions.
    x = np.linspace(0.8e-6, 1.2e-6, 5)
    for alpha, beta in ((1000.0, 1e9), (15.0, 1e7), (1e9, 1e9)):
        at = x if alpha < beta else 0.5 + x
        with mpmath.workdps(50):
            expected = [float(exact.beta(alpha, beta).density(mpmath.mpf(each))) for each in at.tolist()]
        np.testing.assert_allclose(Beta(alpha, beta).density(at), expected, rtol=1e-9)
