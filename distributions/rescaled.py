"""Rescaled: another distribution in another unit, or mirrored, as a utility from a disutility."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from distributions.constraint import NOT_ZERO, REAL
from distributions.family import Array, Family, Number, Quantile, SlowFamily
from distributions.nested import PARENT
from distributions.numerics.short_stretch import just_below
from distributions.tables.atom_table import tabulate_atoms

_FEW_DIGITS = 8 * np.finfo(np.float64).eps


@dataclass(frozen=True)
class Rescaled(SlowFamily):
    """Distribution of shift_by + scale_by * X, X following another distribution.

    Parameters
    ----------
    parent : Family
        Distribution of X, one scalar, continuous or discrete.
    scale_by : float
        Factor, other than 0; a negative one swaps the tails.
    shift_by : float
        What is added after that, in the unit of the result.

    Examples
    --------
    >>> from distributions.gamma import Gamma
    >>> utility = Rescaled(parent=Gamma(shape=4, scale=0.05), scale_by=-1, shift_by=1)
    >>> float(utility.mean), float(utility.support[1])
    (0.8, 1.0)
    """

    parent: Family
    scale_by: Number
    shift_by: Number

    name: ClassVar[str] = "rescaled"
    constraints: ClassVar = {"parent": PARENT, "scale_by": NOT_ZERO, "shift_by": REAL}

    @property
    def n_uniforms(self) -> int:
        """As many as the parent uses."""
        return self.parent.n_uniforms

    @property
    def is_discrete(self) -> bool:
        """Whether values have probabilities of their own, as those of the parent have."""
        return self.parent.is_discrete

    def _forward(self, x: Array) -> Array:
        return np.asarray(self.shift_by + self.scale_by * x)

    def _backward(self, y: Array) -> Array:
        """Value of the parent; for a discrete one exactly the one that gives `y`, if any does."""
        with np.errstate(over="ignore"):
            x = np.asarray((y - self.shift_by) / self.scale_by)
        if not self.parent.is_discrete:
            return x
        margin = self._margin(x)
        below, above = self.parent.cdf(x + margin), self.parent.survival(x + margin)
        # The last value of the parent up to there: the first that has as much probability.
        tiny = np.finfo(np.float64).tiny
        lower = self.parent.lower_quantile(np.clip(below, tiny, 0.5))
        upper = self.parent.upper_quantile(np.clip(above, tiny, 0.5))
        atom = np.where(below <= 0.5, lower, upper)
        # A number so close to a value that the division cannot tell them apart stays on its own side of it.
        beside = np.where((y > self._forward(atom)) == np.greater(self.scale_by, 0.0), margin, -margin)
        with np.errstate(invalid="ignore"):
            x = np.where(np.abs(x - atom) <= margin, atom + beside, x)
        return np.where(self._forward(atom) == y, atom, x)

    def _margin(self, x: Array) -> Array:
        """How far rounding may have moved a value of the parent."""
        size = np.abs(x) + np.abs(np.divide(self.shift_by, self.scale_by))
        return np.where(np.isfinite(x), _FEW_DIGITS * size + np.finfo(np.float64).tiny, 0.0)

    def _either(self, same: Callable[[], Array], mirrored: Callable[[], Array]) -> Array:
        """What holds for positive factors and what for negative ones, of each draw's own."""
        positive = np.greater(self.scale_by, 0.0)
        if np.all(positive):
            return same()
        return np.where(positive, same(), mirrored()) if np.any(positive) else mirrored()

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        return self._either(
            lambda: self._forward(self.parent.quantile(u)), lambda: SlowFamily.quantile(self, u)
        )

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        # The smallest value of a mirrored discrete family is the largest that still has u from it on: the
        # first with strictly less than u above it.
        fewer = np.nextafter(u, 0.0) if self.is_discrete else u
        return self._forward(
            self._either(lambda: self.parent.lower_quantile(u), lambda: self.parent.upper_quantile(fewer))
        )

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        more = np.nextafter(v, 1.0) if self.is_discrete else v
        return self._forward(
            self._either(lambda: self.parent.upper_quantile(v), lambda: self.parent.lower_quantile(more))
        )

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        at = self._backward(x)
        return self._either(lambda: self.parent.cdf(at), lambda: self.parent.survival(self._before(at)))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        at = self._backward(x)
        return self._either(lambda: self.parent.survival(at), lambda: self.parent.cdf(self._before(at)))

    def _before(self, x: Array) -> Array:
        """Number before `x` where `x` itself may have a probability."""
        return just_below(x) if self.parent.is_discrete else x

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, or of `x` itself where the parent is discrete; shape as `x`."""
        density = self.parent.density(self._backward(x))
        return density if self.parent.is_discrete else np.asarray(density / np.abs(self.scale_by))

    def atoms(self, low: float, high: float) -> Iterator[Array]:
        """Yield the values from `low` to `high` that have a probability of their own."""
        if not self.is_discrete:
            return
        ends = sorted((float(end) - float(self.shift_by)) / float(self.scale_by) for end in (low, high))
        # A little wider, since the ends have been rounded, and then exactly.
        margins = [float(self._margin(np.asarray(end))) for end in ends]
        for block in self.parent.atoms(ends[0] - margins[0], ends[1] + margins[1]):
            values = self._forward(block)
            yield values[(values >= low) & (values <= high)]

    @property
    def mean(self) -> Number:
        """Mean: shift_by + scale_by * that of the parent."""
        return self.shift_by + self.scale_by * self.parent.mean

    @property
    def variance(self) -> Number:
        """Variance: scale_by^2 * that of the parent."""
        return np.square(self.scale_by) * self.parent.variance

    @property
    def support(self) -> tuple[Number, Number]:
        """Smallest and largest possible value."""
        ends = [self._forward(np.asarray(end)) for end in self.parent.support]
        return np.minimum(*ends), np.maximum(*ends)

    def tabulated(self, tabulate: Callable[[SlowFamily], Quantile]) -> Quantile:
        """Quantile function from the parent's table, or from one of its own where the tails are swapped."""
        parent = self.parent.tabulated(tabulate)
        is_fast = parent == self.parent.quantile
        if np.all(np.greater(self.scale_by, 0.0)):
            return self.quantile if is_fast else RescaledQuantile(parent, self.scale_by, self.shift_by)
        if self.is_discrete:
            return self.quantile if is_fast else tabulate_atoms(self)
        return tabulate(self)


@dataclass(frozen=True)
class RescaledQuantile:
    """Quantile function shift_by + scale_by * that of a parent, with a positive factor.

    Parameters
    ----------
    parent : function
        Quantile function of the parent.
    scale_by, shift_by : float
    """

    parent: Quantile
    scale_by: Number
    shift_by: Number

    def __call__(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        return np.asarray(self.shift_by + self.scale_by * self.parent(u))
