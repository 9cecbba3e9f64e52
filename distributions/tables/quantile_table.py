"""Quantile functions from a verified table, for families with fixed parameters whose inverse is slow.

The quantile function is a cubic Hermite polynomial in x = logit(u) between equally spaced knots, so that the
cell of a draw is found by arithmetic. Every cell is compared with the exact inverse when the table is built.
Where many draws fall into cells that fail, these are cut into finer ones; where those fail too, and beyond
the table, the exact inverse is used. A value depends on its own u and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from distributions.family import Array, Family, Quantile, SlowFamily
from distributions.tables.quantile_cells import BEYOND, cell_ends, empty_where_wrong, exact_at, hermite_cells
from distributions.tables.quantile_refined import Refined, refined
from distributions.tables.transform import Transform, transforms

N_CELLS = 8192
LARGEST_X = 28.0  # logit(u) at u = 1 - 7e-13; one draw in 7e11 lies beyond
BLOCK = 8192  # draws worked on at a time, so that temporaries stay in cache
_LARGEST_EXACT_SHARE = 0.05  # of draws that may need the exact inverse before a table is not worth having
_GOOD_EXACT_SHARE = 1e-4
_MOST_TABLES = 512


@dataclass(frozen=True, eq=False)
class QuantileTable:
    """Tabulated quantile function of one distribution.

    Parameters
    ----------
    family : SlowFamily
        The distribution, for its exact inverse.
    transform : Transform
        Scale on which the table stands.
    coefficients : tuple of four ndarrays of shape (cells + 2,)
        Polynomial of each cell in the share of the cell passed, constant first; NaN where the exact inverse
        is to be used, as in the two cells outside the table.
    finer : Refined, optional
        Finer cells in place of those that failed.

    Examples
    --------
    >>> from distributions.gamma import Gamma
    >>> quantile = fast_quantile(Gamma(shape=2.5, scale=1))
    >>> quantile(np.array([0.5])).round(8).tolist()
    [2.1757301]
    """

    family: SlowFamily
    transform: Transform
    coefficients: tuple[Array, Array, Array, Array]
    finer: Refined | None = None

    @property
    def failed(self) -> NDArray[np.bool_]:
        """Which cells are empty, shape (cells,)."""
        return np.isnan(self.coefficients[0][1:-1])

    @property
    def share_exact(self) -> float:
        """Share of draws that go to the exact inverse."""
        ends = expit(_knots())
        outside = float(1 - ends[-1] + ends[0])
        inside = float(np.diff(ends)[self.failed].sum()) if self.finer is None else self.finer.failed
        return outside + inside

    def __reduce__(self) -> tuple[Callable[[Family], Quantile], tuple[Family]]:
        """Send a worker the distribution alone, for it to build the same table: 0.1 kB instead of 256."""
        return fast_quantile, (self.family,)

    def __call__(self, u: Array) -> Array:
        """Values at cumulative probability `u`, strictly between 0 and 1; shape as `u`."""
        flat = np.ravel(u)
        values = np.empty(flat.shape)
        for start in range(0, len(flat), BLOCK):
            block = slice(start, start + BLOCK)
            self._fill(flat[block], values[block])
        return values.reshape(np.shape(u))

    def _fill(self, u: Array, values: Array) -> None:
        position = np.subtract(1.0, u)
        np.divide(u, position, out=position)
        np.log(position, out=position)
        self.evaluate(position, values)
        # One sum finds out whether any value is missing, at a tenth of the price of looking at each.
        if np.isnan(values.sum()):
            missing = np.isnan(values)
            if self.finer is not None:
                values[missing] = self._by_finer_cells(self.finer, u[missing])
                missing = np.isnan(values)
            if missing.any():
                values[missing] = self.family.quantile(u[missing])

    def _by_finer_cells(self, finer: Refined, u: Array) -> Array:
        x = np.log(u / (1.0 - u))
        values = self.transform.backward(finer(x * (N_CELLS / (2 * LARGEST_X)) + N_CELLS / 2))
        return np.clip(values, *self.family.support)

    def evaluate(self, x: Array, values: Array) -> None:
        """Write the value at logit(u) = `x` into `values`, NaN where there is none; `x` is overwritten."""
        constant, linear, square, cube = self.coefficients
        x *= N_CELLS / (2 * LARGEST_X)
        x += 1.0 + N_CELLS / 2
        cell = x.astype(np.intp)
        x -= cell
        gathered = np.empty(x.shape)
        cube.take(cell, out=values, mode="clip")
        for coefficient in (square, linear, constant):
            values *= x
            coefficient.take(cell, out=gathered, mode="clip")
            values += gathered
        self.transform.backward(values)
        low, high = self.family.support
        np.clip(values, low, high, out=values)


@lru_cache(maxsize=_MOST_TABLES)
def _fast_quantile(family: Family) -> Quantile:
    return family.tabulated(tabulate)


def fast_quantile(family: Family) -> Quantile:
    """Quantile function of a family as fast as it can be had.

    Parameters
    ----------
    family : Family
        Any family. Tables of 0.26 MB are kept for the last 512 distributions asked for: up to
        134 MB. An evaluation whose inputs need more of them would build each anew for every block.

    Returns
    -------
    function
        From uniforms to values, shapes as in `Family.quantile`. A table where the inverse is slow, the
        parameters are fixed and the table passes its check; the family's own quantile function otherwise.

    Examples
    --------
    >>> from distributions.beta import Beta
    >>> fast_quantile(Beta(alpha=3, beta=7))(np.array([0.5])).round(8).tolist()
    [0.28623667]
    """
    return _fast_quantile(family) if family.is_fixed else family.quantile


def tabulate(family: SlowFamily) -> Quantile:
    """Build the table of one distribution; return its exact quantile function if no table is good enough.

    Parameters
    ----------
    family : SlowFamily
        With fixed parameters.

    Returns
    -------
    function
        A `QuantileTable`, or `family.quantile`.

    Examples
    --------
    >>> from distributions.gamma import Gamma
    >>> tabulate(Gamma(shape=2.5, scale=1)).share_exact < 1e-11
    True
    """
    knots = exact_at(family, _knots(BEYOND))
    low, high = family.support
    best: QuantileTable | None = None
    for transform in transforms(float(np.max(low)), float(np.min(high))):
        table = _table(family, transform, knots)
        if best is None or table.share_exact < best.share_exact / 2:
            best = table
        if best.share_exact < _GOOD_EXACT_SHARE:
            break
    assert best is not None
    if best.share_exact >= _GOOD_EXACT_SHARE:
        best = replace(best, finer=refined(family, best.transform, best.failed, -LARGEST_X))
    return best if best.share_exact < _LARGEST_EXACT_SHARE else family.quantile


def _table(family: SlowFamily, transform: Transform, knots: Array) -> QuantileTable:
    """Table on one scale, empty where the check fails and outside."""
    cells = hermite_cells(transform, knots)
    empty_where_wrong(family, transform, cells, cell_ends(_knots(BEYOND)), cell_ends(knots))
    outside = np.full((4, 1), np.nan)
    constant, linear, square, cube = np.ascontiguousarray(np.concatenate([outside, cells, outside], axis=1))
    return QuantileTable(family, transform, (constant, linear, square, cube))


def _knots(beyond: int = 0) -> Array:
    """Knots in logit(u), with some more beyond either end."""
    last = N_CELLS // 2 + beyond
    return np.arange(-last, last + 1, dtype=np.float64) * (2 * LARGEST_X / N_CELLS)
