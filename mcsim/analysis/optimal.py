"""The strategy with the highest expected net benefit."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcsim.analysis.moments import totals
from mcsim.analysis.summary import Summary
from mcsim.nmb import net_monetary_benefit


def optimal(summary: Summary) -> NDArray[np.intp]:
    """Position of the strategy with the highest expected net monetary benefit, shape (wtp, perspective).

    Equal ones are decided in favour of the comparator, then of the one that stands first.
    """
    layout = summary.layout
    others = [at for at in range(len(layout.strategies)) if at != layout.comparator]
    order = np.array([layout.comparator, *others])
    chosen = []
    for moments in summary.moments:
        mean = totals(moments)
        value: Any = net_monetary_benefit(mean.cost[:, np.newaxis], mean.effect[:, np.newaxis], layout.wtp)
        chosen.append(order[value[order].argmax(axis=0)])
    return np.stack(chosen, axis=-1)


def pick(values: NDArray[Any], strategy: NDArray[np.intp]) -> NDArray[Any]:
    """Values of one strategy for each wtp and perspective.

    Parameters
    ----------
    values : ndarray, shape (strategy, wtp, perspective)
        Any figure.
    strategy : ndarray of int, shape (wtp, perspective)
        Which strategy to take.

    Returns
    -------
    ndarray, shape (wtp, perspective)

    Examples
    --------
    >>> pick(np.array([[[1.0], [2.0]], [[3.0], [4.0]]]), np.array([[1], [0]])).ravel().tolist()
    [3.0, 2.0]
    """
    taken: NDArray[Any] = np.take_along_axis(values, strategy[np.newaxis], axis=0)[0]
    return taken


def names(summary: Summary, strategy: NDArray[np.intp]) -> NDArray[np.str_]:
    """Names of strategies given by position."""
    return np.array(summary.layout.strategies)[strategy]
