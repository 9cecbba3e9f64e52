"""Hours given and received in a time bank."""

from mcsim.models.contract import amount, share
from mcsim.models.coproduction.mechanism import OUTCOMES, Mechanism
from mcsim.protocols import Array

TIME_EXCHANGE = Mechanism(
    "time_exchange",
    "members of a time bank give hours and receive hours",
    OUTCOMES,
    {
        "active_share": (share(), 0.0),
        "hours_per_active_member": (amount("hours per year"), 0.0),
        "hour_received_value": (amount("GBP per hour"), 0.0),
        "volunteer_hour_value": (amount("GBP per hour"), 0.0),
    },
)


def hours_exchanged(active_share: Array, hours_per_active_member: Array) -> Array:
    """Hours given, and received, per member and year: ``H = active share * hours per active member``.

    Examples
    --------
    >>> import numpy as np
    >>> float(hours_exchanged(np.array([0.5]), np.array([30.0]))[0])
    15.0
    """
    return active_share * hours_per_active_member
