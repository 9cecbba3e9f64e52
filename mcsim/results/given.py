"""Costs, effects and inputs as a user gives them: arrays, tables or labelled arrays, read by their labels."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from mcsim.errors import DatasetError, Problem
from mcsim.names import DRAW, PERSPECTIVE, STRATEGY

DIMS = (DRAW, STRATEGY, PERSPECTIVE)
DEFAULT_PERSPECTIVE = "health_and_social_care"


def as_array(name: str, value: Any) -> NDArray[np.float64]:
    """Values of shape (draw, strategy, perspective).

    Raises
    ------
    DatasetError
        They are no numbers, or have other dimensions.
    """
    if isinstance(value, xr.DataArray):
        value = _in_order(name, value)
    try:
        if isinstance(value, Mapping):
            value = np.stack([np.asarray(column) for column in value.values()], axis=1)
        array = as_numbers(value)
    except (TypeError, ValueError) as error:
        raise DatasetError(Problem(name, f"is not an array of numbers ({error})")) from error
    array = array[:, :, np.newaxis] if array.ndim == 2 else array
    if array.ndim != 3 or 0 in array.shape:
        rule = f"has shape {array.shape}; it must be (draw, strategy) or (draw, strategy, perspective)"
        raise DatasetError(Problem(name, rule))
    return np.ascontiguousarray(array)


def as_numbers(value: Any) -> NDArray[np.float64]:
    """Values as floats; numpy by itself would drop the imaginary part of a complex number.

    Raises
    ------
    TypeError, ValueError
        They are no real numbers.
    """
    array = np.asarray(value)
    if array.dtype.kind in "cmM":
        raise TypeError(f"type {array.dtype}")
    return np.asarray(array, dtype=np.float64)


def _in_order(name: str, value: xr.DataArray) -> xr.DataArray:
    wanted = [dim for dim in DIMS if dim in value.dims]
    if set(value.dims) != set(wanted) or not {DRAW, STRATEGY} <= set(wanted):
        rule = f"has dims {tuple(value.dims)}; they must be {DRAW}, {STRATEGY} and, if need be, {PERSPECTIVE}"
        raise DatasetError(Problem(name, rule, "rename or select them"))
    return value.transpose(*wanted)


def require_same_index(cost: Any, effect: Any, inputs: Any) -> None:
    """Refuse tables whose rows are not the same draws in the same order.

    Raises
    ------
    DatasetError
    """
    given = {"cost": cost, "effect": effect, "inputs": inputs}
    labelled = [(name, labels) for name, value in given.items() for labels in _labels(value)]
    for name, other in labelled[1:]:
        against, first = labelled[0]
        if first.shape != other.shape or not (first == other).all():
            rule = (
                f"its draws are not those of `{against}`, row by row (lengths {len(other)} and {len(first)})"
            )
            remedy = "sort both by draw, or reset both indexes if rows do match"
            raise DatasetError(Problem(name, rule, remedy))


def _labels(value: Any) -> Iterator[NDArray[Any]]:
    """Draw labels that a table, its columns or a labelled array carry."""
    if isinstance(value, xr.DataArray | xr.Dataset):
        if DRAW in value.coords:
            yield np.asarray(value[DRAW])
    elif isinstance(value, Mapping):
        for column in value.values():
            yield from _labels(column)
    elif not callable(index := getattr(value, "index", None)) and index is not None:
        yield np.asarray(index)


def draw_numbers(draws: Any, cost: Any, n_draws: int) -> NDArray[np.int64]:
    """Numbers of the draws: as given, else those of a labelled `cost`, else 0, 1, 2 ...

    Raises
    ------
    DatasetError
        They are no whole numbers.
    """
    if draws is None and isinstance(cost, xr.DataArray):
        draws = cost.coords.get(DRAW)
    number = np.arange(n_draws) if draws is None else np.asarray(draws)
    if number.ndim != 1 or number.dtype.kind not in "iu":
        rule = f"are of type {number.dtype} and shape {number.shape}"
        raise DatasetError(Problem("draws", rule, "give one whole number for each row"))
    return number.astype(np.int64, copy=False)


def strategy_names(cost: Any, effect: Any, strategies: Sequence[str] | None) -> list[str]:
    """Names of the strategies: as given, or as the data carry them, which must agree.

    Raises
    ------
    DatasetError
    """
    names = _names("strategies", _columns(cost), _columns(effect), strategies)
    if names is None:
        raise DatasetError(Problem("strategies", "are not named", 'pass strategies=["usual care", ...]'))
    return names


def perspective_names(
    cost: Any, effect: Any, perspectives: Sequence[str] | None, n_perspectives: int
) -> list[str]:
    """Names of the perspectives, as for strategies; one that is unnamed gets the usual name.

    Raises
    ------
    DatasetError
    """
    names = _names("perspectives", _along(PERSPECTIVE, cost), _along(PERSPECTIVE, effect), perspectives)
    if names is None and n_perspectives == 1:
        return [DEFAULT_PERSPECTIVE]
    if names is None:
        rule = f"are not named, and the data hold {n_perspectives}"
        raise DatasetError(Problem("perspectives", rule, "pass perspectives=[...]"))
    return names


def _names(
    what: str, of_cost: list[str] | None, of_effect: list[str] | None, given: Sequence[str] | None
) -> list[str] | None:
    if isinstance(given, str):
        raise DatasetError(Problem(what, f"{given!r} is one name", "pass a list of names"))
    if of_cost is not None and of_effect is not None and of_cost != of_effect:
        rule = f"`cost` has columns {of_cost} and `effect` {of_effect}"
        raise DatasetError(Problem(what, rule, "give both the same columns in the same order"))
    found = of_cost or of_effect
    if given is not None and found is not None and list(given) != found:
        rule = f"{list(given)} are not the columns {found}"
        raise DatasetError(Problem(what, rule, f"leave `{what}` out, or give them in column order"))
    return found if given is None else [str(name) for name in given]


def _columns(value: Any) -> list[str] | None:
    if hasattr(value, "columns"):
        return [str(name) for name in value.columns]
    return [str(name) for name in value] if isinstance(value, Mapping) else _along(STRATEGY, value)


def _along(dim: str, value: Any) -> list[str] | None:
    """Names that a labelled array carries along one dimension."""
    if not isinstance(value, xr.DataArray) or dim not in value.coords:
        return None
    return [str(name) for name in np.atleast_1d(value[dim].values)]
