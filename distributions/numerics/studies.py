"""Several studies of one quantity that may differ between them: what they say given how much they differ.

y_i ~ N(mu + eta_i, s_i^2), eta_i ~ N(0, tau^2), flat in mu. Given tau, mu is normal with precision
sum 1 / (s_i^2 + tau^2). With mu integrated out the likelihood of tau is

    prod w_i^(1/2) (sum w_i)^(-1/2) exp(-1/2 sum w_i (y_i - mu_tau)^2),  w_i = 1 / (s_i^2 + tau^2).

Gelman et al. (2013), Bayesian Data Analysis, 3rd edition, section 5.4; the half-normal prior on tau:
Spiegelhalter, Abrams and Myles (2004), Bayesian Approaches to Clinical Trials and Health-Care Evaluation,
section 5.7.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from distributions.numerics.integrated import Integrated, integrated
from distributions.read import Array

_EQUAL = 1e-12  # as a share of the larger: closer together two curvatures are taken for equal


@dataclass(frozen=True)
class Studies:
    """Estimates and their standard errors.

    Parameters
    ----------
    estimates, standard_errors : tuple of k float

    Examples
    --------
    >>> mean, variance = Studies((1.0, 3.0), (1.0, 1.0)).pooled(np.array([0.0, 1.0]))
    >>> mean.tolist(), variance.tolist()
    ([2.0, 2.0], [0.5, 1.0])
    """

    estimates: tuple[float, ...]
    standard_errors: tuple[float, ...]

    @property
    def first(self) -> float:
        """Estimate from which the others are counted, so that a shift of all of them costs no digits."""
        return self.estimates[0]

    def _rows(self, tau: Array) -> list[tuple[float, float, Array]]:
        """Of every study its estimate, its variance and its weight, which has the shape of `tau`."""
        squared = np.square(tau)
        return [
            (estimate - self.first, error**2, 1.0 / (error**2 + squared))
            for estimate, error in zip(self.estimates, self.standard_errors, strict=True)
        ]

    def pooled(self, tau: Array) -> tuple[Array, Array]:
        """Mean and variance of mu given `tau`, each of its shape."""
        rows = self._rows(tau)
        total = _sum(weight for _, _, weight in rows)
        return self.first + _sum(weight * estimate for estimate, _, weight in rows) / total, 1.0 / total

    def log_likelihood(self, tau: Array) -> Array:
        """Logarithm of the likelihood of `tau`, up to a constant; shape as `tau`."""
        rows = self._rows(tau)
        total = _sum(weight for _, _, weight in rows)
        middle = _sum(weight * estimate for estimate, _, weight in rows) / total
        misfit = _sum(weight * np.square(estimate - middle) for estimate, _, weight in rows)
        return 0.5 * (_sum(np.log(weight) for _, _, weight in rows) - np.log(total) - misfit)

    def log_growth(self, tau: Array, power: float) -> Array:
        """Logarithm of E[exp(power (mu - first)) | tau], less power^2 tau^2 / (2 k); shape as `tau`.

        The variance of mu is tau^2 / k and the k-th part of a weighted mean of the s_i^2, which stays finite.
        """
        rows = self._rows(tau)
        total = _sum(weight for _, _, weight in rows)
        middle = _sum(weight * estimate for estimate, _, weight in rows) / total
        within = _sum(weight * variance for _, variance, weight in rows) / total
        return power * middle + power**2 / 2.0 * within / len(rows)


def _sum(terms: object) -> Array:
    """Sum in the order of the studies, element by element, so that no draw's bits depend on the others."""
    return np.asarray(sum(terms))  # type: ignore[call-overload]


@lru_cache(maxsize=64)
def spread_of(studies: Studies, tau_scale: float, power: float = 0.0) -> Integrated | None:
    """Posterior of tau under a half-normal prior, or its density times E[exp(power (mu - first)) | tau].

    Parameters
    ----------
    studies : Studies
    tau_scale : float
        Scale of the prior: the standard deviation of the normal of which it is the half.
    power : float, optional
        The second density's integral, over that of the first, is E[exp(power (mu - first))].

    Returns
    -------
    Integrated, or None
        None where the integral is infinite, or the estimates too far apart for a computer's numbers.

    Examples
    --------
    >>> alike = Studies((0.0, 0.0), (10.0, 10.0))
    >>> round(spread_of(alike, 1.0).moment(2), 2)
    0.99
    """
    own, added = tau_scale**-2, power**2 / len(studies.estimates)
    curvature = own - added
    if abs(curvature) <= _EQUAL * own:
        curvature = 0.0
    # Without the prior the density falls as tau^(1 - k).
    if curvature < 0.0 or (curvature == 0.0 and len(studies.estimates) == 2):
        return None

    def log_density(tau: Array) -> Array:
        likelihood = studies.log_likelihood(tau) - 0.5 * curvature * np.square(tau)
        return likelihood + studies.log_growth(tau, power) if power else likelihood

    return integrated(log_density, 0.0, np.inf, _hints(studies, tau_scale, curvature))


def _hints(studies: Studies, tau_scale: float, curvature: float) -> Array:
    """Values of tau around its bulk."""
    errors = np.asarray(studies.standard_errors)
    widest = curvature**-0.5 if curvature else tau_scale
    apart = float(np.std(np.asarray(studies.estimates) - studies.first))
    hints = np.array([0.1 * tau_scale, tau_scale, widest, errors.min(), errors.max(), apart])
    return np.unique(hints[hints > 0.0])
