"""The record of a run in its folder: what determines its draws, and how far it is."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from mcsim.errors import FolderError, Problem
from mcsim.results.disk import write_text

RECORD_FILE = "run.json"
_KINDS = {"identity": dict, "evaluation": dict, "draws": int, "combined": int, "files": list}


@dataclass(frozen=True)
class RunRecord:
    """What a results folder belongs to.

    Attributes
    ----------
    identity : dict
        Everything that determines the bytes of a draw.
    evaluation : dict
        The resolved configuration, enough to resume without its files.
    draws : int
        How many draws the run is to have.
    combined : int
        How many of them stand in the folder's datasets.
    files : list of str
        Files made from the datasets, relative to the folder; --overwrite removes them and no others.
    """

    identity: dict[str, Any]
    evaluation: dict[str, Any]
    draws: int
    combined: int = 0
    files: list[str] = field(default_factory=list)

    def written(self, folder: Path, **changes: Any) -> "RunRecord":
        """Write the record, with `changes`, into `folder`, and return it."""
        record = replace(self, **changes)
        write_text(json.dumps(asdict(record), indent=1) + "\n", folder / RECORD_FILE)
        return record


def read_record(folder: Path) -> RunRecord | None:
    """The record in `folder`, or None where there is none.

    Raises
    ------
    FolderError
        The record cannot be read.
    """
    path = folder / RECORD_FILE
    if not path.is_file():
        return None
    try:
        record = RunRecord(**json.loads(path.read_text(encoding="utf-8")))
        if not all(isinstance(getattr(record, each.name), _KINDS[each.name]) for each in fields(record)):
            raise TypeError("a key holds the wrong kind of value")
    except (OSError, ValueError, TypeError) as error:
        remedy = "choose another folder with --output, or --overwrite"
        raise FolderError(Problem(str(path), f"is no record of a run ({error})", remedy)) from error
    return record


def differences(one: Any, other: Any, at: str = "") -> list[str]:
    """Keys at which two nested mappings differ, each with both values.

    Examples
    --------
    >>> differences({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}})
    ['a.c: 2 there, 3 here']
    """
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = [*one, *(key for key in other if key not in one)]
        return [
            line
            for key in keys
            for line in differences(one.get(key), other.get(key), f"{at}.{key}" if at else str(key))
        ]
    return [] if one == other else [f"{at}: {_shown(one)} there, {_shown(other)} here"]


def require_same(record: RunRecord, identity: Mapping[str, Any], folder: Path) -> None:
    """Refuse a folder that holds the results of something else, and say what differs.

    Raises
    ------
    FolderError
    """
    found = differences(record.identity, json.loads(json.dumps(identity)))
    if found:
        shown = "; ".join(found[:4]) + (f"; and {len(found) - 4} more" if len(found) > 4 else "")
        rule = f"holds the results of another run ({shown})"
        raise FolderError(Problem(str(folder), rule, "choose another folder with --output, or --overwrite"))


def _shown(value: Any) -> str:
    text = json.dumps(value, default=str)
    return text if len(text) <= 50 else f"{text[:47]}..."
