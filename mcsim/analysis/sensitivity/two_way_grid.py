"""Net benefit over a grid of two inputs."""

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from mcsim.analysis.sensitivity.increments import INMB, in_words, increments_by_draw, labelled, places

SIDES = ("grid_first", "grid_second")


def two_way_grid(outcomes: xr.Dataset, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Incremental net benefit for every pair of values of two inputs, all others at their base.

    Parameters
    ----------
    outcomes : Dataset
        Of the design `two_way_grid`, with the coordinates `grid_first` and `grid_second`.
    wtp : array_like of float, optional
        Willingness to pay; 20,000 and 30,000 when absent.

    Returns
    -------
    Dataset
        `inmb` (grid_first, grid_second, strategy, wtp, perspective). It is no Monte Carlo figure, and has no
        standard error.

    Raises
    ------
    AnalysisError
        The outcomes come from another design, or `wtp` is no grid.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0]], np.zeros((2, 2)), ["usual care", "new"])
    >>> data = data.assign_coords(grid_first=("draw", [0, 0]), grid_second=("draw", [0, 1]))
    >>> two_way_grid(data)["inmb"].sel(strategy="new", wtp=20_000).values.ravel().tolist()
    [-5.0, -3.0]
    """
    first, second = places(outcomes, *SIDES)
    values, grid = increments_by_draw(outcomes, wtp)
    found = np.full((first.max() + 1, second.max() + 1, *values.shape[1:]), np.nan)
    found[first, second] = values
    labels = {name: np.arange(size) for name, size in zip(SIDES, found.shape, strict=False)}
    return labelled(outcomes, grid, {INMB: (SIDES, found, in_words(outcomes))}, **labels)
