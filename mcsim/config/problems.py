"""Pydantic's findings, said as problems with file, line, key path and remedy."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from distributions.error import ParameterError
from mcsim.config.structures import StructuresError
from mcsim.config.yaml_source import KeyPath, YamlSource
from mcsim.errors import Problem
from mcsim.lookup import closest

R = TypeVar("R", bound=BaseModel)
KINDS = {
    "mapping of keys to values": {"dict_type", "model_type", "mapping_type", "model_attributes_type"},
    "list": {"tuple_type", "list_type"},
    "text": {"string_type"},
    "number": {"float_type", "float_parsing"},
    "whole number": {"int_type", "int_parsing", "int_from_float", "int_parsing_size"},
}
"""What a value must be, for each of pydantic's complaints that it is something else."""


def validate(
    record: type[R],
    value: Any,
    source: YamlSource,
    at: KeyPath = (),
    context: Mapping[str, Any] | None = None,
) -> tuple[R | None, list[Problem]]:
    """Make a record of `value`, or say everything that is wrong with it.

    Parameters
    ----------
    record : type of BaseModel
        What it must be.
    value : object
        What the file holds.
    source : YamlSource
        The file, for the lines.
    at : key path
        Where in the file `value` stands.
    context : mapping, optional
        What the record must know besides.
    """
    try:
        return record.model_validate(value, context=context), []
    except ValidationError as error:
        details = _without_echoes(error.errors())
        return None, [problem for detail in details for problem in _problems(record, detail, source, at)]


def _without_echoes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out a list's being too short where that is because an item of it was refused."""
    places = [detail["loc"] for detail in details]
    return [
        detail
        for detail in details
        if detail["type"] != "too_short" or not any(len(place) > len(detail["loc"]) for place in places)
    ]


def _problems(
    record: type[BaseModel], detail: ErrorDetails, source: YamlSource, at: KeyPath
) -> list[Problem]:
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, ParameterError):
        place = source.place((*at, "distribution"))
        return [Problem(place, sentence) for sentence in cause.problems]
    if isinstance(cause, StructuresError):
        place = source.place((*at, "structures"))
        return [Problem(place, rule, remedy) for rule, remedy in cause.problems]
    location = tuple(part for part in detail["loc"] if part != "[key]")
    return [Problem(source.place((*at, *location)), *_say(record, detail, location))]


def _say(record: type[BaseModel], detail: ErrorDetails, location: KeyPath) -> tuple[str, str]:
    """Rule and remedy in words."""
    field = _field_at(record, location)
    means = f"expected: {field}" if field else ""
    kind = next((name for name, types in KINDS.items() if detail["type"] in types), None)
    if kind:
        return f"{_shown(detail['input'])} must be {'' if kind == 'text' else 'a '}{kind}", means
    match detail["type"]:
        case "missing":
            return "is missing", f"add it; {means}" if means else "add it"
        case "extra_forbidden":
            return "is no known key", closest(str(location[-1]), _keys_at(record, location[:-1]))
        case "value_error":
            return str(detail["ctx"]["error"]), means
        case "string_too_short":
            return "is empty", means
        case "too_short":
            return _too_few(detail["ctx"]["actual_length"], detail["ctx"]["min_length"]), means
        case _:
            message = detail["msg"].replace("Input should be", "must be").replace("String should", "should")
            return f"{_shown(detail['input'])} {_lower_first(message)}", means


def _too_few(n: int, least: int) -> str:
    return f"holds {n or 'nothing'}; at least {least} {'is' if least == 1 else 'are'} needed"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _record_at(record: type[BaseModel], location: KeyPath) -> type[BaseModel] | None:
    """The record that the keys lead to, where they lead to one."""
    here: Any = record
    for key in location:
        field = getattr(here, "model_fields", {}).get(key)
        if field is None:
            return None
        here = field.annotation
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _keys_at(record: type[BaseModel], location: KeyPath) -> list[str]:
    found = _record_at(record, location)
    return list(found.model_fields) if found else []


def _field_at(record: type[BaseModel], location: KeyPath) -> str:
    named = [part for part in location if isinstance(part, str)]
    found = _record_at(record, tuple(named[:-1])) if named else None
    field = found.model_fields.get(named[-1]) if found else None
    return _lower_first(field.description or "") if field else ""
