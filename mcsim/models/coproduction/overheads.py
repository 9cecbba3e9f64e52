"""Overheads: co-ordination and premises, more of them while the service finds its feet."""

import numpy as np

from mcsim.models.contract import amount
from mcsim.models.coproduction.mechanism import COSTS, Mechanism
from mcsim.protocols import Array

OVERHEADS = Mechanism(
    "overheads",
    "co-ordination and premises cost too, and more in the first year",
    COSTS,
    {
        "coordination_cost": (amount("GBP per year"), 0.0),
        "premises_cost": (amount("GBP per year"), 0.0),
        "first_year_extra": (amount("share"), 0.0),
    },
)


def overhead_path(first_year_extra: Array, years: int) -> Array:
    """Overheads in each year relative to a later one: more while the service finds its feet.

    Examples
    --------
    >>> import numpy as np
    >>> overhead_path(np.array([0.5]), years=3).ravel().tolist()
    [1.5, 1.0, 1.0]
    """
    path = np.ones((years, first_year_extra.size))
    path[0] += first_year_extra
    return path
