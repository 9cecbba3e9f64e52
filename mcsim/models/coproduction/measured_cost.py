"""The whole difference in cost, as a trial measured it."""

from mcsim.models.contract import number
from mcsim.models.coproduction.mechanism import USE, Mechanism

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
