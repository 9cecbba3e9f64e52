"""How a run chooses its workers and its chunks, and what it says of them."""

import engine_toys as toys
import pytest

from mcsim.engine.blocks import BLOCK
from mcsim.engine.evaluate import Work
from mcsim.engine.plan import Pace, choose_backend, choose_chunk_size, expected_seconds
from mcsim.engine.run import run
from mcsim.engine.store import FolderStore, MemoryStore
from mcsim.errors import RunError

FAST, MIDDLING, SLOW = Pace(3e-7, 400), Pace(1e-5, 400), Pace(0.05, 400)


@pytest.mark.parametrize(
    ("pace", "n_left", "threads_gain", "returns_parts", "forced", "backend"),
    [
        (FAST, 1_000_000, 0.9, True, False, "serial"),
        (FAST, 1_000_000, 0.9, True, True, "threads"),
        (FAST, 1_000_000, 1.8, True, False, "threads"),
        (FAST, 20_000_000, 0.9, False, False, "processes"),
        (MIDDLING, 1_000_000, 0.9, True, False, "processes"),
        (SLOW, 1000, 0.9, True, False, "processes"),
        (SLOW, 10, 0.9, True, False, "serial"),
    ],
)
def test_the_back_end_that_is_done_first(pace, n_left, threads_gain, returns_parts, forced, backend):
    assert choose_backend(expected_seconds(pace, n_left, 4, threads_gain, returns_parts), forced) == backend


@pytest.mark.parametrize("jobs", [1, 2, 64])
@pytest.mark.parametrize("n_left", [1, 100, 10**6])
@pytest.mark.parametrize("pace", [FAST, MIDDLING, SLOW, Pace(100.0, 1e9)])
def test_chunks_are_neither_tiny_nor_huge(pace, n_left, jobs):
    size = choose_chunk_size(pace, n_left, jobs, vectorised=False)
    assert size >= 1
    assert size == 1 or size * pace.n_bytes <= 64e6
    assert size == 1 or size * pace.seconds <= max(0.5, n_left * pace.seconds / jobs / 1000)
    assert choose_chunk_size(pace, n_left, jobs, vectorised=True) % BLOCK == 0


def test_a_small_run_is_serial_and_says_so():
    result = run(Work(toys.Source(), toys.Model()), 1000, MemoryStore())
    assert (result.backend, result.jobs, result.n_evaluated, result.n_failed) == ("serial", 1, 1000, 0)
    assert result.seconds > 0
    assert result.chunk_size % BLOCK == 0


@pytest.mark.parametrize(("model", "n_draws"), [(toys.Sleeping(), 20 * BLOCK), (toys.OneAtATime(), 9000)])
def test_workers_that_are_asked_for_are_used(model, n_draws):
    result = run(Work(toys.Source(), model), n_draws, MemoryStore(), jobs=2)
    assert result.backend in ("threads", "processes")
    assert result.jobs == 2


def test_one_job_is_serial():
    result = run(Work(toys.Source(), toys.Sleeping()), 20 * BLOCK, MemoryStore(), jobs=1)
    assert (result.backend, result.jobs) == ("serial", 1)


def test_threads_are_chosen_where_they_help():
    result = run(Work(toys.Source(), toys.Sleeping(seconds=0.03)), 60 * BLOCK, MemoryStore(), jobs=8)
    assert result.backend == "threads"


@pytest.mark.parametrize("backend", ["serial", "threads", "processes", "auto"])
def test_progress_rises_from_what_is_there_to_the_end(tmp_path, backend):
    work, n = Work(toys.Source(), toys.Model()), 20 * BLOCK - 7
    calls = []
    with FolderStore(tmp_path, "d") as store:
        run(work, 5 * BLOCK, store)
        run(work, n, store, backend=backend, jobs=2, on_progress=lambda *call: calls.append(call))
    done = [call[0] for call in calls]
    assert done == sorted(set(done))
    assert (done[0], done[-1]) == (5 * BLOCK, n)
    assert {call[1] for call in calls} == {n}


def test_every_bad_argument_is_named():
    with pytest.raises(RunError) as caught:
        run(
            Work(toys.Source(), toys.Model()),
            0,
            MemoryStore(),
            jobs=0,
            chunk_size=0,
            backend="process",
            max_failed_share=2,
        )
    assert len(caught.value.problems) == 5
    assert "did you mean `processes`?" in str(caught.value)
