"""Which groups of inputs the variance of incremental net benefit comes from."""

from dataclasses import dataclass

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike, NDArray

from mcsim.analysis.sensitivity.increments import Array, in_words, increments_by_draw, labelled, places
from mcsim.errors import AnalysisError, Problem
from mcsim.names import COST, EFFECT, LONG_NAME, UNITS

FIRST, SECOND, OF_GROUP = "A", "B", "A_"
OF_EACH = ("first_order", "total")
WORDS = {
    "first_order": "Share of variance that a group explains alone",
    "total": "Share of variance that is left where a group alone is unknown",
    "together": "Share of variance that groups explain only together",
    "variance": "Variance",
}
ROUNDING = 1e-13
"""Of cost and effect, below which a spread of their difference is no spread."""


@dataclass(frozen=True)
class Estimate:
    """A figure, and what each sample adds to its error.

    Attributes
    ----------
    value : ndarray, shape (...)
    influence : ndarray, shape (sample, ...)
    """

    value: Array
    influence: Array

    @property
    def error(self) -> Array:
        """Standard error: that of the mean of the influence of independent samples."""
        error: Array = self.influence.std(axis=0, ddof=1) / np.sqrt(len(self.influence))
        return error


def group_variance(outcomes: xr.Dataset, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Shares of the variance of incremental net benefit that groups of inputs explain.

    Parameters
    ----------
    outcomes : Dataset
        Of the design `groups`, with the coordinates `sample` and `matrix`. A sample of which a draw is
        missing is left out whole.
    wtp : array_like of float, optional
        Willingness to pay; 20,000 and 30,000 when absent.

    Returns
    -------
    Dataset
        `first_order` (group, strategy, wtp, perspective): the share that would go, on average, if the group
        were known; `total`: the share that would stay if all but the group were known. `together`
        (strategy, wtp, perspective): one less the sum of the first orders, what groups do only together with
        others; `variance`. Each has its standard error, by the influence function. Shares are NaN where
        nothing varies. `n_samples` were whole. Inputs in no group are the same in every matrix of a sample:
        variances are given them, and then averaged over them.

    Raises
    ------
    AnalysisError
        The outcomes come from another design, fewer than two samples are whole, or `wtp` is no grid.

    Notes
    -----
    With f_A, f_B and f_g the benefit in matrices A, B and A with group g from B, the variance is
    mean((f_A - f_B)^2) / 2, the first order 1 - mean((f_B - f_g)^2) / mean((f_A - f_B)^2), and the total
    mean((f_A - f_g)^2) / mean((f_A - f_B)^2). Squares of differences have no mean to lose digits to, and give
    exactly 1 for a group that explains all and exactly 0 for one that does nothing.

    References
    ----------
    Jansen (1999), Computer Physics Communications 117:35-43 (both estimators). Saltelli et al. (2010),
    Computer Physics Communications 181:259-270, table 2. Sobol' (1993), Mathematical Modelling and
    Computational Experiment 1:407-414 (indices of groups).

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> cost = [[0.0, 5.0], [0.0, 3.0], [0.0, 3.0], [0.0, 1.0], [0.0, 2.0], [0.0, 2.0]]
    >>> data = outcomes(cost, np.zeros((6, 2)), ["usual care", "new"])
    >>> data = data.assign_coords(sample=("draw", [0, 0, 0, 1, 1, 1]),
    ...                           matrix=("draw", ["A", "B", "A_money"] * 2))
    >>> found = group_variance(data, 20_000).sel(group="money", strategy="new").squeeze()
    >>> found["first_order"].item(), found["total"].item(), found["together"].item()
    (1.0, 1.0, 0.0)
    """
    values, grid = increments_by_draw(outcomes, wtp)
    groups, rows = _rows(outcomes)
    first, second, moved = values[rows[:, 0]], values[rows[:, 1]], values[rows[:, 2:].T]
    whole = (first - second) ** 2
    whole[:, _is_rounding(outcomes, grid, whole)] = 0.0
    known = [_share(whole - (second - each) ** 2, whole) for each in moved]
    unknown = [_share((first - each) ** 2, whole) for each in moved]
    estimates = {
        "first_order": _stacked(known),
        "total": _stacked(unknown),
        "together": Estimate(
            1.0 - np.sum([each.value for each in known], axis=0),
            -np.sum([each.influence for each in known], axis=0),
        ),
        "variance": Estimate(whole.mean(axis=0) / 2.0, whole / 2.0),
    }
    return _dataset(outcomes, grid, groups, estimates).assign(n_samples=_counted(len(rows)))


def _rows(outcomes: xr.Dataset) -> tuple[list[str], NDArray[np.intp]]:
    """Names of the groups, and where the draws of whole samples stand, shape (sample, matrix), A and B first.

    Raises
    ------
    AnalysisError
        The matrices are no A, B and groups, or too few samples are whole.
    """
    sample, matrix = places(outcomes, "sample", "matrix")
    names = set(map(str, matrix))
    groups = names - {FIRST, SECOND}
    if names == groups or len(names) != len(groups) + 2 or not groups or not _of_groups(groups):
        rule = f"have the matrices {', '.join(sorted(names)[:4])}, not A, B and A with each group of inputs"
        raise AnalysisError(Problem("outcomes", rule, "hand over those of the design `groups`"))
    numbers, counts = np.unique(sample, return_counts=True)
    whole = numbers[counts == len(names)]
    if whole.size < 2:
        rule = f"hold {whole.size} samples of which no draw is missing, and a spread needs two"
        raise AnalysisError(Problem("outcomes", rule, "ask for more draws, or correct those that fail"))
    order = [str(name) for name in matrix[sample == whole[0]]]
    columns = [FIRST, SECOND, *(name for name in order if name in groups)]
    kept = np.flatnonzero(np.isin(sample, whole))
    kept = kept[np.argsort(sample[kept], kind="stable")]
    rows = np.stack([kept[matrix[kept] == name] for name in columns], axis=1)
    return [name.removeprefix(OF_GROUP) for name in columns[2:]], rows


def _of_groups(names: set[str]) -> bool:
    return all(name.startswith(OF_GROUP) for name in names)


def _is_rounding(outcomes: xr.Dataset, grid: Array, whole: Array) -> NDArray[np.bool_]:
    """Where squared differences are what rounding leaves, shape (strategy, wtp, perspective)."""
    size = float(np.abs(outcomes[COST]).max()) + grid * float(np.abs(outcomes[EFFECT]).max())
    return np.asarray(whole.max(axis=0) <= (ROUNDING * size[np.newaxis, :, np.newaxis]) ** 2)


def _share(part: Array, whole: Array) -> Estimate:
    """Ratio of means, by the delta method; NaN where there is nothing to share."""
    mean = whole.mean(axis=0)
    mean = np.where(mean > 0.0, mean, np.nan)
    value = part.mean(axis=0) / mean
    return Estimate(value, (part - value * whole) / mean)


def _stacked(shares: list[Estimate]) -> Estimate:
    """One estimate with a dimension of groups in front of the others."""
    return Estimate(
        np.stack([each.value for each in shares]), np.stack([each.influence for each in shares], axis=1)
    )


def _dataset(
    outcomes: xr.Dataset, grid: Array, groups: list[str], estimates: dict[str, Estimate]
) -> xr.Dataset:
    said = in_words(outcomes)
    figures: dict[str, tuple[tuple[str, ...], Array, str]] = {}
    for name, estimate in estimates.items():
        dims = ("group",) if name in OF_EACH else ()
        figures[name] = (dims, estimate.value, f"{WORDS[name]}: {said}")
        figures[f"{name}_se"] = (dims, estimate.error, f"Standard error of: {WORDS[name]}")
    data = labelled(outcomes, grid, figures, group=groups)
    for name in figures:
        money = data[name].attrs[UNITS]
        data[name].attrs[UNITS] = f"{money} squared" if name.startswith("variance") else "1"
    return data


def _counted(n_samples: int) -> xr.Variable:
    return xr.Variable((), n_samples, {UNITS: "1", LONG_NAME: "Samples of which no draw is missing"})
