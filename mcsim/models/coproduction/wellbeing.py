"""Quality-adjusted life years of those supported, and of their carers."""

from mcsim.models.contract import amount, number
from mcsim.models.coproduction.mechanism import OUTCOMES, USE, Mechanism
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
MEASURED_GAIN = Mechanism(
    "measured_gain",
    "a trial measured QALYs themselves",
    OUTCOMES,
    {"qaly_gain": (number("QALY per person"), 0.0)},
)
MEASURED_COST = Mechanism(
    "measured_cost",
    "a trial measured the whole difference in cost itself",
    USE,
    {"cost_difference": (number("GBP per person"), 0.0)},
    options={
        "per": ("offered", "recipient"),
        "years": ("first", "supported"),
        "includes_delivery": (False, True),
    },
)
CARERS = Mechanism(
    "carers",
    "carers gain too, and have costs of their own",
    OUTCOMES,
    {
        "carers_per_recipient": (amount("carers per recipient"), 0.0),
        "carer_qaly_gain": (number("QALY per carer"), 0.0),
        "carer_expenses": (amount("GBP per carer"), 0.0),
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
