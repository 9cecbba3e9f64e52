"""Designs whose options state values of scalars."""

from abc import abstractmethod
from dataclasses import dataclass

import numpy as np

from mcsim.inputs.design import Design
from mcsim.protocols import Array


@dataclass(frozen=True)
class StatedValues(Design):
    """A design that puts stated values in the place of some scalars.

    A quantity has the stated value itself. A label, such as the number of a mixture's part, is stated through
    the uniform that chooses it, so that the value comes from the part that the label names.
    """

    @abstractmethod
    def stated(self, scalar: str, start: int, stop: int) -> Array | None:
        """Values that the options state for a scalar, NaN where they state none; None where they never do."""

    @abstractmethod
    def unstated(self, input_name: str, component: int, start: int, stop: int) -> Array:
        """Uniforms of a range of draws where no label is stated."""

    def values(self, scalar: str, start: int, stop: int) -> Array | None:
        """Values that take the place of a quantity's own, NaN where it keeps them; None for a label."""
        if any(choice.scalar == scalar for choice in self.frame.choices):
            return None
        return self.stated(scalar, start, stop)

    def uniforms(self, input_name: str, component: int, start: int, stop: int) -> Array:
        """Uniforms of a range of draws; NaN, for the base, where the design holds the input."""
        own = self.unstated(input_name, component, start, stop)
        for choice in self.frame.choices:
            labels = self.stated(choice.scalar, start, stop)
            if choice.stream == (input_name, component) and labels is not None:
                chosen = choice.uniforms(labels)
                own = np.where(np.isnan(chosen), own, chosen)
        return own

    def wrong_labels(self) -> list[str]:
        """Stated labels that are none."""
        return [
            sentence
            for place, stated in self.statements
            for choice in self.frame.choices
            for sentence in choice.problems(f"{place}.{choice.scalar}", stated.get(choice.scalar, ()))
        ]
