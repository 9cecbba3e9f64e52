"""A disk that is full, failing or read-only: said clearly, nothing torn, nothing lost."""

import errno
import os
import subprocess
from contextlib import suppress

import engine_toys as toys
import pytest

from mcsim.engine import manifest, shards
from mcsim.engine.blocks import BLOCK
from mcsim.engine.evaluate import Work
from mcsim.engine.run import run
from mcsim.engine.store import FolderStore, MemoryStore
from mcsim.errors import FolderError, RunError

WORK = Work(toys.Source(), toys.Model())
N = 6 * BLOCK  # about a megabyte each


def mount(*arguments):
    try:
        return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of 12 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mount("-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)):
        pytest.skip("this user may not mount a file system")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder):
    with (folder / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"0" * 50_000) == 50_000:
            pass


@pytest.mark.parametrize("backend", ["serial", "threads", "processes"])
def test_a_disk_that_fills_up_during_the_run(small_disk, backend):
    def fill_after_two_blocks(done, n_draws):
        if done >= 2 * BLOCK:
            fill(small_disk)

    how = {"backend": backend, "jobs": 2, "chunk_size": BLOCK}
    work = Work(toys.Source(), toys.Sleeping(seconds=0.1))  # so that workers do not run ahead of the callback
    results = small_disk / "results"
    with FolderStore(results, "d") as store:
        with pytest.raises(RunError, match=r"the disk is full: .* MB are needed.*free some space.*to resume"):
            run(work, N, store, on_progress=fill_after_two_blocks, **how)
        assert store.present()
    assert not [path for path in (results / "shards").iterdir() if path.suffix == shards.TEMPORARY]
    (small_disk / "filler").unlink()
    with FolderStore(results, "d") as store:
        result = run(WORK, N, store, **how)
    assert result.n_evaluated < N
    assert toys.fingerprint(result) == toys.fingerprint(run(WORK, N, MemoryStore()))


def test_a_run_that_will_not_fit_is_refused_at_once(small_disk):
    with FolderStore(small_disk, "d") as store:
        with pytest.raises(RunError, match=r"20.9 MB are needed and \d+.\d MB are free"):
            run(WORK, 20 * BLOCK, store, chunk_size=BLOCK, backend="serial")
        assert store.present() == [(0, BLOCK)]


def test_a_read_only_disk(small_disk):
    assert mount("-o", "remount,ro", str(small_disk))
    with pytest.raises(FolderError, match=r"cannot be read and written \(Read-only file system\)"):
        FolderStore(small_disk, "d")


@pytest.mark.parametrize("module", [shards, manifest])
def test_a_disk_that_is_said_to_be_full(module, tmp_path, monkeypatch):
    """As above where nothing can be mounted."""

    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    with FolderStore(tmp_path, "d") as store:
        run(WORK, BLOCK, store, backend="serial", chunk_size=BLOCK)
        with monkeypatch.context() as patch:
            patch.setattr(module.os, "fsync", full)
            with pytest.raises(RunError, match="the disk is full"):
                run(WORK, N, store, backend="serial", chunk_size=BLOCK)
        assert store.present() == [(0, BLOCK)]
    assert not list((tmp_path / "shards").glob(".*"))
    with FolderStore(tmp_path, "d") as store:
        assert toys.fingerprint(run(WORK, N, store)) == toys.fingerprint(run(WORK, N, MemoryStore()))


def test_a_disk_that_returns_something_else(tmp_path, monkeypatch):
    write_through = shards._write_through

    def corrupt(path, content):
        write_through(path, content[:-1] + b"x")

    monkeypatch.setattr(shards, "_write_through", corrupt)
    with FolderStore(tmp_path, "d") as store, pytest.raises(RunError, match="not what was written"):
        run(WORK, N, store, backend="serial")
    assert os.listdir(tmp_path / "shards") == []
