"""Distributions as scipy.stats has them, shifted, scaled, truncated and mixed by definition."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import integrate, optimize


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
