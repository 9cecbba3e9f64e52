"""What those who give support gain themselves."""

from mcsim.models.contract import amount, number
from mcsim.models.coproduction.mechanism import OUTCOMES, Mechanism
from mcsim.protocols import Array

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
