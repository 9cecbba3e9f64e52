"""Random-effects models without the code that is tested: in mpmath's arithmetic, and by scipy.integrate.

The likelihood of the spread is found study by study: each is predicted from those before it, and the density
of what it reported multiplied in. That mean and variance of mu given the spread come out of the same steps.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

import mpmath
import numpy as np
from mpmath import mpf
from scipy import integrate, optimize, stats

from tests.distributions.exact import Real, Tails

Numbers = tuple[float, ...]
_STEP = "0.05"  # in ln(tau), of the trapezoidal rule, whose error falls as exp(-2 pi / step)


def filtered(estimates: Sequence[Any], variances: Sequence[Any]) -> tuple[Any, Any, Any, Any]:
    """Logarithm of the likelihood in two parts, variances of predictions and misfits, and the mean of mu."""
    mean, variance = estimates[0], variances[0]
    spreads, misfit = 1, 0
    for estimate, own in zip(estimates[1:], variances[1:], strict=True):
        predicted = variance + own
        spreads, misfit = spreads * predicted, misfit + (estimate - mean) ** 2 / predicted
        mean = mean + variance / predicted * (estimate - mean)
        variance = variance * own / predicted
    return spreads, misfit, mean, variance


def exact_density(estimates: Numbers, errors: Numbers, tau_scale: float) -> Callable[[Real], Real]:
    def density(tau: Real) -> Real:
        variances = [mpf(error) ** 2 + tau**2 for error in errors]
        spreads, misfit, _, _ = filtered([mpf(each) for each in estimates], variances)
        return mpmath.exp(-misfit / 2 - (tau / mpf(tau_scale)) ** 2 / 2) / mpmath.sqrt(spreads)

    return density


def exact_between_sd(estimates: Numbers, errors: Numbers, tau_scale: float) -> Tails:
    density = exact_density(estimates, errors, tau_scale)
    kinks = sorted([*map(mpf, errors), *(mpf(tau_scale) * 2**power for power in range(-3, 6))])

    def between(low: Real, high: Real) -> Real:
        return mpmath.quad(density, [low, *(kink for kink in kinks if low < kink < high), high])

    total = between(mpf(0), kinks[-1])
    return Tails(
        lambda x: between(mpf(0), x) / total,
        lambda x: between(x, kinks[-1]) / total,
        lambda x: density(x) / total,
    )


@lru_cache(maxsize=1)
def exact_normals(estimates: Numbers, errors: Numbers, tau_scale: float) -> list[tuple[Real, Real, Real]]:
    density, step, found = exact_density(estimates, errors, tau_scale), mpf(_STEP), []
    for at in range(int((mpmath.log(tau_scale) - 115) / step), int((mpmath.log(tau_scale) + 4) / step)):
        tau = mpmath.exp(at * step)
        variances = [mpf(error) ** 2 + tau**2 for error in errors]
        _, _, mean, variance = filtered([mpf(each) for each in estimates], variances)
        found.append((step * tau * density(tau), mean, mpmath.sqrt(variance)))
    total = sum(weight for weight, _, _ in found)
    return [(weight / total, mean, scale) for weight, mean, scale in found]


def exact_pooled_mean(estimates: Numbers, errors: Numbers, tau_scale: float, measure: str) -> Tails:
    normals = exact_normals(estimates, errors, tau_scale)

    def below(x: Real, side: int = 1) -> Real:
        root = mpmath.sqrt(2)
        return sum(
            weight * mpmath.erfc(side * (mean - x) / scale / root) / 2 for weight, mean, scale in normals
        )

    def density(x: Real) -> Real:
        return sum(weight * mpmath.npdf((x - mean) / scale) / scale for weight, mean, scale in normals)

    if measure == "difference":
        return Tails(below, lambda x: below(x, -1), density)
    return Tails(
        lambda x: below(mpmath.log(x)),
        lambda x: below(mpmath.log(x), -1),
        lambda x: density(mpmath.log(x)) / x,
    )


def _roots(cdf: Callable[[float], float], u: Any, low: float, high: float) -> Any:
    return np.array(
        [optimize.brentq(lambda x, p=p: cdf(x) - p, low, high, xtol=1e-15, rtol=1e-14) for p in np.ravel(u)]
    )


@dataclass(frozen=True)
class Spread:
    """The posterior of tau as scipy.stats would have it."""

    estimates: Numbers
    errors: Numbers
    tau_scale: float

    def _unscaled(self, tau: Any) -> Any:
        variances = [error**2 + tau**2 for error in self.errors]
        spreads, misfit, _, _ = filtered(self.estimates, variances)
        return np.exp(-misfit / 2 - (tau / self.tau_scale) ** 2 / 2) / np.sqrt(spreads)

    def _integral(self, low: float, high: float, function: Callable[[Any], Any] = np.ones_like) -> float:
        kinks = [*self.errors, *(self.tau_scale * np.array([0.25, 0.5, 1.0, 2.0, 4.0, 8.0]))]
        pieces = pairwise([low, *sorted(kink for kink in kinks if low < kink < high), high])
        found = [
            integrate.quad(lambda x: function(x) * self._unscaled(x), *piece, epsabs=0, epsrel=1e-13)[0]
            for piece in pieces
        ]
        return float(sum(found)) / self._total

    @cached_property
    def _total(self) -> float:
        object.__setattr__(self, "_total", 1.0)
        return self._integral(0.0, self._last)

    @property
    def _last(self) -> float:
        return 16 * self.tau_scale

    def support(self) -> tuple[float, float]:
        return 0.0, np.inf

    def ppf(self, u: Any) -> Any:
        return _roots(lambda x: self._integral(0.0, x), u, 1e-12 * self.tau_scale, self._last)

    def cdf(self, x: Any) -> Any:
        return np.array([self._integral(0.0, each) for each in x])

    def sf(self, x: Any) -> Any:
        return np.array([self._integral(each, self._last) for each in x])

    def pdf(self, x: Any) -> Any:
        return self._unscaled(x) / self._total

    def mean(self) -> float:
        return self._integral(0.0, self._last, lambda x: x)

    def var(self) -> float:
        return self._integral(0.0, self._last, lambda x: (x - self.mean()) ** 2)


@dataclass(frozen=True)
class Pooled:
    """The posterior of the mean as scipy.stats would have it: normals, or lognormals, at many spreads."""

    estimates: Numbers
    errors: Numbers
    tau_scale: float
    measure: str = "difference"

    @cached_property
    def parts(self) -> tuple[Any, Any, Any]:
        edges = np.append(0.0, np.geomspace(min(self.errors) / 10, 40 * self.tau_scale, 200))
        x, w = np.polynomial.legendre.leggauss(20)
        half = np.diff(edges)[:, np.newaxis] / 2
        tau, weight = (edges[:-1, np.newaxis] + half * (1 + x)).ravel(), (half * w).ravel()
        variances = [error**2 + tau**2 for error in self.errors]
        spreads, misfit, mean, variance = filtered(self.estimates, variances)
        weight = weight * np.exp(-misfit / 2 - (tau / self.tau_scale) ** 2 / 2) / np.sqrt(spreads)
        return weight / weight.sum(), mean, np.sqrt(variance)

    def _mixed(self, figure: Callable[..., Any], x: Any) -> Any:
        weight, mean, scale = self.parts
        at = np.log(x) if self.measure == "ratio" else np.asarray(x)
        return figure(at[..., np.newaxis], mean, scale) @ weight

    def support(self) -> tuple[float, float]:
        return (0.0 if self.measure == "ratio" else -np.inf), np.inf

    def ppf(self, u: Any) -> Any:
        ends = (1e-3, 1e3) if self.measure == "ratio" else (-50.0, 50.0)
        return _roots(lambda x: self.cdf(np.array(x)), u, *ends)

    def cdf(self, x: Any) -> Any:
        return self._mixed(stats.norm.cdf, x)

    def sf(self, x: Any) -> Any:
        return self._mixed(stats.norm.sf, x)

    def pdf(self, x: Any) -> Any:
        return self._mixed(stats.norm.pdf, x) / (x if self.measure == "ratio" else 1.0)

    def _moments(self) -> tuple[Any, Any]:
        """Mean and variance of each part."""
        _, mean, scale = self.parts
        if self.measure == "difference":
            return mean, scale**2
        return np.exp(mean + scale**2 / 2), np.expm1(scale**2) * np.exp(2 * mean + scale**2)

    def mean(self) -> float:
        return float(self.parts[0] @ self._moments()[0])

    def var(self) -> float:
        means, variances = self._moments()
        return float(self.parts[0] @ (variances + (means - self.mean()) ** 2))
