"""Means and covariances of costs and effects in one pass, safe against cancellation."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcsim.analysis.lots import Lots
from mcsim.nmb import net_monetary_benefit

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """Means of costs and effects, and how far independent values of them lie apart.

    Rows are the k costs and then the k effects: the comparator's own, and every other strategy's increment
    over it. So an increment that is small beside the totals keeps its digits.

    Attributes
    ----------
    n_draws : int
        Values they were taken over: draws, or replicates.
    comparator : int
        Which of the k strategies is the comparator.
    mean : ndarray, shape (2k,)
        Means.
    scatter : ndarray, shape (2k, 2k)
        Sums of products of deviations from the mean.
    """

    n_draws: int
    comparator: int
    mean: Array
    scatter: Array


@dataclass(frozen=True)
class Moments(Spread):
    """Sums over draws for one perspective.

    Attributes
    ----------
    n_cheaper, n_equal : ndarray of int64, shape (k,)
        Draws in which a strategy costs less than, or exactly as much as, the comparator.
    """

    n_cheaper: NDArray[np.int64]
    n_equal: NDArray[np.int64]

    def combine(self, later: "Moments") -> "Moments":
        """Sums over both; Chan, Golub and LeVeque (1983), The American Statistician 37:242-247."""
        n_draws = self.n_draws + later.n_draws
        shift = later.mean - self.mean
        share = later.n_draws / n_draws
        return Moments(
            n_draws,
            self.comparator,
            self.mean + shift * share,
            self.scatter + later.scatter + self.n_draws * share * np.multiply.outer(shift, shift),
            self.n_cheaper + later.n_cheaper,
            self.n_equal + later.n_equal,
        )


def moments_of(cost: Array, effect: Array, comparator: int) -> Moments:
    """Moments of one block.

    Parameters
    ----------
    cost, effect : ndarray of float64, shape (k, n)
        Totals by strategy and draw.
    comparator : int
        Row of the comparator.

    Returns
    -------
    Moments

    Examples
    --------
    >>> cost, effect = np.array([[3.0, 3.0], [5.0, 2.0]]), np.array([[1.0, 1.0], [1.5, 2.5]])
    >>> sums = moments_of(cost, effect, comparator=0)
    >>> sums.mean.tolist(), sums.n_cheaper.tolist()
    ([3.0, 0.5, 1.0, 1.0], [0, 1])
    """
    return moments_by_lot(cost, effect, comparator, Lots.one(cost.shape[1]))[0]


def moments_by_lot(cost: Array, effect: Array, comparator: int, lots: Lots) -> list[Moments]:
    """Moments of each lot of a block: those of the lot alone, but most of it in one pass.

    Parameters
    ----------
    cost, effect : ndarray of float64, shape (k, n)
        Totals by strategy and draw.
    comparator : int
        Row of the comparator.
    lots : Lots
        Columns that are summed apart.
    """
    values = np.concatenate([_over_comparator(cost, comparator), _over_comparator(effect, comparator)])
    mean = _means(values, lots)
    values -= np.repeat(mean, lots.sizes, axis=1)
    # A second look removes what rounding left in the first mean.
    left = _means(values, lots)
    found = zip(
        lots.slices(),
        lots.sizes.tolist(),
        (mean + left).T,
        left.T,
        lots.counts(cost < cost[comparator]).T,
        lots.counts(cost == cost[comparator]).T,
        strict=True,
    )
    return [
        Moments(
            n,
            comparator,
            centre,
            _scatter(values[:, lot]) - n * np.multiply.outer(rest, rest),
            cheaper,
            equal,
        )
        for lot, n, centre, rest, cheaper, equal in found
    ]


def _means(values: Array, lots: Lots) -> Array:
    """Mean of every row in each lot, shape (2k, g)."""
    sums = np.stack([values[:, lot].sum(axis=1) for lot in lots.slices()], axis=1)
    return sums / lots.sizes


def _scatter(values: Array) -> Array:
    scatter = np.empty((len(values), len(values)))
    for row in range(len(values)):
        # Not a matrix product: the last digits of BLAS depend on its threads.
        products = np.einsum("n,mn->m", values[row], values[: row + 1])
        scatter[row, : row + 1] = scatter[: row + 1, row] = products
    return scatter


def _over_comparator(values: Array, comparator: int) -> Array:
    relative: Array = values - values[comparator]
    relative[comparator] = values[comparator]
    return relative


@dataclass(frozen=True)
class CostEffect:
    """Mean and covariance of a cost and an effect, for k strategies.

    Attributes
    ----------
    n_draws : int
        Draws, or replicates, that they were taken over.
    cost, effect : ndarray, shape (k,)
        Means.
    var_cost, var_effect, covariance : ndarray, shape (k,)
        Between these; NaN when there is only one.
    """

    n_draws: int
    cost: Array
    effect: Array
    var_cost: Array
    var_effect: Array
    covariance: Array

    def net_benefit(self, wtp: Array) -> tuple[Array, Array]:
        """Mean net monetary benefit and its standard error, both of shape (k, m).

        The variance is wtp^2 Var(E) - 2 wtp Cov(C, E) + Var(C).
        """
        column = [part[:, np.newaxis] for part in (self.cost, self.effect)]
        mean = net_monetary_benefit(column[0], column[1], wtp)
        quadratic = self.var_effect[:, np.newaxis] * wtp - 2.0 * self.covariance[:, np.newaxis]
        variance = np.maximum(quadratic * wtp + self.var_cost[:, np.newaxis], 0.0)
        return mean, np.sqrt(variance / self.n_draws)


def totals(moments: Spread) -> CostEffect:
    """Absolute cost and effect of every strategy."""
    k = moments.mean.size // 2
    loading = np.eye(k)
    loading[:, moments.comparator] = 1.0
    return _combination(moments, loading)


def increments(moments: Spread, baseline: int | NDArray[np.intp]) -> CostEffect:
    """Cost and effect of every strategy less those of a baseline, which may differ between strategies.

    Parameters
    ----------
    moments : Spread
        Of k strategies.
    baseline : int or ndarray of int, shape (k,)
        Row of the strategy that each is compared with.

    Returns
    -------
    CostEffect
    """
    k = moments.mean.size // 2
    over_comparator = np.eye(k)
    over_comparator[moments.comparator, moments.comparator] = 0.0
    base = np.broadcast_to(np.asarray(baseline, dtype=np.intp), (k,))
    return _combination(moments, over_comparator - over_comparator[base])


def _combination(moments: Spread, loading: Array) -> CostEffect:
    """Moments of linear combinations, one a row, of the comparator's total and the increments over it."""
    k = moments.mean.size // 2
    covariance = _covariance(moments)

    def between(rows: slice, columns: slice) -> Array:
        found: Array = np.einsum("di,ij,dj->d", loading, covariance[rows, columns], loading)
        return found

    costs, effects = slice(0, k), slice(k, 2 * k)
    return CostEffect(
        moments.n_draws,
        np.einsum("di,i->d", loading, moments.mean[costs]),
        np.einsum("di,i->d", loading, moments.mean[effects]),
        np.maximum(between(costs, costs), 0.0),
        np.maximum(between(effects, effects), 0.0),
        between(costs, effects),
    )


def _covariance(moments: Spread) -> Array:
    if moments.n_draws == 1:
        return np.full_like(moments.scatter, np.nan)
    covariance: Array = moments.scatter / (moments.n_draws - 1)
    return covariance
