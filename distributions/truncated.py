"""Truncated: another distribution, given that its value lies between two limits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from distributions.constraint import HIGH_LIMIT, LOW_LIMIT
from distributions.error import show
from distributions.family import Array, Family, Number, Quantile, SlowFamily
from distributions.nested import PARENT
from distributions.numerics.short_stretch import SHORT, distance_with, just_below, probability_between
from distributions.numerics.truncated_moments import moments
from distributions.rescaled import Rescaled
from distributions.tables.atom_table import tabulate_atoms

_SMALLEST = 1e-30  # probability of what remains; with less, the limits and the distribution are at odds


@dataclass(frozen=True)
class Truncated(SlowFamily):
    """Distribution of X given low <= X <= high, X following another distribution.

    Parameters
    ----------
    parent : Family
        Distribution of X, one scalar, continuous or discrete.
    low, high : float or None
        Limits, None for an open end. Both belong to the values that remain.

    Notes
    -----
    F(x) = P(low <= X <= x) / P(low <= X <= high). The quantile function is that of the parent, in its nearer
    tail, at the probability beyond the limit plus u P(low <= X <= high). Next to a limit inside the parent's
    range that sum loses the digits of u; there the distance d from the limit solves: the integral of the
    density over d is u P(low <= X <= high), for a density that is smooth there. Next to a limit right at a
    kink of the density, such as the peak of a triangular distribution, some of the last digits of u may be
    lost.

    Examples
    --------
    >>> from distributions.normal import Normal
    >>> utility = Truncated(parent=Normal(location=0.9, scale=0.1), low=None, high=1)
    >>> float(utility.mean.round(6)), float(utility.quantile(np.array([0.975]))[0].round(6))
    (0.87124, 0.991655)
    """

    parent: Family
    low: Number
    high: Number

    name: ClassVar[str] = "truncated"
    constraints: ClassVar = {"parent": PARENT, "low": LOW_LIMIT, "high": HIGH_LIMIT}

    def relations(self) -> list[str]:
        """Say whether the limits are in order and leave something of the parent."""
        ends = f"[{show(self.low)}, {show(self.high)}]"
        if np.any(np.greater_equal(self.low, self.high)):
            return [f"truncate_to, low and high: {ends} must be in ascending order"]
        if np.all(self.probability >= _SMALLEST):
            return []
        worst = int(np.argmin(self.probability))
        at = f" in draw {worst}, counted from 0," if self.n_draws else ""
        low, high, mean, probability = (
            show(_element(each, worst)) for each in (self.low, self.high, self.parent.mean, self.probability)
        )
        return [
            f"truncate_to, low and high: [{low}, {high}]{at} has the probability {float(probability):.3g} "
            f"before truncation, with a mean of {mean}; it must have {_SMALLEST:g} or more"
        ]

    @property
    def n_uniforms(self) -> int:
        """As many as the parent uses."""
        return self.parent.n_uniforms

    @property
    def is_discrete(self) -> bool:
        """Whether values have probabilities of their own, as those of the parent have."""
        return self.parent.is_discrete

    @cached_property
    def limits(self) -> tuple[Array, Array]:
        """The limits; of a discrete parent its first and last value within them, in the parent's own numbers.

        A computed value counts as within a limit that only its rounding keeps it from.
        """
        low, high = np.asarray(self.low), np.asarray(self.high)
        if not self.is_discrete:
            return low, high
        first = self.parent.atom_from(low - self.parent.rounding(low))
        return first, self.parent.atom_up_to(high + self.parent.rounding(high))

    @cached_property
    def probability(self) -> Array:
        """Probability that the parent lies between the limits."""
        return probability_between(self.parent, *self.limits)

    @cached_property
    def _outside_low(self) -> tuple[Array, Array]:
        """Probability of the parent below the lower limit, and of it or more."""
        low = self.limits[0]
        before = just_below(low) if self.is_discrete else low
        return self.parent.cdf(before), self.parent.survival(before)

    @cached_property
    def mirrored(self) -> "Truncated":
        """The same distribution seen from the other side of 0."""
        return Truncated(Rescaled(self.parent, -1.0, 0.0), np.negative(self.high), np.negative(self.low))

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        below, above = self._outside_low
        target = u * self.probability
        values = self._of_parent(below + target, above - target)
        if not self.is_discrete:
            near = (target < SHORT * np.where(below <= 0.5, below, above)) & np.isfinite(self.low)
            values[near] = self.at(near).next_to_low(target[near], values[near])
        return np.clip(values, *self.limits)

    def _of_parent(self, below: Array, above: Array) -> Array:
        """Value of the parent with a probability below it, and another above it, from the smaller one."""
        lower = below <= above
        tails = (np.maximum(each, np.finfo(np.float64).tiny) for each in (below[lower], above[~lower]))
        values = np.empty(np.shape(below))
        values[lower] = self.parent.at(lower).lower_quantile(next(tails))
        values[~lower] = self.parent.at(~lower).upper_quantile(next(tails))
        return values

    def next_to_low(self, probability: Array, otherwise: Array) -> Array:
        """Value with a small probability between the lower limit and it, or `otherwise` if none is found."""
        low = np.broadcast_to(np.asarray(self.low), probability.shape)
        distance = distance_with(self.parent, low, probability)
        return np.where(np.isfinite(distance) & (distance >= 0.0), low + distance, otherwise)

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        if not self.is_discrete:
            return np.negative(self.mirrored.lower_quantile(v))
        last, target = self.limits[1], v * self.probability
        values = self._of_parent(self.parent.cdf(last) - target, self.parent.survival(last) + target)
        return np.clip(values, *self.limits)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        low, high = self.limits
        share = probability_between(self.parent, low, np.clip(x, low, high)) / self.probability
        return np.where(x < low, 0.0, np.where(x >= high, 1.0, share))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        low, high = self.limits
        inside = np.clip(x, low, high)
        after = -just_below(-inside) if self.is_discrete else inside
        share = probability_between(self.parent, after, high) / self.probability
        return np.where(x < low, 1.0, np.where(x >= high, 0.0, share))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, or of `x` itself where the parent is discrete; shape as `x`."""
        low, high = self.limits
        inside = (x >= low) & (x <= high)
        return np.where(inside, self.parent.density(x) / self.probability, 0.0)

    def atoms(self, low: float, high: float) -> Iterator[Array]:
        """Yield the values from `low` to `high` that have a probability of their own."""
        start, end = self.limits
        yield from self.parent.atoms(max(low, float(start)), min(high, float(end)))

    def atom_from(self, x: Array) -> Array:
        """Smallest value of at least `x` that has a probability of its own, infinite if none."""
        value = self.parent.atom_from(np.maximum(x, self.limits[0]))
        return np.where(value <= self.limits[1], value, np.inf)

    def atom_up_to(self, x: Array) -> Array:
        """Largest value of at most `x` that has a probability of its own, minus infinity if none."""
        value = self.parent.atom_up_to(np.minimum(x, self.limits[1]))
        return np.where(value >= self.limits[0], value, -np.inf)

    def rounding(self, x: Array) -> Number:
        """How far a value near `x` may lie from the number it stands for: as far as those of the parent."""
        return self.parent.rounding(x)

    @cached_property
    def _moments(self) -> tuple[Array, Array]:
        return moments(self, np.size(self.probability) if np.ndim(self.probability) else None)

    @property
    def mean(self) -> Number:
        """Mean, by quadrature of the quantile function; of a discrete parent the sum over its values."""
        return self._moments[0]

    @property
    def variance(self) -> Number:
        """Variance, likewise."""
        return self._moments[1]

    @property
    def support(self) -> tuple[Number, Number]:
        """The limits, or the ends of the parent where they are nearer."""
        ends = zip(self.parent.support, self.limits, (np.maximum, np.minimum), strict=True)
        low, high = (nearer(end, limit) for end, limit, nearer in ends)
        return low, high

    def tabulated(self, tabulate: Callable[[SlowFamily], Quantile]) -> Quantile:
        """Quantile function from a table."""
        return tabulate_atoms(self) if self.is_discrete else tabulate(self)


def _element(figure: Number, draw: int) -> float:
    """Figure of one draw, where it differs between them."""
    return float(np.ravel(figure)[draw if np.size(figure) > 1 else 0])
