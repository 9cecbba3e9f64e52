"""Metalog: any shape that an expert's or a sample's quantiles show, with ends or without."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
from numpy.polynomial.polynomial import polyval
from scipy.special import expit

from distributions.constraint import OPTIONAL_REAL, TWO_REALS
from distributions.error import show
from distributions.family import Array, Family, Number
from distributions.numerics.bounds import Bounds
from distributions.numerics.metalog_moments import exponential_moments
from distributions.numerics.metalog_terms import Terms
from distributions.numerics.numerical_moments import NumericalMoments
from distributions.numerics.powers import FARTHEST_LOGIT, LARGEST_LOGARITHM
from distributions.numerics.quadrature import moments
from distributions.published.metalog_fit import metalog_from_quantiles
from distributions.published.quantiles import stated_by_quantiles
from distributions.ranges import broken_range


@dataclass(frozen=True)
class Metalog(NumericalMoments, Family):
    """Metalog distribution: a quantile function that is linear in its coefficients.

    Parameters
    ----------
    coefficients : sequence of float
        a_1, a_2, ... in Keelin's order, two or more; those of the unbounded scale where there are ends.
    min, max : float or None, optional
        Ends; without them the distribution is unbounded, with one semi-bounded, with both bounded.

    Notes
    -----
    M(u) = a_1 + a_2 L + a_3 s L + a_4 s + a_5 s^2 + a_6 s^2 L + ..., L = logit(u), s = u - 1/2. Unbounded: M;
    lower end: min + exp(M); upper end: max - exp(-M); both: (min + max exp(M)) / (1 + exp(M)). Coefficients
    with which M does not rise everywhere state no distribution and are refused. Keelin (2016), Decision
    Analysis 13: 243-277.

    With one end the tail away from it is a power: the mean may be infinite, and the variance.

    Examples
    --------
    >>> Metalog(coefficients=(10, 2)).quantile(np.array([0.5])).tolist()
    [10.0]
    >>> Metalog(coefficients=(10, 2, 5))
    Traceback (most recent call last):
    ...
    distributions.error.ParameterError: coefficients: (10.0, 2.0, 5.0): the quantile function falls near \
probability 0, so that they state no distribution; fit fewer terms
    """

    coefficients: tuple[float, ...]
    min: Number | None = None
    max: Number | None = None

    name: ClassVar[str] = "metalog"
    constraints: ClassVar = {"coefficients": TWO_REALS, "min": OPTIONAL_REAL, "max": OPTIONAL_REAL}
    summaries: ClassVar = stated_by_quantiles(metalog_from_quantiles)

    def relations(self) -> list[str]:
        """Say whether the ends are in order, the quantile function rises, and draws can be held."""
        problems = [] if self.min is None or self.max is None else broken_range(self.min, self.max)
        place = self._terms.fall
        if place is not None:
            problems.append(
                f"coefficients: {show(self.coefficients)}: the quantile function falls near probability "
                f"{place:.6g}, so that they state no distribution; fit fewer terms"
            )
        elif self._farthest > LARGEST_LOGARITHM:
            problems.append(
                f"coefficients: {show(self.coefficients)} with one end give draws too large for a computer's "
                "numbers; they stand on the logarithmic scale of the distance from the end"
            )
        return problems

    @cached_property
    def _terms(self) -> Terms:
        return Terms(self.coefficients)

    @property
    def _bounds(self) -> Bounds:
        return Bounds(self.min, self.max)

    @property
    def _farthest(self) -> float:
        """Logarithm of the farthest draw's distance from the one end; 0 where there is none or two."""
        lowest, highest = self._terms.at(np.array([-FARTHEST_LOGIT, FARTHEST_LOGIT]))
        if (self.min is None) == (self.max is None):
            return 0.0
        return float(-lowest if self.min is None else highest)

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        return self._bounds.value(self._terms.value(u - 0.5, np.log(u / (1.0 - u))))

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return self._bounds.value(self._terms.value(0.5 - v, np.log((1.0 - v) / v)))

    def _logit(self, x: Array) -> Array:
        return self._terms.logit_at(self._bounds.scale(x))

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        low, high = self.support
        return np.where(x <= low, 0.0, np.where(x >= high, 1.0, expit(self._logit(x))))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        low, high = self.support
        return np.where(x <= low, 1.0, np.where(x >= high, 0.0, expit(-self._logit(x))))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        low, high = self.support
        inside = (x > low) & (x < high)
        logit = self._logit(x)
        with np.errstate(divide="ignore"):
            rise = self._terms.slope(logit) * self._bounds.slope(self._terms.at(logit))
            density = expit(logit) * expit(-logit) / rise
        density = np.where(inside, density, 0.0)
        for end, at_end in zip((low, high), self._densities_at_ends, strict=True):
            density = np.where(np.isfinite(end) & (x == end), at_end, density)
        return density

    @property
    def _densities_at_ends(self) -> tuple[Number, Number]:
        """Density at either finite end, next to which the distance is a power of the probability beyond it.

        For the power 1 it is the inverse of the factor, exp(M - logit) at the end.
        """
        factors = -polyval(-0.5, self._terms.plain), polyval(0.5, self._terms.plain)
        width = 1.0 if self.min is None or self.max is None else self.max - self.min
        found = []
        for slope, factor in zip(self._terms.end_slopes, factors, strict=True):
            at_one = np.exp(factor) / width
            found.append(np.where(slope > 1.0, np.inf, np.where(slope < 1.0, 0.0, at_one)))
        return found[0], found[1]

    @cached_property
    def _moments(self) -> tuple[Number, Number]:
        """Mean and variance; a tail with one end may reach too far for either to be finite."""
        if self.min is not None and self.max is None:
            mean, variance = exponential_moments(self._terms)
            return self.min + mean, variance
        if self.min is None and self.max is not None:
            mean, variance = exponential_moments(self._terms.mirrored())
            return self.max - mean, variance
        return moments(self.quantile, self.upper_quantile, self.n_draws, self._terms.steepest)

    @property
    def support(self) -> tuple[Number, Number]:
        """From min to max, infinite where an end is open."""
        return -np.inf if self.min is None else self.min, np.inf if self.max is None else self.max
