"""Quantile functions from a verified table, for families with fixed parameters whose inverse is slow.

The quantile function is a cubic Hermite polynomial in x = logit(u) between equally spaced knots, so that the
cell of a draw is found by arithmetic. Every cell is compared with the exact inverse when the table is built;
where a cell fails, and beyond the table, the exact inverse is used. A value depends on its own u and nothing
else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import expit

from distributions.family import Array, Family, Quantile, SlowFamily
from distributions.transform import Transform, transforms

N_CELLS = 8192
LARGEST_X = 28.0  # logit(u) at u = 1 - 7e-13; one draw in 7e11 lies beyond
BLOCK = 8192  # draws worked on at a time, so that temporaries stay in cache
TOLERANCE = 1e-10  # of |F(q(u)) - u| / min(u, 1 - u)
_LAST_DIGITS = 4 * np.finfo(np.float64).eps
_LARGEST_EXACT_SHARE = 0.05  # of draws that may need the exact inverse before a table is not worth having
_GOOD_EXACT_SHARE = 1e-4


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

    @property
    def share_exact(self) -> float:
        """Share of draws that go to the exact inverse."""
        ends = expit(_knots())
        return float(1 - np.diff(ends)[np.isfinite(self.coefficients[0][1:-1])].sum())

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
            values[missing] = self.family.quantile(u[missing])

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


@lru_cache(maxsize=512)
def _fast_quantile(family: Family) -> Quantile:
    return family.tabulated(tabulate)


def fast_quantile(family: Family) -> Quantile:
    """Quantile function of a family as fast as it can be had.

    Parameters
    ----------
    family : Family
        Any family. Tables are kept for the last 512 distributions asked for.

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
    # Three knots beyond either end, for the slopes at the ends.
    around = _knots(3)
    knots = _exact(family, around)
    low, high = family.support
    best: QuantileTable | None = None
    for transform in transforms(float(np.max(low)), float(np.min(high))):
        table = _checked(QuantileTable(family, transform, _hermite(transform, knots)))
        if best is None or table.share_exact < best.share_exact / 2:
            best = table
        if best.share_exact < _GOOD_EXACT_SHARE:
            break
    assert best is not None
    return best if best.share_exact < _LARGEST_EXACT_SHARE else family.quantile


def _knots(beyond: int = 0) -> Array:
    """Knots in logit(u), with some more beyond either end."""
    last = N_CELLS // 2 + beyond
    return np.arange(-last, last + 1, dtype=np.float64) * (2 * LARGEST_X / N_CELLS)


def _middles() -> Array:
    ends = _knots()
    return np.asarray((ends[1:] + ends[:-1]) / 2)


def _exact(family: SlowFamily, x: Array) -> Array:
    """Exact value at logit(u) = x, ascending, from the nearer tail."""
    lower, upper = x[x < 0], x[x >= 0]
    return np.concatenate([family.lower_quantile(expit(lower)), family.upper_quantile(expit(-upper))])


def _hermite(transform: Transform, knots: Array) -> tuple[Array, Array, Array, Array]:
    """Coefficients of every cell.

    Slopes are differences of sixth order over the knots: closer to the true ones than the check can see, and
    free of a density that loses digits for large parameters.
    """
    with np.errstate(all="ignore"):
        y = transform.forward(knots)
        first, second, third = (y[3 + k : len(y) - 3 + k] - y[3 - k : len(y) - 3 - k] for k in (1, 2, 3))
        slope = (45 * first - 9 * second + third) / 60
        left, right, rise = slope[:-1], slope[1:], np.diff(y[3:-3])
        cells = np.stack([y[3:-4], left, 3 * rise - 2 * left - right, left + right - 2 * rise])
        # Fritsch and Carlson (1980): such slopes keep the polynomial increasing between two knots.
        increasing = (left >= 0) & (right >= 0) & (left <= 3 * rise) & (right <= 3 * rise)
    cells[:, ~(increasing & np.isfinite(cells).all(axis=0))] = np.nan
    outside = np.full((4, 1), np.nan)
    constant, linear, square, cube = np.ascontiguousarray(np.concatenate([outside, cells, outside], axis=1))
    return constant, linear, square, cube


def _checked(table: QuantileTable) -> QuantileTable:
    """Empty the cells whose middle, where a Hermite polynomial is furthest off, misses the tolerance."""
    x, values = _middles(), np.empty(N_CELLS)
    table.evaluate(x.copy(), values)
    below = int(np.searchsorted(x, 0.0))
    with np.errstate(all="ignore"):
        tails = table.family.cdf(values[:below]), table.family.survival(values[below:])
        reached = np.concatenate(tails)
        good = np.abs(reached / expit(-np.abs(x)) - 1) <= TOLERANCE
        # Where a float64 cannot say the value more finely, as for a beta next to 1, the last digits are all
        # there is.
        doubtful = np.flatnonzero(~good)
        exact = _exact(table.family, x[doubtful])
        good[doubtful] = np.abs(values[doubtful] - exact) <= _LAST_DIGITS * np.abs(exact)
    for coefficient in table.coefficients:
        coefficient[1:-1][~good] = np.nan
    return table
