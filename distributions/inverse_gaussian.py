"""Inverse Gaussian: times to reach a threshold, skewed costs."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import ndtri

from distributions.constraint import MODERATE
from distributions.family import Array, Number, SlowFamily
from distributions.numerics.newton import solve_each
from distributions.numerics.normal_stretch import mills, mills_drop
from distributions.published.moments import (
    inverse_gaussian_from_mean_and_se,
    inverse_gaussian_from_mean_and_shape,
)
from distributions.published.quantile_profile import inverse_gaussian_from_quantiles
from distributions.published.quantiles import stated_by_quantiles
from distributions.published.standard_error import stated_by_mean_and_se

_LOWEST = -37.0  # place below which there is no probability that a float64 could hold beside 1
_HIGHEST = 1e100  # place above which there is none either, and of which the square is a float64
_ROOT_TWO_PI = np.sqrt(2.0 * np.pi)


@dataclass(frozen=True)
class InverseGaussian(SlowFamily):
    """Inverse Gaussian distribution, also called Wald.

    Parameters
    ----------
    mu : float
        Mean, in the unit of the quantity.
    shape : float
        Shape lambda, in the same unit: the variance is mu^3 / shape.

    Notes
    -----
    With w = sqrt(shape / x) (x / mu - 1), z = sqrt(w^2 + 4 shape / mu), Mills' ratio R and the normal density
    phi: F = phi(w) (R(-w) + R(z)), 1 - F = phi(w) (R(w) - R(z)). Both are solved for w, of which x is an
    explicit function. Chhikara and Folks (1989), The Inverse Gaussian Distribution, chapter 2. In scipy.stats
    `invgauss(mu / shape, scale=shape)`.

    Examples
    --------
    >>> InverseGaussian(mu=2, shape=8).variance
    1.0
    """

    mu: Number
    shape: Number

    name: ClassVar[str] = "inverse_gaussian"
    constraints: ClassVar = {"mu": MODERATE, "shape": MODERATE}
    summaries: ClassVar = (
        *stated_by_mean_and_se(inverse_gaussian_from_mean_and_se),
        inverse_gaussian_from_mean_and_shape,
        *stated_by_quantiles(inverse_gaussian_from_quantiles),
    )

    @property
    def _ratio(self) -> Number:
        return self.shape / self.mu

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        # phi(w) R(-w) = Phi(w) is at least half of F, as R falls.
        low, high = ndtri(0.5 * u), ndtri(u)
        return self._at(self._solve(np.log(u), -1.0, low, high, high))

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        high = -ndtri(v)
        # At least half lies below, so that w is no lower than where Phi is a quarter.
        return self._at(self._solve(np.log(v), 1.0, np.full(np.shape(v), ndtri(0.25)), high, high))

    def _solve(self, target: Array, side: float, low: Array, high: Array, start: Array) -> Array:
        """Place w at which the logarithm of the probability on one side is the target."""

        def mismatch(w: Array) -> tuple[Array, Array]:
            z, gap = self._partner(w)
            tail = mills(-w) + mills(z) if side < 0 else mills_drop(w, gap)
            reached = np.log(tail / _ROOT_TWO_PI) - 0.5 * w * w
            return side * (target - reached), gap / z / tail

        return solve_each(mismatch, low, high, start)

    def _partner(self, w: Array) -> tuple[Array, Array]:
        """Place z of the second term, and z - w."""
        z = np.sqrt(w * w + 4.0 * self._ratio)
        return z, np.where(w > 0.0, 4.0 * self._ratio / (z + np.abs(w)), z - w)

    def _at(self, w: Array) -> Array:
        """Value x at w."""
        spread = w / np.sqrt(self._ratio)
        sum_of_both = np.abs(spread) + np.sqrt(spread * spread + 4.0)
        root = np.where(w > 0.0, 0.5 * sum_of_both, 2.0 / sum_of_both)
        return np.asarray(self.mu * root * root)

    def _place(self, x: Array) -> Array:
        """Place w of a value."""
        with np.errstate(divide="ignore", over="ignore"):
            value = np.clip(x, 0.0, np.finfo(np.float64).max)
            return np.asarray(np.sqrt(self.shape / value) * ((value - self.mu) / self.mu))

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        w = np.minimum(self._place(x), 0.0)
        below = np.exp(-0.5 * w * w) / _ROOT_TWO_PI * (mills(-w) + mills(self._partner(w)[0]))
        return np.where(x > self.mu, 1.0 - self.survival(x), below)

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        w = np.clip(self._place(x), _LOWEST, _HIGHEST)
        above = np.exp(-0.5 * w * w) / _ROOT_TWO_PI * mills_drop(w, self._partner(w)[1])
        return np.asarray(np.minimum(above, 1.0))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        value = np.where(x > 0.0, x, self.mu)
        w = self._place(value)
        density = np.exp(-0.5 * w * w) / _ROOT_TWO_PI * np.sqrt(self.shape / value) / value
        return np.where(x > 0.0, density, 0.0)

    @property
    def mean(self) -> Number:
        """Mean: mu."""
        return self.mu

    @property
    def variance(self) -> Number:
        """Variance: mu^3 / shape."""
        return self.mu**2 / self._ratio

    @property
    def support(self) -> tuple[Number, Number]:
        """Positive numbers."""
        return 0.0, np.inf
