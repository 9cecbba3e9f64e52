"""Net benefit in each of several scenarios."""

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from mcsim.analysis.sensitivity.increments import INMB, in_words, increments_by_draw, labelled, places


def scenarios(outcomes: xr.Dataset, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Incremental net benefit in each scenario: a mean over its draws where the other inputs are sampled.

    Parameters
    ----------
    outcomes : Dataset
        Of the design `scenarios`, with the coordinate `scenario`.
    wtp : array_like of float, optional
        Willingness to pay; 20,000 and 30,000 when absent.

    Returns
    -------
    Dataset
        `inmb` (scenario, strategy, wtp, perspective); and, where a scenario has several draws, `inmb_se`,
        their standard deviation divided by the square root of their number. One draw with the other inputs
        at their base is no Monte Carlo figure, and has no standard error.

    Raises
    ------
    AnalysisError
        The outcomes come from another design, or `wtp` is no grid.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0]], np.zeros((2, 2)), ["usual care", "new"])
    >>> data = data.assign_coords(scenario=("draw", ["base", "cheap"]))
    >>> scenarios(data)["inmb"].sel(strategy="new", wtp=20_000).values.ravel().tolist()
    [-5.0, -3.0]
    """
    (scenario,) = places(outcomes, "scenario")
    values, grid = increments_by_draw(outcomes, wtp)
    names = list(dict.fromkeys(scenario.tolist()))
    parts = [values[scenario == name] for name in names]
    said = in_words(outcomes)
    figures = {INMB: (("scenario",), np.stack([part.mean(axis=0) for part in parts]), said)}
    if min(len(part) for part in parts) > 1:
        errors = np.stack([part.std(axis=0, ddof=1) / np.sqrt(len(part)) for part in parts])
        figures[f"{INMB}_se"] = (("scenario",), errors, f"Standard error of: {said}")
    return labelled(outcomes, grid, figures, scenario=names)
