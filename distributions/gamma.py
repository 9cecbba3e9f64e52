"""Gamma: costs, resource use, durations; disutilities as one minus a utility that may be negative."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import gammainc, gammaincc, gammainccinv, gammaincinv

from distributions.constraint import POSITIVE
from distributions.family import Array, Number, SlowFamily
from distributions.intervals import gamma_from_mean_and_interval
from distributions.moments import gamma_from_mean_and_se, gamma_from_mean_sd_and_n


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
    constraints: ClassVar = {"shape": POSITIVE, "scale": POSITIVE}
    summaries: ClassVar = (gamma_from_mean_and_se, gamma_from_mean_sd_and_n, gamma_from_mean_and_interval)

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        return np.asarray(gammaincinv(self.shape, u) * self.scale)

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return np.asarray(gammainccinv(self.shape, v) * self.scale)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.asarray(gammainc(self.shape, np.maximum(x, 0.0) / self.scale))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.asarray(gammaincc(self.shape, np.maximum(x, 0.0) / self.scale))

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
