"""Probability of a standard normal between two points, without differences of cumulative probabilities.

Mills' ratio is R(p) = (1 - Phi(p)) / phi(p). All is relative to the normal density at the nearer point, so
that nothing underflows however far out in a tail.
"""

import numpy as np
from scipy.special import erfcx

from distributions.read import Array, Number

# Gauss-Legendre on 10 points: over stretches this short exact to the last digits.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(10)
_SHORT = 1.0


def mills(p: Number) -> Array:
    """Mills' ratio of the standard normal at `p`, any real number.

    Examples
    --------
    >>> round(float(mills(0.0)), 12)
    1.253314137316
    """
    return np.asarray(np.sqrt(0.5 * np.pi) * erfcx(np.asarray(p) * np.sqrt(0.5)))


def mills_drop(p: Array, length: Array) -> Array:
    """Drop of Mills' ratio, R(p) - R(p + length), for `length` of at least 0.

    Over a short stretch it is the integral of -R'(t) = 1 - t R(t).

    Examples
    --------
    >>> round(float(mills_drop(np.array(0.0), np.array(1e-20))) * 1e20, 12)
    1.0
    """
    short = length < _SHORT
    stretch = np.where(short, length, 0.0)
    integral = np.zeros(np.broadcast(p, length).shape)
    for node, weight in zip(0.5 * (_NODES + 1.0), 0.5 * _WEIGHTS, strict=True):
        t = p + node * stretch
        integral += weight * (1.0 - t * mills(t))
    return np.where(short, length * integral, mills(p) - mills(p + length))


def stretch(p: Number, length: Number) -> Array:
    """Probability between `p` >= 0 and `p + length`, divided by the density at `p`.

    Parameters
    ----------
    p, length : ndarray of shape (n,) or float
        At least 0; `length` may be infinite.

    Returns
    -------
    ndarray

    Examples
    --------
    >>> round(float(stretch(8.0, 1e-20)) * 1e20, 12), bool(stretch(8.0, np.inf) == mills(8.0))
    (1.0, True)
    """
    p, length = np.broadcast_arrays(np.asarray(p, dtype=np.float64), length)
    fall = length * (p + 0.5 * length)
    short = fall < _SHORT
    near = np.where(short, length, 0.0)
    integral = np.zeros(p.shape)
    for node, weight in zip(0.5 * (_NODES + 1.0), 0.5 * _WEIGHTS, strict=True):
        step = node * near
        integral += weight * np.exp(-step * (p + 0.5 * step))
    return np.where(short, near * integral, mills(p) - np.exp(-fall) * mills(p + length))
