"""Uniforms that can be addressed: draw i of a stream depends on (seed, name, component, i) alone."""

import json
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

WORDS_PER_STEP = 4  # Philox makes four 64-bit words each time its counter moves
FRACTION_BITS = 52


def key_of(*address: int | str) -> int:
    """Key of a Philox stream: 16 bytes of blake2b over the stream's address as JSON.

    Addresses of different lengths never collide, so whoever needs further streams adds words to an address.

    Examples
    --------
    >>> key_of(1, "uptake", 0) == key_of(1, "uptake", 0) != key_of(1, "uptake", 0, "sobol")
    True
    """
    text = json.dumps(list(address), ensure_ascii=True).encode()
    return int.from_bytes(blake2b(text, digest_size=16).digest(), "little")


def stream_key(seed: int, name: str, component: int) -> int:
    """Key of the uniforms of one component of an input.

    Examples
    --------
    >>> stream_key(1, "uptake", 0) == stream_key(1, "uptake", 0) != stream_key(1, "uptake", 1)
    True
    """
    return key_of(seed, name, component)


def words(key: int, n_words: int) -> NDArray[np.uint64]:
    """The first `n_words` random words of 64 bits of a Philox stream, shape (n_words,).

    Examples
    --------
    >>> bool((words(5, 3) == words(5, 9)[:3]).all())
    True
    """
    return np.random.Philox(key=key).random_raw(n_words)


def uniforms(seed: int, name: str, component: int, start: int, stop: int) -> NDArray[np.float64]:
    """Uniforms of the draws `start` to `stop - 1` of one stream.

    Each is (k + 1/2) / 2^52 with k a whole number of 52 bits, so that neither 0 nor 1 ever occurs.

    Parameters
    ----------
    seed : int
        Seed of the run.
    name : str
        Name of the input.
    component : int
        Which of the input's uniforms, from 0.
    start, stop : int
        Absolute draw numbers, half open.

    Returns
    -------
    ndarray of float64, shape (stop - start,)

    Examples
    --------
    >>> whole = uniforms(1, "uptake", 0, 0, 10)
    >>> bool((uniforms(1, "uptake", 0, 7, 10) == whole[7:]).all())
    True
    """
    return keyed_uniforms(stream_key(seed, name, component), start, stop)


def keyed_uniforms(key: int, start: int, stop: int) -> NDArray[np.float64]:
    """Uniforms `start` to `stop - 1` of the Philox stream with `key`; see `uniforms`.

    Examples
    --------
    >>> bool((keyed_uniforms(stream_key(1, "uptake", 0), 3, 9) == uniforms(1, "uptake", 0, 3, 9)).all())
    True
    """
    bits = np.random.Philox(key=key)
    bits.advance(start // WORDS_PER_STEP)
    skipped = start % WORDS_PER_STEP
    drawn = bits.random_raw(skipped + stop - start)[skipped:]
    drawn >>= np.uint64(64 - FRACTION_BITS)
    return inside(drawn)


def inside(numerators: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Uniforms (k + 1/2) / 2^52 of whole numbers k below 2^52, so that neither 0 nor 1 occurs.

    Examples
    --------
    >>> inside(np.array([0, 2**51], dtype=np.uint64)).tolist() == [2.0**-53, 0.5 + 2.0**-53]
    True
    """
    # Signed numbers are converted faster than unsigned ones, and these are far from the sign's bit.
    values = numerators.view(np.int64).astype(np.float64)
    values += 0.5
    values *= 2.0**-FRACTION_BITS
    return values
