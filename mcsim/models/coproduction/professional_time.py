"""Professionals' time to work with peers, which falls as they learn."""

import numpy as np

from mcsim.protocols import Array


def professional_hours(
    recipients: Array, first_year: Array, floor_share: Array, learning_rate: Array, years: int
) -> Array:
    """Professional hours per recipient in each year of the programme.

    ``h_t = h_inf + (h_1 - h_inf) * (n_cum,t / n_0) ** -b``, with h_inf a share of h_1, n_cum,t the recipients
    up to and including year t, and n_0 those of the first year. With the same number each year the ratio is
    t + 1.

    Parameters
    ----------
    recipients : ndarray, shape (n,)
        Recipients per year, the same in every year.
    first_year : ndarray
        Hours per recipient in the first year.
    floor_share : ndarray
        Share of them that remains however much is learned.
    learning_rate : ndarray
        The exponent b.

    Returns
    -------
    ndarray, shape (n, years)
        Hours per recipient; no recipients, no hours.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> professional_hours(a(100), a(3), a(0.5), a(1), years=3).tolist()
    [[3.0, 2.25, 2.0]]
    """
    floor = (first_year * floor_share)[:, np.newaxis]
    cumulated = np.arange(1.0, years + 1.0)
    learned = cumulated ** -learning_rate[:, np.newaxis]
    hours: Array = floor + (first_year[:, np.newaxis] - floor) * learned
    return hours * (recipients > 0)[:, np.newaxis]
