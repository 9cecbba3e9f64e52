"""How much of a run is done, and how much of it failed."""

from collections.abc import Callable, Sequence

from mcsim.engine.blocks import Range, count, missing
from mcsim.engine.part import Failure
from mcsim.engine.store import Store
from mcsim.engine.task import Receipt
from mcsim.errors import Problem, RunError

N_LISTED = 5


class TooManyFailed(RunError):
    """More draws failed than may.

    Parameters
    ----------
    problems : sequence of Problem
        How many, and the first of them.
    failures : sequence of Failure
        All that failed so far.
    """

    def __init__(self, problems: Sequence[Problem] | Problem | str, failures: Sequence[Failure] = ()) -> None:
        self.failures = list(failures)
        super().__init__(problems)


class Progress:
    """Hands what tasks made to the store, and stops the run when too much of it failed.

    Parameters
    ----------
    n_draws : int
        Draws of the run.
    store : Store
        Where they go; what it holds counts as done.
    max_failed_share : float
        Largest share of `n_draws` that may fail.
    report : callable, optional
        Called with the draws that are done and `n_draws`.
    """

    def __init__(
        self, n_draws: int, store: Store, max_failed_share: float, report: Callable[[int, int], None] | None
    ) -> None:
        self._n_draws = n_draws
        self._store = store
        self._allowed = max_failed_share * n_draws
        self._report = report
        self._n_failed = len(store.failures(n_draws))
        self._n_done = n_draws - count(self.gaps())

    def gaps(self) -> list[Range]:
        """Ranges that are missing, in order."""
        return missing(self._n_draws, self._store.present())

    @property
    def returns_parts(self) -> bool:
        """Whether the parts themselves travel from the workers to the parent."""
        return self._store.returns_parts

    @property
    def n_left(self) -> int:
        """Draws that are missing."""
        return self._n_draws - self._n_done

    def take(self, receipt: Receipt) -> None:
        """Keep what a task made.

        Raises
        ------
        TooManyFailed
            Too many draws have failed.
        """
        self._store.add(receipt.kept)
        start, stop = receipt.range
        self._n_done += stop - start
        self._n_failed += receipt.n_failed
        self.tell()

    def tell(self) -> None:
        """Report, and judge.

        Raises
        ------
        TooManyFailed
            Too many draws have failed.
        """
        if self._report:
            self._report(self._n_done, self._n_draws)
        if self._n_failed > self._allowed:
            raise self.too_many()

    def require_space(self, bytes_per_draw: float) -> None:
        """Refuse to go on where what is missing does not fit.

        Raises
        ------
        RunError
            There is less room than that.
        """
        self._store.require_space(int(bytes_per_draw * self.n_left))

    def too_many(self) -> TooManyFailed:
        """Say which draws failed, and why."""
        failures = self._store.failures(self._n_draws)
        rule = f"{len(failures)} of {self._n_done} failed, and {self._allowed:g} of {self._n_draws} may"
        remedy = "correct the model or its inputs, or allow more with `max_failed_share` (a setting)"
        listed = [Problem(f"draw {failure.draw}", failure.story) for failure in failures[:N_LISTED]]
        return TooManyFailed([Problem("draws", rule, remedy), *listed], failures)
