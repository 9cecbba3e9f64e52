"""What would be counted twice: pairs of mechanisms that value one thing in two ways, with the reason."""

from collections.abc import Collection, Iterator, Mapping
from itertools import product
from typing import Any

QALYS = ("wellbeing", "measured_gain", "budget_outcome")
MONEY = ("wellby", "loneliness")
COMPONENTS = ("long_term_saving", "length_of_stay", "activation", "readmission", "prevention")
USE = ("short_term_rise", *COMPONENTS, "reinforcement", "employment")
DELIVERED = ("support", "delivery", "overheads", "published_cost", "professional_time", "set_up")
_REASONS = (
    (QALYS, MONEY, "one outcome would be valued as QALYs and as wellbeing in money"),
    (("wellby",), ("loneliness",), "loneliness removed is part of life satisfaction"),
    (
        ("wellbeing",),
        ("measured_gain", "budget_outcome"),
        "one health gain would be counted from two sources",
    ),
    (("measured_gain",), ("budget_outcome",), "one health gain would be counted from two sources"),
    (
        ("measured_gain", "budget_outcome"),
        ("appropriateness", "readmission", "prevention", "problem_solving"),
        "a gain in health that was measured whole holds what comes of using services otherwise",
    ),
    (("problem_solving",), MONEY, "one outcome would be valued as QALYs and as wellbeing in money"),
    (("carers",), ("spillover",), "carers are among the close contacts"),
    (
        ("employment",),
        (*COMPONENTS, "reinforcement"),
        "a measured change in the use of services holds that of people in work",
    ),
    (("reinforcement",), ("short_term_rise",), "a net saving holds the rise that came before it"),
    (("published_cost",), ("delivery", "overheads"), "a published total would stand beside its components"),
    (
        ("time_exchange",),
        ("unpaid_time", "unpaid_hours"),
        "hours given in exchange would be counted again as unpaid hours",
    ),
    (("unpaid_time",), ("unpaid_hours",), "the hours given unpaid would be counted from two sources"),
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

BEDS = tuple(frozenset((name, "readmission")) for name in ("long_term_saving", "activation"))
AT_WORK = frozenset(("employment", "wellby"))
DOUBLED_BY_OPTIONS = (*BEDS, AT_WORK)
"""Pairs that count one thing twice with some of their options only."""


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


def doubled_by_options(
    on: Mapping[str, Mapping[str, Any]], apart: Collection[frozenset[str]] = ()
) -> Iterator[tuple[str, str]]:
    """Mechanisms that count one thing twice because of what they are told.

    Parameters
    ----------
    on : mapping of str to mapping
        Mechanisms in use, each with its options.
    apart : collection of frozenset of str
        Pairs that the user says are about different outcomes.

    Yields
    ------
    (str, str)
        Where, and why.

    Examples
    --------
    >>> options = {"measured_cost": {"includes_delivery": True}, "delivery": {}}
    >>> list(doubled_by_options(options))
    [('delivery', 'measured_cost includes delivery')]
    """
    if on.get("measured_cost", {}).get("includes_delivery"):
        yield from ((name, "measured_cost includes delivery") for name in DELIVERED if name in on)
    if on.get("employment", {}).get("time_is") == "wellby" and "wellby" in on and AT_WORK not in apart:
        yield "employment.time_is", "life satisfaction holds that in work"
    for pair in BEDS:
        (name,) = pair - {"readmission"}
        beds = "mental_health_bed" in on.get(name, {}).get("services", ())
        if beds and "readmission" in on and pair not in apart:
            yield f"{name}.services", "a readmission holds its mental_health_bed days"
