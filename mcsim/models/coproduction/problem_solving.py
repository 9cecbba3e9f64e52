"""Community navigators: problems solved, and what comes of it."""

from mcsim.models.contract import amount, number, share
from mcsim.models.coproduction.mechanism import OUTCOMES, Mechanism
from mcsim.protocols import Array

PROBLEM_SOLVING = Mechanism(
    "problem_solving",
    "navigators help people to solve problems of debt, benefits and housing",
    OUTCOMES,
    {
        "problem_solved_share": (share(), 0.0),
        "work_days_regained": (amount("days per problem solved"), 0.0),
        "work_day_value": (amount("GBP per day"), 0.0),
        "benefit_income_gained": (amount("GBP per problem solved"), 0.0),
        "problem_qaly_gain": (number("QALY per problem solved"), 0.0),
    },
)


def work_regained(solved: Array, days: Array, value: Array) -> Array:
    """Output per recipient of working days that are no longer lost.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(work_regained(a(0.4), a(5), a(100))[0])
    200.0
    """
    return solved * days * value
