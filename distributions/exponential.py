"""Exponential: times to an event whose hazard does not change."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from distributions.constraint import POSITIVE
from distributions.family import Array, Family, Number
from distributions.published.moments import exponential_from_mean, exponential_from_median
from distributions.published.survival import exponential_from_survival


@dataclass(frozen=True)
class Exponential(Family):
    """Exponential distribution.

    Parameters
    ----------
    rate : float
        Hazard per unit of time; the inverse of the mean.

    Notes
    -----
    Quantile: -ln(1 - u) / rate. In R's flexsurv `exp` with `rate`; in scipy.stats `expon` with scale
    1 / rate.

    Examples
    --------
    >>> Exponential(rate=0.1).mean
    10.0
    >>> Exponential(rate=0.1).quantile(np.array([0.5])).round(4).tolist()
    [6.9315]
    """

    rate: Number

    name: ClassVar[str] = "exponential"
    constraints: ClassVar = {"rate": POSITIVE}
    summaries: ClassVar = (exponential_from_mean, exponential_from_median, exponential_from_survival)

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        return np.asarray(np.log1p(-u) / -self.rate)

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return np.asarray(np.log(v) / -self.rate)

    def _hazard(self, x: Array) -> Array:
        return np.asarray(self.rate * np.maximum(x, 0.0))

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.asarray(-np.expm1(-self._hazard(x)))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.asarray(np.exp(-self._hazard(x)))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        return np.where(x >= 0.0, self.rate * np.exp(-self._hazard(x)), 0.0)

    @property
    def mean(self) -> Number:
        """Mean: 1 / rate."""
        return 1.0 / self.rate

    @property
    def variance(self) -> Number:
        """Variance: 1 / rate^2."""
        return self.mean**2

    @property
    def support(self) -> tuple[Number, Number]:
        """Positive numbers."""
        return 0.0, np.inf
