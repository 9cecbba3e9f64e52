"""Which bars a waterfall has: losses first, then gains, the small ones gathered, their sum at the end."""

from dataclasses import dataclass

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from mcsim.names import ITEM, STRATEGY

Array = NDArray[np.float64]

MOST_ITEMS = 10
"""Items that have a bar of their own, where there are at least two more."""
TOTAL = "net benefit"


@dataclass(frozen=True)
class Bars:
    """Bars of one strategy, from top to bottom, the sum last.

    Attributes
    ----------
    labels : tuple of str
    values, errors : ndarray of shape (bar,)
        What each adds, and its Monte Carlo standard error, NaN where it is not known.
    at_most : ndarray of bool, shape (bar,)
        Whether the error is an upper bound.
    """

    labels: tuple[str, ...]
    values: Array
    errors: Array
    at_most: NDArray[np.bool_]

    @property
    def starts(self) -> Array:
        """Where each begins: where the one before it ended, the sum at zero."""
        return np.append(np.cumsum(np.append(0.0, self.values[:-1]))[:-1], 0.0)


def bars(contributions: xr.Dataset) -> list[Bars]:
    """Bars of each strategy, of the same items in the same order.

    Parameters
    ----------
    contributions : Dataset
        The measure of this name for one perspective and willingness to pay.
    """
    by_item = contributions.transpose(STRATEGY, ITEM)
    values = np.nan_to_num(by_item["contribution"].values)
    errors = by_item["contribution_se"].values
    own, rest = _order(values, errors)
    names = by_item[ITEM].values
    labels = (*(str(name) for name in names[own]), *([f"{rest.size} others"] if rest.size else []), TOTAL)
    at_most = np.array([label == f"{rest.size} others" for label in labels])
    sums, sum_errors = by_item["inmb"].values, by_item["inmb_se"].values

    def with_rest(of_items: Array) -> Array:
        return np.append(of_items[own], of_items[rest].sum() if rest.size else [])

    return [
        Bars(
            labels,
            np.append(with_rest(values[at]), sums[at]),
            np.append(with_rest(errors[at]), sum_errors[at]),
            at_most,
        )
        for at in range(len(values))
    ]


def _order(values: Array, errors: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Positions of the items that have a bar, in order, and of those that are gathered."""
    something = np.flatnonzero(((values != 0.0) | (errors > 0.0)).any(axis=0))
    size = np.abs(values).max(axis=0, initial=0.0)
    by_size = something[np.argsort(-size[something], kind="stable")]
    n_own = len(by_size) if len(by_size) <= MOST_ITEMS + 1 else MOST_ITEMS
    is_gain = values[:, by_size[:n_own]].sum(axis=0) >= 0.0
    return by_size[:n_own][np.argsort(is_gain, kind="stable")], by_size[n_own:]
