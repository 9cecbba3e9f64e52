"""Scrambled Halton points in 16 independent replicates."""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from mcsim.inputs.designs.interleaved import REPLICATES, Interleaved
from mcsim.protocols import Array
from mcsim.seeds import FRACTION_BITS, key_of, words

LARGEST_TABLE = 4096  # points of every replicate that are kept at hand: half a megabyte a stream


@dataclass(frozen=True)
class Halton(Interleaved):
    """Halton points whose digits are permuted at random, anew for each digit, replicate and stream.

    The base of a stream is the prime number at its place in the order of the inputs. Until a replicate has
    gone once through its base it has no point in some of the base's intervals, and nothing is gained over
    independent draws; fewer draws than that are refused.

    References
    ----------
    Halton (1960), Numerische Mathematik 2:84-90. Owen (2017), A randomized Halton algorithm in R,
    arXiv:1706.02808.

    Examples
    --------
    >>> from mcsim.inputs.design import Frame
    >>> design = Halton(Frame(seed=1, n_draws=144, streams=(("uptake", 0), ("price", 0))))
    >>> one_replicate = design.uniforms("price", 0, 0, 144)[::16]
    >>> sorted((9 * one_replicate).astype(int).tolist())
    [0, 1, 2, 3, 4, 5, 6, 7, 8]
    """

    name: ClassVar[str] = "halton"
    title: ClassVar[str] = "scrambled Halton points"

    def problems(self) -> list[str]:
        """Too few draws to go once through the largest base."""
        n_streams = len(self.frame.every_stream)
        needed = REPLICATES * (primes(n_streams)[-1] if n_streams else 1)
        if self.frame.n_draws >= needed:
            return []
        return [
            f"draws: is {self.frame.n_draws}, and halton needs {needed} for the {n_streams} uniforms of "
            "these inputs, or it is no better than independent draws; ask for that many, or choose sobol"
        ]

    def points(self, input_name: str, component: int, first: int, last: int) -> Array:
        """Points `first` to `last - 1` of every replicate, shape (last - first, 16)."""
        base = primes(len(self.frame.every_stream))[self.frame.position(input_name, component)]
        address = (self.frame.seed, input_name, component)
        table, high = _tables(*address, base)
        size = len(table)
        parts = [
            table[max(first - block * size, 0) : last - block * size] + _combined(high, block, base)
            for block in range(first // size, (last - 1) // size + 1)
        ]
        found = np.concatenate(parts).astype(np.float64)
        found += 0.5
        found /= float(base ** n_digits(base))
        return found


def n_digits(base: int) -> int:
    """How many digits of a base 52 binary ones hold, so that a number and its half are exact as floats.

    Examples
    --------
    >>> n_digits(2), n_digits(3), n_digits(541)
    (52, 32, 5)
    """
    digits = 1
    while base ** (digits + 1) <= 2**FRACTION_BITS:
        digits += 1
    return digits


@lru_cache(maxsize=16)
def primes(n: int) -> tuple[int, ...]:
    """The first `n` prime numbers.

    Examples
    --------
    >>> primes(6)
    (2, 3, 5, 7, 11, 13)
    """
    found: list[int] = []
    candidate = 2
    while len(found) < n:
        if all(candidate % prime for prime in found if prime * prime <= candidate):
            found.append(candidate)
        candidate += 1
    return tuple(found)


@lru_cache(maxsize=1024)
def _tables(
    seed: int, input_name: str, component: int, base: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Points by their low digits, shape (base**low, 16), and the shares of the others, (digits, base, 16).

    Each is a numerator over base**digits. The last digit of a number is the first of its point.
    """
    digits = n_digits(base)
    drawn = words(key_of(seed, input_name, component, "halton"), digits * base * REPLICATES)
    permutations = np.argsort(drawn.reshape(digits, base, REPLICATES), axis=1, kind="stable")
    weights = np.array([base**power for power in range(digits - 1, -1, -1)], dtype=np.int64)
    shares = permutations * weights[:, np.newaxis, np.newaxis]
    table, low = shares[0], 1
    while low < digits and len(table) * base <= LARGEST_TABLE:
        table = (shares[low][:, np.newaxis, :] + table).reshape(-1, REPLICATES)
        low += 1
    return table, shares[low:]


def _combined(shares: NDArray[np.int64], block: int, base: int) -> NDArray[np.int64]:
    """What the digits of a block's number add to its points, shape (16,); zeros in front count as digits."""
    total = np.zeros(REPLICATES, dtype=np.int64)
    for share in shares:
        block, digit = divmod(block, base)
        total += share[digit]
    return total
