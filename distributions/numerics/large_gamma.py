"""Gamma with a large shape, where it is a normal with small corrections.

The series behind `scipy.special.gammainc` and `gammaincinv` stops after 2,000 terms. More than 4.5 standard
deviations below the mean that is too few for large shapes: at shape 1e7 and u = 1e-6 the probability of the
value returned is 4 % off. The corrections are good to 3e-12 of min(u, 1 - u) at the smallest shape and 7.5
standard deviations from the mean.
"""

import numpy as np

from distributions.read import Array, Number

LARGE_SHAPE = 2e5
_FARTHEST = 40.0  # standard deviations; the normal distribution underflows at 38.6
_NEWTON_STEPS = 4


def value_at(shape: Number, z: Array) -> Array:
    """Value of a gamma of scale 1 where a standard normal has `z`.

    Cornish-Fisher expansion to the order shape^(-3/2): Cornish and Fisher (1938), Review of the International
    Statistical Institute 5: 307-320; Abramowitz and Stegun (1964), 26.2.49, with the cumulants (k - 1)! shape
    of a gamma.

    Parameters
    ----------
    shape : float
        At least `LARGE_SHAPE`.
    z : ndarray
        Quantiles of the standard normal.

    Returns
    -------
    ndarray
        Shape as `z`.

    Examples
    --------
    >>> value_at(1e6, np.array([0.0])).round(6).tolist()
    [999999.666667]
    """
    root, square = np.sqrt(shape), z * z
    first = (square - 1.0) / 3.0
    second = z * (square - 7.0) / 36.0
    third = -((3.0 * square + 7.0) * square - 16.0) / 810.0
    fourth = z * ((9.0 * square + 256.0) * square - 433.0) / 38880.0
    return np.asarray(shape + root * z + first + (second + (third + fourth / root) / root) / root)


def normal_at(shape: Number, value: Array) -> Array:
    """Quantile of the standard normal where a gamma of scale 1 has `value`: the inverse of `value_at`.

    Examples
    --------
    >>> normal_at(1e6, value_at(1e6, np.array([-7.0, 0.0, 7.0]))).round(9).tolist()
    [-7.0, 0.0, 7.0]
    """
    root = np.sqrt(shape)
    z = np.clip((value - shape) / root, -_FARTHEST, _FARTHEST)
    for _ in range(_NEWTON_STEPS):
        # The slope of the two leading terms is close enough: each step gains two digits or more.
        z = np.clip(z - (value_at(shape, z) - value) / (root + z * (2.0 / 3.0)), -_FARTHEST, _FARTHEST)
    return z
