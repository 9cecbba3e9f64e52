"""The contract of a sampling design: which uniforms stand behind each draw."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from mcsim.protocols import Array


@dataclass(frozen=True)
class Design(ABC):
    """A rule that gives every draw of every input its uniforms.

    Attributes
    ----------
    seed : int
        Seed of the run.
    name, title : str
        What a configuration calls the design, and what it is in a few words.
    addressable : bool
        Whether a draw's uniforms depend on (seed, name, component, draw) alone, so that a run can be extended
        and cut into any chunks.
    probability_sample : bool
        Whether the draws are a sample of the joint distribution, so that their means estimate expectations.
    """

    seed: int
    name: ClassVar[str]
    title: ClassVar[str]
    addressable: ClassVar[bool] = True
    probability_sample: ClassVar[bool] = True

    @abstractmethod
    def uniforms(self, input_name: str, component: int, start: int, stop: int) -> Array:
        """Uniforms of the draws `start` to `stop - 1`, strictly between 0 and 1, shape (stop - start,)."""
