"""JSON schemas of the files, so that an editor can complete keys and mark mistakes."""

from typing import Any

from distributions.change import CHANGES
from distributions.empirical import Empirical
from distributions.form import forms
from distributions.joint import JointFamily
from distributions.table import FAMILIES
from mcsim.config.evidence import EVIDENCE, EvidenceEntry
from mcsim.config.input_record import FAMILY, FILE, Figures, InputRecord
from mcsim.config.page import Page
from mcsim.config.records import EvaluationFile
from mcsim.config.taken_parts import DISTRIBUTION, PARTS, TAKE

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ONE_ID = {"type": "string", "description": "Id of an entry of the evidence library"}
STATED = {"$ref": "#/$defs/distribution"}
TAKEN_PART = {
    "title": "a part that is taken",
    "type": "object",
    "properties": {TAKE: ONE_ID},
    "required": [TAKE],
    "not": {"required": [FAMILY]},
}


def schemas() -> dict[str, dict[str, Any]]:
    """Schema of each file by its name without ending; `evidence` is that of every file of a library.

    Examples
    --------
    >>> sorted(schemas())
    ['evaluation', 'evidence', 'inputs', 'page']
    """
    return {"evaluation": _evaluation(), "inputs": _inputs(), "page": _page(), "evidence": _library()}


def _evaluation() -> dict[str, Any]:
    schema = EvaluationFile.model_json_schema()
    _or_its_name(schema["properties"], "model")
    _or_its_name(schema["$defs"]["Settings"]["properties"], "design")
    _or_its_name(schema["properties"], EVIDENCE)
    return {"$schema": DIALECT, **schema}


def _page() -> dict[str, Any]:
    schema = Page.model_json_schema()
    _or_its_name(schema["properties"], "left_out")
    return {"$schema": DIALECT, **schema}


def _or_its_name(properties: dict[str, Any], key: str) -> None:
    """Let a choice without options, or a list of one, be written as its name alone."""
    properties[key] = {"anyOf": [{"type": "string"}, properties[key]]}


def _inputs() -> dict[str, Any]:
    """Every input is written out, or taken with any of the keys besides."""
    record, definitions = _record(InputRecord, [STATED, TAKEN_PART])
    properties = record["properties"]
    untaken = {key: each for key, each in properties.items() if key != TAKE}
    written = {**record, "title": "written out", "properties": untaken}
    taken = {**record, "title": "taken", "properties": {**properties, TAKE: ONE_ID}, "required": [TAKE]}
    return _mapping("Inputs of an evaluation", {"anyOf": [written, taken]}, definitions)


def _library() -> dict[str, Any]:
    record, definitions = _record(EvidenceEntry, [STATED])
    _or_its_name(record["properties"], "programmes")
    return _mapping("Entries of an evidence library", record, definitions)


def _record(record: type[Figures], parts: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Schema of a record, and definitions that it needs; what the parts of its distribution may be."""
    schema = record.model_json_schema()
    definitions = schema.pop("$defs", {})
    schema["properties"][DISTRIBUTION] = STATED
    definitions[DISTRIBUTION] = {"oneOf": [_form(*way, {"anyOf": parts}) for way in _ways()]}
    return schema, definitions


def _mapping(title: str, of: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    schema = {"title": title, "type": "object", "additionalProperties": of, "$defs": definitions}
    return {"$schema": DIALECT, **schema}


def _ways() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    stated = [
        (name, *names) for name, family in FAMILIES.items() for form in forms(family) for names in form.ways
    ]
    return [*stated, (Empirical.name, (FILE,), ("columns",))]


def _form(
    name: str, required: tuple[str, ...], optional: tuple[str, ...], part: dict[str, Any]
) -> dict[str, Any]:
    changes = () if issubclass(FAMILIES[name], JointFamily) else tuple(CHANGES)
    # Parts are distributions themselves.
    nested = {PARTS: {"type": "array", "items": part, "minItems": 2}}
    keys = {key: nested.get(key, {}) for key in (*required, *optional, *changes)}
    return {
        "title": f"{name}: {', '.join(required)}",
        "type": "object",
        "properties": {FAMILY: {"const": name}, **keys},
        "required": [FAMILY, *required],
        "additionalProperties": False,
    }
