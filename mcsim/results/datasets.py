"""Datasets of inputs and outcomes, checked where they are made; nothing downstream checks again."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike, NDArray

from mcsim.errors import DatasetError, Problem
from mcsim.names import (
    COMPARATOR,
    COST,
    CURRENCY,
    DESIGN,
    DRAW,
    EFFECT,
    EFFECT_UNIT,
    LARGEST,
    LONG_NAME,
    PER,
    PERSPECTIVE,
    PRICE_YEAR,
    PROBABILITY_SAMPLE,
    ROLE,
    STRATEGY,
    UNITS,
)
from mcsim.results.given import (
    DIMS,
    as_array,
    as_numbers,
    draw_numbers,
    perspective_names,
    require_same_index,
    strategy_names,
)


def outcomes(
    cost: Any,
    effect: Any,
    strategies: Sequence[str] | None = None,
    inputs: Any = None,
    *,
    perspectives: Sequence[str] | None = None,
    comparator: str | None = None,
    currency: str = "GBP",
    price_year: str = "",
    effect_unit: str = "QALY",
    per: str = "person",
    draws: ArrayLike | None = None,
    attrs: Mapping[str, Any] | None = None,
) -> xr.Dataset:
    """Build a checked dataset of outcomes from arrays, tables or DataArrays.

    Parameters
    ----------
    cost, effect : array_like, DataFrame or mapping of str to array_like
        Shape (draw, strategy) or (draw, strategy, perspective): absolute totals, not increments. The columns
        of a DataFrame, or the keys of a mapping, name the strategies.
    strategies : sequence of str, optional
        Names in column order; needed when `cost` does not carry them. The first is the comparator.
    inputs : DataFrame, Dataset or mapping of str to array_like, optional
        The sampled inputs of the same draws, one variable each; kept in the same dataset.
    perspectives : sequence of str, optional
        Names of the third dimension, needed when a DataArray does not carry them; one unnamed perspective is
        called ``health_and_social_care``.
    comparator : str, optional
        The strategy that increments are taken against.
    currency, price_year, effect_unit, per : str
        Units: what money, of which year; what one unit of effect is; per what (person, programme).
    draws : array_like of int, optional
        Absolute draw numbers; those of a DataArray, or else 0, 1, 2 ..., when absent.
    attrs : mapping, optional
        Further attributes, such as provenance; `replicates` where draw i belongs to the randomisation i
        modulo this number, and only these are independent of each other.

    Returns
    -------
    Dataset
        `cost` and `effect` of dims (draw, strategy, perspective).

    Raises
    ------
    DatasetError
        Shapes differ, a value is not finite, a name is missing or doubled, or draws are misaligned.

    Examples
    --------
    >>> data = outcomes(cost=[[0.0, 100.0], [0.0, 140.0]], effect=[[0.0, 0.01], [0.0, 0.02]],
    ...                 strategies=["usual care", "peer support"])
    >>> dict(data.sizes)
    {'draw': 2, 'strategy': 2, 'perspective': 1}
    """
    require_same_index(cost, effect, inputs)
    strategies = strategy_names(cost, effect, strategies)
    values = {COST: as_array(COST, cost), EFFECT: as_array(EFFECT, effect)}
    n_draws, n_perspectives = values[COST].shape[0], values[COST].shape[2]
    perspectives = perspective_names(cost, effect, perspectives, n_perspectives)
    number = draw_numbers(draws, cost, n_draws)
    _check_outcomes(values, number, strategies, perspectives)
    comparator = strategies[0] if comparator is None else comparator
    if comparator not in strategies:
        raise DatasetError(Problem("comparator", f"{comparator!r} is no strategy", f"one of {strategies}"))
    money = f"{currency} ({price_year} prices)" if price_year else currency
    described = {
        COST: {UNITS: money, LONG_NAME: f"Discounted cost per {per}"},
        EFFECT: {UNITS: effect_unit, LONG_NAME: f"Discounted effect per {per}"},
    }
    data = xr.Dataset(
        {name: (DIMS, values[name], described[name]) for name in (COST, EFFECT)},
        coords={DRAW: number, STRATEGY: list(strategies), PERSPECTIVE: list(perspectives)},
        attrs={
            COMPARATOR: comparator,
            CURRENCY: currency,
            PRICE_YEAR: price_year,
            EFFECT_UNIT: effect_unit,
            PER: per,
            DESIGN: "given",
            PROBABILITY_SAMPLE: 1,
            **(attrs or {}),
        },
    )
    data[DRAW].attrs = {UNITS: "1", LONG_NAME: "Number of the draw"}
    data[STRATEGY].attrs = {LONG_NAME: "Strategy"}
    data[PERSPECTIVE].attrs = {LONG_NAME: "Perspective"}
    return data if inputs is None else _with_inputs(data, inputs)


def inputs_dataset(
    values: Mapping[str, ArrayLike],
    draws: ArrayLike,
    described: Mapping[str, Mapping[str, Any]],
    attrs: Mapping[str, Any] | None = None,
) -> xr.Dataset:
    """Build a checked dataset of sampled inputs.

    Parameters
    ----------
    values : mapping of str to array_like
        One scalar input each, shape (draw,).
    draws : array_like of int
        Absolute draw numbers, shape (draw,).
    described : mapping of str to mapping
        Attributes of each input; `units` and `long_name` must be among them.
    attrs : mapping, optional
        Attributes of the dataset.

    Returns
    -------
    Dataset
        One variable per input, dims (draw,).

    Raises
    ------
    DatasetError
        A length differs, a value is not finite, or an input is not described.

    Examples
    --------
    >>> data = inputs_dataset({"uptake": [0.4, 0.6]}, draws=[0, 1],
    ...                       described={"uptake": {"units": "share", "long_name": "Uptake"}})
    >>> data["uptake"].attrs["units"]
    'share'
    """
    number = np.asarray(draws, dtype=np.int64)
    arrays = {name: _numbers_of(name, value) for name, value in values.items()}
    problems = [
        Problem(f"input {name}", f"has shape {array.shape}, but there are {number.size} draws")
        for name, array in arrays.items()
        if array.shape != number.shape
    ]
    problems += [
        Problem(f"input {name}", "has no unit or no description", "give `units` and `long_name`")
        for name in arrays
        if not {UNITS, LONG_NAME} <= set(described.get(name, {}))
    ]
    if not problems:
        problems = [
            Problem(f"input {name}", f"is not finite in draws {_first(number[~np.isfinite(array)])}")
            for name, array in arrays.items()
            if not np.isfinite(array).all()
        ]
    if problems:
        raise DatasetError(problems)
    data = xr.Dataset(
        {name: ((DRAW,), array, dict(described[name])) for name, array in arrays.items()},
        coords={DRAW: number},
        attrs=dict(attrs or {}),
    )
    data[DRAW].attrs = {UNITS: "1", LONG_NAME: "Number of the draw"}
    return data


def _numbers_of(name: str, value: ArrayLike) -> NDArray[np.float64]:
    try:
        return as_numbers(value)
    except (TypeError, ValueError) as error:
        raise DatasetError(Problem(f"input {name}", f"is not an array of numbers ({error})")) from error


def _with_inputs(data: xr.Dataset, inputs: Any) -> xr.Dataset:
    if not hasattr(inputs, "columns") and not isinstance(inputs, Mapping):
        rule = f"are a {type(inputs).__name__}, which names no columns"
        raise DatasetError(Problem("inputs", rule, "pass a DataFrame, a Dataset or a dict of arrays"))
    names = [str(name) for name in inputs]
    taken = [name for name in names if name in data.variables]
    if taken:
        raise DatasetError(Problem("inputs", f"{taken} are names of the dataset's own", "rename them"))
    described = {name: {UNITS: "", LONG_NAME: name, ROLE: "input"} for name in names}
    values = {str(name): inputs[name] for name in inputs}
    return data.merge(inputs_dataset(values, data[DRAW].values, described), combine_attrs="override")


def _check_outcomes(
    values: Mapping[str, NDArray[np.float64]],
    draws: NDArray[np.int64],
    strategies: Sequence[str],
    perspectives: Sequence[str],
) -> None:
    shape = (draws.size, len(strategies), len(perspectives))
    problems = [
        Problem(name, f"has shape {array.shape}; draws, strategies and perspectives make it {shape}")
        for name, array in values.items()
        if array.shape != shape
    ]
    for what, names in {"strategies": strategies, "perspectives": perspectives}.items():
        if len(set(names)) != len(names):
            problems.append(Problem(what, f"{list(names)} hold a name twice", "give each its own"))
    # Draws almost always ascend, and then none can stand twice; finding out otherwise costs a sort.
    ascending = bool((draws[1:] > draws[:-1]).all())
    if not ascending and np.unique(draws).size != draws.size:
        problems.append(Problem("draws", "a number stands twice", "give each draw its own"))
    if not problems:
        problems = [
            Problem(name, f"{rule} in draws {_first(draws[~good.all(axis=(1, 2))])}")
            for name, array in values.items()
            for rule, good in _rules(array).items()
            if not good.all()
        ]
    if problems:
        raise DatasetError(problems)


def _first(draws: NDArray[np.int64], n_shown: int = 5) -> str:
    shown = ", ".join(str(draw) for draw in draws[:n_shown])
    return f"{shown} and {draws.size - n_shown} more" if draws.size > n_shown else shown


def _rules(values: NDArray[np.float64]) -> dict[str, NDArray[np.bool_]]:
    """What every value must be: finite, and small enough that sums of squares are finite too."""
    finite = np.isfinite(values)
    return {"is not finite": finite, f"is beyond {LARGEST:g}": ~finite | (np.abs(values) < LARGEST)}
