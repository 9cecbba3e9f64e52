"""Distributions as scipy.stats has them, or as it would: shifted, scaled, truncated, mixed, by quantiles."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import mpmath
import numpy as np
from scipy import integrate, optimize, special, stats


@dataclass(frozen=True)
class Shifted:
    """shift + scale * X."""

    parent: Any
    scale: float
    shift: float

    def ppf(self, u: np.ndarray) -> np.ndarray:
        return self.shift + self.scale * (self.parent.ppf(u) if self.scale > 0 else self.parent.isf(u))

    def cdf(self, y: np.ndarray) -> np.ndarray:
        x = (y - self.shift) / self.scale
        return self.parent.cdf(x) if self.scale > 0 else self.parent.sf(x)

    def sf(self, y: np.ndarray) -> np.ndarray:
        x = (y - self.shift) / self.scale
        return self.parent.sf(x) if self.scale > 0 else self.parent.cdf(x)

    def pdf(self, y: np.ndarray) -> np.ndarray:
        return self.parent.pdf((y - self.shift) / self.scale) / abs(self.scale)

    def mean(self) -> float:
        return self.shift + self.scale * self.parent.mean()

    def var(self) -> float:
        return self.scale**2 * self.parent.var()

    def support(self) -> tuple[float, float]:
        low, high = sorted(self.shift + self.scale * end for end in self.parent.support())
        return low, high


@dataclass(frozen=True)
class Limited:
    """X given low <= X <= high."""

    parent: Any
    low: float
    high: float

    @property
    def mass(self) -> float:
        return self.parent.cdf(self.high) - self.parent.cdf(self.low)

    def ppf(self, u: np.ndarray) -> np.ndarray:
        return self.parent.ppf(self.parent.cdf(self.low) + u * self.mass)

    def cdf(self, x: np.ndarray) -> np.ndarray:
        return (self.parent.cdf(x) - self.parent.cdf(self.low)) / self.mass

    def sf(self, x: np.ndarray) -> np.ndarray:
        return (self.parent.cdf(self.high) - self.parent.cdf(x)) / self.mass

    def pdf(self, x: np.ndarray) -> np.ndarray:
        return np.where((x >= self.low) & (x <= self.high), self.parent.pdf(x) / self.mass, 0.0)

    def _moment(self, power: int, about: float) -> float:
        ends = self.ppf(np.array([1e-9, 0.1, 0.5, 0.9, 1 - 1e-9]))
        low, high = self.support()
        pieces = np.unique(np.concatenate([[low], ends, [high]]))
        found = [
            integrate.quad(lambda x: (x - about) ** power * self.pdf(x), *piece, epsabs=0, epsrel=1e-12)[0]
            for piece in pairwise(pieces)
        ]
        return float(sum(found))

    def mean(self) -> float:
        return self._moment(1, 0.0)

    def var(self) -> float:
        return self._moment(2, self.mean())

    def support(self) -> tuple[float, float]:
        low, high = self.parent.support()
        return max(low, self.low), min(high, self.high)


@dataclass(frozen=True)
class Mixed:
    """One of several distributions."""

    weights: tuple[float, ...]
    parts: tuple[Any, ...]

    def _weighted(self, figures: list[Any]) -> Any:
        return sum(weight * figure for weight, figure in zip(self.weights, figures, strict=True))

    def ppf(self, u: np.ndarray) -> np.ndarray:
        low, high = self.parts[0].ppf(1e-13), self.parts[-1].ppf(1 - 1e-13)

        def mismatch(x: float, p: float) -> float:
            return self.cdf(x) - p

        return np.array([optimize.brentq(mismatch, low, high, (p,), 1e-13, 1e-14) for p in u])

    def cdf(self, x: np.ndarray) -> np.ndarray:
        return self._weighted([part.cdf(x) for part in self.parts])

    def sf(self, x: np.ndarray) -> np.ndarray:
        return self._weighted([part.sf(x) for part in self.parts])

    def pdf(self, x: np.ndarray) -> np.ndarray:
        return self._weighted([part.pdf(x) for part in self.parts])

    def mean(self) -> float:
        return self._weighted([part.mean() for part in self.parts])

    def var(self) -> float:
        return self._weighted([part.var() + part.mean() ** 2 for part in self.parts]) - self.mean() ** 2

    def support(self) -> tuple[float, float]:
        ends = [part.support() for part in self.parts]
        return min(low for low, _ in ends), max(high for _, high in ends)


def pert(low: float, mode: float, high: float, shape: float) -> Any:
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


def beta(alpha: float, beta: float) -> Any:
    """As scipy.stats has it but for the inverse, which for round shapes misses its own probability."""
    frozen = stats.beta(alpha, beta)
    centre, spread = frozen.mean(), 10 * frozen.std()

    def quantile(u: float) -> float:
        low, high = max(centre - spread, 0.0), min(centre + spread, 1.0)
        return optimize.brentq(lambda x: frozen.cdf(x) - u, low, high, xtol=1e-18, rtol=1e-15)

    frozen.ppf = np.vectorize(quantile)
    return frozen
