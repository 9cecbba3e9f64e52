"""Lower tail of a standard normal between two ends, in distances from the ends.

Densities and probabilities are relative to the density at the point between the ends that is nearest to 0,
where it is largest: nothing underflows however far out both ends lie.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri, ndtri_exp

from distributions.numerics.newton import solve_each
from distributions.numerics.normal_stretch import mills, stretch
from distributions.read import Array

_LOG_ROOT_TWO_PI = 0.5 * np.log(2.0 * np.pi)
_NEGLIGIBLE = 72.0  # exp(-72) is 5e-32: nothing beside the smallest uniform, 1e-16
_LOG_TWO = np.log(2.0)


@dataclass(frozen=True)
class Point:
    """Where a value lies, in standard deviations; arrays of shape (n,).

    Attributes
    ----------
    z : ndarray
        From the location.
    above_low, below_high : ndarray
        From the two ends, infinite where there is none. They are known to more digits than z is.
    """

    z: Array
    above_low: Array
    below_high: Array


@dataclass(frozen=True)
class Stretch:
    """Two ends of a standard normal, `low` < `high`, `length` apart; arrays of shape (n,).

    Examples
    --------
    >>> half = Stretch(low=np.zeros(1), high=np.full(1, np.inf), length=np.full(1, np.inf))
    >>> half.above_low(np.array([0.5])).round(6).tolist()
    [0.67449]
    """

    low: Array
    high: Array
    length: Array

    @property
    def nearest(self) -> Array:
        """Distance from 0 of the nearest point between the ends."""
        return np.maximum(np.maximum(self.low, -self.high), 0.0)

    @property
    def total(self) -> Array:
        """Relative probability between the ends."""
        straddling = stretch(0.0, np.maximum(-self.low, 0.0)) + stretch(0.0, np.maximum(self.high, 0.0))
        return np.where(self._straddles, straddling, stretch(self.nearest, self.length))

    @property
    def _straddles(self) -> Array:
        return np.asarray((self.low < 0.0) & (self.high > 0.0))

    def density(self, at: Point) -> Array:
        """Relative density."""
        beyond = np.where(
            self.low >= 0.0, at.above_low, np.where(self.high <= 0.0, at.below_high, np.abs(at.z))
        )
        return np.exp(-beyond * (self.nearest + 0.5 * beyond))

    def below(self, at: Point) -> Array:
        """Relative probability between the lower end and a point."""
        # Each of the three is taken where it is right, and elsewhere computed from something harmless.
        from_zero = np.where(self.high <= 0.0, self.nearest + at.below_high, np.maximum(-at.z, 0.0))
        left = self.density(at) * stretch(np.where(self.low < 0.0, from_zero, 0.0), at.above_low)
        right = stretch(np.maximum(self.low, 0.0), at.above_low)
        across = stretch(0.0, np.maximum(-self.low, 0.0)) + stretch(0.0, np.maximum(at.z, 0.0))
        return np.where(self.low >= 0.0, right, np.where(at.z <= 0.0, left, across))

    @property
    def _fall_to_low(self) -> Array:
        """Logarithm by which the density falls from its largest to that at a lower end below 0."""
        nearest = np.maximum(-self.high, 0.0)
        gap = np.maximum(-self.low, 0.0) - nearest
        return np.asarray(gap * (nearest + 0.5 * gap))

    @property
    def low_is_negligible(self) -> Array:
        """Whether the lower end cuts off nothing that could be seen."""
        return np.asarray((self.low < 0.0) & (self._fall_to_low > _NEGLIGIBLE))

    def above_low(self, u: Array) -> Array:
        """Distance from the lower end of the point with share `u` of the probability below it."""
        target = u * self.total
        positive = np.maximum(self.low, 0.0)
        # The median is at most this far off: the hazard of a normal rises.
        longest = np.minimum(self.length, np.maximum(-self.low, 0.0) + 1.001 * _LOG_TWO * mills(positive))

        def mismatch(logarithm: Array) -> tuple[Array, Array]:
            distance = np.exp(logarithm)
            at = Point(self.low + distance, distance, self.length - distance)
            reached = self.below(at)
            return np.log(reached / target), distance * self.density(at) / reached

        start = np.clip(self._near(u, target), target, longest)
        # The relative density is at most 1, so that the distance is at least the target.
        return np.exp(solve_each(mismatch, np.log(target) - 0.01, np.log(longest), np.log(start)))

    def _near(self, u: Array, target: Array) -> Array:
        """Roughly the distance from the lower end: exponential above 0, by the normal quantile below it."""
        positive = np.maximum(self.low, 0.0)
        share = self.total / mills(positive)
        exponential = -np.log1p(-u * np.minimum(share, 1.0)) * mills(positive)
        at_low = np.exp(-self._fall_to_low)
        cut_off = at_low * mills(np.maximum(-self.low, 0.0))
        logarithm = np.log(cut_off + target) - 0.5 * self.nearest**2 - _LOG_ROOT_TWO_PI
        by_normal = ndtri_exp(np.minimum(logarithm, -1e-3)) - self.low
        with np.errstate(all="ignore"):
            rising = np.where(target > 0.1 * cut_off, by_normal, target / at_low)
        return np.where(self.low >= 0.0, exponential, rising)

    def below_high(self, u: Array) -> Array:
        """Distance from an upper end below 0, of the point with probability `u` below it and no lower end."""
        start = np.maximum(-self.high, 0.0)

        def mismatch(distance: Array) -> tuple[Array, Array]:
            here = mills(start + distance)
            reached = np.log(here / mills(start)) - distance * (start + 0.5 * distance)
            return np.log(u) - reached, 1.0 / here

        # The hazard rises, so that an exponential with the hazard at the end reaches further.
        longest = -1.001 * np.log(u) * mills(start)
        return solve_each(mismatch, np.zeros(np.shape(u)), longest, longest)

    def z_without_low(self, u: Array) -> Array:
        """Point with probability `u` below it, where there is no lower end and the upper is above 0."""
        return np.asarray(ndtri(u * ndtr(np.maximum(self.high, 0.0))))
