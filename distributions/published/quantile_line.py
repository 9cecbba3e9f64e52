"""Quantiles -> native parameters of families whose values, once straightened, have a location and a scale.

See `quantiles.py` for what quantiles are, and `quantile_fit.py` for what a fit is.
"""

from collections.abc import Callable

import numpy as np
from scipy.special import expit, logit, ndtr, ndtri, stdtr, stdtrit

from distributions.constraint import POSITIVE, POSITIVE_QUANTILES, QUANTILES, UNIT_QUANTILES, require
from distributions.numerics.least_squares import least_squares
from distributions.published.quantile_fit import Quantiles, refuse_misfit
from distributions.read import Array, Native


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


def weibull_from_quantiles(quantiles: Quantiles) -> Native:
    """Weibull, S(x) = exp(-(x / scale)^shape), from two or more quantiles.

    ln x = ln scale + ln(-ln S) / shape; the cumulative probabilities at the stated values are matched, see
    `quantile_fit`. Collett (2015), Modelling Survival Data in Medical Research, 3rd edition, chapter 5.

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

    ln x = ln scale + logit(F) / shape; the cumulative probabilities at the stated values are matched, see
    `quantile_fit`. Collett (2015), Modelling Survival Data in Medical Research, 3rd edition, chapter 5.

    Examples
    --------
    >>> parameters = log_logistic_from_quantiles(((0.5, 3.0), (0.8, 6.0)))
    >>> round(parameters["shape"], 5), round(parameters["scale"], 5)
    (2.0, 3.0)
    """
    require(quantiles=(quantiles, POSITIVE_QUANTILES))
    intercept, slope = fit_line("log_logistic", quantiles, np.log, logit, expit)
    return {"shape": 1 / slope, "scale": float(np.exp(intercept))}


def _log_hazard(u: Array) -> Array:
    return np.log(-np.log1p(-u))


def _share_dead(z: Array) -> Array:
    return np.asarray(-np.expm1(-np.exp(np.minimum(z, 700.0))))


def fit_line(
    name: str,
    quantiles: Quantiles,
    straighten: Callable[[Array], Array],
    standard_quantile: Callable[[Array], Array],
    standard_cdf: Callable[[Array], Array],
) -> tuple[float, float]:
    """Fit a family whose values, once straightened, are intercept + slope * standard quantile.

    Normal, lognormal, logit-normal, Student t, Weibull, log-logistic and Gumbel are such families.

    Parameters
    ----------
    name : str
        Name of the family, for the message.
    quantiles : sequence of (probability, value)
    straighten : function
        Values -> values on the scale on which the family has a location and a scale, increasing.
    standard_quantile, standard_cdf : function
        Of the standard member of the family on that scale.

    Returns
    -------
    intercept, slope : float

    Raises
    ------
    ParameterError
        Some probability is missed by more than 0.10.

    Examples
    --------
    >>> from scipy.special import ndtr, ndtri
    >>> line = fit_line("normal", ((0.16, 9.0), (0.84, 11.0)), np.asarray, ndtri, ndtr)
    >>> [round(figure, 3) for figure in line]
    [10.0, 1.006]
    """
    probabilities, values = np.array(quantiles, dtype=np.float64).T
    x, z = straighten(values), standard_quantile(probabilities)
    # Through all quantiles, and through the first two, the last two and two in the middle.
    firsts = sorted({0, (len(x) - 1) // 2, len(x) - 2})
    chords = [(x[at : at + 2], z[at : at + 2]) for at in firsts]
    starts = [_regression(*each) for each in [(x, z), *chords]]

    def polished(start: tuple[float, float]) -> tuple[Array, float]:
        # Distances are in slopes of the start, so that the unknowns are of the order of 1 in any unit.
        along = (x - start[0]) / start[1]
        return least_squares(
            lambda t: np.asarray(standard_cdf((along - t[0]) * np.exp(-t[1])) - probabilities), np.zeros(2)
        )

    lines = [start for start in starts if np.all(np.isfinite(start)) and start[1] > 0]
    if not lines:
        raise ArithmeticError("values too far apart for the slope of a line to be a number")
    (shift, stretch), _, (intercept, slope) = min(
        ((*polished(start), start) for start in lines), key=lambda each: each[1]
    )
    line = float(intercept + slope * shift), float(slope * np.exp(stretch))
    refuse_misfit(name, quantiles, standard_cdf((x - line[0]) / line[1]))
    return line


def _regression(x: Array, z: Array) -> tuple[float, float]:
    """Intercept and slope of the line through values `x` over standard quantiles `z`."""
    across = z - z.mean()
    slope = float(np.sum(across * (x - x.mean())) / np.sum(across * across))
    return float(x.mean() - slope * z.mean()), slope
