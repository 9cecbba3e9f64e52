"""Families of whole numbers: the exact inverse of their cumulative probabilities, fixed parameters or not."""

from abc import abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from distributions.family import Array, Family, Number, Quantile, SlowFamily
from distributions.tables.atom_table import tabulate_atoms

_BLOCK = 65_536
_NEVER = 1e-80
_Reached = Callable[["IntegerFamily", Array, Array], NDArray[np.bool_]]


@dataclass(frozen=True)
class IntegerFamily(Family):
    """A family of whole numbers from 0.

    It says its cumulative probabilities, below and above, and its first three moments. Only they decide which
    value a quantile is; the moments say where to look first.

    Notes
    -----
    Quantile: the smallest value with a cumulative probability of at least u; in the upper half the smallest
    with a probability of at most 1 - u above it, so that neither tail loses digits.
    """

    @property
    def is_discrete(self) -> bool:
        """Whether values have probabilities of their own: they do."""
        return True

    @property
    @abstractmethod
    def tilt(self) -> Number:
        """Third central moment divided by the variance."""

    def guess(self, z: Array) -> Array:
        """Where to look first for the quantile that a standard normal has at `z`.

        The Cornish-Fisher expansion to its second term: Cornish and Fisher (1938), Review of the
        International Statistical Institute 5: 307-320.
        """
        return np.asarray(self.mean + np.sqrt(self.variance) * z + self.tilt * (z * z - 1.0) / 6.0)

    @abstractmethod
    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""

    @abstractmethod
    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, exact where that is small; shape as `x`."""

    def lower_quantile(self, u: Array) -> Array:
        """Smallest value with at least probability `u` up to it, shape as `u`."""
        return self._first(lambda family, k, u: family.cdf(k) >= u, u, ndtri(u))

    def upper_quantile(self, v: Array) -> Array:
        """Smallest value with at most probability `v` above it, shape as `v`."""
        return self._first(lambda family, k, v: family.survival(k) <= v, v, -ndtri(v))

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, shape as `u`."""
        below = u <= 0.5
        values = np.empty(np.shape(u))
        values[below] = self.at(below).lower_quantile(u[below])
        values[~below] = self.at(~below).upper_quantile(1.0 - u[~below])
        return values

    def _first(self, reached: _Reached, probability: Array, z: Array) -> Array:
        """Smallest whole number that has `reached` a probability, searched outwards from a guess.

        Strides double until the number lies between two that have been tried, and then halve.
        """
        shape, probability, z = np.shape(probability), np.ravel(probability), np.ravel(z)
        low = np.full(probability.shape, -1.0)
        high = np.broadcast_to(np.asarray(self.support[1], dtype=np.float64), low.shape).copy()
        k = np.clip(np.broadcast_to(np.floor(self.guess(z)), low.shape), 0.0, np.maximum(high - 1.0, 0.0))
        open_ = np.arange(low.size)
        stride = 1.0
        while open_.size:
            at_or_above = reached(self.at(open_), k, probability[open_])
            high[open_[at_or_above]] = k[at_or_above]
            low[open_[~at_or_above]] = k[~at_or_above]
            still = high[open_] - low[open_] > 1.0
            open_, at_or_above = open_[still], at_or_above[still]
            step = np.minimum(stride, np.floor((high[open_] - low[open_]) / 2.0))
            k = np.where(at_or_above, high[open_] - step, low[open_] + step)
            stride *= 2.0
        return high.reshape(shape)

    def atoms(self, low: float, high: float) -> Iterator[Array]:
        """Yield the whole numbers from `low` to `high` in blocks, but for those that no draw will ever be."""
        end = np.array([_NEVER])
        first = max(np.ceil(low), float(self.lower_quantile(end)[0]))
        last = min(np.floor(high), float(self.upper_quantile(end)[0]))
        if first <= last:
            for start in range(int(first), int(last) + 1, _BLOCK):
                yield np.arange(start, min(start + _BLOCK, int(last) + 1), dtype=np.float64)

    def atom_from(self, x: Array) -> Array:
        """Smallest value of at least `x`, infinite if none; shape as `x`."""
        first = np.maximum(np.ceil(x), 0.0)
        return np.where(first <= self.support[1], first, np.inf)

    def atom_up_to(self, x: Array) -> Array:
        """Largest value of at most `x`, minus infinity if none; shape as `x`."""
        return np.where(np.less(x, 0.0), -np.inf, np.minimum(np.floor(x), self.support[1]))

    def tabulated(self, tabulate: Callable[[SlowFamily], Quantile]) -> Quantile:
        """Quantile function from a table of cumulative probabilities."""
        return tabulate_atoms(self)
