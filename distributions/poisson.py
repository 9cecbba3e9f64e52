"""Poisson: numbers of events in a given time, such as admissions or relapses per person."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from distributions.constraint import UP_TO_LARGEST
from distributions.family import Array, Number
from distributions.gamma import Gamma
from distributions.integer_family import IntegerFamily
from distributions.numerics.mass import poisson_mass
from distributions.published.events import poisson_from_mean


@dataclass(frozen=True)
class Poisson(IntegerFamily):
    """Poisson distribution.

    Parameters
    ----------
    rate : float
        Expected number of events, from 0 to 1e15; `mean` says the same.

    Notes
    -----
    At most k events come to pass when the waiting time for the one after is longer than the time given: the
    cumulative probability is that of a gamma with shape k + 1 above `rate`. scipy.stats.poisson(mu) and R's
    dpois(lambda) have the same parameter. This is the number of events, not the uncertainty of a rate: for
    that take a gamma.

    Examples
    --------
    >>> Poisson(rate=2.5).quantile(np.array([0.025, 0.5, 0.975])).tolist()
    [0.0, 2.0, 6.0]
    """

    rate: Number

    name: ClassVar[str] = "poisson"
    constraints: ClassVar = {"rate": UP_TO_LARGEST}
    summaries: ClassVar = (poisson_from_mean,)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.where(x < 0.0, 0.0, _waiting_time(x).survival(np.asarray(self.rate)))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.where(x < 0.0, 1.0, _waiting_time(x).cdf(np.asarray(self.rate)))

    def density(self, x: Array) -> Array:
        """Probability of `x`, shape as `x`."""
        whole = (x >= 0.0) & (x == np.floor(x)) & np.isfinite(x)
        return np.where(whole, poisson_mass(np.where(whole, x, 0.0), self.rate), 0.0)

    @property
    def mean(self) -> Number:
        """Mean: the rate."""
        return self.rate

    @property
    def variance(self) -> Number:
        """Variance: the rate."""
        return self.rate

    @property
    def tilt(self) -> Number:
        """Third central moment divided by the variance: 1."""
        return 1.0

    @property
    def support(self) -> tuple[Number, Number]:
        """Whole numbers from 0."""
        return 0.0, np.inf


def _waiting_time(x: Array) -> Gamma:
    """Time until more events than `x`, one event expected per unit."""
    return Gamma(shape=np.floor(np.clip(x, 0.0, 1e60)) + 1.0, scale=1.0)
