"""What users hand in as outcomes: arrays, tables, mappings or labelled arrays, read alike."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from mcsim.errors import DatasetError, Problem
from mcsim.names import DRAW, PERSPECTIVE, STRATEGY

DIMS = (DRAW, STRATEGY, PERSPECTIVE)


def _labels(value: Any) -> Any:
    """Draw labels that a table or a labelled array carries, else None."""
    if hasattr(value, "index") and hasattr(value, "columns"):
        return np.asarray(value.index)
    if isinstance(value, xr.DataArray | xr.Dataset) and DRAW in value.coords:
        return np.asarray(value[DRAW])
    return None


def require_same_index(cost: Any, effect: Any, inputs: Any) -> None:
    """Refuse tables whose rows are not the same draws in the same order."""
    labelled = {"cost": cost, "effect": effect, "inputs": inputs}
    indexes = {name: label for name, value in labelled.items() if (label := _labels(value)) is not None}
    names = list(indexes)
    for name in names[1:]:
        first, other = indexes[names[0]], indexes[name]
        if first.shape != other.shape or not (first == other).all():
            rule = (
                f"its draws are not those of `{names[0]}`, row by row (lengths {len(other)} and {len(first)})"
            )
            raise DatasetError(
                Problem(name, rule, "sort both by draw, or reset both indexes if rows do match")
            )


def strategy_names(cost: Any, effect: Any, strategies: Sequence[str] | None) -> list[str]:
    """Names of the strategies, given or carried by the data; refused where they disagree."""
    columns = [_columns(cost), _columns(effect)]
    if columns[0] is not None and columns[1] is not None and columns[0] != columns[1]:
        rule = f"`cost` has columns {columns[0]} and `effect` {columns[1]}"
        raise DatasetError(Problem("strategies", rule, "give both the same columns in the same order"))
    found = columns[0] or columns[1]
    if strategies is None and found is None:
        raise DatasetError(Problem("strategies", "are not named", 'pass strategies=["usual care", ...]'))
    if strategies is not None and found is not None and list(strategies) != found:
        rule = f"{list(strategies)} are not the columns {found}"
        raise DatasetError(
            Problem("strategies", rule, "leave `strategies` out, or give them in column order")
        )
    return [str(name) for name in (found if strategies is None else strategies)]  # type: ignore[union-attr]


def _columns(value: Any) -> list[str] | None:
    if hasattr(value, "columns"):
        return [str(name) for name in value.columns]
    if isinstance(value, xr.DataArray) and STRATEGY in value.coords:
        return [str(name) for name in value[STRATEGY].values]
    return [str(name) for name in value] if isinstance(value, Mapping) else None


def as_array(name: str, value: Any) -> NDArray[np.float64]:
    """Values of shape (draw, strategy, perspective)."""
    if isinstance(value, Mapping):
        value = np.stack([np.asarray(column) for column in value.values()], axis=1)
    elif isinstance(value, xr.DataArray):
        value = value.transpose(*[dim for dim in DIMS if dim in value.dims], ...)
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise DatasetError(Problem(name, f"is not an array of numbers ({error})")) from error
    array = array[:, :, np.newaxis] if array.ndim == 2 else array
    if array.ndim != 3 or 0 in array.shape:
        rule = f"has shape {array.shape}; it must be (draw, strategy) or (draw, strategy, perspective)"
        raise DatasetError(Problem(name, rule))
    return np.ascontiguousarray(array)


def perspective_names(perspectives: Sequence[str] | None, n_perspectives: int) -> list[str]:
    """Names of the perspectives; a single one needs none."""
    if perspectives is None and n_perspectives == 1:
        return ["health_and_social_care"]
    if perspectives is None:
        rule = f"are not named, and the data hold {n_perspectives}"
        raise DatasetError(Problem("perspectives", rule, "pass perspectives=[...]"))
    return [str(name) for name in perspectives]
