"""Designs that need every one of their draws: none may fail, and those that do are told by their place."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from mcsim.engine.part import Failure
from mcsim.engine.progress import N_LISTED, TooManyFailed
from mcsim.errors import Problem, RunError
from mcsim.evaluation.prepare import Prepared
from mcsim.inputs.design import Design


def share_that_may_fail(prepared: Prepared) -> float:
    """Share of the draws that may fail: that of the settings, or none where the design needs every draw."""
    return 0.0 if prepared.design.needs_every_draw else prepared.evaluation.settings.max_failed_share


@contextmanager
def none_missing(design: Design) -> Iterator[None]:
    """Say of a run that stopped because draws failed that its design needs every one.

    Raises
    ------
    RunError
        With the draws that failed, and what each is in the design.
    """
    try:
        yield
    except TooManyFailed as error:
        if not design.needs_every_draw or not error.failures:
            raise
        rule = f"{design.name} needs every one of its draws, and {len(error.failures)} failed"
        remedy = (
            "correct the model or its inputs, or choose a design that can spare draws, such as monte_carlo"
        )
        listed = [_told(design, failure) for failure in error.failures[:N_LISTED]]
        raise RunError([Problem("design", rule, remedy), *listed]) from error


def _told(design: Design, failure: Failure) -> Problem:
    here = design.coordinates(np.array([failure.draw]))
    place = ", ".join(f"{name} {values[0]}" for name, values in here.items() if str(values[0]))
    return Problem(f"draw {failure.draw}" + (f" ({place})" if place else ""), failure.story)
