"""Participants' own costs."""

from mcsim.models.contract import amount
from mcsim.models.coproduction.mechanism import COSTS, Mechanism

PRIVATE_COSTS = Mechanism(
    "private_costs",
    "participants have costs of their own",
    COSTS,
    {"participant_expenses": (amount("GBP per recipient"), 0.0)},
)
