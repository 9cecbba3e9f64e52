"""Uniform: a range within which nothing is known to be likelier than anything else."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from distributions.constraint import REAL
from distributions.family import Array, Family, Number
from distributions.ranges import broken_range


@dataclass(frozen=True)
class Uniform(Family):
    """Uniform distribution between two bounds.

    Parameters
    ----------
    min, max : float
        Bounds, min < max.

    Notes
    -----
    Quantile: min + (max - min) u, measured from the nearer bound.

    Examples
    --------
    >>> Uniform(min=10, max=20).quantile(np.array([0.25, 0.75])).tolist()
    [12.5, 17.5]
    """

    min: Number
    max: Number

    name: ClassVar[str] = "uniform"
    constraints: ClassVar = {"min": REAL, "max": REAL}

    def relations(self) -> list[str]:
        """Say whether the bounds are in order."""
        return broken_range(self.min, self.max)

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        width = self.max - self.min
        return np.where(u <= 0.5, self.min + width * u, self.max - width * (1.0 - u))

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return np.asarray(self.max - (self.max - self.min) * v)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.clip((x - self.min) / (self.max - self.min), 0.0, 1.0)

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.clip((self.max - x) / (self.max - self.min), 0.0, 1.0)

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        return np.where((x >= self.min) & (x <= self.max), 1.0 / (self.max - self.min), 0.0)

    @property
    def mean(self) -> Number:
        """Mean: the middle of the range."""
        return self.min + (self.max - self.min) / 2

    @property
    def variance(self) -> Number:
        """Variance: (max - min)^2 / 12."""
        return (self.max - self.min) ** 2 / 12

    @property
    def support(self) -> tuple[Number, Number]:
        """From min to max."""
        return self.min, self.max
