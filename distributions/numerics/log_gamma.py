"""Ratios of gamma functions, without the digits that differences of their logarithms lose."""

import numpy as np
from scipy.special import gamma, gammaln, zeta

from distributions.read import Array, Number

_SMALL = 0.02
_ORDERS = range(2, 12)
STIRLING_FROM = 20.0


def gamma_at_one_plus(step: Number) -> Number:
    """Gamma(1 + step).

    Examples
    --------
    >>> round(float(gamma_at_one_plus(0.5)), 12)
    0.886226925453
    """
    value: Number = gamma(1.0 + np.asarray(step))[()]
    return value


def log_rise(shape: Number, step: Number) -> Number:
    """Ln Gamma(shape + step) - ln Gamma(shape).

    For a large shape by Stirling's series (Abramowitz and Stegun, 1964, 6.1.41), term by term.

    Examples
    --------
    >>> abs(float(log_rise(1e9, 1.0) - np.log(1e9))) < 1e-14
    True
    """
    shape, step = np.asarray(shape), np.asarray(step)
    direct = gammaln(shape + step) - gammaln(shape)
    large = np.maximum(shape, STIRLING_FROM)
    beyond = large + step
    leading = (large - 0.5) * np.log1p(step / large) - step + step * np.log(beyond)
    return np.where(shape < STIRLING_FROM, direct, leading + stirling(beyond) - stirling(large))[()]


def stirling(z: Array) -> Array:
    """What ln Gamma(z) is more than (z - 1/2) ln z - z + ln(2 pi) / 2, for z of at least `STIRLING_FROM`.

    Abramowitz and Stegun (1964), 6.1.41.
    """
    square = 1.0 / (z * z)
    return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / z


def log_spread(shape: Number, step: Number) -> Number:
    """Ln of Gamma(shape + 2 step) Gamma(shape) / Gamma(shape + step)^2.

    For a step that is small beside the shape by the Taylor series of ln Gamma at the shape, whose
    coefficients are (-1)^k zeta(k, shape) / k: Abramowitz and Stegun (1964), 6.4.10.

    Examples
    --------
    >>> round(float(log_spread(1.0, 1e-6)) * 1e12, 5)
    1.64493
    """
    shape, step = np.asarray(shape), np.asarray(step)
    with np.errstate(all="ignore"):
        # zeta(k, shape) is shape^-k + zeta(k, shape + 1), and overflows alone for the smallest shapes.
        powers = [(k, (step / shape) ** k + zeta(k, shape + 1.0) * step**k) for k in _ORDERS]
        series = sum((-1) ** k / k * (2.0**k - 2.0) * power for k, power in powers)
        direct = log_rise(shape + step, step) - log_rise(shape, step)
    return np.where(step < _SMALL * shape, series, direct)[()]
