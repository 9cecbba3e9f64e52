"""The ledger of a run: what each item adds to cost and effect, year by year, checked where it is made."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from mcsim.errors import DatasetError, Problem
from mcsim.names import (
    BLOCK,
    COMPARATOR,
    COST,
    COST_RATE,
    DRAW,
    EFFECT,
    EFFECT_RATE,
    ITEM,
    ITEMS,
    KIND,
    LARGEST,
    LONG_NAME,
    MEASURE,
    PEOPLE,
    PER,
    PERSPECTIVE,
    STRATEGY,
    UNIT,
    UNITS,
    YEAR,
)
from mcsim.results.adding_up import MEASURES, N_AT_ONCE, first_gaps

Array = NDArray[np.float64]

DIMS = (DRAW, STRATEGY, PERSPECTIVE, ITEM, YEAR)
DESCRIBED = {
    MEASURE: "Whether the item is a part of cost or of effect, or counts people",
    KIND: "Kind of the item",
    BLOCK: "Block of the ledger that the item stands in",
    UNIT: "Unit of the item",
}


def ledger_dataset(
    items: Array,
    outcomes: xr.Dataset,
    described: Mapping[str, Any],
    discount_rates: tuple[float, float] = (0.0, 0.0),
) -> xr.Dataset:
    """Build a checked ledger of the draws of `outcomes`.

    Parameters
    ----------
    items : ndarray of float64, shape (draw, strategy, perspective, item, year)
        Discounted increments over the comparator, whose own row is among them and zero. A saving is a
        negative cost.
    outcomes : Dataset
        Cost and effect of the same draws, from which labels, units and attributes are taken.
    described : mapping of str to object
        For each item, in order, an object that has `measure` (`cost` or `effect`, or `people` for a count of
        people that is a part of neither), `kind` and `block`.
    discount_rates : tuple of float
        Yearly rates at which costs and effects were discounted; people are not.

    Returns
    -------
    Dataset
        `items` of dims (draw, strategy, perspective, item, year), the strategies without the comparator; the
        coordinates `measure`, `kind`, `block` and `unit` say what an item is. Year 0 is the first.

    Raises
    ------
    DatasetError
        A shape differs, a value is not finite, an item is of no known measure, the comparator's row is not
        zero, or the items do not add up to the increments.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 100.0]], [[0.0, 0.0]], ["usual care", "new"])
    >>> described = {"staff": SimpleNamespace(measure="cost", kind="staff", block="delivery")}
    >>> ledger = ledger_dataset(np.array([0.0, 0.0, 60.0, 40.0]).reshape(1, 2, 1, 1, 2), data, described)
    >>> ledger["items"].sel(strategy="new", item="staff").values.ravel().tolist()
    [60.0, 40.0]
    """
    strategies = [str(name) for name in outcomes[STRATEGY].values]
    comparator = strategies.index(outcomes.attrs.get(COMPARATOR, strategies[0]))
    measures = [str(item.measure) for item in described.values()]
    problems = _shape(items, outcomes, described) or _values(items, outcomes, comparator, described)
    if problems:
        raise DatasetError(problems)
    n_years = items.shape[-1]
    units = {name: str(outcomes[name].attrs[UNITS]) for name in MEASURES} | {PEOPLE: PEOPLE}
    of_item = {name: [str(getattr(item, name)) for item in described.values()] for name in (KIND, BLOCK)}
    of_item |= {MEASURE: measures, UNIT: [units[measure] for measure in measures]}
    long_name = f"Discounted increment over {strategies[comparator]} per {outcomes.attrs.get(PER, 'person')}"
    data = xr.Dataset(
        {ITEMS: (DIMS, without_row(items, comparator), {UNITS: f"see {UNIT}", LONG_NAME: long_name})},
        coords={
            DRAW: outcomes[DRAW],
            STRATEGY: strategies[:comparator] + strategies[comparator + 1 :],
            PERSPECTIVE: outcomes[PERSPECTIVE],
            ITEM: [str(name) for name in described],
            YEAR: np.arange(n_years),
            **{name: (ITEM, of_item[name], {LONG_NAME: said}) for name, said in DESCRIBED.items()},
        },
        attrs={**outcomes.attrs, **dict(zip((COST_RATE, EFFECT_RATE), discount_rates, strict=True))},
    )
    data[STRATEGY].attrs = dict(outcomes[STRATEGY].attrs)
    data[ITEM].attrs = {LONG_NAME: "Item"}
    data[YEAR].attrs = {UNITS: "1", LONG_NAME: "Year, the first being 0"}
    return data


def without_row(items: Array, row: int) -> Array:
    """Leave one strategy out: a view where it is the first, for a ledger may be half of the memory.

    Examples
    --------
    >>> without_row(np.arange(3.0)[np.newaxis], 1).tolist()
    [[0.0, 2.0]]
    """
    return items[:, 1:] if row == 0 else np.delete(items, row, axis=1)


def with_row(items: Array, row: int) -> Array:
    """Put the row of zeros back that `without_row` left out.

    Examples
    --------
    >>> with_row(np.array([[5.0, 2.0]]), 0).tolist()
    [[0.0, 5.0, 2.0]]
    """
    return np.insert(items, row, 0.0, axis=1)


def _shape(items: Array, outcomes: xr.Dataset, described: Mapping[str, Any]) -> list[Problem]:
    shape = (*(outcomes.sizes[dim] for dim in DIMS[:3]), len(described))
    if items.ndim != len(DIMS) or items.shape[:4] != shape or items.shape[4] == 0:
        rule = f"has shape {items.shape}; draws, strategies, perspectives and items make it {shape} and years"
        return [Problem(ITEMS, rule)]
    known = (*MEASURES, PEOPLE)
    return [
        Problem(f"item {name}", f"is of measure {item.measure!r}", f"one of {', '.join(known)}")
        for name, item in described.items()
        if item.measure not in known
    ]


def _values(
    items: Array, outcomes: xr.Dataset, comparator: int, described: Mapping[str, Any]
) -> list[Problem]:
    numbers = outcomes[DRAW].values
    for start in range(0, len(items), N_AT_ONCE):
        some = items[start : start + N_AT_ONCE]
        bad = np.argwhere(~(np.abs(some) < LARGEST))
        rule = f"is not finite, or beyond {LARGEST:g}"
        if not bad.size:
            bad = np.argwhere(some[:, comparator] != 0.0)
            bad = np.insert(bad, 1, comparator, axis=1)
            rule = "is not zero for the comparator, over which every item is an increment"
        if bad.size:
            name = list(described)[bad[0, 3]]
            return [Problem(f"item {name}, draw {numbers[start + bad[0, 0]]}", rule)]
    return _gaps(items, outcomes, comparator, [str(item.measure) for item in described.values()])


def _gaps(items: Array, outcomes: xr.Dataset, comparator: int, measures: Sequence[str]) -> list[Problem]:
    totals = {name: outcomes[name].transpose(DRAW, STRATEGY, PERSPECTIVE).values for name in (COST, EFFECT)}
    return [
        Problem(
            f"{ITEMS} in draw {outcomes[DRAW].values[gap.draw]}, {STRATEGY} "
            f"{outcomes[STRATEGY].values[gap.strategy]}, {PERSPECTIVE} "
            f"{outcomes[PERSPECTIVE].values[gap.perspective]}",
            gap.rule,
            f"let the items of measure {gap.measure} hold all of it, discounted and per "
            f"{outcomes.attrs.get(PER, 'person')} as `{gap.measure}` is",
        )
        for gap in first_gaps(items, measures, totals, comparator)
    ]
