"""How an effect builds up while there is support, and how what fades does so."""

import numpy as np

from mcsim.models.contract import amount
from mcsim.models.coproduction.mechanism import COURSE, Mechanism
from mcsim.protocols import Array

BUILD_UP = Mechanism(
    "build_up",
    "savings come late: an effect needs time to build up",
    COURSE,
    {"build_up_years": (amount("years"), 0.0)},
)


def fading(decay_years: Array, years: int) -> Array:
    """Mean of exp(-a / tau) over each year of a person's own clock.

    ``tau * (exp(-a / tau) - exp(-(a + 1) / tau))`` for the years a = 0, 1, 2 ... since the person joined; it
    is 0 throughout where tau is 0.

    Parameters
    ----------
    decay_years : ndarray, shape (n,)
        The time constant tau.
    years : int

    Returns
    -------
    ndarray, shape (years, n)

    Examples
    --------
    >>> import numpy as np
    >>> fading(np.array([1.0, 0.0]), years=2).round(4).tolist()
    [[0.6321, 0.0], [0.2325, 0.0]]
    """
    tau = np.maximum(decay_years, np.finfo(np.float64).tiny)
    factor = np.exp(-1.0 / tau)
    edges = np.empty((years + 1, tau.size))
    edges[0] = tau
    for year in range(years):
        edges[year + 1] = edges[year] * factor
    faded: Array = edges[:-1] - edges[1:]
    return faded
