"""Loneliness avoided, valued in money; for outcomes that are in no QALY."""

from mcsim.models.contract import amount, number
from mcsim.models.coproduction.mechanism import OUTCOMES, Mechanism

LONELINESS = Mechanism(
    "loneliness",
    "people are less lonely, valued in money",
    OUTCOMES,
    {
        "lonely_years_avoided": (number("years per person"), 0.0),
        "loneliness_cost_per_year": (amount("GBP per person-year"), 0.0),
    },
)
