"""People powered health: parts of a programme save more together than each alone (7 % growing to 20 %)."""

from collections.abc import Iterator

import numpy as np

from mcsim.models.contract import Need, amount, number, positive, share
from mcsim.models.coproduction.mechanism import USE, Mechanism, Refusal, Values
from mcsim.protocols import Array

PARTS = (
    "more_than_medicine",
    "people_helping_people",
    "redefined_consultations",
    "networks_and_partnerships",
    "co_design_and_delivery",
)
N_PAIRS = len(PARTS) * (len(PARTS) - 1) // 2
WIDTH_PER_MIDPOINT = 0.25


def _refusals(x: Values) -> Iterator[Refusal]:
    all_parts = x["parts_saving"] + np.maximum(x["synergy_share"], 0.0) * x["synergy_gap"]
    yield all_parts > 1.0, "the parts together save more than all there is to save", all_parts


REINFORCEMENT = Mechanism(
    "reinforcement",
    "7 % would grow to 20 % as the different parts support each other",
    USE,
    {
        **{part: (share(), 0.0) for part in PARTS},
        "parts_saving": (Need("proportional fall", -np.inf, 1.0), 0.0),
        "synergy_share": (number("share"), 0.0),
        "synergy_gap": (share("proportional fall"), 0.0),
        "synergy_midpoint_years": (positive("years"), 1.0),
        "care_cost_base": (amount("GBP per person per year"), 0.0),
    },
    options={"per": ("recipient", "offered")},
    refusals=_refusals,
)


def parts_alone(coverage: list[Array], saving: Array) -> Array:
    """Saving of the parts that are there, each acting alone: ``1 - prod_j (1 - x_j * sigma_j)``.

    The sigma_j are alike, calibrated so that all five in full give `saving`: ``(1 - sigma) ** 5 = 1 - S7``.

    Parameters
    ----------
    coverage : list of ndarray
        Coverage x_j of each of the five parts, 0 to 1.
    saving : ndarray
        S7, as a share of the cost base; may be negative.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(parts_alone([a(1)] * 5, a(0.07))[0].round(12))
    0.07
    """
    sigma = -np.expm1(np.log1p(-saving) / len(PARTS))
    kept = np.ones(1)
    for covered in coverage:
        kept = kept * (1.0 - covered * sigma)
    return 1.0 - kept


def pairs_in_place(coverage: list[Array]) -> Array:
    """Share of the pairs of parts that are there to reinforce each other: ``sum over j < k of x_j x_k / 10``.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(pairs_in_place([a(1), a(1), a(0), a(0), a(0)])[0])
    0.1
    """
    total = np.add.reduce(np.broadcast_arrays(*coverage))
    squares = np.add.reduce([covered * covered for covered in np.broadcast_arrays(*coverage)])
    return np.asarray((total * total - squares) / 2.0 / N_PAIRS)


def maturity(midpoint_years: Array, years: int) -> Array:
    """Share of the reinforcement reached by programme year t: ``G(t) = (L(t) - L(0)) / (1 - L(0))``.

    ``L(t) = 1 / (1 + exp(-(t - t_half) / w))`` with ``w = t_half / 4``, so that the programme begins without
    any and tends to all of it.

    Returns
    -------
    ndarray, shape (years, n)

    Examples
    --------
    >>> import numpy as np
    >>> maturity(np.array([4.0]), years=5).ravel().round(3).tolist()
    [0.0, 0.03, 0.103, 0.256, 0.491]
    """
    ages = np.arange(float(years))[:, np.newaxis]
    logistic = 1.0 / (1.0 + np.exp((1.0 - ages / midpoint_years) / WIDTH_PER_MIDPOINT))
    first = logistic[0]
    grown: Array = (logistic - first) / (1.0 - first)
    return grown


def parts_together(
    alone: Array, synergy_share: Array, synergy_gap: Array, pairs: Array, maturity: Array
) -> Array:
    """Saving in each programme year: ``s_t = s_add + kappa * gap * G(t) * pairs``, shape (years, n).

    kappa is the share of the gap between 7 and 20 % that is real; below 0 the parts overlap and save less
    together than apart.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(parts_together(a(0.07), a(1), a(0.13), a(1), np.array([[1.0]]))[0, 0].round(12))
    0.2
    """
    return alone + synergy_share * synergy_gap * pairs * maturity
