"""Direct payments and personal budgets: the same money under other control."""

import numpy as np

from mcsim.models.contract import amount, number, share
from mcsim.models.coproduction.mechanism import OUTCOMES, Mechanism, Options, Quantities
from mcsim.protocols import Array

GAINS = {"ascot": ("ascot_gain", "ASCOT score"), "eq5d": ("eq5d_gain", "utility")}


def _gain(options: Options) -> Quantities:
    name, unit = GAINS[options["objective"]]
    return {name: (number(unit), 0.0)}


BUDGET_OUTCOME = Mechanism(
    "budget_outcome",
    "budgets were found to increase quality of life, by ASCOT and not by EQ-5D",
    OUTCOMES,
    {
        "gain_over_first_year": (share(), 1.0),
        "budget_modifier": (amount("ratio"), 1.0),
        "older_share": (share(), 0.0),
        "older_modifier": (number("ratio"), 1.0),
    },
    options={"objective": tuple(GAINS)},
    further=_gain,
)


def taker_gain(gain: Array, budget_modifier: Array, older_share: Array, older_modifier: Array) -> Array:
    """Gain per taker at 12 months: larger with large, flexible, known budgets, and less in older people.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(taker_gain(a(0.039), a(1), a(0.5), a(0))[0])
    0.0195
    """
    return gain * budget_modifier * (1.0 - older_share * (1.0 - older_modifier))


def over_first_year(path: Array, share_of_gain: Array) -> Array:
    """Path of a gain measured at the end of the first year, over which its mean is a share of it.

    The share is 1 where the gain is there at once and 1/2 where it builds up evenly.

    Returns
    -------
    ndarray, shape (years, n)

    Examples
    --------
    >>> import numpy as np
    >>> over_first_year(np.array([[1.0], [1.0]]), np.array([0.5])).ravel().tolist()
    [0.5, 1.0]
    """
    shaped = np.array(np.broadcast_to(path, (len(path), np.broadcast(path[0], share_of_gain).size)))
    shaped[0] *= share_of_gain
    return shaped
