"""Employment: trust and personalised communication went together with finding work."""

from collections.abc import Iterator

import numpy as np

from mcsim.models.contract import amount, number, positive, share
from mcsim.models.coproduction.mechanism import (
    OUTCOMES,
    YES_OR_NO,
    Mechanism,
    Options,
    Quantities,
    Refusal,
    Values,
)
from mcsim.protocols import Array

WEEKS_PER_YEAR = 46.0
HIGHEST_PROBABILITY = 0.95
YEARS_OBSERVED = 1.5
LEISURE, WELLBY = "leisure", "wellby"


def _value_of_time(options: Options) -> Quantities:
    """Time at work costs leisure, unless a wellbeing effect is counted that is net of it."""
    if options["time_is"] == LEISURE:
        return {"reservation_wage_ratio": (share(), 0.0)}
    return {
        "job_wellby": (number("points per year in work"), 0.0),
        "wtp_wellby": (amount("GBP per WELLBY"), 0.0),
    }


def _refusals(x: Values) -> Iterator[Refusal]:
    longest = x["job_duration"]
    yield (
        longest > YEARS_OBSERVED,
        f"job_duration is above the {YEARS_OBSERVED} years it was observed in",
        longest,
    )


EMPLOYMENT = Mechanism(
    "employment",
    "trust and personalised communication positively influenced whether a person found employment",
    OUTCOMES,
    {
        "employment_probability": (share("probability"), 0.0),
        "employment_relative_risk": (positive("ratio"), 1.0),
        "coproduction_share": (share(), 1.0),
        "uk_modifier": (amount("ratio"), 1.0),
        "employment_causal": (share(YES_OR_NO), 1.0),
        "job_duration": (amount("years"), 0.0),
        "job_hours": (amount("hours per week"), 0.0),
        "job_output_value": (amount("GBP per hour"), 0.0),
        "wage_share": (share(), 1.0),
        "job_displacement": (share(), 0.0),
        "job_flowback": (amount("GBP per year in work"), 0.0),
        "job_care_saving": (number("GBP per year in work"), 0.0),
    },
    options={"time_is": (LEISURE, WELLBY)},
    further=_value_of_time,
    refusals=_refusals,
)


def employed(probability: Array, ratio: Array) -> Array:
    """Change in the probability of finding work: ``min(0.95, p_0 * ratio) - p_0``.

    Parameters
    ----------
    probability : ndarray
        p_0, without the programme.
    ratio : ndarray
        That of supported employment (IPS) as a whole, with an exponent: the share of its logarithm that is
        due to co-production, times the modifier for routine services in the United Kingdom, times 0 where
        the association is no effect.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(employed(a(0.25), a(1.44) ** 0.5)[0].round(12))
    0.05
    """
    highest = np.maximum(HIGHEST_PROBABILITY, probability)
    return np.minimum(highest, probability * ratio) - probability


def work_path(years: int) -> Array:
    """How the work of 18 months falls on a person's first and second year, shape (years, 1).

    Examples
    --------
    >>> work_path(years=3).ravel().round(4).tolist()
    [0.6667, 0.3333, 0.0]
    """
    path = np.zeros((max(years, 2), 1))
    path[0], path[1] = 1.0 / YEARS_OBSERVED, 1.0 - 1.0 / YEARS_OBSERVED
    return path[:years]


def output(years_work: Array, hours: Array, value: Array) -> Array:
    """Output of those who find work: ``years * hours * 46 * value``, before what is displaced.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(output(a(0.1), a(20), a(14))[0])
    1288.0
    """
    return years_work * hours * WEEKS_PER_YEAR * value
