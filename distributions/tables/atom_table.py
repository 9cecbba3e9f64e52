"""Quantile functions of discrete families from a table of cumulative probabilities."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

import numpy as np

from distributions.family import Array, Family, Quantile

_LARGEST_TABLE = 4  # blocks of atoms; beyond it the exact inverse is used, so that memory stays bounded
_SMALLEST = 2.0**-54  # half of the smallest uniform of any design


@dataclass(frozen=True, eq=False)
class AtomTable:
    """Tabulated quantile function of one discrete distribution.

    Parameters
    ----------
    family : Family
        The distribution, discrete and with fixed parameters.
    values : ndarray of shape (atoms,)
        Its values in ascending order, but for those that no draw reaches.
    at_most, above : ndarray of shape (atoms,)
        Probability of at most, and of more than, each value.

    Examples
    --------
    >>> from distributions.poisson import Poisson
    >>> tabulate_atoms(Poisson(rate=2.5))(np.array([0.5, 0.975])).tolist()
    [2.0, 6.0]
    """

    family: Family
    values: Array
    at_most: Array
    above: Array

    def __reduce__(self) -> tuple[Callable[[Family], Quantile], tuple[Family]]:
        """Send a worker the distribution alone, for it to build the same table."""
        return tabulate_atoms, (self.family,)

    def __call__(self, u: Array) -> Array:
        """Values at cumulative probability `u`, strictly between 0 and 1; shape as `u`."""
        below = u <= 0.5
        values = np.empty(np.shape(u))
        values[below] = self.values[np.searchsorted(self.at_most, u[below], side="left")]
        values[~below] = self.values[np.searchsorted(-self.above, u[~below] - 1.0, side="left")]
        beyond = u < _SMALLEST
        if beyond.any():
            values[beyond] = self.family.quantile(u[beyond])
        return values


def tabulate_atoms(family: Family) -> Quantile:
    """Build the table of one discrete distribution; return its exact quantile function if it is too large.

    Probabilities are added up from either end, so that both tails keep their digits.

    Parameters
    ----------
    family : Family
        Discrete, with fixed parameters.

    Returns
    -------
    function
        An `AtomTable`, or `family.quantile`.

    Examples
    --------
    >>> from distributions.poisson import Poisson
    >>> tabulate_atoms(Poisson(rate=1e6)).values.size
    16586
    """
    end = np.array([_SMALLEST])
    first, last = family.lower_quantile(end), family.upper_quantile(end)
    blocks = list(islice(family.atoms(float(first[0]), float(last[0])), _LARGEST_TABLE + 1))
    if len(blocks) > _LARGEST_TABLE:
        return family.quantile
    values = np.sort(np.concatenate(blocks))
    masses = family.density(values)
    below = family.cdf(np.nextafter(first, -np.inf))
    at_most = np.cumsum(masses) + below
    above = np.append(np.cumsum(masses[:0:-1])[::-1], 0.0) + family.survival(last)
    # A value that no u reaches for the rounding of a sum would leave the search without an answer.
    at_most[-1], above[-1] = 1.0, 0.0
    return AtomTable(family, values, at_most, above)
