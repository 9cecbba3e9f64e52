"""Fixed: a value that is known, or is a choice, and so is not sampled."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from distributions.constraint import REAL
from distributions.family import Array, Family, Number


@dataclass(frozen=True)
class Fixed(Family):
    """One value in every draw.

    Parameters
    ----------
    value : float
        The value.

    Examples
    --------
    >>> Fixed(value=35).quantile(np.empty(2)).tolist()
    [35.0, 35.0]
    >>> Fixed(value=35).n_uniforms
    0
    """

    value: Number

    name: ClassVar[str] = "fixed"
    constraints: ClassVar = {"value": REAL}

    @property
    def n_uniforms(self) -> int:
        """None: the value needs no chance."""
        return 0

    @property
    def is_discrete(self) -> bool:
        """Whether values have probabilities of their own: the one value has them all."""
        return True

    def quantile(self, u: Array) -> Array:
        """Return the value in the shape of `u`; the content of `u` is not looked at."""
        return np.full(np.shape(u), self.value, dtype=np.float64)

    def atoms(self, low: float, high: float) -> Iterator[Array]:
        """Yield the value, if it lies from `low` to `high`."""
        value = np.array([float(self.value)])
        yield value[(value >= low) & (value <= high)]

    def atom_from(self, x: Array) -> Array:
        """Return the value where it is at least `x`, infinity elsewhere; shape as `x`."""
        return np.where(np.less_equal(x, self.value), self.value, np.inf)

    def atom_up_to(self, x: Array) -> Array:
        """Return the value where it is at most `x`, minus infinity elsewhere; shape as `x`."""
        return np.where(np.greater_equal(x, self.value), self.value, -np.inf)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`: 0 or 1, shape as `x`."""
        return np.where(x >= self.value, 1.0, 0.0)

    def density(self, x: Array) -> Array:
        """Probability of `x`, shape as `x`."""
        return np.where(x == self.value, 1.0, 0.0)

    @property
    def mean(self) -> Number:
        """Mean: the value."""
        return self.value

    @property
    def variance(self) -> Number:
        """Variance: 0."""
        return 0.0 * self.value

    @property
    def support(self) -> tuple[Number, Number]:
        """The value alone."""
        return self.value, self.value
