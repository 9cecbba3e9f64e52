"""What a published effect is worth here: fidelity, what would have happened anyway, and where we are."""

from mcsim.models.contract import positive, share
from mcsim.models.coproduction.mechanism import COURSE, Mechanism
from mcsim.protocols import Array

UNCONTROLLED = (
    "long_term_saving",
    "activation",
    "reinforcement",
    "wellbeing",
    "measured_gain",
    "wellby",
    "loneliness",
    "problem_solving",
)
FIDELITY = Mechanism(
    "fidelity",
    "services save only if they are better fitted and more effective, and everyone agrees what is expected",
    COURSE,
    {"fidelity": (share(), 1.0), "fidelity_in_trial": (positive("share"), 1.0)},
)
DEADWEIGHT = Mechanism(
    "deadweight",
    "some would have improved, or found other help, if the programme had not existed",
    COURSE,
    {"deadweight": (share(), 0.0), "displacement": (share(), 0.0)},
    options={"of": UNCONTROLLED},
    several={"of": ("long_term_saving",)},
)


def fidelity_ratio(fidelity: Array, fidelity_in_trial: Array) -> Array:
    """Strength of an effect here relative to its trial, ``F / F_trial``.

    Examples
    --------
    >>> import numpy as np
    >>> float(fidelity_ratio(np.array([0.6]), np.array([0.8]))[0].round(9))
    0.75
    """
    return fidelity / fidelity_in_trial


def net_share(deadweight: Array, displacement: Array) -> Array:
    """Share of a gross, uncontrolled effect that is the programme's: ``(1 - delta) * (1 - displacement)``.

    Examples
    --------
    >>> import numpy as np
    >>> float(net_share(np.array([0.2]), np.array([0.5]))[0])
    0.4
    """
    return (1.0 - deadweight) * (1.0 - displacement)
