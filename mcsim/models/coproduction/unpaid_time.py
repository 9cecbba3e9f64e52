"""Hours that people in post give unpaid, and what they are worth to them."""

from mcsim.models.contract import amount
from mcsim.models.coproduction.mechanism import COSTS, Mechanism
from mcsim.protocols import Array

UNPAID_TIME = Mechanism(
    "unpaid_time",
    "unpaid hours are not free to those who give them",
    COSTS,
    {"volunteer_hour_value": (amount("GBP per hour"), 0.0)},
    needs=("delivery",),
)


def unpaid_time(peers: Array, hours_per_peer: Array, paid_share: Array, hour_value: Array) -> Array:
    """Yearly opportunity cost of the hours that peers give unpaid; counts in the societal account only.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(unpaid_time(a(2), a(100), a(0.25), a(6))[0])
    900.0
    """
    return peers * hours_per_peer * (1.0 - paid_share) * hour_value
