"""Morris's design for elementary effects."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from mcsim.inputs.designs.options import whole_number
from mcsim.inputs.designs.salib import SalibDesign, salib_problem
from mcsim.protocols import Array

FEWEST_TRAJECTORIES = 4
MARGIN = 0.005
"""Levels run from here to 1 - here: at 0 and 1 themselves many distributions are infinite."""


@dataclass(frozen=True)
class Morris(SalibDesign):
    """Trajectories that start anywhere on a grid and move one uniform at a time, each once.

    The draws asked for are the most it may use. Trajectories stand one after the other; `varied` names what
    moved to make a draw, and `change` says by how much, as a cumulative probability.

    Attributes
    ----------
    levels : int
        Levels of the grid, an even number; a step is half of them.

    References
    ----------
    Morris (1991), Technometrics 33:161-174. Campolongo, Cariboni and Saltelli (2007), Environmental
    Modelling & Software 22:1509-1518.

    Examples
    --------
    >>> from mcsim.inputs.design import Frame
    >>> design = Morris(Frame(seed=1, n_draws=100, streams=(("uptake", 0), ("price", 0))))
    >>> design.n_trajectories, design.n_draws
    (33, 99)
    """

    levels: int = 4
    name: ClassVar[str] = "morris"
    title: ClassVar[str] = "Morris's trajectories for elementary effects"

    def problems(self) -> list[str]:
        """An odd number of levels, or draws for fewer than 4 trajectories."""
        wrong = whole_number("levels", self.levels, least=2)
        if not wrong and self.levels % 2:
            wrong = [f"levels: is {self.levels}, and half of them make a step; give an even number, as in 4"]
        needed = FEWEST_TRAJECTORIES * (self.n_streams + 1)
        reason = f"{FEWEST_TRAJECTORIES} trajectories of {self.n_streams} + 1 draws"
        return wrong + self.budget_problems(needed, reason)

    @property
    def n_trajectories(self) -> int:
        """As many as there are draws for."""
        return self.frame.n_draws // (self.n_streams + 1)

    @property
    def n_draws(self) -> int:
        """How many draws the design makes."""
        return self.n_trajectories * (self.n_streams + 1)

    def unit_points(self) -> Array:
        """Points as SALib makes them, shape (n_draws, streams), drawn in from the borders."""
        from SALib.sample import morris

        points: Array = morris.sample(
            salib_problem(self.frame), self.n_trajectories, num_levels=self.levels, seed=self.salib_seed
        )
        return MARGIN + (1.0 - 2.0 * MARGIN) * points

    def coordinates(self, draws: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """Trajectory and step of each draw, what moved since the step before, and by how much."""
        step = draws % (self.n_streams + 1)
        moved = self.columns[:, draws] - self.columns[:, np.maximum(draws - 1, 0)]
        moved[:, step == 0] = 0.0
        which = np.abs(moved).argmax(axis=0)
        labels = np.array(self.frame.labels)[which]
        return {
            "trajectory": draws // (self.n_streams + 1),
            "step": step,
            "varied": np.where(step == 0, "", labels),
            "change": moved[which, np.arange(draws.size)],
        }
