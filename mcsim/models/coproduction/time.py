"""Two clocks: the programme's years, and each person's years since joining; and discounting.

Arrays by year have the years along their first axis and the draws along their last, (years, n), so that an
input of shape (n,) multiplies them as it stands.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcsim.protocols import Array


@dataclass(frozen=True)
class Clock:
    """The years that an evaluation counts.

    Attributes
    ----------
    years : int
        Horizon: programme years t = 0 ... years - 1.
    recruiting_years : int
        Years in which people join.
    support_years : int
        Years that each person is supported from joining on; the programme runs until the last is.

    Examples
    --------
    >>> Clock(years=3, recruiting_years=9, support_years=1).recruiting_years
    3
    """

    years: int
    recruiting_years: int = 1
    support_years: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "recruiting_years", min(self.recruiting_years, self.years))

    @property
    def running(self) -> Array:
        """1 in the years that the programme runs, to the end of the last support, shape (years, 1)."""
        return self._first(self.recruiting_years + self.support_years - 1)

    @property
    def cohorts_at_once(self) -> int:
        """Most cohorts that are supported in one year."""
        return min(self.recruiting_years, self.support_years)

    @property
    def first_year(self) -> Array:
        """1 in the first year, shape (years, 1)."""
        return self._first(1)

    @property
    def supported(self) -> Array:
        """1 in the years in which a person is supported, on the person's clock, shape (years, 1)."""
        return self._first(self.support_years)

    def cohorts(self, per_person: Array) -> Array:
        """Totals by programme year of what happens to people by their own year, one person joining a year."""
        return over_cohorts(per_person, self.recruiting_years)

    def _first(self, years: int) -> Array:
        return (np.arange(self.years) < years).astype(np.float64)[:, np.newaxis]


def over_cohorts(per_person: Array, recruiting_years: int) -> Array:
    """Totals by programme year of what happens to people by their own year, one person joining each year.

    Everything that happens to a person runs on the person's clock and is summed over the cohorts that have
    joined: ``y_t = sum over c <= t of x_(t - c)``.

    Parameters
    ----------
    per_person : ndarray, shape (years, n)
        By year since joining.
    recruiting_years : int
        Years in which people join.

    Returns
    -------
    ndarray, shape (years, n)
        By programme year.

    Examples
    --------
    >>> import numpy as np
    >>> over_cohorts(np.array([[1.0], [0.5], [0.25]]), recruiting_years=2).ravel().tolist()
    [1.0, 1.5, 0.75]
    """
    # Year by year: numpy's cumsum along the first axis strides through memory and is eight times slower.
    total = per_person.copy()
    for year in range(1, len(total)):
        total[year] += total[year - 1]
    for year in range(len(total) - 1, recruiting_years - 1, -1):
        total[year] -= total[year - recruiting_years]
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

    Parameters
    ----------
    per_year : ndarray, shape (years, n)
    rate : float
        Per year.

    Returns
    -------
    ndarray, shape (n,)

    Examples
    --------
    >>> import numpy as np
    >>> present_value(np.array([[100.0], [125.0]]), rate=0.25).tolist()
    [200.0]
    """
    # Summed year by year: a matrix product would take another order on another machine's library.
    total = np.zeros(per_year.shape[1])
    for factor, one_year in zip(discount_factors(rate, per_year.shape[0]), per_year, strict=True):
        total += factor * one_year
    return total
