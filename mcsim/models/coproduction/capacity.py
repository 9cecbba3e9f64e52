"""Capacity: for how many people the peers and volunteers in post have time."""

import numpy as np

from mcsim.models.contract import amount
from mcsim.models.coproduction.mechanism import COURSE, Mechanism
from mcsim.protocols import Array

CAPACITY = Mechanism(
    "capacity",
    "peers and volunteers have time for so many people only",
    COURSE,
    {"hours_per_recipient": (amount("hours per recipient"), 0.0)},
    needs=("delivery",),
)


def capacity(offered: Array, peers: Array, hours_per_peer: Array, hours_per_recipient: Array) -> Array:
    """People for whom the peers in post have time, per person offered support in a year.

    ``K * h / (hours per recipient * offered)``; without bound where a recipient takes no hours.
    Administrative time is part of the hours per recipient, so it is not taken off again.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(capacity(a(300), a(2), a(750), a(20))[0])
    0.25
    """
    hours, needed = np.broadcast_arrays(peers * hours_per_peer, hours_per_recipient * offered)
    unbounded = np.full(needed.shape, np.inf)
    return np.asarray(np.divide(hours, needed, out=unbounded, where=needed > 0.0))
