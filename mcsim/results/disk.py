"""Datasets to and from netCDF, so that a file is whole or is not there."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import netCDF4
import xarray as xr

from mcsim.errors import FolderError, Problem, RunError

SPARE_BYTES = 1_000_000
TEMPORARY = re.compile(r"\..+\.(\d+)\.tmp")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Write beside `path`, and put the file in its place only when it is whole and on the disk.

    Yields
    ------
    Path
        A temporary name in the same folder, removed if anything goes wrong.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield beside
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except BaseException:
        # A library that failed may hold the file open, and with it its room on the disk.
        with suppress(OSError):
            os.truncate(beside, 0)
        raise
    finally:
        beside.unlink(missing_ok=True)


def leftovers(folder: Path) -> list[Path]:
    """What a killed process was writing into `folder`, and never put in its place."""
    found = ((path, TEMPORARY.fullmatch(path.name)) for path in sorted(folder.glob(".*.tmp")))
    return [path for path, match in found if match and not _is_alive(int(match[1]))]


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def sync_folder(folder: Path) -> None:
    """Force the folder's entries to the disk, so that a rename survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def require_space(folder: Path, n_bytes: int) -> None:
    """Refuse to begin writing `n_bytes` where they do not fit.

    Raises
    ------
    RunError
        The disk has less room than that.
    """
    free = shutil.disk_usage(folder).free
    if free < n_bytes + SPARE_BYTES:
        needed = (n_bytes + SPARE_BYTES) / 1e6
        rule = f"{needed:,.1f} MB are needed and {free / 1e6:,.1f} MB are free"
        raise RunError(Problem(str(folder), rule, "free some space, or choose another folder with --output"))


def write(dataset: xr.Dataset, path: Path) -> None:
    """Write `dataset` to a netCDF-4 file, losslessly compressed.

    Raises
    ------
    RunError
        The disk is full, or the file could not be written; no part of it is left.
    """
    codec = "zstd" if netCDF4.__has_zstandard_support__ else "zlib"
    encoding = {
        name: {"compression": codec, "complevel": 1}
        for name, variable in dataset.variables.items()
        if variable.dtype.kind in "fiu" and variable.ndim
    }
    try:
        require_space(path.parent, dataset.nbytes)
        with replacing(path) as beside:
            dataset.to_netcdf(beside, engine="netcdf4", encoding=encoding)
    except (OSError, RuntimeError) as error:
        # netCDF says that the disk is full only when it closes, and then as a RuntimeError.
        raise RunError(
            Problem(str(path), f"could not be written ({error})", "nothing was left half-written")
        ) from error


def write_text(text: str, path: Path) -> None:
    """Write a file of text, whole or not at all.

    Raises
    ------
    RunError
        The disk is full, or the file could not be written; no part of it is left.
    """
    try:
        with replacing(path) as beside:
            beside.write_text(text, encoding="utf-8")
    except OSError as error:
        rule = f"could not be written ({error.strerror})"
        raise RunError(Problem(str(path), rule, "nothing was left half-written")) from error


def read(path: Path) -> xr.Dataset:
    """Load a dataset that `write` made.

    Raises
    ------
    FolderError
        There is no such file, or it is no netCDF file.
    """
    try:
        return xr.load_dataset(path, engine="netcdf4")
    except (OSError, ValueError) as error:
        remedy = "make it anew with --overwrite, or choose another folder with --output"
        raise FolderError(Problem(str(path), f"cannot be read as netCDF ({error})", remedy)) from error
