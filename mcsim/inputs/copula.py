"""Copulas: uniforms that are independent -> uniforms that go together, each still uniform."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri, stdtr

from distributions.gamma import Gamma
from distributions.tables.quantile_table import fast_quantile
from mcsim.inputs.design import SHARED_BY, Design, Stream
from mcsim.protocols import Array

SMALLEST = 2.0**-54
LARGEST = 1.0 - 2.0**-53


@dataclass(frozen=True)
class Link:
    """Inputs that a copula links.

    Attributes
    ----------
    names : tuple of str
        Inputs of one uniform each.
    factor : tuple of tuples of float
        Lower triangle L of the latent correlations, L L' = R, row by row.
    degrees_of_freedom : float or None
        Of a t copula; None for a Gaussian one.

    Notes
    -----
    Gaussian: Phi(sum_j L_ij Phi^-1(u_j)). t: the normals are divided by sqrt(W / df), W a chi-square that all
    of them share, and T_df takes the place of Phi. Nelsen (2006), An Introduction to Copulas, 2nd edition;
    Demarta and McNeil (2005), International Statistical Review 73: 111-129.
    """

    names: tuple[str, ...]
    factor: tuple[tuple[float, ...], ...]
    degrees_of_freedom: float | None = None

    @property
    def shared_stream(self) -> Stream | None:
        """Address of the uniform behind the chi-square of a t copula."""
        return None if self.degrees_of_freedom is None else (SHARED_BY.join(sorted(self.names)), 0)

    def uniforms(self, design: Design, start: int, stop: int) -> dict[str, Array]:
        """Uniforms of the draws `start` to `stop - 1` by name of the input.

        Draws of which any is held at its base value are left as the design has them.
        """
        independent = [design.uniforms(name, 0, start, stop) for name in self.names]
        mixed = self._root_of_chi_square(design, start, stop)
        linked = [self._linked(row, independent, mixed) for row in self.factor]
        held = np.isnan(np.sum(independent, axis=0))
        if held.any():
            linked = [np.where(held, alone, u) for alone, u in zip(independent, linked, strict=True)]
        return dict(zip(self.names, linked, strict=True))

    def _root_of_chi_square(self, design: Design, start: int, stop: int) -> Array | None:
        if self.degrees_of_freedom is None or self.shared_stream is None:
            return None
        u = design.uniforms(*self.shared_stream, start, stop)
        half = self.degrees_of_freedom / 2.0
        held = np.isnan(u)
        chi_square = fast_quantile(Gamma(half, 1.0 / half))(np.where(held, 0.5, u))
        return np.asarray(np.sqrt(chi_square))

    def _linked(self, row: tuple[float, ...], independent: Sequence[Array], mixed: Array | None) -> Array:
        if mixed is None and len(row) == 1:
            return independent[0]  # there and back again it would lose its last digits
        # Term by term, not a matrix product, whose last digits depend on the shape.
        total = row[0] * ndtri(independent[0])
        for coefficient, u in zip(row[1:], independent[1 : len(row)], strict=True):
            total = total + coefficient * ndtri(u)
        u = ndtr(total) if mixed is None else stdtr(self.degrees_of_freedom, total / mixed)
        return np.asarray(np.clip(u, SMALLEST, LARGEST))
