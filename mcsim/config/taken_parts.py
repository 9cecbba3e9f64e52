"""Parts of a distribution, such as a mixture's, that are taken from the evidence library."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from mcsim.config.evidence import EvidenceEntry, Library, wrong_role
from mcsim.config.yaml_source import KeyPath, YamlSource
from mcsim.errors import ConfigError, Problem

TAKE, PARTS, DISTRIBUTION = "take", "parts", "distribution"
Place = tuple[YamlSource, KeyPath]
NOT_CARRIED = ("multiplied_by", "price_index")
"""Keys of an entry that a part has no place for."""


@dataclass(frozen=True)
class TakenPart:
    """A part that was taken.

    Attributes
    ----------
    id : str
    entry : EvidenceEntry
    places : mapping of key path to place
        Where in the library each of its keys stands.
    """

    id: str
    entry: EvidenceEntry
    places: Mapping[KeyPath, Place]


def mentions_take(stated: Any) -> bool:
    """Whether a distribution, or anything in it, takes from the library.

    Examples
    --------
    >>> mentions_take({"family": "mixture", "weights": [0.5, 0.5], "parts": [{"take": "a"}, {"take": "b"}]})
    True
    >>> mentions_take({"family": "dirichlet", "counts": {"give": 3, "take": 5}})
    False
    """
    return next(_takers(stated, ()), None) is not None


def _takers(stated: Any, at: KeyPath) -> Iterator[KeyPath]:
    if isinstance(stated, Mapping):
        if isinstance(stated.get(TAKE), str):
            yield at
        pairs = list(stated.items())
    else:
        pairs = list(enumerate(stated)) if isinstance(stated, list | tuple) else []
    for key, value in pairs:
        yield from _takers(value, (*at, key))


def misplaced(stated: Any, at: KeyPath, source: YamlSource) -> list[Problem]:
    """Say of every `take` in a distribution that it is none of those that are looked for."""
    rule = "takes from the evidence library, and cannot here"
    remedy = "an input may, and a part of an input's distribution; write the figures out"
    return [Problem(source.place(keys), rule, remedy) for keys in _takers(stated, at)]


def with_parts(
    stated: Mapping[str, Any], at: KeyPath, inputs: YamlSource, library: Library, found: list[TakenPart]
) -> dict[str, Any]:
    """A distribution with its parts as the library states them, and theirs.

    Parameters
    ----------
    stated : mapping
        The distribution.
    at : key path
        Where it stands.
    inputs : YamlSource
        In which file.
    library : Library
    found : list of TakenPart
        What was taken is added to it.

    Raises
    ------
    ConfigError
        With the problems of all parts.
    """
    problems: list[Problem] = []
    whole = True
    parts = []
    for number, part in enumerate(stated[PARTS] if isinstance(stated.get(PARTS), list | tuple) else ()):
        try:
            parts.append(_part(part, (*at, PARTS, number), inputs, library, found))
        except ConfigError as error:
            whole = False
            problems += error.problems
    if not whole:
        raise ConfigError(problems)
    return {**stated, **({PARTS: parts} if parts else {})}


def _part(part: Any, at: KeyPath, inputs: YamlSource, library: Library, found: list[TakenPart]) -> Any:
    if not isinstance(part, Mapping):
        return part
    if TAKE not in part:
        return with_parts(part, at, inputs, library, found)
    place = inputs.place((*at, TAKE))
    entry = library.entry(part[TAKE], place)
    source = library.sources[part[TAKE]]
    taken = source.data[part[TAKE]][DISTRIBUTION]
    more = {key: value for key, value in part.items() if key != TAKE}
    problems = misplaced(taken, (part[TAKE], DISTRIBUTION), source)
    problems += [Problem(place, *told) for told in wrong_role(part[TAKE], entry)]
    problems += [
        Problem(inputs.place((*at, key)), f"`{part[TAKE]}` states it already", "write the part out in full")
        for key in more
        if key in taken
    ]
    if problems:
        raise ConfigError(problems)
    places = {(*at, key): (source, (part[TAKE], DISTRIBUTION, key)) for key in taken}
    found.append(TakenPart(part[TAKE], entry, places))
    return {**deepcopy(taken), **more}


def wrong_parts(
    name: str, value: Mapping[str, Any], parts: Sequence[TakenPart], inputs: YamlSource
) -> list[Problem]:
    """Parts that are no figures of one thing, or that the input says something else about."""
    place = inputs.place((name, DISTRIBUTION))
    units = {part.entry.unit: part.id for part in parts}
    years = {part.entry.price_year: part.id for part in parts}
    problems = []
    if len(units) > 1:
        remedy = "take parts that agree in their unit"
        problems.append(Problem(place, f"takes parts in several units ({_told(units)})", remedy))
    elif len(years) > 1:
        rule = f"takes parts in prices of several years ({_told(years)})"
        problems.append(Problem(place, rule, "state them in one price year"))
    elif years and (year := next(iter(years))) is not None and str(value.get("price_year")) != year:
        rule = f"must be {year}, in whose prices the parts are"
        problems.append(Problem(inputs.place((name, "price_year")), rule, f"write `price_year: {year}`"))
    return [*problems, *_not_carried(value, parts, place)]


def _not_carried(value: Mapping[str, Any], parts: Sequence[TakenPart], place: str) -> Iterator[Problem]:
    for part in parts:
        for key in NOT_CARRIED:
            if getattr(part.entry, key) is not None and key not in value:
                rule = f"takes `{part.id}`, which has `{key}`, and a part cannot"
                yield Problem(place, rule, f"state `{key}` at the input")


def _told(owners: Mapping[Any, str]) -> str:
    return ", ".join(f"{each or 'none'} in `{name}`" for each, name in owners.items())
