"""Use of services over time: a rise at first among people who know them better, and a saving later."""

from collections.abc import Sequence

from mcsim.models.contract import amount, number, positive, share
from mcsim.models.coproduction.mechanism import USE, Mechanism, Options, Quantities
from mcsim.models.coproduction.services import ACCESS, CRISIS, SERVICES, fall, quantities_of
from mcsim.protocols import Array


def _of_services(options: Options) -> Quantities:
    return quantities_of(options["services"])


def _with_reductions(options: Options) -> Quantities:
    services: Sequence[str] = options["services"]
    reductions = {reduction(name): (fall(), 0.0) for name in services}
    return {**quantities_of(services), **reductions}


def reduction(service: str) -> str:
    """Name of the input that holds the reduction in a service's use."""
    return f"{service}_reduction"


SHORT_TERM_RISE = Mechanism(
    "short_term_rise",
    "people who know services better use them more at first",
    USE,
    {
        "short_term_uplift": (number("proportional rise"), 0.0),
        "uplift_decay_years": (positive("years"), 1.0),
    },
    options={"services": tuple(SERVICES)},
    several={"services": ACCESS},
    further=_of_services,
)
LONG_TERM_SAVING = Mechanism(
    "long_term_saving",
    "services that fit better are used less in the long term",
    USE,
    options={"services": tuple(SERVICES)},
    several={"services": CRISIS},
    further=_with_reductions,
)
LENGTH_OF_STAY = Mechanism(
    "length_of_stay",
    "people who are admitted stay a shorter time",
    USE,
    {
        "nights_per_admission": (amount("nights per admission"), 0.0),
        "length_of_stay_reduction": (fall(), 0.0),
        "acute_bed_day_cost": (amount("GBP per bed-day"), 0.0),
        "emergency_admissions": SERVICES["emergency_admission"].quantities()["emergency_admissions"],
    },
)
APPROPRIATENESS = Mechanism(
    "appropriateness",
    "part of the extra use is more appropriate, and buys health",
    USE,
    {
        "uplift_appropriate_share": (share(), 0.0),
        "cost_per_qaly_of_use": (positive("GBP per QALY"), 20_000.0),
    },
    needs=("short_term_rise",),
)


def rise_cost(uplift: Array, yearly_cost: Array) -> Array:
    """Extra cost per recipient and year at the moment of joining, before it fades: ``a * u_j * c_j``.

    Its mean over a person's year is this times `fading`.

    Examples
    --------
    >>> import numpy as np
    >>> float(rise_cost(np.array([0.1]), np.array([1000.0]))[0])
    100.0
    """
    return uplift * yearly_cost


def saving(reduction: Array, yearly_cost: Array) -> Array:
    """Change in cost per person and first year with a proportional reduction: ``-s * u_j * c_j``; signed.

    Examples
    --------
    >>> import numpy as np
    >>> float(saving(np.array([0.07]), np.array([1000.0]))[0].round(9))
    -70.0
    """
    return -reduction * yearly_cost


def stay_saving(
    admissions: Array,
    path: Array,
    admission_reduction: Array,
    nights: Array,
    reduction: Array,
    bed_day_cost: Array,
) -> Array:
    """Change in cost per person by year because those still admitted stay a shorter time.

    An admission valued whole holds its bed-days, so only the change in length of stay, at the marginal
    bed-day, comes on top: ``-u * (1 - s * path) * nights * r * path * c``.

    Returns
    -------
    ndarray, shape (years, n)

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> stay_saving(a(0.5), np.array([[1.0]]), a(0.2), a(10), a(0.1), a(400)).tolist()
    [[-160.0]]
    """
    still_admitted = admissions * (1.0 - admission_reduction * path)
    return -still_admitted * (nights * reduction * bed_day_cost) * path


def appropriate_use(share: Array, extra_cost: Array, cost_per_qaly: Array) -> Array:
    """QALYs bought by the part of extra use that is appropriate: ``g * (extra cost) / k_use``.

    With g = 0 the rise is waste. With g = 1 it is worth its cost at k_use, and the rise in use nets to
    nothing when willingness to pay is k_use too.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(appropriate_use(a(0.5), a(200), a(20_000))[0])
    0.005
    """
    return share * extra_cost / cost_per_qaly
