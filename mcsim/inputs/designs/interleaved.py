"""Designs of several independent randomisations of one point set, dealt out in turn."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mcsim.inputs.design import Design
from mcsim.protocols import Array

REPLICATES = 16


@dataclass(frozen=True)
class Interleaved(Design):
    """Draw i is point i div 16 of replicate i mod 16, so that every prefix carries 16 replicates.

    The points of one replicate depend on each other, so that standard errors come from between replicates.
    """

    replicates: ClassVar[int] = REPLICATES

    def problems(self) -> list[str]:
        """Too few draws for every replicate to have a point."""
        if self.frame.n_draws >= REPLICATES:
            return []
        return [
            f"draws: is {self.frame.n_draws}, and {self.name} gives its draws in turn to {REPLICATES} "
            f"replicates, each of which needs one; ask for at least {REPLICATES}"
        ]

    @abstractmethod
    def points(self, input_name: str, component: int, first: int, last: int) -> Array:
        """Points `first` to `last - 1` of every replicate, shape (last - first, 16)."""

    def uniforms(self, input_name: str, component: int, start: int, stop: int) -> Array:
        """Uniforms of a range of draws."""
        if stop <= start:
            return np.empty(0)
        first, last = start // REPLICATES, -(-stop // REPLICATES)
        dealt = self.points(input_name, component, first, last).ravel()
        return dealt[start - first * REPLICATES : stop - first * REPLICATES]
