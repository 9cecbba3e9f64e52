"""Knowledge, skills and behaviours: more able people are admitted less, if that is what makes them so."""

from mcsim.models.contract import share
from mcsim.models.coproduction.mechanism import USE, Mechanism, Options, Quantities
from mcsim.models.coproduction.services import SERVICES, fall, quantities_of
from mcsim.protocols import Array


def _of_services(options: Options) -> Quantities:
    services = options["services"]
    return {
        **quantities_of(services),
        **{gap(name): (fall(), 0.0) for name in services},
    }


def gap(service: str) -> str:
    """Name of the input that holds the difference in use between the most and the least able."""
    return f"activation_gap_{service}"


ACTIVATION = Mechanism(
    "activation",
    "people gain knowledge, learn skills and adopt behaviours thought to be important",
    USE,
    {"activation_share_moved": (share(), 0.0), "activation_causal_share": (share(), 0.0)},
    options={"services": tuple(SERVICES)},
    several={"services": ("emergency_admission", "ae", "gp")},
    further=_of_services,
)


def activation_reduction(gap: Array, share_moved: Array, causal_share: Array) -> Array:
    """Proportional fall in use: ``s_PAM = e_PAM * (share moved up) * psi``.

    Parameters
    ----------
    gap : ndarray
        Difference in use between the most and the least able, an association.
    share_moved : ndarray
        Share of people whom the programme moves from the least to the most able.
    causal_share : ndarray
        Share psi of the association that is an effect.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(activation_reduction(a(0.38), a(0.25), a(0.5))[0])
    0.0475
    """
    return gap * share_moved * causal_share
