"""What source and model must hand over, checked where it is made."""

import inspect
import traceback
from collections.abc import Mapping
from typing import Any

import numpy as np

from mcsim.errors import ModelError, Problem, RunError
from mcsim.names import COST, DRAW, EFFECT, ITEM, ITEMS, PERSPECTIVE, STRATEGY, YEAR
from mcsim.protocols import Array, Model, Source


def read_inputs(source: Source, start: int, stop: int) -> dict[str, Array]:
    """Ask the source for a range of draws, and make what it hands over read-only.

    Raises
    ------
    RunError
        An input is not one number per draw.
    """
    inputs = {}
    for name, values in source(start, stop).items():
        array = np.ascontiguousarray(values, dtype=np.float64)
        if array.shape != (stop - start,):
            rule = f"the source gave an array of shape {array.shape} for draws {start} to {stop - 1}"
            raise RunError(Problem(f"input `{name}`", rule, f"shape ({stop - start},) is needed"))
        inputs[name] = read_only(array)
    return inputs


def read_only(array: Array) -> Array:
    """Make a view that a model cannot write to by accident.

    Examples
    --------
    >>> read_only(np.zeros(2)).flags.writeable
    False
    """
    view = array.view()
    view.flags.writeable = False
    return view


def check_outputs(
    model: Model, outputs: Any, n: int | None, ledger: tuple[int, int] | None = None
) -> dict[str, Array]:
    """Turn what a model returned into float64 arrays, or say what is wrong with it.

    Parameters
    ----------
    model : Model
        Whose strategies and perspectives give the shape.
    outputs : object
        What `evaluate` returned.
    n : int or None
        Draws that it was handed; None for a model that takes one draw at a time.
    ledger : (int, int), optional
        Items and years of the ledger that is to be kept; none is when absent.

    Returns
    -------
    dict of str to ndarray
        `cost` and `effect`, and `items` where a ledger is to be kept.

    Raises
    ------
    ModelError
        Every way in which `outputs` breaks the contract.
    """
    shape = (() if n is None else (n,)) + (len(model.strategies), len(model.perspectives))
    place = f"{type(model).__name__}.evaluate"
    if not isinstance(outputs, Mapping):
        remedy = f"return a dict with `{COST}` and `{EFFECT}`, each of shape {shape}"
        raise ModelError(Problem(place, f"returned a {type(outputs).__name__}", remedy))
    shapes = {COST: shape, EFFECT: shape} | ({} if ledger is None else {ITEMS: shape + ledger})
    problems = [
        Problem(place, f"returned no `{name}`", f"return `{name}` as an array of shape {needed}")
        for name, needed in shapes.items()
        if name not in outputs
    ]
    unknown = [str(name) for name in outputs if name not in (COST, EFFECT, ITEMS)]
    if unknown:
        remedy = f"return `{COST}`, `{EFFECT}` and optionally `{ITEMS}`"
        problems.append(Problem(place, f"returned {', '.join(unknown)}, which mean nothing here", remedy))
    arrays: dict[str, Array] = {}
    for name in (COST, EFFECT, ITEMS):
        if name not in outputs:
            continue
        array = np.asarray(outputs[name])
        rule = _fault(name, array, shapes.get(name), n)
        if rule:
            remedy = _said_of_shape(name, shapes[name], n) if name in shapes else _NOT_ASKED
            problems.append(Problem(place, rule, remedy))
        elif name in shapes:
            arrays[name] = array.astype(np.float64, copy=False)
    if problems:
        raise ModelError(problems)
    return arrays


_NOT_ASKED = "leave it out where `settings.ledger` is false, or begin it with the draws"


def _said_of_shape(name: str, shape: tuple[int, ...], n: int | None) -> str:
    dims = f"{STRATEGY}, {PERSPECTIVE}" + (f", {ITEM}, {YEAR}" if name == ITEMS else "")
    if n is None:
        return f"a model with vectorised = False returns arrays of shape ({dims}) for its one draw"
    return f"shape {shape} is ({DRAW}, {dims})"


def _fault(name: str, array: np.ndarray, shape: tuple[int, ...] | None, n: int | None) -> str:
    """What is wrong with an output; without a `shape`, a ledger that is made and not asked for."""
    if array.dtype.kind not in "iufb":
        return f"returned `{name}` of type {array.dtype}, which is no real number"
    if shape is None:
        if n is not None and array.shape[:1] != (n,):
            return f"returned `{name}` of shape {array.shape}, which must begin with {n} draws"
        return ""
    if array.shape != shape:
        return f"returned `{name}` of shape {array.shape}, and {shape} is needed"
    return ""


def where_raised(model: Model, error: BaseException) -> str:
    """File and line of the model's own code in which an exception arose, as `file.py:12`."""
    frames = traceback.extract_tb(error.__traceback__)
    try:
        own = inspect.getsourcefile(type(model))
    except TypeError:  # made in an interactive session, so there is no file
        own = None
    for frame in reversed(frames):
        if frame.filename == own:
            return f"{frame.filename}:{frame.lineno}"
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "unknown place"


def describe(model: Model, error: BaseException) -> str:
    """Put an exception's type, message and place in the model into one line."""
    return f"{type(error).__name__}: {error} (at {where_raised(model, error)})"
