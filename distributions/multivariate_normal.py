"""Multivariate normal: estimates that came out of one model together, such as regression coefficients."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
from scipy.special import ndtri

from distributions.constraint import MATRIX, NAMES, POSITIVE_REALS, REALS, require
from distributions.correlation import check_correlation, cholesky
from distributions.error import ParameterError, show
from distributions.family import Array
from distributions.joint import JointFamily
from distributions.normal import Normal

Matrix = tuple[tuple[float, ...], ...]


def multivariate_normal_from_correlations(
    names: Sequence[str],
    means: Sequence[float],
    ses: Sequence[float],
    correlations: Sequence[Sequence[float]],
) -> dict[str, object]:
    """Multivariate normal from means, standard errors and a correlation matrix.

    The covariance of two estimates is their correlation times both standard errors.

    Examples
    --------
    >>> multivariate_normal_from_correlations(("a", "b"), (1, 2), (2, 3), ((1, 0.5), (0.5, 1)))["covariance"]
    ((4.0, 3.0), (3.0, 9.0))
    """
    require(names=(names, NAMES), ses=(ses, POSITIVE_REALS), correlations=(correlations, MATRIX))
    if len(ses) != len(names):
        raise ParameterError([f"ses: there are {len(ses)}, but names: there are {len(names)}"])
    problems = check_correlation(names, correlations)
    if problems:
        raise ParameterError([f"correlations: {problem}" for problem in problems])
    scales = np.asarray(ses, dtype=np.float64)
    covariance = np.asarray(correlations) * (scales[:, np.newaxis] * scales)
    return {"names": names, "means": means, "covariance": tuple(map(tuple, covariance.tolist()))}


@dataclass(frozen=True)
class MultivariateNormal(JointFamily):
    """Multivariate normal distribution over named scalars.

    Parameters
    ----------
    names : sequence of K str
        Names of the scalars.
    means : sequence of K float
        Their means, any units.
    covariance : K sequences of K float
        Covariances, symmetric and positive definite: the squares of the standard errors on the diagonal.

    Notes
    -----
    x = means + L z, with z the standard normal quantiles of K uniforms and L the Cholesky factor of the
    covariance. Sums run over the columns of L in order, element by element, so that a draw's bits depend on
    nothing else.

    Examples
    --------
    >>> effects = MultivariateNormal(names=("a", "b"), means=(1, 2), covariance=((4, 3), (3, 9)))
    >>> effects.quantile(np.array([[0.5, 0.5], [0.975, 0.5]])).round(2).tolist()
    [[1.0, 2.0], [4.92, 4.94]]
    """

    names: tuple[str, ...]
    means: tuple[float, ...]
    covariance: Matrix

    name: ClassVar[str] = "multivariate_normal"
    constraints: ClassVar = {"names": NAMES, "means": REALS, "covariance": MATRIX}
    summaries: ClassVar = (multivariate_normal_from_correlations,)

    def relations(self) -> list[str]:
        """Say whether there is one of each per name, and whether the covariance can be one."""
        n_names = len(self.names)
        if len(self.means) != n_names:
            return [f"means: there are {len(self.means)}, but names: there are {n_names}"]
        if {len(self.covariance), len(self.covariance[0])} != {n_names}:
            wanted = f"{n_names} rows of {n_names} numbers, as many as names"
            return [f"covariance: {show(self.covariance)} must be {wanted}"]
        for name, variance in zip(self.names, np.diag(self.covariance), strict=True):
            if not variance > 0:
                told = f"the variance of {name}, {show(float(variance))}"
                return [f"covariance: {told}, must be greater than 0"]
        wrong = check_correlation(self.names, self.correlations)
        return [f"covariance, divided by the standard errors: {problem}" for problem in wrong]

    @property
    def n_uniforms(self) -> int:
        """One for each scalar."""
        return len(self.names)

    @property
    def roles(self) -> tuple[tuple[str, int], ...]:
        """Each uniform moves one scalar given those before it, and what of those after it goes with it."""
        return tuple((f"{name} given those before" if at else name, at) for at, name in enumerate(self.names))

    @property
    def components(self) -> tuple[str, ...]:
        """Names of the scalars."""
        return self.names

    @cached_property
    def scales(self) -> Array:
        """Standard deviations of the scalars, shape (K,)."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def correlations(self) -> Array:
        """Correlation matrix, shape (K, K)."""
        values = np.asarray(self.covariance) / self.scales / self.scales[:, np.newaxis]
        np.fill_diagonal(values, 1.0)
        return values

    @cached_property
    def factor(self) -> Array:
        """Cholesky factor of the covariance, shape (K, K)."""
        return cholesky(self.correlations) * self.scales[:, np.newaxis]

    @cached_property
    def margins(self) -> tuple[Normal, ...]:
        """Distribution of each scalar alone."""
        return tuple(Normal(mean, float(scale)) for mean, scale in zip(self.means, self.scales, strict=True))

    def quantile(self, u: Array) -> Array:
        """Values at uniforms `u`, shape (n, K) -> (n, K)."""
        z = [ndtri(u[:, column]) for column in range(self.n_uniforms)]
        values = np.empty(u.shape)
        for row, weights in enumerate(self.factor):
            total = weights[0] * z[0]
            for column in range(1, row + 1):
                total += weights[column] * z[column]
            values[:, row] = total + self.means[row]
        return values
