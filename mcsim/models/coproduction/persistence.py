"""How an effect runs over the years of a person: with support, and after it."""

import numpy as np

from mcsim.models.contract import share
from mcsim.models.coproduction.build_up import fading
from mcsim.models.coproduction.mechanism import COURSE, Mechanism
from mcsim.protocols import Array

PERSISTENCE = Mechanism(
    "persistence",
    "part of an effect outlasts the support",
    COURSE,
    {"effect_persistence": (share("share per year"), 0.0)},
)


def effect_path(build_up_years: Array, persistence: Array, support_years: int, years: int) -> Array:
    """Size of an effect in each year since a person joined, relative to its mean over the first year.

    While there is support, ``s_a = s_max * (1 - exp(-a / tau))``, as its mean over the year; after it,
    ``s_(a + 1) = persistence * s_a``. A trial's 12-month effect is an average over its first year already,
    ``s_max = s_trial / mean over [0, 1] of (1 - exp(-a / tau))``, so the path is 1 in that year and what was
    published is returned in it.

    Parameters
    ----------
    build_up_years : ndarray, shape (n,)
        The time constant tau; 0 is an effect that is there at once.
    persistence : ndarray, shape (n,)
        Share of the last supported year's effect that is kept in each year after it.
    support_years, years : int

    Returns
    -------
    ndarray, shape (years, n)

    Examples
    --------
    >>> import numpy as np
    >>> effect_path(np.array([0.0]), np.array([0.5]), support_years=2, years=4).ravel().tolist()
    [1.0, 1.0, 0.5, 0.25]
    """
    built = 1.0 - fading(build_up_years, min(support_years, years))
    built /= built[0].copy()
    path = np.empty((years, np.broadcast(build_up_years, persistence).size))
    path[: len(built)] = built
    for year in range(len(built), years):
        path[year] = path[year - 1] * persistence
    return path
