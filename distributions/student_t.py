"""Student t: means and coefficients estimated from few people."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import betainc, betaincc

from distributions.constraint import MODERATE, POSITIVE, REAL
from distributions.error import show
from distributions.family import Array, Number, SlowFamily
from distributions.numerics.incomplete_beta import value_with_above, value_with_below
from distributions.numerics.log_gamma import log_rise
from distributions.published.moments import student_t_from_mean_and_se, student_t_from_mean_sd_and_n
from distributions.published.quantile_line import student_t_from_quantiles
from distributions.published.quantiles import stated_by_quantiles
from distributions.published.standard_error import through_share_of_mean

_NORMAL_FROM = 1e15  # degrees of freedom from which a t differs from a normal by less than a float64 can tell
_FEWEST = 0.11  # fewer, and the square of the farthest draw is too large for a float64


@dataclass(frozen=True)
class StudentT(SlowFamily):
    """Student t distribution, shifted and stretched.

    Parameters
    ----------
    degrees_of_freedom : float
        At least 0.11. With at most 2 the variance is infinite; with at most 1 there is neither a mean nor a
        variance (both NaN).
    location : float
        Median, and mean where there is one, any unit.
    scale : float
        Scale, same unit: NOT the standard deviation, which is scale sqrt(df / (df - 2)).

    Notes
    -----
    P(T < -t) = I(df / (df + t^2); df / 2, 1 / 2) / 2, I the regularised incomplete beta function.
    Abramowitz and Stegun (1964), 26.7.1. In scipy.stats `t(df, location, scale)`.

    Examples
    --------
    >>> effect = StudentT(degrees_of_freedom=4, location=10, scale=2)
    >>> effect.quantile(np.array([0.5, 0.975])).round(3).tolist()
    [10.0, 15.553]
    """

    degrees_of_freedom: Number
    location: Number
    scale: Number

    name: ClassVar[str] = "student_t"
    constraints: ClassVar = {"degrees_of_freedom": POSITIVE, "location": REAL, "scale": MODERATE}
    summaries: ClassVar = (
        student_t_from_mean_and_se,
        student_t_from_mean_sd_and_n,
        through_share_of_mean(student_t_from_mean_and_se),
        *stated_by_quantiles(student_t_from_quantiles),
    )

    def relations(self) -> list[str]:
        """Say whether draws stay within what a float64 holds."""
        farthest = np.maximum(37.0 / np.asarray(self.degrees_of_freedom), 9.0) + np.log(self.scale)
        if np.any(np.less(self.degrees_of_freedom, _FEWEST) | (farthest > 700.0)):
            return [
                f"degrees_of_freedom: {show(self.degrees_of_freedom)} with scale: {show(self.scale)} gives "
                f"draws too large for a computer's numbers; give at least {_FEWEST} degrees of freedom"
            ]
        return []

    @property
    def _df(self) -> Number:
        return np.minimum(self.degrees_of_freedom, _NORMAL_FROM)

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        return np.asarray(self.location - self.scale * self._standard_quantile(u))

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return np.asarray(self.location + self.scale * self._standard_quantile(v))

    def _standard_quantile(self, tail: Array) -> Array:
        """Distance t with probability `tail`, at most a half, beyond it."""
        half = 0.5 * self._df
        far, near = value_with_below(half, 0.5, 2.0 * tail), value_with_above(0.5, half, 2.0 * tail)
        # far = df / (df + t^2) = 1 - near: each keeps its digits where it is the smaller.
        with np.errstate(divide="ignore"):
            square = np.where(near < 0.5, near / (1.0 - near), (1.0 - far) / far)
        return np.asarray(np.sqrt(self._df * square))

    def _tail(self, t: Array) -> Array:
        """Probability beyond a distance t of at least 0."""
        half = 0.5 * self._df
        with np.errstate(over="ignore", invalid="ignore"):
            square = t * t
            far, near = self._df / (self._df + square), square / (self._df + square)
        tails = betaincc(0.5, half, near), betainc(half, 0.5, far)
        return np.asarray(0.5 * np.where(square < self._df, *tails))

    def _above(self, z: Array) -> Array:
        tail = self._tail(np.abs(z))
        return np.where(z >= 0.0, tail, 1.0 - tail)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return self._above((self.location - x) / self.scale)

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return self._above((x - self.location) / self.scale)

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        z = (x - self.location) / self.scale
        height = np.exp(log_rise(0.5 * self._df, 0.5)) / np.sqrt(np.pi * self._df) / self.scale
        return np.asarray(height * np.exp(-0.5 * (self._df + 1.0) * np.log1p(z * z / self._df)))

    @property
    def mean(self) -> Number:
        """Mean: the location, or NaN for at most 1 degree of freedom."""
        return np.where(np.greater(self.degrees_of_freedom, 1.0), self.location, np.nan)[()]

    @property
    def variance(self) -> Number:
        """Variance: scale^2 df / (df - 2); infinite for at most 2 degrees of freedom, NaN for at most 1."""
        df = np.asarray(self.degrees_of_freedom)
        finite = df > 2.0
        spread = np.where(finite, df / np.where(finite, df - 2.0, 1.0), np.where(df > 1.0, np.inf, np.nan))
        return self.scale**2 * spread[()]

    @property
    def support(self) -> tuple[Number, Number]:
        """All real numbers."""
        return -np.inf, np.inf
