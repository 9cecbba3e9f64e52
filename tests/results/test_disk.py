"""Files are whole or not there: to and from the disk to the byte, and what a full disk leaves."""

import shutil
import subprocess
from collections import namedtuple

import numpy as np
import pytest
import xarray as xr

from mcsim.errors import FolderError, RunError
from mcsim.results.datasets import outcomes
from mcsim.results.disk import read, replacing, require_space, write, write_text
from mcsim.results.run_record import RunRecord, differences, read_record, require_same

RECORD = RunRecord({"seed": 1, "model": {"name": "m"}}, {"title": "t"}, draws=10)


@pytest.fixture
def data():
    rng = np.random.default_rng(20)
    values = rng.lognormal(0.0, 3.0, (2, 500, 2, 2))
    values[0, 0, 0, 0] = -0.0
    values[0, 1, 0, 0] = 5e-324
    names = ["usual care", "Nachbarschaftshilfe für Ältere £"]
    found = outcomes(values[0], values[1], names, perspectives=["a", "b"], draws=np.arange(500) * 3)
    return found.assign_attrs(note="Zeile\nzwei; é £", seed=2**62, rate=0.1, configuration='{"a": [1, 2]}')


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of 400 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if shutil.which("mount") is None:
        pytest.skip("there is no `mount` here")
    options = ["-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    if subprocess.run(["mount", *options], capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a file system")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_there_and_back_to_the_byte(data, tmp_path):
    write(data, tmp_path / "data.nc")
    found = read(tmp_path / "data.nc")
    for name in data.variables:
        assert found[name].values.tobytes() == data[name].values.tobytes(), name
        assert found[name].dtype == data[name].dtype, name
        assert found[name].attrs == data[name].attrs, name
    assert found.attrs == data.attrs
    assert found["strategy"].values.tolist() == data["strategy"].values.tolist()
    assert [path.name for path in tmp_path.iterdir()] == ["data.nc"]


def test_a_dataset_that_was_read_may_be_replaced(data, tmp_path):
    write(data, tmp_path / "data.nc")
    write(read(tmp_path / "data.nc").isel(draw=[1]), tmp_path / "data.nc")
    assert read(tmp_path / "data.nc").sizes["draw"] == 1


@pytest.mark.parametrize("error", [OSError("disk"), RuntimeError("NetCDF: HDF error"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(error, data, tmp_path, monkeypatch):
    write(data.isel(draw=[0]), tmp_path / "data.nc")
    before = (tmp_path / "data.nc").read_bytes()

    def half(self, path, **options):
        path.write_bytes(b"half")
        raise error

    monkeypatch.setattr(xr.Dataset, "to_netcdf", half)
    with pytest.raises(KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else RunError):
        write(data, tmp_path / "data.nc")
    assert (tmp_path / "data.nc").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["data.nc"]


def test_a_file_that_is_never_made_replaces_nothing(tmp_path):
    (tmp_path / "file").write_text("old")
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "file"):
        pass
    assert (tmp_path / "file").read_text() == "old"


@pytest.mark.parametrize(("free", "fits"), [(3_000_001, True), (3_000_000, True), (2_999_999, False)])
def test_room_is_asked_for_with_a_megabyte_to_spare(free, fits, tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(1e9, 1e9 - free, free))
    if fits:
        require_space(tmp_path, 2_000_000)
        return
    with pytest.raises(RunError, match=r"3\.0 MB are needed and 3\.0 MB are free; free some space"):
        require_space(tmp_path, 2_000_000)


def test_a_dataset_that_does_not_fit_is_not_begun(data, tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(1e9, 1e9, 0))
    with pytest.raises(RunError, match=r"0\.0 MB are free"):
        write(data, tmp_path / "data.nc")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_while_it_is_written_to(data, small_disk, monkeypatch):
    write_text("kept", small_disk / "old")
    many = outcomes(np.random.default_rng(1).normal(size=(60_000, 2)), np.ones((60_000, 2)), ["a", "b"])
    with monkeypatch.context() as patch:
        patch.setattr("mcsim.results.disk.require_space", lambda folder, n_bytes: None)
        with pytest.raises(RunError, match="nothing was left half-written"):
            write(many, small_disk / "data.nc")
        with pytest.raises(RunError, match=r"No space left on device.*nothing was left half-written"):
            write_text("x" * 10**6, small_disk / "summary.csv")
    with pytest.raises(RunError, match=r"MB are needed and 0\.4 MB are free"):
        write(data, small_disk / "data.nc")
    assert [path.name for path in small_disk.iterdir()] == ["old"]


@pytest.mark.parametrize("what", ["absent", "a folder", "text"])
def test_what_is_no_dataset(what, tmp_path):
    path = tmp_path / "data.nc"
    if what == "a folder":
        path.mkdir()
    if what == "text":
        path.write_text("no netCDF")
    with pytest.raises(FolderError, match=r"data.nc: cannot be read as netCDF .* --overwrite"):
        read(path)


def test_the_record_of_a_run_there_and_back(tmp_path):
    assert read_record(tmp_path) is None
    written = RECORD.written(tmp_path, combined=4)
    assert written.combined == 4
    assert RECORD.combined == 0
    assert read_record(tmp_path) == written


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "1", "null", "{}", '{"identity": {}, "evaluation": {}, "draws": "x"}',
     '{"identity": 1, "evaluation": {}, "draws": 5}',
     '{"identity": {}, "evaluation": {}, "draws": 5, "x": 1}', "\udcff"],
)  # fmt: skip
def test_what_is_no_record(text, tmp_path):
    (tmp_path / "run.json").write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(FolderError, match=r"run.json: is no record of a run .*--overwrite"):
        read_record(tmp_path)


def test_a_record_that_cannot_be_written(tmp_path):
    (tmp_path / "run.json").mkdir()
    with pytest.raises(RunError, match=r"run.json: could not be written"):
        RECORD.written(tmp_path)


def test_what_differs_is_named_and_no_more_than_four():
    there = {"seed": 1, "model": {"name": "m", "options": {}}, "a": 1, "b": 1, "c": 1}
    here = {"seed": 2, "model": {"name": "n", "options": {}}, "a": 2, "b": 2, "d": 1}
    found = differences(there, here)
    assert found[:2] == ["seed: 1 there, 2 here", 'model.name: "m" there, "n" here']
    assert found[-2:] == ["c: 1 there, null here", "d: null there, 1 here"]
    with pytest.raises(FolderError, match=r"b: 1 there, 2 here; and 2 more\).*--overwrite"):
        require_same(RunRecord(there, {}, 1), here, "folder")
    require_same(RunRecord(there, {}, 1), there, "folder")
