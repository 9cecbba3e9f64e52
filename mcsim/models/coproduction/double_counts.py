"""What would be counted twice: pairs of mechanisms that value one thing in two ways, with the reason."""

from collections.abc import Collection, Iterator
from itertools import product

QALYS = ("wellbeing", "measured_gain", "budget_outcome")
MONEY = ("wellby", "loneliness")
COMPONENTS = ("long_term_saving", "length_of_stay", "activation", "readmission", "prevention")
USE = ("short_term_rise", *COMPONENTS, "reinforcement")
_REASONS = (
    (QALYS, MONEY, "one outcome would be valued as QALYs and as wellbeing in money"),
    (("wellby",), ("loneliness",), "loneliness removed is part of life satisfaction"),
    (
        ("wellbeing",),
        ("measured_gain", "budget_outcome"),
        "one health gain would be counted from two sources",
    ),
    (("measured_gain",), ("budget_outcome",), "one health gain would be counted from two sources"),
    (("published_cost",), ("delivery", "overheads"), "a published total would stand beside its components"),
    (("time_exchange",), ("unpaid_time",), "hours given in exchange would be counted again as unpaid hours"),
    (("reinforcement",), COMPONENTS, "the saving of the whole programme holds that of its components"),
    (("measured_cost",), USE, "a measured net difference in cost holds every change in the use of services"),
    (("activation",), ("long_term_saving", "measured_gain"), "activation is one path to the same effect"),
    (
        ("prevention",),
        ("readmission", "long_term_saving", "activation"),
        "fewer crises would be counted in two ways",
    ),
)
DOUBLE_COUNTS: dict[frozenset[str], str] = {
    frozenset(pair): reason for one, other, reason in _REASONS for pair in product(one, other)
}


def double_counts(
    on: Collection[str], apart: Collection[frozenset[str]] = ()
) -> Iterator[tuple[str, str, str]]:
    """Pairs of mechanisms that are on together and count one thing twice.

    Parameters
    ----------
    on : collection of str
        Mechanisms in use.
    apart : collection of frozenset of str
        Pairs that the user says are about different outcomes.

    Yields
    ------
    (str, str, str)
        The two, and why.

    Examples
    --------
    >>> list(double_counts(["wellbeing", "loneliness"]))
    [('loneliness', 'wellbeing', 'one outcome would be valued as QALYs and as wellbeing in money')]
    """
    for pair, reason in DOUBLE_COUNTS.items():
        if pair <= set(on) and pair not in apart:
            first, second = sorted(pair)
            yield first, second, reason
