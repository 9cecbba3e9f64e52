"""The design of the extended Fourier amplitude sensitivity test."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from mcsim.inputs.designs.options import whole_number
from mcsim.inputs.designs.salib import SalibDesign, salib_problem
from mcsim.protocols import Array


@dataclass(frozen=True)
class Fast(SalibDesign):
    """For each uniform a curve through the cube along which it oscillates fast and the others slowly.

    The draws asked for are the most it may use. Curves stand one after the other; `curve` names the uniform
    that oscillates fast, and `position` is the place along its curve.

    Attributes
    ----------
    harmonics : int
        Harmonics that its analysis will count (M); a curve needs more than 4 M^2 draws.

    References
    ----------
    Saltelli, Tarantola and Chan (1999), Technometrics 41:39-56.

    Examples
    --------
    >>> from mcsim.inputs.design import Frame
    >>> design = Fast(Frame(seed=1, n_draws=501, streams=(("uptake", 0), ("price", 0))))
    >>> design.curve_length, design.n_draws
    (250, 500)
    """

    harmonics: int = 4
    name: ClassVar[str] = "fast"
    title: ClassVar[str] = "curves of the Fourier amplitude sensitivity test (eFAST)"

    def problems(self) -> list[str]:
        """No number of harmonics, or curves too short for them."""
        wrong = whole_number("harmonics", self.harmonics, least=1)
        if wrong:
            return wrong
        shortest = 4 * self.harmonics**2 + 1
        return self.budget_problems(shortest * self.n_streams, f"{shortest} draws for each uniform")

    @property
    def curve_length(self) -> int:
        """Draws along one curve."""
        return self.frame.n_draws // self.n_streams

    @property
    def n_draws(self) -> int:
        """How many draws the design makes."""
        return self.curve_length * self.n_streams

    def unit_points(self) -> Array:
        """Points as SALib makes them, shape (n_draws, streams)."""
        from SALib.sample import fast_sampler

        points: Array = fast_sampler.sample(
            salib_problem(self.frame), self.curve_length, M=self.harmonics, seed=self.salib_seed
        )
        return points

    def coordinates(self, draws: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """Which curve a draw lies on, and where along it."""
        labels = np.array(self.frame.labels)
        return {"curve": labels[draws // self.curve_length], "position": draws % self.curve_length}
