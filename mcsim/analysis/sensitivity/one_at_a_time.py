"""Net benefit with one input at a time at its low and its high value: what a tornado shows."""

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from mcsim.analysis.sensitivity.increments import INMB, in_words, increments_by_draw, labelled, places

LEVELS = ("low", "base", "high")


def one_at_a_time(outcomes: xr.Dataset, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Incremental net benefit with one input low or high and all others at their base.

    Parameters
    ----------
    outcomes : Dataset
        Of the design `one_at_a_time`, with the coordinates `varied` and `level`.
    wtp : array_like of float, optional
        Willingness to pay; 20,000 and 30,000 when absent.

    Returns
    -------
    Dataset
        `inmb` (varied, level, strategy, wtp, perspective) and `swing` (varied, strategy, wtp, perspective),
        the distance between low and high. They are no Monte Carlo figures, and have no standard errors.

    Raises
    ------
    AnalysisError
        The outcomes come from another design, or `wtp` is no grid.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0], [0.0, 8.0]], np.zeros((3, 2)), ["usual care", "new"])
    >>> data = data.assign_coords(varied=("draw", ["", "price", "price"]),
    ...                           level=("draw", ["base", "low", "high"]))
    >>> one_at_a_time(data)["inmb"].sel(varied="price", strategy="new", wtp=20_000).values.ravel().tolist()
    [-3.0, -5.0, -8.0]
    """
    varied, level = places(outcomes, "varied", "level")
    values, grid = increments_by_draw(outcomes, wtp)
    names = list(dict.fromkeys(name for name in varied if name))
    draw = {key: at for at, key in enumerate(zip(varied, level, strict=True))}
    rows = [[draw[("" if each == "base" else name, each)] for each in LEVELS] for name in names]
    found = values[np.array(rows)]
    said = in_words(outcomes)
    return labelled(
        outcomes,
        grid,
        {
            INMB: (("varied", "level"), found, said),
            "swing": (
                ("varied",),
                np.abs(found[:, 2] - found[:, 0]),
                f"Distance between low and high: {said}",
            ),
        },
        varied=names,
        level=list(LEVELS),
    )
