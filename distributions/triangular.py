"""Triangular: an expert's range and most likely value, with straight sides."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from distributions.constraint import REAL
from distributions.family import Array, Family, Number
from distributions.ranges import broken_range


@dataclass(frozen=True)
class Triangular(Family):
    """Triangular distribution.

    Parameters
    ----------
    min, max : float
        Smallest and largest possible value, min < max.
    mode : float
        Most likely value, min <= mode <= max.

    Notes
    -----
    Quantile: min + sqrt(u (max - min) (mode - min)) below the mode, max - sqrt((1 - u) (max - min) (max -
    mode)) above.

    Examples
    --------
    >>> Triangular(min=0, mode=0, max=1).quantile(np.array([0.75])).tolist()
    [0.5]
    """

    min: Number
    mode: Number
    max: Number

    name: ClassVar[str] = "triangular"
    constraints: ClassVar = {"min": REAL, "mode": REAL, "max": REAL}

    def relations(self) -> list[str]:
        """Say whether the range is in order and holds the mode."""
        return broken_range(self.min, self.max, self.mode)

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        width = self.max - self.min
        rise, fall = (self.mode - self.min) / width, (self.max - self.mode) / width
        # Shares of the width, so that no product of two widths can overflow.
        from_below = self.min + width * np.sqrt(u * rise)
        from_above = self.max - width * np.sqrt((1.0 - u) * fall)
        return np.where(u < rise, from_below, from_above)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.where(x < self.mode, self._below(x), 1.0 - self._above(x))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.where(x < self.mode, 1.0 - self._below(x), self._above(x))

    def _below(self, x: Array) -> Array:
        distance, width = np.clip(x, self.min, self.max) - self.min, self.max - self.min
        # A mode at the lower end leaves no left side; the division is then never looked at.
        side = np.where(self.mode > self.min, self.mode - self.min, 1.0)
        return np.asarray(distance / width * (distance / side))

    def _above(self, x: Array) -> Array:
        distance, width = self.max - np.clip(x, self.min, self.max), self.max - self.min
        side = np.where(self.mode < self.max, self.max - self.mode, 1.0)
        return np.asarray(distance / width * (distance / side))

    @property
    def mean(self) -> Number:
        """Mean: (min + mode + max) / 3."""
        return self.min / 3 + self.mode / 3 + self.max / 3

    @property
    def variance(self) -> Number:
        """Variance: (width^2 - (mode - min) (max - mode)) / 18."""
        return ((self.max - self.min) ** 2 - (self.mode - self.min) * (self.max - self.mode)) / 18

    @property
    def support(self) -> tuple[Number, Number]:
        """From min to max."""
        return self.min, self.max
