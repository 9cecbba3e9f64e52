"""Random permutations of range(n) that are computed where they are asked for, and never stored."""

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]

FEW_BITS = 10
ROUNDS, MOST_ROUNDS = 8, 24  # few numbers need more rounds until every order of them is as likely
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)  # SplitMix64's multipliers
_HALF = np.uint64(32)


def permuted(places: NDArray[np.int64], sizes: NDArray[np.int64], keys: Words) -> NDArray[np.int64]:
    """Where a keyed permutation of each column's numbers takes `places`.

    A Feistel network permutes the numbers of b binary digits, b the fewest that hold the largest size; what
    falls outside a column's size is sent through again until it falls inside, which is a permutation of the
    inside (cycle walking).

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
    and Rogaway (2002), Topics in Cryptology, 114-130 (cycle walking). Steele, Lea and Flood (2014), OOPSLA,
    453-472 (the mixing function).

    Examples
    --------
    >>> from mcsim.seeds import words
    >>> found = permuted(np.arange(5)[:, np.newaxis], np.array([5]), words(1, MOST_ROUNDS)[:, np.newaxis])
    >>> sorted(found.ravel().tolist())
    [0, 1, 2, 3, 4]
    """
    n_bits = int(sizes.max() - 1).bit_length()
    limits = sizes.astype(np.uint64)
    if n_bits >= FEW_BITS:
        keys = keys[:ROUNDS]
    found = _feistel(places.astype(np.uint64), keys, n_bits)
    flat = found.reshape(-1)
    outside = np.flatnonzero(found >= limits)
    while outside.size:
        column = outside % sizes.size
        again = _feistel(flat[outside], keys[:, column], n_bits)
        flat[outside] = again
        outside = outside[again >= limits[column]]
    return found.view(np.int64)


def _feistel(numbers: Words, keys: Words, n_bits: int) -> Words:
    """Permute the numbers of `n_bits` digits: each half is changed in turn by a function of the other."""
    n_low = np.uint64(n_bits - n_bits // 2)
    high, low = numbers >> n_low, numbers & ((np.uint64(1) << n_low) - np.uint64(1))
    for turn, key in enumerate(keys):
        if turn % 2:
            low ^= _mixed(high, key, n_bits - n_bits // 2)
        else:
            high ^= _mixed(low, key, n_bits // 2)
    return (high << n_low) | low


def _mixed(half: Words, key: Words, n_bits: int) -> Words:
    """A random function of one half, of `n_bits` digits."""
    if n_bits == 0:
        return np.zeros_like(half)
    mixed = half + key
    mixed *= _FIRST
    mixed ^= mixed >> _HALF
    mixed *= _SECOND
    mixed >>= np.uint64(64 - n_bits)
    return mixed
