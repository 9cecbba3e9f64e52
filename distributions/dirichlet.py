"""Dirichlet: shares that add up to 1, such as one row of a transition matrix."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from distributions.beta import Beta
from distributions.constraint import NAMES, POSITIVE_REALS
from distributions.family import Array, Quantile, SlowFamily
from distributions.joint import JointFamily
from distributions.published.events import dirichlet_from_counts


@dataclass(frozen=True)
class Dirichlet(JointFamily):
    """Dirichlet distribution over named shares.

    Parameters
    ----------
    categories : sequence of str
        Names of the shares, two or more.
    concentrations : sequence of float
        One per share; counts of a study, with or without a prior added.

    Notes
    -----
    Stick breaking: the first share is Beta(a_1, a_2 + ... + a_K), the second takes Beta(a_2, a_3 + ... + a_K)
    of what is left, and the last share is the rest; K - 1 uniforms. Gelman et al. (2013), Bayesian Data
    Analysis, 3rd edition, appendix A.

    Examples
    --------
    >>> row = Dirichlet(categories=("well", "ill", "dead"), concentrations=(80, 15, 5))
    >>> row.mean.tolist(), row.n_uniforms
    ([0.8, 0.15, 0.05], 2)
    >>> float(row.quantile(np.array([[0.3, 0.6]])).sum())
    1.0
    """

    categories: tuple[str, ...]
    concentrations: tuple[float, ...]

    name: ClassVar[str] = "dirichlet"
    constraints: ClassVar = {"categories": NAMES, "concentrations": POSITIVE_REALS}
    summaries: ClassVar = (dirichlet_from_counts,)

    def relations(self) -> list[str]:
        """There must be two categories or more, and one concentration for each."""
        if len(self.categories) != len(self.concentrations):
            return [
                f"categories: there are {len(self.categories)}, but concentrations: there are "
                f"{len(self.concentrations)}"
            ]
        if len(self.categories) < 2:
            return ["categories: there must be at least two, for shares that add up to 1"]
        return []

    @property
    def n_uniforms(self) -> int:
        """One fewer than there are shares."""
        return len(self.categories) - 1

    @property
    def roles(self) -> tuple[tuple[str, int], ...]:
        """Each uniform splits one share off from what is left."""
        return tuple((f"split {at + 1} of {self.n_uniforms}", at) for at in range(self.n_uniforms))

    @property
    def adds_up_to(self) -> float:
        """Shares add up to 1."""
        return 1.0

    @property
    def components(self) -> tuple[str, ...]:
        """Names of the shares."""
        return self.categories

    @cached_property
    def sticks(self) -> tuple[Beta, ...]:
        """For every share but the last, the part it takes of what the shares before it left."""
        after = np.cumsum(self.concentrations[::-1])[::-1][1:]
        return tuple(
            Beta(float(own), float(rest)) for own, rest in zip(self.concentrations[:-1], after, strict=True)
        )

    @cached_property
    def margins(self) -> tuple[Beta, ...]:
        """Distribution of each share alone."""
        # Sums of the others, not total less own: that would lose a small rest beside a large own.
        others = [
            sum(self.concentrations[:index] + self.concentrations[index + 1 :])
            for index in range(len(self.concentrations))
        ]
        return tuple(Beta(own, rest) for own, rest in zip(self.concentrations, others, strict=True))

    def quantile(self, u: Array) -> Array:
        """Shares at uniforms `u`, shape (n, K - 1) -> (n, K)."""
        return break_sticks(u, [stick.quantile for stick in self.sticks])

    def tabulated(self, tabulate: Callable[[SlowFamily], Quantile]) -> Quantile:
        """Quantile function in which every stick is read from a table."""
        return StickBreaking([stick.tabulated(tabulate) for stick in self.sticks])


@dataclass(frozen=True)
class StickBreaking:
    """Quantile function of a Dirichlet over given quantile functions of its sticks.

    Parameters
    ----------
    quantiles : sequence of functions
        One per share but the last.
    """

    quantiles: Sequence[Quantile]

    def __call__(self, u: Array) -> Array:
        """Shares at uniforms `u`, shape (n, K - 1) -> (n, K)."""
        return break_sticks(u, self.quantiles)


def break_sticks(u: Array, quantiles: Sequence[Quantile]) -> Array:
    """Break a stick of length 1 into K pieces.

    Parameters
    ----------
    u : ndarray of shape (n, K - 1)
        Uniforms, one column per break.
    quantiles : sequence of K - 1 functions
        Quantile function of the part of the rest that each piece takes.

    Returns
    -------
    ndarray of shape (n, K)
        Lengths of the pieces; each row adds up to 1.

    Examples
    --------
    >>> break_sticks(np.array([[0.5, 0.25]]), [np.square, np.square]).tolist()
    [[0.25, 0.046875, 0.703125]]
    """
    pieces = np.empty((len(u), len(quantiles) + 1))
    rest = np.ones(len(u))
    for column, quantile in enumerate(quantiles):
        part = quantile(np.ascontiguousarray(u[:, column]))
        pieces[:, column] = rest * part
        rest *= 1.0 - part
    pieces[:, -1] = rest
    return pieces
