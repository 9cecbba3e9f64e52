"""A standard error and an interval published side by side: taken where they agree, refused where not."""

from collections.abc import Callable

import numpy as np
from scipy.special import gammaincinv, ndtri

from distributions.constraint import INTERVAL, LEVEL, REAL, STANDARD_ERROR, require
from distributions.error import ParameterError, show
from distributions.numerics.incomplete_beta import value_with_below
from distributions.published.intervals import LARGEST_MISFIT, Interval, ends_of
from distributions.published.moments import (
    beta_from_mean_and_se,
    gamma_from_mean_and_se,
    lognormal_from_mean_and_se,
    normal_from_mean_and_se,
)
from distributions.read import Array, Native, Number

LARGEST_DISAGREEMENT = 0.10
"""How far the width of the interval may differ from the width that the standard error gives, as a share."""


def through_interval_that_agrees(
    from_mean_and_se: Callable[[Number, Number], Native], quantile: Callable[[Native, Array], Array]
) -> Callable[..., Native]:
    """Turn a formula on mean and standard error into one that an interval must agree with.

    The parameters come from mean and standard error; the interval is checked: its width within 10 % of that
    of the distribution, and its ends within 20 % of that width from the distribution's.

    Parameters
    ----------
    from_mean_and_se : function
    quantile : function
        Native parameters, probabilities -> values.
    """

    def from_mean_se_and_interval(mean: float, se: float, interval: Interval, level: float) -> Native:
        require(
            mean=(mean, REAL), se=(se, STANDARD_ERROR), interval=(interval, INTERVAL), level=(level, LEVEL)
        )
        native = from_mean_and_se(mean, se)
        low, high = quantile(native, np.array([(1 - level) / 2, (1 + level) / 2]))
        width = interval[1] - interval[0]
        furthest = max(abs(low - interval[0]), abs(high - interval[1]))
        if not (abs((high - low) / width - 1) <= LARGEST_DISAGREEMENT and furthest <= LARGEST_MISFIT * width):
            sentence = (
                f"se: {show(se)} and interval: {ends_of(interval)} disagree: with mean: {show(mean)} and "
                f"this se the {level:.4g} interval is from {low:.4g} to {high:.4g}; check the "
                "figures, the level, and whether se is a standard deviation between people"
            )
            raise ParameterError([sentence])
        return native

    from_mean_se_and_interval.__doc__ = f"As `{from_mean_and_se.__name__}`, with an interval that agrees."
    return from_mean_se_and_interval


normal_from_mean_se_and_interval = through_interval_that_agrees(
    normal_from_mean_and_se, lambda native, u: np.asarray(native["location"] + native["scale"] * ndtri(u))
)
lognormal_from_mean_se_and_interval = through_interval_that_agrees(
    lognormal_from_mean_and_se, lambda native, u: np.exp(native["mu"] + native["sigma"] * ndtri(u))
)
gamma_from_mean_se_and_interval = through_interval_that_agrees(
    gamma_from_mean_and_se, lambda native, u: np.asarray(native["scale"] * gammaincinv(native["shape"], u))
)
beta_from_mean_se_and_interval = through_interval_that_agrees(
    beta_from_mean_and_se, lambda native, u: value_with_below(native["alpha"], native["beta"], u)
)
