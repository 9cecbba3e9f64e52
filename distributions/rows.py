"""A table of numbers that a distribution can hold: never copied, never written out, known by its digest."""

from collections.abc import Callable
from functools import cached_property
from hashlib import blake2b

import numpy as np

from distributions.read import Array


class Rows:
    """Table of finite numbers that cannot be changed through this object.

    Parameters
    ----------
    values : ndarray of float64, shape (n, K)
        Not copied.

    Examples
    --------
    >>> rows = read_rows([[1, 2], [3, 4]])
    >>> rows == read_rows(np.array([[1.0, 2.0], [3.0, 4.0]]))
    True
    >>> print(rows)
    2 rows of 2 numbers, digest 13864761
    """

    def __init__(self, values: Array) -> None:
        self.values = values.view()
        self.values.flags.writeable = False

    @cached_property
    def digest(self) -> str:
        """Digest of shape and content, in hexadecimal."""
        content = np.ascontiguousarray(self.values)
        return blake2b(content.data, digest_size=16, salt=str(self.values.shape).encode()[:16]).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        n, width = self.values.shape
        return f"{n} rows of {width} numbers, digest {self.digest[:8]}"

    def __reduce__(self) -> tuple[Callable[[Array], "Rows"], tuple[Array]]:
        return Rows, (np.asarray(self.values),)


def read_rows(value: object) -> Rows:
    """Read a table of one or more rows of finite numbers.

    Parameters
    ----------
    value : Rows, ndarray of shape (n, K), or list of lists

    Returns
    -------
    Rows
        Over the same memory where `value` holds float64.

    Raises
    ------
    TypeError
        The value is no table of numbers.
    ValueError
        Rows differ in length, or a number is not finite.
    """
    if isinstance(value, Rows):
        return value
    if isinstance(value, list | tuple):
        value = _from_lists(value)
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "iuf":
        raise TypeError("not numbers")
    if value.ndim != 2 or not value.size:
        raise TypeError("not a table of numbers")
    values = np.asarray(value, dtype=np.float64)
    if not np.isfinite(values).all():
        raise ValueError("not finite")
    return Rows(values)


def _from_lists(value: list[object] | tuple[object, ...]) -> Array:
    for row in value:
        if not isinstance(row, list | tuple) or any(isinstance(item, bool | str | bytes) for item in row):
            raise TypeError("not a list of rows of numbers")
    return np.array(value)
