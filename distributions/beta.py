"""Beta: probabilities, utilities between 0 and 1, uptake, adherence."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from distributions.constraint import MODERATE
from distributions.family import Array, Number, SlowFamily
from distributions.numerics.incomplete_beta import (
    log_density,
    probability_above,
    probability_below,
    value_with_above,
    value_with_below,
)
from distributions.published.agreement import beta_from_mean_se_and_interval
from distributions.published.events import beta_from_events
from distributions.published.intervals import beta_from_mean_and_interval, beta_from_median_and_interval
from distributions.published.moments import beta_from_mean_and_se
from distributions.published.quantile_profile import beta_from_quantiles
from distributions.published.quantiles import stated_by_quantiles
from distributions.published.standard_error import stated_by_mean_and_se


@dataclass(frozen=True)
class Beta(SlowFamily):
    """Beta distribution on the interval from 0 to 1.

    Parameters
    ----------
    alpha : float
        First shape; for a probability estimated from counts, the number of events.
    beta : float
        Second shape; for a probability estimated from counts, the number without an event.

    Notes
    -----
    Quantile: I^-1(alpha, beta, u), I the regularised incomplete beta function.

    Examples
    --------
    >>> Beta(alpha=3, beta=7).mean
    0.3
    >>> Beta(alpha=1, beta=1).quantile(np.array([0.25])).round(6).tolist()
    [0.25]
    """

    alpha: Number
    beta: Number

    name: ClassVar[str] = "beta"
    constraints: ClassVar = {"alpha": MODERATE, "beta": MODERATE}
    summaries: ClassVar = (
        beta_from_events,
        *stated_by_mean_and_se(beta_from_mean_and_se),
        beta_from_mean_and_interval,
        beta_from_median_and_interval,
        beta_from_mean_se_and_interval,
        *stated_by_quantiles(beta_from_quantiles),
    )

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        return value_with_below(self.alpha, self.beta, u)

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return value_with_above(self.alpha, self.beta, v)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return probability_below(self.alpha, self.beta, np.clip(x, 0.0, 1.0))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return probability_above(self.alpha, self.beta, np.clip(x, 0.0, 1.0))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        with np.errstate(divide="ignore", over="ignore"):
            return np.exp(self.log_density(x))

    def log_density(self, x: Array) -> Array:
        """Logarithm of the density at `x`, shape as `x`."""
        logarithm = log_density(self.alpha, self.beta, np.clip(x, 0.0, 1.0))
        return np.where((x >= 0.0) & (x <= 1.0), logarithm, -np.inf)

    @property
    def mean(self) -> Number:
        """Mean: alpha / (alpha + beta)."""
        return self.alpha / (self.alpha + self.beta)

    @property
    def variance(self) -> Number:
        """Variance: mean (1 - mean) / (alpha + beta + 1)."""
        return self.mean * (1 - self.mean) / (self.alpha + self.beta + 1)

    @property
    def support(self) -> tuple[Number, Number]:
        """From 0 to 1."""
        return 0.0, 1.0
