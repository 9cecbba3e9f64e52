"""Correlations as a copula states them: one number, a matrix, or pairs of names with a number each."""

from distributions.error import show
from distributions.read import read_number

WAYS = "one number for all pairs, a matrix with a row of numbers for each input, or a list of [a, b, number]"


def read_correlations(value: object) -> object:
    """Read correlations in one of the three ways, and refuse the rest in one sentence.

    Parameters
    ----------
    value : object
        What the file holds; text is no number here, even where it looks like one.

    Returns
    -------
    float, tuple of tuple of float, or tuple of (str, str, float)

    Raises
    ------
    ValueError
        It is none of them.

    Examples
    --------
    >>> read_correlations([["price", "gain", 0.5]])
    (('price', 'gain', 0.5),)
    >>> read_correlations("high")
    Traceback (most recent call last):
    ...
    ValueError: 'high' is not one number for all pairs, a matrix with a row of numbers for each input, or a \
list of [a, b, number]
    """
    if _is_number(value):
        return read_number(value)
    rows = value if isinstance(value, list | tuple) else []
    wrong = [row for row in rows if not _is_pair(row) and not _is_row(row)]
    if rows and (all(map(_is_pair, rows)) or all(map(_is_row, rows))):
        return tuple(tuple(row) for row in rows)
    told = f"row {show(wrong[0])} of {show(value)}" if wrong and len(rows) > 1 else show(value)
    raise ValueError(f"{told} is not {WAYS}")


def _is_number(value: object) -> bool:
    try:
        read_number(value)
    except (TypeError, ValueError, OverflowError):
        return False
    return True


def _is_row(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(map(_is_number, value))


def _is_pair(value: object) -> bool:
    if not isinstance(value, list | tuple) or len(value) != 3:
        return False
    return all(isinstance(name, str) and name.strip() for name in value[:2]) and _is_number(value[2])
