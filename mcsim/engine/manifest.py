"""The log of finished shards: one JSON line each, appended only when the shard is safely on the disk."""

import json
import os
from dataclasses import asdict
from pathlib import Path

from mcsim.engine.blocks import BLOCK
from mcsim.engine.shards import Shard, disk_error
from mcsim.errors import FolderError, Problem

VERSION = 1


class Manifest:
    """Append-only log of a run's shards.

    Parameters
    ----------
    path : Path
        The log; made when the first shard is noted.
    digest : str
        Digest of the run.

    Raises
    ------
    FolderError
        The log is of another run.
    """

    def __init__(self, path: Path, digest: str) -> None:
        self.path = path
        self._header = {"version": VERSION, "digest": digest, "block": BLOCK}
        self.shards: list[Shard] = []
        lines = _whole_lines(path)
        if lines:
            self._check(lines[0])
        for line in lines[1:]:
            shard = _parse(line)
            if shard:
                self.shards.append(shard)

    def append(self, shard: Shard) -> None:
        """Note a shard, and return once the note is on the disk.

        Raises
        ------
        RunError
            The disk is full or failing.
        """
        entries = [] if self.path.exists() else [self._header]
        entries.append(asdict(shard))
        content = "".join(json.dumps(entry) + "\n" for entry in entries).encode()
        try:
            with self.path.open("ab", buffering=0) as file:
                if file.write(content) != len(content):
                    # A torn line is forgotten when the log is opened next.
                    raise OSError("only a part was written")
                os.fsync(file.fileno())
        except OSError as error:
            raise disk_error(self.path, error, len(content)) from error
        self.shards.append(shard)

    def remove(self) -> None:
        """Forget all shards."""
        self.path.unlink(missing_ok=True)
        self.shards.clear()

    def _check(self, line: bytes) -> None:
        try:
            found = json.loads(line)
        except ValueError as error:
            remedy = "remove it to begin anew, or choose another folder"
            raise FolderError(
                Problem(str(self.path), "does not begin as an mcsim manifest", remedy)
            ) from error
        differing = [key for key, value in self._header.items() if found.get(key) != value]
        if differing:
            key = differing[0]
            rule = f"belongs to another run: {key} {found.get(key)}, and this run has {self._header[key]}"
            remedy = "choose another folder, or remove this one's unfinished run"
            raise FolderError(Problem(str(self.path), rule, remedy))


def _whole_lines(path: Path) -> list[bytes]:
    """Lines of the log, after cutting off a last one that a kill tore."""
    if not path.exists():
        return []
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if not whole:
        path.unlink()
    elif len(whole) < len(content):
        # Otherwise the next line would be glued to the torn one and lost with it.
        with path.open("rb+") as file:
            file.truncate(len(whole))
            os.fsync(file.fileno())
    return whole.splitlines()


def _parse(line: bytes) -> Shard | None:
    """Read the shard of one line; nothing where it is damaged, so that the shard is made again."""
    try:
        return Shard(**json.loads(line))
    except (ValueError, TypeError):
        return None
