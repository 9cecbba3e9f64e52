"""What each strategy loses against the best one of each draw: sums over draws of the loss and of its square.

The loss of strategy d at willingness to pay w is w * a - c, with a and c the effect and cost of the draw's
best strategy less those of d. Sums of a, c, a^2, a * c and c^2 over draws are piecewise constant in w, so
only their changes are added, at the grid point where the best strategy changes.
"""

from dataclasses import dataclass, field

import numpy as np

from mcsim.analysis.envelope import Array, Index, Stretch
from mcsim.analysis.lots import Lots

FACTORS = ("effect", "cost")
SQUARES = {
    "effect_effect": ("effect", "effect"),
    "effect_cost": ("effect", "cost"),
    "cost_cost": ("cost", "cost"),
}


@dataclass
class Losses:
    """Sums of polynomials over draws, as their changes from one grid point to the next.

    Attributes
    ----------
    n_strategies, n_points : int
        Size of the table.
    lots : Lots
        Draws that are summed apart.
    squares : bool
        Whether squares are summed too.
    changes : dict of str to ndarray, shape (g, k, m)
        Changes of the sums of a, c, a^2, a * c and c^2 in each of the g lots, keyed by `FACTORS` and
        `SQUARES`.
    """

    n_strategies: int
    n_points: int
    lots: Lots
    squares: bool
    changes: dict[str, Array] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shape = (len(self.lots), self.n_strategies, self.n_points)
        self._squares = SQUARES if self.squares else {}
        self.changes = {factor: np.zeros(shape) for factor in (*FACTORS, *self._squares)}
        self._first_point = self.n_points * self.lots.of_column

    def begin(self, stretch: Stretch) -> None:
        """Take in the first stretch of every draw, which starts at the first grid point."""
        for number, lot in enumerate(self.lots.slices()):
            parts = {"effect": stretch.inc_effect[:, lot], "cost": stretch.inc_cost[:, lot]}
            for factor, part in parts.items():
                self.changes[factor][number, :, 0] -= part.sum(axis=1)
            for factor, (one, other) in self._squares.items():
                self.changes[factor][number, :, 0] += np.einsum("dn,dn->d", parts[one], parts[other])

    def change(self, stretch: Stretch) -> None:
        """Take in that the best strategy changes where `stretch` starts.

        With e and g the new best less the old in effect and cost, and A and C strategy d less the new best,
        a^2 changes by -e (2A + e), a * c by -(e C + g A + e g) and c^2 by -g (2C + g).
        """
        e, g = stretch.effect_step, stretch.cost_step
        at = self._first_point[stretch.draw] + stretch.start
        self.changes["effect"] += self._sum_at(at, e)[:, np.newaxis]
        self.changes["cost"] += self._sum_at(at, g)[:, np.newaxis]
        if self.squares:
            self._change_squares(stretch, at)

    def _change_squares(self, stretch: Stretch, at: Index) -> None:
        e, g = stretch.effect_step, stretch.cost_step
        squares = {"effect_effect": e * e, "effect_cost": e * g, "cost_cost": g * g}
        common = {factor: self._sum_at(at, values) for factor, values in squares.items()}
        for strategy, (a, c) in enumerate(zip(stretch.inc_effect, stretch.inc_cost, strict=True)):
            own = {"effect_effect": 2.0 * e * a, "effect_cost": e * c + g * a, "cost_cost": 2.0 * g * c}
            for factor, values in own.items():
                self.changes[factor][:, strategy] -= self._sum_at(at, values) + common[factor]

    def finish(self, wtp: Array) -> tuple[Array, Array | None]:
        """Sums over draws of the loss and, if asked for, of its square, both of shape (g, k, m)."""
        a, c = (self.changes[factor].cumsum(axis=-1) for factor in FACTORS)
        loss = np.maximum(wtp * a - c, 0.0)
        if not self.squares:
            return loss, None
        aa, ac, cc = (self.changes[factor].cumsum(axis=-1) for factor in SQUARES)
        return loss, np.maximum((wtp * aa - 2.0 * ac) * wtp + cc, 0.0)

    def _sum_at(self, point: Index, values: Array) -> Array:
        flat = np.bincount(point, values, minlength=len(self.lots) * self.n_points)
        return flat.astype(np.float64, copy=False).reshape(len(self.lots), self.n_points)
