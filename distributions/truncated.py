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

_ROUNDING = 1e-12
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
    density over d is u P(low <= X <= high).

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
        least = np.min(self.probability, initial=1.0)
        if not least >= _SMALLEST:
            return [
                f"truncate_to, low and high: {ends} has the probability {float(least):.3g} before "
                f"truncation, with a mean of {show(self.parent.mean)}; it must have {_SMALLEST:g} or more"
            ]
        return []

    @property
    def n_uniforms(self) -> int:
        """As many as the parent uses."""
        return self.parent.n_uniforms

    @property
    def is_discrete(self) -> bool:
        """Whether values have probabilities of their own, as those of the parent have."""
        return self.parent.is_discrete

    @cached_property
    def limits(self) -> tuple[Number, Number]:
        """The limits; a little wider for a discrete parent, whose value at a limit may have been rounded."""
        if not self.is_discrete:
            return self.low, self.high
        scale = np.abs(self.parent.mean) + np.sqrt(self.parent.variance)
        finite = [np.where(np.isfinite(limit), limit, 0.0) for limit in (self.low, self.high)]
        slack = [_ROUNDING * (np.abs(limit) + scale) for limit in finite]
        return self.low - slack[0], self.high + slack[1]

    @cached_property
    def probability(self) -> Array:
        """Probability that the parent lies between the limits."""
        return probability_between(self.parent, self.limits[0], np.asarray(self.limits[1]))

    @cached_property
    def _beyond(self) -> tuple[Array, Array]:
        """Probability of the parent below the lower limit, and of it or more: not below."""
        low = np.asarray(self.limits[0])
        before = just_below(low) if self.is_discrete else low
        return self.parent.cdf(before), self.parent.survival(before)

    @cached_property
    def _first(self) -> Array:
        """Lower limit, or the first value of a discrete parent that is not below it."""
        if not self.is_discrete:
            return np.asarray(self.low)
        below, above = self._beyond
        lower = self.parent.lower_quantile(np.clip(np.nextafter(below, 1.0), np.finfo(np.float64).tiny, 0.5))
        upper = self.parent.upper_quantile(np.clip(np.nextafter(above, 0.0), np.finfo(np.float64).tiny, 0.5))
        return np.where(below < 0.5, lower, upper)

    @cached_property
    def mirrored(self) -> "Truncated":
        """The same distribution seen from the other side of 0."""
        return Truncated(Rescaled(self.parent, -1.0, 0.0), np.negative(self.high), np.negative(self.low))

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        below, above = self._beyond
        target = u * self.probability
        from_low, from_high = below + target, above - target
        lower = from_low <= 0.5
        values = np.empty(np.shape(u))
        values[lower] = self.parent.at(lower).lower_quantile(from_low[lower])
        values[~lower] = self.parent.at(~lower).upper_quantile(from_high[~lower])
        if not self.is_discrete:
            near = (target < SHORT * np.where(below <= 0.5, below, above)) & np.isfinite(self.low)
            values[near] = self.at(near).next_to_low(target[near], values[near])
        return np.minimum(np.maximum(values, self._first), self.limits[1])

    def next_to_low(self, probability: Array, otherwise: Array) -> Array:
        """Value with a small probability between the lower limit and it, or `otherwise` if none is found."""
        low = np.broadcast_to(np.asarray(self.low), probability.shape)
        distance = distance_with(self.parent, low, probability)
        return np.where(np.isfinite(distance) & (distance >= 0.0), low + distance, otherwise)

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        # The mirrored discrete family answers for the largest value; see `Rescaled.lower_quantile`.
        fewer = np.nextafter(v, 1.0) if self.is_discrete else v
        return np.negative(self.mirrored.lower_quantile(fewer))

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        low, high = self.limits
        share = probability_between(self.parent, low, np.clip(x, low, high)) / self.probability
        return np.where(x < self._first, 0.0, np.where(x >= high, 1.0, share))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        low, high = self.limits
        inside = np.clip(x, low, high)
        after = -just_below(-inside) if self.is_discrete else inside
        share = probability_between(self.parent, after, np.asarray(high)) / self.probability
        return np.where(x < self._first, 1.0, np.where(x >= high, 0.0, share))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, or of `x` itself where the parent is discrete; shape as `x`."""
        low, high = self.limits
        inside = (x >= low) & (x <= high)
        return np.where(inside, self.parent.density(x) / self.probability, 0.0)

    def atoms(self, low: float, high: float) -> Iterator[Array]:
        """Yield the values from `low` to `high` that have a probability of their own."""
        if self.is_discrete:
            start, end = self.limits
            yield from self.parent.atoms(max(low, float(start)), min(high, float(end)))

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
        low, high = self.parent.support
        if not self.is_discrete:
            return np.maximum(low, self.low), np.minimum(high, self.high)
        first = np.where(np.isfinite(self.low), self._first, low)
        last = np.where(np.isfinite(self.high), np.negative(self.mirrored._first), high)
        return np.maximum(low, first), np.minimum(high, last)

    def tabulated(self, tabulate: Callable[[SlowFamily], Quantile]) -> Quantile:
        """Quantile function from a table."""
        return tabulate_atoms(self) if self.is_discrete else tabulate(self)
