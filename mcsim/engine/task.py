"""What a worker does: evaluate one chunk, keep it, and tell the parent."""

import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from joblib.externals.loky.backend.reduction import dumps

from mcsim.engine.blocks import Range
from mcsim.engine.evaluate import Work, evaluate_range, go_on
from mcsim.engine.part import Part
from mcsim.errors import Problem, RunError


@dataclass(frozen=True)
class Receipt:
    """What the parent learns of a finished chunk.

    Attributes
    ----------
    range : (int, int)
        Its draws.
    kept : Any
        What the store's keeper returned, for the store's `add`.
    n_failed : int
        Draws in quarantine.
    n_bytes : int
        Size of its arrays.
    seconds : float
        Time that its evaluation took.
    keep_seconds : float
        Time that keeping it took.
    """

    range: Range
    kept: Any
    n_failed: int
    n_bytes: int
    seconds: float
    keep_seconds: float


@dataclass(frozen=True)
class Task:
    """Evaluate any chunk of a run and keep it; travels to the workers.

    Attributes
    ----------
    work : Work
        Source, model and settings.
    keeper : callable
        Takes the part; what it returns travels back.
    """

    work: Work
    keeper: Callable[[Part], Any]

    def separate(self) -> "Task":
        """Copy the model, so that one that keeps notes does not mix those of several threads.

        Raises
        ------
        RunError
            It cannot be copied.
        """
        try:
            model = deepcopy(self.work.model)
        except Exception as error:
            rule = f"cannot be copied for each thread ({type(error).__name__}: {error})"
            place = type(self.work.model).__name__
            raise RunError(Problem(place, rule, "choose the backend `serial` or `processes`")) from error
        return replace(self, work=replace(self.work, model=model))

    def is_separable(self) -> bool:
        """Whether the model can be copied."""
        try:
            self.separate()
        except RunError:
            return False
        return True

    def is_picklable(self) -> bool:
        """Whether it can be sent to a process."""
        try:
            dumps(self)
        except Exception:  # whatever a class's own pickling raises
            return False
        return True

    def __call__(self, start: int, stop: int, check: Callable[[], None] = go_on) -> Receipt:
        """Evaluate and keep the draws `start` to `stop - 1`."""
        began = time.perf_counter()
        part = evaluate_range(self.work, start, stop, check)
        evaluated = time.perf_counter()
        kept = self.keeper(part)
        ended = time.perf_counter()
        n_failed, n_bytes = len(part.failures), part.nbytes
        return Receipt((start, stop), kept, n_failed, n_bytes, evaluated - began, ended - evaluated)
