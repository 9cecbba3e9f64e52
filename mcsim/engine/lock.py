"""One run per folder: a lock that the operating system releases when its holder dies, however it dies."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path

from mcsim.errors import FolderError, Problem


class FolderLock:
    """Exclusive lock on a folder, held from the start until `release`.

    Parameters
    ----------
    folder : Path
        An existing folder; gets a file `.lock` with the number of the process.

    Raises
    ------
    FolderError
        Another run holds the lock.
    OSError
        The folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / ".lock"
        # Python's descriptors are not inherited, so no worker keeps the lock of a run that was killed.
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(self._descriptor, 32).decode(errors="replace").strip()
            self.release()
            if not isinstance(error, BlockingIOError):
                raise
            who = f"another run (process {holder})" if holder else "another run"
            remedy = "wait for it to end, or choose another folder"
            raise FolderError(Problem(str(folder), f"is in use by {who}", remedy)) from error
        with suppress(OSError):  # the number is a courtesy; the disk may be full
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Let other runs use the folder; calling it again does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
