"""Quality-adjusted life years gained: wellbeing of those supported, and readmissions that do not happen."""

import numpy as np

from mcsim.models.coproduction.readmission import retained
from mcsim.protocols import Array


def wellbeing_gain(
    effect: Array, utility_per_sd: Array, persistence: Array, delivered: Array, years: int
) -> Array:
    """QALYs per person offered and year from better wellbeing.

    ``SMD * utility per SD * share delivered``, fading by the persistence; by intention to treat.

    Returns
    -------
    ndarray, shape (n, years)

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> wellbeing_gain(a(0.1), a(0.07), a(0.5), a(1), years=2).round(6).tolist()
    [[0.007, 0.0035]]
    """
    first_year = effect * utility_per_sd * delivered
    return first_year[:, np.newaxis] * retained(persistence, years)


def readmission_loss(change: Array, loss_per_readmission: Array) -> Array:
    """QALYs gained per person offered and year because readmissions change; negative when they rise.

    Examples
    --------
    >>> import numpy as np
    >>> readmission_loss(np.array([[-0.1]]), np.array([0.05])).round(9).tolist()
    [[0.005]]
    """
    return -change * loss_per_readmission[:, np.newaxis]
