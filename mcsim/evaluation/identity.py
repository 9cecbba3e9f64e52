"""What determines the bytes of a draw: two runs of one identity give the same draws."""

from collections.abc import Mapping
from typing import Any

from distributions.empirical import Empirical
from mcsim.config.records import Evaluation
from mcsim.engine.blocks import BLOCK
from mcsim.inputs.design import Design
from mcsim.models.source import source_digest
from mcsim.protocols import Model
from mcsim.results.provenance import processor, versions

# Neither how many draws, nor what is asked of them afterwards, changes a draw.
LEFT_OUT = {"draws", "wtp", "price_index", "max_failed_share", "population"}


def identity(evaluation: Evaluation, model: Model, design: Design) -> dict[str, Any]:
    """Everything that determines the draws of an evaluation and their outcomes, ready for JSON.

    Prose, jobs, output and willingness to pay are left out, and so is the number of draws where the design
    can go on from any.
    """
    settings = evaluation.settings.model_dump(mode="json", exclude=LEFT_OUT)
    if not design.addressable:
        settings["draws"] = design.n_draws
    return {
        "model": {
            "name": evaluation.model.name,
            "options": evaluation.model.options,
            "source": source_digest(model),
        },
        "settings": settings,
        "inputs": {name: _stated(evaluation, name) for name in evaluation.inputs},
        "dependence": [
            each.model_dump(mode="json", exclude={"source", "note"}) for each in evaluation.dependence
        ],
        "order": list(evaluation.inputs),
        "price_factors": evaluation.price_factors,
        "block": BLOCK,
        "kernel": "numpy",
        "versions": versions(),
        "processor": processor(),
    }


def _stated(evaluation: Evaluation, name: str) -> Any:
    """What determines an input: its distribution, the content of its file, and what multiplies it."""
    record = evaluation.inputs[name]
    stated = {"distribution": _as_floats(record.distribution), "multiplied_by": record.multiplied_by}
    family = evaluation.families[name]
    return stated | ({"rows": family.rows.digest} if isinstance(family, Empirical) else {})


def _as_floats(value: Any) -> Any:
    """Whole numbers as floats, so that 500 and 500.0 are one distribution."""
    if isinstance(value, Mapping):
        return {key: _as_floats(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_floats(each) for each in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
