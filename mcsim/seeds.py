"""Uniforms that can be addressed: draw i of a stream depends on (seed, name, component, i) alone."""

import json
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

WORDS_PER_STEP = 4  # Philox makes four 64-bit words each time its counter moves
FRACTION_BITS = 52


def stream_key(seed: int, name: str, component: int) -> int:
    """Key of a Philox stream: 16 bytes of blake2b over the stream's address as JSON.

    Examples
    --------
    >>> stream_key(1, "uptake", 0) == stream_key(1, "uptake", 0) != stream_key(1, "uptake", 1)
    True
    """
    address = json.dumps([seed, name, component], ensure_ascii=True).encode()
    return int.from_bytes(blake2b(address, digest_size=16).digest(), "little")


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
    bits = np.random.Philox(key=stream_key(seed, name, component))
    bits.advance(start // WORDS_PER_STEP)
    skipped = start % WORDS_PER_STEP
    words = bits.random_raw(skipped + stop - start)[skipped:]
    words >>= np.uint64(64 - FRACTION_BITS)
    values = words.astype(np.float64)
    values += 0.5
    values *= 2.0**-FRACTION_BITS
    return values
