"""Correlation matrices: what is wrong with one, the nearest that can be, and its Cholesky factor.

Nothing is repaired here unasked: a matrix that cannot be is told of together with the nearest that can.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from distributions.error import format_number
from distributions.read import Array

SYMMETRY_TOLERANCE = 1e-9
_DECIMALS = 4
_SMALLEST_PIVOT = 1e-12  # of the Cholesky factor, squared; below it the inputs depend on each other exactly
_MOST_SHOWN = 8


def check_correlation(names: Sequence[str], matrix: Sequence[Sequence[float]] | Array) -> list[str]:
    """Say what is wrong with a correlation matrix.

    Parameters
    ----------
    names : sequence of K str
        What is correlated.
    matrix : array of shape (K, K)

    Returns
    -------
    list of str
        A sentence for every broken rule: square with one row per name, ones on the diagonal, symmetric (to
        1e-9), between -1 and 1, positive definite; the last with the nearest matrix that is. Empty when all
        hold.

    Examples
    --------
    >>> check_correlation(["a", "b"], [[1, 0.5], [0.4, 1]])
    ['a and b: 0.5 above the diagonal and 0.4 below it must be the same']
    >>> check_correlation(["a", "b"], [[1, 0.5], [0.5, 1]])
    []
    """
    values = np.asarray(matrix, dtype=np.float64)
    if values.shape != (len(names), len(names)):
        wanted = f"{len(names)} rows of {len(names)} numbers"
        return [f"there must be {wanted}, one for each of {', '.join(names)}"]
    return list(_wrong_entries(names, values)) or _not_definite(names, values)


def _wrong_entries(names: Sequence[str], values: Array) -> Iterator[str]:
    for index, name in enumerate(names):
        if abs(values[index, index] - 1.0) > SYMMETRY_TOLERANCE:
            yield f"{name} with itself: {format_number(values[index, index])} must be 1"
    for i, j in combinations(range(len(names)), 2):
        pair, above, below = f"{names[i]} and {names[j]}", values[i, j], values[j, i]
        if abs(above - below) > SYMMETRY_TOLERANCE:
            written = f"{format_number(above)} above the diagonal and {format_number(below)} below it"
            yield f"{pair}: {written} must be the same"
        elif abs(above) > 1.0:
            yield f"{pair}: {format_number(above)} must be a correlation, from -1 to 1"


def _not_definite(names: Sequence[str], values: Array) -> list[str]:
    if is_definite(values):
        return []
    # Far enough inside for the rounded values to be taken when they are copied.
    nearest = np.round(nearest_correlation(values, len(names) * 10.0**-_DECIMALS), _DECIMALS) + 0.0
    changes = sorted(combinations(range(len(names)), 2), key=lambda ij: -abs(values[ij] - nearest[ij]))
    told = [
        f"{names[i]} and {names[j]}: {format_number(values[i, j])} -> {format_number(nearest[i, j])}"
        for i, j in changes[:_MOST_SHOWN]
    ]
    more = f", and {len(changes) - len(told)} more" if len(told) < len(changes) else ""
    whole = f"; as a matrix: {nearest.tolist()}" if len(names) <= _MOST_SHOWN else ""
    smallest = np.linalg.eigvalsh(values)[0]
    return [
        f"these correlations cannot all hold (smallest eigenvalue {smallest:.2g}, must be above 0); the "
        f"nearest that can, the largest change first: {', '.join(told)}{more}{whole}"
    ]


def is_definite(matrix: Array) -> bool:
    """Whether a correlation matrix is positive definite, by a margin that a computer can tell from 0.

    Examples
    --------
    >>> is_definite(np.array([[1, 0.9], [0.9, 1]])), is_definite(np.array([[1.0, 1.0], [1.0, 1.0]]))
    (True, False)
    """
    return bool((np.diag(cholesky(matrix)) ** 2 > _SMALLEST_PIVOT).all())


def cholesky(matrix: Sequence[Sequence[float]] | Array) -> Array:
    """Lower triangle L with L L' = matrix.

    Column by column with elementwise operations alone, so that the bits depend on no linear algebra library.

    Parameters
    ----------
    matrix : array of shape (K, K)
        Symmetric; the lower triangle is looked at.

    Returns
    -------
    ndarray of shape (K, K)
        NaN from the column on at which the matrix turns out not to be positive definite.

    Examples
    --------
    >>> cholesky([[4.0, 2.0], [2.0, 2.0]]).tolist()
    [[2.0, 0.0], [1.0, 1.0]]
    """
    rest = np.array(matrix, dtype=np.float64)
    factor = np.zeros(rest.shape)
    for column in range(len(rest)):
        pivot = rest[column, column]
        if not pivot > 0.0:
            factor[column:, column:] = np.nan
            break
        own = rest[column:, column] / np.sqrt(pivot)
        factor[column:, column] = own
        rest[column:, column:] -= own[:, np.newaxis] * own
    return factor


def nearest_correlation(
    matrix: Sequence[Sequence[float]] | Array,
    smallest_eigenvalue: float = 0.0,
    tolerance: float = 1e-10,
    most_steps: int = 10_000,
) -> Array:
    """Correlation matrix nearest to a symmetric matrix, in the sum of squared differences.

    Alternating projections with Dykstra's correction: Higham (2002), Computing the nearest correlation
    matrix: a problem from finance, IMA Journal of Numerical Analysis 22: 329-343, algorithm 3.3.

    Parameters
    ----------
    matrix : array of shape (K, K)
        Symmetric.
    smallest_eigenvalue : float, optional
        That the result shall have; above 0 for a positive definite one, and at most 1.
    tolerance : float, optional
        Largest difference between the two projections, in any element, at which the search ends.
    most_steps : int, optional
        At which it ends otherwise.

    Returns
    -------
    ndarray of shape (K, K)

    Examples
    --------
    >>> nearest_correlation([[1, 1, 0], [1, 1, 1], [0, 1, 1]]).round(4).tolist()[0]
    [1.0, 0.7607, 0.1573]
    """
    unit = np.array(matrix, dtype=np.float64)
    unit = (unit + unit.T) / 2.0
    correction = np.zeros(unit.shape)
    for _ in range(most_steps):
        start = unit - correction
        definite = _raise_eigenvalues(start, smallest_eigenvalue)
        correction = definite - start
        unit = definite.copy()
        np.fill_diagonal(unit, 1.0)
        if np.abs(unit - definite).max() <= tolerance:
            break
    return unit


def _raise_eigenvalues(matrix: Array, smallest: float) -> Array:
    """Nearest symmetric matrix whose eigenvalues are at least `smallest`."""
    values, vectors = np.linalg.eigh(matrix)
    raised = (vectors * np.maximum(values, smallest)) @ vectors.T
    return np.asarray((raised + raised.T) / 2.0)
