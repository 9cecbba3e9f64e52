"""Run a model over all its draws: in parallel, resumable, and the same to the byte however it is run."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from mcsim.engine.cpus import one_blas_thread
from mcsim.engine.evaluate import Work
from mcsim.engine.part import Part
from mcsim.engine.plan import BACKENDS, Plan
from mcsim.engine.progress import Progress
from mcsim.engine.runner import Runner
from mcsim.engine.store import Store
from mcsim.engine.task import Task
from mcsim.errors import Problem, RunError
from mcsim.lookup import closest


@dataclass(frozen=True)
class Result(Part):
    """All draws of a run, and how it ran.

    Attributes
    ----------
    backend : str
        `serial`, `threads` or `processes`; `none` where nothing was left to evaluate.
    jobs : int
        Workers used.
    chunk_size : int
        Draws in one task; 0 where nothing was left to evaluate.
    n_evaluated : int
        Draws that this run evaluated; the others were in the store.
    seconds : float
        Wall time.
    """

    backend: str = "none"
    jobs: int = 1
    chunk_size: int = 0
    n_evaluated: int = 0
    seconds: float = 0.0

    @property
    def n_failed(self) -> int:
        """Draws in quarantine."""
        return len(self.failures)


def run(
    work: Work,
    n_draws: int,
    store: Store,
    *,
    jobs: int | None = None,
    backend: str = "auto",
    chunk_size: int | None = None,
    max_failed_share: float = 0.0,
    on_progress: Callable[[int, int], None] | None = None,
) -> Result:
    """Evaluate whatever of the draws 0 to `n_draws - 1` the store does not hold, and return them all.

    Parameters
    ----------
    work : Work
        Source, model and settings.
    n_draws : int
        Draws of the run, at least one.
    store : Store
        Where parts are kept; what it holds is not evaluated again.
    jobs : int, optional
        Workers; by default as many as the machine or Slurm grants and the work is worth.
    backend : {"auto", "serial", "threads", "processes"}
        By default chosen by timing the first draws.
    chunk_size : int, optional
        Draws per task; whole blocks for a vectorised model. No bit of the result depends on it.
    max_failed_share : float
        The run stops as soon as more than this share of `n_draws` has failed.
    on_progress : callable, optional
        Called here with the draws that are done and `n_draws`.

    Returns
    -------
    Result
        Draws, inputs, outputs and failures, in order, and how it ran.

    Raises
    ------
    ModelError
        The model breaks its contract, or fails on every draw.
    RunError
        Too many draws failed, a worker died again and again, or the disk is full. What was finished is kept
        in the store.
    """
    began = time.perf_counter()
    _check_arguments(n_draws, jobs, backend, chunk_size, max_failed_share)
    progress = Progress(n_draws, store, max_failed_share, on_progress)
    progress.tell()
    n_evaluated = progress.n_left
    plan = Plan("none", 1, 0)
    if n_evaluated:
        with one_blas_thread():
            plan = Runner(Task(work, store.keeper), progress, jobs, backend, chunk_size).go()
    part = store.collect(n_draws)
    if not part.draws.size:
        raise progress.too_many()
    seconds = time.perf_counter() - began
    return Result(
        part.start,
        part.stop,
        part.draws,
        part.inputs,
        part.outputs,
        part.failures,
        plan.backend,
        plan.jobs,
        plan.chunk_size,
        n_evaluated,
        seconds,
    )


def _check_arguments(
    n_draws: int, jobs: int | None, backend: str, chunk_size: int | None, max_failed_share: float
) -> None:
    problems = [
        Problem(name, f"is {value}", "give a whole number of at least 1")
        for name, value in (("draws", n_draws), ("jobs", jobs), ("chunk_size", chunk_size))
        if value is not None and value < 1
    ]
    if backend not in BACKENDS:
        problems.append(Problem("backend", f"is {backend}", closest(backend, BACKENDS)))
    if not 0 <= max_failed_share <= 1:
        problems.append(Problem("max_failed_share", f"is {max_failed_share}", "give a share from 0 to 1"))
    if problems:
        raise RunError(problems)
