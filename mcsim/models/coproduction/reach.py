"""Reach: who is offered support, who takes it up, and for how many the peers in post have time."""

from dataclasses import dataclass

import numpy as np

from mcsim.protocols import Array


@dataclass(frozen=True)
class Reach:
    """People per year of the programme, each of shape (n,).

    Attributes
    ----------
    offered, recipients : ndarray
        People per year.
    served : ndarray
        Share of those who want support that get it, from 0 to 1.
    """

    offered: Array
    recipients: Array
    served: Array


def reach(
    offered: Array, engagement: Array, peers: Array, hours_per_peer: Array, hours_per_recipient: Array
) -> Reach:
    """People reached in one year: demand, unless the peers' hours do not suffice.

    ``recipients = min(offered * engagement, peers * hours_per_peer / hours_per_recipient)``. Administrative
    time is part of the hours per recipient, so it is not taken off the capacity again.

    Parameters
    ----------
    offered : ndarray
        People offered support per year.
    engagement : ndarray
        Share of them who engage.
    peers, hours_per_peer : ndarray
        Peers in post and the hours each works per year.
    hours_per_recipient : ndarray
        Peer hours that one recipient takes, contact, travel and notes together.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> found = reach(a(300), a(0.5), a(2), a(750), a(20))
    >>> float(found.recipients[0]), float(found.served[0])
    (75.0, 0.5)
    """
    demand = offered * engagement
    capacity = np.divide(
        peers * hours_per_peer,
        hours_per_recipient,
        out=np.full_like(demand, np.inf),
        where=hours_per_recipient > 0,
    )
    recipients = np.minimum(demand, capacity)
    served = np.divide(recipients, demand, out=np.zeros_like(demand), where=demand > 0)
    return Reach(offered, recipients, served)
