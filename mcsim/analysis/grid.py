"""Grids of willingness to pay."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mcsim.errors import AnalysisError, Problem

Array = NDArray[np.float64]

DECISION_POINTS = (20_000.0, 30_000.0)
REMEDY = "give strictly increasing finite values of at least 0, as in [20000, 30000]"


def default_grid() -> Array:
    """Willingness to pay from 0 to 100,000 in 1,001 points.

    Examples
    --------
    >>> default_grid()[[0, 1, -1]].tolist()
    [0.0, 100.0, 100000.0]
    """
    return np.linspace(0.0, 100_000.0, 1_001)


def checked_grid(wtp: ArrayLike | None, default: Sequence[float] | Array | None = None) -> Array:
    """The grid as an array, or the default where none is given.

    Parameters
    ----------
    wtp : array_like of float, shape (m,) or (), optional
        Willingness to pay for one unit of effect.
    default : array_like of float, optional
        What to take instead of `default_grid()`.

    Returns
    -------
    ndarray of float64, shape (m,)

    Raises
    ------
    AnalysisError
        A value is negative, not finite or out of order, or there is none.

    Examples
    --------
    >>> checked_grid(20_000)
    array([20000.])
    """
    if wtp is None:
        return default_grid() if default is None else np.asarray(default, dtype=np.float64)
    try:
        grid = np.atleast_1d(np.array(wtp, dtype=np.float64))
    except (TypeError, ValueError) as error:
        raise AnalysisError(Problem("wtp", f"{wtp!r} are not numbers", REMEDY)) from error
    if grid.ndim != 1 or grid.size == 0:
        raise AnalysisError(Problem("wtp", f"has shape {grid.shape}; it must be a list of values", REMEDY))
    problems = _problems(grid)
    if problems:
        raise AnalysisError(problems)
    return grid


def positions(grid: Array, wtp: Any) -> NDArray[np.intp]:
    """Where values stand on a grid that was already computed.

    Raises
    ------
    AnalysisError
        A value is not on the grid.

    Examples
    --------
    >>> positions(default_grid(), [20_000, 30_000])
    array([200, 300])
    """
    values = checked_grid(wtp)
    found = np.searchsorted(grid, values).clip(max=grid.size - 1)
    missing = values[grid[found] != values]
    if missing.size:
        rule = f"{missing.tolist()} are not among the {grid.size} values of the summary"
        raise AnalysisError(Problem("wtp", rule, "summarise the outcomes on a grid that holds them"))
    return found


def _problems(grid: Array) -> list[Problem]:
    problems = [
        Problem(f"wtp[{at}]", f"is {grid[at]:g}; it must be finite and at least 0", REMEDY)
        for at in np.flatnonzero(~(np.isfinite(grid) & (grid >= 0.0)))[:5]
    ]
    if not problems:
        problems = [
            Problem(f"wtp[{at + 1}]", f"is {grid[at + 1]:g}, not above {grid[at]:g} before it", REMEDY)
            for at in np.flatnonzero(np.diff(grid) <= 0.0)[:5]
        ]
    return problems
