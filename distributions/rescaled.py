"""Rescaled: another distribution in another unit, or mirrored, as a utility from a disutility."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from distributions.constraint import NOT_ZERO, REAL
from distributions.family import Array, Family, Number, Quantile, SlowFamily
from distributions.nested import PARENT
from distributions.numerics.bisect import smallest_reaching
from distributions.numerics.short_stretch import just_below
from distributions.tables.atom_table import tabulate_atoms

_LOWEST = np.finfo(np.float64).min
# Of the factor, the product, the sum and the limit, each half an ulp or so.
_FEW_DIGITS = 3 * np.finfo(np.float64).eps


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
        """Value of a continuous parent, or the largest number whose values of a discrete one belong with it.

        A discrete parent's values up to there, and no others, become at most `y`, or with a negative factor
        more than `y`: sought among the results themselves, whose rounding a division would not undo.
        """
        with np.errstate(over="ignore"):
            if not self.is_discrete:
                return np.asarray((y - self.shift_by) / self.scale_by)
        return just_below(self._turn(y))

    def _turn(self, y: Array) -> Array:
        """Smallest number that becomes more than `y`, or with a negative factor at most `y`."""
        rises = np.greater(self.scale_by, 0.0)
        ends = (np.full(np.shape(y), end) for end in (_LOWEST, np.inf))
        with np.errstate(over="ignore"):
            return smallest_reaching(lambda x: (self._forward(x) > y) == rises, *ends)

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
        return self._either(lambda: self.parent.cdf(at), lambda: self.parent.survival(at))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        at = self._backward(x)
        return self._either(lambda: self.parent.survival(at), lambda: self.parent.cdf(at))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, or of `x` itself where the parent is discrete; shape as `x`."""
        if not self.is_discrete:
            return np.asarray(self.parent.density(self._backward(x)) / np.abs(self.scale_by))
        first, last = self._parent_from(x), self._parent_up_to(x)
        # Values that lie closer together than the result can tell become one.
        several = np.abs(self.cdf(x) - self.cdf(just_below(x)))
        mass = np.where(first == last, self.parent.density(last), several)
        return np.where(self._forward(last) == x, mass, 0.0)

    def _parent_from(self, y: Array) -> Array:
        """Value of a discrete parent that becomes the smallest of at least `y`."""
        turn = self._turn(just_below(y))
        return self._either(
            lambda: self.parent.atom_from(turn), lambda: self.parent.atom_up_to(just_below(turn))
        )

    def _parent_up_to(self, y: Array) -> Array:
        """Value of a discrete parent that becomes the largest of at most `y`."""
        turn = self._turn(y)
        return self._either(
            lambda: self.parent.atom_up_to(just_below(turn)), lambda: self.parent.atom_from(turn)
        )

    def atom_from(self, x: Array) -> Array:
        """Smallest value of at least `x` that has a probability of its own, infinite if none."""
        return self._forward(self._parent_from(x)) if self.is_discrete else super().atom_from(x)

    def atom_up_to(self, x: Array) -> Array:
        """Largest value of at most `x` that has a probability of its own, minus infinity if none."""
        return self._forward(self._parent_up_to(x)) if self.is_discrete else super().atom_up_to(x)

    def rounding(self, x: Array) -> Number:
        """How far a value near `x` may lie from the number it stands for."""
        inherited = np.abs(self.scale_by) * self.parent.rounding(self._backward(x))
        return _FEW_DIGITS * (np.abs(x) + np.abs(self.shift_by)) + inherited

    def atoms(self, low: float, high: float) -> Iterator[Array]:
        """Yield the values from `low` to `high` that have a probability of their own."""
        if not self.is_discrete:
            return
        ends = [
            float(each) for each in (self._parent_from(np.asarray(low)), self._parent_up_to(np.asarray(high)))
        ]
        for block in self.parent.atoms(min(ends), max(ends)):
            yield np.unique(self._forward(block))

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
