"""Reach: who takes support up."""

from dataclasses import dataclass

import numpy as np

from mcsim.models.contract import amount, share
from mcsim.models.coproduction.mechanism import COURSE, Mechanism
from mcsim.protocols import Array

REACH = Mechanism(
    "reach",
    "not everyone who is offered support takes it up",
    COURSE,
    {"engagement": (share(), 1.0), "engagement_ratio": (amount("ratio"), 1.0)},
)


@dataclass(frozen=True)
class Reach:
    """People reached, each of shape (n,).

    Attributes
    ----------
    recipients : ndarray
        People who receive support, per person offered it.
    delivered : ndarray
        Support given as a share of what the trial gave to as many people offered it, from 0 to 1.
    """

    recipients: Array
    delivered: Array


def reach(uptake: Array, trial_engagement: Array, engagement_ratio: Array, capacity: Array) -> Reach:
    """People reached: demand, unless there are too few hours for it.

    ``recipients = min(uptake * engagement_ratio, 1, capacity)``, per person offered support.

    An effect by intention to treat holds the engagement of its trial. Where fewer of the people offered
    support receive it than in the trial, the effect is scaled by ``delivered = recipients /
    trial_engagement``; where more do, it is left as it is, because the trial says nothing of them.

    Parameters
    ----------
    uptake : ndarray
        Share of the people offered support who want it: the trial's engagement, and what support for uptake
        adds to it.
    trial_engagement : ndarray
        Share of those offered support in the trial who engaged.
    engagement_ratio : ndarray
        Engagement here, relative to the trial's; at most everyone engages.
    capacity : ndarray
        From `capacity`.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> found = reach(a(0.5), a(0.5), a(1), a(0.25))
    >>> float(found.recipients[0]), float(found.delivered[0])
    (0.25, 0.5)
    """
    recipients = np.minimum(np.minimum(uptake * engagement_ratio, 1.0), capacity)
    reached, engaged = np.broadcast_arrays(recipients, trial_engagement)
    delivered = np.divide(reached, engaged, out=np.zeros(reached.shape), where=engaged > 0.0)
    return Reach(recipients, np.minimum(delivered, 1.0))
