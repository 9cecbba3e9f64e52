"""Mixture: one of several distributions holds, such as two studies that cannot both be right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from distributions.constraint import PROBABILITIES
from distributions.discrete import Discrete
from distributions.family import Array, Family, Quantile, SlowFamily
from distributions.joint import JointFamily
from distributions.mixture_value import MixtureValue
from distributions.nested import PARTS, one_weight_per_part


@dataclass(frozen=True)
class Mixture(JointFamily):
    """Mixture of distributions of one scalar.

    A draw holds the value and the number of the part that it came from, counted from 0, so that the value of
    knowing which part holds can be computed.

    Parameters
    ----------
    weights : sequence of K float
        Probability of each part; they add up to 1.
    parts : sequence of K Family
        Distributions of one scalar each. A mixture is none: multiply its weights out instead.

    Notes
    -----
    The first uniform picks the part, the second is the cumulative probability within it.

    Examples
    --------
    >>> from distributions.fixed import Fixed
    >>> from distributions.normal import Normal
    >>> mixture = Mixture(weights=(0.25, 0.75), parts=(Fixed(0.0), Normal(10.0, 1.0)))
    >>> mixture.quantile(np.array([[0.2, 0.5], [0.3, 0.5]])).tolist()
    [[0.0, 0.0], [10.0, 1.0]]
    >>> mixture.scalar_names("cost")
    ('cost', 'cost_part')
    """

    weights: tuple[float, ...]
    parts: tuple[Family, ...]

    name: ClassVar[str] = "mixture"
    constraints: ClassVar = {"weights": PROBABILITIES, "parts": PARTS}

    def relations(self) -> list[str]:
        """There must be one weight per part."""
        return one_weight_per_part(self.weights, self.parts)

    @property
    def n_uniforms(self) -> int:
        """Two: for the part, and for the value within it."""
        return 2

    @property
    def components(self) -> tuple[str, ...]:
        """The value, and the number of its part."""
        return ("value", "part")

    def scalar_names(self, name: str) -> tuple[str, ...]:
        """Names of the scalars of an input called `name`: the value bears the name itself."""
        return self.names_of(name)

    @classmethod
    def names_of(cls, name: str) -> tuple[str, str]:
        """Names of the value and of the part, which are the same for every mixture."""
        return name, f"{name}_part"

    @property
    def quantities(self) -> tuple[bool, ...]:
        """The value is a quantity; the number of its part is a label."""
        return (True, False)

    @property
    def roles(self) -> tuple[tuple[str, int], ...]:
        """The first uniform picks the part, the second the value within it."""
        return (("which part", 1), ("within the part", 0))

    @property
    def likeliest(self) -> float:
        """Number of the part with the largest weight, the first of those that share it."""
        return float(np.argmax(self.weights))

    @cached_property
    def margins(self) -> tuple[Family, ...]:
        """Distributions of the value alone and of the part."""
        return MixtureValue(self.weights, self.parts), self.part

    @cached_property
    def part(self) -> Discrete:
        """Distribution of the number of the part."""
        return Discrete(tuple(map(float, range(len(self.parts)))), self.weights)

    def quantile(self, u: Array) -> Array:
        """Values and parts at uniforms `u`, shape (n, 2) -> (n, 2)."""
        parts = self.part.quantile(np.ascontiguousarray(u[:, 0]))
        return fill(parts, u, [part.at(parts == number).quantile for number, part in enumerate(self.parts)])

    def tabulated(self, tabulate: Callable[[SlowFamily], Quantile]) -> Quantile:
        """Quantile function in which every part is as fast as it can be had."""
        return MixtureQuantile(self.part, [part.tabulated(tabulate) for part in self.parts])


@dataclass(frozen=True)
class MixtureQuantile:
    """Quantile function of a mixture over given quantile functions of its parts.

    Parameters
    ----------
    part : Discrete
        Distribution of the number of the part.
    quantiles : sequence of functions
        One per part.
    """

    part: Discrete
    quantiles: Sequence[Quantile]

    def __call__(self, u: Array) -> Array:
        """Values and parts at uniforms `u`, shape (n, 2) -> (n, 2)."""
        return fill(self.part.quantile(np.ascontiguousarray(u[:, 0])), u, self.quantiles)


def fill(parts: Array, u: Array, quantiles: Sequence[Quantile]) -> Array:
    """Value of each draw from the quantile function of its part.

    Parameters
    ----------
    parts : ndarray of shape (n,)
        Number of the part of each draw.
    u : ndarray of shape (n, 2)
        The second column holds the cumulative probabilities within the part.
    quantiles : sequence of functions
        One per part, for the draws of that part.

    Returns
    -------
    ndarray of shape (n, 2)
        The values, and the parts.

    Examples
    --------
    >>> u = np.array([[0.1, 0.5], [0.9, 0.5]])
    >>> fill(np.array([0.0, 1.0]), u, [np.square, np.negative]).tolist()
    [[0.25, 0.0], [-0.5, 1.0]]
    """
    values = np.empty(len(u))
    for number, quantile in enumerate(quantiles):
        own = parts == number
        values[own] = quantile(u[own, 1])
    return np.stack([values, parts], axis=-1)
