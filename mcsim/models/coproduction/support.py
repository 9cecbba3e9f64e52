"""Information, advice and advocacy: more people take the offer up, with fewer failures, at a cost."""

from collections.abc import Iterator

import numpy as np

from mcsim.models.contract import amount, positive, share
from mcsim.models.coproduction.mechanism import COSTS, Mechanism, Refusal, Values
from mcsim.protocols import Array


def _refusals(x: Values) -> Iterator[Refusal]:
    in_trial = np.exp(-x["support_hours_in_trial"] / x["support_saturation_hours"])
    failing = x["process_difficult"] * in_trial
    yield failing >= 1.0, "process_difficult leaves nobody who managed in the trial", failing


SUPPORT = Mechanism(
    "support",
    "information, advice and advocacy bring more people to take the offer up, and to manage it",
    COSTS,
    {
        "support_hours": (amount("hours per person offered"), 0.0),
        "support_hours_in_trial": (amount("hours per person offered"), 0.0),
        "support_saturation_hours": (positive("hours per person offered"), 1.0),
        "support_hourly_cost": (amount("GBP per hour"), 0.0),
        "support_later_share": (share(), 0.0),
        "uptake_gain_from_support": (share(), 0.0),
        "marginal_taker_loss": (share(), 0.0),
        "process_difficult": (share(), 0.0),
    },
    refusals=_refusals,
    needs=("reach",),
)


def uptake(first: Array, gain: Array, hours: Array, saturation_hours: Array) -> Array:
    """Share of people who take the offer up when they are given so many hours of support.

    ``u(sigma) = u_0 + du * (1 - exp(-sigma / sigma_0))``, at most 1.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(uptake(a(0.25), a(0.16), a(5), a(5))[0].round(4))
    0.3511
    """
    return np.minimum(first - gain * np.expm1(-hours / saturation_hours), 1.0)


def process_success(difficult: Array, hours: Array, trial_hours: Array, saturation_hours: Array) -> Array:
    """Effect per person with so many hours of support, relative to the trial's.

    ``(1 - d_0 * exp(-sigma / sigma_0)) / (1 - d_0 * exp(-sigma_trial / sigma_0))`` with d_0 the share who
    find the process difficult without support.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(process_success(a(0.2), a(0), a(1e9), a(5))[0])
    0.8
    """
    here = 1.0 - difficult * np.exp(-hours / saturation_hours)
    there = 1.0 - difficult * np.exp(-trial_hours / saturation_hours)
    return here / there


def marginal_takers(loss: Array, first: Array, now: Array) -> Array:
    """Mean effect per person when those whom support brings in gain less: ``1 - rho * (u - u_0) / u``.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(marginal_takers(a(0.5), a(0.2), a(0.4))[0])
    0.75
    """
    added, all_takers = np.broadcast_arrays(now - first, now)
    new = np.divide(added, all_takers, out=np.zeros(added.shape), where=all_takers > 0.0)
    return np.asarray(1.0 - loss * new)


def support_cost(hours: Array, hourly_cost: Array) -> Array:
    """Cost of support per person OFFERED: advice reaches people who then decline.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(support_cost(a(8), a(45))[0])
    360.0
    """
    return hours * hourly_cost
