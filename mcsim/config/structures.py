"""Structural choices: which values of an input stand for which structure, and what these are called."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from math import isfinite
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from distributions.bernoulli import Bernoulli
from distributions.change import CHANGES
from distributions.discrete import Discrete
from distributions.error import format_number, show
from distributions.fixed import Fixed
from distributions.mixture import Mixture

FAMILY, PARTS = "family", "parts"
Named = tuple[float, str]
Ruling = tuple[str, str]
FEW = "a mapping names the values of bernoulli, discrete, fixed or a mixture of fixed values"


class StructuresError(ValueError):
    """Structures that do not fit their distribution.

    Parameters
    ----------
    problems : sequence of (str, str)
        Rule and remedy of each problem.
    """

    def __init__(self, problems: Sequence[Ruling]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(rule for rule, _ in self.problems))


StatedStructures = tuple[str, ...] | tuple[Named, ...]
HOW = "write a list of names of a mixture's parts, or a mapping as in {0: general, 1: only collective}"


def _read(value: object) -> StatedStructures:
    """Names alone, or pairs of a value and its name; a file of a run holds the mapping as a list of pairs.

    All of it is read here, so that what is wrong is said once and not for each of the two ways to write it.
    """
    pairs = list(value.items()) if isinstance(value, Mapping) else value
    if not isinstance(pairs, list | tuple) or not pairs:
        raise ValueError(f"{show(value)} names no structures; {HOW}")
    if all(isinstance(each, list | tuple) and len(each) == 2 for each in pairs):
        by_value = tuple((_number(each), _name(name)) for each, name in pairs)
        _require_distinct("name", [name for _, name in by_value])
        _require_distinct("value", [format_number(each) for each, _ in by_value])
        return by_value
    names = tuple(map(_name, pairs))
    _require_distinct("name", names)
    return names


def _number(key: object) -> float:
    """A key as the number it stands for: files hold keys as text."""
    if isinstance(key, str | int | float) and not isinstance(key, bool):
        with suppress(ValueError, OverflowError):
            number = float(key)
            if isfinite(number):
                return number
    raise ValueError(f"{show(key)} is no value; {HOW}")


def _name(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise ValueError(f"{show(value)} is no name; quote it if it is one, as in 'yes'")


def _require_distinct(what: str, held: Sequence[str]) -> None:
    twice = [each for each in held if held.count(each) > 1]
    if twice:
        raise ValueError(f"the {what} {twice[0]} stands twice; give each structure its own")


SCHEMA = {
    "anyOf": [
        {"type": "array", "items": {"type": "string"}, "minItems": 2},
        {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
    ]
}
Structures = Annotated[StatedStructures, BeforeValidator(_read), WithJsonSchema(SCHEMA)]
"""Names of a mixture's parts in their order, or pairs of a value of the input and its name."""


def of_parts(structures: StatedStructures) -> bool:
    """Whether it is a mixture's parts that are named, and not values of the input.

    Examples
    --------
    >>> of_parts(("lasting", "fading")), of_parts(((0.0, "general"), (1.0, "only collective")))
    (True, False)
    """
    return isinstance(structures[0], str)


def named_values(structures: StatedStructures) -> tuple[Named, ...]:
    """Each value and its name; parts are counted from 0, as the label of a mixture counts them.

    Examples
    --------
    >>> named_values(("lasting", "fading"))
    ((0.0, 'lasting'), (1.0, 'fading'))
    """
    stated: Sequence[str | Named] = structures
    return tuple((float(at), each) if isinstance(each, str) else each for at, each in enumerate(stated))


def teller(name: str, structures: StatedStructures) -> str:
    """The scalar of the input called `name` that tells which structure a draw has.

    Examples
    --------
    >>> teller("decay", ("lasting", "fading")), teller("spill", ((0.0, "none"), (1.0, "some")))
    ('decay_part', 'spill')
    """
    return Mixture.names_of(name)[1] if of_parts(structures) else name


def wrong_structures(
    structures: StatedStructures, distribution: Mapping[str, Any], is_changed: bool
) -> list[Ruling]:
    """Rule and remedy of whatever does not fit the distribution.

    Parameters
    ----------
    structures : tuple of str, or of (float, str)
    distribution : mapping
        As a file states it.
    is_changed : bool
        Whether values are multiplied after they are drawn, by an input or a price factor.
    """
    if of_parts(structures):
        return _wrong_parts(len(structures), distribution)
    values = _values(distribution)
    if values is None:
        rule = f"are named by value, and the distribution is {distribution.get(FAMILY)}"
        return [(f"{rule} with other values than that", FEW)]
    if is_changed:
        rule = "are named by value, and the value is multiplied by another input or carried to a price year"
        return [(rule, "let an input of its own choose the structure")]
    return [*_wrong_values(structures, values, distribution)]


def _wrong_parts(n_named: int, distribution: Mapping[str, Any]) -> list[Ruling]:
    if distribution.get(FAMILY) != Mixture.name:
        rule = f"are a list, which names the parts of a mixture, and this is {distribution.get(FAMILY)}"
        return [(rule, "write a mapping of value to name, as in {0: general, 1: only collective}")]
    n_parts = len(_parts(distribution))
    if n_named != n_parts:
        return [(f"name {n_named}, and the mixture has {n_parts} parts", "name each part, in their order")]
    return []


def _parts(distribution: Mapping[str, Any]) -> Sequence[Any]:
    # What refers to other inputs has not been built yet, and may hold anything.
    parts = distribution.get(PARTS)
    return parts if isinstance(parts, list | tuple) else ()


def _values(distribution: Mapping[str, Any]) -> tuple[float, ...] | None:
    """Values that a distribution lists, whatever their probability; None where it lists none."""
    if CHANGES.keys() & distribution.keys():
        return None
    match distribution.get(FAMILY):
        case Bernoulli.name:
            return (0.0, 1.0)
        case Discrete.name:
            return tuple(map(float, distribution.get("values", ())))
        case Fixed.name:
            value = distribution.get("value")
            return None if value is None or isinstance(value, Mapping) else (float(value),)
        case Mixture.name:
            return _values_of_parts(_parts(distribution))
    return None


def _values_of_parts(parts: Sequence[Any]) -> tuple[float, ...] | None:
    fixed = [part for part in parts if isinstance(part, Mapping) and part.get(FAMILY) == Fixed.name]
    values = [each[0] for part in fixed if (each := _values(part)) is not None]
    return tuple(dict.fromkeys(values)) if parts and len(values) == len(parts) else None


def _wrong_values(
    structures: StatedStructures, values: Sequence[float], distribution: Mapping[str, Any]
) -> Iterator[Ruling]:
    named = [value for value, _ in named_values(structures)]
    missing = [format_number(value) for value in values if value not in named]
    others = [format_number(value) for value in named if value not in values]
    if missing:
        yield f"have no name for {', '.join(missing)}", "name every value that the input may have"
    # A fixed value is a choice that is made: the structures that were not chosen keep their names.
    if others and distribution[FAMILY] != Fixed.name:
        yield f"name {', '.join(others)}, which the input cannot be", "remove it, or correct the value"
