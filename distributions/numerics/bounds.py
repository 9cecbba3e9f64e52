"""From a scale without ends to values between none, one or two ends, and back."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from distributions.read import Array, Number


@dataclass(frozen=True)
class Bounds:
    """Two ends, each of which may be absent.

    The scale m is the value itself without ends, ln(value - min) with a lower one, -ln(max - value) with an
    upper one, and ln((value - min) / (max - value)) between two.

    Parameters
    ----------
    min, max : float or None

    Examples
    --------
    >>> Bounds(0.0, None).value(np.array([0.0])).tolist(), Bounds(0.0, 4.0).value(np.array([0.0])).tolist()
    ([1.0], [2.0])
    >>> Bounds(None, 5.0).scale(np.array([4.5])).round(4).tolist()
    [0.6931]
    """

    min: Number | None
    max: Number | None

    def value(self, m: Array) -> Array:
        """Value at `m`, from the nearer end where there are two."""
        if self.min is None:
            return m if self.max is None else np.asarray(self.max - np.exp(-m))
        if self.max is None:
            return np.asarray(self.min + np.exp(m))
        width = self.max - self.min
        share = width * expit(-np.abs(m))
        return np.asarray(np.where(m < 0.0, self.min + share, self.max - share))

    def scale(self, value: Array) -> Array:
        """Scale at a value, infinite at an end and beyond it."""
        with np.errstate(divide="ignore"):
            above = 0.0 if self.min is None else np.log(np.maximum(value - self.min, 0.0))
            below = 0.0 if self.max is None else np.log(np.maximum(self.max - value, 0.0))
        return np.asarray(value if self.min is None and self.max is None else above - below)

    def slope(self, m: Array) -> Array:
        """Rise of the value per unit of `m`."""
        if self.min is None:
            return np.ones(np.shape(m)) if self.max is None else np.exp(-m)
        rise = np.exp(m) if self.max is None else (self.max - self.min) * expit(m) * expit(-m)
        return np.asarray(rise)
