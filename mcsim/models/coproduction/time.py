"""Two clocks: the programme's years, and each person's years since joining; and discounting."""

import numpy as np
from numpy.typing import NDArray

from mcsim.protocols import Array


def over_cohorts(per_person: Array, recruiting_years: int) -> Array:
    """Totals by programme year of what happens to people by their own year, one person joining each year.

    Everything that happens to a person runs on the person's clock and is summed over the cohorts that have
    joined: ``y_t = sum over c <= t of x_(t - c)``.

    Parameters
    ----------
    per_person : ndarray, shape (n, years)
        By year since joining.
    recruiting_years : int
        Years in which people join.

    Returns
    -------
    ndarray, shape (n, years)
        By programme year.

    Examples
    --------
    >>> import numpy as np
    >>> over_cohorts(np.array([[1.0, 0.5, 0.25]]), recruiting_years=2).tolist()
    [[1.0, 1.5, 0.75]]
    """
    total = np.zeros_like(per_person)
    years = per_person.shape[1]
    for joined in range(min(recruiting_years, years)):
        total[:, joined:] += per_person[:, : years - joined]
    return total


def discount_factors(rate: float, years: int) -> NDArray[np.float64]:
    """Factor of each year, ``(1 + rate) ** -t``; the first year is not discounted.

    Examples
    --------
    >>> discount_factors(0.25, years=3).tolist()
    [1.0, 0.8, 0.64]
    """
    return (1.0 + rate) ** -np.arange(float(years))


def present_value(per_year: Array, rate: float) -> Array:
    """Discounted sum over the years.

    Examples
    --------
    >>> import numpy as np
    >>> present_value(np.array([[100.0, 125.0]]), rate=0.25).tolist()
    [200.0]
    """
    # Summed year by year: a matrix product would take another order on another machine's library.
    total = np.zeros(per_year.shape[0])
    for year, factor in enumerate(discount_factors(rate, per_year.shape[1])):
        total += factor * per_year[:, year]
    return total
