"""Deadweight and displacement: what would have come about without the programme."""

from mcsim.models.contract import share
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


DEADWEIGHT = Mechanism(
    "deadweight",
    "some would have improved, or found other help, if the programme had not existed",
    COURSE,
    {"deadweight": (share(), 0.0), "displacement": (share(), 0.0)},
    options={"of": UNCONTROLLED},
    several={"of": ("long_term_saving",)},
)


def net_share(deadweight: Array, displacement: Array) -> Array:
    """Share of a gross, uncontrolled effect that is the programme's: ``(1 - delta) * (1 - displacement)``.

    Examples
    --------
    >>> import numpy as np
    >>> float(net_share(np.array([0.2]), np.array([0.5]))[0])
    0.4
    """
    return (1.0 - deadweight) * (1.0 - displacement)
