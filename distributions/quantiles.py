"""Published or elicited quantiles -> native parameters, one formula for each family.

The quantiles are those of the uncertainty of the quantity itself, as an expert or a posterior states them;
the quartiles of a sample of people describe how people differ, and are not what a PSA samples.

The names of the arguments are the names of the figures in a configuration. How the fit is made, and when it
is refused, stands in `quantile_fit.py`.
"""

from collections.abc import Callable

import numpy as np
from scipy.special import betainc, expit, gammainc, gammaincinv, ndtr, ndtri

from distributions.constraint import INTERVAL, POSITIVE_QUANTILES, QUANTILES, REAL, UNIT_QUANTILES, require
from distributions.error import ParameterError, show
from distributions.quantile_fit import Quantiles, as_stated, fit_line, fit_profile
from distributions.read import Array

Native = dict[str, float]

_GAMMA_PRECISIONS = np.log(10.0) * np.linspace(-3.0, 12.0, 61)
_BETA_PRECISIONS = np.log(10.0) * np.linspace(-3.0, 12.0, 61)
_FARTHEST_CENTRE = 40.0  # of a beta, in logits
_HALVINGS = 60


def normal_from_quantiles(quantiles: Quantiles) -> Native:
    """Make a normal from two or more quantiles; see `quantile_fit`.

    Examples
    --------
    >>> parameters = normal_from_quantiles(((0.025, 8.040036), (0.975, 11.959964)))
    >>> round(parameters["location"], 6), round(parameters["scale"], 6)
    (10.0, 1.0)
    """
    require(quantiles=(quantiles, QUANTILES))
    location, scale = fit_line("normal", quantiles, np.asarray, ndtri, ndtr)
    return {"location": location, "scale": scale}


def lognormal_from_quantiles(quantiles: Quantiles) -> Native:
    """Lognormal from two or more quantiles; see `quantile_fit`.

    Examples
    --------
    >>> parameters = lognormal_from_quantiles(((0.5, 1.0), (0.84134475, 2.71828183)))
    >>> round(parameters["mu"], 5), round(parameters["sigma"], 5)
    (0.0, 1.0)
    """
    require(quantiles=(quantiles, POSITIVE_QUANTILES))
    mu, sigma = fit_line("lognormal", quantiles, np.log, ndtri, ndtr)
    return {"mu": mu, "sigma": sigma}


def gamma_from_quantiles(quantiles: Quantiles) -> Native:
    """Gamma from two or more quantiles; see `quantile_fit`.

    Examples
    --------
    >>> parameters = gamma_from_quantiles(((0.025, 2.531780798), (0.975, 368.8879454)))
    >>> round(parameters["shape"], 6), round(parameters["scale"], 4)
    (1.0, 100.0)
    """
    require(quantiles=(quantiles, POSITIVE_QUANTILES))

    def log_mean(shape: Array, probability: float, value: float) -> Array:
        return np.asarray(np.log(value * shape) - np.log(gammaincinv(shape, probability)))

    def cdf(x: Array, log_mean: Array, shape: Array) -> Array:
        return np.asarray(gammainc(shape, shape * np.exp(np.log(x) - log_mean)))

    centre, precision = fit_profile("gamma", quantiles, _GAMMA_PRECISIONS, log_mean, cdf)
    return {"shape": float(np.exp(precision)), "scale": float(np.exp(centre - precision))}


def beta_from_quantiles(quantiles: Quantiles) -> Native:
    """Beta from two or more quantiles; see `quantile_fit`.

    Examples
    --------
    >>> parameters = beta_from_quantiles(((0.025, 0.025), (0.5, 0.5), (0.975, 0.975)))
    >>> round(parameters["alpha"], 6), round(parameters["beta"], 6)
    (1.0, 1.0)
    """
    require(quantiles=(quantiles, UNIT_QUANTILES))

    def cdf(x: Array, logit_mean: Array, total: Array) -> Array:
        return np.asarray(betainc(total * expit(logit_mean), total * expit(-np.asarray(logit_mean)), x))

    def logit_mean(total: Array, probability: float, value: float) -> Array:
        low, high = np.full(total.shape, -_FARTHEST_CENTRE), np.full(total.shape, _FARTHEST_CENTRE)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            too_low = cdf(np.asarray(value), middle, total) > probability
            low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
        return np.asarray((low + high) / 2)

    centre, precision = fit_profile("beta", quantiles, _BETA_PRECISIONS, logit_mean, cdf)
    total = np.exp(precision)
    return {"alpha": float(total * expit(centre)), "beta": float(total * expit(-centre))}


def through_median_and_iqr(from_quantiles: Callable[[Quantiles], Native]) -> Callable[..., Native]:
    """Turn a formula on quantiles into one on a median and an interquartile range, [q1, q3]."""

    def from_median_and_iqr(median: float, iqr: tuple[float, float]) -> Native:
        require(median=(median, REAL), iqr=(iqr, INTERVAL))
        if not iqr[0] < median < iqr[1]:
            ends = ", ".join(map(show, iqr))
            raise ParameterError([f"median: {show(median)} must lie inside iqr: [{ends}], the two quartiles"])
        return from_quantiles(((0.25, iqr[0]), (0.5, median), (0.75, iqr[1])))

    from_median_and_iqr.__doc__ = f"As `{from_quantiles.__name__}`, with quantiles 0.25, 0.5 and 0.75."
    return from_median_and_iqr


def through_median_and_quantiles(from_quantiles: Callable[[Quantiles], Native]) -> Callable[..., Native]:
    """Turn a formula on quantiles into one on a median and quantiles around it."""

    def from_median_and_quantiles(median: float, quantiles: Quantiles) -> Native:
        require(median=(median, REAL), quantiles=(quantiles, QUANTILES))
        stated = dict(quantiles)
        merged = tuple(sorted({0.5: median, **stated}.items()))
        if stated.get(0.5, median) != median or not QUANTILES.holds(merged):
            raise ParameterError([f"median: {show(median)} contradicts quantiles: {as_stated(quantiles)}"])
        return from_quantiles(merged)

    from_median_and_quantiles.__doc__ = f"As `{from_quantiles.__name__}`, the median being quantile 0.5."
    return from_median_and_quantiles


normal_from_median_and_iqr = through_median_and_iqr(normal_from_quantiles)
lognormal_from_median_and_iqr = through_median_and_iqr(lognormal_from_quantiles)
gamma_from_median_and_iqr = through_median_and_iqr(gamma_from_quantiles)
beta_from_median_and_iqr = through_median_and_iqr(beta_from_quantiles)

normal_from_median_and_quantiles = through_median_and_quantiles(normal_from_quantiles)
lognormal_from_median_and_quantiles = through_median_and_quantiles(lognormal_from_quantiles)
gamma_from_median_and_quantiles = through_median_and_quantiles(gamma_from_quantiles)
beta_from_median_and_quantiles = through_median_and_quantiles(beta_from_quantiles)
