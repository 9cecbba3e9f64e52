"""Gamma: costs, resource use, durations; disutilities as one minus a utility that may be negative."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import gammainc, gammaincc, gammainccinv, gammaincinv, gammaln, ndtr, ndtri, xlogy

from distributions.constraint import MODERATE
from distributions.family import Array, Number, SlowFamily
from distributions.numerics.large_gamma import LARGE_SHAPE, normal_at, value_at
from distributions.published.agreement import gamma_from_mean_se_and_interval
from distributions.published.intervals import gamma_from_mean_and_interval
from distributions.published.moments import gamma_from_mean_and_se
from distributions.published.quantile_profile import gamma_from_quantiles
from distributions.published.quantiles import stated_by_quantiles
from distributions.published.standard_error import stated_by_mean_and_se


@dataclass(frozen=True)
class Gamma(SlowFamily):
    """Gamma distribution.

    Parameters
    ----------
    shape : float
        Shape k, no unit.
    scale : float
        Scale theta (the inverse of the rate), in the unit of the quantity.

    Notes
    -----
    Quantile: theta * P^-1(k, u), P the regularised lower incomplete gamma function.

    Examples
    --------
    >>> Gamma(shape=4, scale=25).mean
    100.0
    >>> Gamma(shape=1, scale=2).quantile(np.array([0.5])).round(4).tolist()
    [1.3863]
    """

    shape: Number
    scale: Number

    name: ClassVar[str] = "gamma"
    constraints: ClassVar = {"shape": MODERATE, "scale": MODERATE}
    summaries: ClassVar = (
        *stated_by_mean_and_se(gamma_from_mean_and_se),
        gamma_from_mean_and_interval,
        gamma_from_mean_se_and_interval,
        *stated_by_quantiles(gamma_from_quantiles),
    )

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        return self._value(gammaincinv, 1.0, u)

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return self._value(gammainccinv, -1.0, v)

    def _value(self, inverse: Callable[[Number, Array], Array], side: float, probability: Array) -> Array:
        """Value with a probability on one side of it; for a large shape by way of a normal."""
        large = np.greater_equal(self.shape, LARGE_SHAPE)
        if not np.any(large):
            return np.asarray(inverse(self.shape, probability) * self.scale)
        values = value_at(self.shape, side * ndtri(probability))
        if not np.all(large):
            values = np.where(large, values, inverse(self.shape, probability))
        return np.asarray(values * self.scale)

    def _probability(self, incomplete: Callable[[Number, Array], Array], side: float, x: Array) -> Array:
        """Probability on one side of a value, in the same two ways."""
        value = np.maximum(x, 0.0) / self.scale
        large = np.greater_equal(self.shape, LARGE_SHAPE)
        if not np.any(large):
            return np.asarray(incomplete(self.shape, value))
        probabilities = np.asarray(ndtr(side * normal_at(self.shape, value)))
        return (
            probabilities if np.all(large) else np.where(large, probabilities, incomplete(self.shape, value))
        )

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return self._probability(gammainc, 1.0, x)

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return self._probability(gammaincc, -1.0, x)

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        with np.errstate(divide="ignore", over="ignore"):
            return np.exp(self.log_density(x))

    def log_density(self, x: Array) -> Array:
        """Logarithm of the density at `x`, shape as `x`."""
        with np.errstate(divide="ignore", over="ignore"):
            value = np.maximum(x, 0.0) / self.scale
            logarithm = xlogy(self.shape - 1.0, value) - value - gammaln(self.shape) - np.log(self.scale)
            return np.where(x >= 0.0, logarithm, -np.inf)

    @property
    def mean(self) -> Number:
        """Mean: shape * scale."""
        return self.shape * self.scale

    @property
    def variance(self) -> Number:
        """Variance: shape * scale^2."""
        return self.shape * self.scale**2

    @property
    def support(self) -> tuple[Number, Number]:
        """Positive numbers."""
        return 0.0, np.inf
