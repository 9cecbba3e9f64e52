"""What a row holds, and the perspectives that count each kind of money and health."""

from dataclasses import dataclass, field
from math import log

# Health and social care, public sector (where half of what is saved is cash), society, participants.
PROGRAMME = (1, 1, 1, 0)
CARE = (1, 0.5, 1, 0)
EXTRA_CARE = (1, 1, 1, 0)
PRIVATE = TIME = VALUE = (0, 0, 1, 1)
CONTACTS = OUTPUT = (0, 0, 1, 0)
WAGE = (0, 0, 0, 1)
TRANSFER = (0, 1, 0, -1)
HEALTH = (1, 0, 1, 1)

LN2 = log(2)
HALF_LIFE_OF_ONE = 1 / LN2
"""Time constant with which exp(-1 / tau) is a half."""
SPELT = {"wellbeing_effect": 0.2, "utility_per_sd": 0.1}
"""0.2 standard deviations at 0.1 each: a gain of 0.02 QALYs."""


@dataclass(frozen=True)
class Row:
    """One mechanism alone, or with what it acts upon.

    Three years, of which people join in the first two, 100 each, so that per person offered a programme's
    years count (1/2, 1/2, 0), and what happens to people by their own years (a, b, c) counts
    (a, a + b, b + c) / 2.
    """

    on: dict
    x: dict
    costs: dict = field(default_factory=dict)
    effects: dict = field(default_factory=dict)
    support_years: int = 1
