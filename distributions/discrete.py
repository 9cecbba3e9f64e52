"""Discrete: a few values, each with its probability, such as scenarios that cannot all be true."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from distributions.constraint import DISTINCT_REALS, PROBABILITIES
from distributions.family import Array, Family, Number


@dataclass(frozen=True)
class Discrete(Family):
    """Distribution over a list of values.

    Parameters
    ----------
    values : sequence of float
        Possible values, in any order, none of them twice. The quantile function climbs them in ascending
        order, so that rank correlations and one-at-a-time designs mean what they say.
    probabilities : sequence of float
        One probability per value; they add up to 1 (to 1e-9, after which the rounding is shared out).

    Notes
    -----
    Quantile: the smallest value whose cumulative probability is at least u.

    Examples
    --------
    >>> Discrete(values=(5, 1), probabilities=(0.4, 0.6)).quantile(np.array([0.6, 0.7])).tolist()
    [1.0, 5.0]
    """

    values: tuple[float, ...]
    probabilities: tuple[float, ...]

    name: ClassVar[str] = "discrete"
    is_discrete: ClassVar[bool] = True
    constraints: ClassVar = {"values": DISTINCT_REALS, "probabilities": PROBABILITIES}

    def relations(self) -> list[str]:
        """There must be one probability per value."""
        if len(self.values) != len(self.probabilities):
            counted = len(self.values), len(self.probabilities)
            return ["values: there are {}, but probabilities: there are {}".format(*counted)]
        return []

    @cached_property
    def _ascending(self) -> tuple[Array, Array]:
        """Possible values in order, and the probability of at most each of them."""
        pairs = sorted(zip(self.values, self.probabilities, strict=True))
        possible = [(value, probability) for value, probability in pairs if probability > 0]
        values, probabilities = np.array(possible, dtype=np.float64).T
        cumulative = np.cumsum(probabilities)
        return np.ascontiguousarray(values), cumulative / cumulative[-1]

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        values, cumulative = self._ascending
        return values[np.searchsorted(cumulative, u, side="left")]

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        values, cumulative = self._ascending
        return np.concatenate([[0.0], cumulative])[np.searchsorted(values, x, side="right")]

    def density(self, x: Array) -> Array:
        """Probability of `x`, shape as `x`."""
        values, cumulative = self._ascending
        at = np.minimum(np.searchsorted(values, x), len(values) - 1)
        return np.where(values[at] == x, np.diff(cumulative, prepend=0.0)[at], 0.0)

    @property
    def mean(self) -> Number:
        """Mean: the values weighted by their probabilities."""
        return float(np.average(self.values, weights=self.probabilities))

    @property
    def variance(self) -> Number:
        """Variance: squared distances from the mean, weighted by their probabilities."""
        distances = np.subtract(self.values, self.mean)
        return float(np.average(distances**2, weights=self.probabilities))

    @property
    def support(self) -> tuple[Number, Number]:
        """From the smallest to the largest value that has a probability above 0."""
        values, _ = self._ascending
        return float(values[0]), float(values[-1])
