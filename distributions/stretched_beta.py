"""A beta stretched over a range: what the families between two ends share."""

from abc import abstractmethod

import numpy as np

from distributions.beta import Beta
from distributions.family import Array, Number, SlowFamily


class StretchedBeta(SlowFamily):
    """A beta stretched from `min` to `max`, the two fields that a family must have.

    It says the beta; a value is computed from the nearer end.
    """

    min: Number
    max: Number

    @property
    def width(self) -> Number:
        """Length of the range."""
        return self.max - self.min

    @property
    @abstractmethod
    def from_min(self) -> Beta:
        """Distance from `min` as a share of the range."""

    @property
    def from_max(self) -> Beta:
        """Distance from `max` as a share of the range."""
        return Beta(alpha=self.from_min.beta, beta=self.from_min.alpha)

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        return self._from_nearer_end(self.from_min.lower_quantile(u), self.from_max.upper_quantile(u))

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return self._from_nearer_end(self.from_min.upper_quantile(v), self.from_max.lower_quantile(v))

    def _from_nearer_end(self, after_min: Array, before_max: Array) -> Array:
        near_min = self.min + self.width * after_min
        return np.where(after_min <= 0.5, near_min, self.max - self.width * before_max)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        after_min, before_max = self._shares(x)
        return np.where(after_min <= 0.5, self.from_min.cdf(after_min), self.from_max.survival(before_max))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        after_min, before_max = self._shares(x)
        return np.where(after_min <= 0.5, self.from_min.survival(after_min), self.from_max.cdf(before_max))

    def _shares(self, x: Array) -> tuple[Array, Array]:
        """Distance from either end as a share of the range."""
        return (x - self.min) / self.width, (self.max - x) / self.width

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        after_min, before_max = self._shares(x)
        density = np.where(
            after_min <= 0.5, self.from_min.density(after_min), self.from_max.density(before_max)
        )
        return np.asarray(density / self.width)

    @property
    def mean(self) -> Number:
        """Mean: that of the beta, stretched."""
        return self.min + self.width * self.from_min.mean

    @property
    def variance(self) -> Number:
        """Variance: that of the beta times the squared length of the range."""
        return self.width**2 * self.from_min.variance

    @property
    def support(self) -> tuple[Number, Number]:
        """From min to max."""
        return self.min, self.max
