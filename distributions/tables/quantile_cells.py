"""Cells of a table of a quantile function over x = logit(u): cubic polynomials, each checked."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from distributions.family import Array, Number, SlowFamily
from distributions.tables.transform import Transform

BEYOND = 3  # knots beyond either end that the slopes at the ends need
TOLERANCE = 1e-10  # of |F(q(u)) - u| / min(u, 1 - u)
_EPSILON = np.finfo(np.float64).eps
_LAST_DIGITS = 4 * _EPSILON
_SMALLEST = np.nextafter(0.0, 1.0)


def exact_at(family: SlowFamily, x: Array) -> Array:
    """Exact value at logit(u) = `x`, from the nearer tail; shape as `x`.

    Examples
    --------
    >>> from distributions.gamma import Gamma
    >>> exact_at(Gamma(shape=1, scale=1), np.array([0.0])).round(6).tolist()
    [0.693147]
    """
    values, lower = np.empty(x.shape), x < 0
    values[lower] = family.lower_quantile(expit(x[lower]))
    values[~lower] = family.upper_quantile(expit(-x[~lower]))
    return values


def hermite_cells(transform: Transform, knots: Array) -> Array:
    """Coefficients of every cell in the share of the cell passed, constant first; NaN where they do not rise.

    Slopes are differences of sixth order over the knots: closer to the true ones than the check can see, and
    free of a density that loses digits for large parameters.

    Parameters
    ----------
    transform : Transform
        Scale on which the polynomials stand.
    knots : ndarray of shape (..., cells + 7)
        Values at equally spaced x, with three more beyond either end.

    Returns
    -------
    ndarray of shape (4, ..., cells)

    Examples
    --------
    >>> from distributions.tables.transform import transforms
    >>> unchanged, *_ = transforms(-np.inf, np.inf)
    >>> hermite_cells(unchanged, np.arange(8.0)).tolist()
    [[3.0], [1.0], [0.0], [0.0]]
    """
    with np.errstate(all="ignore"):
        y = transform.forward(knots)
        n = y.shape[-1] - BEYOND
        first, second, third = (y[..., 3 + k : n + k] - y[..., 3 - k : n - k] for k in (1, 2, 3))
        slope = (45 * first - 9 * second + third) / 60
        left, right, rise = slope[..., :-1], slope[..., 1:], np.diff(y[..., 3:n])
        cells = np.stack([y[..., 3 : n - 1], left, 3 * rise - 2 * left - right, left + right - 2 * rise])
        # Fritsch and Carlson (1980): such slopes keep the polynomial increasing between two knots.
        increasing = (left >= 0) & (right >= 0) & (left <= 3 * rise) & (right <= 3 * rise)
    cells[:, ~(increasing & np.isfinite(cells).all(axis=0))] = np.nan
    return cells


def polynomial(cells: Array, share: Number) -> Array:
    """Value of each polynomial of `cells`, shape (4, n), at a share of its cell passed; shape (n,).

    Examples
    --------
    >>> polynomial(np.array([[3.0], [1.0], [0.0], [0.0]]), np.array([0.5])).tolist()
    [3.5]
    """
    constant, linear, square, cube = cells
    return np.asarray(((cube * share + square) * share + linear) * share + constant)


def cell_ends(at_knots: Array) -> Array:
    """What stands at the left and at the right end of each cell.

    Parameters
    ----------
    at_knots : ndarray of shape (..., cells + 7)
        With three knots more beyond either end.

    Returns
    -------
    ndarray of shape (2, all cells)

    Examples
    --------
    >>> cell_ends(np.arange(9.0)).tolist()
    [[3.0, 4.0], [4.0, 5.0]]
    """
    inner = at_knots[..., BEYOND : at_knots.shape[-1] - BEYOND]
    return np.stack([inner[..., :-1].ravel(), inner[..., 1:].ravel()])


def empty_where_wrong(
    family: SlowFamily,
    transform: Transform,
    cells: Array,
    knots: Array,
    values: Array,
    shares: Sequence[float] = (0.5,),
) -> None:
    """Put NaN into cells that miss the tolerance.

    Parameters
    ----------
    family : SlowFamily
    transform : Transform
    cells : ndarray of shape (4, n)
        Overwritten.
    knots : ndarray of shape (2, n)
        Left and right end of each cell, in x.
    values : ndarray of shape (2, n)
        Exact values there.
    shares : sequence of float, optional
        Where within a cell to look; a Hermite polynomial is furthest off in the middle, unless the function
        has a kink there.

    Examples
    --------
    >>> from distributions.gamma import Gamma
    >>> from distributions.tables.transform import transforms
    >>> unchanged, *_ = transforms(-np.inf, np.inf)
    >>> cells = np.array([[3.0], [1.0], [0.0], [0.0]])
    >>> empty_where_wrong(
    ...     Gamma(shape=1, scale=1), unchanged, cells, np.array([[0.0], [0.1]]), np.array([[0.69], [0.74]])
    ... )
    >>> bool(np.isnan(cells).all())
    True
    """
    left, width = knots[0], knots[1] - knots[0]
    cells[:, ~_is_resolved(transform, width, values)] = np.nan
    for share in shares:
        cells[:, ~_is_right(family, transform, polynomial(cells, share), left + share * width)] = np.nan


def _is_resolved(transform: Transform, width: Array, values: Array) -> NDArray[np.bool_]:
    """Whether rounding leaves enough digits of every value of a cell, and not just of one that is looked at.

    The probability changes by no more than its share dx where the value changes by dq.
    """
    with np.errstate(all="ignore"):
        rounded = transform.rounded(values).max(axis=0)
        change = _EPSILON * rounded * width / (values[1] - values[0])
    return np.asarray(
        (change <= TOLERANCE / 2) | (_EPSILON * rounded <= _LAST_DIGITS * np.abs(values).min(axis=0))
    )


def _is_right(family: SlowFamily, transform: Transform, scale: Array, x: Array) -> NDArray[np.bool_]:
    """Whether places on the scale of a table are the quantiles at logit(u) = x."""
    with np.errstate(all="ignore"):
        values = np.clip(transform.backward(scale), *family.support)
        good = np.abs(_excess(family, values, x)) <= TOLERANCE
        # Where a float64 cannot say the value more finely, as for a beta next to 1, the last digits are all
        # there is. The probability decides, not the exact inverse: a wrong inverse would agree with itself.
        doubtful = np.flatnonzero(~good)
        slack = np.maximum(_LAST_DIGITS * np.abs(values[doubtful]), _SMALLEST)
        before, after = (
            _excess(family, np.clip(values[doubtful] + step, *family.support), x[doubtful])
            for step in (-slack, slack)
        )
        good[doubtful] = (before <= TOLERANCE) & (after >= -TOLERANCE)
    return np.asarray(good)


def _excess(family: SlowFamily, values: Array, x: Array) -> Array:
    """By how much the probability of values is above u, as a share of min(u, 1 - u)."""
    below, reached = x < 0, np.empty(x.shape)
    reached[below], reached[~below] = family.cdf(values[below]), family.survival(values[~below])
    share: Array = reached / expit(-np.abs(x)) - 1.0
    return np.where(below, share, -share)
