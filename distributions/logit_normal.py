"""Logit-normal: probabilities whose log odds were estimated, as by a logistic regression."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
from scipy.special import logit, ndtr, ndtri

from distributions.constraint import LOG_ODDS, MODERATE
from distributions.family import Array, Number, SlowFamily
from distributions.numerics.logit_normal_moments import logit_normal_from_mean_and_se, logit_normal_moments
from distributions.numerics.numerical_moments import NumericalMoments
from distributions.published.quantile_line import logit_normal_from_quantiles
from distributions.published.quantiles import stated_by_quantiles
from distributions.published.standard_error import stated_by_mean_and_se


@dataclass(frozen=True)
class LogitNormal(NumericalMoments, SlowFamily):
    """Logit-normal distribution: the log odds are normal.

    Parameters
    ----------
    mu : float
        Mean of the log odds: the log odds of the MEDIAN, ln(p / (1 - p)); from -700 to 700.
    sigma : float
        Standard deviation of the log odds; for an estimate, the standard error on the logit scale.

    Notes
    -----
    Quantile: 1 / (1 + exp(-mu - sigma Phi^-1(u))). Mean and variance have no closed form and come from
    quadrature. Atchison and Shen (1980), Biometrika 67: 261-272.

    Examples
    --------
    >>> LogitNormal(mu=0, sigma=1).quantile(np.array([0.5, 0.975])).round(4).tolist()
    [0.5, 0.8765]
    """

    mu: Number
    sigma: Number

    name: ClassVar[str] = "logit_normal"
    constraints: ClassVar = {"mu": LOG_ODDS, "sigma": MODERATE}
    summaries: ClassVar = (
        *stated_by_mean_and_se(logit_normal_from_mean_and_se),
        *stated_by_quantiles(logit_normal_from_quantiles),
    )

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        return self._value(ndtri(u))

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return self._value(-ndtri(v))

    def _value(self, z: Array) -> Array:
        with np.errstate(over="ignore"):
            return np.asarray(1.0 / (1.0 + np.exp(-self.mu - self.sigma * z)))

    def _standard(self, x: Array) -> Array:
        return np.asarray((logit(np.clip(x, 0.0, 1.0)) - self.mu) / self.sigma)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.asarray(ndtr(self._standard(x)))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.asarray(ndtr(-self._standard(x)))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        inside = (x > 0.0) & (x < 1.0)
        value = np.where(inside, x, 0.5)
        z = self._standard(value)
        density = np.exp(-0.5 * z * z) / (np.sqrt(2.0 * np.pi) * self.sigma * value * (1.0 - value))
        return np.where(inside, density, 0.0)

    @cached_property
    def _moments(self) -> tuple[Number, Number]:
        return logit_normal_moments(self.mu, self.sigma)

    @property
    def support(self) -> tuple[Number, Number]:
        """From 0 to 1."""
        return 0.0, 1.0
