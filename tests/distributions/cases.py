"""One table of cases that drives the tests of every family; a family without a row fails a test."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import mpmath
import numpy as np
from scipy import integrate, optimize, special, stats

from distributions.table import (
    Beta,
    Dirichlet,
    Discrete,
    Exponential,
    Fixed,
    Gamma,
    GeneralisedGamma,
    Gompertz,
    InverseGaussian,
    LogarithmicPool,
    LogitNormal,
    LogLogistic,
    Lognormal,
    Metalog,
    Normal,
    Pert,
    ScaledBeta,
    StudentT,
    Triangular,
    TruncatedNormal,
    Uniform,
    Weibull,
)
from tests.distributions.case import Case
from tests.distributions.discrete_cases import DISCRETE_CASES

# The float64 numbers at which quantiles are compared with frozen values of 50 digits.
PROBABILITIES = (1e-12, 1e-9, 1e-6, 0.001, 0.025, 0.5, 0.975, 0.999, 1 - 1e-6, 1 - 1e-9, 1 - 1e-12)


def pert_oracle(low: float, mode: float, high: float, shape: float) -> Any:
    first, second = 1 + shape * (mode - low) / (high - low), 1 + shape * (high - mode) / (high - low)
    return stats.beta(first, second, loc=low, scale=high - low)


class ByQuantile:
    """What scipy.stats offers of a distribution that has no more than a quantile function of logit(u)."""

    def __init__(self, value: Callable[[Any], Any], support: tuple[float, float]) -> None:
        self.value, self.ends = value, support

    def support(self) -> tuple[float, float]:
        return self.ends

    def ppf(self, u: Any) -> Any:
        return self.value(special.logit(u))

    def logit(self, x: Any) -> Any:
        def miss(t: float, each: float) -> Any:
            return self.value(t) - each

        return np.array([optimize.brentq(miss, -50, 50, (each,), 1e-14) for each in x])

    def cdf(self, x: Any) -> Any:
        return special.expit(self.logit(x))

    def sf(self, x: Any) -> Any:
        return special.expit(-self.logit(x))

    def pdf(self, x: Any) -> Any:
        t, h = self.logit(x), 1e-2
        ahead, behind = ([self.value(t + side * step * h) for step in (1, 2, 3)] for side in (1, -1))
        first, second, third = (a - b for a, b in zip(ahead, behind, strict=True))
        return special.expit(t) * special.expit(-t) / ((45 * first - 9 * second + third) / (60 * h))

    def expect(self, function: Callable[[Any], Any]) -> float:
        def weighted(t: float) -> Any:
            return function(self.value(t)) * special.expit(t) * special.expit(-t)

        pieces = [-160, -40, -20, -8, -3, -1, 0, 1, 3, 8, 20, 40, 160]
        parts = [integrate.quad(weighted, *ends, epsabs=0, epsrel=1e-13)[0] for ends in pairwise(pieces)]
        return float(np.sum(parts))

    def mean(self) -> float:
        return self.expect(lambda x: x)

    def var(self) -> float:
        mean = self.mean()
        return self.expect(lambda x: (x - mean) ** 2)


def truncnorm(location: float, scale: float, low: float, high: float) -> Any:
    a, b = (low - location) / scale, (high - location) / scale
    oracle = stats.truncnorm(a, b, location, scale)
    with mpmath.workdps(400):
        # Of a short or far stretch scipy's own moments are right to 1e-10 only.
        side = -1 if a > 0 else 1
        total = side * (mpmath.ncdf(side * mpmath.mpf(b)) - mpmath.ncdf(side * mpmath.mpf(a)))
        at_a, at_b = mpmath.npdf(a) / total, mpmath.npdf(b) / total
        shift = at_a - at_b
        edges = sum(end * each for end, each in ((a, at_a), (-b, at_b)) if np.isfinite(end))
        mean, variance = location + scale * shift, scale**2 * (1 + edges - shift**2)
    oracle.mean, oracle.var = lambda: float(mean), lambda: float(variance)
    return oracle


def gompertz(shape: float, rate: float) -> Any:
    """scipy's own mean, by integration, is right to 1e-11 only."""
    oracle, ratio = stats.gompertz(rate / shape, scale=1 / shape), rate / shape
    oracle.mean = lambda: special.exp1(ratio) * np.exp(ratio) / shape
    return oracle


def logit_normal(mu: float, sigma: float) -> ByQuantile:
    def value(t: Any) -> Any:
        """From the nearer tail: logit(u) holds what u itself would lose next to 1."""
        z = np.where(t < 0, special.ndtri(special.expit(t)), -special.ndtri(special.expit(-t)))
        return special.expit(mu + sigma * z)

    return ByQuantile(value, (0.0, 1.0))


def metalog(
    coefficients: tuple[float, ...], low: float | None = None, high: float | None = None
) -> ByQuantile:
    def value(t: Any) -> Any:
        s = 0.5 * np.tanh(0.5 * t)
        further = [s ** (k // 2) * (t if k % 2 else 1) for k in range(4, len(coefficients))]
        factors = [1, t, s * t, s, *further]
        m = sum(a * factor for a, factor in zip(coefficients, factors, strict=False))
        if low is None:
            return m if high is None else high - np.exp(-m)
        return low + (np.exp(m) if high is None else (high - low) / (1 + np.exp(-m)))

    return ByQuantile(value, (-np.inf if low is None else low, np.inf if high is None else high))


TINY = np.nextafter(0, 1)
JUST_ABOVE_1, JUST_BELOW_1 = np.nextafter(1, 2), np.nextafter(1, 0)

SIX_TERMS = (0.2, 0.3, -0.1, 0.5, 0.2, 0.1)

CASES = [
    Case(
        Normal(0.0, 1.0),
        stats.norm(0, 1),
        inside=({"location": -1e300, "scale": 1e-300},),
        outside=(
            {"location": 0, "scale": 0},
            {"location": 0, "scale": -1},
            {"location": np.nan, "scale": 1},
            {"location": 0, "scale": np.inf},
            {"location": True, "scale": 1},
            {"location": "0", "scale": 1},
        ),
    ),
    Case(Normal(-3.2, 0.07), stats.norm(-3.2, 0.07)),
    Case(
        Lognormal(-0.2231435513142097, 0.1475726),
        stats.lognorm(0.1475726, scale=np.exp(-0.2231435513142097)),
        inside=({"mu": 0, "sigma": 1e-300}, {"mu": 340, "sigma": 1}, {"mu": -690, "sigma": 1}),
        outside=(
            {"mu": 0, "sigma": 0},
            {"mu": 350, "sigma": 1},
            {"mu": -700, "sigma": 1},
            {"mu": 0, "sigma": 100},
        ),
    ),
    Case(Lognormal(7.0, 1.2), stats.lognorm(1.2, scale=np.exp(7))),
    Case(
        Gamma(2.5, 1.0),
        stats.gamma(2.5, scale=1),
        inside=({"shape": 1e-3, "scale": 1e-300}, {"shape": 1e12, "scale": 1}),
        outside=(
            {"shape": 0, "scale": 1},
            {"shape": 1, "scale": 0},
            {"shape": -1, "scale": 1},
            {"shape": [1], "scale": 1},
        ),
    ),
    Case(Gamma(0.3, 200.0), stats.gamma(0.3, scale=200)),
    Case(Gamma(400.0, 0.25), stats.gamma(400, scale=0.25)),
    Case(Gamma(3e5, 0.01), stats.gamma(3e5, scale=0.01)),
    Case(Gamma(1e7, 1.0), stats.gamma(1e7, scale=1)),
    Case(
        Beta(3.0, 7.0),
        stats.beta(3, 7),
        inside=({"alpha": 1e-3, "beta": 1e-3}, {"alpha": 1e9, "beta": 1}),
        outside=({"alpha": 0, "beta": 1}, {"alpha": 1, "beta": 0}, {"alpha": None, "beta": 1}),
    ),
    Case(Beta(0.5, 20.5), stats.beta(0.5, 20.5)),
    Case(Beta(9.0, 0.5), stats.beta(9, 0.5)),
    Case(Beta(300.0, 700.0), stats.beta(300, 700)),
    Case(
        Uniform(-1.0, 3.0),
        stats.uniform(-1, 4),
        inside=({"min": 1, "max": JUST_ABOVE_1},),
        outside=({"min": 1, "max": 1}, {"min": 1, "max": JUST_BELOW_1}, {"min": -1e308, "max": 1e308}),
    ),
    Case(
        Triangular(0.0, 2.0, 10.0),
        stats.triang(0.2, 0, 10),
        inside=({"min": 0, "mode": 0, "max": 1}, {"min": 0, "mode": 1, "max": 1}),
        outside=(
            {"min": 0, "mode": -TINY, "max": 1},
            {"min": 0, "mode": JUST_ABOVE_1, "max": 1},
            {"min": 1, "mode": 1, "max": 1},
        ),
    ),
    Case(Triangular(0.0, 0.0, 1.0), stats.triang(0, 0, 1)),
    Case(Triangular(-4.0, 1.0, 1.0), stats.triang(1, -4, 5)),
    Case(
        Pert(0.0, 30.0, 120.0),
        pert_oracle(0, 30, 120, 4),
        inside=({"min": 0, "mode": 0, "max": 1}, {"min": 0, "mode": 1, "max": 1, "shape": 0.1}),
        outside=(
            {"min": 0, "mode": -TINY, "max": 1},
            {"min": 0, "mode": JUST_ABOVE_1, "max": 1},
            {"min": 0, "mode": 0.5, "max": 1, "shape": 0},
        ),
    ),
    Case(Pert(-5.0, 9.5, 10.0, 2.0), pert_oracle(-5, 9.5, 10, 2)),
    Case(
        StudentT(5.0, 0.0, 1.0),
        stats.t(5, 0, 1),
        inside=(
            {"degrees_of_freedom": 0.11, "location": 0, "scale": 1},
            {"degrees_of_freedom": 1e300, "location": 0, "scale": 1},
        ),
        outside=(
            {"degrees_of_freedom": 0, "location": 0, "scale": 1},
            {"degrees_of_freedom": 0.109, "location": 0, "scale": 1},
            {"degrees_of_freedom": 1, "location": 0, "scale": 1e300},
            {"degrees_of_freedom": 1, "location": 0, "scale": 0},
        ),
    ),
    Case(StudentT(3.0, -3.0, 0.1), stats.t(3, -3, 0.1)),
    Case(StudentT(2.0, 0.0, 1.0), stats.t(2, 0, 1)),
    Case(StudentT(1.0, 3.0, 2.0), stats.t(1, 3, 2)),
    Case(StudentT(0.4, 0.0, 1.0), stats.t(0.4, 0, 1)),
    Case(StudentT(12345.6, 100.0, 15.0), stats.t(12345.6, 100, 15)),
    Case(
        TruncatedNormal(0.0, 1.0, 0.0),
        stats.halfnorm(),
        inside=(
            {"location": 0, "scale": 1},
            {"location": 0, "scale": 1, "min": 1, "max": JUST_ABOVE_1},
            {"location": 0, "scale": 1e-99, "min": 1},
        ),
        outside=(
            {"location": 0, "scale": 0, "min": 0},
            {"location": 0, "scale": 1, "min": 1, "max": 1},
            {"location": 0, "scale": 1, "min": "none"},
            {"location": 0, "scale": 1, "min": -np.inf},
            {"location": 0, "scale": 1e-101, "min": 1},
        ),
    ),
    Case(TruncatedNormal(0.0, 1.0, 8.0, 9.0), truncnorm(0, 1, 8, 9)),
    Case(TruncatedNormal(0.0, 1.0, -9.0, -8.0), truncnorm(0, 1, -9, -8)),
    Case(TruncatedNormal(0.8, 0.15, None, 1.0), truncnorm(0.8, 0.15, -np.inf, 1)),
    Case(TruncatedNormal(0.3, 0.4, 0.0, 1.0), truncnorm(0.3, 0.4, 0, 1)),
    Case(TruncatedNormal(500.0, 80.0, 0.0), truncnorm(500, 80, 0, np.inf)),
    Case(TruncatedNormal(5.0, 2.0, -40.0, 4.0), truncnorm(5, 2, -40, 4)),
    Case(TruncatedNormal(30.0, 1.0, None, 0.0), truncnorm(30, 1, -np.inf, 0)),
    Case(TruncatedNormal(0.0, 1.0, 3.0, 3.0 + 2**-10), truncnorm(0, 1, 3, 3 + 2**-10)),
    Case(
        LogitNormal(-2.0, 0.5),
        logit_normal(-2, 0.5),
        inside=({"mu": 0, "sigma": 1e-300}, {"mu": -700, "sigma": 1}, {"mu": 0, "sigma": 1e3}),
        outside=({"mu": 0, "sigma": 0}, {"mu": np.inf, "sigma": 1}),
    ),
    Case(LogitNormal(3.0, 1.7), logit_normal(3, 1.7)),
    Case(LogitNormal(0.4, 2.6), logit_normal(0.4, 2.6)),
    Case(
        Exponential(0.1),
        stats.expon(scale=10),
        inside=({"rate": 1e-150}, {"rate": 1e150}),
        outside=({"rate": 0}, {"rate": -1}),
    ),
    Case(
        Weibull(1.5, 10.0),
        stats.weibull_min(1.5, scale=10),
        inside=({"shape": 0.06, "scale": 1}, {"shape": 1e9, "scale": 1}),
        outside=({"shape": 0, "scale": 1}, {"shape": 0.05, "scale": 1}, {"shape": 1, "scale": 0}),
    ),
    Case(Weibull(0.4, 2.0), stats.weibull_min(0.4, scale=2)),
    Case(Weibull(40.0, 3.0), stats.weibull_min(40, scale=3)),
    Case(
        Gompertz(0.09, 1e-4),
        gompertz(0.09, 1e-4),
        inside=({"shape": 0, "rate": 1}, {"shape": TINY, "rate": 1}, {"shape": 1e9, "rate": 1e-9}),
        outside=({"shape": -TINY, "rate": 1}, {"shape": 0, "rate": 0}),
    ),
    Case(Gompertz(0.0, 0.2), stats.expon(scale=5)),
    Case(Gompertz(3e-3, 0.5), gompertz(3e-3, 0.5)),
    Case(
        LogLogistic(4.0, 10.0),
        stats.fisk(4, scale=10),
        inside=({"shape": 0.06, "scale": 1}, {"shape": 1e9, "scale": 1}),
        outside=({"shape": 0, "scale": 1}, {"shape": 0.05, "scale": 1}, {"shape": 1, "scale": -1}),
    ),
    Case(LogLogistic(120.0, 10.0), stats.fisk(120, scale=10)),
    Case(LogLogistic(1.5, 3.0), stats.fisk(1.5, scale=3)),
    Case(LogLogistic(0.8, 5.0), stats.fisk(0.8, scale=5)),
    Case(
        GeneralisedGamma(2.5, 0.7, 10.0),
        stats.gengamma(2.5, 0.7, scale=10),
        inside=(
            {"shape": 1e-3, "power": 1, "scale": 1},
            {"shape": 1e9, "power": 1e3, "scale": 1},
            {"shape": 1, "power": 0.06, "scale": 1},
        ),
        outside=(
            {"shape": 0, "power": 1, "scale": 1},
            {"shape": 1, "power": -1, "scale": 1},
            {"shape": 1, "power": 0.05, "scale": 1},
            {"shape": 1, "power": 1, "scale": 0},
        ),
    ),
    Case(GeneralisedGamma(400.0, 2.0, 5.0), stats.gengamma(400, 2, scale=5)),
    Case(GeneralisedGamma(0.02, 50.0, 1.0), stats.gengamma(0.02, 50, scale=1)),
    Case(
        InverseGaussian(2.0, 8.0),
        stats.invgauss(2 / 8, scale=8),
        inside=({"mu": 1e-100, "shape": 1e100}, {"mu": 1e50, "shape": 1e-50}),
        outside=({"mu": 0, "shape": 1}, {"mu": 1, "shape": 0}),
    ),
    Case(InverseGaussian(10.0, 0.01), stats.invgauss(10 / 0.01, scale=0.01)),
    Case(InverseGaussian(3.0, 3e5), stats.invgauss(1e-5, scale=3e5)),
    Case(
        ScaledBeta(3.0, 7.0, -0.6, 1.0),
        stats.beta(3, 7, -0.6, 1.6),
        inside=({"alpha": 1e-3, "beta": 1, "min": 1, "max": 2},),
        outside=(
            {"alpha": 0, "beta": 1, "min": 0, "max": 1},
            {"alpha": 1, "beta": 1, "min": 1, "max": 1},
            {"alpha": 1, "beta": 1, "min": -1e308, "max": 1e308},
        ),
    ),
    Case(ScaledBeta(0.5, 0.5, 10.0, 20.0), stats.beta(0.5, 0.5, 10, 10)),
    Case(
        Metalog((10.0, 2.0)),
        stats.logistic(10, 2),
        inside=(
            {"coefficients": [0, TINY]},
            {"coefficients": [0, 1, 1.667]},
            {"coefficients": [0, 1, 0, -3.999]},
            {"coefficients": [0, 18, 0], "min": 0},
            {"coefficients": [0, 1e3], "min": 0, "max": 1},
        ),
        outside=(
            {"coefficients": [1]},
            {"coefficients": [0, 0]},
            {"coefficients": [0, -1]},
            {"coefficients": [0, 1, 1.668]},
            {"coefficients": [0, 1, 0, -4.001]},
            {"coefficients": [0, 20, 0], "min": 0},
            {"coefficients": [0, 20, 0], "max": 0},
            {"coefficients": [0, 1], "min": 1, "max": 1},
        ),
    ),
    Case(Metalog((5.0, 1.3654, 1.1378)), metalog((5.0, 1.3654, 1.1378))),
    Case(Metalog((2.0, 0.25), 3.0), stats.fisk(4, 3, np.exp(2))),
    Case(Metalog((2.0, 0.75), None, 3.0), metalog((2.0, 0.75), None, 3.0)),
    Case(Metalog(SIX_TERMS, -1.0, 3.0), metalog(SIX_TERMS, -1.0, 3.0)),
    Case(Metalog((0.0, 1.5), -1.0, 3.0), metalog((0.0, 1.5), -1.0, 3.0)),
    Case(
        Fixed(35.0),
        inside=({"value": 0}, {"value": -1e308}),
        outside=({"value": np.inf}, {"value": np.nan}, {"value": None}, {"value": False}, {"value": 10**400}),
    ),
    Case(
        Discrete((5.0, 1.0, 2.0), (0.25, 0.5, 0.25)),
        inside=(
            {"values": [1], "probabilities": [1]},
            {"values": [1, 2], "probabilities": [0, 1]},
            {"values": [1, 2, 3], "probabilities": [1 / 3, 1 / 3, 1 / 3]},
            {"values": [1, 2], "probabilities": [0.5, 0.5 + 9e-10]},
        ),
        outside=(
            {"values": [], "probabilities": []},
            {"values": [1, 2], "probabilities": [1]},
            {"values": [1, 1], "probabilities": [0.5, 0.5]},
            {"values": [1, 2], "probabilities": [0.5, 0.5 + 2e-9]},
            {"values": [1, 2], "probabilities": [-0.1, 1.1]},
            {"values": 1, "probabilities": 1},
            {"values": ["1"], "probabilities": [1]},
        ),
    ),
    Case(
        Dirichlet(("well", "ill", "dead"), (80.0, 15.0, 5.0)),
        inside=(
            {"categories": ["a", "b"], "concentrations": [1e-3, 1e-3]},
            {"categories": ["a", "b"], "concentrations": [1e9, 1]},
        ),
        outside=(
            {"categories": ["a"], "concentrations": [1]},
            {"categories": ["a", "b"], "concentrations": [1, 0]},
            {"categories": ["a", "b"], "concentrations": [1]},
            {"categories": ["a", "a"], "concentrations": [1, 1]},
            {"categories": "ab", "concentrations": [1, 1]},
        ),
    ),
    Case(Dirichlet(("a", "b"), (0.5, 2.5))),
    Case(
        LogarithmicPool((0.25, 0.75), (Normal(0.0, 1.0), Normal(3.0, 0.5))),
        # Precisions 1 and 4: 0.25 * 1 + 0.75 * 4 = 3.25, and 0.75 * 4 * 3 / 3.25.
        stats.norm(9 / 3.25, 3.25**-0.5),
        inside=(
            {"weights": [1], "parts": [Normal(0, 1)]},
            {"weights": [0, 1], "parts": [Beta(2, 3), Normal(7, 1)]},
            {"weights": [0.5, 0.5], "parts": [Uniform(0, 1), Uniform(0.999, 2)]},
        ),
        outside=(
            {"weights": [], "parts": []},
            {"weights": [1], "parts": [Fixed(3)]},
            {"weights": [1], "parts": ["normal"]},
            {"weights": [0.5, 0.4], "parts": [Normal(0, 1), Normal(1, 1)]},
            {"weights": [1], "parts": [Normal(0, 1), Normal(1, 1)]},
            {"weights": [1], "parts": [Normal(0, np.array([1.0, 2.0]))]},
            {"weights": [1], "parts": [Dirichlet(("a", "b"), (1.0, 1.0))]},
            {"weights": [0.5, 0.5], "parts": [Uniform(0, 1), Uniform(1, 2)]},
        ),
    ),
    Case(LogarithmicPool((0.5, 0.5), (Beta(3.0, 7.0), Beta(1.0, 3.0))), stats.beta(2, 5)),
    Case(
        LogarithmicPool((0.5, 0.5), (Gamma(4.0, 2.0), Gamma(2.0, 0.5))),
        stats.gamma(3, scale=0.8),  # rates 0.5 and 2
    ),
    *DISCRETE_CASES,
]

CONTINUOUS = [case for case in CASES if case.is_continuous]
FROZEN_CASES = [case for case in CASES if case.is_continuous or case.is_frozen]
