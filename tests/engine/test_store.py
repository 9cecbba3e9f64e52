"""Shards, manifest and lock: nothing half-written is believed, nothing finished is lost."""

import os
import re
import subprocess
import sys
from pathlib import Path

import engine_toys as toys
import numpy as np
import pytest

from mcsim.engine.blocks import BLOCK
from mcsim.engine.evaluate import Work, evaluate_range
from mcsim.engine.part import assemble
from mcsim.engine.run import run
from mcsim.engine.shards import decode, encode
from mcsim.engine.store import FolderStore, MemoryStore
from mcsim.errors import FolderError, RunError

N = 5 * BLOCK - 100
WORK = Work(toys.Source(), toys.Refusing(bad=(5, 20_000)))
HOW = {"chunk_size": BLOCK, "backend": "serial", "max_failed_share": 0.01}


@pytest.fixture(scope="module")
def whole():
    return toys.fingerprint(run(WORK, N, MemoryStore(), **HOW))


@pytest.fixture
def folder(tmp_path):
    """A folder in which a run was finished and nothing combined."""
    with FolderStore(tmp_path, "d") as store:
        run(WORK, N, store, **HOW)
    return tmp_path


def resume(folder, n_draws=N):
    with FolderStore(folder, "d") as store:
        return run(WORK, n_draws, store, **HOW)


def shard(folder, number):
    return sorted((folder / "shards").glob("*.npz"))[number]


def test_a_part_survives_its_file(tmp_path):
    part = evaluate_range(WORK, 0, 100)
    (tmp_path / "part.npz").write_bytes(encode(part))
    back = decode(tmp_path / "part.npz")
    assert toys.fingerprint(back) == toys.fingerprint(part)
    assert (back.start, back.stop) == (0, 100)
    assert encode(back) == encode(part)


def test_a_finished_run_evaluates_nothing_more(folder, whole):
    result = resume(folder)
    assert (result.n_evaluated, result.backend) == (0, "none")
    assert toys.fingerprint(result) == whole


def test_a_shorter_run_takes_its_part(folder):
    result = resume(folder, 10_000)
    assert result.n_evaluated == 0
    assert toys.fingerprint(result) == toys.fingerprint(run(WORK, 10_000, MemoryStore(), **HOW))


def test_a_longer_run_adds_to_it(folder):
    result = resume(folder, 2 * N)
    assert result.n_evaluated == N
    assert toys.fingerprint(result) == toys.fingerprint(run(WORK, 2 * N, MemoryStore(), **HOW))


def truncate(path):
    os.truncate(path, path.stat().st_size // 2)


def flip_a_bit(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("spoil", [Path.unlink, truncate, flip_a_bit])
def test_a_spoilt_shard_is_made_again(folder, whole, spoil):
    spoil(shard(folder, 2))
    result = resume(folder)
    assert result.n_evaluated == BLOCK
    assert toys.fingerprint(result) == whole


def test_a_torn_last_line_is_forgotten(folder, whole):
    manifest = folder / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-20])
    result = resume(folder)
    assert result.n_evaluated == N - 4 * BLOCK
    assert toys.fingerprint(result) == whole
    assert resume(folder).n_evaluated == 0


def test_a_damaged_line_costs_only_its_shard(folder, whole):
    manifest = folder / "manifest.jsonl"
    lines = manifest.read_bytes().splitlines(keepends=True)
    lines[2] = b"x" + lines[2][1:]
    manifest.write_bytes(b"".join(lines))
    result = resume(folder)
    assert result.n_evaluated == BLOCK
    assert toys.fingerprint(result) == whole


def test_a_torn_header_begins_anew(folder, whole):
    (folder / "manifest.jsonl").write_bytes(b'{"version"')
    result = resume(folder)
    assert result.n_evaluated == N
    assert toys.fingerprint(result) == whole


def test_something_else_of_that_name_is_left_alone(folder):
    (folder / "manifest.jsonl").write_bytes(b"name,value\n")
    with pytest.raises(FolderError, match="does not begin as an mcsim manifest"):
        resume(folder)
    assert (folder / "manifest.jsonl").read_bytes() == b"name,value\n"
    assert shard(folder, 0).exists()


def test_a_shard_that_changes_during_the_run(folder):
    with FolderStore(folder, "d") as store:
        truncate(shard(folder, 3))
        with pytest.raises(RunError, match="was changed during the run"):
            store.collect(N)
    assert resume(folder).n_evaluated == BLOCK


def test_other_chunks_on_the_way_on(folder, whole):
    shard(folder, 1).unlink()
    shard(folder, 1).unlink()
    with FolderStore(folder, "d") as store:
        result = run(WORK, N, store, **HOW | {"chunk_size": 3 * BLOCK})
    assert result.n_evaluated == 2 * BLOCK
    assert toys.fingerprint(result) == whole
    assert resume(folder).n_evaluated == 0


def test_what_a_killed_run_left_is_swept_out(folder):
    left = [folder / "shards" / name for name in (".a.npz.12.tmp", "000000099999-000000100000.npz")]
    for path in left:
        path.write_bytes(b"half")
    resume(folder)
    assert not any(path.exists() for path in left)


def test_another_digest_is_refused(folder):
    with pytest.raises(FolderError, match="belongs to another run: digest d, and this run has e"):
        FolderStore(folder, "e")
    FolderStore(folder, "d").close()  # the refusal released the lock


def test_clear_leaves_room_for_another_run(folder):
    with FolderStore(folder, "d") as store:
        store.clear()
        assert store.present() == []
        assert run(WORK, 10, store, max_failed_share=0.1).n_evaluated == 10
        store.clear()
    assert sorted(path.name for path in folder.iterdir()) == [".lock"]
    with FolderStore(folder, "e") as store:
        assert run(WORK, 10, store, max_failed_share=0.1).n_evaluated == 10


def test_a_second_run_in_the_folder_is_refused(tmp_path):
    program = "import sys, time; from pathlib import Path; from mcsim.engine.store import FolderStore\n"
    program += "store = FolderStore(Path(sys.argv[1]), 'd'); print('held', flush=True); time.sleep(60)"
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        message = re.escape(f"{tmp_path}: is in use by another run (process {other.pid})")
        with pytest.raises(FolderError, match=message):
            FolderStore(tmp_path, "d")
        other.kill()
        other.wait()
    FolderStore(tmp_path, "d").close()


def test_a_store_holds_its_folder_until_it_is_closed(tmp_path):
    store = FolderStore(tmp_path, "d")
    with pytest.raises(FolderError, match="in use"):
        FolderStore(tmp_path, "d")
    store.close()
    store.close()
    FolderStore(tmp_path, "d").close()


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(FolderError, match="cannot be read and written"):
        FolderStore(tmp_path / "file" / "results", "d")


def test_what_is_missing_is_not_made_up():
    store = MemoryStore(evaluate_range(WORK, 0, 100))
    with pytest.raises(RunError, match="draws 100 to 199: are missing"):
        store.collect(200)
    with pytest.raises(RunError, match="draws 10 to 19: are missing"):
        assemble([evaluate_range(WORK, 0, 10), evaluate_range(WORK, 20, 30)], 0, 30)


def test_parts_that_differ_are_not_joined():
    one, other = evaluate_range(WORK, 0, 10), evaluate_range(WORK, 10, 20)
    other.inputs["d"] = np.zeros(10)
    with pytest.raises(RunError, match="d: occurs in some draws"):
        assemble([one, other], 0, 20)


def test_results_in_memory_need_one_copy_only():
    """The parts are let go while they are copied."""
    store = MemoryStore()
    for start in range(10):
        store.add(evaluate_range(WORK, start * BLOCK, (start + 1) * BLOCK))
    whole = store.collect(10 * BLOCK)
    assert store.present() == [(0, 10 * BLOCK)]
    assert store.collect(10 * BLOCK).nbytes == whole.nbytes
