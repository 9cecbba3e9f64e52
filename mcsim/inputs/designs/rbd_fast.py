"""The Latin hypercube of random balance designs."""

from dataclasses import dataclass
from typing import ClassVar

from mcsim.inputs.designs.salib import SalibDesign, salib_problem
from mcsim.protocols import Array

FEWEST_DRAWS = 80
"""Eight for each of the analysis's 10 harmonics M; its correction of bias, 2 M / n, is then at most 1 / 4."""


@dataclass(frozen=True)
class RbdFast(SalibDesign):
    """One Latin hypercube, whose draws the analysis puts into the order of each input in turn.

    Each draw alone is uniform over the cube, so that means are unbiased, but there is one hypercube only, and
    nothing beside it tells how far its means are off: a standard error as of independent draws may be far
    too wide (the variance of a mean exceeds that of independent draws by n / (n - 1) at most,
    and is far below it where inputs act each by itself). So its draws do not count as a probability sample;
    the design `latin_hypercube` makes 16 hypercubes, whose means have standard errors.

    References
    ----------
    Tarantola, Gatelli and Mara (2006), Reliability Engineering & System Safety 91:717-727. Tissot and Prieur
    (2012), the same 107:205-213 (correction of bias). Owen (1997), Annals of Statistics 25:1541-1562 (the
    variance of a mean).

    Examples
    --------
    >>> from mcsim.inputs.design import Frame
    >>> design = RbdFast(Frame(seed=1, n_draws=100, streams=(("uptake", 0),)))
    >>> sorted((100 * design.uniforms("uptake", 0, 0, 100)).astype(int).tolist()) == list(range(100))
    True
    """

    name: ClassVar[str] = "rbd_fast"
    title: ClassVar[str] = "one Latin hypercube, for random balance designs (RBD-FAST)"
    why_no_sample: ClassVar[str] = (
        "its draws are one Latin hypercube, and nothing beside it tells how far its means are off; "
        "latin_hypercube makes 16, whose means have standard errors"
    )

    def problems(self) -> list[str]:
        """Nothing to vary, or too few draws."""
        return self.budget_problems(FEWEST_DRAWS, "8 draws for each of 10 harmonics")

    def unit_points(self) -> Array:
        """Points as SALib makes them, shape (n_draws, streams)."""
        from SALib.sample import latin

        points: Array = latin.sample(salib_problem(self.frame), self.frame.n_draws, seed=self.salib_seed)
        return points
