"""A rise in the use of services at first, among people who come to know them better."""

from mcsim.models.contract import number, positive
from mcsim.models.coproduction.mechanism import USE, Mechanism, Options, Quantities
from mcsim.models.coproduction.services import ACCESS, SERVICES, quantities_of
from mcsim.protocols import Array


def _of_services(options: Options) -> Quantities:
    return quantities_of(options["services"])


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
