"""A support stretched to the whole line, so that a smooth density dies out exponentially at both ends."""

from dataclasses import dataclass

import numpy as np

from distributions.read import Array

_FARTHEST = 690.0  # e^690 is about the largest float64


@dataclass(frozen=True)
class Line:
    """The support stretched to the whole line, t -> x.

    Parameters
    ----------
    low, high : float
        Ends of the support, infinite where there is none.
    centre, scale : float
        Of the bulk; used where the support has no end.
    """

    low: float
    high: float
    centre: float
    scale: float

    def value(self, t: Array) -> Array:
        """Value at `t`."""
        if np.isinf(self.low) and np.isinf(self.high):
            return np.asarray(self.centre + self.scale * np.sinh(t))
        if np.isinf(self.high):
            return np.asarray(self.low + np.exp(t))
        if np.isinf(self.low):
            return np.asarray(self.high - np.exp(-t))
        with np.errstate(over="ignore"):
            share = 1.0 / (1.0 + np.exp(np.abs(t)))
        width = self.high - self.low
        return np.where(t < 0, self.low + width * share, self.high - width * share)

    def place(self, x: Array) -> Array:
        """Where a value lies; infinite at the ends."""
        with np.errstate(divide="ignore"):
            if np.isinf(self.low) and np.isinf(self.high):
                return np.asarray(np.arcsinh((x - self.centre) / self.scale))
            if np.isinf(self.high):
                return np.asarray(np.log(x - self.low))
            if np.isinf(self.low):
                return np.asarray(-np.log(self.high - x))
            return np.asarray(np.log(x - self.low) - np.log(self.high - x))

    def log_stretch(self, t: Array) -> Array:
        """Logarithm of dx/dt."""
        if np.isinf(self.low) and np.isinf(self.high):
            return np.asarray(np.log(self.scale * np.cosh(t)))
        if np.isinf(self.high):
            return t
        if np.isinf(self.low):
            return -t
        fall = np.abs(t) + 2.0 * np.log1p(np.exp(-np.abs(t)))
        return np.asarray(np.log(self.high - self.low) - fall)

    @property
    def ends(self) -> tuple[float, float]:
        """Farthest t at which values can still be told well from the ends of the support."""
        low, high = -_FARTHEST, _FARTHEST
        if np.isfinite(self.low):
            low = max(low, float(self.place(np.array(_next_to(self.low, self.high)))))
        if np.isfinite(self.high):
            high = min(high, float(self.place(np.array(_next_to(self.high, self.low)))))
        return low, high


def _next_to(end: float, other: float) -> float:
    """A value so near to one end of a support that the distance from it still has half its digits."""
    # Nearer than this the distance from the end has lost too many digits; the width has a say where the ends
    # are close together and far from 0.
    away = min(max(abs(end) * 2.0**-28, 1e-290), abs(other - end) * 2.0**-10)
    return end + away if other > end else end - away
