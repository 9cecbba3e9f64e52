"""Binomial: how many of a number of people have an event."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import betainc, betaincc

from distributions.constraint import PROBABILITY, WHOLE_POSITIVE
from distributions.family import Array, Number
from distributions.integer_family import IntegerFamily
from distributions.numerics.mass import binomial_mass


@dataclass(frozen=True)
class Binomial(IntegerFamily):
    """Binomial distribution.

    Parameters
    ----------
    n : float
        Number of people, a whole number from 1 to 1e15.
    probability : float
        Probability of the event for each, from 0 to 1.

    Notes
    -----
    Cumulative probability at k: 1 - I_p(k + 1, n - k), I the regularised incomplete beta function; Abramowitz
    and Stegun (1964), 26.5.24. scipy.stats.binom(n, p) and R's dbinom(size, prob) have the same parameters.
    This is the number of events, not the uncertainty of a probability: for that take a beta.

    Examples
    --------
    >>> Binomial(n=20, probability=0.3).quantile(np.array([0.025, 0.5, 0.975])).tolist()
    [2.0, 6.0, 10.0]
    """

    n: Number
    probability: Number

    name: ClassVar[str] = "binomial"
    constraints: ClassVar = {"n": WHOLE_POSITIVE, "probability": PROBABILITY}

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        k = np.floor(np.clip(x, 0.0, np.subtract(self.n, 1.0)))
        inside = np.asarray(betaincc(k + 1.0, self.n - k, self.probability))
        return np.where(x < 0.0, 0.0, np.where(np.greater_equal(x, self.n), 1.0, inside))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        k = np.floor(np.clip(x, 0.0, np.subtract(self.n, 1.0)))
        inside = np.asarray(betainc(k + 1.0, self.n - k, self.probability))
        return np.where(x < 0.0, 1.0, np.where(np.greater_equal(x, self.n), 0.0, inside))

    def density(self, x: Array) -> Array:
        """Probability of `x`, shape as `x`."""
        whole = (x >= 0.0) & np.less_equal(x, self.n) & (x == np.floor(x))
        k = np.where(whole, x, 0.0)
        return np.where(whole, binomial_mass(k, self.n, self.probability, 1.0 - self.probability), 0.0)

    @property
    def mean(self) -> Number:
        """Mean: n * probability."""
        return self.n * self.probability

    @property
    def variance(self) -> Number:
        """Variance: n * probability * (1 - probability)."""
        return self.mean * (1.0 - self.probability)

    @property
    def tilt(self) -> Number:
        """Third central moment divided by the variance: 1 - 2 probability."""
        return 1.0 - 2.0 * self.probability

    @property
    def support(self) -> tuple[Number, Number]:
        """Whole numbers from 0 to n."""
        return 0.0, self.n
