"""Monte Carlo: independent draws."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mcsim.inputs.design import Design
from mcsim.protocols import Array
from mcsim.seeds import uniforms


@dataclass(frozen=True)
class MonteCarlo(Design):
    """Independent uniforms from a stream of its own for every input and component.

    Examples
    --------
    >>> from mcsim.inputs.design import Frame
    >>> design = MonteCarlo(Frame(seed=1, n_draws=8, streams=(("uptake", 0),)))
    >>> bool((design.uniforms("uptake", 0, 0, 8)[5:] == design.uniforms("uptake", 0, 5, 8)).all())
    True
    """

    name: ClassVar[str] = "monte_carlo"
    title: ClassVar[str] = "independent draws"

    def uniforms(self, input_name: str, component: int, start: int, stop: int) -> Array:
        """Uniforms of a range of draws."""
        return uniforms(self.frame.seed, input_name, component, start, stop)


def repeated(seed: int, input_name: str, component: int, start: int, stop: int, times: int) -> Array:
    """Monte Carlo's uniforms, each for `times` draws in a row: draw i has number i div `times`.

    Examples
    --------
    >>> found = repeated(1, "uptake", 0, 0, 6, times=3)
    >>> found.tolist() == np.repeat(uniforms(1, "uptake", 0, 0, 2), 3).tolist()
    True
    """
    numbers = np.arange(start, stop) // times
    if not numbers.size:
        return np.empty(0)
    first, last = int(numbers[0]), int(numbers[-1])
    found: Array = uniforms(seed, input_name, component, first, last + 1)[numbers - first]
    return found
