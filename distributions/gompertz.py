"""Gompertz: times to an event whose hazard grows exponentially, such as age at death."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
from scipy.special import exprel

from distributions.constraint import MODERATE, MODERATE_OR_0
from distributions.family import Array, Family, Number
from distributions.numerics.numerical_moments import NumericalMoments
from distributions.numerics.quadrature import moments
from distributions.published.quantile_profile import gompertz_from_quantiles
from distributions.published.quantiles import stated_by_quantiles
from distributions.published.survival import gompertz_from_survival_at


@dataclass(frozen=True)
class Gompertz(NumericalMoments, Family):
    """Gompertz distribution.

    Parameters
    ----------
    shape : float
        Growth of the logarithm of the hazard per unit of time, at least 0; 0 is the exponential. With a
        negative shape the hazard dies out and a share of exp(rate / shape) never has the event: no
        distribution of times, so it is refused (sample who is cured, and the time of the others).
    rate : float
        Hazard at time 0, per unit of time.

    Notes
    -----
    Hazard: rate exp(shape x), with the names of R's flexsurv `gompertz`; in scipy.stats
    `gompertz(rate / shape, scale=1 / shape)`. Quantile: ln(1 - shape ln(1 - u) / rate) / shape. Mean and
    variance by quadrature.

    Examples
    --------
    >>> Gompertz(shape=0.1, rate=0.01).quantile(np.array([0.5])).round(4).tolist()
    [20.7084]
    """

    shape: Number
    rate: Number

    name: ClassVar[str] = "gompertz"
    constraints: ClassVar = {"shape": MODERATE_OR_0, "rate": MODERATE}
    summaries: ClassVar = (gompertz_from_survival_at, *stated_by_quantiles(gompertz_from_quantiles))

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        return self._at_hazard(-np.log1p(-u))

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return self._at_hazard(-np.log(v))

    def _at_hazard(self, hazard: Array) -> Array:
        """Time by which the cumulative hazard is reached: ln(1 + growth) / growth of the exponential time."""
        time = hazard / self.rate
        growth = self.shape * time
        some = growth > 0.0
        if np.all(some):
            return np.asarray(np.log1p(growth) / self.shape)
        return np.where(some, np.log1p(growth) / np.where(some, self.shape, 1.0), time)

    def _hazard(self, x: Array) -> Array:
        # At infinity a shape of 0 would have no growth to say.
        value = np.clip(x, 0.0, np.finfo(np.float64).max)
        with np.errstate(over="ignore"):
            return np.asarray(self.rate * value * exprel(self.shape * value))

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.asarray(-np.expm1(-self._hazard(x)))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.asarray(np.exp(-self._hazard(x)))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        inside = (x >= 0.0) & (x < np.inf)
        value = np.where(inside, x, 0.0)
        with np.errstate(over="ignore"):
            logarithm = self.shape * value - self._hazard(value)
        return np.where(inside, self.rate * np.exp(logarithm), 0.0)

    @cached_property
    def _moments(self) -> tuple[Number, Number]:
        return moments(self.quantile, self.upper_quantile, self.n_draws)

    @property
    def support(self) -> tuple[Number, Number]:
        """Positive numbers."""
        return 0.0, np.inf
