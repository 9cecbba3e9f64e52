"""Bernoulli: whether one thing is so, 1 or 0, such as which of two scenarios comes true."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from distributions.constraint import PROBABILITY
from distributions.family import Array, Family, Number


@dataclass(frozen=True)
class Bernoulli(Family):
    """Bernoulli distribution: 1 with a probability, otherwise 0.

    Parameters
    ----------
    probability : float
        Probability of 1, from 0 to 1.

    Examples
    --------
    >>> Bernoulli(probability=0.3).quantile(np.array([0.69, 0.71])).tolist()
    [0.0, 1.0]
    """

    probability: Number

    name: ClassVar[str] = "bernoulli"
    constraints: ClassVar = {"probability": PROBABILITY}

    @property
    def is_discrete(self) -> bool:
        """Whether values have probabilities of their own: 0 and 1 have."""
        return True

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        # 1 - u is exact for u >= 0.5.
        zero = np.where(u <= 0.5, u <= 1.0 - self.probability, self.probability <= 1.0 - u)
        return np.where(zero, 0.0, 1.0)

    def upper_quantile(self, v: Array) -> Array:
        """Smallest value with at most probability `v` above it, shape as `v`."""
        return np.where(self.probability <= v, 0.0, 1.0)

    def atoms(self, low: float, high: float) -> Iterator[Array]:
        """Yield those of 0 and 1 that lie from `low` to `high`."""
        values = np.array([0.0, 1.0])
        yield values[(values >= low) & (values <= high)]

    def atom_from(self, x: Array) -> Array:
        """Smallest of 0 and 1 that is at least `x`, infinite if none; shape as `x`."""
        return np.where(np.less_equal(x, 0.0), 0.0, np.where(np.less_equal(x, 1.0), 1.0, np.inf))

    def atom_up_to(self, x: Array) -> Array:
        """Largest of 0 and 1 that is at most `x`, minus infinity if none; shape as `x`."""
        return np.where(np.less(x, 0.0), -np.inf, np.where(np.less(x, 1.0), 0.0, 1.0))

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.where(x < 0.0, 0.0, np.where(x < 1.0, 1.0 - self.probability, 1.0))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.where(x < 0.0, 1.0, np.where(x < 1.0, self.probability, 0.0))

    def density(self, x: Array) -> Array:
        """Probability of `x`, shape as `x`."""
        return np.where(x == 1.0, self.probability, np.where(x == 0.0, 1.0 - self.probability, 0.0))

    @property
    def mean(self) -> Number:
        """Mean: the probability."""
        return self.probability

    @property
    def variance(self) -> Number:
        """Variance: probability * (1 - probability)."""
        return self.probability * (1.0 - self.probability)

    @property
    def support(self) -> tuple[Number, Number]:
        """From 0 to 1."""
        return 0.0, 1.0
