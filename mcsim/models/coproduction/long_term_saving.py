"""A saving in the use of services that fit better."""

from collections.abc import Sequence

from mcsim.models.coproduction.mechanism import USE, Mechanism, Options, Quantities
from mcsim.models.coproduction.services import CRISIS, SERVICES, fall, quantities_of
from mcsim.protocols import Array


def _with_reductions(options: Options) -> Quantities:
    services: Sequence[str] = options["services"]
    reductions = {reduction(name): (fall(), 0.0) for name in services}
    return {**quantities_of(services), **reductions}


def reduction(service: str) -> str:
    """Name of the input that holds the reduction in a service's use."""
    return f"{service}_reduction"


LONG_TERM_SAVING = Mechanism(
    "long_term_saving",
    "services that fit better are used less in the long term",
    USE,
    options={"services": tuple(SERVICES)},
    several={"services": CRISIS},
    further=_with_reductions,
)


def saving(reduction: Array, yearly_cost: Array) -> Array:
    """Change in cost per person and first year with a proportional reduction: ``-s * u_j * c_j``; signed.

    Examples
    --------
    >>> import numpy as np
    >>> float(saving(np.array([0.07]), np.array([1000.0]))[0].round(9))
    -70.0
    """
    return -reduction * yearly_cost
