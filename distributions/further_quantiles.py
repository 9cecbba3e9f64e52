"""Quantiles -> native parameters of families whose values, once straightened, have a location and a scale.

See `quantiles.py` for what quantiles are, and `quantile_fit.py` for how they are fitted.
"""

import numpy as np
from scipy.special import expit, logit, ndtr, ndtri, stdtr, stdtrit

from distributions.constraint import POSITIVE, POSITIVE_QUANTILES, QUANTILES, REAL, UNIT_QUANTILES, require
from distributions.error import ParameterError, show
from distributions.quantile_fit import Quantiles, as_stated, fit_line
from distributions.quantiles import Native, beta_from_quantiles
from distributions.ranges import broken_range
from distributions.read import Array


def student_t_from_quantiles(quantiles: Quantiles, degrees_of_freedom: float) -> Native:
    """Student's t from two or more quantiles, its degrees of freedom being given.

    Examples
    --------
    >>> parameters = student_t_from_quantiles(((0.05, -2.131847), (0.95, 2.131847)), 4.0)
    >>> parameters["degrees_of_freedom"], round(parameters["scale"], 6)
    (4.0, 1.0)
    """
    require(quantiles=(quantiles, QUANTILES), degrees_of_freedom=(degrees_of_freedom, POSITIVE))

    def quantile(u: Array) -> Array:
        return np.asarray(stdtrit(degrees_of_freedom, u))

    def cdf(z: Array) -> Array:
        return np.asarray(stdtr(degrees_of_freedom, z))

    location, scale = fit_line("student_t", quantiles, np.asarray, quantile, cdf)
    return {"degrees_of_freedom": degrees_of_freedom, "location": location, "scale": scale}


def logit_normal_from_quantiles(quantiles: Quantiles) -> Native:
    """Logit-normal from two or more quantiles.

    Examples
    --------
    >>> parameters = logit_normal_from_quantiles(((0.5, 0.73105858), (0.84134475, 0.88079708)))
    >>> round(parameters["mu"], 6), round(parameters["sigma"], 6)
    (1.0, 1.0)
    """
    require(quantiles=(quantiles, UNIT_QUANTILES))
    mu, sigma = fit_line("logit_normal", quantiles, logit, ndtri, ndtr)
    return {"mu": mu, "sigma": sigma}


def weibull_from_quantiles(quantiles: Quantiles) -> Native:
    """Weibull, S(x) = exp(-(x / scale)^shape), from two or more quantiles.

    ln x = ln scale + ln(-ln S) / shape.

    Examples
    --------
    >>> parameters = weibull_from_quantiles(((0.5, 1.6651092), (0.9, 3.0348543)))
    >>> round(parameters["shape"], 5), round(parameters["scale"], 5)
    (2.0, 2.0)
    """
    require(quantiles=(quantiles, POSITIVE_QUANTILES))
    intercept, slope = fit_line("weibull", quantiles, np.log, _log_hazard, _share_dead)
    return {"shape": 1 / slope, "scale": float(np.exp(intercept))}


def log_logistic_from_quantiles(quantiles: Quantiles) -> Native:
    """Log-logistic, F(x) = 1 / (1 + (x / scale)^-shape), from two or more quantiles.

    Examples
    --------
    >>> parameters = log_logistic_from_quantiles(((0.5, 3.0), (0.8, 6.0)))
    >>> round(parameters["shape"], 5), round(parameters["scale"], 5)
    (2.0, 3.0)
    """
    require(quantiles=(quantiles, POSITIVE_QUANTILES))
    intercept, slope = fit_line("log_logistic", quantiles, np.log, logit, expit)
    return {"shape": 1 / slope, "scale": float(np.exp(intercept))}


def scaled_beta_from_quantiles(quantiles: Quantiles, min: float, max: float) -> Native:
    """Beta between two given ends from two or more quantiles.

    Examples
    --------
    >>> parameters = scaled_beta_from_quantiles(((0.1, -0.8), (0.5, 0.0), (0.9, 0.8)), min=-1.0, max=1.0)
    >>> round(parameters["alpha"], 6), round(parameters["beta"], 6), parameters["min"]
    (1.0, 1.0, -1.0)
    """
    require(quantiles=(quantiles, QUANTILES), min=(min, REAL), max=(max, REAL))
    problems = broken_range(min, max)
    if not problems and not (min < quantiles[0][1] and quantiles[-1][1] < max):
        ends = f"min: {show(min)} and max: {show(max)}"
        problems = [f"quantiles: {as_stated(quantiles)} must lie strictly between {ends}"]
    if problems:
        raise ParameterError(problems)
    shares = tuple((probability, (value - min) / (max - min)) for probability, value in quantiles)
    return {**beta_from_quantiles(shares), "min": min, "max": max}


def _log_hazard(u: Array) -> Array:
    return np.log(-np.log1p(-u))


def _share_dead(z: Array) -> Array:
    return np.asarray(-np.expm1(-np.exp(np.minimum(z, 700.0))))
