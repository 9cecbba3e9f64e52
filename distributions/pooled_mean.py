"""Mean of several studies that differ by an unknown amount: a normal for every amount, all mixed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
from scipy.special import ndtr, ndtri

from distributions.between_sd import CONSTRAINTS, BetweenSd, OfStudies
from distributions.family import Array, Family, Number
from distributions.numerics.newton import solve_each
from distributions.numerics.numerical_moments import NumericalMoments
from distributions.numerics.studies import spread_of
from distributions.study_rules import (
    MEASURE,
    RATIO,
)

_WIDEST = 0.4  # of a panel of ln(tau): the normal tail then changes little enough within it
_NEXT_TO_0 = 1e-7  # share of the smallest standard error up to which a tau is the same as 0
_NOTHING = 1e-30  # probability that no tail would miss
_BLOCK = 64  # values at once, of some 1,000 normals each


@dataclass(frozen=True)
class PooledMean(OfStudies, NumericalMoments, Family):
    """Posterior of the mean of studies, or of the ratio of which it is the logarithm.

    Parameters
    ----------
    estimates, standard_errors : sequence of k float
        Of two studies or more; with measure ratio of the logarithms of ratios.
    tau_scale : float
        Scale of the half-normal prior of the standard deviation between the studies.
    measure : str
        difference, or ratio for exp(mean).

    Notes
    -----
    F(x) = integral of Phi((x - m(tau)) / s(tau)) over the posterior of tau, m and s^2 being mean and variance
    given tau. The mean of a ratio is infinite where tau_scale^2 > k, its variance where tau_scale^2 > k / 4:
    the mean of few studies that may differ much has no moments on the scale of a ratio.

    Examples
    --------
    >>> pooled = PooledMean((-0.269, -0.0305), (0.136, 0.084), tau_scale=0.25, measure="ratio")
    >>> pooled.quantile(np.array([0.025, 0.5, 0.975])).round(3).tolist()
    [0.604, 0.887, 1.246]
    """

    estimates: tuple[float, ...]
    standard_errors: tuple[float, ...]
    tau_scale: float
    measure: str

    name: ClassVar[str] = "pooled_mean"
    constraints: ClassVar = {**CONSTRAINTS, "measure": MEASURE}

    @property
    def _is_ratio(self) -> bool:
        return self.measure == RATIO

    @cached_property
    def _normals(self) -> tuple[Array, Array, Array]:
        """Probabilities, means and standard deviations of the normals that are mixed, each of shape (J,)."""
        between = BetweenSd(self.estimates, self.standard_errors, self.tau_scale)
        tau, shares = between.integrated.nodes(_WIDEST)
        near = tau < _NEXT_TO_0 * min(self.standard_errors)
        tau = np.concatenate([[0.0], tau[~near]])
        shares = np.concatenate([[np.sum(shares[near])], shares[~near]])
        kept = shares > _NOTHING
        means, variances = self.studies.pooled(tau[kept])
        return shares[kept], means, np.sqrt(variances)

    @cached_property
    def _centre(self) -> tuple[float, float]:
        """Mean and standard deviation of the mixture."""
        shares, means, scales = self._normals
        first = self.studies.first
        middle = float(np.sum(shares * (means - first)))
        spread = float(np.sum(shares * (np.square(scales) + np.square(means - first - middle))))
        return first + middle, spread**0.5

    def _below(self, x: Array, side: float) -> tuple[Array, Array]:
        """Probability below `x`, or with side -1 above -`x`, and its slope; shape (n,)."""
        shares, means, scales = self._normals
        z = (x[:, np.newaxis] - side * means) / scales
        slope = np.exp(-0.5 * z * z) / (np.sqrt(2.0 * np.pi) * scales)
        return np.sum(shares * ndtr(z), axis=-1), np.sum(shares * slope, axis=-1)

    def _inverse(self, p: Array, side: float) -> Array:
        """Value with probability `p` below it, or with side -1 minus that with `p` above it; shape (n,)."""
        _, means, scales = self._normals
        centre, spread = self._centre
        means, centre, z = side * means, side * centre, ndtri(p)
        ends = [np.stack([end + each * z for each in (scales.min(), scales.max())]) for end in _ends(means)]
        low, high = ((end - centre) / spread for end in (ends[0].min(axis=0), ends[1].max(axis=0)))

        def mismatch(place: Array) -> tuple[Array, Array]:
            below, slope = self._below(centre + spread * place, side)
            # The logarithm of a tail is nearly a parabola, and a few steps find its root.
            return np.log(below / p), spread * slope / below

        return centre + spread * solve_each(mismatch, low, high, np.clip(z, low, high))

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        return self._from_log(_in_blocks(lambda p: self._inverse(p, 1.0), u))

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return self._from_log(-_in_blocks(lambda p: self._inverse(p, -1.0), v))

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, each from the nearer tail; shape as `u`."""
        below = u <= 0.5
        values = np.empty(np.shape(u))
        values[below], values[~below] = self.lower_quantile(u[below]), self.upper_quantile(1.0 - u[~below])
        return values

    def _from_log(self, value: Array) -> Array:
        return np.exp(value) if self._is_ratio else value

    def _to_log(self, x: Array) -> Array:
        with np.errstate(divide="ignore"):
            return np.log(np.maximum(x, 0.0)) if self._is_ratio else np.asarray(x, dtype=np.float64)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        below = _in_blocks(lambda each: self._below(each, 1.0)[0], self._to_log(x))
        return np.where(x < np.inf, np.minimum(below, 1.0), 1.0)

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        at = self._to_log(x)
        above = _in_blocks(lambda each: self._below(-each, -1.0)[0], at)
        return np.where(at > -np.inf, np.minimum(above, 1.0), 1.0)

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        density = _in_blocks(lambda each: self._below(each, 1.0)[1], self._to_log(x))
        if not self._is_ratio:
            return density
        return np.where(x > 0.0, density / np.where(x > 0.0, x, 1.0), 0.0)

    @cached_property
    def _moments(self) -> tuple[Number, Number]:
        centre, spread = self._centre
        return self._moments_of_ratio if self._is_ratio else (centre, spread**2)

    @property
    def _moments_of_ratio(self) -> tuple[float, float]:
        """Mean and variance of exp(mu), each from a density of its own that leans to large tau."""
        once, twice = (spread_of(self.studies, self.tau_scale, power) for power in (1.0, 2.0))
        known = spread_of(self.studies, self.tau_scale)
        assert known is not None  # `relations` has seen to it
        if once is None:
            return np.inf, np.inf
        log_mean = once.log_total - known.log_total  # of the ratio to that of the first study
        scale = np.exp(self.studies.first)
        mean = float(scale * np.exp(log_mean))
        if twice is None:
            return mean, np.inf
        tau, shares = twice.nodes(_WIDEST)
        at, variance = self.studies.pooled(tau)
        # (exp(v) - 1) exp(2 mu + v) + (exp(mu + v / 2) - mean)^2, as shares of exp(2 mu + 2 v): no term is
        # then a small difference of large ones.
        within = -np.expm1(-variance)
        between = np.exp(-0.5 * variance) - np.exp(log_mean - (at - self.studies.first) - variance)
        with np.errstate(over="ignore"):
            square = np.exp(twice.log_total - known.log_total) * scale**2
        return mean, float(square * np.sum(shares * (within + np.square(between))))

    @property
    def support(self) -> tuple[Number, Number]:
        """All real numbers, or the positive ones."""
        return (0.0 if self._is_ratio else -np.inf), np.inf


def _ends(values: Array) -> tuple[float, float]:
    return float(values.min()), float(values.max())


def _in_blocks(function: Callable[[Array], Array], x: Array) -> Array:
    """Values of a function at places of any shape, some of them at a time for want of memory."""
    flat = np.ravel(x)
    values = np.empty(flat.shape)
    for start in range(0, len(flat), _BLOCK):
        block = slice(start, start + _BLOCK)
        values[block] = function(flat[block])
    return values.reshape(np.shape(x))
