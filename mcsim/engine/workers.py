"""How tasks are carried out: here, in threads, or in processes that may die."""

import os
import signal
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pickle import PicklingError
from queue import SimpleQueue
from typing import Any

from joblib import Parallel, delayed, parallel_config
from joblib.externals.loky import get_reusable_executor
from joblib.externals.loky.process_executor import BrokenProcessPool, TerminatedWorkerError

from mcsim.engine.blocks import Range
from mcsim.engine.task import Receipt, Task
from mcsim.errors import Problem, RunError

MOST_DEATHS = 3  # of the worker that evaluates one chunk, before the run is given up
WATCH_SECONDS = 1.0

Receipts = Generator[Receipt, None, None]
Executor = Callable[[Task, Iterable[Range], int], Receipts]


class StoppedError(Exception):
    """The run ends early, and so does this task."""


def in_turn(task: Task, ranges: Iterable[Range], jobs: int) -> Receipts:
    """Carry out tasks one after the other, in this process."""
    for start, stop in ranges:
        yield task(start, stop)


def in_threads(task: Task, ranges: Iterable[Range], jobs: int) -> Receipts:
    """Carry out tasks in threads of this process.

    When the caller stops asking, or is interrupted, the threads end with the block that they are at.

    Raises
    ------
    RunError
        The model cannot be copied, so that each thread would not have its own.
    """
    stopped = threading.Event()
    idle = SimpleQueue[Task]()
    for _ in range(jobs):
        idle.put(task.separate())

    def check() -> None:
        if stopped.is_set():
            raise StoppedError

    def carry_out(start: int, stop: int) -> Receipt:
        own = idle.get()
        try:
            return own(start, stop, check)
        finally:
            idle.put(own)

    pool = ThreadPoolExecutor(jobs)
    try:
        for future in as_completed([pool.submit(carry_out, start, stop) for start, stop in ranges]):
            yield future.result()
    finally:
        stopped.set()
        pool.shutdown(wait=True, cancel_futures=True)


def in_processes(task: Task, ranges: Iterable[Range], jobs: int) -> Receipts:
    """Carry out tasks in processes, again where a worker was killed.

    When the caller stops asking, or is interrupted, the workers are killed.

    Raises
    ------
    RunError
        The worker died each time that some chunk was tried, or cannot be handed the task.
    """
    pending = dict.fromkeys(ranges)
    deaths: Counter[Range] = Counter()
    while pending:
        # Which of the chunks in flight killed its worker shows only when each suspect runs alone.
        suspects = [chunk for chunk in pending if deaths[chunk] >= MOST_DEATHS - 1]
        batch = _Batch(task, suspects[:1] or list(pending), jobs)
        try:
            for receipt in batch:
                del pending[receipt.range]
                yield receipt
        except TerminatedWorkerError as error:
            deaths.update(batch.in_flight)
            if suspects:
                raise _deadly(suspects[0], error) from error
        except (BrokenProcessPool, PicklingError, TypeError, AttributeError) as error:
            rule = f"the model or its inputs could not be handed to a worker process ({error})"
            remedy = "make them importable and picklable, or choose --jobs 1"
            raise RunError(Problem("workers", rule, remedy)) from error


class _Batch:
    """Chunks handed to loky together, and which of them it holds."""

    def __init__(self, task: Task, chunks: list[Range], jobs: int) -> None:
        self._task = task
        self._chunks = chunks
        self._jobs = jobs
        self.in_flight: set[Range] = set()

    def __iter__(self) -> Iterator[Receipt]:
        # With one job joblib would evaluate in this process, which a deadly chunk would take with it.
        n_processes = max(2, self._jobs)
        in_flight = 1 if self._jobs == 1 else 2 * self._jobs
        # Large arrays are shared with the workers, copied where a model writes to its own.
        with parallel_config("loky", n_jobs=n_processes, inner_max_num_threads=1, mmap_mode="c"):
            parallel = Parallel(return_as="generator_unordered", batch_size=1, pre_dispatch=in_flight)
            receipts = parallel(self._dispatch())
        finished = False
        try:
            for receipt in receipts:
                self.in_flight.discard(receipt.range)
                yield receipt
            finished = True
        finally:
            if not finished:
                _kill_workers(receipts)

    def _dispatch(self) -> Iterator[Any]:
        for chunk in self._chunks:
            self.in_flight.add(chunk)
            yield delayed(_in_worker)(self._task, os.getpid(), *chunk)


def _kill_workers(receipts: Receipts) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that results are being thrown away is what is wanted
        receipts.close()
        get_reusable_executor().shutdown(wait=True, kill_workers=True)


def _in_worker(task: Task, parent: int, start: int, stop: int) -> Receipt:
    if os.getppid() == parent and not any(thread.name == _WATCH for thread in threading.enumerate()):
        # The parent decides what Ctrl-C means; both get the signal from the terminal.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=_leave_with, args=(parent,), name=_WATCH, daemon=True).start()
    return task(start, stop)


_WATCH = "mcsim-watch"


def _leave_with(parent: int) -> None:
    """End this worker when its parent was killed; it would otherwise go on alone for minutes."""
    while os.getppid() == parent:
        time.sleep(WATCH_SECONDS)
    os._exit(1)


def _deadly(chunk: Range, error: Exception) -> RunError:
    place = f"draws {chunk[0]} to {chunk[1] - 1}"
    rule = f"the worker process died {MOST_DEATHS} times on them, the last time with nothing beside it"
    remedy = (
        "see whether memory ran out or the model crashes there; what is done is kept, so run again to resume"
    )
    return RunError(Problem(place, rule, remedy))


EXECUTORS: dict[str, Executor] = {"serial": in_turn, "threads": in_threads, "processes": in_processes}
