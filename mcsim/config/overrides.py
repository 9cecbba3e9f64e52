"""Values given on the command line in place of the files'."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from mcsim.config.fields import named
from mcsim.config.lines import INPUTS_KEY
from mcsim.config.yaml_source import KeyPath, read_value
from mcsim.errors import ConfigError, Problem

CHOICES: Collection[KeyPath] = (("model",), ("settings", "design"))
"""Keys whose value may be a name alone, which stands for a mapping of `name` and `options`."""
REMEDY = "begin with settings., model. or inputs.NAME., as in inputs.uptake.distribution.se"


def override(
    main: dict[str, Any], inputs: dict[str, Any], overrides: Mapping[str, Any] | Sequence[str]
) -> list[Problem]:
    """Put values in place of the files'; the keys that lead there must exist, the last may be new.

    Parameters
    ----------
    main, inputs : dict
        Content of the two files, which is changed.
    overrides : sequence of "key=value", or mapping of key to value
        By dotted key; a number counts the items of a list from 0.

    Returns
    -------
    list of Problem

    Examples
    --------
    >>> main = {"settings": {"design": "nested"}}
    >>> override(main, {}, ["settings.design.options.inner=5"])
    []
    >>> main["settings"]["design"]
    {'name': 'nested', 'options': {'inner': 5}}
    """
    pairs, problems = read_pairs(overrides)
    for key, value in pairs.items():
        keys = key.split(".")
        try:
            if keys == [INPUTS_KEY]:
                raise LookupError("")
            if keys[0] == INPUTS_KEY:
                _put(inputs, keys[1:], value)
            else:
                _put(main, keys, value, CHOICES)
        except LookupError as error:
            rule = f"leads to no key of this evaluation{error.args[0]}"
            problems.append(Problem(f"--set {key}", rule, REMEDY))
    return problems


def read_pairs(
    overrides: Mapping[str, Any] | Sequence[str],
) -> tuple[dict[str, Any], list[Problem]]:
    """Values by dotted key, and what is wrong with those given as text.

    Examples
    --------
    >>> read_pairs(["settings.horizon=2"])
    ({'settings.horizon': 2}, [])
    """
    return (dict(overrides), []) if isinstance(overrides, Mapping) else _read(overrides)


def _read(texts: Sequence[str]) -> tuple[dict[str, Any], list[Problem]]:
    pairs: dict[str, Any] = {}
    problems: list[Problem] = []
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            remedy = "write it as in --set settings.horizon=2"
            problems.append(Problem(f"--set {text}", "is no key=value", remedy))
            continue
        try:
            pairs[key.strip()] = read_value(value, f"--set {text}")
        except ConfigError as error:
            problems += error.problems
    return pairs, problems


def _put(here: Any, keys: list[str], value: Any, choices: Collection[KeyPath] = ()) -> None:
    """Put a value where the keys lead.

    Raises
    ------
    LookupError
        They lead nowhere; says which does not.
    """
    for at, key in enumerate(keys[:-1]):
        index = _index(here, key)
        if index is None:
            raise LookupError(_why_not(here, keys, at))
        if tuple(keys[: at + 1]) in choices:
            here[index] = _spelt_out(here[index])
        here = here[index]
    last = keys[-1] if isinstance(here, dict) else _index(here, keys[-1])
    if last is None:
        raise LookupError(_why_not(here, keys, len(keys) - 1))
    here[last] = value


def _spelt_out(choice: Any) -> Any:
    """A choice that may be a name alone, as a mapping of its name and its options."""
    stated = named(choice)
    return {**stated, "options": stated.get("options", {})} if isinstance(stated, dict) else stated


def _index(here: Any, key: str) -> Any:
    """What a key is called where it stands, None where it does not."""
    if isinstance(here, dict):
        return key if key in here else None
    if isinstance(here, list) and key.isdecimal() and int(key) < len(here):
        return int(key)
    return None


def _why_not(here: Any, keys: list[str], at: int) -> str:
    if at == 0:
        return ""
    above = ".".join(keys[:at])
    if isinstance(here, list):
        return f": {above} is a list of {len(here)}, counted from 0"
    if isinstance(here, dict):
        return f": {above} holds no `{keys[at]}`"
    return f": {above} is one value, which has no keys"
