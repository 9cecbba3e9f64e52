"""Distributions over a list of values, each with its probability."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from distributions.family import Array, Family, Number


@dataclass(frozen=True)
class PointMasses(Family):
    """A family over a list of values; all else follows from the list.

    Notes
    -----
    Quantile: the smallest value whose cumulative probability is at least u.
    """

    @property
    @abstractmethod
    def masses(self) -> tuple[Array, Array]:
        """Possible values in ascending order, none twice, and their weights: probabilities or counts."""

    @property
    def is_discrete(self) -> bool:
        """Whether values have probabilities of their own: they do."""
        return True

    @cached_property
    def _at_most(self) -> Array:
        """Probability of at most each value."""
        cumulative = np.cumsum(self.masses[1])
        return np.asarray(cumulative / cumulative[-1])

    @cached_property
    def _above(self) -> Array:
        """Probability above each value, added up from the highest, so that small ones keep their digits."""
        cumulative = np.cumsum(self.masses[1][::-1])[::-1]
        return np.asarray(np.append(cumulative[1:], 0.0) / cumulative[0])

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        return self.masses[0][np.searchsorted(self._at_most, u, side="left")]

    def upper_quantile(self, v: Array) -> Array:
        """Smallest value with at most probability `v` above it, shape as `v`."""
        return self.masses[0][np.searchsorted(-self._above, -v, side="left")]

    def atoms(self, low: float, high: float) -> Iterator[Array]:
        """Yield the values from `low` to `high`."""
        values, _ = self.masses
        yield values[(values >= low) & (values <= high)]

    def atom_from(self, x: Array) -> Array:
        """Smallest value of at least `x`, infinite if none; shape as `x`."""
        return np.append(self.masses[0], np.inf)[np.searchsorted(self.masses[0], x, side="left")]

    def atom_up_to(self, x: Array) -> Array:
        """Largest value of at most `x`, minus infinity if none; shape as `x`."""
        return np.append(-np.inf, self.masses[0])[np.searchsorted(self.masses[0], x, side="right")]

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.append(0.0, self._at_most)[np.searchsorted(self.masses[0], x, side="right")]

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.append(1.0, self._above)[np.searchsorted(self.masses[0], x, side="right")]

    def density(self, x: Array) -> Array:
        """Probability of `x`, shape as `x`."""
        values, weights = self.masses
        at = np.minimum(np.searchsorted(values, x), len(values) - 1)
        return np.where(values[at] == x, weights[at] / weights.sum(), 0.0)

    @property
    def mean(self) -> Number:
        """Mean: the values weighted by their probabilities."""
        values, weights = self.masses
        return float(np.average(values, weights=weights))

    @property
    def variance(self) -> Number:
        """Variance: squared distances from the mean, weighted by their probabilities."""
        values, weights = self.masses
        return float(np.average((values - self.mean) ** 2, weights=weights))

    @property
    def support(self) -> tuple[Number, Number]:
        """From the smallest to the largest possible value."""
        values, _ = self.masses
        return float(values[0]), float(values[-1])
