"""Triangular: an expert's range and most likely value, with straight sides."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from distributions.constraint import REAL
from distributions.family import Array, Number, SlowFamily
from distributions.ranges import broken_range


@dataclass(frozen=True)
class Triangular(SlowFamily):
    """Triangular distribution.

    Parameters
    ----------
    min, max : float
        Smallest and largest possible value, min < max.
    mode : float
        Most likely value, min <= mode <= max.

    Notes
    -----
    Below the mode F(x) = (x - min)^2 / ((max - min) (mode - min)); above it 1 - F(x) mirrors that. Both are
    computed as shares of the range from the nearer end, in forms that subtract no two close numbers.

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

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        width = self.max - self.min
        return np.asarray(self.min + width * share_at(u, (self.mode - self.min) / width))

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        width = self.max - self.min
        return np.asarray(self.max - width * share_at(v, (self.max - self.mode) / width))

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        width = self.max - self.min
        return probability_within((x - self.min) / width, (self.mode - self.min) / width)

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        width = self.max - self.min
        return probability_within((self.max - x) / width, (self.max - self.mode) / width)

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        width = self.max - self.min
        peak = (self.mode - self.min) / width
        share = (x - self.min) / width
        # A mode at an end leaves one side empty; the division by its length is then never looked at.
        rising = share / np.where(peak > 0, peak, 1.0)
        falling = (1.0 - share) / np.where(peak < 1, 1.0 - peak, 1.0)
        side = np.where(share < peak, rising, falling)
        return np.where((share >= 0.0) & (share <= 1.0), 2.0 * side / width, 0.0)

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


def share_at(u: Array, peak: Number) -> Array:
    """Share of the range between an end and the value with probability `u` between them.

    Parameters
    ----------
    u : ndarray
        Probability, counted from that end.
    peak : float
        Share of the range between that end and the mode, from 0 to 1.

    Returns
    -------
    ndarray
        Shape as `u`.

    Examples
    --------
    >>> share_at(np.array([0.125, 0.5, 0.875]), peak=0.5).tolist()
    [0.25, 0.5, 0.75]
    """
    # 1 - sqrt((1 - u) (1 - peak)), written so that a small share keeps its digits.
    beyond = (u + peak * (1.0 - u)) / (1.0 + np.sqrt((1.0 - u) * (1.0 - peak)))
    return np.where(u < peak, np.sqrt(u * peak), beyond)


def probability_within(share: Array, peak: Number) -> Array:
    """Probability between an end and a value, the inverse of `share_at`.

    Parameters
    ----------
    share : ndarray
        Share of the range between that end and the value; below 0 and above 1 are taken as 0 and 1.
    peak : float
        Share of the range between that end and the mode, from 0 to 1.

    Returns
    -------
    ndarray
        Shape as `share`.

    Examples
    --------
    >>> probability_within(np.array([0.25, 0.5, 0.75]), peak=0.5).tolist()
    [0.125, 0.5, 0.875]
    """
    share = np.clip(share, 0.0, 1.0)
    # A mode at an end leaves one side empty; the division by its length is then never looked at.
    below, above = np.where(peak > 0, peak, 1.0), np.where(peak < 1, 1.0 - peak, 1.0)
    beyond = peak + (share - peak) * ((2.0 - share - peak) / above)
    return np.where(share < peak, share * (share / below), beyond)
