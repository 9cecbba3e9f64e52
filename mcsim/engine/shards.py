"""One part of a run as one file: written whole or not at all, and proved by a checksum.

Workers import this module and `evaluate`, and neither xarray nor netCDF4, which would take 60 MB and half a
second of each.
"""

import errno
import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from mcsim.engine.blocks import Range
from mcsim.engine.part import Failure, Part
from mcsim.errors import Problem, RunError

TEMPORARY = ".tmp"


@dataclass(frozen=True)
class Shard:
    """What the manifest says of one shard.

    Attributes
    ----------
    start, stop : int
        Its draws, half open.
    n_failed : int
        How many of them are in quarantine.
    checksum : str
        blake2b of the file, in hexadecimal.
    """

    start: int
    stop: int
    n_failed: int
    checksum: str

    @property
    def range(self) -> Range:
        """Its draws as a pair."""
        return self.start, self.stop

    def path(self, folder: Path) -> Path:
        """Its file."""
        return folder / f"{self.start:012d}-{self.stop:012d}.npz"


@dataclass(frozen=True)
class ShardWriter:
    """Writes parts into a folder; small, so that it travels to the workers.

    Attributes
    ----------
    folder : Path
        Where shards go.
    """

    folder: Path

    def __call__(self, part: Part) -> Shard:
        """Write `part`, read it back, and say what the manifest is to say of it.

        Raises
        ------
        RunError
            The disk is full or failing; nothing of the shard is left.
        """
        content = encode(part)
        shard = Shard(part.start, part.stop, len(part.failures), checksum(content))
        path = shard.path(self.folder)
        try:
            with _whole_or_nothing(path) as beside:
                _write_through(beside, content)
                if beside.read_bytes() != content:
                    raise OSError(errno.EIO, "what was read back is not what was written")
        except OSError as error:
            raise disk_error(path, error, len(content)) from error
        return shard


def encode(part: Part) -> bytes:
    """Make a part into the bytes of an .npz file; equal parts give equal bytes."""
    failures = json.dumps([asdict(failure) for failure in part.failures])
    arrays: dict[str, Any] = {f"input.{name}": values for name, values in part.inputs.items()}
    arrays |= {f"output.{name}": values for name, values in part.outputs.items()}
    arrays["failures"] = np.frombuffer(failures.encode(), dtype=np.uint8)
    arrays["range"] = np.array([part.start, part.stop], dtype=np.int64)
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def decode(path: Path) -> Part:
    """Read the part that `encode` made a file of."""
    # Opened here, because numpy leaves the file open when it is no archive.
    with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
        start, stop = (int(number) for number in file["range"])
        failures = [Failure(**failure) for failure in json.loads(file["failures"].tobytes())]
        inputs = {name[6:]: file[name] for name in file.files if name.startswith("input.")}
        outputs = {name[7:]: file[name] for name in file.files if name.startswith("output.")}
    # The numbers of the draws are not stored: they are the range without the failures.
    failed = [failure.draw - start for failure in failures]
    draws = np.delete(np.arange(start, stop, dtype=np.int64), failed)
    return Part(start, stop, draws, inputs, outputs, failures)


def checksum(content: bytes) -> str:
    """16 bytes of blake2b, in hexadecimal.

    Examples
    --------
    >>> checksum(b"")
    'cae66941d9efbd404e4d88758ea67670'
    """
    return blake2b(content, digest_size=16).hexdigest()


def disk_error(path: Path, error: OSError, n_bytes: int) -> RunError:
    """Say that a file could not be written, and what to do."""
    rule = f"could not be written ({error.strerror or error})"
    remedy = "what was finished before is kept; run the same command again to resume"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        rule = f"the disk is full: {n_bytes / 1e6:,.2f} MB are needed for the next piece"
        remedy = f"free some space; {remedy}"
    return RunError(Problem(str(path), rule, remedy))


@contextmanager
def _whole_or_nothing(path: Path) -> Iterator[Path]:
    beside = path.with_name(f".{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        yield beside
        beside.replace(path)
        _sync(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
