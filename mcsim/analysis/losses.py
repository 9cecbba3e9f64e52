"""What each strategy loses against the best one of each draw: sums over draws of the loss and of its square.

The loss of strategy d at willingness to pay w is w * a - c, with a and c the effect and cost of the draw's
best strategy less those of d. Sums of a, c, a^2, a * c and c^2 over draws are piecewise constant in w, so
only their changes are added, at the grid point where the best strategy changes.
"""

from dataclasses import dataclass, field

import numpy as np

from mcsim.analysis.envelope import Array, Index, Stretch

FACTORS = ("effect", "cost", "effect_effect", "effect_cost", "cost_cost")


@dataclass
class Losses:
    """Sums of polynomials over draws, as their changes from one grid point to the next.

    Attributes
    ----------
    n_strategies, n_points : int
        Size of the table.
    changes : dict of str to ndarray, shape (k, m)
        Changes of the sums of a, c, a^2, a * c and c^2, keyed by `FACTORS`.
    """

    n_strategies: int
    n_points: int
    changes: dict[str, Array] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shape = (self.n_strategies, self.n_points)
        self.changes = {factor: np.zeros(shape) for factor in FACTORS}

    def begin(self, stretch: Stretch) -> None:
        """Take in the first stretch of every draw, which starts at the first grid point."""
        a, c = stretch.inc_effect, stretch.inc_cost
        sums = {
            "effect": -a.sum(axis=1),
            "cost": -c.sum(axis=1),
            "effect_effect": np.einsum("dn,dn->d", a, a),
            "effect_cost": np.einsum("dn,dn->d", a, c),
            "cost_cost": np.einsum("dn,dn->d", c, c),
        }
        for factor, total in sums.items():
            self.changes[factor][:, 0] += total

    def change(self, stretch: Stretch) -> None:
        """Take in that the best strategy changes where `stretch` starts.

        With e and g the new best less the old in effect and cost, and A and C strategy d less the new best,
        a^2 changes by -e (2A + e), a * c by -(e C + g A + e g) and c^2 by -g (2C + g).
        """
        e, g = stretch.effect_step, stretch.cost_step
        at = stretch.start
        self.changes["effect"] += self._sum_at(at, e)
        self.changes["cost"] += self._sum_at(at, g)
        squares = {"effect_effect": e * e, "effect_cost": e * g, "cost_cost": g * g}
        common = {factor: self._sum_at(at, values) for factor, values in squares.items()}
        for strategy, (a, c) in enumerate(zip(stretch.inc_effect, stretch.inc_cost, strict=True)):
            own = {"effect_effect": 2.0 * e * a, "effect_cost": e * c + g * a, "cost_cost": 2.0 * g * c}
            for factor, values in own.items():
                self.changes[factor][strategy] -= self._sum_at(at, values) + common[factor]

    def finish(self, wtp: Array) -> tuple[Array, Array]:
        """Sums over draws of the loss and of its square, both of shape (k, m)."""
        a, c, aa, ac, cc = (self.changes[factor].cumsum(axis=1) for factor in FACTORS)
        return np.maximum(wtp * a - c, 0.0), np.maximum((wtp * aa - 2.0 * ac) * wtp + cc, 0.0)

    def _sum_at(self, point: Index, values: Array) -> Array:
        return np.bincount(point, values, minlength=self.n_points).astype(np.float64, copy=False)
