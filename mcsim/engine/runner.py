"""The stages of a run: time the first draws, choose how to go on, go on."""

import math
import time
from collections.abc import Iterable
from contextlib import closing
from itertools import islice

from mcsim.engine.blocks import BLOCK, Range, block_starts, chunks, count, whole_blocks
from mcsim.engine.cpus import available_cpus
from mcsim.engine.plan import (
    UNTRIED_GAIN,
    Pace,
    Plan,
    choose_backend,
    choose_chunk_size,
    expected_seconds,
    gain_of,
)
from mcsim.engine.progress import Progress
from mcsim.engine.task import Receipt, Task
from mcsim.engine.workers import EXECUTORS

PROBE_SECONDS = 0.05
TRIAL_PIECE_SECONDS = 0.1
TRIAL_SECONDS = 0.5  # of work must be left for threads to be worth trying
SLOW_BLOCK_SECONDS = 1.0  # from here on processes are worth their start, whatever threads would do
MOST_TRIED = 4  # threads; if they hold each other up, the trial takes that many times its length
TICK = 1e-9  # no draw takes less, so that a coarse clock divides nothing by zero


class Runner:
    """Evaluates what is missing: a probe, a plan, the rest.

    Parameters
    ----------
    task : Task
        What workers do.
    progress : Progress
        Where it goes.
    jobs : int or None
        Workers; None for as many as there are and the work is worth.
    backend : str
        As for `run`.
    chunk_size : int or None
        Draws per task; None to choose it.
    """

    def __init__(
        self, task: Task, progress: Progress, jobs: int | None, backend: str, chunk_size: int | None
    ) -> None:
        self._task = task
        self._progress = progress
        self._forced = jobs is not None and jobs > 1
        self._jobs = available_cpus() if jobs is None else jobs
        self._backend = "serial" if backend == "auto" and self._jobs == 1 else backend
        self._vectorised = task.work.vectorised
        self._unit = BLOCK if self._vectorised else 1
        self._chunk_size = self._whole(chunk_size) if chunk_size else None
        self._space_is_checked = False

    def go(self) -> Plan:
        """Evaluate all that is missing."""
        if self._backend != "auto" and self._chunk_size:
            plan = Plan(self._backend, self._n_workers(self._backend), self._chunk_size)
        else:
            pace = self._probe()
            plan = self._plan(pace)
        if self._progress.n_left:
            self._carry_out(plan.backend, chunks(self._progress.gaps(), plan.chunk_size))
        return plan

    def _probe(self) -> Pace:
        """Evaluate ever larger pieces until one says what a draw takes."""
        backend = "serial" if self._backend in ("auto", "threads") else self._backend
        fixed, keep = self._source_seconds(), math.inf
        size, is_first = self._unit, True
        while True:
            piece = next(chunks(self._progress.gaps(), size))
            receipt = self._carry_out(backend, [piece])
            keep = min(keep, receipt.keep_seconds)
            seconds = receipt.seconds + receipt.keep_seconds
            # The first piece counts for little: what is set up once would pass for what each draw takes.
            known = not is_first or (self._vectorised and seconds > SLOW_BLOCK_SECONDS)
            enough = known and seconds > PROBE_SECONDS + 4 * (fixed + keep)
            if enough or not self._progress.n_left:
                n = self._n_evaluated(piece)
                return Pace(max(TICK, (seconds - fixed) / n), max(1, receipt.n_bytes / n), fixed + keep)
            size *= 1 if is_first else 2
            is_first = False

    def _source_seconds(self) -> float:
        """Time to make a block of inputs, where a task of a few draws has to make the whole block."""
        if self._vectorised:
            return 0.0
        best = math.inf
        for _ in range(2):  # the first call may set something up
            began = time.perf_counter()
            self._task.work.source(0, BLOCK)
            best = min(best, time.perf_counter() - began)
        return best

    def _plan(self, pace: Pace) -> Plan:
        backend = self._choose(pace) if self._backend == "auto" else self._backend
        jobs, n_left = self._n_workers(backend), self._progress.n_left
        size = self._chunk_size or choose_chunk_size(pace, n_left, jobs, self._vectorised)
        return Plan(backend, jobs, size)

    def _choose(self, pace: Pace) -> str:
        """Choose among the back ends that the model allows, with threads tried where that may pay."""
        task, progress = self._task, self._progress
        separable, gain = task.is_separable(), UNTRIED_GAIN
        pays = pace.seconds * progress.n_left > TRIAL_SECONDS
        if separable and self._vectorised and pays and pace.seconds * BLOCK < SLOW_BLOCK_SECONDS:
            gain = self._threads_gain(pace)
        seconds = expected_seconds(pace, progress.n_left, self._jobs, gain, progress.returns_parts)
        if not separable:
            del seconds["threads"]
        if choose_backend(seconds, self._forced) == "processes" and not task.is_picklable():
            del seconds["processes"]
        return choose_backend(seconds, self._forced)

    def _threads_gain(self, pace: Pace) -> float:
        """Have a few threads evaluate a piece each, and say how many times faster all would be than one."""
        size = self._whole(int(TRIAL_PIECE_SECONDS / pace.seconds))
        pieces = list(islice(chunks(self._progress.gaps(), size), min(self._jobs, MOST_TRIED)))
        if len(pieces) < 2:
            return UNTRIED_GAIN
        began = time.perf_counter()
        self._carry_out("threads", pieces)
        gain = pace.seconds * count(pieces) / (time.perf_counter() - began)
        return gain_of(self._jobs, len(pieces), gain)

    def _carry_out(self, backend: str, ranges: Iterable[Range]) -> Receipt:
        """Have tasks done, take what they made, and give the last one's receipt."""
        with closing(EXECUTORS[backend](self._task, iter(ranges), self._n_workers(backend))) as receipts:
            for receipt in receipts:
                self._progress.take(receipt)
                if not self._space_is_checked:
                    self._space_is_checked = True
                    self._progress.require_space(receipt.n_bytes / count([receipt.range]))
        return receipt

    def _n_evaluated(self, piece: Range) -> int:
        # Whole blocks are evaluated, however few of their draws are wanted.
        return len(block_starts(*piece)) * BLOCK if self._vectorised else count([piece])

    def _n_workers(self, backend: str) -> int:
        return 1 if backend == "serial" else self._jobs

    def _whole(self, size: int) -> int:
        return whole_blocks(size) if self._vectorised else max(1, size)
