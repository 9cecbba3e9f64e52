"""Log-logistic: times to an event whose hazard rises and then falls; heavy tails."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import expit

from distributions.constraint import MODERATE
from distributions.family import Array, Family, Number
from distributions.numerics.powers import raised, too_spread
from distributions.published.quantile_line import log_logistic_from_quantiles
from distributions.published.quantiles import stated_by_quantiles


@dataclass(frozen=True)
class LogLogistic(Family):
    """Log-logistic distribution: the logarithm is logistic.

    Parameters
    ----------
    shape : float
        Inverse of the scale of the logistic distribution of the logarithm; no unit. With a shape of at most 1
        the mean is infinite, with a shape of at most 2 the variance: a result that rests on such an input
        has no mean or no standard error, and more draws do not mend that.
    scale : float
        Median, in the unit of the quantity.

    Notes
    -----
    Quantile: scale (u / (1 - u))^(1 / shape). The same names as flexsurv's `llogis`; in scipy.stats
    `fisk(shape, scale=scale)`.

    Examples
    --------
    >>> LogLogistic(shape=2, scale=10).quantile(np.array([0.5, 0.8])).round(12).tolist()
    [10.0, 20.0]
    >>> float(LogLogistic(shape=1, scale=10).mean)
    inf
    """

    shape: Number
    scale: Number

    name: ClassVar[str] = "log_logistic"
    constraints: ClassVar = {"shape": MODERATE, "scale": MODERATE}
    summaries: ClassVar = stated_by_quantiles(log_logistic_from_quantiles)

    def relations(self) -> list[str]:
        """Say whether draws stay within what a float64 holds."""
        return too_spread("shape", self.shape, "scale", self.scale)

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        return np.asarray(self.scale * raised(u / (1.0 - u), 1.0 / self.shape))

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return np.asarray(self.scale * raised((1.0 - v) / v, 1.0 / self.shape))

    def _logit(self, x: Array) -> Array:
        with np.errstate(divide="ignore"):
            return np.asarray(self.shape * np.log(np.maximum(x, 0.0) / self.scale))

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.asarray(expit(self._logit(x)))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.asarray(expit(-self._logit(x)))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        with np.errstate(divide="ignore", over="ignore"):
            value = np.maximum(x, 0.0) / self.scale
            rise = raised(value, self.shape - 1.0)
            density = self.shape / self.scale * rise * expit(-self._logit(x)) ** 2
        return np.where(x >= 0.0, density, 0.0)

    @property
    def mean(self) -> Number:
        """Mean: scale t / sin(t), t = pi / shape; infinite for a shape of at most 1."""
        return self.scale * _inverse_sinc(1.0 / self.shape)

    @property
    def variance(self) -> Number:
        """Variance: scale^2 (2t / sin(2t) - (t / sin(t))^2); infinite for a shape of at most 2."""
        once, twice = _inverse_sinc(1.0 / self.shape), _inverse_sinc(2.0 / self.shape)
        with np.errstate(invalid="ignore"):
            # 2t / sin(2t) = (t / sin(t)) / cos(t), and with both over one denominator nothing cancels.
            angle = np.pi / self.shape
            spread = once * once * _sine_excess(angle) / (angle * np.cos(angle))
        return self.scale**2 * np.where(np.isfinite(twice), spread, np.inf)[()]

    @property
    def support(self) -> tuple[Number, Number]:
        """Positive numbers."""
        return 0.0, np.inf


def _inverse_sinc(turn: Number) -> Number:
    """Mean of (u / (1 - u))^turn: pi turn / sin(pi turn) below 1, infinite from there."""
    inside = np.less(turn, 1.0)
    return np.where(inside, 1.0 / np.sinc(np.where(inside, turn, 0.0)), np.inf)[()]


def _sine_excess(angle: Number) -> Number:
    """sin(t) - t cos(t), by its series where the two nearly cancel."""
    square = np.square(angle)
    # t^3 / 3 - t^5 / 30 + t^7 / 840 - t^9 / 45360 + ...: (-1)^(k+1) 2k / (2k + 1)! t^(2k + 1).
    series = angle * square * (1 / 3 - square * (1 / 30 - square * (1 / 840 - square / 45360)))
    return np.where(np.less(angle, 0.05), series, np.sin(angle) - angle * np.cos(angle))[()]
