"""Designs that SALib makes on the unit cube."""

from abc import abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from mcsim.inputs.design import Design, Frame
from mcsim.protocols import Array
from mcsim.seeds import key_of

LEAST = 2.0**-31
"""Closest that a uniform comes to 0 or 1: half a step of scipy's Sobol' points, which may be 0 themselves."""


def salib_problem(frame: Frame) -> dict[str, Any]:
    """The problem as SALib calls it: one parameter for each uniform, all between 0 and 1.

    SALib changes what it is handed, so that each call must have a problem of its own.

    Examples
    --------
    >>> salib_problem(Frame(1, 10, (("uptake", 0), ("stages", 0), ("stages", 1))))["names"]
    ['uptake', 'stages[0]', 'stages[1]']
    """
    names = list(frame.labels)
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


@dataclass(frozen=True)
class SalibDesign(Design):
    """A design whose points SALib makes all at once.

    The points are as large as the inputs of the run that are made from them. They are made once, when the
    design is first used or sent to a worker; joblib shares them between workers where they are large. So
    no worker loads SALib, which brings pandas and scipy.stats.
    """

    addressable: ClassVar[bool] = False
    probability_sample: ClassVar[bool] = False
    assumes_independence: ClassVar[bool] = True
    needs_every_draw: ClassVar[bool] = True

    @property
    def n_streams(self) -> int:
        """How many uniforms a draw needs: SALib's number of parameters."""
        return len(self.frame.streams)

    @property
    def salib_seed(self) -> int:
        """Seed for SALib, never 0, which it takes for none."""
        return key_of(self.frame.seed, self.name) % (2**32 - 1) + 1

    @abstractmethod
    def unit_points(self) -> Array:
        """Points as SALib makes them, shape (n_draws, streams)."""

    @cached_property
    def columns(self) -> Array:
        """Uniforms of each stream, shape (streams, n_draws), strictly between 0 and 1."""
        return np.ascontiguousarray(np.clip(self.unit_points(), LEAST, 1.0 - LEAST).T)

    def __getstate__(self) -> dict[str, Any]:
        """Take the points along."""
        return self.__dict__ | {"columns": self.columns}

    def uniforms(self, input_name: str, component: int, start: int, stop: int) -> Array:
        """Uniforms of a range of draws; a half where there are none."""
        found = np.full(stop - start, 0.5)
        here = self.columns[self.frame.streams.index((input_name, component)), start:stop]
        found[: here.size] = here
        return found

    def budget_problems(self, needed: int, reason: str) -> list[str]:
        """Nothing to vary, or fewer draws than the smallest design needs."""
        if not self.n_streams:
            return [f"design: is {self.name}, and no input is uncertain; choose monte_carlo"]
        if self.frame.n_draws >= needed:
            return []
        return [
            f"draws: is {self.frame.n_draws}, and {self.name} needs {reason}, which makes {needed} for the "
            f"{self.n_streams} uniforms of these inputs; ask for at least {needed}"
        ]
