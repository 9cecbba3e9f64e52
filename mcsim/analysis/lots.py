"""The draws of a block, sorted so that those of one replicate stand together."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mcsim.analysis.envelope import Index


@dataclass(frozen=True)
class Lots:
    """Neighbouring columns of a block that are summed apart, so that one pass serves all replicates.

    Attributes
    ----------
    edges : ndarray of int, shape (g + 1,)
        Lot number j holds the columns `edges[j]` to `edges[j + 1] - 1`; none is empty.

    Examples
    --------
    >>> lots = Lots(np.array([0, 2, 5]))
    >>> lots.of_column.tolist(), lots.sizes.tolist()
    ([0, 0, 1, 1, 1], [2, 3])
    """

    edges: Index

    @classmethod
    def one(cls, n_columns: int) -> "Lots":
        """All columns in one lot."""
        return cls(np.array([0, n_columns]))

    def __len__(self) -> int:
        """How many there are."""
        return self.edges.size - 1

    @property
    def sizes(self) -> Index:
        """Columns in each lot, shape (g,)."""
        return np.diff(self.edges)

    @property
    def of_column(self) -> Index:
        """The lot of each column."""
        return np.repeat(np.arange(len(self)), self.sizes)

    def counts(self, flags: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many of each row's columns are true in each lot, shape (rows, g)."""
        counted: NDArray[np.int64] = np.add.reduceat(flags, self.edges[:-1], axis=1, dtype=np.int64)
        return counted

    def slices(self, columns: Index | None = None) -> list[slice]:
        """Where each lot stands, among all columns or among some in increasing order."""
        edges = self.edges if columns is None else np.searchsorted(columns, self.edges)
        return [slice(start, stop) for start, stop in pairwise(edges.tolist())]
