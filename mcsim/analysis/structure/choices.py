"""Structural choices among the inputs: which scalar tells the structure, and what its values mean."""

import json
from dataclasses import dataclass

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from mcsim.errors import AnalysisError, Problem
from mcsim.names import DRAW, FLAG_MEANINGS, FLAG_VALUES, STRUCTURE_OF


@dataclass(frozen=True)
class Structure:
    """One structure of a choice.

    Attributes
    ----------
    choice : str
        Name of the input that is the choice.
    value : float
        What the scalar holds in its draws.
    name : str
        What it is called.
    draws : ndarray of bool, shape (draw,)
        Which draws are of it.
    """

    choice: str
    value: float
    name: str
    draws: NDArray[np.bool_]


def scalars_of_choices(inputs: xr.Dataset) -> list[str]:
    """Names of the variables that tell a structure, in the order of the inputs.

    Examples
    --------
    >>> told = {"structure_of": "model", "flag_values": [0.0, 1.0], "flag_meanings": '["a", "b"]'}
    >>> scalars_of_choices(xr.Dataset({"model_part": ("draw", [0.0, 1.0], told), "x": ("draw", [3.0, 4.0])}))
    ['model_part']
    """
    return [str(name) for name, values in inputs.data_vars.items() if STRUCTURE_OF in values.attrs]


def structures(inputs: xr.Dataset, draws: NDArray[np.int64]) -> list[Structure]:
    """Every structure of every choice, with its draws.

    Parameters
    ----------
    inputs : Dataset
        Dims (draw,); a variable that tells a structure has the attributes `structure_of`, `flag_values` and
        `flag_meanings` (a list of names, as JSON).
    draws : ndarray of int64, shape (n,)
        Numbers of the draws that are looked at, in this order.

    Raises
    ------
    AnalysisError
        The inputs are those of other draws, none is a structural choice, or a value has no meaning.
    """
    names = scalars_of_choices(inputs)
    if not names:
        rule = f"none has the attribute `{STRUCTURE_OF}`, so none is a structural choice"
        raise AnalysisError(Problem("inputs", rule, "say `structures` of an input, or ask for `means`"))
    own = inputs[DRAW].values
    if not np.array_equal(own, draws):
        if own.size != draws.size or not np.array_equal(np.sort(own), np.sort(draws)):
            rule = f"are not of the draws of the outcomes ({own.size} and {draws.size} of them)"
            raise AnalysisError(Problem("inputs", rule, "hand over inputs and outcomes of one run"))
        inputs = inputs.sel({DRAW: draws})
    found = [structure for name in names for structure in _of(inputs[name])]
    named = [(structure.choice, structure.name) for structure in found]
    twice = sorted({f"{choice}: {name}" for choice, name in named if named.count((choice, name)) > 1})
    if twice:
        raise AnalysisError(Problem("inputs", f"two structures are called {', '.join(twice)}", "rename one"))
    return found


def _of(scalar: xr.DataArray) -> list[Structure]:
    values = np.atleast_1d(np.asarray(scalar.attrs.get(FLAG_VALUES, ()), dtype=np.float64))
    meanings = _meanings(scalar)
    if len(meanings) != values.size or np.unique(values).size != values.size or not values.size:
        rule = f"has the flag values {values.tolist()} and the meanings {meanings}"
        raise AnalysisError(Problem(f"input {scalar.name}", rule, "give each value one meaning"))
    strange = np.setdiff1d(scalar.values, values)
    if strange.size:
        rule = f"holds {strange[0]:g} in some draws, which is none of {values.tolist()}"
        raise AnalysisError(
            Problem(f"input {scalar.name}", rule, "name a structure for each value that it takes")
        )
    choice = str(scalar.attrs[STRUCTURE_OF])
    return [
        Structure(choice, float(value), name, scalar.values == value)
        for value, name in zip(values, meanings, strict=True)
    ]


def _meanings(scalar: xr.DataArray) -> list[str]:
    given = scalar.attrs.get(FLAG_MEANINGS, "[]")
    try:
        return [str(name) for name in json.loads(given)]
    except (TypeError, ValueError) as error:
        rule = f"has the {FLAG_MEANINGS} {given!r}, which are no list in JSON"
        raise AnalysisError(
            Problem(f"input {scalar.name}", rule, 'write them as ["one", "other"]')
        ) from error
