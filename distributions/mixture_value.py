"""The value of a mixture alone: weighted probabilities of its parts, and their inverse."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any, ClassVar

import numpy as np

from distributions.constraint import PROBABILITIES
from distributions.family import Array, Family, Number, Quantile, SlowFamily
from distributions.nested import PARTS, one_weight_per_part
from distributions.numerics.bisect import smallest_reaching
from distributions.tables.atom_table import tabulate_atoms


@dataclass(frozen=True)
class MixtureValue(SlowFamily):
    """Distribution of one scalar that follows one of several distributions.

    Parameters
    ----------
    weights : sequence of K float
        Probability of each part; they add up to 1.
    parts : sequence of K Family
        Distributions of one scalar each; continuous, discrete or some of each.

    Notes
    -----
    All probabilities are those of the parts times their weights, added up. The quantile lies between the
    smallest and the largest of the parts' quantiles, and is found there by bisection, in the upper half from
    the probabilities above. As what several experts say it is their linear pool: Stone (1961), Annals of
    Mathematical Statistics 32: 1339-1342.

    Examples
    --------
    >>> from distributions.fixed import Fixed
    >>> from distributions.normal import Normal
    >>> value = MixtureValue(weights=(0.5, 0.5), parts=(Fixed(0.0), Normal(10.0, 1.0)))
    >>> value.quantile(np.array([0.25, 0.75])).tolist(), value.mean
    ([0.0, 10.0], 5.0)
    """

    weights: tuple[float, ...]
    parts: tuple[Family, ...]

    name: ClassVar[str] = "mixture_value"
    constraints: ClassVar = {"weights": PROBABILITIES, "parts": PARTS}

    def relations(self) -> list[str]:
        """There must be one weight per part."""
        return one_weight_per_part(self.weights, self.parts)

    @cached_property
    def _possible(self) -> list[tuple[float, Family]]:
        pairs = zip(self.weights, self.parts, strict=True)
        return [(weight / sum(self.weights), part) for weight, part in pairs if weight > 0]

    @property
    def is_discrete(self) -> bool:
        """Whether values have probabilities of their own: where those of all parts have."""
        return all(part.is_discrete for _, part in self._possible)

    def _weighted(self, figure: Callable[[Family], Any]) -> Any:
        return sum(weight * figure(part) for weight, part in self._possible)

    def lower_quantile(self, u: Array) -> Array:
        """Smallest value with at least probability `u` up to it, shape as `u`."""
        ends = [part.lower_quantile(u) for _, part in self._possible]
        return self._between(ends, lambda x: self.cdf(x) >= u)

    def upper_quantile(self, v: Array) -> Array:
        """Smallest value with at most probability `v` above it, shape as `v`."""
        ends = [part.upper_quantile(v) for _, part in self._possible]
        return self._between(ends, lambda x: self.survival(x) <= v)

    def _between(self, ends: list[Array], reached: Callable[[Array], Any]) -> Array:
        return smallest_reaching(reached, np.minimum.reduce(ends), np.maximum.reduce(ends))

    def atoms(self, low: float, high: float) -> Iterator[Array]:
        """Yield the values from `low` to `high` that have a probability of their own, none twice."""
        blocks = [block for _, part in self._possible for block in part.atoms(low, high)]
        if blocks:
            yield np.unique(np.concatenate(blocks))

    def atom_from(self, x: Array) -> Array:
        """Smallest value of at least `x` that has a probability of its own, infinite if none."""
        return np.asarray(np.minimum.reduce([part.atom_from(x) for _, part in self._possible]))

    def atom_up_to(self, x: Array) -> Array:
        """Largest value of at most `x` that has a probability of its own, minus infinity if none."""
        return np.asarray(np.maximum.reduce([part.atom_up_to(x) for _, part in self._possible]))

    def rounding(self, x: Array) -> Number:
        """How far a value near `x` may lie from the number it stands for: the most of any part."""
        return reduce(np.maximum, [part.rounding(x) for _, part in self._possible])

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return np.asarray(self._weighted(lambda part: part.cdf(x)))

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return np.asarray(self._weighted(lambda part: part.survival(x)))

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, infinite where `x` has a probability of its own; shape as `x`.

        Where all parts are discrete, the probability of `x` itself.
        """
        if self.is_discrete:
            return np.asarray(self._weighted(lambda part: part.density(x)))
        total = np.zeros(np.shape(x))
        for weight, part in self._possible:
            own = part.density(x)
            total = total + (np.where(own > 0.0, np.inf, 0.0) if part.is_discrete else weight * own)
        return total

    @property
    def mean(self) -> Number:
        """Mean: the weighted mean of the parts' means."""
        mean: Number = self._weighted(lambda part: part.mean)
        return mean

    @property
    def variance(self) -> Number:
        """Variance: within the parts and between their means."""
        mean = self.mean
        variance: Number = self._weighted(lambda part: part.variance + np.square(part.mean - mean))
        return variance

    @property
    def support(self) -> tuple[Number, Number]:
        """From the smallest to the largest possible value of any part."""
        ends = [part.support for _, part in self._possible]
        lows, highs = zip(*ends, strict=True)
        return reduce(np.minimum, lows), reduce(np.maximum, highs)

    def tabulated(self, tabulate: Callable[[SlowFamily], Quantile]) -> Quantile:
        """Quantile function from a table."""
        return tabulate_atoms(self) if self.is_discrete else tabulate(self)
