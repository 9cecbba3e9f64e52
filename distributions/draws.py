"""Parameters that differ between draws: between how many, and what they are in some of them."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.bool_] | NDArray[np.intp] | int


def n_draws(value: object) -> int | None:
    """How many draws a parameter differs between, None where it is fixed.

    Parameters
    ----------
    value : object
        An array holds one value per draw; a distribution knows it of its own parameters, and a tuple of
        distributions is asked one by one.

    Examples
    --------
    >>> n_draws(np.array([1.0, 2.0])), n_draws(3.0)
    (2, None)
    """
    return next((length for _, length in _lengths("", value)), None)


def at(value: Any, draws: Draws) -> Any:
    """Parameter that differs between draws, at some of them.

    Examples
    --------
    >>> at(np.array([1.0, 2.0, 3.0]), np.array([True, False, True])).tolist()
    [1.0, 3.0]
    """
    if isinstance(value, tuple):
        return tuple(at(each, draws) for each in value)
    return value[draws] if isinstance(value, np.ndarray) else value.at(draws)


def differing_lengths(parameters: Mapping[str, object]) -> list[str]:
    """Say which two parameters differ between different numbers of draws, if any do.

    Examples
    --------
    >>> differing_lengths({"mean": np.ones(3), "se": np.ones(2), "n": 4})
    ['mean: holds 3 values, one per draw, but se: holds 2']
    """
    found = [each for name, value in parameters.items() for each in _lengths(name, value)]
    others = (f"{place}: holds {length}" for place, length in found if length != found[0][1])
    return [f"{found[0][0]}: holds {found[0][1]} values, one per draw, but {other}" for other in others][:1]


def _lengths(name: object, value: object) -> Iterator[tuple[object, int]]:
    """Place and length of everything in a parameter that differs between draws."""
    if isinstance(value, np.ndarray):
        if value.ndim == 1:
            yield name, len(value)
    elif isinstance(value, tuple | list):
        for index, each in enumerate(value):
            if not isinstance(each, float | str):
                yield from _lengths(f"{name}[{index}]", each)
    else:
        length = getattr(value, "n_draws", None)
        if isinstance(length, int):
            yield name, length
