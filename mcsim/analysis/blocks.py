"""Sums over fixed blocks of draws, combined in one fixed order whatever the order in which they arrive."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from mcsim.errors import AnalysisError, Problem

BLOCK = 8192
"""Draws in a block: block b holds the draws numbered b * BLOCK to (b + 1) * BLOCK - 1."""


class Sums(Protocol):
    """Sums over some draws, to which those of later draws can be joined."""

    def combine(self, later: Self) -> Self:
        """Sums over both."""


S = TypeVar("S", bound=Sums)


@dataclass
class BlockTree(Generic[S]):
    """Block sums in a binary tree over block numbers.

    Two neighbours are combined as soon as both are there, always the same two, so the result has the same
    bytes for every order of arrival, and about log2(blocks) sums are in memory, not one for every block.

    Attributes
    ----------
    nodes : dict of (int, int) to sums
        Keyed (level, index): the blocks `index * 2**level` to `(index + 1) * 2**level - 1`.
    firsts : dict of int to sums
        Keyed by level: the first `2**level` blocks, kept to show how results settle; below 0, parts of block
        0.
    """

    nodes: dict[tuple[int, int], S] = field(default_factory=dict)
    firsts: dict[int, S] = field(default_factory=dict)

    def add(self, sums: S, index: int, level: int = 0) -> None:
        """Take in the sums of block `index`, or of a whole node of a higher level.

        Raises
        ------
        AnalysisError
            The block is there already.
        """
        self._require_new(level, index)
        while True:
            if index == 0:
                self.firsts[level] = sums
            sibling = self.nodes.pop((level, index ^ 1), None)
            if sibling is None:
                break
            sums = sibling.combine(sums) if index % 2 else sums.combine(sibling)
            level, index = level + 1, index // 2
        self.nodes[level, index] = sums

    def merge(self, other: "BlockTree[S]") -> None:
        """Take in every block of another tree."""
        for (level, index), sums in sorted(other.nodes.items(), key=lambda item: item[0]):
            self.add(sums, index, level)
        self.firsts.update(other.firsts)

    def total(self) -> S:
        """Sums over all blocks; a neighbour that never came is passed over.

        Raises
        ------
        AnalysisError
            No block was added.
        """
        if not self.nodes:
            raise AnalysisError(Problem("draws", "there are none", "give at least one draw"))
        nodes = dict(self.nodes)
        level = 0
        while len(nodes) > 1 or level < next(iter(nodes))[0]:
            nodes = _lifted(nodes, level)
            level += 1
        return next(iter(nodes.values()))

    def _require_new(self, level: int, index: int) -> None:
        taken = any(
            index >> (at - level) == other if at >= level else other >> (level - at) == index
            for at, other in self.nodes
        )
        if taken:
            rule = f"block {index << level} was given twice"
            raise AnalysisError(Problem("draws", rule, "hand over every block whole, and once"))


def _lifted(nodes: dict[tuple[int, int], S], level: int) -> dict[tuple[int, int], S]:
    """Combine the nodes of one level into those of the next; higher ones stay."""
    lifted = {key: sums for key, sums in nodes.items() if key[0] != level}
    for key, sums in sorted(
        (item for item in nodes.items() if item[0][0] == level), key=lambda item: item[0]
    ):
        parent = (level + 1, key[1] // 2)
        lifted[parent] = lifted[parent].combine(sums) if parent in lifted else sums
    return lifted


def block_slices(draws: NDArray[np.int64], size: int = BLOCK) -> Iterator[tuple[int, slice]]:
    """Cut increasing draw numbers where a new block begins.

    Parameters
    ----------
    draws : ndarray of int64, shape (n,)
        Strictly increasing.
    size : int
        Draws in a block.

    Yields
    ------
    tuple of int and slice
        The number of the block, and where its draws stand.

    Examples
    --------
    >>> list(block_slices(np.array([0, 1, 5, 6]), size=4))
    [(0, slice(0, 2, None)), (1, slice(2, 4, None))]
    """
    blocks = draws // size
    edges = [0, *(np.flatnonzero(np.diff(blocks)) + 1).tolist(), draws.size]
    for start, stop in pairwise(edges):
        if stop > start:
            yield int(blocks[start]), slice(start, stop)


def by_position(draws: NDArray[np.int64], replicates: int = 0) -> NDArray[np.int64]:
    """Number draws anew from 0, in the order of their numbers and each within its own replicate.

    Parameters
    ----------
    draws : ndarray of int64, shape (n,)
        Distinct, in any order.
    replicates : int
        Draw i belongs to replicate i modulo this; 0 where draws are independent.

    Returns
    -------
    ndarray of int64, shape (n,)

    Examples
    --------
    >>> by_position(np.array([70, 10, 50])).tolist(), by_position(np.array([70, 11, 50]), 2).tolist()
    ([2, 0, 1], [2, 1, 0])
    """
    n_lots = max(replicates, 1)
    lot = draws % n_lots
    order = np.lexsort((draws, lot))
    first = np.searchsorted(lot[order], np.arange(n_lots))
    numbers = np.empty_like(draws)
    numbers[order] = (np.arange(draws.size) - first[lot[order]]) * n_lots + lot[order]
    return numbers
