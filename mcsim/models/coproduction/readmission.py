"""Readmissions to acute care, avoided or added."""

import numpy as np

from mcsim.protocols import Array


def readmission_risk(first_year: Array, later_ratio: Array, years: int) -> Array:
    """Yearly probability of readmission without support, by year since discharge.

    Returns
    -------
    ndarray, shape (n, years)

    Examples
    --------
    >>> import numpy as np
    >>> readmission_risk(np.array([0.4]), np.array([0.5]), years=3).tolist()
    [[0.4, 0.2, 0.2]]
    """
    risk = np.repeat((first_year * later_ratio)[:, np.newaxis], years, axis=1)
    risk[:, 0] = first_year
    return risk


def retained(persistence: Array, years: int) -> Array:
    """Share of a first-year effect that remains in each year since joining: persistence to the power a.

    Examples
    --------
    >>> import numpy as np
    >>> retained(np.array([0.5]), years=3).tolist()
    [[1.0, 0.5, 0.25]]
    """
    kept: Array = persistence[:, np.newaxis] ** np.arange(float(years))
    return kept


def readmission_change(risk: Array, relative_risk: Array, persistence: Array, delivered: Array) -> Array:
    """Change in the yearly probability of readmission per person offered, positive when it rises.

    A trial's 12-month effect is an average over its year, and by intention to treat: it already holds the
    people who did not engage, so it is not multiplied by engagement. Only where less support is given than in
    the trial is it scaled by the share delivered. After the year of support the logarithm of the
    relative risk fades with the persistence.

    Parameters
    ----------
    risk : ndarray, shape (n, years)
        Probability without support.
    relative_risk, persistence, delivered : ndarray, shape (n,)

    Returns
    -------
    ndarray, shape (n, years)

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> readmission_change(np.array([[0.4, 0.2]]), a(0.25), a(0.5), a(1)).round(9).tolist()
    [[-0.3, -0.1]]
    """
    log_effect = np.log(relative_risk)[:, np.newaxis] * retained(persistence, risk.shape[1])
    change: Array = risk * delivered[:, np.newaxis] * np.expm1(log_effect)
    return change
