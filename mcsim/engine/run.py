"""Run a model over all its draws: in parallel, resumable, and the same to the byte however it is run."""

from collections.abc import Callable
from dataclasses import dataclass

from mcsim.engine.evaluate import Work
from mcsim.engine.part import Part
from mcsim.engine.store import Store


@dataclass(frozen=True)
class Result(Part):
    """All draws of a run, and how it ran.

    Attributes
    ----------
    backend : str
        `serial`, `threads` or `processes`; `none` where nothing was left to evaluate.
    jobs : int
        Workers used.
    chunk_size : int
        Draws in one task; 0 where nothing was left to evaluate.
    n_evaluated : int
        Draws that this run evaluated; the others were in the store.
    seconds : float
        Wall time.
    """

    backend: str = "none"
    jobs: int = 1
    chunk_size: int = 0
    n_evaluated: int = 0
    seconds: float = 0.0

    @property
    def n_failed(self) -> int:
        """Draws in quarantine."""
        return len(self.failures)


def run(
    work: Work,
    n_draws: int,
    store: Store,
    *,
    jobs: int | None = None,
    backend: str = "auto",
    chunk_size: int | None = None,
    max_failed_share: float = 0.0,
    on_progress: Callable[[int, int], None] | None = None,
) -> Result:
    """Evaluate whatever of the draws 0 to `n_draws - 1` the store does not hold, and return them all."""
    raise NotImplementedError
