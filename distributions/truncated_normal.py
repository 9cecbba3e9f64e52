"""Truncated normal: a normal that is known to lie beyond an end, or between two."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from distributions.constraint import OPTIONAL_REAL, POSITIVE, REAL
from distributions.error import show
from distributions.family import Array, Number, SlowFamily
from distributions.numerics.numerical_moments import NumericalMoments
from distributions.numerics.quadrature import moments
from distributions.numerics.truncated_tail import Point, Stretch
from distributions.ranges import broken_range

_MOST_DEVIATIONS = 1e100


@dataclass(frozen=True)
class TruncatedNormal(NumericalMoments, SlowFamily):
    """Normal distribution, given that the value lies between two ends.

    Parameters
    ----------
    location : float
        Mean of the normal BEFORE it is cut; it may lie outside the ends.
    scale : float
        Standard deviation of the normal before it is cut.
    min, max : float or None, optional
        Ends; without one the distribution is open on that side.

    Notes
    -----
    All is measured in distances from an end, and a probability over a short stretch is an integral of the
    density, not a difference of cumulative probabilities: next to an end, and between two ends far out in a
    tail, nothing cancels. The upper tail is the lower tail of the mirror image. In scipy.stats
    `truncnorm((min - location) / scale, (max - location) / scale, location, scale)`. Johnson, Kotz and
    Balakrishnan (1994), Continuous Univariate Distributions, 2nd edition, volume 1, chapter 13.

    Examples
    --------
    >>> half = TruncatedNormal(location=0, scale=1, min=0)
    >>> round(half.mean, 6), half.quantile(np.array([0.5])).round(6).tolist()
    (0.797885, [0.67449])
    """

    location: Number
    scale: Number
    min: Number | None = None
    max: Number | None = None

    name: ClassVar[str] = "truncated_normal"
    constraints: ClassVar = {
        "location": REAL,
        "scale": POSITIVE,
        "min": OPTIONAL_REAL,
        "max": OPTIONAL_REAL,
    }

    def relations(self) -> list[str]:
        """Say whether the ends are in order, and a number of standard deviations away that can be said."""
        problems = [] if self.min is None or self.max is None else broken_range(self.min, self.max)
        with np.errstate(over="ignore"):
            ends = {"min": self.min, "max": self.max}
            problems += [
                f"{name}: {show(end)} is too many standard deviations (scale: {show(self.scale)}) from "
                f"location: {show(self.location)} for a computer's numbers"
                for name, end in ends.items()
                if end is not None and np.any(np.abs((end - self.location) / self.scale) > _MOST_DEVIATIONS)
            ]
        return problems

    @property
    def support(self) -> tuple[Number, Number]:
        """From min to max, infinite where an end is open."""
        return -np.inf if self.min is None else self.min, np.inf if self.max is None else self.max

    @property
    def _mirrored(self) -> "TruncatedNormal":
        """Distribution of minus the value."""
        low, high = (None if end is None else -end for end in (self.max, self.min))
        return TruncatedNormal(-self.location, self.scale, low, high)

    def _stretch(self, shape: tuple[int, ...]) -> Stretch:
        """Ends in standard deviations, each of a shape, or one per draw where that is less."""
        low, high = self.support
        ends = (low - self.location) / self.scale, (high - self.location) / self.scale
        *each, _ = np.broadcast_arrays(*ends, (high - low) / self.scale, np.empty(shape))
        return Stretch(*each)

    def _point(self, x: Array) -> Point:
        """Where a value is, or the end of the support that is nearest to it."""
        low, high = self.support
        value = np.clip(x, low, high)
        with np.errstate(invalid="ignore", over="ignore"):
            distances = [each / self.scale for each in (value - self.location, value - low, high - value)]
        # From an open end to infinity there is no distance: any that is large will do.
        finite = (np.fmax(np.fmin(each, _MOST_DEVIATIONS), -_MOST_DEVIATIONS) for each in distances)
        return Point(*np.broadcast_arrays(*finite))

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        low, high = self.support
        between = self._stretch(np.shape(u))
        value = self.location + self.scale * between.z_without_low(u)
        # Each way is computed only where some draw needs it.
        if np.any(between.high <= 0.0):
            value = np.where(between.high <= 0.0, high - self.scale * between.below_high(u), value)
        if not np.all(between.low_is_negligible):
            value = np.where(between.low_is_negligible, value, low + self.scale * between.above_low(u))
        return np.clip(value, low, high)

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return -self._mirrored.lower_quantile(v)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        between = self._stretch(np.shape(x))
        share = between.below(self._point(x)) / between.total
        return np.where(x < self.support[1], np.minimum(share, 1.0), 1.0)

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return self._mirrored.cdf(-x)

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        between = self._stretch(np.shape(x))
        low, high = self.support
        density = between.density(self._point(x)) / between.total / self.scale
        return np.where((x >= low) & (x <= high), density, 0.0)

    @cached_property
    def _moments(self) -> tuple[Number, Number]:
        return moments(self.lower_quantile, self.upper_quantile, self.n_draws)
