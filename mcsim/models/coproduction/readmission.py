"""Readmissions to acute care, avoided or added."""

from collections.abc import Iterator

import numpy as np

from mcsim.models.contract import amount, positive, share
from mcsim.models.coproduction.mechanism import USE, Mechanism, Refusal, Values
from mcsim.protocols import Array


def _refusals(x: Values) -> Iterator[Refusal]:
    highest = x["readmission_probability"] * np.maximum(x["later_readmission_ratio"], 1.0)
    yield highest > 1.0, "probability of readmission above 1 after later_readmission_ratio", highest


READMISSION = Mechanism(
    "readmission",
    "people who are supported return to acute care less often",
    USE,
    {
        "readmission_probability": (share("probability in the first year"), 0.0),
        "later_readmission_ratio": (amount("ratio"), 1.0),
        "readmission_relative_risk": (positive("ratio"), 1.0),
        "inpatient_share": (share(), 1.0),
        "length_of_stay": (amount("days per inpatient stay"), 0.0),
        "bed_day_cost": (amount("GBP per bed-day"), 0.0),
        "readmission_qaly_loss": (amount("QALY per readmission"), 0.0),
    },
    refusals=_refusals,
)


def readmission_risk(first_year: Array, later_ratio: Array, years: int) -> Array:
    """Yearly probability of readmission without support, by year since discharge.

    Returns
    -------
    ndarray, shape (years, n)

    Examples
    --------
    >>> import numpy as np
    >>> readmission_risk(np.array([0.4]), np.array([0.5]), years=3).ravel().tolist()
    [0.4, 0.2, 0.2]
    """
    risk = np.repeat((first_year * later_ratio)[np.newaxis], years, axis=0)
    risk[0] = first_year
    return risk


def readmission_change(risk: Array, log_relative_risk: Array) -> Array:
    """Change in the yearly probability of readmission, positive when it rises.

    ``risk_a * (RR_a - 1)``: a trial's 12-month effect is an average over its year, and by intention to treat
    it already holds the people who did not engage. In later years the logarithm of the relative risk follows
    the path of the effect.

    Parameters
    ----------
    risk : ndarray, shape (years, n)
        Probability without support.
    log_relative_risk : ndarray, shape (years, n)
        By year since joining.

    Returns
    -------
    ndarray, shape (years, n)

    Examples
    --------
    >>> import numpy as np
    >>> readmission_change(np.array([[0.4], [0.2]]), np.log([[0.25], [0.5]])).ravel().round(9).tolist()
    [-0.3, -0.1]
    """
    change: Array = risk * np.expm1(log_relative_risk)
    return change


def too_likely(risk: Array, change: Array) -> Refusal:
    """Draws in which support makes a readmission more than certain in some year.

    Examples
    --------
    >>> import numpy as np
    >>> too_likely(np.array([[0.6]]), np.array([[0.5]]))[0].tolist()
    [True]
    """
    highest = (risk + change).max(axis=0)
    return highest > 1.0 + 1e-12, "probability of readmission above 1 with support", highest


def cost_per_readmission(inpatient_share: Array, length_of_stay: Array, bed_day_cost: Array) -> Array:
    """Mean cost of a readmission to acute care, of which a share are inpatient stays.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(cost_per_readmission(a(0.5), a(30), a(500))[0])
    7500.0
    """
    return inpatient_share * length_of_stay * bed_day_cost
