"""Which strategies are dominated, and which lie on the cost-effectiveness frontier; on plain arrays."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

NON_DOMINATED, EXTENDED_DOMINATED, DOMINATED = "ND", "ED", "D"
NOTHING_BEFORE = -1
ROUNDING = 64 * float(np.finfo(float).eps)


def frontier(cost: Array, effect: Array) -> tuple[NDArray[np.str_], NDArray[np.intp], NDArray[np.intp]]:
    """Status of every strategy, the one before it on the frontier, and the order of the printed table.

    Parameters
    ----------
    cost, effect : ndarray, shape (k,)
        Means.

    Returns
    -------
    status : ndarray of str, shape (k,)
        `ND` on the frontier; `D` another costs no more and does no less; `ED` a mixture of two others does.
    before : ndarray of int, shape (k,)
        The strategy before it on the frontier; -1 for the first and for those not on it.
    order : ndarray of int, shape (k,)
        ND by cost, then ED, then D.

    References
    ----------
    Johannesson and Weinstein (1993), Journal of Health Economics 12:459-467.

    Examples
    --------
    >>> frontier(np.array([0.0, 10.0, 15.0, 30.0]), np.array([0.0, 1.0, 0.5, 1.5]))[0].tolist()
    ['ND', 'ND', 'D', 'ND']
    """
    cost, effect = _without_rounding(cost), _without_rounding(effect)
    by_cost = np.lexsort((np.arange(cost.size), -effect, cost))
    status = np.full(cost.size, DOMINATED, dtype="U2")
    kept: list[int] = []
    for strategy in by_cost.tolist():
        if kept and effect[strategy] <= effect[kept[-1]]:
            continue
        kept.append(strategy)
    status[kept] = EXTENDED_DOMINATED
    corners = _corners(cost, effect, kept)
    status[corners] = NON_DOMINATED
    before = np.full(cost.size, NOTHING_BEFORE, dtype=np.intp)
    before[corners[1:]] = corners[:-1]
    order = [
        at for kind in (NON_DOMINATED, EXTENDED_DOMINATED, DOMINATED) for at in by_cost if status[at] == kind
    ]
    return status, before, np.array(order)


def _without_rounding(means: Array) -> Array:
    """Give means that differ by no more than the rounding of a mean one value, that of the first.

    Strategies whose draws have the same sum may have means that differ in the last digits, from which an ICER
    of 1e17 would follow.
    """
    margin = ROUNDING * np.abs(means).max()
    alike: Array = means.copy()
    for position in range(means.size):
        same = np.abs(means[:position] - means[position]) <= margin
        if same.any():
            alike[position] = alike[int(np.argmax(same))]
    return alike


def _corners(cost: Array, effect: Array, kept: list[int]) -> list[int]:
    """Those of increasing cost and effect whose ICERs never fall from one to the next."""
    corners: list[int] = []
    for strategy in kept:
        while len(corners) > 1 and _icer(cost, effect, corners[-2:]) > _icer(
            cost, effect, [corners[-1], strategy]
        ):
            corners.pop()
        corners.append(strategy)
    return corners


def _icer(cost: Array, effect: Array, pair: list[int]) -> float:
    return float((cost[pair[1]] - cost[pair[0]]) / (effect[pair[1]] - effect[pair[0]]))
