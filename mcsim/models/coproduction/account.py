"""The account of a programme by item and year, and the perspectives as masks on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcsim.models.coproduction.time import present_value
from mcsim.protocols import Array

PROGRAMME = "programme"
CARE = "care"
EXTRA_CARE = "extra_care"
TIME = "time"
PRIVATE = "private"

# Which kinds of cost each perspective counts. To the exchequer, care avoided frees cash as a share of its
# value only, while extra care is paid in full.
COUNTED: dict[str, tuple[str, ...]] = {
    "health_and_social_care": (PROGRAMME, CARE, EXTRA_CARE),
    "public_sector": (PROGRAMME, CARE, EXTRA_CARE),
    "societal": (PROGRAMME, CARE, EXTRA_CARE, TIME, PRIVATE),
}
COUNTS_HEALTH = ("health_and_social_care", "societal")
COUNTS_CASH_ONLY = ("public_sector",)


@dataclass(frozen=True)
class Account:
    """Increments over usual care, each item of shape (n, years), undiscounted, for the whole programme.

    Attributes
    ----------
    costs : dict of item to (kind, ndarray)
        Money; negative is a saving.
    qalys : dict of item to ndarray
        QALYs gained.
    """

    costs: Mapping[str, tuple[str, Array]]
    qalys: Mapping[str, Array]


def incremental_cost(account: Account, perspective: str, cashability: Array, rate: float) -> Array:
    """Discounted incremental cost of the programme under one perspective, shape (n,).

    Examples
    --------
    >>> import numpy as np
    >>> account = Account({"wages": (PROGRAMME, np.array([[10.0]])), "beds": (CARE, np.array([[-8.0]]))}, {})
    >>> [float(incremental_cost(account, view, np.array([0.25]), 0.0)[0])
    ...  for view in ("health_and_social_care", "public_sector")]
    [2.0, 8.0]
    """
    total = 0.0 * cashability
    for kind, per_year in account.costs.values():
        if kind in COUNTED[perspective]:
            value = present_value(per_year, rate)
            total += value * cashability if kind == CARE and perspective in COUNTS_CASH_ONLY else value
    return total


def incremental_effect(account: Account, perspective: str, like: Array, rate: float) -> Array:
    """Discounted QALYs gained under one perspective, shape (n,); zero where it counts no health."""
    total = 0.0 * like
    if perspective in COUNTS_HEALTH:
        for per_year in account.qalys.values():
            total += present_value(per_year, rate)
    return total
