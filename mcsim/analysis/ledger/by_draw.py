"""What a ledger comes to in every draw: its items summed by group, a few draws at a time."""

from collections.abc import Sequence

import numpy as np
import xarray as xr

from mcsim.analysis.columns import N_AT_ONCE
from mcsim.analysis.envelope import Array, Index
from mcsim.errors import AnalysisError, Problem
from mcsim.names import (
    COST,
    COST_RATE,
    DRAW,
    EFFECT,
    ITEM,
    ITEMS,
    KIND,
    MEASURE,
    PEOPLE,
    PERSPECTIVE,
    STRATEGY,
    YEAR,
)

PROGRAMME = "programme"
"""Kind of the items that a programme costs to run."""


def sums_by_draw(ledger: xr.Dataset, groups: Sequence[Index]) -> Array:
    """Sums of groups of items, in every draw and year.

    Parameters
    ----------
    ledger : Dataset
        `items` of dims (draw, strategy, perspective, item, year).
    groups : sequence of ndarray of int
        For each of g groups the positions of its items; the sum of no items is 0.

    Returns
    -------
    ndarray, shape (draw, strategy, perspective, g, year)
        Draws by increasing number. No larger part of the ledger is copied than `N_AT_ONCE` draws.

    Examples
    --------
    >>> items = xr.DataArray(np.arange(6.0).reshape(2, 1, 1, 3, 1),
    ...                      dims=("draw", "strategy", "perspective", "item", "year"))
    >>> ledger = xr.Dataset({"items": items}, {"draw": [1, 0]})
    >>> sums_by_draw(ledger, [np.array([0, 2]), np.array([], dtype=int)])[:, 0, 0, :, 0].tolist()
    [[8.0, 0.0], [2.0, 0.0]]
    """
    items = ledger[ITEMS].transpose(DRAW, STRATEGY, PERSPECTIVE, ITEM, YEAR).values
    n_draws, n_strategies, n_perspectives, _, n_years = items.shape
    found = np.empty((n_draws, n_strategies, n_perspectives, len(groups), n_years))
    order = np.argsort(ledger[DRAW].values, kind="stable")
    for start in range(0, n_draws, N_AT_ONCE):
        some = items[order[start : start + N_AT_ONCE]]
        for position, rows in enumerate(groups):
            found[start : start + N_AT_ONCE, :, :, position] = some[:, :, :, rows].sum(axis=3)
    return found


def has_programme(ledger: xr.Dataset) -> bool:
    """Whether an item is what a programme costs to run."""
    return bool(programme_and_other_costs(ledger)[0].size)


def has_participants(ledger: xr.Dataset) -> bool:
    """Whether an item counts those who take part."""
    return PEOPLE in ledger[MEASURE].values


def costs_and_effects(ledger: xr.Dataset) -> list[Index]:
    """Groups of all costs and of all effects."""
    return [np.flatnonzero(ledger[MEASURE].values == COST), effects(ledger)]


def programme_and_other_costs(ledger: xr.Dataset) -> list[Index]:
    """Groups of what the programme costs, and of all other costs, among which are savings."""
    is_cost, is_programme = ledger[MEASURE].values == COST, ledger[KIND].values == PROGRAMME
    return [np.flatnonzero(is_cost & is_programme), np.flatnonzero(is_cost & ~is_programme)]


def effects(ledger: xr.Dataset) -> Index:
    """Group of all effects."""
    return np.flatnonzero(ledger[MEASURE].values == EFFECT)


def people(ledger: xr.Dataset) -> Index:
    """Group of the items that count those who take part.

    Raises
    ------
    AnalysisError
        There are none.
    """
    found = np.flatnonzero(ledger[MEASURE].values == PEOPLE)
    if not found.size:
        rule = f"has no item of measure `{PEOPLE}`, which counts those who take part"
        remedy = "let the model keep one, as the co-production model does"
        raise AnalysisError(Problem("ledger", rule, remedy))
    return found


def growth(ledger: xr.Dataset, rate: str = COST_RATE) -> Array:
    """What discounting divided each year's amounts by: (1 + rate)^year, shape (year,).

    Examples
    --------
    >>> growth(xr.Dataset(coords={"year": [0, 1]}, attrs={"discount_rate_of_costs": 0.035})).tolist()
    [1.0, 1.035]
    """
    factors: Array = (1.0 + float(ledger.attrs.get(rate, 0.0))) ** ledger[YEAR].values.astype(np.float64)
    return factors
