"""One input at a time at a low and a high value, all others at their base."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from mcsim.inputs.design import Design, Stream
from mcsim.inputs.designs.options import known_names, probability
from mcsim.protocols import Array

MIDDLE = 0.5


@dataclass(frozen=True)
class OneAtATime(Design):
    """Draw 0 is the base case; then each uniform in turn is low and high.

    There are as many draws as that takes, whatever number is asked for. The base of an input is its mean,
    given the values of what it refers to. Where an input has several uniforms, one of them is varied and its
    others stand at a half.

    Attributes
    ----------
    low, high : float
        Cumulative probabilities of the input.
    inputs : sequence of str, optional
        The inputs to vary; all that are uncertain when absent.

    Examples
    --------
    >>> from mcsim.inputs.design import Frame
    >>> design = OneAtATime(Frame(seed=1, n_draws=100, streams=(("uptake", 0), ("price", 0))))
    >>> design.n_draws, design.uniforms("price", 0, 0, 5).tolist()
    (5, [nan, nan, nan, 0.025, 0.975])
    """

    low: float = 0.025
    high: float = 0.975
    inputs: Sequence[str] | None = None
    name: ClassVar[str] = "one_at_a_time"
    title: ClassVar[str] = "each input in turn low and high, the others at their base"
    addressable: ClassVar[bool] = False
    probability_sample: ClassVar[bool] = False
    needs_every_draw: ClassVar[bool] = True

    def problems(self) -> list[str]:
        """Probabilities that are none or in the wrong order, or unknown inputs."""
        found = probability("low", self.low) + probability("high", self.high)
        if not found and self.low >= self.high:
            found = [f"low: is {self.low:g}, not below high, {self.high:g}; give the lower of the two as low"]
        if not self.frame.inputs:
            return [*found, f"design: is {self.name}, and no input is uncertain; choose monte_carlo"]
        if self.inputs is not None:
            found += known_names("inputs", self.inputs, self.frame.inputs, "uncertain input")
        return found

    @property
    def varied(self) -> tuple[Stream, ...]:
        """The uniforms that are varied, in order."""
        chosen = self.frame.inputs if self.inputs is None else self.inputs
        return tuple(stream for stream in self.frame.streams if stream[0] in chosen)

    @property
    def n_draws(self) -> int:
        """How many draws the design makes."""
        return 1 + 2 * len(self.varied)

    def uniforms(self, input_name: str, component: int, start: int, stop: int) -> Array:
        """Uniforms of a range of draws; NaN, for the base, but where this input is varied."""
        found = np.full(stop - start, np.nan)
        for at, stream in enumerate(self.varied):
            if stream[0] == input_name:
                for draw, extreme in ((1 + 2 * at, self.low), (2 + 2 * at, self.high)):
                    if start <= draw < stop:
                        found[draw - start] = extreme if stream[1] == component else MIDDLE
        return found

    def coordinates(self, draws: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """What is varied (nothing in the base case), whether it is low or high, and the scalar it moves."""
        described = dict(zip(self.frame.streams, self.frame.described, strict=True))
        pairs = [("", ""), *(described[stream] for stream in self.varied)]
        varied, scalar = np.array(pairs)[(draws + 1) // 2].T
        level = np.where(draws % 2 == 1, "low", "high")
        return {"varied": varied, "level": np.where(draws == 0, "base", level), "scalar": scalar}
