"""An evaluation with one input at one value in every draw, and all others drawn as they are."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from mcsim.engine.part import Part
from mcsim.engine.progress import TooManyFailed
from mcsim.engine.run import run as run_engine
from mcsim.engine.store import MemoryStore
from mcsim.errors import Problem, RunError
from mcsim.evaluation.every_draw import share_that_may_fail
from mcsim.evaluation.prepare import Prepared
from mcsim.inputs.design import Design
from mcsim.inputs.sample import Sampler, sampler
from mcsim.protocols import Array

N_TOLD = 3


@dataclass(frozen=True)
class Held(Design):
    """Another design, in which one scalar has one value in every draw.

    The value takes the place of the scalar's own after prices, shocks and copulas have had their part, so
    that nothing else moves but the inputs that refer to it: to fix its distribution instead would take its
    uniforms away, and with them the places of the others in a low-discrepancy design or a copula.

    Attributes
    ----------
    design : Design
        Where everything else comes from.
    scalar : str
        What is held: a quantity.
    value : float
        In the units and prices of the evaluation.

    Examples
    --------
    >>> from mcsim.inputs.design import Frame
    >>> from mcsim.inputs.designs.monte_carlo import MonteCarlo
    >>> plain = MonteCarlo(Frame(seed=1, n_draws=3, streams=(("uptake", 0),)))
    >>> held = Held(plain.frame, plain, "uptake", 0.4)
    >>> held.values("uptake", 0, 3).tolist(), held.values("price", 0, 3)
    ([0.4, 0.4, 0.4], None)
    """

    design: Design
    scalar: str
    value: float
    name: ClassVar[str] = "held"
    title: ClassVar[str] = "another design with one scalar at one value"

    @property
    def outer_inputs(self) -> tuple[str, ...]:
        """Those of the other design, on which the order of a copula depends."""
        return self.design.outer_inputs

    def uniforms(self, input_name: str, component: int, start: int, stop: int) -> Array:
        """Uniforms of the other design."""
        return self.design.uniforms(input_name, component, start, stop)

    def values(self, scalar: str, start: int, stop: int) -> Array | None:
        """The value for the scalar that is held; for the others what the other design says."""
        if scalar == self.scalar:
            return np.full(stop - start, self.value)
        return self.design.values(scalar, start, stop)


def held_sampler(prepared: Prepared, scalar: str, value: float) -> Sampler:
    """The inputs of an evaluation with one scalar held at a value."""
    design = prepared.design
    return sampler(prepared.evaluation, Held(design.frame, design, scalar, value))


def run_held(prepared: Prepared, scalar: str, value: float, jobs: int | None = 1) -> Part:
    """Evaluate every draw with one scalar held at a value.

    Raises
    ------
    RunError
        More draws fail at this value than the settings allow; it says to keep the value away from there.
    """
    work = replace(prepared.work, source=held_sampler(prepared, scalar, value))
    allowed = share_that_may_fail(prepared)
    n_draws = prepared.evaluation.settings.draws
    try:
        return run_engine(work, n_draws, MemoryStore(), jobs=jobs, max_failed_share=allowed)
    except TooManyFailed as error:
        failed = f"{len(error.failures)} draws failed with {scalar} at {value:.6g}"
        rule = f"{failed}, and {allowed * n_draws:g} of {n_draws} may"
        remedy = "narrow `between` to leave that out, or allow more with `max_failed_share` (a setting)"
        told = [Problem(f"draw {each.draw}", each.reason) for each in error.failures[:N_TOLD]]
        raise RunError([Problem("between", rule, remedy), *told]) from error
