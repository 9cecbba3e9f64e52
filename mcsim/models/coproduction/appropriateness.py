"""Appropriateness: what part of the extra use of services buys health."""

from mcsim.models.contract import positive, share
from mcsim.models.coproduction.mechanism import USE, Mechanism
from mcsim.protocols import Array

APPROPRIATENESS = Mechanism(
    "appropriateness",
    "part of the extra use is more appropriate, and buys health",
    USE,
    {
        "uplift_appropriate_share": (share(), 0.0),
        "cost_per_qaly_of_use": (positive("GBP per QALY"), 20_000.0),
    },
    needs=("short_term_rise",),
)


def appropriate_use(share: Array, extra_cost: Array, cost_per_qaly: Array) -> Array:
    """QALYs bought by the part of extra use that is appropriate: ``g * (extra cost) / k_use``.

    With g = 0 the rise is waste. With g = 1 it is worth its cost at k_use, and the rise in use nets to
    nothing when willingness to pay is k_use too.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(appropriate_use(a(0.5), a(200), a(20_000))[0])
    0.005
    """
    return share * extra_cost / cost_per_qaly
