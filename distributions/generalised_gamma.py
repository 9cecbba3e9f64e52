"""Generalised gamma: times to an event, with gamma, Weibull and exponential among its members."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import gammaln, xlogy

from distributions.constraint import MODERATE
from distributions.family import Array, Number, SlowFamily
from distributions.gamma import Gamma
from distributions.numerics.log_gamma import log_rise, log_spread
from distributions.numerics.powers import FARTHEST_LOGIT, raised, too_spread

_LOGARITHM_OF_TINY = -300.0  # below exp of it only the leading term of a gamma's probability is left


@dataclass(frozen=True)
class GeneralisedGamma(SlowFamily):
    """Generalised gamma distribution of Stacy (1962): a gamma, raised to the power 1 / power.

    Parameters
    ----------
    shape : float
        Shape k of the gamma, no unit; 1 is the Weibull.
    power : float
        Power, greater than 0, no unit; 1 is the gamma.
    scale : float
        Scale, in the unit of the quantity.

    Notes
    -----
    (x / scale)^power is Gamma(shape, 1). Stacy (1962), Annals of Mathematical Statistics 33: 1187-1192, whose
    d is shape * power.

    In scipy.stats `gengamma(a=shape, c=power, scale=scale)`. In R's flexsurv `gengamma.orig(shape=power,
    scale=scale, k=shape)`: its `shape` is our power. Of flexsurv's `gengamma(mu, sigma, Q)` (Prentice, 1974)
    with Q > 0: shape = 1 / Q^2, power = Q / sigma, scale = exp(mu) Q^(2 sigma / Q).

    Examples
    --------
    >>> GeneralisedGamma(shape=1, power=2, scale=10).quantile(np.array([0.5])).round(4).tolist()
    [8.3255]
    """

    shape: Number
    power: Number
    scale: Number

    name: ClassVar[str] = "generalised_gamma"
    constraints: ClassVar = {"shape": MODERATE, "power": MODERATE, "scale": MODERATE}

    def relations(self) -> list[str]:
        """Say whether draws stay within what a float64 holds."""
        farthest = np.maximum(FARTHEST_LOGIT, np.log(self.shape))
        return too_spread("power", self.power, "scale", self.scale, farthest)

    @property
    def _gamma(self) -> Gamma:
        return Gamma(shape=self.shape, scale=1.0)

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        return self._value(self._gamma.lower_quantile(u), u)

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return self._value(self._gamma.upper_quantile(v), 1.0 - v)

    def _value(self, gamma: Array, u: Array) -> Array:
        """Value where the gamma has `gamma`, which may be too small for a float64, with `u` below it."""
        # Near 0 the probability is gamma^shape / Gamma(shape + 1).
        logarithm = (np.log(u) + gammaln(self.shape + 1.0)) / self.shape
        tiny = np.exp(np.minimum(logarithm, 0.0) / self.power)
        root = raised(gamma, 1.0 / self.power)
        return np.asarray(self.scale * np.where(logarithm < _LOGARITHM_OF_TINY, tiny, root))

    def _logarithm(self, x: Array) -> Array:
        """Logarithm of the gamma where the value is `x`."""
        with np.errstate(divide="ignore"):
            return np.asarray(self.power * np.log(np.maximum(x, 0.0) / self.scale))

    def _raised(self, x: Array) -> Array:
        """Gamma where the value is `x`."""
        with np.errstate(over="ignore"):
            return raised(np.maximum(x, 0.0) / self.scale, self.power)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        logarithm = self._logarithm(x)
        tiny = np.exp(self.shape * np.minimum(logarithm, 0.0) - gammaln(self.shape + 1.0))
        return np.where(logarithm < _LOGARITHM_OF_TINY, tiny, self._gamma.cdf(self._raised(x)))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        tiny = self._logarithm(x) < _LOGARITHM_OF_TINY
        return np.where(tiny, 1.0 - self.cdf(x), self._gamma.survival(self._raised(x)))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        with np.errstate(divide="ignore", over="ignore"):
            value = np.maximum(x, 0.0) / self.scale
            logarithm = xlogy(self.shape * self.power - 1.0, value) - self._raised(x) - gammaln(self.shape)
            return np.where(x >= 0.0, self.power / self.scale * np.exp(logarithm), 0.0)

    @property
    def mean(self) -> Number:
        """Mean: scale Gamma(shape + 1 / power) / Gamma(shape)."""
        return self.scale * np.exp(log_rise(self.shape, 1.0 / self.power))

    @property
    def variance(self) -> Number:
        """Variance: scale^2 Gamma(shape + 2 / power) / Gamma(shape) - mean^2."""
        return self.mean**2 * np.expm1(log_spread(self.shape, 1.0 / self.power))

    @property
    def support(self) -> tuple[Number, Number]:
        """Positive numbers."""
        return 0.0, np.inf
