"""What determines the bytes of a draw: two runs of one identity give the same draws."""

import inspect
from hashlib import blake2b
from pathlib import Path
from typing import Any

from mcsim.config.records import Evaluation
from mcsim.engine.blocks import BLOCK
from mcsim.protocols import Model
from mcsim.results.provenance import processor, versions

# Neither how many draws, nor what is asked of them afterwards, changes a draw.
LEFT_OUT = {"draws", "wtp", "price_index", "failed_share"}


def identity(evaluation: Evaluation, model: Model) -> dict[str, Any]:
    """Everything that determines the draws of an evaluation and their outcomes, ready for JSON.

    Prose, draws, jobs, output and willingness to pay are left out.
    """
    return {
        "model": {
            "name": evaluation.model.name,
            "options": evaluation.model.options,
            "source": source_digest(model),
        },
        "settings": evaluation.settings.model_dump(mode="json", exclude=LEFT_OUT),
        "inputs": {name: record.distribution for name, record in evaluation.inputs.items()},
        "order": list(evaluation.inputs),
        "price_factors": evaluation.price_factors,
        "block": BLOCK,
        "kernel": "numpy",
        "versions": versions(),
        "processor": processor(),
    }


def source_digest(model: Model) -> str:
    """Digest of the source of a model's class; of its whole folder where that is a package."""
    try:
        file = Path(inspect.getfile(type(model)))
    except (TypeError, OSError):
        return "not in a file"
    files = sorted(file.parent.glob("*.py")) if (file.parent / "__init__.py").exists() else [file]
    found = blake2b(digest_size=16)
    for each in files:
        found.update(each.name.encode() + b"\0" + each.read_bytes() + b"\0")
    return found.hexdigest()
