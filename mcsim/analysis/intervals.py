"""Intervals for shares and for ratios of means."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

Z = 1.959963984540054
"""The 97.5 % point of the standard normal distribution."""


def error_quantile(replicates: int = 0) -> float:
    """Standard errors to either side of an estimate in a 95 % interval.

    Parameters
    ----------
    replicates : int
        How many the standard error comes from; 0 for independent draws.

    Returns
    -------
    float
        The 97.5 % point of the standard normal distribution, or of Student's t with a degree of freedom less
        than there are replicates; NaN for one replicate, from which no error can be had.

    Examples
    --------
    >>> round(error_quantile(), 4), round(error_quantile(16), 4), error_quantile(1)
    (1.96, 2.1314, nan)
    """
    if replicates == 0:
        return Z
    # Not at the top: loading it takes 0.15 s, which independent draws are spared.
    from scipy.special import stdtrit

    return float(stdtrit(replicates - 1, 0.975)) if replicates > 1 else float("nan")


def effective_draws(share: ArrayLike, error: ArrayLike, n_draws: int, replicates: int) -> Array:
    """How many independent draws would give shares the standard errors that they have between replicates.

    Parameters
    ----------
    share, error : array_like of float
        Shares, and their standard errors.
    n_draws : int
        Draws in all replicates together.
    replicates : int
        How many there are.

    Returns
    -------
    ndarray
        p(1 - p) / se^2, but where replicates agree so well that the steps of a share hide how far they
        differ, at most what follows.

    Notes
    -----
    In a replicate of n draws a share goes in steps of 1/n. Where all R replicates count the same, se is 0,
    but the expected count may lie between two whole ones, by a part that none of R trials showed; Wilson's
    upper end for such a part is t^2 / (R + t^2) with t the quantile of the interval. So the half-width t * se
    is not let below t^2 / (R + t^2) / n, unless n R independent draws would give a narrower interval still:
    that is so for shares of a few draws, and of none or all of them (se = 0, p = 0 or 1), which are then
    treated as those of independent draws.

    Examples
    --------
    >>> effective_draws([0.5, 0.0], [0.005, 0.0], n_draws=1_600, replicates=16).round().tolist()
    [10000.0, 1600.0]
    """
    p, se = np.asarray(share, dtype=np.float64), np.asarray(error, dtype=np.float64)
    quantile = error_quantile(replicates)
    least = quantile * replicates / ((replicates + quantile**2) * n_draws)
    variance = np.maximum(p * (1.0 - p), 0.0)
    found = np.divide(variance, se**2, out=np.full_like(p, np.inf), where=se != 0.0)
    return np.minimum(found, np.maximum(variance / least**2, n_draws))


def wilson(share: ArrayLike, n_draws: int | Array, quantile: float = Z) -> tuple[Array, Array]:
    """Wilson's 95 % interval for a share.

    Parameters
    ----------
    share : array_like of float
        Observed shares.
    n_draws : int or ndarray of float
        Draws they were observed in; `effective_draws` where these are not independent.
    quantile : float
        As `error_quantile` returns it.

    Returns
    -------
    tuple of ndarray
        Lower and upper ends, of the shape of `share`.

    References
    ----------
    Wilson (1927), JASA 22:209-212: (p + z^2/2n -+ z sqrt(p(1 - p)/n + z^2/4n^2)) / (1 + z^2/n). Where ties
    are split between strategies, p(1 - p) exceeds the variance of a draw's part, so the interval is on the
    wide side.

    Examples
    --------
    >>> lower, upper = wilson(0.5, 100)
    >>> round(float(lower), 4), round(float(upper), 4)
    (0.4038, 0.5962)
    """
    p, z = np.asarray(share, dtype=np.float64), quantile
    spread = z * np.sqrt(np.maximum(p * (1.0 - p), 0.0) / n_draws + z**2 / (4.0 * n_draws**2))
    centre = p + z**2 / (2.0 * n_draws)
    scale = 1.0 + z**2 / n_draws
    # Rounding must not push the interval off the share itself.
    return np.clip((centre - spread) / scale, 0.0, p), np.clip((centre + spread) / scale, p, 1.0)


def ratio_standard_error(numerator: Any, denominator: Any, variances: tuple[Any, Any, Any]) -> Any:
    """Standard error of a ratio of two means by the delta method.

    Parameters
    ----------
    numerator, denominator : ndarray
        The means.
    variances : tuple of ndarray
        Variance of the mean of the numerator, of the denominator, and their covariance.

    Returns
    -------
    ndarray
        sqrt(V_n - 2 R V_nd + R^2 V_d) / |denominator| with R the ratio.
    """
    of_numerator, of_denominator, together = variances
    ratio = numerator / denominator
    squared = of_numerator - 2.0 * ratio * together + ratio**2 * of_denominator
    return np.sqrt(np.maximum(squared, 0.0)) / abs(denominator)


def fieller(
    numerator: Any, denominator: Any, variances: tuple[Any, Any, Any], quantile: float = Z
) -> tuple[Any, Any]:
    """Fieller's 95 % interval for a ratio of two means; NaN where it is no interval.

    Parameters
    ----------
    numerator, denominator : ndarray
        The means.
    variances : tuple of ndarray
        Variance of the mean of the numerator, of the denominator, and their covariance.
    quantile : float
        As `error_quantile` returns it.

    Returns
    -------
    tuple of ndarray
        Lower and upper ends: the roots R of (n - R d)^2 = z^2 (V_n - 2 R V_nd + R^2 V_d). They bound an
        interval only where the denominator differs from 0 at the 5 % level.

    References
    ----------
    Fieller (1954), Journal of the Royal Statistical Society B 16:175-185.

    Examples
    --------
    >>> lower, upper = fieller(np.array(100.0), np.array(2.0), (np.array(25.0), np.array(0.0), np.array(0.0)))
    >>> round(float(lower), 3), round(float(upper), 3)
    (45.1, 54.9)
    """
    of_numerator, of_denominator, together = variances
    a = denominator**2 - quantile**2 * of_denominator
    b = numerator * denominator - quantile**2 * together
    c = numerator**2 - quantile**2 * of_numerator
    with np.errstate(divide="ignore", invalid="ignore"):
        root = np.sqrt(np.maximum(b**2 - a * c, 0.0))
        bounded = a > 0.0
        return np.where(bounded, (b - root) / a, np.nan), np.where(bounded, (b + root) / a, np.nan)
