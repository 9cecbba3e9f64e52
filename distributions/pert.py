"""PERT: an expert's range and most likely value, as a smooth beta between the ends."""

from dataclasses import dataclass
from typing import ClassVar

from distributions.beta import Beta
from distributions.constraint import POSITIVE, REAL
from distributions.family import Array, Number, SlowFamily
from distributions.ranges import broken_range


@dataclass(frozen=True)
class Pert(SlowFamily):
    """PERT distribution: a beta stretched over the range, with its peak at the most likely value.

    Parameters
    ----------
    min, max : float
        Smallest and largest possible value, min < max.
    mode : float
        Most likely value, min <= mode <= max.
    shape : float, optional
        Weight of the mode against the ends; 4 is the classical PERT, more is narrower.

    Notes
    -----
    alpha = 1 + shape (mode - min) / (max - min), beta = 1 + shape (max - mode) / (max - min); the mean is
    (min + shape mode + max) / (shape + 2). Malcolm, Roseboom, Clark and Fazar (1959), Operations Research 7:
    646-669; the shape parameter: Vose (2008), Risk Analysis, 3rd edition.

    Examples
    --------
    >>> Pert(min=0, mode=30, max=120).mean
    40.0
    """

    min: Number
    mode: Number
    max: Number
    shape: Number = 4.0

    name: ClassVar[str] = "pert"
    constraints: ClassVar = {"min": REAL, "mode": REAL, "max": REAL, "shape": POSITIVE}

    def relations(self) -> list[str]:
        """Say whether the range is in order and holds the mode."""
        return broken_range(self.min, self.max, self.mode)

    @property
    def width(self) -> Number:
        """Length of the range."""
        return self.max - self.min

    @property
    def from_min(self) -> Beta:
        """Distance from `min` as a share of the range."""
        below = self.shape * ((self.mode - self.min) / self.width)
        above = self.shape * ((self.max - self.mode) / self.width)
        return Beta(alpha=1 + below, beta=1 + above)

    @property
    def from_max(self) -> Beta:
        """Distance from `max` as a share of the range."""
        return Beta(alpha=self.from_min.beta, beta=self.from_min.alpha)

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        return self.min + self.width * self.from_min.lower_quantile(u)

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return self.max - self.width * self.from_max.lower_quantile(v)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return self.from_min.cdf((x - self.min) / self.width)

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return self.from_max.cdf((self.max - x) / self.width)

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        return self.from_min.density((x - self.min) / self.width) / self.width

    @property
    def mean(self) -> Number:
        """Mean: (min + shape mode + max) / (shape + 2)."""
        return self.min + self.width * self.from_min.mean

    @property
    def variance(self) -> Number:
        """Variance: that of the beta times the squared length of the range."""
        return self.width**2 * self.from_min.variance

    @property
    def support(self) -> tuple[Number, Number]:
        """From min to max."""
        return self.min, self.max
