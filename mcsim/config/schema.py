"""JSON schemas of the two files, so that an editor can complete keys and mark mistakes."""

from typing import Any

from distributions.change import CHANGES
from distributions.empirical import Empirical
from distributions.form import forms
from distributions.joint import JointFamily
from distributions.table import FAMILIES
from mcsim.config.input_record import FAMILY, FILE, InputRecord
from mcsim.config.records import EvaluationFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DISTRIBUTION = {"$ref": "#/$defs/distribution"}
# Keys whose values are distributions themselves.
NESTED: dict[str, dict[str, Any]] = {"parts": {"type": "array", "items": DISTRIBUTION, "minItems": 2}}


def schemas() -> dict[str, dict[str, Any]]:
    """Schema of each file by its name without ending.

    Examples
    --------
    >>> sorted(schemas())
    ['evaluation', 'inputs']
    """
    return {"evaluation": _evaluation(), "inputs": _inputs()}


def _evaluation() -> dict[str, Any]:
    schema = EvaluationFile.model_json_schema()
    _or_its_name(schema["properties"], "model")
    _or_its_name(schema["$defs"]["Settings"]["properties"], "design")
    return {"$schema": DIALECT, **schema}


def _or_its_name(properties: dict[str, Any], key: str) -> None:
    """Let a choice without options be written as its name alone."""
    properties[key] = {"anyOf": [{"type": "string"}, properties[key]]}


def _inputs() -> dict[str, Any]:
    record = InputRecord.model_json_schema()
    definitions = record.pop("$defs", {})
    record["properties"]["distribution"] = DISTRIBUTION
    definitions["distribution"] = {"oneOf": [_form(*each) for each in _ways()]}
    return {
        "$schema": DIALECT,
        "title": "Inputs of an evaluation",
        "type": "object",
        "additionalProperties": record,
        "$defs": definitions,
    }


def _ways() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    stated = [
        (name, *names) for name, family in FAMILIES.items() for form in forms(family) for names in form.ways
    ]
    return [*stated, (Empirical.name, (FILE,), ("columns",))]


def _form(name: str, required: tuple[str, ...], optional: tuple[str, ...]) -> dict[str, Any]:
    changes = () if issubclass(FAMILIES[name], JointFamily) else tuple(CHANGES)
    keys = {key: NESTED.get(key, {}) for key in (*required, *optional, *changes)}
    return {
        "title": f"{name}: {', '.join(required)}",
        "type": "object",
        "properties": {FAMILY: {"const": name}, **keys},
        "required": [FAMILY, *required],
        "additionalProperties": False,
    }
