"""A model that takes one draw at a time: called once per wanted draw, with floats."""

from collections.abc import Callable
from typing import Any

import numpy as np

from mcsim.engine.blocks import BLOCK
from mcsim.engine.contract import check_outputs, describe, read_inputs
from mcsim.engine.part import Failure, Part
from mcsim.engine.quarantine import not_finite, odd_output
from mcsim.errors import DrawsRefused
from mcsim.protocols import Array, Model, Source


def evaluate_draws(
    source: Source,
    model: Model,
    settings: Any,
    block: int,
    start: int,
    stop: int,
    check: Callable[[], None],
    ledger: tuple[int, int] | None = None,
) -> Part:
    """Evaluate the draws `start` to `stop - 1` of the block that begins at `block`.

    The source is still asked for the whole block, because its bits may depend on the shape.

    Returns
    -------
    Part
        The draws that succeeded, and the failures with their reasons.

    Raises
    ------
    ModelError
        The model breaks its contract.
    """
    whole = read_inputs(source, block, block + BLOCK)
    inputs = {name: values[start - block : stop - block] for name, values in whole.items()}
    columns = {name: values.tolist() for name, values in inputs.items()}
    failed = not_finite(inputs)
    rows: dict[int, dict[str, Array]] = {}
    for place in range(stop - start):
        check()
        if place not in failed:
            values = {name: column[place] for name, column in columns.items()}
            outcome = _evaluate_draw(model, settings, start + place, values, ledger)
            if isinstance(outcome, str):
                failed[place] = outcome
            else:
                rows[place] = outcome
    kept = np.fromiter(rows, dtype=np.int64, count=len(rows))
    outputs = {name: np.stack([row[name] for row in rows.values()]) for name in next(iter(rows.values()), {})}
    failures = [
        Failure(start + place, failed[place], {name: column[place] for name, column in columns.items()})
        for place in sorted(failed)
    ]
    kept_inputs = {name: values[kept] for name, values in inputs.items()}
    return Part(start, stop, start + kept, kept_inputs, outputs, failures)


def _evaluate_draw(
    model: Model,
    settings: Any,
    draw: int,
    values: dict[str, float],
    ledger: tuple[int, int] | None,
) -> dict[str, Array] | str:
    """Evaluate one draw, or say why that cannot be."""
    try:
        returned = model.evaluate(dict(values), settings, draw)
    except DrawsRefused as error:
        return error.reason
    except (Exception, SystemExit) as error:
        return describe(model, error)
    outputs = check_outputs(model, returned, None, ledger)
    for name, output in outputs.items():
        # Copied, because a model may hand over the same array each time.
        outputs[name] = np.array(output)
        odd = odd_output(model, name, output)
        if odd:
            return odd
    return outputs
