"""Parameters that are inputs themselves: where a distribution names them, and what takes their place."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

REFERENCE = "input"
NO_MONEY = {"family", "scale_by", "weights"}
"""What a distribution may state of its own beside references to money without adding money to it."""


def references(stated: Any) -> Iterator[str]:
    """Names of the inputs that a distribution refers to, as in ``mean: {input: site_mean}``.

    Parameters
    ----------
    stated : object
        A distribution as a configuration states it, or any part of it.

    Yields
    ------
    str

    Examples
    --------
    >>> list(references({"family": "normal", "mean": {"input": "site_mean"}, "se": 1}))
    ['site_mean']
    """
    if is_reference(stated):
        yield str(stated[REFERENCE])
    elif isinstance(stated, Mapping):
        for value in stated.values():
            yield from references(value)
    elif isinstance(stated, list | tuple):
        for value in stated:
            yield from references(value)


def is_reference(stated: Any) -> TypeGuard[Mapping[str, str]]:
    """Whether this is a mapping of the one key `input` to a name."""
    return isinstance(stated, Mapping) and set(stated) == {REFERENCE} and isinstance(stated[REFERENCE], str)


def substitute(stated: Any, values: Mapping[str, Any]) -> Any:
    """The same with values in the place of what it refers to.

    Examples
    --------
    >>> substitute({"family": "normal", "mean": {"input": "site_mean"}, "se": 1}, {"site_mean": 0.3})
    {'family': 'normal', 'mean': 0.3, 'se': 1}
    """
    if is_reference(stated):
        return values[stated[REFERENCE]]
    if isinstance(stated, Mapping):
        return {key: substitute(value, values) for key, value in stated.items()}
    if isinstance(stated, list | tuple):
        return [substitute(value, values) for value in stated]
    return stated


def refers_only(distribution: Any) -> bool:
    """Whether all money of a distribution comes from inputs that it refers to.

    Factors and weights are no money, and nothing is nothing in the prices of every year.

    Parameters
    ----------
    distribution : object
        As a configuration states it.

    Examples
    --------
    >>> refers_only({"family": "fixed", "value": {"input": "weekly_cost"}, "scale_by": 52})
    True
    >>> refers_only({"family": "normal", "mean": {"input": "weekly_cost"}, "se": 20})
    False
    """
    return any(references(distribution)) and _adds_no_money(distribution)


def _adds_no_money(stated: Any) -> bool:
    if is_reference(stated):
        return True
    if isinstance(stated, Mapping):
        return all(_adds_no_money(value) for key, value in stated.items() if key not in NO_MONEY)
    if isinstance(stated, list | tuple):
        return all(map(_adds_no_money, stated))
    return not isinstance(stated, bool) and bool(stated == 0)
