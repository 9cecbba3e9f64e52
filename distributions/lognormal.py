"""Lognormal: relative effects (risk, odds and hazard ratios), skewed costs."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import ndtr, ndtri

from distributions.constraint import MODERATE, REAL
from distributions.error import show
from distributions.family import Array, Family, Number
from distributions.published.agreement import lognormal_from_mean_se_and_interval
from distributions.published.intervals import (
    lognormal_from_mean_and_interval,
    lognormal_from_median_and_interval,
)
from distributions.published.moments import lognormal_from_mean_and_se
from distributions.published.quantile_line import lognormal_from_quantiles
from distributions.published.quantiles import stated_by_quantiles
from distributions.published.ratios import PUBLISHED_RATIOS
from distributions.published.standard_error import stated_by_mean_and_se
from distributions.published.survival import lognormal_from_survival
from distributions.published.two_arms import lognormal_from_two_arms

_FARTHEST_DRAW = 8.3  # -Phi^-1 of 2^-53, the smallest uniform that a design hands out
_LARGEST_LOGARITHM = 700.0  # exp overflows at 709.8


@dataclass(frozen=True)
class Lognormal(Family):
    """Lognormal distribution: the logarithm is normal.

    Parameters
    ----------
    mu : float
        Mean of the logarithm: the logarithm of the MEDIAN, not of the mean.
    sigma : float
        Standard deviation of the logarithm.

    Notes
    -----
    Quantile: exp(mu + sigma * Phi^-1(u)). Mean: exp(mu + sigma^2 / 2).

    Examples
    --------
    >>> Lognormal(mu=0, sigma=0.5).quantile(np.array([0.5, 0.975])).round(3).tolist()
    [1.0, 2.664]
    """

    mu: Number
    sigma: Number

    name: ClassVar[str] = "lognormal"
    constraints: ClassVar = {"mu": REAL, "sigma": MODERATE}
    summaries: ClassVar = (
        *stated_by_mean_and_se(lognormal_from_mean_and_se),
        lognormal_from_median_and_interval,
        lognormal_from_mean_and_interval,
        lognormal_from_mean_se_and_interval,
        *stated_by_quantiles(lognormal_from_quantiles),
        *PUBLISHED_RATIOS,
        lognormal_from_two_arms,
        lognormal_from_survival,
    )

    def relations(self) -> list[str]:
        """Say whether draws and their variance stay within what a float64 holds."""
        farthest = np.abs(self.mu) + _FARTHEST_DRAW * self.sigma
        log_variance = 2 * (self.mu + np.square(np.minimum(self.sigma, _LARGEST_LOGARITHM)))
        if np.any(np.maximum(farthest, log_variance) > _LARGEST_LOGARITHM):
            return [
                f"mu: {show(self.mu)} with sigma: {show(self.sigma)} gives draws too large or too small for "
                "a computer's numbers; both are on the LOG scale, where a median of 1200 is mu: 7.09"
            ]
        return []

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        return np.asarray(np.exp(self.mu + self.sigma * ndtri(u)))

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return np.asarray(np.exp(self.mu - self.sigma * ndtri(v)))

    def _standard(self, x: Array) -> Array:
        with np.errstate(divide="ignore"):
            logarithm = np.log(np.maximum(x, 0.0))
        return np.asarray((logarithm - self.mu) / self.sigma)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.asarray(ndtr(self._standard(x)))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.asarray(ndtr(-self._standard(x)))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        value = np.where(x > 0.0, x, 1.0)
        z = (np.log(value) - self.mu) / self.sigma
        density = np.exp(-0.5 * z * z) / (np.sqrt(2.0 * np.pi) * self.sigma * value)
        return np.where(x > 0.0, density, 0.0)

    def log_density(self, x: Array) -> Array:
        """Logarithm of the density at `x`, shape as `x`."""
        logarithm = np.log(np.where(x > 0.0, x, 1.0))
        z = (logarithm - self.mu) / self.sigma
        log_density = -0.5 * z * z - np.log(np.sqrt(2.0 * np.pi) * self.sigma) - logarithm
        return np.where(x > 0.0, log_density, -np.inf)

    @property
    def mean(self) -> Number:
        """Arithmetic mean: exp(mu + sigma^2 / 2)."""
        return np.exp(self.mu + self.sigma**2 / 2)

    @property
    def variance(self) -> Number:
        """Variance: (exp(sigma^2) - 1) exp(2 mu + sigma^2)."""
        return np.expm1(self.sigma**2) * np.exp(2 * self.mu + self.sigma**2)

    @property
    def support(self) -> tuple[Number, Number]:
        """Positive numbers."""
        return 0.0, np.inf
