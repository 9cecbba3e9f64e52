"""The account of a programme by item and year, and the perspectives as masks on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from mcsim.models.coproduction.mechanism import Values
from mcsim.models.coproduction.time import discount_factors, present_value
from mcsim.names import COST, EFFECT, PEOPLE
from mcsim.protocols import Array

HEALTH_AND_SOCIAL_CARE = "health_and_social_care"
PUBLIC_SECTOR = "public_sector"
SOCIETAL = "societal"
PARTICIPANTS = "participants"
PERSPECTIVES = (HEALTH_AND_SOCIAL_CARE, PUBLIC_SECTOR, SOCIETAL, PARTICIPANTS)

PROGRAMME = "programme"
CARE = "care"
EXTRA_CARE = "extra_care"
TIME = "time"
PRIVATE = "private"
WELLBEING_VALUE = "wellbeing_value"
CONTACTS_VALUE = "contacts_value"
OUTPUT = "output"
WAGE = "wage"
TRANSFER = "transfer"
HEALTH = "health"
CONTACTS_HEALTH = "contacts_health"
TAKING_PART = "taking_part"

EFFECTS = (HEALTH, CONTACTS_HEALTH)
"""Kinds that are counted in QALYs; all others are money, in which a benefit is a negative cost."""
COUNTED: dict[str, dict[str, float]] = {
    HEALTH_AND_SOCIAL_CARE: {PROGRAMME: 1.0, CARE: 1.0, EXTRA_CARE: 1.0, HEALTH: 1.0},
    # A transfer is what the exchequer pays more, and what participants receive: nothing to society.
    PUBLIC_SECTOR: {PROGRAMME: 1.0, CARE: 1.0, EXTRA_CARE: 1.0, TRANSFER: 1.0},
    SOCIETAL: {
        PROGRAMME: 1.0,
        CARE: 1.0,
        EXTRA_CARE: 1.0,
        TIME: 1.0,
        PRIVATE: 1.0,
        WELLBEING_VALUE: 1.0,
        CONTACTS_VALUE: 1.0,
        OUTPUT: 1.0,
        HEALTH: 1.0,
        CONTACTS_HEALTH: 1.0,
    },
    PARTICIPANTS: {
        TIME: 1.0,
        PRIVATE: 1.0,
        WELLBEING_VALUE: 1.0,
        WAGE: 1.0,
        TRANSFER: -1.0,
        HEALTH: 1.0,
    },
}


@dataclass(frozen=True)
class Line:
    """One line of the account: an increment over usual care, per person offered the programme, undiscounted.

    Attributes
    ----------
    mechanism : str
        Which it comes from.
    item : str
        What it is; several lines of one mechanism may make up one item.
    kind : str
        Whom it concerns, which decides the perspectives that count it.
    amount : ndarray, shape (n,) or (1,)
        Money or QALYs; negative money is a saving or a benefit.
    profile : ndarray, shape (years, n) or (years, 1)
        What the amount is multiplied by in each year.
    """

    mechanism: str
    item: str
    kind: str
    amount: Array
    profile: Array

    @property
    def measure(self) -> str:
        """`cost` or `effect`, or `people` where it counts those who take part."""
        if self.kind == TAKING_PART:
            return PEOPLE
        return EFFECT if self.kind in EFFECTS else COST


def weight(kind: str, perspective: str, x: Values) -> Array | float:
    """What one pound, or QALY, of a kind counts under a perspective.

    To the exchequer, care avoided frees cash as a share of its value only; where an item of care costs more
    over the years it is paid in full, as extra care always is.

    Examples
    --------
    >>> import numpy as np
    >>> x = {"cashability": np.array([0.4])}
    >>> float(weight(CARE, PUBLIC_SECTOR, x)[0]), weight(CARE, SOCIETAL, x), weight(TIME, PUBLIC_SECTOR, x)
    (0.4, 1.0, 0.0)
    """
    if kind == TAKING_PART:
        return 1.0
    counted = COUNTED[perspective].get(kind, 0.0)
    if counted and kind == CARE and perspective == PUBLIC_SECTOR:
        return x["cashability"]
    if counted and kind == PROGRAMME and perspective == HEALTH_AND_SOCIAL_CARE:
        return x["health_payer_share"]
    if counted and kind == PROGRAMME and perspective == PUBLIC_SECTOR:
        return x["health_payer_share"] + x["other_public_payer_share"]
    return counted


def totals(lines: Iterable[Line], rates: dict[str, float], x: Values) -> dict[str, dict[str, Array]]:
    """Discounted increments per person offered: measure -> perspective -> ndarray, shape (n,) or (1,).

    Parameters
    ----------
    lines : iterable of Line
    rates : dict of str to float
        Yearly discount rate of `cost` and of `effect`.
    x : mapping of str to ndarray
        Inputs, of which the weights of perspectives are taken.

    Examples
    --------
    >>> import numpy as np
    >>> one = np.ones((1, 1))
    >>> lines = [Line("delivery", "wages", PROGRAMME, np.array([10.0]), one),
    ...          Line("readmission", "beds", CARE, np.array([-8.0]), one)]
    >>> x = {name: np.array([value]) for name, value in
    ...      {"cashability": 0.25, "health_payer_share": 1.0, "other_public_payer_share": 0.0}.items()}
    >>> found = totals(lines, {"cost": 0.0, "effect": 0.0}, x)["cost"]
    >>> [float(found[view][0]) for view in PERSPECTIVES]
    [2.0, 8.0, 2.0, 0.0]
    """
    by_kind: dict[str, Array] = {}
    measures: dict[str, str] = {}
    values: dict[tuple[int, str], Array] = {}
    kept = list(lines)  # held, so that no two profiles share an id
    for line in kept:
        key = (id(line.profile), line.measure)
        if key not in values:
            values[key] = present_value(line.profile, rates[line.measure])
        total = line.amount * values[key]
        parts = {line.kind: total}
        if line.kind == CARE:
            parts = {CARE: np.minimum(total, 0.0), EXTRA_CARE: np.maximum(total, 0.0)}
        for kind, part in parts.items():
            by_kind[kind] = by_kind[kind] + part if kind in by_kind else part
            measures[kind] = line.measure
    nothing = np.zeros(1)
    found: dict[str, dict[str, Array]] = {
        measure: dict.fromkeys(PERSPECTIVES, nothing) for measure in (COST, EFFECT)
    }
    for perspective in PERSPECTIVES:
        for kind, total in by_kind.items():
            if kind in COUNTED[perspective]:
                here = found[measures[kind]]
                here[perspective] = here[perspective] + weight(kind, perspective, x) * total
    return found


def ledger(
    lines: Iterable[Line],
    items: Sequence[str],
    perspectives: Sequence[str],
    rates: dict[str, float],
    x: Values,
    n: int,
) -> Array:
    """Discounted increments by item and year, shape (n, perspective, item, year); people are not discounted.

    Summed over years and the items of a measure they are the totals of that measure.
    """
    kept = list(lines)
    years = kept[0].profile.shape[0]
    rates = {**rates, PEOPLE: 0.0}
    factors = {measure: discount_factors(rate, years)[:, np.newaxis] for measure, rate in rates.items()}
    found = np.zeros((n, len(perspectives), len(items), years))
    for line in kept:
        at = items.index(line.item)
        per_year = line.amount * line.profile * factors[line.measure]
        costs_more = per_year.sum(axis=0) > 0.0
        for position, perspective in enumerate(perspectives):
            counted = weight(line.kind, perspective, x)
            if line.kind == CARE:
                counted = np.where(costs_more, weight(EXTRA_CARE, perspective, x), counted)
            found[:, position, at] += (counted * per_year).T
    return found
