"""Professionals' time to work with peers, which falls as they learn."""

import numpy as np

from mcsim.models.contract import amount, share
from mcsim.models.coproduction.mechanism import COSTS, Mechanism
from mcsim.protocols import Array

PROFESSIONAL_TIME = Mechanism(
    "professional_time",
    "professionals take time to work with peers, less as they learn",
    COSTS,
    {
        "professional_hours": (amount("hours per recipient"), 0.0),
        "professional_hours_floor": (share(), 0.0),
        "learning_rate": (amount("1"), 0.0),
        "supervisor_hourly_cost": (amount("GBP per hour"), 0.0),
    },
)


def professional_hours(first_year: Array, floor_share: Array, learning_rate: Array, years: int) -> Array:
    """Professional hours per recipient in each year of the programme.

    ``h_t = h_inf + (h_1 - h_inf) * (n_cum,t / n_0) ** -b``, with h_inf a share of h_1, n_cum,t the recipients
    up to and including year t, and n_0 those of the first year. With the same number each year the ratio is
    t + 1.

    Parameters
    ----------
    first_year : ndarray, shape (n,)
        Hours per recipient in the first year.
    floor_share : ndarray, shape (n,)
        Share of them that remains however much is learned.
    learning_rate : ndarray, shape (n,)
        The exponent b.
    years : int

    Returns
    -------
    ndarray, shape (years, n)

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> professional_hours(a(3), a(0.5), a(1), years=3).ravel().tolist()
    [3.0, 2.25, 2.0]
    """
    floor = first_year * floor_share
    logarithms = np.log(np.arange(1.0, years + 1.0))[:, np.newaxis]
    hours: Array = floor + (first_year - floor) * np.exp(-learning_rate * logarithms)
    return hours
