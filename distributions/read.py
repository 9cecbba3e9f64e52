"""From what a configuration holds to what a family stores; the wrong kind is refused, never guessed."""

from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Number = float | Array
Native = dict[str, Number]
"""Native parameters by name, as a formula on published figures returns them."""


def read_number(value: object) -> Number:
    """Read a finite number, or an array of them with one per draw.

    Parameters
    ----------
    value : number or ndarray of shape (n,)
        True, False, text, NaN and infinity are no numbers here.

    Returns
    -------
    float or ndarray of float64

    Raises
    ------
    TypeError
        The value is no number.
    ValueError
        The number is not finite.
    OverflowError
        The integer is too large for a float.

    Examples
    --------
    >>> read_number(3)
    3.0
    """
    if isinstance(value, np.ndarray) and value.ndim > 0:
        return _read_array(value)
    if isinstance(value, np.ndarray):
        value = value[()]
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError("not a number")
    number = float(value)
    if not np.isfinite(number):
        raise ValueError("not finite")
    return number


def read_optional_number(value: object) -> Number | None:
    """Read a number as `read_number` does, or None.

    Examples
    --------
    >>> read_optional_number(None) is None, read_optional_number(3)
    (True, 3.0)
    """
    return None if value is None else read_number(value)


def _read_array(value: NDArray[np.generic]) -> Array:
    if value.ndim != 1 or value.dtype.kind not in "iuf":
        raise TypeError("not an array of numbers of shape (n,)")
    numbers = value.astype(np.float64)
    if not np.isfinite(numbers).all():
        raise ValueError("not finite")
    return numbers


def read_numbers(value: object) -> tuple[float, ...]:
    """Read a list of one or more finite numbers.

    Examples
    --------
    >>> read_numbers([0, 0.5])
    (0.0, 0.5)
    """
    items = _read_items(value)
    if {type(item) for item in items} <= {float, int}:
        # Lists may be long, and are read more than once.
        numbers = tuple(map(float, items))
        if not np.isfinite(numbers).all():
            raise ValueError("not finite")
        return numbers
    return tuple(map(_read_single, items))


def read_limit(value: object, open_end: float) -> Number:
    """Read a finite number, or what stands for an open end: None, or the infinite number itself.

    Parameters
    ----------
    value : number, None or ndarray of shape (n,)
    open_end : float
        Minus or plus infinity.

    Examples
    --------
    >>> read_limit(None, open_end=-np.inf), read_limit(3, open_end=-np.inf)
    (-inf, 3.0)
    """
    if isinstance(value, np.ndarray) and value.ndim == 1 and value.dtype.kind == "f":
        is_open = value == open_end
        read_number(np.where(is_open, 0.0, value))
        return value.astype(np.float64)
    is_open = value is None or (isinstance(value, float) and value == open_end)
    return open_end if is_open else read_number(value)


def read_matrix(value: object) -> tuple[tuple[float, ...], ...]:
    """Read a list of one or more rows of finite numbers, all of the same length.

    Examples
    --------
    >>> read_matrix([[1, 0.5], [0.5, 1]])
    ((1.0, 0.5), (0.5, 1.0))
    """
    if isinstance(value, np.ndarray) and value.ndim == 2:
        value = list(value)
    rows = tuple(read_numbers(row) for row in _read_items(value))
    if len({len(row) for row in rows}) > 1:
        raise ValueError("rows of different lengths")
    return rows


def read_interval(value: object) -> tuple[float, float]:
    """Read two finite numbers.

    Examples
    --------
    >>> read_interval([0.6, 1.07])
    (0.6, 1.07)
    """
    low, high = read_numbers(value)
    return low, high


def read_name(value: object) -> str:
    """Read a word.

    Examples
    --------
    >>> read_name("jeffreys")
    'jeffreys'
    """
    if not isinstance(value, str) or not value:
        raise TypeError("not a word")
    return value


def read_names(value: object) -> tuple[str, ...]:
    """Read a list of one or more words.

    Examples
    --------
    >>> read_names(["well", "ill"])
    ('well', 'ill')
    """
    return tuple(read_name(item) for item in _read_items(value))


def read_counts(value: object) -> dict[str, float]:
    """Read a mapping of names to finite numbers, in its own order.

    Examples
    --------
    >>> read_counts({"well": 12, "ill": 3})
    {'well': 12.0, 'ill': 3.0}
    """
    if not isinstance(value, Mapping):
        raise TypeError("not a mapping")
    names = [read_name(name) for name in value]
    return dict(zip(names, read_numbers(list(value.values())), strict=True))


def read_quantiles(value: object) -> tuple[tuple[float, float], ...]:
    """Read a mapping of numbers to numbers, such as probabilities to values, or pairs of them.

    Parameters
    ----------
    value : mapping of number to number, or sequence of pairs
        A key may be a number as text: YAML keys are read as text.

    Returns
    -------
    tuple of (float, float)
        Sorted by the first number of each pair.

    Examples
    --------
    >>> read_quantiles({"0.95": 4, 0.05: 1})
    ((0.05, 1.0), (0.95, 4.0))
    """
    pairs = (
        list(value.items())
        if isinstance(value, Mapping)
        else [_read_pair(each) for each in _read_items(value)]
    )
    return tuple(sorted((_read_single(_number_of_key(key)), _read_single(number)) for key, number in pairs))


def _read_pair(value: object) -> tuple[object, object]:
    first, second = _read_items(value)
    return first, second


def _read_single(value: object) -> float:
    number = read_number(value)
    if isinstance(number, np.ndarray):
        raise TypeError("not one number")
    return number


def _number_of_key(key: object) -> object:
    return float(key) if isinstance(key, str) else key


PRIORS = {"none": 0.0, "jeffreys": 0.5, "uniform": 1.0}


def read_prior(value: object) -> float:
    """Read what a prior adds to every count: one of its names, or the amount itself.

    Examples
    --------
    >>> read_prior("jeffreys"), read_prior(0.25)
    (0.5, 0.25)
    """
    if isinstance(value, str):
        if value not in PRIORS:
            raise ValueError("no such prior")
        return PRIORS[value]
    return _read_single(value)


def _read_items(value: object) -> Sequence[Any]:
    if isinstance(value, np.ndarray) and value.ndim == 1:
        value = list(value)
    if not isinstance(value, list | tuple) or not value:
        raise TypeError("not a list, or an empty one")
    return value
