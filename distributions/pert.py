"""PERT: an expert's range and most likely value, as a smooth beta between the ends."""

from dataclasses import dataclass
from typing import ClassVar

from distributions.beta import Beta
from distributions.constraint import MODERATE, REAL
from distributions.family import Number
from distributions.ranges import broken_range
from distributions.stretched_beta import StretchedBeta


@dataclass(frozen=True)
class Pert(StretchedBeta):
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
    constraints: ClassVar = {"min": REAL, "mode": REAL, "max": REAL, "shape": MODERATE}

    def relations(self) -> list[str]:
        """Say whether the range is in order and holds the mode."""
        return broken_range(self.min, self.max, self.mode)

    @property
    def from_min(self) -> Beta:
        """Distance from `min` as a share of the range."""
        below = self.shape * ((self.mode - self.min) / self.width)
        above = self.shape * ((self.max - self.mode) / self.width)
        return Beta(alpha=1 + below, beta=1 + above)
