"""The terms of a metalog as two polynomials, and where its quantile function rises.

M(y) = P(s) + Q(s) logit(y), s = y - 1/2: Keelin (2016), Decision Analysis 13: 243-277, equation 6.
The terms are, in order, 1, logit, s logit, s, s^2, s^2 logit, s^3, s^3 logit, ...
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.polynomial.polynomial import polyder, polyval
from scipy.special import expit

from distributions.numerics.newton import solve_each
from distributions.read import Array

_SPACING = 0.01
_GRID: Array = _SPACING * np.arange(
    -4500, 4501, dtype=np.float64
)  # logits; beyond it only the slopes at the ends are left
_FINER = np.linspace(-1.0, 1.0, 201)
_ROUNDS, _MOST_MINIMA = 3, 16
FARTHEST = 700.0  # logit of the smallest probability that is told from 0


@dataclass(frozen=True)
class Terms:
    """Quantile function of an unbounded metalog, over x = logit of the probability.

    Parameters
    ----------
    coefficients : tuple of float
        In Keelin's order, two or more.

    Examples
    --------
    >>> logistic = Terms((10.0, 2.0))
    >>> logistic.at(np.array([-1.0, 0.0, 1.0])).tolist()
    [8.0, 10.0, 12.0]
    >>> logistic.fall is None
    True
    """

    coefficients: tuple[float, ...]

    @cached_property
    def plain(self) -> Array:
        """Coefficients of P, constant first."""
        a = self.coefficients
        return np.array(a[:1] + a[3:4] + a[4::2])

    @cached_property
    def logit(self) -> Array:
        """Coefficients of Q, constant first."""
        a = self.coefficients
        return np.array(a[1:3] + a[5::2])

    def value(self, share: Array, x: Array) -> Array:
        """M where the probability less a half is `share` and its logit is `x`."""
        return np.asarray(polyval(share, self.plain) + polyval(share, self.logit) * x)

    def at(self, x: Array) -> Array:
        """M at logit `x`."""
        return self.value(0.5 * np.tanh(0.5 * x), x)

    def slope(self, x: Array) -> Array:
        """Slope of M in x."""
        share = 0.5 * np.tanh(0.5 * x)
        rise = polyval(share, polyder(self.plain)) + polyval(share, polyder(self.logit)) * x
        return np.asarray(polyval(share, self.logit) + expit(x) * expit(-x) * rise)

    @cached_property
    def end_slopes(self) -> tuple[float, float]:
        """Slopes of M in x at probabilities 0 and 1."""
        return float(polyval(-0.5, self.logit)), float(polyval(0.5, self.logit))

    @cached_property
    def steepest(self) -> float:
        """Largest slope of M in x."""
        return max(float(self.slope(_GRID).max()), *self.end_slopes)

    @cached_property
    def fall(self) -> float | None:
        """A probability at which M does not rise, or None where it rises everywhere."""
        for end_slope, probability in zip(self.end_slopes, (0.0, 1.0), strict=True):
            if not end_slope > 0:
                return probability
        x, spacing = _GRID, _SPACING
        for _ in range(_ROUNDS):
            slope = self.slope(x)
            lowest = int(slope.argmin())
            if not slope[lowest] > 0:
                return float(expit(x[lowest]))
            # Between two points the slope may be lower: look closer around the lowest of its local minima.
            minima = 1 + np.flatnonzero((slope[1:-1] <= slope[:-2]) & (slope[1:-1] <= slope[2:]))
            minima = minima[np.argsort(slope[minima])[:_MOST_MINIMA]]
            if not minima.size:
                break
            x = np.unique(x[minima, np.newaxis] + spacing * _FINER)
            spacing *= _FINER[1] - _FINER[0]
        return None

    def mirrored(self) -> "Terms":
        """Terms of minus the value at one minus the probability."""
        flip_plain = (-1.0) ** np.arange(1, self.plain.size + 1) * self.plain
        flip_logit = (-1.0) ** np.arange(self.logit.size) * self.logit
        return Terms(_interleaved(flip_plain, flip_logit, len(self.coefficients)))

    def logit_at(self, value: Array) -> Array:
        """Logit of the probability at which M is `value`, between -700 and 700."""
        ends = np.array([-FARTHEST, FARTHEST])
        reachable = np.clip(value, *self.at(ends))

        def mismatch(x: Array) -> tuple[Array, Array]:
            return self.at(x) - reachable, self.slope(x)

        shape = np.shape(value)
        return solve_each(mismatch, np.full(shape, ends[0]), np.full(shape, ends[1]), np.zeros(shape))


def _interleaved(plain: Array, logit: Array, n: int) -> tuple[float, ...]:
    """Coefficients in Keelin's order from those of P and of Q."""
    in_order = np.zeros(max(n, 4) + 1)
    in_order[0], in_order[1] = plain[0], logit[0]
    in_order[2:3], in_order[3:4] = logit[1:2] if n > 2 else 0.0, plain[1:2] if n > 3 else 0.0
    in_order[4:n:2], in_order[5:n:2] = plain[2:], logit[2:]
    return tuple(in_order[:n].tolist())
