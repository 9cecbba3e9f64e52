"""Mean and standard error of many columns of numbers at once, a few draws at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from mcsim.analysis.envelope import Array, Index
from mcsim.analysis.standard_error import between, enough

N_AT_ONCE = 1024
"""Draws that are looked at together, so that a large ledger is never in memory twice."""


@dataclass(frozen=True)
class Columns:
    """Sums over some draws.

    Attributes
    ----------
    n_draws : int
        Draws summed over.
    mean : ndarray, shape (m,)
        Mean of each column.
    scatter : ndarray, shape (m,)
        Sum of squared deviations from it.
    """

    n_draws: int
    mean: Array
    scatter: Array

    def combine(self, later: "Columns") -> "Columns":
        """Sums over both; Chan, Golub and LeVeque (1983), The American Statistician 37:242-247."""
        n_draws = self.n_draws + later.n_draws
        shift = later.mean - self.mean
        share = later.n_draws / n_draws
        scatter = self.scatter + later.scatter + self.n_draws * share * shift**2
        return Columns(n_draws, self.mean + shift * share, scatter)

    @property
    def error(self) -> Array:
        """Standard error of the means of independent draws; NaN for one draw."""
        if self.n_draws == 1:
            return np.full_like(self.mean, np.nan)
        error: Array = np.sqrt(self.scatter / (self.n_draws - 1) / self.n_draws)
        return error


def columns_of(values: Array) -> Columns:
    """Sums of the draws that are the rows of `values`, shape (n, m).

    Examples
    --------
    >>> found = columns_of(np.array([[1.0, 5.0], [3.0, 5.0]]))
    >>> found.mean.tolist(), found.error.tolist()
    ([2.0, 5.0], [1.0, 0.0])
    """
    mean = values.mean(axis=0)
    deviations = values - mean
    # A second look removes what rounding left in the first mean.
    rest = deviations.mean(axis=0)
    scatter = np.einsum("nm,nm->m", deviations, deviations) - len(values) * rest**2
    return Columns(len(values), mean + rest, np.maximum(scatter, 0.0))


def means_and_errors(
    rows: Callable[[Index], Array], draws: NDArray[np.int64], replicates: int
) -> tuple[Array, Array]:
    """Mean of each column over all draws, and its standard error.

    Parameters
    ----------
    rows : callable
        Given positions of draws, returns their values, shape (n, m).
    draws : ndarray of int64, shape (n,)
        Numbers of the draws, in any order, on which the result does not depend.
    replicates : int
        Draw i belongs to replicate i modulo this, and the error is that between replicates; 0 where draws are
        independent.

    Returns
    -------
    mean, error : ndarray, shape (m,)
        The error is NaN for one draw, and where a replicate has no draws or only one.

    Examples
    --------
    >>> values = np.array([[1.0], [2.0], [3.0], [4.0]])
    >>> mean, error = means_and_errors(lambda at: values[at], np.arange(4), replicates=2)
    >>> mean.tolist(), error.tolist()
    ([2.5], [0.5])
    """
    order = np.argsort(draws, kind="stable")
    lot = draws[order] % replicates if replicates else np.zeros(draws.size, dtype=np.int64)
    lots = [_sums(rows, order[lot == number]) for number in np.unique(lot)]
    total = reduce(Columns.combine, lots)
    if not replicates:
        return total.mean, total.error
    if not enough([each.n_draws for each in lots], replicates):
        return total.mean, np.full_like(total.mean, np.nan)
    return total.mean, between([each.mean for each in lots])


def _sums(rows: Callable[[Index], Array], positions: Index) -> Columns:
    def pieces() -> Iterator[Columns]:
        for start in range(0, positions.size, N_AT_ONCE):
            yield columns_of(rows(positions[start : start + N_AT_ONCE]))

    return reduce(Columns.combine, pieces())
