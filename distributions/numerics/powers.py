"""Powers of arrays of numbers, and whether they stay within what a float64 holds."""

import numpy as np

from distributions.error import show
from distributions.read import Array, Number

FARTHEST_LOGIT = 37.0  # of 1 - 2^-53; no design hands out a uniform nearer to 1 or 0
LARGEST_LOGARITHM = 700.0  # exp overflows at 709.8


def raised(base: Array, exponent: Number) -> Array:
    """Each element of `base` raised to `exponent`: the same bits whether that is one number or many.

    numpy takes a short cut for a lone exponent such as 1/2, which rounds in another way.

    Examples
    --------
    >>> raised(np.array([4.0, 9.0]), 0.5).tolist()
    [2.0, 3.0]
    """
    exponents = np.empty(np.broadcast(base, exponent).shape)
    exponents[...] = exponent
    return np.asarray(np.power(base, exponents))


def too_spread(
    power_name: str,
    power: Number,
    scale_name: str,
    scale: Number,
    farthest_logarithm: Number = FARTHEST_LOGIT,
) -> list[str]:
    """Rule on a family whose draws are scale times the power 1 / power of something, as a sentence.

    Parameters
    ----------
    power_name, scale_name : str
        What the configuration calls them.
    power, scale : float
        Greater than 0.
    farthest_logarithm : float, optional
        Largest logarithm, up or down, of the something; as for u / (1 - u) when left out.

    Returns
    -------
    list of str
        Empty when the rule holds.

    Examples
    --------
    >>> too_spread("shape", 0.01, "scale", 2.0)[0][:67]
    'shape: 0.01 with scale: 2 gives draws too large or too small for a '
    """
    farthest = farthest_logarithm / np.asarray(power) + np.abs(np.log(scale))
    if np.any(farthest > LARGEST_LOGARITHM):
        return [
            f"{power_name}: {show(power)} with {scale_name}: {show(scale)} gives draws too large or too "
            f"small for a computer's numbers; choose a {power_name} further from 0"
        ]
    return []
