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
    delivered : ndarray
        Support given as a share of what the trial gave to as many people offered it, from 0 to 1.
    """

    offered: Array
    recipients: Array
    delivered: Array


def reach(
    offered: Array,
    trial_engagement: Array,
    engagement_ratio: Array,
    peers: Array,
    hours_per_peer: Array,
    hours_per_recipient: Array,
) -> Reach:
    """People reached in one year: demand, unless the peers' hours do not suffice.

    ``recipients = min(offered * engagement, peers * hours_per_peer / hours_per_recipient)``. Administrative
    time is part of the hours per recipient, so it is not taken off the capacity again.

    An effect by intention to treat holds the engagement of its trial. Where fewer of the people offered
    support receive it than in the trial, the effect is scaled by ``delivered = recipients / (offered *
    trial_engagement)``; where more do, it is left as it is, because the trial says nothing of them.

    Parameters
    ----------
    offered : ndarray
        People offered support per year.
    trial_engagement : ndarray
        Share of those offered support in the trial who engaged.
    engagement_ratio : ndarray
        Engagement here, relative to the trial's; at most everyone engages.
    peers, hours_per_peer : ndarray
        Peers in post and the hours each works per year.
    hours_per_recipient : ndarray
        Peer hours that one recipient takes, contact, travel and notes together.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> found = reach(a(300), a(0.5), a(1), a(2), a(750), a(20))
    >>> float(found.recipients[0]), float(found.delivered[0])
    (75.0, 0.5)
    """
    as_in_trial = offered * trial_engagement
    demand = np.minimum(as_in_trial * engagement_ratio, offered)
    capacity = np.divide(
        peers * hours_per_peer,
        hours_per_recipient,
        out=np.full_like(demand, np.inf),
        where=hours_per_recipient > 0,
    )
    recipients = np.minimum(demand, capacity)
    delivered = np.divide(recipients, as_in_trial, out=np.zeros_like(demand), where=as_in_trial > 0)
    return Reach(offered, recipients, np.minimum(delivered, 1.0))
