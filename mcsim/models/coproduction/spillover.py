"""Social networks: some say that others gain only where co-production is collective."""

from mcsim.models.contract import amount, share
from mcsim.models.coproduction.mechanism import OUTCOMES, YES_OR_NO, Mechanism
from mcsim.protocols import Array

SPILLOVER = Mechanism(
    "spillover",
    "developing social networks, only where there is collective co-production with groups and communities",
    OUTCOMES,
    {
        "close_contacts": (amount("people"), 0.0),
        "outside_share": (share(), 1.0),
        "network_spillover": (amount("share"), 0.0),
        "collective_share": (share(), 0.0),
        "collective_only": (share(YES_OR_NO), 1.0),
        "individual_spillover_share": (share(), 0.0),
    },
)


def spillover_factor(
    contacts: Array,
    outside_share: Array,
    spillover: Array,
    collective_share: Array,
    collective_only: Array,
    individual_share: Array,
) -> Array:
    """Benefit to close contacts, as a multiple of the direct benefit.

    ``n_c * sigma_n * [c_p + (1 - X) * l * (1 - c_p)]``: contacts of the first degree only, and only those who
    are not members themselves.

    Parameters
    ----------
    contacts, outside_share : ndarray
        Close contacts n_c of a person, and the share of them who are not supported themselves.
    spillover : ndarray
        Benefit sigma_n to each, as a share of the direct benefit.
    collective_share : ndarray
        Share c_p of the programme that is collective.
    collective_only : ndarray
        X: 1 if networks gain only under collective co-production, 0 if under individual forms too.
    individual_share : ndarray
        Share l of the spill-over that individual forms have, if they have any.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> factors = [spillover_factor(a(5), a(1), a(0.1), a(0.2), a(only), a(0.3)) for only in (1, 0)]
    >>> [round(float(factor[0]), 12) for factor in factors]
    [0.1, 0.22]
    """
    form = collective_share + (1.0 - collective_only) * individual_share * (1.0 - collective_share)
    return contacts * outside_share * spillover * form
