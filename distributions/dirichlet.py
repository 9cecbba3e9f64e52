"""Dirichlet: shares that add up to 1, such as one row of a transition matrix."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import ClassVar

import numpy as np

from distributions.beta import Beta
from distributions.constraint import CONCENTRATIONS, NAMES
from distributions.family import Array, Quantile, SlowFamily
from distributions.joint import JointFamily
from distributions.published.events import dirichlet_from_counts

_FEW = 1e-3  # 1 - u has lost a digit of u in 1e13 there; below, more


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
    of what is left, and the last share is the rest; K - 1 uniforms. The smaller of what is broken off and
    what is left is computed, as a beta of its own, so that small shares keep their digits. Gelman et al.
    (2013), Bayesian Data Analysis, 3rd edition, appendix A.

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
    constraints: ClassVar = {"categories": NAMES, "concentrations": CONCENTRATIONS}
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
        return self._breaking(lambda stick: stick.quantile)(u)

    def tabulated(self, tabulate: Callable[[SlowFamily], Quantile]) -> Quantile:
        """Quantile function in which every stick is read from a table, from whichever end is nearer."""
        return self._breaking(tabulate)

    def _breaking(self, quantile_of: Callable[[Beta], Quantile]) -> "StickBreaking":
        return StickBreaking([Break.of(stick, quantile_of) for stick in self.sticks])


def _at_complement(mirrored: Beta, quantile: Quantile, u: Array) -> Array:
    """Value of a mirrored distribution at 1 - u, without the digits of a small u that this would lose."""
    values, few = np.empty(u.shape), u < _FEW
    values[few] = mirrored.upper_quantile(u[few])
    values[~few] = quantile(1.0 - u[~few])
    return values


@dataclass(frozen=True)
class Break:
    """Where a stick breaks: the smaller of the two pieces is computed, so that it keeps its digits.

    Parameters
    ----------
    half : float
        Probability that the piece broken off is the smaller one.
    piece : function
        Quantile function of the piece broken off.
    rest : function
        From the same uniform to what is left.
    """

    half: float
    piece: Quantile
    rest: Quantile

    @classmethod
    def of(cls, stick: Beta, quantile_of: Callable[[Beta], Quantile]) -> "Break":
        """Break of a stick whose pieces are read from these quantile functions."""
        half, mirrored = float(stick.cdf(np.array([0.5]))[0]), Beta(stick.beta, stick.alpha)
        return cls(half, quantile_of(stick), partial(_at_complement, mirrored, quantile_of(mirrored)))

    def __call__(self, u: Array) -> tuple[Array, Array]:
        """Piece broken off and what is left, as shares of the stick, at uniforms `u`; each shape as `u`."""
        piece, rest = np.empty(u.shape), np.empty(u.shape)
        small = u <= self.half
        piece[small] = self.piece(u[small])
        rest[small] = 1.0 - piece[small]
        rest[~small] = self.rest(u[~small])
        piece[~small] = 1.0 - rest[~small]
        return piece, rest


@dataclass(frozen=True)
class StickBreaking:
    """Quantile function of a Dirichlet over given breaks of its sticks.

    Parameters
    ----------
    breaks : sequence of functions
        One per share but the last.
    """

    breaks: Sequence[Callable[[Array], tuple[Array, Array]]]

    def __call__(self, u: Array) -> Array:
        """Shares at uniforms `u`, shape (n, K - 1) -> (n, K)."""
        return break_sticks(u, self.breaks)


def break_sticks(u: Array, breaks: Sequence[Callable[[Array], tuple[Array, Array]]]) -> Array:
    """Break a stick of length 1 into K pieces.

    Parameters
    ----------
    u : ndarray of shape (n, K - 1)
        Uniforms, one column per break.
    breaks : sequence of K - 1 functions
        From uniforms to the piece broken off and the rest, as shares of what is there.

    Returns
    -------
    ndarray of shape (n, K)
        Lengths of the pieces; each row adds up to 1.

    Examples
    --------
    >>> square = lambda u: (u**2, 1 - u**2)
    >>> break_sticks(np.array([[0.5, 0.25]]), [square, square]).tolist()
    [[0.25, 0.046875, 0.703125]]
    """
    pieces = np.empty((len(u), len(breaks) + 1))
    rest = np.ones(len(u))
    for column, broken in enumerate(breaks):
        piece, left = broken(np.ascontiguousarray(u[:, column]))
        pieces[:, column] = rest * piece
        rest *= left
    pieces[:, -1] = rest
    return pieces
