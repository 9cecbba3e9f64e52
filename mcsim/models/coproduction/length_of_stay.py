"""Shorter stays of people who are admitted."""

from mcsim.models.contract import amount
from mcsim.models.coproduction.mechanism import USE, Mechanism
from mcsim.models.coproduction.services import SERVICES, fall
from mcsim.protocols import Array

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
