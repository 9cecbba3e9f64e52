"""What delivery costs: training and turnover, pay and supervision, expenses."""

from collections.abc import Iterator

import numpy as np

from mcsim.models.contract import amount, share
from mcsim.models.coproduction.mechanism import COSTS, Mechanism, Refusal, Values
from mcsim.protocols import Array

HOURS_PER_TRAINING_DAY = 7.5


def _refusals(x: Values) -> Iterator[Refusal]:
    dropout = x["training_dropout"]
    yield dropout >= 1.0, "training_dropout leaves nobody trained", dropout


DELIVERY_COST = Mechanism(
    "delivery",
    "delivery may cost little, but training, supervision, turnover and expenses do cost",
    COSTS,
    {
        "peers_in_post": (amount("people"), 0.0),
        "hours_per_peer": (amount("hours per year"), 0.0),
        "peer_hourly_cost": (amount("GBP per hour"), 0.0),
        "paid_share": (share(), 1.0),
        "training_cost_per_peer": (amount("GBP per peer trained"), 0.0),
        "training_days": (amount("days"), 0.0),
        "training_dropout": (share(), 0.0),
        "peer_turnover": (share("share per year"), 0.0),
        "supervision_ratio": (amount("hours per peer hour"), 0.0),
        "supervisor_hourly_cost": (amount("GBP per hour"), 0.0),
        "expenses_per_peer": (amount("GBP per peer per year"), 0.0),
    },
    refusals=_refusals,
)


def trained(turnover: Array, years: int) -> Array:
    """People trained in each year, relative to the first: all of them first, then those who replace leavers.

    ``trained_0 = K / (1 - f)`` and ``trained_t = K * q / (1 - f)``, with K people in post, q their yearly
    turnover and f the share lost in training; here the ratio to trained_0.

    Returns
    -------
    ndarray, shape (years, n)

    Examples
    --------
    >>> import numpy as np
    >>> trained(np.array([0.25]), years=3).ravel().tolist()
    [1.0, 0.25, 0.25]
    """
    per_year = np.repeat(turnover[np.newaxis], years, axis=0)
    per_year[0] = 1.0
    return per_year


def training_cost(
    peers: Array, dropout: Array, cost_per_peer: Array, days: Array, hourly_pay: Array, paid_share: Array
) -> Array:
    """Cost of the first year's training: trainers and venue, and the trainees' own time where it is paid.

    ``K / (1 - f) * (cost per peer + days * 7.5 h * w_pay * paid share)``

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(training_cost(a(8), a(0.2), a(1200), a(10), a(36), a(1))[0])
    39000.0
    """
    each = cost_per_peer + days * HOURS_PER_TRAINING_DAY * hourly_pay * paid_share
    return peers / (1.0 - dropout) * each


def running_cost(
    peers: Array,
    hours_per_peer: Array,
    hourly_pay: Array,
    paid_share: Array,
    supervision_ratio: Array,
    supervisor_pay: Array,
    expenses_per_peer: Array,
) -> Array:
    """Yearly cost of the peers in post, whether or not anyone takes up their time.

    ``K * h * (paid * w_pay + sup * w_sup) + K * expenses``

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(running_cost(a(2), a(100), a(36), a(1), a(0.1), a(60), a(150))[0])
    8700.0
    """
    hours = peers * hours_per_peer
    return hours * (paid_share * hourly_pay + supervision_ratio * supervisor_pay) + peers * expenses_per_peer
