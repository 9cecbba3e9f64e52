"""Nested Monte Carlo: for each draw of some inputs many draws of the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from mcsim.inputs.design import SHARED_BY, Design
from mcsim.inputs.designs.monte_carlo import repeated
from mcsim.inputs.designs.options import known_names, whole_number
from mcsim.protocols import Array
from mcsim.seeds import uniforms

FEWEST_OUTER = 2


@dataclass(frozen=True)
class Nested(Design):
    """Draw i holds the inputs of interest at outer draw i div `inner`, and the others at a draw of their own.

    The draws asked for are rounded down to whole outer draws. Draws of one outer draw belong together, so
    they are no sample of independent draws, and only an analysis that knows of it may use them.

    Attributes
    ----------
    inputs : sequence of str
        The inputs of interest.
    inner : int
        Draws of the other inputs for each outer draw.

    References
    ----------
    Brennan, Kharroubi, O'Hagan and Chilcott (2007), Medical Decision Making 27:448-470.

    Examples
    --------
    >>> from mcsim.inputs.design import SHARED_BY, Frame
    >>> streams = (("uptake", 0), ("price", 0))
    >>> design = Nested(Frame(seed=1, n_draws=7, streams=streams), inputs=["uptake"], inner=3)
    >>> [len(set(design.uniforms(name, 0, 0, 6).tolist())) for name in ("uptake", "price")]
    [2, 6]
    """

    inputs: Sequence[str]
    inner: int = 100
    name: ClassVar[str] = "nested"
    title: ClassVar[str] = "nested: inner draws for each outer draw of some inputs"
    probability_sample: ClassVar[bool] = False
    needs_every_draw: ClassVar[bool] = True

    def problems(self) -> list[str]:
        """Unknown inputs, nothing left to vary, or fewer than two outer draws."""
        sampled = self.frame.inputs
        found = known_names("inputs", self.inputs, sampled, "uncertain input")
        if not found and set(self.inputs) == set(sampled):
            found = [
                "inputs: names every uncertain input, so that nothing varies within; leave out at least one"
            ]
        wrong = whole_number("inner", self.inner, least=2)
        if not wrong and self.frame.n_draws < FEWEST_OUTER * self.inner:
            needed = FEWEST_OUTER * self.inner
            wrong = [
                f"draws: is {self.frame.n_draws}, and {FEWEST_OUTER} outer draws of {self.inner} inner ones "
                f"make {needed}; ask for at least {needed}, or lower `inner`"
            ]
        return found + wrong

    @property
    def outer_inputs(self) -> tuple[str, ...]:
        """The inputs of interest."""
        return tuple(self.inputs)

    @property
    def n_draws(self) -> int:
        """How many draws the design makes."""
        return self.frame.n_draws // self.inner * self.inner

    def uniforms(self, input_name: str, component: int, start: int, stop: int) -> Array:
        """Uniforms of a range of draws."""
        # What several inputs share is named after all of them, and stays the same where all of them do.
        if set(input_name.split(SHARED_BY)) <= set(self.inputs):
            return repeated(self.frame.seed, input_name, component, start, stop, self.inner)
        return uniforms(self.frame.seed, input_name, component, start, stop)

    def coordinates(self, draws: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """Numbers of the outer and of the inner draw."""
        return {"outer": draws // self.inner, "inner": draws % self.inner}
