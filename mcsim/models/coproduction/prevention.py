"""Prevention and early intervention: fewer people escalate and fall into crisis, over a longer horizon."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mcsim.models.contract import Need, amount, number, positive, share
from mcsim.models.coproduction.mechanism import USE, Mechanism, Refusal, Values
from mcsim.protocols import Array

YEARLY = "probability per year"


def _refusals(x: Values) -> Iterator[Refusal]:
    with_support = np.maximum(x["prevention_relative_risk"], 1.0) * x["prevention_trial_probability"]
    yield (
        with_support >= 1.0,
        "prevention_relative_risk makes its trial's probability 1 or more",
        with_support,
    )
    leaving = {
        "stable": x["p_escalate"] + x["p_die_stable"],
        "escalating": x["p_crisis"] + x["p_settle"] + x["p_die_escalating"],
        "crisis": x["p_recover"] + x["p_die_crisis"],
    }
    for state, total in leaving.items():
        yield total > 1.0, f"probabilities of leaving the state {state} add up to more than 1", total


PREVENTION_STATES = Mechanism(
    "prevention",
    "with prevention and early intervention people are less likely to need crisis and emergency services",
    USE,
    {
        "prevention_relative_risk": (positive("ratio"), 1.0),
        "prevention_trial_probability": (
            Need("probability in the first year", 0.0, 1.0, low_included=False),
            0.1,
        ),
        "initially_escalating": (share(), 0.0),
        "p_escalate": (share(YEARLY), 0.0),
        "p_settle": (share(YEARLY), 0.0),
        "p_crisis": (share(YEARLY), 0.0),
        "p_recover": (share(YEARLY), 0.0),
        "p_die_stable": (share(YEARLY), 0.0),
        "p_die_escalating": (share(YEARLY), 0.0),
        "p_die_crisis": (share(YEARLY), 0.0),
        "cost_escalating": (amount("GBP per person per year"), 0.0),
        "cost_crisis": (amount("GBP per person per year"), 0.0),
        "utility_stable": (number("utility"), 0.0),
        "utility_escalating": (number("utility"), 0.0),
        "utility_crisis": (number("utility"), 0.0),
    },
    refusals=_refusals,
)


@dataclass(frozen=True)
class Course:
    """What becomes of people, by year since joining, each of shape (years, n).

    Attributes
    ----------
    stable, escalating, crisis : ndarray
        Share of people in each state, as the mean of the year's beginning and its end; the rest have died.
    entries : ndarray
        Share of people who enter crisis in the year.
    """

    stable: Array
    escalating: Array
    crisis: Array
    entries: Array


def hazard_ratio(relative_risk: Array, probability: Array) -> Array:
    """Hazard ratio behind a relative risk at its trial's baseline: ``ln(1 - RR * p) / ln(1 - p)``.

    Examples
    --------
    >>> import numpy as np
    >>> float(hazard_ratio(np.array([0.5]), np.array([0.75]))[0].round(4))
    0.339
    """
    return np.log1p(-relative_risk * probability) / np.log1p(-probability)


def with_hazard_ratio(probability: Array, log_ratio: Array) -> Array:
    """Yearly probability under a hazard ratio: ``p' = 1 - (1 - p) ** HR``.

    Examples
    --------
    >>> import numpy as np
    >>> float(with_hazard_ratio(np.array([0.75]), np.log([0.5]))[0])
    0.5
    """
    changed: Array = -np.expm1(np.exp(log_ratio) * np.log1p(-probability))
    return changed


def course(x: Values, log_hazard_ratio: Array) -> Course:
    """States {stable, escalating, crisis, dead} by year, the programme slowing the steps towards crisis.

    The hazard ratio acts on stable to escalating and on escalating to crisis; the probability of staying
    takes the residual; where a harmful programme makes that negative, `impossible` says so.

    Parameters
    ----------
    x : mapping of str to ndarray
        The mechanism's inputs.
    log_hazard_ratio : ndarray, shape (years, n)
        By year since joining; 0 without the programme.

    Returns
    -------
    Course

    Examples
    --------
    >>> import numpy as np
    >>> x = {name: np.array([value]) for name, (_, value) in PREVENTION_STATES.quantities.items()}
    >>> x |= {"p_escalate": np.array([0.5]), "p_crisis": np.array([0.5])}
    >>> found = course(x, np.zeros((2, 1)))
    >>> found.stable.ravel().tolist(), found.crisis.ravel().tolist()
    ([0.75, 0.375], [0.0, 0.125])
    """
    inputs = [x[name] for name in PREVENTION_STATES.quantities]
    years = log_hazard_ratio.shape[0]
    shape = (years, np.broadcast(*inputs, log_hazard_ratio[0]).size)
    states = Course(*(np.empty(shape) for _ in range(4)))
    escalating = np.broadcast_to(x["initially_escalating"], shape[1:])
    stable, crisis = 1.0 - escalating, np.zeros(shape[1])
    p_escalate = with_hazard_ratio(x["p_escalate"], log_hazard_ratio)
    p_crisis = with_hazard_ratio(x["p_crisis"], log_hazard_ratio)
    for year in range(years):
        before = stable, escalating, crisis
        to_escalating, to_crisis = stable * p_escalate[year], escalating * p_crisis[year]
        settled, recovered = escalating * x["p_settle"], crisis * x["p_recover"]
        stable = stable * (1.0 - x["p_die_stable"]) - to_escalating + settled
        crisis = crisis * (1.0 - x["p_die_crisis"]) + to_crisis - recovered
        escalating = (
            escalating * (1.0 - x["p_die_escalating"]) + to_escalating - to_crisis - settled + recovered
        )
        for kept, first, last in zip(vars(states).values(), before, (stable, escalating, crisis)):
            kept[year] = (first + last) / 2.0
        states.entries[year] = to_crisis
    return states


def impossible(x: Values, log_hazard_ratio: Array) -> Refusal:
    """Draws in which more leave a state than are in it: the probability of staying is the residual.

    Examples
    --------
    >>> import numpy as np
    >>> x = {name: np.array([value]) for name, (_, value) in PREVENTION_STATES.quantities.items()}
    >>> x |= {"p_escalate": np.array([0.5]), "p_die_stable": np.array([0.4])}
    >>> [bool(impossible(x, np.log([[ratio]]))[0][0]) for ratio in (1.0, 2.0)]
    [False, True]
    """
    stable = 1.0 - x["p_die_stable"] - with_hazard_ratio(x["p_escalate"], log_hazard_ratio)
    leaving = x["p_settle"] + x["p_die_escalating"]
    escalating = 1.0 - leaving - with_hazard_ratio(x["p_crisis"], log_hazard_ratio)
    least = np.minimum(stable, escalating).min(axis=0)
    rule = "the hazard ratio of prevention makes a probability of staying in a state negative"
    return least < -1e-12, rule, least


def state_cost(found: Course, x: Values) -> Array:
    """Cost by year of the states people are in, above that of being stable; shape (years, n)."""
    return found.escalating * x["cost_escalating"] + found.crisis * x["cost_crisis"]


def state_qalys(found: Course, x: Values) -> Array:
    """QALYs by year of the states people are in; shape (years, n)."""
    return (
        found.stable * x["utility_stable"]
        + found.escalating * x["utility_escalating"]
        + found.crisis * x["utility_crisis"]
    )
