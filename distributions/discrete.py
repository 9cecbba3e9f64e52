"""Discrete: a few values, each with its probability, such as scenarios that cannot all be true."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from distributions.constraint import DISTINCT_REALS, PROBABILITIES
from distributions.family import Array
from distributions.point_masses import PointMasses


@dataclass(frozen=True)
class Discrete(PointMasses):
    """Distribution over a list of values.

    Parameters
    ----------
    values : sequence of float
        Possible values, in any order, none of them twice. The quantile function climbs them in ascending
        order, so that rank correlations and one-at-a-time designs mean what they say.
    probabilities : sequence of float
        One probability per value; they add up to 1 (to 1e-9, after which the rounding is shared out).

    Notes
    -----
    Quantile: the smallest value whose cumulative probability is at least u.

    Examples
    --------
    >>> Discrete(values=(5, 1), probabilities=(0.4, 0.6)).quantile(np.array([0.6, 0.7])).tolist()
    [1.0, 5.0]
    """

    values: tuple[float, ...]
    probabilities: tuple[float, ...]

    name: ClassVar[str] = "discrete"
    constraints: ClassVar = {"values": DISTINCT_REALS, "probabilities": PROBABILITIES}

    def relations(self) -> list[str]:
        """There must be one probability per value."""
        if len(self.values) != len(self.probabilities):
            counted = len(self.values), len(self.probabilities)
            return ["values: there are {}, but probabilities: there are {}".format(*counted)]
        return []

    @cached_property
    def masses(self) -> tuple[Array, Array]:
        """Values that have a probability above 0, in order, and their probabilities."""
        pairs = sorted(zip(self.values, self.probabilities, strict=True))
        possible = [(value, probability) for value, probability in pairs if probability > 0]
        values, probabilities = np.array(possible, dtype=np.float64).T
        return np.ascontiguousarray(values), np.ascontiguousarray(probabilities)
