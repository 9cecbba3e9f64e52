"""Volunteers: the hours that they give, what they gain themselves, and hours exchanged in a time bank."""

from mcsim.models.contract import amount, number, share
from mcsim.models.coproduction.mechanism import COSTS, OUTCOMES, Mechanism
from mcsim.protocols import Array

UNPAID_TIME = Mechanism(
    "unpaid_time",
    "unpaid hours are not free to those who give them",
    COSTS,
    {"volunteer_hour_value": (amount("GBP per hour"), 0.0)},
    needs=("delivery",),
)
UNPAID_HOURS = Mechanism(
    "unpaid_hours",
    "the same where what delivery costs is published as one figure, and hours are known per recipient",
    COSTS,
    {
        "unpaid_hours_per_recipient": (amount("hours per recipient"), 0.0),
        "volunteer_hour_value": (amount("GBP per hour"), 0.0),
    },
)
VOLUNTEER_WELLBEING = Mechanism(
    "volunteer_wellbeing",
    "those who give support gain from giving it",
    OUTCOMES,
    {
        "volunteer_wellby": (number("points per volunteer per year"), 0.0),
        "wtp_wellby": (amount("GBP per WELLBY"), 0.0),
    },
    needs=("unpaid_time",),
)
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


def volunteer_wellbeing(peers: Array, paid_share: Array, points: Array, value: Array) -> Array:
    """Yearly value of what unpaid peers gain in life satisfaction.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(volunteer_wellbeing(a(10), a(0.5), a(0.1), a(13_000))[0])
    6500.0
    """
    return peers * (1.0 - paid_share) * points * value


def hours_exchanged(active_share: Array, hours_per_active_member: Array) -> Array:
    """Hours given, and received, per member and year: ``H = active share * hours per active member``.

    Examples
    --------
    >>> import numpy as np
    >>> float(hours_exchanged(np.array([0.5]), np.array([30.0]))[0])
    15.0
    """
    return active_share * hours_per_active_member
