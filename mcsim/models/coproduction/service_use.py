"""The short-term rise in service use among people who come to know the services better, and its fading."""

import numpy as np

from mcsim.protocols import Array


def fading(decay_years: Array, years: int) -> Array:
    """Mean of exp(-a / tau) over each year of a person's own clock.

    ``tau * (exp(-a / tau) - exp(-(a + 1) / tau))`` for the years a = 0, 1, 2 ... since the person joined.

    Returns
    -------
    ndarray, shape (n, years)

    Examples
    --------
    >>> import numpy as np
    >>> fading(np.array([1.0]), years=2).round(4).tolist()
    [[0.6321, 0.2325]]
    """
    tau = decay_years[:, np.newaxis]
    edges = np.exp(-np.arange(years + 1.0) / tau)
    faded: Array = tau * (edges[:, :-1] - edges[:, 1:])
    return faded


def access_rise(uplift: Array, decay_years: Array, yearly_cost: Array, years: int) -> Array:
    """Extra cost of the services that people gain access to, per recipient and year since joining.

    Parameters
    ----------
    uplift : ndarray
        Proportional rise at the start; may be negative.
    decay_years : ndarray
        Time constant of its fading.
    yearly_cost : ndarray
        What those services cost per person and year without the programme.

    Returns
    -------
    ndarray, shape (n, years)

    Examples
    --------
    >>> import numpy as np
    >>> access_rise(np.array([0.1]), np.array([1.0]), np.array([1000.0]), years=1).round(2).tolist()
    [[63.21]]
    """
    return (uplift * yearly_cost)[:, np.newaxis] * fading(decay_years, years)
