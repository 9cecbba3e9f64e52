"""Unpaid hours per recipient, where no posts are built up."""

from mcsim.models.contract import amount
from mcsim.models.coproduction.mechanism import COSTS, Mechanism

UNPAID_HOURS = Mechanism(
    "unpaid_hours",
    "the same where what delivery costs is published as one figure, and hours are known per recipient",
    COSTS,
    {
        "unpaid_hours_per_recipient": (amount("hours per recipient"), 0.0),
        "volunteer_hour_value": (amount("GBP per hour"), 0.0),
    },
)
