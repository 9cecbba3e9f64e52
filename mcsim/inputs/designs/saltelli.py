"""Saltelli's design for Sobol' indices of sensitivity."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from mcsim.inputs.designs.options import yes_or_no
from mcsim.inputs.designs.salib import SalibDesign, salib_problem
from mcsim.protocols import Array

SMALLEST_BASE = 8


@dataclass(frozen=True)
class Saltelli(SalibDesign):
    """Two independent samples A and B, and copies of each in which one column is the other's.

    The draws asked for are the most it may use: the base sample is the largest power of 2 that fits. Draws of
    one base sample stand together: A, then A with each column of B (`AB_uptake`), then, for second-order
    indices, B with each column of A (`BA_uptake`), then B.

    Attributes
    ----------
    second_order : bool
        Whether indices of pairs can be had, for nearly twice the draws.

    References
    ----------
    Saltelli (2002), Computer Physics Communications 145:280-297. Saltelli et al. (2010), Computer Physics
    Communications 181:259-270.

    Examples
    --------
    >>> from mcsim.inputs.design import Frame
    >>> design = Saltelli(Frame(seed=1, n_draws=100, streams=(("uptake", 0), ("price", 0))))
    >>> design.n_base, design.n_draws
    (16, 96)
    """

    second_order: bool = True
    name: ClassVar[str] = "saltelli"
    title: ClassVar[str] = "Saltelli's design for Sobol' indices"

    def problems(self) -> list[str]:
        """An option of the wrong kind, or fewer draws than a base sample of 8 needs."""
        wrong = yes_or_no("second_order", self.second_order)
        if wrong:
            return wrong
        columns = f"{2 if self.second_order else 1} x {self.n_streams} + 2"
        return self.budget_problems(SMALLEST_BASE * self.n_matrices, f"{SMALLEST_BASE} x ({columns}) draws")

    @property
    def n_matrices(self) -> int:
        """Draws of one base sample."""
        return (2 if self.second_order else 1) * self.n_streams + 2

    @property
    def n_base(self) -> int:
        """Base samples: the largest power of 2 for which there are draws."""
        return 1 << ((self.frame.n_draws // self.n_matrices).bit_length() - 1)

    @property
    def n_draws(self) -> int:
        """How many draws the design makes."""
        return self.n_base * self.n_matrices

    def unit_points(self) -> Array:
        """Points as SALib makes them, shape (n_draws, streams)."""
        from SALib.sample import sobol

        points: Array = sobol.sample(
            salib_problem(self.frame),
            self.n_base,
            calc_second_order=bool(self.second_order),
            seed=self.salib_seed,
        )
        return points

    def coordinates(self, draws: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """Number of the base sample, and which of its matrices a draw belongs to."""
        crossed = ["AB", "BA"] if self.second_order else ["AB"]
        names = ["A", *(f"{pair}_{label}" for pair in crossed for label in self.frame.labels), "B"]
        return {"sample": draws // self.n_matrices, "matrix": np.array(names)[draws % self.n_matrices]}
