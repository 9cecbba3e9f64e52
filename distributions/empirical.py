"""Empirical: draws made elsewhere, such as a posterior or a bootstrap, each kept together as one row."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from distributions.constraint import NAMES, ROWS
from distributions.error import show
from distributions.family import Array
from distributions.joint import JointFamily
from distributions.point_masses import PointMasses
from distributions.rows import Rows


@dataclass(frozen=True)
class EmpiricalMargin(PointMasses):
    """Distribution of one column of a table alone.

    Parameters
    ----------
    column : table of shape (n, 1)
        Its values, each with the same probability; equal ones add up.

    Examples
    --------
    >>> EmpiricalMargin(column=[[3], [1], [3], [2]]).density(np.array([1.0, 3.0])).tolist()
    [0.25, 0.5]
    """

    column: Rows

    name: ClassVar[str] = "empirical_margin"
    constraints: ClassVar = {"column": ROWS}

    def relations(self) -> list[str]:
        """Say whether there is one column."""
        width = self.column.values.shape[1]
        return [f"column: {self.column} must be one number a row"] if width != 1 else []

    @cached_property
    def masses(self) -> tuple[Array, Array]:
        """Values that the column holds, in order, and how often it holds each."""
        values, counts = np.unique(self.column.values, return_counts=True)
        return values, counts.astype(np.float64)


@dataclass(frozen=True)
class Empirical(JointFamily):
    """Distribution over the rows of a table, all with the same probability.

    Parameters
    ----------
    columns : sequence of K str
        Names of the scalars.
    rows : table of shape (n, K)
        One row per draw made elsewhere: an array, which is not copied, or a list of lists. What holds between
        the scalars of a row, such as their correlation, holds in the draws.

    Notes
    -----
    One uniform u picks row floor(u n), counted from 0.

    Examples
    --------
    >>> posterior = Empirical(columns=("a", "b"), rows=np.array([[1.0, 10.0], [2.0, 20.0]]))
    >>> posterior.quantile(np.array([[0.3], [0.7]])).tolist()
    [[1.0, 10.0], [2.0, 20.0]]
    """

    columns: tuple[str, ...]
    rows: Rows

    name: ClassVar[str] = "empirical"
    constraints: ClassVar = {"columns": NAMES, "rows": ROWS}

    def relations(self) -> list[str]:
        """Say whether there is one name for each column."""
        width = self.rows.values.shape[1]
        if width != len(self.columns):
            return [f"columns: there are {len(self.columns)}, {show(self.columns)}, but rows: {self.rows}"]
        return []

    @property
    def n_uniforms(self) -> int:
        """One, which picks the row."""
        return 1

    @property
    def components(self) -> tuple[str, ...]:
        """Names of the columns."""
        return self.columns

    @cached_property
    def margins(self) -> tuple[EmpiricalMargin, ...]:
        """Distribution of each column alone."""
        values = self.rows.values
        return tuple(EmpiricalMargin(Rows(values[:, [index]])) for index in range(len(self.columns)))

    def quantile(self, u: Array) -> Array:
        """Rows at uniforms `u`, shape (n, 1) -> (n, K)."""
        n_rows = len(self.rows.values)
        # The product rounds up to n_rows where u is next to 1.
        picked = np.minimum((u[:, 0] * n_rows).astype(np.intp), n_rows - 1)
        return np.asarray(self.rows.values[picked])
