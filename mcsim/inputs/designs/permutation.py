"""Random permutations of range(n) that are computed where they are asked for, and never stored."""

from math import isqrt

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]

FEW = 1024
ROUNDS, MOST_ROUNDS = 8, 24  # few numbers need more rounds until every order of them is as likely
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)  # SplitMix64's multipliers
_HALF = np.uint64(32)


def permuted(places: NDArray[np.int64], sizes: NDArray[np.int64], keys: Words) -> NDArray[np.int64]:
    """Where a keyed permutation of each column's numbers takes `places`.

    A Feistel network permutes the numbers of a table hardly larger than the largest size, whose rows and
    columns are shifted in turn by a random function of each other; what falls outside a column's size is sent
    through again until it falls inside, which is a permutation of the inside (cycle walking).

    Parameters
    ----------
    places : ndarray of int64, shape (n, m)
        Numbers from 0 to below the size of their column.
    sizes : ndarray of int64, shape (m,)
        How many numbers each column permutes, at least 1.
    keys : ndarray of uint64, shape (MOST_ROUNDS, m)
        Each column's random words.

    Returns
    -------
    ndarray of int64, shape (n, m)

    References
    ----------
    Luby and Rackoff (1988), SIAM Journal on Computing 17:373-386 (permutations from random functions). Black
    and Rogaway (2002), Topics in Cryptology, 114-130 (other sizes than powers of 2; cycle walking). Steele,
    Lea and Flood (2014), OOPSLA, 453-472 (the mixing function).

    Examples
    --------
    >>> from mcsim.seeds import words
    >>> found = permuted(np.arange(5)[:, np.newaxis], np.array([5]), words(1, MOST_ROUNDS)[:, np.newaxis])
    >>> sorted(found.ravel().tolist())
    [0, 1, 2, 3, 4]
    """
    largest = int(sizes.max())
    n_rows = max(isqrt(largest), min(largest, 2))  # one row alone could only be turned round
    table = np.uint64(n_rows), np.uint64(-(-largest // n_rows))
    limits = sizes.astype(np.uint64)
    if largest >= FEW:
        keys = keys[:ROUNDS]
    found = _feistel(places.astype(np.uint64), keys, *table)
    flat = found.reshape(-1)
    outside = np.flatnonzero(found >= limits)
    while outside.size:
        column = outside % sizes.size
        again = _feistel(flat[outside], keys[:, column], *table)
        flat[outside] = again
        outside = outside[again >= limits[column]]
    return found.view(np.int64)


def _feistel(numbers: Words, keys: Words, n_rows: np.uint64, n_columns: np.uint64) -> Words:
    """Permute the numbers below n_rows * n_columns: row and column are shifted by a function of the other."""
    row = numbers // n_columns
    column = numbers - row * n_columns
    for turn, key in enumerate(keys):
        if turn % 2:
            row = _shifted(row, column, key, n_rows)
        else:
            column = _shifted(column, row, key, n_columns)
    return row * n_columns + column


def _shifted(part: Words, other: Words, key: Words, size: np.uint64) -> Words:
    """Add a random function of the other part, modulo `size`, which must be below 2^32."""
    mixed = other + key
    mixed *= _FIRST
    mixed ^= mixed >> _HALF
    mixed *= _SECOND
    mixed >>= _HALF
    mixed *= size
    mixed >>= _HALF
    mixed += part
    # Below `size` the difference wraps round to a huge number.
    shifted: Words = np.minimum(mixed, mixed - size, out=mixed)
    return shifted
