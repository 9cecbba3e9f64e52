"""Nothing that the engine returns depends on how it was run, to the byte."""

import engine_toys as toys
import numpy as np
import pytest

from mcsim.engine.blocks import BLOCK
from mcsim.engine.evaluate import Work, evaluate_range
from mcsim.engine.run import run
from mcsim.engine.store import FolderStore, MemoryStore

N = 3 * BLOCK + 1234

WAYS = [
    {"backend": "serial"},
    {"backend": "serial", "chunk_size": 1},
    {"backend": "serial", "chunk_size": 20_000},
    {"backend": "threads", "jobs": 2},
    {"backend": "threads", "jobs": 3, "chunk_size": BLOCK},
    {"backend": "processes", "jobs": 2, "chunk_size": 777},
    {"backend": "processes", "jobs": 1, "chunk_size": BLOCK},
    {"jobs": 1},
    {"jobs": 2},
    {},
]
MODELS = [
    toys.Model(),
    toys.Items(),
    toys.Items(bad=(3, 12_000)),
    toys.Blas(),
    toys.Refusing(bad=(0, 1, 8191, 8192, 20_000, N + 3)),
    toys.Raising(bad=(5, N - 1, N + 1)),
    toys.NotFinite(bad=(3, 12_000)),
    toys.NotFiniteBlas(bad=(3, 12_000)),
    toys.Reusing(),
    toys.Scratch(),
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)
def test_same_bytes_however_it_is_run(model, tmp_path):
    work = toys_work(model)
    found = set()
    for number, way in enumerate(WAYS):
        found.add(toys.fingerprint(run(work, N, MemoryStore(), max_failed_share=0.1, **way)))
        with FolderStore(tmp_path / str(number), "d") as store:
            found.add(toys.fingerprint(run(work, N, store, max_failed_share=0.1, **way)))
    assert len(found) == 1


@pytest.mark.parametrize("chunk_size", [1, 7, 100, 1999])
@pytest.mark.parametrize("way", [{"backend": "serial"}, {"backend": "threads", "jobs": 2}])
@pytest.mark.parametrize("model", [toys.OneAtATime, toys.ItemsOneAtATime])
def test_same_bytes_one_draw_at_a_time(model, way, chunk_size):
    work = toys_work(model(bad=(4, 50)))
    n = 300 if chunk_size < 10 else 2000
    whole = run(work, n, MemoryStore(), backend="serial", max_failed_share=0.1)
    pieces = run(work, n, MemoryStore(), chunk_size=chunk_size, max_failed_share=0.1, **way)
    assert toys.fingerprint(whole) == toys.fingerprint(pieces)


def test_same_bytes_one_draw_at_a_time_in_processes(tmp_path):
    work = toys_work(toys.OneAtATime(bad=(4, 50)))
    whole = run(work, 2000, MemoryStore(), backend="serial", max_failed_share=0.1)
    with FolderStore(tmp_path, "d") as store:
        pieces = run(work, 2000, store, backend="processes", jobs=2, max_failed_share=0.1)
    assert toys.fingerprint(whole) == toys.fingerprint(pieces)


def test_one_draw_at_a_time_agrees_with_all_at_once():
    singly = run(toys_work(toys.OneAtATime()), 100, MemoryStore())
    together = run(toys_work(toys.Model()), 100, MemoryStore())
    for name in ("cost", "effect"):
        np.testing.assert_allclose(singly.outputs[name], together.outputs[name], rtol=1e-14)


@pytest.mark.parametrize(
    "model", [toys.Model(), toys.Blas(), toys.OneAtATime()], ids=lambda m: type(m).__name__
)
def test_a_longer_run_keeps_its_first_draws(model):
    work, n = toys_work(model), 9000
    short, long = (run(work, n_draws, MemoryStore(), jobs=1) for n_draws in (n, 2 * n))
    assert toys.fingerprint(long.clip(0, n)) == toys.fingerprint(short)


@pytest.mark.parametrize(
    "model",
    [toys.Blas(), toys.Refusing(bad=(5, 9500)), toys.Items(bad=(5, 9500))],
    ids=lambda m: type(m).__name__,
)
def test_extending_evaluates_only_the_new_draws(model, tmp_path):
    work, n = toys_work(model), 9000
    whole = run(work, 2 * n, MemoryStore(), max_failed_share=0.1)
    base = run(work, n, MemoryStore(), max_failed_share=0.1)
    in_memory = run(work, 2 * n, MemoryStore(base), max_failed_share=0.1)
    with FolderStore(tmp_path, "d", base) as store:
        in_folder = run(work, 2 * n, store, max_failed_share=0.1)
    for extended in (in_memory, in_folder):
        assert extended.n_evaluated == n
        assert toys.fingerprint(extended) == toys.fingerprint(whole)


def test_a_base_that_was_combined_already_is_not_counted_twice(tmp_path):
    work = toys_work(toys.Refusing(bad=(5, 9500)))
    with FolderStore(tmp_path, "d") as store:
        base = run(work, 9000, store, max_failed_share=0.1)
    with FolderStore(tmp_path, "d", base) as store:
        result = run(work, 18_000, store, max_failed_share=0.1)
    assert [failure.draw for failure in result.failures] == [5, 9500]
    assert result.draws.size == 17_998


def test_any_range_is_a_part_of_the_whole():
    work = toys_work(toys.Blas())
    whole = evaluate_range(work, 0, 3 * BLOCK)
    rng = np.random.default_rng(1)
    for _ in range(5):
        start, stop = sorted(rng.integers(0, 3 * BLOCK, size=2).tolist())
        part = evaluate_range(work, start, stop + 1)
        assert toys.fingerprint(part) == toys.fingerprint(whole.clip(start, stop + 1))


@pytest.mark.parametrize("model", [toys.Model(), toys.OneAtATime()], ids=lambda model: type(model).__name__)
def test_one_draw(model):
    result = run(toys_work(model), 1, MemoryStore())
    assert result.draws.tolist() == [0]
    assert result.outputs["cost"].shape == (1, 3, 2)


@pytest.mark.parametrize("model", [toys.Items(), toys.ItemsOneAtATime()], ids=lambda m: type(m).__name__)
def test_a_ledger_is_kept_where_it_is_asked_for(model):
    kept = run(toys_work(model), 20, MemoryStore())
    dropped = run(Work(toys.Source(), model), 20, MemoryStore())
    assert kept.outputs["items"].shape == (20, 3, 2, 4, 3)
    increment = kept.outputs["cost"] - kept.outputs["cost"][:, :1]
    np.testing.assert_allclose(kept.outputs["items"].sum(axis=(3, 4)), increment, rtol=1e-12, atol=1e-9)
    assert set(dropped.outputs) == {"cost", "effect"}
    for name, values in dropped.outputs.items():
        assert values.tobytes() == kept.outputs[name].tobytes()


def toys_work(model, **source):
    return Work(toys.Source(**source), model, ledger=getattr(model, "ledger", None))
