"""Carers: what they gain, and what it costs them."""

from mcsim.models.contract import amount, number
from mcsim.models.coproduction.mechanism import OUTCOMES, Mechanism

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
