"""Life satisfaction, valued in money; for outcomes that are in no QALY."""

from mcsim.models.contract import amount, number
from mcsim.models.coproduction.mechanism import OUTCOMES, Mechanism
from mcsim.protocols import Array

WELLBY = Mechanism(
    "wellby",
    "people are more satisfied with their lives, valued in money",
    OUTCOMES,
    {"wellby_gain": (number("points per person"), 0.0), "wtp_wellby": (amount("GBP per WELLBY"), 0.0)},
)


def wellbeing_value(points: Array, value: Array) -> Array:
    """Money value of wellbeing per person offered in the first year: points, or lonely years, times value.

    Examples
    --------
    >>> import numpy as np
    >>> float(wellbeing_value(np.array([0.2]), np.array([13_000.0]))[0])
    2600.0
    """
    return points * value
