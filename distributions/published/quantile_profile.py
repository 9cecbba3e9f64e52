"""Quantiles -> native parameters of families with a centre and a precision that are no location and scale.

See `quantiles.py` for what quantiles are, and `quantile_fit.py` for what a fit is.
"""

from collections.abc import Callable

import numpy as np
from scipy.special import betainc, expit, gammainc, gammaincinv, ndtr

from distributions.constraint import POSITIVE_QUANTILES, QUANTILES, REAL, UNIT_QUANTILES, require
from distributions.error import as_stated
from distributions.numerics.least_squares import least_squares
from distributions.numerics.normal_stretch import mills
from distributions.published.quantile_fit import Quantiles, refuse_misfit
from distributions.ranges import require_between
from distributions.read import Array, Native

_PRECISIONS = np.log(10.0) * np.linspace(-3.0, 12.0, 61)
_GROWTHS = np.log(10.0) * np.linspace(-12.0, 12.0, 97)
_FARTHEST = 40.0  # of a centre from where it is looked for, in logarithms or logits
_HALVINGS = 60
_N_STARTS = 3

Cdf = Callable[[Array, Array, Array], Array]
CentreOf = Callable[[Array, float, float], Array]


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

    centre, precision = fit_profile("gamma", quantiles, _PRECISIONS, log_mean, cdf)
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

    centre, precision = fit_profile("beta", quantiles, _PRECISIONS, _halving(cdf, lambda value: 0.0), cdf)
    total = np.exp(precision)
    return {"alpha": float(total * expit(centre)), "beta": float(total * expit(-centre))}


def scaled_beta_from_quantiles(quantiles: Quantiles, min: float, max: float) -> Native:
    """Beta between two given ends from two or more quantiles.

    Examples
    --------
    >>> parameters = scaled_beta_from_quantiles(((0.1, -0.8), (0.5, 0.0), (0.9, 0.8)), min=-1.0, max=1.0)
    >>> round(parameters["alpha"], 6), round(parameters["beta"], 6), parameters["min"]
    (1.0, 1.0, -1.0)
    """
    require(quantiles=(quantiles, QUANTILES), min=(min, REAL), max=(max, REAL))
    require_between(min, max, f"quantiles: {as_stated(quantiles)}", quantiles[0][1], quantiles[-1][1])
    shares = tuple((probability, (value - min) / (max - min)) for probability, value in quantiles)
    return {**beta_from_quantiles(shares), "min": min, "max": max}


def inverse_gaussian_from_quantiles(quantiles: Quantiles) -> Native:
    """Inverse Gaussian from two or more quantiles.

    The cumulative probabilities at the stated values are matched, see `quantile_fit`; the distribution
    function is that of Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions, 2nd
    edition, volume 1, chapter 15.

    Two quantiles of far apart values are those of none: however small the shape, the ratio of two quantiles
    has a limit, which is that of the Lévy distribution.

    Examples
    --------
    >>> parameters = inverse_gaussian_from_quantiles(((0.5, 0.6758413), (0.9, 2.1430339)))
    >>> round(parameters["mu"], 4), round(parameters["shape"], 4)
    (1.0, 1.0)
    """
    require(quantiles=(quantiles, POSITIVE_QUANTILES))

    def cdf(x: Array, log_mean: Array, precision: Array) -> Array:
        # As in the family: precision = shape / mu, and sqrt(x / mu) - sqrt(mu / x) is twice a sinh.
        w = 2.0 * np.sqrt(precision) * np.sinh(0.5 * (np.log(x) - log_mean))
        mirrored = np.exp(-0.5 * w * w) / np.sqrt(2.0 * np.pi) * mills(np.sqrt(w * w + 4.0 * precision))
        return np.asarray(ndtr(w) + mirrored)

    centre_of = _halving(cdf, np.log)
    centre, precision = fit_profile("inverse_gaussian", quantiles, _PRECISIONS, centre_of, cdf)
    return {"mu": float(np.exp(centre)), "shape": float(np.exp(centre + precision))}


def gompertz_from_quantiles(quantiles: Quantiles) -> Native:
    """Gompertz, S(x) = exp(-rate / shape (exp(shape x) - 1)), from two or more quantiles.

    The cumulative probabilities at the stated values are matched, see `quantile_fit`. Collett (2015),
    Modelling Survival Data in Medical Research, 3rd edition, chapter 5.

    Examples
    --------
    >>> parameters = gompertz_from_quantiles(((0.25, 13.550154), (0.75, 26.988711)))
    >>> round(parameters["shape"], 4), round(parameters["rate"], 4)
    (0.1, 0.01)
    """
    require(quantiles=(quantiles, POSITIVE_QUANTILES))

    # The centre is the logarithm of 1 / shape, the time in which the hazard grows by e; the precision is
    # rate / shape, small where few die early and large where the hazard hardly grows.
    def log_time(precision: Array, probability: float, value: float) -> Array:
        return np.asarray(np.log(value) - np.log(np.log1p(-np.log1p(-probability) / precision)))

    def cdf(x: Array, log_time: Array, precision: Array) -> Array:
        return np.asarray(-np.expm1(-precision * np.expm1(x * np.exp(-log_time))))

    centre, precision = fit_profile("gompertz", quantiles, _GROWTHS, log_time, cdf)
    return {"shape": float(np.exp(-centre)), "rate": float(np.exp(precision - centre))}


def _halving(cdf: Cdf, around: Callable[[float], float]) -> CentreOf:
    """Find the centres by bisection, where a higher centre is a lower probability below any value."""

    def centre_of(precisions: Array, probability: float, value: float) -> Array:
        low, high = (np.full(precisions.shape, around(value) + far) for far in (-_FARTHEST, _FARTHEST))
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            too_low = cdf(np.asarray(value), middle, precisions) > probability
            low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
        return np.asarray((low + high) / 2)

    return centre_of


def fit_profile(
    name: str,
    quantiles: Quantiles,
    precisions: Array,
    centre_of: CentreOf,
    cdf: Cdf,
) -> tuple[float, float]:
    """Fit a family with a centre and a precision that are no location and scale, such as gamma and beta.

    Every precision is tried with the centre that meets the middle quantile; the best of these starts the
    search.

    Parameters
    ----------
    name : str
        Name of the family, for the message.
    quantiles : sequence of (probability, value)
    precisions : ndarray of shape (k,)
        Logarithms of the precisions to try.
    centre_of : function
        Precisions of shape (k,), probability, value -> centres of shape (k,) with that quantile.
    cdf : function
        Values, centre, precision -> probabilities; broadcasts.

    Returns
    -------
    centre, log_precision : float

    Raises
    ------
    ParameterError
        Some probability is missed by more than 0.10, or no precision that was tried fits at all.
    """
    probabilities, values = np.array(quantiles, dtype=np.float64).T
    middle = int(np.argmin(np.abs(probabilities - 0.5)))
    with np.errstate(all="ignore"):
        centres = centre_of(np.exp(precisions), float(probabilities[middle]), float(values[middle]))
        reached = cdf(values[:, np.newaxis], centres, np.exp(precisions))
        misses = np.sum((reached - probabilities[:, np.newaxis]) ** 2, axis=0)
        best = np.argsort(np.where(np.isfinite(misses), misses, np.inf))[:_N_STARTS]
        found = [
            least_squares(
                lambda t: np.asarray(cdf(values, t[0], np.exp(t[1])) - probabilities),
                np.array([centres[at], precisions[at]]),
            )
            for at in best
        ]
        (centre, precision), _ = min(found, key=lambda each: each[1])
        refuse_misfit(name, quantiles, cdf(values, centre, np.exp(precision)))
    return float(centre), float(precision)
