"""Wellbeing of those supported, and the QALYs it is worth."""

from mcsim.models.contract import number
from mcsim.models.coproduction.mechanism import OUTCOMES, Mechanism
from mcsim.protocols import Array

WELLBEING = Mechanism(
    "wellbeing",
    "people feel better: an effect on depression or wellbeing in standard deviations",
    OUTCOMES,
    {
        "wellbeing_effect": (number("standardised mean difference"), 0.0),
        "utility_per_sd": (number("utility per standard deviation"), 0.0),
    },
)


def wellbeing_gain(effect: Array, utility_per_sd: Array) -> Array:
    """QALYs per person offered in the first year: ``SMD * utility per SD``; by intention to treat.

    Examples
    --------
    >>> import numpy as np
    >>> float(wellbeing_gain(np.array([0.1]), np.array([0.07]))[0].round(9))
    0.007
    """
    return effect * utility_per_sd
