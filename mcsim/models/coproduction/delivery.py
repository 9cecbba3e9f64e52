"""What delivery costs: training and turnover, pay and supervision, expenses, set-up."""

import numpy as np

from mcsim.protocols import Array

HOURS_PER_TRAINING_DAY = 7.5


def trained(peers: Array, turnover: Array, training_dropout: Array, years: int) -> Array:
    """Peers trained in each year: all of them first, then those who replace leavers.

    ``K / (1 - f)`` in the first year and ``K * q / (1 - f)`` after it, with K peers in post, q their yearly
    turnover and f the share lost in training.

    Returns
    -------
    ndarray, shape (n, years)

    Examples
    --------
    >>> import numpy as np
    >>> trained(np.array([8.0]), np.array([0.25]), np.array([0.2]), years=3).round(3).tolist()
    [[10.0, 2.5, 2.5]]
    """
    first = peers / (1.0 - training_dropout)
    per_year = np.repeat((first * turnover)[:, np.newaxis], years, axis=1)
    per_year[:, 0] = first
    return per_year


def training_cost(cost_per_peer: Array, days: Array, hourly_pay: Array, paid_share: Array) -> Array:
    """Cost of training one peer: trainers and venue, and the peer's own time where it is paid.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(training_cost(a(1200), a(10), a(36), a(1))[0])
    3900.0
    """
    return cost_per_peer + days * HOURS_PER_TRAINING_DAY * hourly_pay * paid_share


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

    ``K * h * (paid * w_pay + sup * w_sup) + K * expenses``.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(running_cost(a(2), a(100), a(36), a(1), a(0.1), a(60), a(150))[0])
    8700.0
    """
    hours = peers * hours_per_peer
    return hours * (paid_share * hourly_pay + supervision_ratio * supervisor_pay) + peers * expenses_per_peer


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
