"""Inputs that are taken from the evidence library: what the entry says and what the input says, made one."""

import os
from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mcsim.config.evidence import EvidenceEntry, Library, wrong_role
from mcsim.config.input_record import FILE, Figures
from mcsim.config.references import refers_only
from mcsim.config.taken_parts import TAKE, Place, TakenPart, mentions_take, misplaced, with_parts, wrong_parts
from mcsim.config.yaml_source import KeyPath, YamlSource
from mcsim.errors import ConfigError, Problem

DISTRIBUTION, PRICE_INDEX, PRICE_YEAR, SOURCE = "distribution", "price_index", "price_year", "source"
FIGURES = (DISTRIBUTION, "unit", PRICE_YEAR)
"""Keys without which an input's figures are no longer those of the entry, nor its source theirs."""
REQUIRED = {name for name, key in Figures.model_fields.items() if key.is_required()}
NO_LIBRARY = "add `evidence: PATH` to evaluation.yaml, as in `evidence: ../evidence`"


@dataclass(frozen=True)
class Taken:
    """Inputs with what they take in them.

    Attributes
    ----------
    inputs : YamlSource
        The inputs; knows of each value that was taken where in the library it stands.
    failed : set of str
        Names of inputs that could not be made whole.
    problems : list of Problem
    """

    inputs: YamlSource
    failed: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def take(inputs: YamlSource, library: Library | None) -> Taken:
    """Put into every input, and into every part of a distribution, what it takes from the library.

    Parameters
    ----------
    inputs : YamlSource
        As the file states them.
    library : Library, optional
        None where the evaluation names none.
    """
    takers = [name for name, value in inputs.data.items() if _is_taker(value)]
    if library is None:
        return Taken(inputs, set(takers), _no_library(inputs, takers))
    problems = list(library.problems)
    data, failed = dict(inputs.data), set()
    places: dict[KeyPath, Place] = {}
    for name in takers:
        try:
            data[name], found = _whole(name, inputs, library)
        except ConfigError as error:
            failed.add(name)
            problems += [problem for problem in error.problems if problem not in problems]
        else:
            places |= found
    return Taken(replace(inputs, data=data, taken=places), failed, problems)


def _is_taker(value: Any) -> bool:
    return isinstance(value, Mapping) and (TAKE in value or mentions_take(value.get(DISTRIBUTION)))


def _no_library(inputs: YamlSource, takers: Collection[str]) -> list[Problem]:
    """One problem for all of them: it is one line that is missing."""
    return [
        Problem(inputs.place((name, TAKE)), "takes from an evidence library, and none is named", NO_LIBRARY)
        for name in list(takers)[:1]
    ]


def _whole(name: str, inputs: YamlSource, library: Library) -> tuple[dict[str, Any], dict[KeyPath, Place]]:
    """An input with all that it takes, and where in the library that stands.

    Raises
    ------
    ConfigError
    """
    value = inputs.data[name]
    places: dict[KeyPath, Place] = {}
    if TAKE in value:
        value, places = _merged(name, inputs, library)
    if not mentions_take(inputs.data[name].get(DISTRIBUTION)):
        return value, places
    parts: list[TakenPart] = []
    at = (name, DISTRIBUTION)
    distribution = with_parts(value[DISTRIBUTION], at, inputs, library, parts)
    value = {**value, DISTRIBUTION: distribution, TAKE: [part.id for part in parts]}
    problems = [*misplaced(distribution, at, inputs), *wrong_parts(name, value, parts, inputs)]
    if problems:
        raise ConfigError(problems)
    return value, places | {keys: place for part in parts for keys, place in part.places.items()}


def _merged(name: str, inputs: YamlSource, library: Library) -> tuple[dict[str, Any], dict[KeyPath, Place]]:
    """An input with the keys of the entry that it does not state itself."""
    own = {key: value for key, value in inputs.data[name].items() if key != TAKE}
    chosen = inputs.data[name][TAKE]
    entry = library.entry(chosen, inputs.place((name, TAKE)))
    source = library.sources[chosen]
    stated = source.data[chosen]
    problems = misplaced(stated[DISTRIBUTION], (chosen, DISTRIBUTION), source)
    problems += [Problem(inputs.place((name, TAKE)), *told) for told in wrong_role(chosen, entry)]
    problems += _wrong_overrides(name, chosen, own, entry, inputs)
    if problems:
        raise ConfigError(problems)
    left_out = _left_out(own)
    keys = [key for key in stated if key not in left_out and key not in own]
    there = {key: _from_here(key, stated[key], source.path.parent, inputs.path.parent) for key in keys}
    mark = {} if _own_figures(own) else {TAKE: [chosen], "role": entry.role}
    return {**there, **mark, **own}, {(name, key): (source, (chosen, key)) for key in keys}


def _own_figures(own: Mapping[str, Any]) -> list[str]:
    return [key for key in FIGURES if key in own]


def _left_out(own: Mapping[str, Any]) -> set[str]:
    """Keys of an entry that say nothing of an input with these keys of its own."""
    return {
        "programmes",
        "role",
        # Another source was not seen there.
        *(["address"] if SOURCE in own else []),
        # Structures are named for one distribution.
        *(["structures"] if DISTRIBUTION in own else []),
        # What comes from other inputs is in the evaluation's prices, not in the entry's.
        *([PRICE_YEAR, PRICE_INDEX] if _follows_others(own) else []),
    }


def _follows_others(own: Mapping[str, Any]) -> bool:
    """Whether an input has a distribution of its own whose money comes from inputs that it refers to."""
    return refers_only(own.get(DISTRIBUTION))


def _wrong_overrides(
    name: str, chosen: str, own: Mapping[str, Any], entry: EvidenceEntry, inputs: YamlSource
) -> list[Problem]:
    """Figures of one's own stand under one's own name, and in prices that one has stated."""
    if own.keys() >= REQUIRED:
        rule = f"takes `{chosen}`, and states all that could be taken itself"
        return [
            Problem(inputs.place((name, TAKE)), rule, "remove `take`, or what is to come from the library")
        ]
    figures = _own_figures(own)
    prose = [key for key in (SOURCE, "evidence") if key in own]
    if prose and not figures:
        rule = f"would stand beside the figures of `{chosen}`, which come from elsewhere"
        remedy = "state figures of your own, or leave to the library what it says of its own"
        return [Problem(inputs.place((name, prose[0])), rule, remedy)]
    needed = {SOURCE, "evidence"} if figures else set()
    if DISTRIBUTION in own and entry.price_year is not None and not _follows_others(own):
        needed.add("price_year")
    missing = [f"`{key}`" for key in (SOURCE, "evidence", "price_year") if key in needed - own.keys()]
    if not missing:
        return []
    rule = f"is not what `{chosen}` says, and the input has no {' and no '.join(missing)} of its own"
    remedy = f"state {' and '.join(missing)}, or remove `{figures[0]}`"
    return [Problem(inputs.place((name, figures[0])), rule, remedy)]


def _from_here(key: str, value: Any, there: Path, here: Path) -> Any:
    """A value of the library that works from another folder; a copy, which overrides may change."""
    if key == PRICE_INDEX and isinstance(value, str):
        return _path_from(here, there / value)
    if key == DISTRIBUTION and isinstance(value.get(FILE), str):
        return {**deepcopy(value), FILE: _path_from(here, there / value[FILE])}
    return deepcopy(value)


def _path_from(folder: Path, file: Path) -> str:
    # Resolved, since `..` after a link leads elsewhere than its letters say.
    return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()
