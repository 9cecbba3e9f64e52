"""Whom support is offered to: use rises in those who used little and falls in those who used much."""

from collections.abc import Iterator

from mcsim.models.contract import positive, share
from mcsim.models.coproduction.mechanism import COURSE, Mechanism, Refusal, Values
from mcsim.protocols import Array


def _refusals(x: Values) -> Iterator[Refusal]:
    used = x["high_user_share"] * x["high_user_use_ratio"]
    yield used > 1.0, "high_user_share * high_user_use_ratio is above 1, more use than there is", used
    yield x["high_user_share"] >= 1.0, "high_user_share leaves nobody else", x["high_user_share"]


TARGETING = Mechanism(
    "targeting",
    "use rises in people who used little and falls in people who used much",
    COURSE,
    {
        "high_user_share": (share(), 0.0),
        "high_user_share_offered": (share(), 0.0),
        "high_user_use_ratio": (positive("ratio"), 1.0),
        "high_user_rise_ratio": (positive("ratio"), 1.0),
        "high_user_saving_ratio": (positive("ratio"), 1.0),
    },
    refusals=_refusals,
)


def targeted(people: Array, offered: Array, use_ratio: Array, effect_ratio: Array) -> Array:
    """Change in use per person offered support, relative to that where everyone is offered it alike.

    A share q of the population are high users, who use r times the mean; the proportional change in their use
    is rho times that in other people's. Weights w are scaled so that their use-weighted mean is 1:
    ``w_low * ((1 - q * r) + q * r * rho) = 1`` and ``w_high = rho * w_low``. If a share h of the people
    offered support are high users, the change is ``h * r * w_high + (1 - h) * (1 - q * r) / (1 - q) * w_low``
    times that of the whole population, so that h = q gives exactly 1.

    Parameters
    ----------
    people : ndarray
        Share q of high users in the population.
    offered : ndarray
        Share h of high users among the people offered support: a decision.
    use_ratio : ndarray
        Use r of high users, relative to the population's mean.
    effect_ratio : ndarray
        Proportional change rho in high users, relative to that in others: below 1 for a rise that comes
        among low users, above 1 for a saving that comes among high users.

    Examples
    --------
    >>> import numpy as np
    >>> a = lambda x: np.array([float(x)])
    >>> float(targeted(a(0.2), a(0.2), a(3), a(2))[0].round(12))
    1.0
    >>> float(targeted(a(0.2), a(1), a(3), a(2))[0])
    3.75
    """
    used_by_high = people * use_ratio
    low_weight = 1.0 / (1.0 - used_by_high + used_by_high * effect_ratio)
    low_use = (1.0 - used_by_high) / (1.0 - people)
    return low_weight * (offered * use_ratio * effect_ratio + (1.0 - offered) * low_use)
