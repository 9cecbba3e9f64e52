"""Weibull: times to an event whose hazard rises or falls as a power of time."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from distributions.constraint import MODERATE
from distributions.family import Array, Family, Number
from distributions.numerics.log_gamma import gamma_at_one_plus, log_spread
from distributions.numerics.powers import raised, too_spread
from distributions.published.moments import weibull_from_mean_and_shape
from distributions.published.quantile_line import weibull_from_quantiles
from distributions.published.quantiles import stated_by_quantiles
from distributions.published.survival import weibull_from_survival_at


@dataclass(frozen=True)
class Weibull(Family):
    """Weibull distribution.

    Parameters
    ----------
    shape : float
        Power of time in the cumulative hazard; above 1 the hazard rises. No unit.
    scale : float
        Time by which 63.2 % have had the event, in the unit of the quantity.

    Notes
    -----
    Quantile: scale (-ln(1 - u))^(1 / shape); cumulative hazard (x / scale)^shape. The same names as R's
    `weibull` and flexsurv's `weibull` (accelerated failure time); flexsurv's `weibullPH` has the scale
    scale^(-shape), WinBUGS and JAGS call that lambda. In scipy.stats `weibull_min(shape, scale=scale)`.

    Examples
    --------
    >>> Weibull(shape=2, scale=10).quantile(np.array([0.5])).round(4).tolist()
    [8.3255]
    """

    shape: Number
    scale: Number

    name: ClassVar[str] = "weibull"
    constraints: ClassVar = {"shape": MODERATE, "scale": MODERATE}
    summaries: ClassVar = (
        weibull_from_mean_and_shape,
        weibull_from_survival_at,
        *stated_by_quantiles(weibull_from_quantiles),
    )

    def relations(self) -> list[str]:
        """Say whether draws stay within what a float64 holds."""
        return too_spread("shape", self.shape, "scale", self.scale)

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        return np.asarray(self.scale * raised(-np.log1p(-u), 1.0 / self.shape))

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return np.asarray(self.scale * raised(-np.log(v), 1.0 / self.shape))

    def _hazard(self, x: Array) -> Array:
        return raised(np.maximum(x, 0.0) / self.scale, self.shape)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.asarray(-np.expm1(-self._hazard(x)))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.asarray(np.exp(-self._hazard(x)))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        with np.errstate(divide="ignore"):
            rise = raised(np.maximum(x, 0.0) / self.scale, self.shape - 1.0)
        density = self.shape / self.scale * rise * np.exp(-self._hazard(x))
        return np.where(x >= 0.0, density, 0.0)

    @property
    def mean(self) -> Number:
        """Mean: scale Gamma(1 + 1 / shape)."""
        return self.scale * gamma_at_one_plus(1.0 / self.shape)

    @property
    def variance(self) -> Number:
        """Variance: scale^2 (Gamma(1 + 2 / shape) - Gamma(1 + 1 / shape)^2)."""
        return self.mean**2 * np.expm1(log_spread(1.0, 1.0 / self.shape))

    @property
    def support(self) -> tuple[Number, Number]:
        """Positive numbers."""
        return 0.0, np.inf
