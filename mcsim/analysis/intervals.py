"""Intervals for shares and for ratios of means."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

Z = 1.959963984540054
"""The 97.5 % point of the standard normal distribution."""


def wilson(share: ArrayLike, n_draws: int) -> tuple[Array, Array]:
    """Wilson's 95 % interval for a share.

    Parameters
    ----------
    share : array_like of float
        Observed shares.
    n_draws : int
        Draws they were observed in.

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
    p = np.asarray(share, dtype=np.float64)
    spread = Z * np.sqrt(np.maximum(p * (1.0 - p), 0.0) / n_draws + Z**2 / (4.0 * n_draws**2))
    centre = p + Z**2 / (2.0 * n_draws)
    scale = 1.0 + Z**2 / n_draws
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


def fieller(numerator: Any, denominator: Any, variances: tuple[Any, Any, Any]) -> tuple[Any, Any]:
    """Fieller's 95 % interval for a ratio of two means; NaN where it is no interval.

    Parameters
    ----------
    numerator, denominator : ndarray
        The means.
    variances : tuple of ndarray
        Variance of the mean of the numerator, of the denominator, and their covariance.

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
    a = denominator**2 - Z**2 * of_denominator
    b = numerator * denominator - Z**2 * together
    c = numerator**2 - Z**2 * of_numerator
    with np.errstate(divide="ignore", invalid="ignore"):
        root = np.sqrt(np.maximum(b**2 - a * c, 0.0))
        bounded = a > 0.0
        return np.where(bounded, (b - root) / a, np.nan), np.where(bounded, (b + root) / a, np.nan)
