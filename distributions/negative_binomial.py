"""Negative binomial: numbers of events that differ between people more than chance alone would have it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import betainc, betaincc, gammainccinv, gammaincinv, ndtr

from distributions.constraint import SIZE, UP_TO_LARGEST
from distributions.error import show
from distributions.family import Array, Number
from distributions.integer_family import IntegerFamily
from distributions.numerics.mass import binomial_mass
from distributions.published.events import negative_binomial_from_mean_and_size

_LARGEST_SCALE = 1e12


@dataclass(frozen=True)
class NegativeBinomial(IntegerFamily):
    """Negative binomial distribution by its mean (here `rate`) and its size.

    Parameters
    ----------
    rate : float
        Expected number of events, from 0 to 1e15; `mean` says the same.
    size : float
        Size k, also written theta; the smaller, the more people differ. Regression output often gives
        alpha = 1 / size instead.

    Notes
    -----
    A Poisson whose own mean is a gamma with shape k and mean `rate`; variance: rate + rate^2 / k. R's
    dnbinom(size = k, mu = rate) has the same parameters; scipy.stats.nbinom(n, p) has n = k and
    p = k / (k + rate). Hilbe (2011), Negative Binomial Regression, 2nd edition (the form NB2).

    Examples
    --------
    >>> NegativeBinomial(rate=3, size=0.5).variance
    21.0
    >>> NegativeBinomial(rate=3, size=0.5).quantile(np.array([0.5, 0.975])).tolist()
    [1.0, 16.0]
    """

    rate: Number
    size: Number

    name: ClassVar[str] = "negative_binomial"
    constraints: ClassVar = {"rate": UP_TO_LARGEST, "size": SIZE}
    summaries: ClassVar = (negative_binomial_from_mean_and_size,)

    def relations(self) -> list[str]:
        """Say whether a float64 holds every whole number that a draw may be."""
        if np.any(np.divide(self.rate, self.size) > _LARGEST_SCALE):
            return [
                f"rate: {show(self.rate)} with size: {show(self.size)} reaches beyond 1e15, where a "
                "computer's numbers skip whole numbers; their ratio must be at most 1e12"
            ]
        return []

    def guess(self, z: Array) -> Array:
        """Where to look first: the quantile of the gamma that the means of people follow."""
        scale = np.divide(self.rate, self.size)
        low, high = gammaincinv(self.size, ndtr(z)), gammainccinv(self.size, ndtr(-z))
        return np.asarray(np.where(z < 0.0, low, high) * scale)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.where(x < 0.0, 0.0, self._tail(betainc, betaincc, x))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.where(x < 0.0, 1.0, self._tail(betaincc, betainc, x))

    def _tail(self, by_failures: Callable[..., Array], by_events: Callable[..., Array], x: Array) -> Array:
        """Cumulative probability I_p(k, x + 1) or its mirror image, from the smaller of p and 1 - p.

        The smaller of the two has all its digits, the larger not.
        """
        following = np.floor(np.clip(x, 0.0, 1e300)) + 1.0
        total = np.add(self.size, self.rate)
        from_size = by_failures(self.size, following, self.size / total)
        from_mean = by_events(following, self.size, self.rate / total)
        return np.where(np.less(self.size, self.rate), from_size, from_mean)

    def density(self, x: Array) -> Array:
        """Probability of `x`, shape as `x`."""
        whole = (x >= 0.0) & (x == np.floor(x)) & np.isfinite(x)
        k, total = np.where(whole, x, 0.0), np.add(self.size, self.rate)
        mass = binomial_mass(k, k + self.size, self.rate / total, self.size / total)
        return np.where(whole, self.size / (k + self.size) * mass, 0.0)

    @property
    def mean(self) -> Number:
        """Mean: the rate."""
        return self.rate

    @property
    def variance(self) -> Number:
        """Variance: rate + rate^2 / size."""
        return self.rate + self.rate * (self.rate / self.size)

    @property
    def tilt(self) -> Number:
        """Third central moment divided by the variance: 1 + 2 rate / size."""
        return 1.0 + 2.0 * (self.rate / self.size)

    @property
    def support(self) -> tuple[Number, Number]:
        """Whole numbers from 0."""
        return 0.0, np.inf
