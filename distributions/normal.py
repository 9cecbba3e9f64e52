"""Normal: differences, regression coefficients, anything whose estimate is a sum of many small parts."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import ndtr, ndtri

from distributions.constraint import POSITIVE, REAL
from distributions.family import Array, Family, Number
from distributions.published.agreement import normal_from_mean_se_and_interval
from distributions.published.intervals import normal_from_mean_and_interval
from distributions.published.moments import normal_from_mean_and_se
from distributions.published.quantile_line import normal_from_quantiles
from distributions.published.quantiles import stated_by_quantiles
from distributions.published.standard_error import stated_by_mean_and_se
from distributions.published.two_arms import normal_from_two_arms


@dataclass(frozen=True)
class Normal(Family):
    """Normal distribution.

    Parameters
    ----------
    location : float
        Mean, any unit.
    scale : float
        Standard deviation of the distribution; for an estimated mean that is its standard error. Same unit.

    Notes
    -----
    Quantile: location + scale * Phi^-1(u).

    Examples
    --------
    >>> Normal(location=10, scale=2).quantile(np.array([0.025, 0.5])).round(3).tolist()
    [6.08, 10.0]
    """

    location: Number
    scale: Number

    name: ClassVar[str] = "normal"
    constraints: ClassVar = {"location": REAL, "scale": POSITIVE}
    summaries: ClassVar = (
        *stated_by_mean_and_se(normal_from_mean_and_se),
        normal_from_mean_and_interval,
        normal_from_mean_se_and_interval,
        *stated_by_quantiles(normal_from_quantiles),
        normal_from_two_arms,
    )

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        return np.asarray(self.location + self.scale * ndtri(u))

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return np.asarray(self.location - self.scale * ndtri(v))

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.asarray(ndtr((x - self.location) / self.scale))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.asarray(ndtr((self.location - x) / self.scale))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        z = (x - self.location) / self.scale
        return np.asarray(np.exp(-0.5 * z * z) / (np.sqrt(2.0 * np.pi) * self.scale))

    def log_density(self, x: Array) -> Array:
        """Logarithm of the density at `x`, shape as `x`."""
        z = (x - self.location) / self.scale
        return np.asarray(-0.5 * z * z - np.log(np.sqrt(2.0 * np.pi) * self.scale))

    @property
    def mean(self) -> Number:
        """Mean: the location."""
        return self.location

    @property
    def variance(self) -> Number:
        """Variance: the square of the scale."""
        return self.scale**2

    @property
    def support(self) -> tuple[Number, Number]:
        """All real numbers."""
        return -np.inf, np.inf
