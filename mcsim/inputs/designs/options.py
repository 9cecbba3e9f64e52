"""Checks of a design's options, each a list of sentences that is empty when nothing is wrong."""

from collections.abc import Collection, Mapping
from math import isfinite
from typing import Any

from distributions.error import show
from mcsim.lookup import closest


def whole_number(option: str, value: Any, least: int, most: int | None = None) -> list[str]:
    """Say that an option is no whole number, too small, or too large.

    Examples
    --------
    >>> whole_number("inner", 0, least=1)
    ['inner: is 0; give a whole number of at least 1']
    """
    whole = isinstance(value, int) and not isinstance(value, bool)
    if whole and value >= least and (most is None or value <= most):
        return []
    limit = "" if most is None else f" and at most {most:,}"
    return [f"{option}: is {show(value)}; give a whole number of at least {least}{limit}"]


def yes_or_no(option: str, value: Any) -> list[str]:
    """Say that an option is neither true nor false."""
    return [] if isinstance(value, bool) else [f"{option}: is {show(value)}; give true or false"]


def probability(option: str, value: Any) -> list[str]:
    """Say that an option is no probability strictly between 0 and 1."""
    if is_number(value) and 0.0 < value < 1.0:
        return []
    return [
        f"{option}: is {show(value)}; give a cumulative probability between 0 and 1 (exclusive), as in 0.025"
    ]


def known_names(option: str, values: Any, known: Collection[str], what: str) -> list[str]:
    """Say that an option is no list of different known names.

    Examples
    --------
    >>> known_names("inputs", ["uptak"], ["uptake"], "uncertain input")
    ['inputs: `uptak` is no uncertain input; did you mean `uptake`?']
    """
    if (
        not isinstance(values, list | tuple)
        or not values
        or not all(isinstance(name, str) for name in values)
    ):
        return [f"{option}: is {show(values)}; give a list of names, as in [{', '.join(list(known)[:2])}]"]
    twice = sorted({name for name in values if list(values).count(name) > 1})
    found = [f"{option}: names `{name}` twice; name it once" for name in twice]
    found += [
        f"{option}: `{name}` is no {what}; {closest(name, known)}"
        for name in dict.fromkeys(values)
        if name not in known
    ]
    return found


def is_number(value: Any) -> bool:
    """Whether a value is a finite number, and not yes or no."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    try:
        return isfinite(value)
    except OverflowError:  # a whole number beyond the largest float
        return False


def is_mapping(value: Any) -> bool:
    """Whether a value maps names to something."""
    return isinstance(value, Mapping) and all(isinstance(name, str) for name in value)
