"""Fidelity: how far a programme here is what its trial was."""

from mcsim.models.contract import positive, share
from mcsim.models.coproduction.mechanism import COURSE, Mechanism
from mcsim.protocols import Array

FIDELITY = Mechanism(
    "fidelity",
    "services save only if they are better fitted and more effective, and everyone agrees what is expected",
    COURSE,
    {"fidelity": (share(), 1.0), "fidelity_in_trial": (positive("share"), 1.0)},
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
