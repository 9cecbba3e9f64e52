"""Failed cells of a table of a quantile function, cut into finer ones.

Where a density has a kink or a narrow bend, as at the mode of a triangular or between two parts of a mixture,
a few cells fail; cut finely enough nearly all of what they hold succeeds.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from distributions.family import Array, SlowFamily
from distributions.tables.quantile_cells import (
    BEYOND,
    cell_ends,
    empty_where_wrong,
    exact_at,
    hermite_cells,
    polynomial,
)
from distributions.tables.transform import Transform

_N_FINER = 8192  # all finer cells together, and the most of one failed cell
_LOOKED_AT = (0.25, 0.5, 0.75)  # shares of a finer cell: some hold a kink
_FEWEST = 16  # finer cells of a failed one, below which there is no point in it


@dataclass(frozen=True, eq=False)
class Refined:
    """Finer cells in place of failed ones.

    Parameters
    ----------
    first : ndarray of shape (n_cells,)
        Position of the first finer cell of each cell; -1 where it has none.
    n_each : int
        How many finer cells a failed one has.
    cells : ndarray of shape (4, k)
        Polynomials of the finer cells, NaN where they fail too.
    failed : float
        Probability of the finer cells that fail.
    """

    first: NDArray[np.intp]
    n_each: int
    cells: Array
    failed: float

    def __call__(self, position: Array) -> Array:
        """Value on the scale of the table, NaN where there is none.

        Parameters
        ----------
        position : ndarray
            In cells from the left end of the table.
        """
        cell = np.clip(position, 0, len(self.first) - 1).astype(np.intp)
        share = (position - cell) * self.n_each
        finer = np.clip(share, 0, self.n_each - 1).astype(np.intp)
        value = polynomial(self.cells[:, self.first[cell] + finer], share - finer)
        return np.where((self.first[cell] >= 0) & (share >= 0) & (share <= self.n_each), value, np.nan)


def refined(
    family: SlowFamily, transform: Transform, failed: NDArray[np.bool_], low: float
) -> Refined | None:
    """Cut the failed cells of a table.

    Parameters
    ----------
    family : SlowFamily
        With fixed parameters.
    transform : Transform
        Scale of the table.
    failed : ndarray of bool, shape (n_cells,)
        Cells to cut; they lie from `low` to `-low` in logit(u).
    low : float
        Left end of the table.

    Returns
    -------
    Refined, or None
        None where too many cells failed for cutting them to be worth its memory.

    Examples
    --------
    >>> from distributions.triangular import Triangular
    >>> from distributions.tables.transform import transforms
    >>> unchanged, *_ = transforms(-np.inf, np.inf)
    >>> kink = np.arange(100) == 40
    >>> finer = refined(Triangular(min=0, mode=2, max=10), unchanged, kink, -28.0)
    >>> finer.failed < 1e-6, finer(np.array([39.5, 40.5])).round(4).tolist()
    (True, [nan, 0.3121])
    """
    numbers = np.flatnonzero(failed)
    n_each = _N_FINER // max(len(numbers), 1)
    if n_each < _FEWEST or not len(numbers):
        return None
    width = -2.0 * low / len(failed)
    left = low + width * numbers[:, np.newaxis]
    knots = left + width * np.arange(-BEYOND, n_each + BEYOND + 1) / n_each
    values = exact_at(family, knots.ravel()).reshape(knots.shape)
    cells = hermite_cells(transform, values).reshape(4, -1)
    inner = knots[:, BEYOND : BEYOND + n_each + 1]
    empty_where_wrong(family, transform, cells, cell_ends(knots), cell_ends(values), _LOOKED_AT)
    shares = np.diff(expit(inner)).ravel()
    first = np.full(len(failed), -1, dtype=np.intp)
    first[numbers] = n_each * np.arange(len(numbers))
    return Refined(first, n_each, cells, float(shares[np.isnan(cells[0])].sum()))
