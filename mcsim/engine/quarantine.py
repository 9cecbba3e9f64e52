"""One block of a vectorised model, with the draws that fail put aside and the others untouched by them.

A failing draw's inputs and number are replaced by those of a draw that works, so that the block keeps its
shape and hence the others' bits. All of this is a function of the whole block, padding included, so that it
does not depend on which of its draws are wanted.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcsim.engine.blocks import BLOCK
from mcsim.engine.contract import check_outputs, describe, read_inputs, read_only
from mcsim.engine.part import Failure, Part
from mcsim.errors import DrawsRefused, ModelError, Problem
from mcsim.names import ITEM, ITEMS, PERSPECTIVE, STRATEGY, YEAR
from mcsim.protocols import Array, Draws, Model, Source

N_TRIED = 16  # draws tried alone before a model is called broken

Reasons = dict[int, str]  # place in the block -> why the draw failed


def evaluate_block(
    source: Source, model: Model, settings: Any, start: int, ledger: tuple[int, int] | None = None
) -> Part:
    """Evaluate the block that begins at draw `start`, with a ledger of so many items and years if need be.

    Returns
    -------
    Part
        The draws that succeeded, and the failures with their reasons.

    Raises
    ------
    ModelError
        The model breaks its contract, or fails on every draw.
    """
    inputs = read_inputs(source, start, start + BLOCK)
    draws = np.arange(start, start + BLOCK, dtype=np.int64)
    draws.flags.writeable = False
    reasons = not_finite(inputs)
    outputs: dict[str, Array] = {}
    while len(reasons) < BLOCK:
        patched, numbers = _patch(inputs, draws, reasons)
        try:
            returned = model.evaluate(patched, settings, numbers)
        except DrawsRefused as error:
            reasons |= _refused(model, error, draws, reasons)
        except (Exception, SystemExit) as error:
            reasons |= _culprits(model, settings, inputs, draws, reasons, error)
        else:
            outputs = check_outputs(model, returned, BLOCK, ledger)
            reasons |= _odd_outputs(model, outputs, reasons)
            break
    return _part(start, draws, inputs, outputs, reasons)


def not_finite(arrays: Mapping[str, Array]) -> Reasons:
    """Places along the first dimension that hold a NaN or an infinity, with the first variable to blame."""
    reasons: Reasons = {}
    for name, values in arrays.items():
        # A sum is finite only if all of its terms are; it costs a third of looking at each.
        if np.isfinite(values.sum()):
            continue
        for place in np.flatnonzero(~np.isfinite(values)):
            reasons.setdefault(int(place), f"input `{name}` is {values[place]}")
    return reasons


def _patch(inputs: dict[str, Array], draws: Draws, reasons: Reasons) -> tuple[dict[str, Array], Draws]:
    if not reasons:
        return dict(inputs), draws
    stand_in = next(place for place in range(BLOCK) if place not in reasons)
    chosen = np.arange(BLOCK)
    chosen[list(reasons)] = stand_in
    return {name: read_only(values[chosen]) for name, values in inputs.items()}, draws[chosen]


def _refused(model: Model, error: DrawsRefused, draws: Draws, reasons: Reasons) -> Reasons:
    places = {draw - int(draws[0]) for draw in error.draws}
    found = {place: error.reason for place in places if 0 <= place < BLOCK and place not in reasons}
    if not found:
        rule = f"refused draws {error.draws[:5]}, which it was not handed ({error.reason})"
        remedy = "refuse draws by the numbers in `draws`, not by their places in the arrays"
        raise ModelError(Problem(f"{type(model).__name__}.evaluate", rule, remedy)) from error
    return found


def _culprits(
    model: Model,
    settings: Any,
    inputs: dict[str, Array],
    draws: Draws,
    reasons: Reasons,
    error: BaseException,
) -> Reasons:
    """Draws that raise when they are evaluated alone."""
    left = [place for place in range(BLOCK) if place not in reasons]

    def failing(places: list[int]) -> Reasons:
        """Halve until the culprits are alone: far fewer calls than one for every draw."""
        some = {name: read_only(values[places]) for name, values in inputs.items()}
        try:
            model.evaluate(some, settings, draws[places])
        except (Exception, SystemExit) as fault:
            if len(places) == 1:
                return {places[0]: _reason(model, fault)}
            half = len(places) // 2
            return failing(places[:half]) | failing(places[half:])
        return {}

    # The first as well, because a short run wants no others of its block.
    tried = left[:N_TRIED] + left[:: max(1, len(left) // N_TRIED)]
    if all(failing([place]) for place in tried):
        # Trying thousands more would take minutes with a slow model, and tell the user nothing new.
        raise _broken(model, error, inputs, draws, left[0]) from error
    found = failing(left)
    if not found:
        rule = f"{_reason(model, error)}, on {len(left)} draws together and on none of them alone"
        raise ModelError(Problem(f"draws {draws[0]} to {draws[-1]}", rule)) from error
    return found


def _reason(model: Model, error: BaseException) -> str:
    return error.reason if isinstance(error, DrawsRefused) else describe(model, error)


def _broken(
    model: Model, error: BaseException, inputs: dict[str, Array], draws: Draws, place: int
) -> ModelError:
    failure = Failure(int(draws[place]), describe(model, error), values_at(inputs, place))
    rule = f"fails on every draw; {failure}"
    return ModelError(Problem(type(model).__name__, rule, "correct the model, or the inputs it is handed"))


def _odd_outputs(model: Model, outputs: dict[str, Array], known: Reasons) -> Reasons:
    reasons: Reasons = {}
    for name, values in outputs.items():
        if np.isfinite(values.sum()):
            continue
        odd = ~np.isfinite(values).reshape(len(values), -1)
        for place in np.flatnonzero(odd.any(axis=1)):
            if int(place) not in known:
                reasons.setdefault(int(place), odd_output(model, name, values[place]))
    return reasons


def odd_output(model: Model, name: str, values: NDArray[np.float64]) -> str:
    """Say where one draw's output is not finite; an empty string where it is."""
    odd = np.argwhere(~np.isfinite(values))
    if not odd.size:
        return ""
    where = tuple(int(index) for index in odd[0])
    strategy, perspective = model.strategies[where[0]], model.perspectives[where[1]]
    of_item = f", {ITEM} {_item(model, where[2])}, {YEAR} {where[3]}" if len(where) == 4 else ""
    return f"{name} of {STRATEGY} {strategy}, {PERSPECTIVE} {perspective}{of_item} is {values[where]}"


def _item(model: Model, place: int) -> str:
    names = list(getattr(model, ITEMS, ()))
    return str(names[place]) if place < len(names) else str(place)


def values_at(inputs: dict[str, Array], place: int) -> dict[str, float]:
    """One draw's inputs as floats."""
    return {name: float(values[place]) for name, values in inputs.items()}


def _part(
    start: int, draws: Draws, inputs: dict[str, Array], outputs: dict[str, Array], reasons: Reasons
) -> Part:
    if not reasons:
        return Part(start, start + BLOCK, draws, inputs, outputs)
    good = np.ones(BLOCK, dtype=bool)
    good[list(reasons)] = False
    failures = [Failure(int(draws[p]), reasons[p], values_at(inputs, p)) for p in sorted(reasons)]
    return Part(
        start,
        start + BLOCK,
        draws[good],
        {name: values[good] for name, values in inputs.items()},
        {name: values[good] for name, values in outputs.items()},
        failures,
    )
