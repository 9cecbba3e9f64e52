"""Truncated normal where it is hard: next to its ends, far out in a tail, over a short stretch."""

import mpmath
import numpy as np
import pytest
from mpmath import mpf

from distributions.error import ParameterError
from distributions.numerics.normal_stretch import mills_drop, stretch
from distributions.table import Normal, TruncatedNormal
from tests.distributions.exact import truncated_normal

PROBABILITIES = np.array([1e-12, 1e-7, 1e-3, 0.2, 0.4999])
AWKWARD = [
    (0.0, 1.0, 0.0, None),
    (0.0, 1.0, 0.0, 2.0**-30),
    (-5.0, 1.0, 0.0, 1.0),
    (-8.0, 1.0, 0.0, 1.0),
    (0.5, 10.0, 0.0, 1.0),
    (-30.0, 1.0, 0.0, None),
    (7.0, 1.0, 0.0, None),
    (11.9, 1.0, 0.0, None),
    (13.0, 1.0, 0.0, None),
    (20.0, 1.0, 0.0, 1.0),
    (1e-18, 1.0, 0.0, 1.0),
    (-1e4, 1.0, 0.0, None),
    (-1e4, 1.0, 0.0, 1e-4),
]


@pytest.mark.parametrize("parameters", AWKWARD, ids=str)
def test_next_to_the_lower_end(parameters):
    """The end is 0, so that a float64 says the distance from it to all its digits."""
    family = TruncatedNormal(*parameters)
    x = family.lower_quantile(PROBABILITIES)
    with mpmath.workdps(60):
        below, _, _ = truncated_normal(*parameters)
        errors = [abs(float(below(mpf(at)) / mpf(u) - 1)) for at, u in zip(x, PROBABILITIES, strict=True)]
    assert max(errors) < 1e-10
    np.testing.assert_allclose(family.cdf(x), PROBABILITIES, rtol=1e-11)


@pytest.mark.parametrize("parameters", AWKWARD, ids=str)
def test_the_mirror_image_is_the_other_tail(parameters):
    location, scale, low, high = parameters
    family = TruncatedNormal(*parameters)
    mirrored = TruncatedNormal(-location, scale, None if high is None else -high, -low)
    for probability in (PROBABILITIES, 1 - PROBABILITIES[2:]):
        np.testing.assert_array_equal(family.quantile(probability) >= low, True)
    x = family.lower_quantile(PROBABILITIES)
    np.testing.assert_array_equal(mirrored.upper_quantile(PROBABILITIES), -x)
    np.testing.assert_array_equal(mirrored.survival(-x), family.cdf(x))
    np.testing.assert_array_equal(mirrored.density(-x), family.density(x))
    assert mirrored.mean == pytest.approx(-family.mean, rel=1e-13)
    assert mirrored.variance == pytest.approx(family.variance, rel=1e-13)


def test_without_ends_it_is_the_normal():
    x = np.linspace(-20, 30, 101)
    open_ended, normal = TruncatedNormal(3.0, 2.0), Normal(3.0, 2.0)
    np.testing.assert_allclose(open_ended.cdf(x), normal.cdf(x), rtol=1e-13)
    np.testing.assert_allclose(open_ended.survival(x), normal.survival(x), rtol=1e-13)
    u = np.linspace(0.01, 0.99, 99)
    np.testing.assert_array_equal(open_ended.quantile(u), normal.quantile(u))
    assert open_ended.mean == pytest.approx(3.0, rel=1e-14)
    assert open_ended.variance == pytest.approx(4.0, rel=1e-12)


def test_moments_far_out_are_those_of_an_exponential():
    """Mean and variance beyond a standard deviations: 1/a - 2/a^3, 1/a^2 - 6/a^4 above the end."""
    family = TruncatedNormal(-1e4, 1.0, 0.0)
    assert family.mean == pytest.approx(1e-4 * (1 - 2e-8), rel=1e-13)
    assert family.variance == pytest.approx(1e-8 * (1 - 6e-8), rel=1e-13)


def test_ends_may_differ_between_draws():
    low = np.array([-20.0, 0.0, 8.0, -1e50])
    high = np.array([-19.0, 1.0, 9.0, 3.0])
    u = np.array([0.3, 1e-9, 0.999, 0.5])
    together = TruncatedNormal(0.0, 1.0, low, high).quantile(u)
    alone = [
        TruncatedNormal(0.0, 1.0, a, b).quantile(u[k : k + 1])[0] for k, (a, b) in enumerate(zip(low, high))
    ]
    assert together.tolist() == alone


def test_ends_out_of_order_and_out_of_reach_are_refused():
    with pytest.raises(ParameterError, match="min: 2 must be less than max: 1"):
        TruncatedNormal(0, 1, 2, 1)
    with pytest.raises(ParameterError, match="too many standard deviations"):
        TruncatedNormal(0, 1e-120, 1)


@pytest.mark.parametrize("p", [0.0, 0.7, 5.0, 30.0])
@pytest.mark.parametrize("length", [1e-12, 0.05, 0.99, 1.01, 4.0])
def test_stretches_of_the_normal_are_right_to_the_last_digits(p, length):
    with mpmath.workdps(40):

        def mills(t: mpf) -> mpf:
            return mpmath.erfc(t / mpmath.sqrt(2)) / 2 / mpmath.npdf(t)

        end = mpf(p) + mpf(length)
        drop = mills(mpf(p)) - mills(end)
        share = mills(mpf(p)) - mpmath.exp(-(end**2 - mpf(p) ** 2) / 2) * mills(end)
    assert float(stretch(p, length)) == pytest.approx(float(share), rel=3e-15)
    # 1 - t R(t) loses as many digits as t^2 has.
    assert float(mills_drop(np.array(p), np.array(length))) == pytest.approx(
        float(drop), rel=1e-15 * (3 + p * p)
    )
