"""Means, ratios of means, shares and quantiles over draws that are independent, or dealt to replicates."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, pi, sqrt
from statistics import NormalDist
from typing import Self

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from mcsim.analysis.cea.acceptability import share_error
from mcsim.analysis.columns import means_and_errors
from mcsim.analysis.envelope import Array, Index
from mcsim.analysis.intervals import Z, effective_draws, error_quantile, wilson
from mcsim.analysis.layout import replicates_of
from mcsim.analysis.standard_error import between, enough
from mcsim.names import DRAW

FEWEST_DRAWS = 40
"""Below it a density at a quantile cannot be told."""


@dataclass(frozen=True)
class Sample:
    """Draws by increasing number, along the first axis of whatever a method is given.

    Attributes
    ----------
    draws : ndarray of int64, shape (n,)
        Numbers of the draws.
    replicates : int
        Draw i belongs to replicate i modulo this; 0 where draws are independent.
    """

    draws: NDArray[np.int64]
    replicates: int

    @classmethod
    def of(cls, ledger: xr.Dataset) -> Self:
        """Draws of a ledger.

        Raises
        ------
        AnalysisError
            They are no probability sample.
        """
        return cls(np.sort(ledger[DRAW].values), replicates_of(ledger.attrs))

    @property
    def error_quantile(self) -> float:
        """Standard errors to either side of an estimate in a 95 % interval."""
        return error_quantile(self.replicates)

    def mean(self, values: Array) -> tuple[Array, Array]:
        """Mean over draws and its standard error, of the shape of one draw's values."""
        shape, flat = values.shape[1:], values.reshape(len(values), -1)
        mean, error = means_and_errors(lambda at: flat[at], self.draws, self.replicates)
        return mean.reshape(shape), error.reshape(shape)

    def ratio(self, numerator: Array, denominator: Array) -> tuple[Array, Array]:
        """Ratio of two means and its standard error; NaN where the mean of the denominator is not above 0.

        Notes
        -----
        The error is that of the mean of (numerator - ratio * denominator) / mean denominator, which is the
        delta method (Cochran 1977, Sampling Techniques, 3rd ed., chapter 6), or it is that between the
        ratios of replicates.

        Examples
        --------
        >>> cost, people = np.array([8.0, 12.0]), np.array([1.0, 3.0])
        >>> Sample(np.arange(2), 0).ratio(cost, people)
        (array(5.), array(1.5))
        """
        ratio = _ratio(numerator, denominator)
        if self.replicates:
            return ratio, self._between(lambda at: _ratio(numerator[at], denominator[at]))
        with np.errstate(divide="ignore", invalid="ignore"):
            rest = (numerator - ratio * denominator) / denominator.mean(axis=0)
        return ratio, self.mean(rest)[1]

    def share(self, truth: NDArray[np.bool_]) -> dict[str, Array]:
        """Share of draws, its error and Wilson's interval, by the ends of their names.

        Examples
        --------
        >>> found = Sample(np.arange(4), 0).share(np.array([True, True, False, False]))
        >>> {end: round(float(value), 3) for end, value in found.items()}
        {'': 0.5, '_se': 0.289, '_lower': 0.15, '_upper': 0.85}
        """
        share, n = truth.mean(axis=0), len(truth)
        if not self.replicates:
            error, (lower, upper) = share_error(share, share, n), wilson(share, n)
        else:
            error = self._between(lambda at: truth[at].mean(axis=0))
            n_effective = effective_draws(share, error, n, self.replicates)
            lower, upper = wilson(share, n_effective, self.error_quantile)
        return {"": share, "_se": error, "_lower": lower, "_upper": upper}

    def quantile_error(self, values: Array, level: float, together: bool = False) -> Array:
        """Standard error of a quantile between draws, or of the sum of several along the last dim.

        Parameters
        ----------
        values : ndarray, shape (n, ..., m)
        level : float
            Of the quantile, between 0 and 1.
        together : bool
            Whether the error is that of the sum over the last dim, which depends on how they go together.

        Notes
        -----
        The error of the mean of the influence function (level - 1[x <= quantile]) / density (Serfling 1980,
        Approximation Theorems of Mathematical Statistics, section 2.5), or that between the quantiles of
        replicates. Where many draws have the quantile itself it is known exactly.

        Examples
        --------
        >>> values = np.arange(400.0)[:, np.newaxis]
        >>> Sample(np.arange(400), 0).quantile_error(values, 0.25).round(1).tolist()
        [8.6]
        """

        def figure(some: Array) -> Array:
            found: Array = np.quantile(some, level, axis=0)
            return found.sum(axis=-1) if together else found

        if self.replicates:
            return self._between(lambda at: figure(values[at]))
        if len(values) < FEWEST_DRAWS:
            return np.full_like(figure(values), np.nan)
        influence = quantile_influence(values, level)
        return self.mean(influence.sum(axis=-1) if together else influence)[1]

    def _between(self, figure: Callable[[Index], Array]) -> Array:
        lots = [np.flatnonzero(self.draws % self.replicates == lot) for lot in range(self.replicates)]
        if not enough([lot.size for lot in lots], self.replicates):
            return np.full_like(figure(np.arange(self.draws.size)), np.nan)
        with np.errstate(invalid="ignore"):
            return between([figure(lot) for lot in lots])


def quantile_influence(values: Array, level: float) -> Array:
    """What each draw does to a quantile, shape of `values`: its mean has the standard error of the quantile.

    The density at the quantile is the difference quotient of quantiles to either side, at the distance of
    Hall and Sheather (1988), J R Stat Soc B 50:381-391. The influence is 0 where so many draws have the
    quantile itself that two standard errors of their share do not lead past them.
    """
    far, near = _bandwidth(len(values), level), 2.0 * sqrt(level * (1.0 - level) / len(values))
    ends = np.clip([level - far, level - near, level, level + near, level + far], 0.0, 1.0)
    lowest, low, at, high, highest = np.quantile(values, ends, axis=0)
    slope = (highest - lowest) / (ends[-1] - ends[0])
    found: Array = np.where(low == high, 0.0, (level - (values <= at)) * slope)
    return found


def _bandwidth(n_draws: int, level: float) -> float:
    """Hall and Sheather's, for a 95 % interval, with the normal distribution for reference."""
    # The standard library's, for to load scipy.special takes a quarter of the time of all measures.
    normal = NormalDist().inv_cdf(level)
    height = exp(-0.5 * normal**2) / sqrt(2.0 * pi)
    found: float = (1.5 * (Z * height) ** 2 / ((2.0 * normal**2 + 1.0) * n_draws)) ** (1.0 / 3.0)
    return found


def _ratio(numerator: Array, denominator: Array) -> Array:
    over, under = numerator.mean(axis=0), denominator.mean(axis=0)
    found: Array = np.full(np.broadcast_shapes(over.shape, under.shape), np.nan)
    np.divide(over, under, out=found, where=under > 0.0)
    return found
