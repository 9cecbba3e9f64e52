"""Scrambled Sobol' points in 16 independent replicates."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from mcsim.inputs.designs.interleaved import REPLICATES, Interleaved
from mcsim.protocols import Array
from mcsim.seeds import FRACTION_BITS, inside, key_of, words

Numbers = tuple[int, ...]
"""Initial direction numbers of a dimension as Joe and Kuo list them: the polynomial, then m_1, m_2, ..."""

LOW_BITS = 9  # 512 points of 16 replicates are a block of the engine
LOW_POINTS = 1 << LOW_BITS
FIRST_DIMENSION: Numbers = ()
"""It has no polynomial: van der Corput's sequence, all of whose m are 1."""


@dataclass(frozen=True)
class Sobol(Interleaved):
    """Sobol' points with a random linear scramble and a digital shift for each replicate and stream.

    The dimension of a stream is its place in the order of the inputs, so that an input added at the end
    leaves the draws of the others alone. Points are made in the order of Gray's code; within a replicate any
    2^k of them in a row from a multiple of 2^k have exactly one in each of 2^k equal intervals.

    References
    ----------
    Joe and Kuo (2008), SIAM Journal on Scientific Computing 30:2635-2654 (direction numbers). Matoušek
    (1998), Journal of Complexity 14:527-556 (linear scrambling). Antonov and Saleev (1979), USSR
    Computational Mathematics and Mathematical Physics 19:252-256 (Gray's code). L'Ecuyer and Lemieux (2002),
    in Modeling Uncertainty, 419-474 (standard errors from independent randomisations).

    Examples
    --------
    >>> from mcsim.inputs.design import Frame
    >>> design = Sobol(Frame(seed=1, n_draws=64, streams=(("uptake", 0),)))
    >>> one_replicate = design.uniforms("uptake", 0, 0, 64)[::16]
    >>> sorted((4 * one_replicate).astype(int).tolist())
    [0, 1, 2, 3]
    """

    name: ClassVar[str] = "sobol"
    title: ClassVar[str] = "scrambled Sobol' points"

    def problems(self) -> list[str]:
        """Too few draws, or more streams than there are direction numbers."""
        found = super().problems()
        n_streams, most = len(self.frame.every_stream), len(_published()) + 1
        if n_streams > most:
            found.append(
                f"design: is sobol, whose direction numbers are known for {most} uniforms, and the inputs "
                f"need {n_streams}; choose latin_hypercube or monte_carlo"
            )
        return found

    @cached_property
    def numbers(self) -> tuple[Numbers, ...]:
        """Initial direction numbers of every stream."""
        published = _published()
        n_streams = len(self.frame.every_stream)
        return (FIRST_DIMENSION, *published[: n_streams - 1])[:n_streams]

    def __getstate__(self) -> dict[str, Any]:
        """Take the few direction numbers along, so that no worker loads the library that holds them all."""
        return self.__dict__ | {"numbers": self.numbers}

    def points(self, input_name: str, component: int, first: int, last: int) -> Array:
        """Points `first` to `last - 1` of every replicate, shape (last - first, 16)."""
        numbers = self.numbers[self.frame.position(input_name, component)]
        table, high = _tables(self.frame.seed, input_name, component, numbers)
        blocks = range(first >> LOW_BITS, (last - 1 >> LOW_BITS) + 1)
        parts = [
            table[max(first - block * LOW_POINTS, 0) : last - block * LOW_POINTS] ^ _combined(high, block)
            for block in blocks
        ]
        return inside(parts[0] if len(parts) == 1 else np.concatenate(parts))


def directions(numbers: Numbers) -> list[int]:
    """Direction numbers of one dimension as whole numbers of 52 binary digits, one for each of 52 bits.

    They follow from the initial ones by equation 2 of Joe and Kuo (2008).

    Examples
    --------
    >>> [number / 2**52 for number in directions((0, 1))[:3]]
    [0.5, 0.75, 0.625]
    """
    if numbers == FIRST_DIMENSION:
        return [1 << (FRACTION_BITS - 1 - at) for at in range(FRACTION_BITS)]
    polynomial, *initial = numbers
    degree = len(initial)
    found = [m << (FRACTION_BITS - 1 - at) for at, m in enumerate(initial)]
    for at in range(degree, FRACTION_BITS):
        number = found[at - degree] ^ (found[at - degree] >> degree)
        for step in range(1, degree):
            if polynomial >> (degree - 1 - step) & 1:
                number ^= found[at - step]
        found.append(number)
    return found[:FRACTION_BITS]


def scrambled(columns: list[int], key: int) -> tuple[NDArray[np.uint64], np.uint64]:
    """Direction numbers under a random linear scramble, shape (52,), and a digital shift.

    Each digit becomes its sum, modulo 2, with a random choice of the digits before it: a lower triangular
    matrix with ones on its diagonal, which keeps a net a net.
    """
    drawn = words(key, FRACTION_BITS + 1) >> np.uint64(64 - FRACTION_BITS)
    own = np.uint64(1) << np.arange(FRACTION_BITS - 1, -1, -1, dtype=np.uint64)
    earlier = ~((own << np.uint64(1)) - np.uint64(1))
    rows = (drawn[:-1] & earlier) | own
    kept = rows[:, np.newaxis] & np.array(columns, dtype=np.uint64)
    odd = (np.bitwise_count(kept) & 1).astype(np.uint64)
    return np.bitwise_or.reduce(odd * own[:, np.newaxis], axis=0), drawn[-1]


@lru_cache(maxsize=1024)
def _tables(
    seed: int, input_name: str, component: int, numbers: Numbers
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The first 512 points of every replicate, shape (512, 16), and what each higher bit of a number adds."""
    columns = directions(numbers)
    keys = [key_of(seed, input_name, component, "sobol", replicate) for replicate in range(REPLICATES)]
    pairs = [scrambled(columns, key) for key in keys]
    steps = np.stack([column for column, _ in pairs], axis=1)
    # In Gray's code of i, i XOR i div 2, bit j of i moves two bits, so its share is the sum of their numbers.
    steps[1:] ^= steps[:-1].copy()
    table = np.array([[shift for _, shift in pairs]], dtype=np.uint64)
    for step in steps[:LOW_BITS]:
        table = np.concatenate([table, table ^ step])
    return table, steps[LOW_BITS:]


def _combined(steps: NDArray[np.uint64], block: int) -> NDArray[np.uint64]:
    """What the bits of a block's number add to its points, shape (16,)."""
    bits = [at for at in range(block.bit_length()) if block >> at & 1]
    found: NDArray[np.uint64] = np.bitwise_xor.reduce(steps[bits], axis=0)
    return found


def _published() -> tuple[Numbers, ...]:
    """The list of Joe and Kuo, new-joe-kuo-6.21201, from its second dimension on."""
    from SALib.sample.directions import directions as published  # slow to load, so only when it is asked for

    found: tuple[Numbers, ...] = published
    return found
