"""Where parts of a run are kept: in memory, or as shards in a folder from which a killed run resumes."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, Self
from zipfile import BadZipFile

from mcsim.engine.blocks import Range
from mcsim.engine.lock import FolderLock
from mcsim.engine.manifest import Manifest
from mcsim.engine.part import Failure, Part, assemble, keep_part
from mcsim.engine.shards import TEMPORARY, Shard, ShardWriter, checksum, decode
from mcsim.errors import FolderError, Problem, RunError
from mcsim.results.disk import require_space


class Store(Protocol):
    """What the engine asks of a store.

    A worker calls `keeper` on each part that it made and sends the parent what that returns; the parent hands
    it to `add`.
    """

    @property
    def keeper(self) -> Callable[[Part], Any]:
        """What a worker does with a finished part; must survive pickling."""

    @property
    def returns_parts(self) -> bool:
        """Whether the parts themselves travel from the workers to the parent."""

    def present(self) -> list[Range]:
        """Ranges of draws that it holds, whole and sound."""

    def failures(self, n_draws: int) -> list[Failure]:
        """Draws in quarantine in what it holds of the draws 0 to `n_draws - 1`, ascending."""

    def add(self, kept: Any) -> None:
        """Take charge of what `keeper` returned."""

    def require_space(self, n_bytes: int) -> None:
        """Refuse to go on where `n_bytes` more do not fit."""

    def collect(self, n_draws: int) -> Part:
        """All of the draws 0 to `n_draws - 1`, in order."""


class MemoryStore:
    """Parts kept in memory.

    Parameters
    ----------
    base : Part, optional
        Draws from 0 on that an earlier, shorter run evaluated.
    """

    keeper = staticmethod(keep_part)
    returns_parts = True

    def __init__(self, base: Part | None = None) -> None:
        self._parts: dict[int, Part] = {} if base is None else {base.start: base}

    def present(self) -> list[Range]:
        """Ranges of draws that it holds."""
        return [(part.start, part.stop) for part in self._parts.values()]

    def failures(self, n_draws: int) -> list[Failure]:
        """Draws in quarantine, ascending."""
        return _sorted((failure for part in self._parts.values() for failure in part.failures), n_draws)

    def add(self, kept: Part) -> None:
        """Take charge of a part."""
        self._parts[kept.start] = kept

    def require_space(self, n_bytes: int) -> None:
        """Trust the operating system for memory."""

    def collect(self, n_draws: int) -> Part:
        """All of the draws 0 to `n_draws - 1`, in order; the store then holds them as one part.

        Raises
        ------
        RunError
            Some are missing.
        """
        whole = assemble(_in_order(self._drain(n_draws), n_draws), 0, n_draws)
        self._parts = {0: whole}
        return whole

    def _drain(self, n_draws: int) -> Iterator[Part]:
        # Each part is let go once it is copied, so that memory peaks at one copy of everything.
        for start in sorted(self._parts):
            yield self._parts.pop(start)


def _in_order(parts: Iterable[Part], n_draws: int) -> Iterator[Part]:
    """Cut off what an earlier part holds already, and what lies beyond the run."""
    reached = 0
    for part in parts:
        if part.start < n_draws and part.stop > reached:
            yield part.clip(reached, n_draws)
            reached = part.stop


def _sorted(failures: Iterable[Failure], n_draws: int) -> list[Failure]:
    # By number, so that a draw that two overlapping parts hold counts once.
    found = {failure.draw: failure for failure in failures if failure.draw < n_draws}
    return [found[draw] for draw in sorted(found)]


class FolderStore:
    """Shards in a folder, from which a killed run resumes; use as a context manager, or call `close`.

    Parameters
    ----------
    folder : Path
        Made if need be; gets `shards/`, `manifest.jsonl` and `.lock`.
    digest : str
        Of everything that decides the draws' values; a folder with another digest is refused.
    base : Part, optional
        Draws from 0 on that an earlier, shorter run evaluated and the caller combined.

    Raises
    ------
    FolderError
        Another run is using the folder, it holds another run's shards, or it cannot be written to.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, FolderStore(Path(folder), "3f2a") as store:
    ...     store.present()
    []
    """

    returns_parts = False

    def __init__(self, folder: Path, digest: str, base: Part | None = None) -> None:
        self.folder = Path(folder)
        self._base = base
        self._shards_folder = self.folder / "shards"
        try:
            self._shards_folder.mkdir(parents=True, exist_ok=True)
            self._lock = FolderLock(self.folder)
        except OSError as error:
            raise self._unusable(error) from error
        try:
            self._manifest = Manifest(self.folder / "manifest.jsonl", digest)
            self._shards = {shard.start: shard for shard in self._manifest.shards if self._sound(shard)}
            self._tidy()
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise self._unusable(error) from error
            raise

    def __enter__(self) -> Self:
        """Give the store itself; the folder was locked when it was made."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Release the folder."""
        self.close()

    @property
    def keeper(self) -> Callable[[Part], Shard]:
        """Write a part as a shard."""
        self._shards_folder.mkdir(exist_ok=True)  # `clear` removed it
        return ShardWriter(self._shards_folder)

    def present(self) -> list[Range]:
        """Ranges of draws whose shard is there with the right checksum, and those of the base."""
        base = [] if self._base is None else [(self._base.start, self._base.stop)]
        return base + [shard.range for shard in self._shards.values()]

    def failures(self, n_draws: int) -> list[Failure]:
        """Draws in quarantine, ascending."""
        parts = [self._read(shard) for shard in self._shards.values() if shard.n_failed]
        if self._base is not None:
            parts.append(self._base)
        return _sorted((failure for part in parts for failure in part.failures), n_draws)

    def add(self, kept: Shard) -> None:
        """Note a shard in the manifest."""
        self._manifest.append(kept)
        self._shards[kept.start] = kept

    def require_space(self, n_bytes: int) -> None:
        """Refuse to go on where the shards to come do not fit on the disk."""
        require_space(self.folder, n_bytes)

    def collect(self, n_draws: int) -> Part:
        """All of the draws 0 to `n_draws - 1`, in order.

        Raises
        ------
        RunError
            Some are missing.
        """
        return assemble(_in_order(self._stored(), n_draws), 0, n_draws)

    def clear(self) -> None:
        """Remove shards and manifest, once the caller has combined what `collect` returned."""
        # The manifest goes first: shards that it does not name are only rubbish.
        self._manifest.remove()
        self._shards.clear()
        # A worker whose parent was killed may write for another second; what it leaves is swept out later.
        shutil.rmtree(self._shards_folder, ignore_errors=True)

    def close(self) -> None:
        """Release the folder to other runs; calling it again does nothing."""
        self._lock.release()

    def _path(self, shard: Shard) -> Path:
        return shard.path(self._shards_folder)

    def _stored(self) -> Iterator[Part]:
        if self._base is not None:
            yield self._base
        for start in sorted(self._shards):
            yield self._read(self._shards[start])

    def _read(self, shard: Shard) -> Part:
        path = self._path(shard)
        try:
            return decode(path)
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            remedy = "run the same command again: only this piece will be evaluated anew"
            raise RunError(Problem(str(path), f"was changed during the run ({error})", remedy)) from error

    def _sound(self, shard: Shard) -> bool:
        if self._base is not None and shard.stop <= self._base.stop:
            return False  # combined already, by a run that was killed before it could clear up
        path = self._path(shard)
        return path.is_file() and checksum(path.read_bytes()) == shard.checksum

    def _tidy(self) -> None:
        """Remove what a killed run left: files half written, damaged, or never noted in the manifest."""
        known = {self._path(shard) for shard in self._shards.values()}
        for path in self._shards_folder.iterdir():
            if path not in known and path.suffix in (".npz", TEMPORARY):
                path.unlink(missing_ok=True)

    def _unusable(self, error: OSError) -> FolderError:
        rule = f"cannot be read and written ({error.strerror})"
        return FolderError(Problem(str(self.folder), rule, "choose another folder"))
