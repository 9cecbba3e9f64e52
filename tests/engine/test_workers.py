"""Workers that die, that cannot be reached, and that are told to stop."""

import os
import signal
import threading
import time
from pathlib import Path

import engine_toys as toys
import pytest
import slow_model

from mcsim.engine.blocks import BLOCK
from mcsim.engine.cpus import available_cpus, one_blas_thread
from mcsim.engine.evaluate import Work
from mcsim.engine.run import run
from mcsim.engine.store import FolderStore, MemoryStore
from mcsim.errors import RunError

PROCESSES = {"backend": "processes", "jobs": 2, "chunk_size": 100}
N = 1500


@pytest.fixture(scope="module")
def whole():
    return toys.fingerprint(run(Work(toys.Source(), toys.OneAtATime()), N, MemoryStore(), backend="serial"))


def test_a_worker_that_is_killed_once(tmp_path, whole):
    model = toys.Deadly(bad=(700,), once=tmp_path / "mark")
    with FolderStore(tmp_path / "results", "d") as store:
        result = run(Work(toys.Source(), model), N, store, **PROCESSES)
    assert model.once.exists()
    assert toys.fingerprint(result) == whole


def test_a_worker_that_is_killed_while_the_first_draws_are_timed(tmp_path, whole):
    model = toys.Deadly(bad=(0,), once=tmp_path / "mark")
    result = run(Work(toys.Source(), model), N, MemoryStore(), backend="processes", jobs=2)
    assert toys.fingerprint(result) == whole


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_chunk_that_kills_every_worker(tmp_path, whole, jobs):
    message = r"draws 700 to 799: the worker process died 3 times.*to resume"
    with FolderStore(tmp_path, "d") as store, pytest.raises(RunError, match=message):
        run(Work(toys.Source(), toys.Deadly(bad=(700,))), N, store, **PROCESSES | {"jobs": jobs})
    with FolderStore(tmp_path, "d") as store:
        result = run(Work(toys.Source(), toys.OneAtATime()), N, store, **PROCESSES)
    assert result.n_evaluated < N
    assert toys.fingerprint(result) == whole


def test_what_a_worker_raises_arrives_whole():
    with pytest.raises(RunError, match=r"1 of .*000 may") as caught:
        run(Work(toys.Source(), toys.OneAtATime(bad=(1100,))), 10_000, MemoryStore(), **PROCESSES)
    assert "draw 1100: ZeroDivisionError" in str(caught.value)
    with pytest.raises(RunError, match="input `a`"):
        run(Work(short_source, toys.Model()), N, MemoryStore(), **PROCESSES)


def short_source(start, stop):
    return {"a": toys.Source()(start, stop)["a"][1:]}


@pytest.mark.parametrize("model", [toys.Refusing, toys.Model])
def test_a_model_that_cannot_leave_the_process(model):
    model = model()
    model.lock = threading.Lock()
    work = Work(toys.Source(), model)
    for backend in ("processes", "threads"):
        with pytest.raises(RunError, match="pickle"):
            run(work, 3 * BLOCK, MemoryStore(), backend=backend, jobs=2, chunk_size=BLOCK)
    assert run(work, 3 * BLOCK, MemoryStore(), jobs=2).draws.size == 3 * BLOCK


def test_a_model_that_keeps_notes_is_not_shared_by_threads():
    work = Work(toys.Source(), toys.Reusing())
    n = 30 * BLOCK
    serial = run(work, n, MemoryStore(), backend="serial")
    threads = run(work, n, MemoryStore(), backend="threads", jobs=4, chunk_size=BLOCK)
    assert toys.fingerprint(threads) == toys.fingerprint(serial)


def test_workers_load_nothing_heavy(tmp_path):
    with FolderStore(tmp_path, "d") as store:
        for keeper in (store, MemoryStore()):
            result = run(Work(toys.Source(), toys.Telling()), 4 * BLOCK, keeper, **PROCESSES)
            assert result.outputs["cost"].max() == 0


@pytest.mark.parametrize("backend", ["serial", "threads", "processes"])
def test_stopping_half_way_keeps_what_is_done(tmp_path, backend):
    """Whatever the callback raises ends the run at once; Ctrl-C is an exception like that."""
    work, n = Work(toys.Source(), toys.OneAtATime()), 6000

    def stop_at_half(done, n_draws):
        if done > n_draws / 2:
            raise KeyboardInterrupt

    how = {"backend": backend, "jobs": 2, "chunk_size": 100}
    with FolderStore(tmp_path, "d") as store, pytest.raises(KeyboardInterrupt):
        run(work, n, store, on_progress=stop_at_half, **how)
    assert threading.active_count() < 4
    with FolderStore(tmp_path, "d") as store:
        result = run(work, n, store, **how)
    assert 0 < result.n_evaluated <= n / 2
    assert toys.fingerprint(result) == toys.fingerprint(run(work, n, MemoryStore(), backend="serial"))


@pytest.mark.parametrize("backend", ["serial", "threads", "processes"])
def test_ctrl_c(tmp_path, backend):
    with slow_model.start(tmp_path, 5000, backend, 0.002) as process:
        slow_model.wait_for(process, 200)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        _, errors = process.communicate(timeout=20)
    assert errors.rstrip().endswith("KeyboardInterrupt"), errors
    assert not list((tmp_path / "shards").glob("*.tmp"))
    with FolderStore(tmp_path, "slow") as store:
        assert store.present()


def test_workers_leave_when_their_parent_is_killed(tmp_path):
    with slow_model.start(tmp_path, 5000, "processes", 0.002) as process:
        slow_model.wait_for(process, 100)
        workers = children(process.pid)
        assert len(workers) >= 2
        process.kill()
        process.wait()
        FolderStore(tmp_path, "slow").close()  # they hold no lock
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{worker}/cmdline").exists() for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def children(parent):
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [child for child in found if b"popen_loky" in Path(f"/proc/{child}/cmdline").read_bytes()]


def test_slurm_has_the_first_word_on_cpus():
    assert available_cpus({"SLURM_CPUS_ON_NODE": "5"}) == 5
    assert available_cpus({"SLURM_CPUS_PER_TASK": "2", "SLURM_CPUS_ON_NODE": "5"}) == 2
    assert available_cpus({"SLURM_CPUS_PER_TASK": ""}) == len(os.sched_getaffinity(0))


def test_the_environment_is_put_back(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    with one_blas_thread():
        assert os.environ["OMP_NUM_THREADS"] == os.environ["MKL_NUM_THREADS"] == "1"
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "MKL_NUM_THREADS" not in os.environ
