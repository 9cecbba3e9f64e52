"""Quantiles of the upper tail for families that say their quantile function from below only."""

from collections.abc import Callable

import numpy as np

from distributions.read import Array

_STEPS = 12


def correct_upper(
    survival: Callable[[Array], Array], density: Callable[[Array], Array], x: Array, v: Array
) -> Array:
    """Move values of a continuous distribution to where the probability above them is `v`.

    Newton's method on the logarithm of the probability above, which is nearly straight in a tail.

    Parameters
    ----------
    survival, density : functions
        Of the distribution.
    x : ndarray
        Values near those looked for, such as the quantiles at 1 - v.
    v : ndarray
        Probabilities above; shape as `x`.

    Returns
    -------
    ndarray
        Shape as `x`.

    Examples
    --------
    >>> def exponential(x):
    ...     return np.exp(-x)
    >>> correct_upper(exponential, exponential, np.array([36.7]), np.array([1e-20])).round(6).tolist()
    [46.051702]
    """
    for _ in range(_STEPS):
        above = survival(x)
        with np.errstate(all="ignore"):
            step = np.log(above / v) * above / density(x)
        # No step in the lower half, where 1 - v is exact, nor where a density of 0 or infinity leads nowhere.
        x = np.where((v < 0.5) & np.isfinite(step), x + step, x)
    return x
