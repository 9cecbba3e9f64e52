"""Families of several scalars that belong together: what follows from the distribution of each alone."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from distributions.family import Array, Family, Number


@dataclass(frozen=True)
class JointFamily(Family):
    """A family whose draw holds several scalars, one for each of `components`.

    It says its quantile function, shape (n, n_uniforms) -> (n, K), and the distribution of each scalar alone.
    """

    @property
    @abstractmethod
    def components(self) -> tuple[str, ...]:
        """Names of the scalars of one draw."""

    @property
    @abstractmethod
    def margins(self) -> tuple[Family, ...]:
        """Distribution of each scalar alone."""

    def cdf(self, x: Array) -> Array:
        """Probability of each scalar being at most `x`, shape (n, K)."""
        return np.stack([each.cdf(x[..., at]) for at, each in enumerate(self.margins)], axis=-1)

    def survival(self, x: Array) -> Array:
        """Probability of each scalar being above `x`, shape (n, K)."""
        return np.stack([each.survival(x[..., at]) for at, each in enumerate(self.margins)], axis=-1)

    def density(self, x: Array) -> Array:
        """Density of each scalar alone at `x`, shape (n, K)."""
        return np.stack([each.density(x[..., at]) for at, each in enumerate(self.margins)], axis=-1)

    @property
    def mean(self) -> Number:
        """Means of the scalars, shape (K,); (n, K) where they differ between draws."""
        return _beside([each.mean for each in self.margins])

    @property
    def variance(self) -> Number:
        """Variances of the scalars, shape as `mean`."""
        return _beside([each.variance for each in self.margins])

    @property
    def support(self) -> tuple[Number, Number]:
        """Smallest and largest possible values of the scalars, each of shape as `mean`."""
        ends = [each.support for each in self.margins]
        return _beside([low for low, _ in ends]), _beside([high for _, high in ends])


def _beside(figures: Sequence[Number]) -> Array:
    """One figure per scalar, side by side."""
    return np.stack(np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in figures)), axis=-1)
