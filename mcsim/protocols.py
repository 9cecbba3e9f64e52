"""What the engine asks of what it is handed; kept low so that every room above can speak of it."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Draws = NDArray[np.int64]


class Source(Protocol):
    """Inputs of any range of draws; must survive pickling."""

    def __call__(self, start: int, stop: int) -> dict[str, Array]:
        """Inputs of the draws `start` to `stop - 1`: name -> contiguous array of shape (stop - start,)."""


@runtime_checkable
class Model(Protocol):
    """A net-benefit model: arrays of inputs in, cost and effect out.

    `inputs` maps each input's name to an object with `unit` and `domain`; `vectorised` is optional and true
    when absent: a model that takes one draw at a time sets it to false and is handed floats.
    """

    @property
    def inputs(self) -> Mapping[str, Any]:
        """The inputs it needs."""

    @property
    def strategies(self) -> Sequence[str]:
        """Its strategies; the first is the comparator."""

    @property
    def perspectives(self) -> Sequence[str]:
        """Its perspectives; the first is its base case."""

    def evaluate(self, inputs: dict[str, Any], settings: Any, draws: Any) -> Mapping[str, Any]:
        """Return `cost` and `effect` of shape (n, strategy, perspective) for `n` draws."""
