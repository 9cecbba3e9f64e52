"""Blocks of draws at absolute indices, chunks of blocks, and which draws are still missing."""

from collections.abc import Iterable, Iterator

BLOCK = 8192  # draws; an array of them is 64 kB, so that a model's intermediate results stay in the cache

Range = tuple[int, int]  # absolute draw numbers, half open


def block_starts(start: int, stop: int) -> range:
    """First draws of the blocks that hold any of the draws `start` to `stop - 1`.

    Examples
    --------
    >>> list(block_starts(8191, 8193))
    [0, 8192]
    >>> list(block_starts(8192, 8192))
    []
    """
    if stop <= start:
        return range(0)
    return range(start - start % BLOCK, stop, BLOCK)


def missing(n_draws: int, present: Iterable[Range]) -> list[Range]:
    """Draws of a run that no range in `present` covers, in order.

    Parameters
    ----------
    n_draws : int
        Draws of the run: 0 to `n_draws - 1`.
    present : iterable of (start, stop)
        What exists, in any order; ranges may overlap and may reach beyond the run.

    Examples
    --------
    >>> missing(100, [(40, 60), (0, 10), (55, 70)])
    [(10, 40), (70, 100)]
    """
    gaps = []
    reached = 0
    for start, stop in sorted(present):
        if start > reached:
            gaps.append((reached, min(start, n_draws)))
        reached = max(reached, stop)
        if reached >= n_draws:
            break
    if reached < n_draws:
        gaps.append((reached, n_draws))
    return [(start, stop) for start, stop in gaps if start < stop]


def count(ranges: Iterable[Range]) -> int:
    """Draws in ranges that do not overlap.

    Examples
    --------
    >>> count([(0, 10), (20, 25)])
    15
    """
    return sum(stop - start for start, stop in ranges)


def chunks(ranges: Iterable[Range], size: int) -> Iterator[Range]:
    """Cut ranges at the absolute multiples of `size`, so that no two chunks share a block.

    Examples
    --------
    >>> list(chunks([(5, 25), (30, 31)], 10))
    [(5, 10), (10, 20), (20, 25), (30, 31)]
    """
    for start, stop in ranges:
        while start < stop:
            end = min(stop, start - start % size + size)
            yield start, end
            start = end


def whole_blocks(size: int) -> int:
    """Round a number of draws up to whole blocks, at least one.

    Examples
    --------
    >>> [whole_blocks(size) // BLOCK for size in (1, BLOCK, BLOCK + 1)]
    [1, 1, 2]
    """
    return max(1, -(-size // BLOCK)) * BLOCK
