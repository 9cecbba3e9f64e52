"""Scaled beta: quantities between two known ends, such as utilities between the worst state and 1."""

from dataclasses import dataclass
from typing import ClassVar

from distributions.beta import Beta
from distributions.constraint import MODERATE, REAL
from distributions.family import Number
from distributions.published.moments import scaled_beta_from_mean_and_se
from distributions.published.quantile_profile import scaled_beta_from_quantiles
from distributions.published.quantiles import stated_by_quantiles
from distributions.published.standard_error import stated_by_mean_and_se
from distributions.ranges import broken_range
from distributions.stretched_beta import StretchedBeta


@dataclass(frozen=True)
class ScaledBeta(StretchedBeta):
    """Beta distribution on the interval from min to max.

    Parameters
    ----------
    alpha, beta : float
        First and second shape, no unit.
    min, max : float
        Smallest and largest possible value, min < max.

    Notes
    -----
    (x - min) / (max - min) is Beta(alpha, beta). In scipy.stats `beta(alpha, beta, min, max - min)`.

    Examples
    --------
    >>> round(ScaledBeta(alpha=8, beta=2, min=-0.6, max=1).mean, 12)
    0.68
    """

    alpha: Number
    beta: Number
    min: Number
    max: Number

    name: ClassVar[str] = "scaled_beta"
    constraints: ClassVar = {"alpha": MODERATE, "beta": MODERATE, "min": REAL, "max": REAL}
    summaries: ClassVar = (
        *stated_by_mean_and_se(scaled_beta_from_mean_and_se),
        *stated_by_quantiles(scaled_beta_from_quantiles),
    )

    def relations(self) -> list[str]:
        """Say whether the ends are in order."""
        return broken_range(self.min, self.max)

    @property
    def from_min(self) -> Beta:
        """Distance from `min` as a share of the range."""
        return Beta(alpha=self.alpha, beta=self.beta)
