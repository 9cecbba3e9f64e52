"""Shares alive at published times -> parameters of a survival distribution, or an uncertain rate.

"Alive" stands for without the event, whatever the event is. Collett (2015), Modelling Survival Data in
Medical Research, 3rd edition, chapters 5 and 6.
"""

from math import exp, expm1, log

import numpy as np

from distributions.constraint import INSIDE_UNIT, LEVEL, POSITIVE, SURVIVAL_AT, UNIT_INTERVAL, require
from distributions.error import ParameterError, as_stated, show
from distributions.numerics.solve import solve_increasing
from distributions.published.intervals import Interval, ends_of, lognormal_around
from distributions.read import Native, Number

SurvivalAt = tuple[tuple[float, float], ...]
_ROUNDING = 1e-9  # share by which a hazard may seem to fall that is constant
_STEEPEST = 300.0  # growth of a Gompertz hazard over the later time, in powers of e


def exponential_from_survival(survival: Number, time: Number) -> Native:
    """Exponential from the share alive at one time: rate = -ln(survival) / time.

    Examples
    --------
    >>> round(float(exponential_from_survival(survival=0.5, time=2)["rate"]), 6)
    0.346574
    """
    require(survival=(survival, INSIDE_UNIT), time=(time, POSITIVE))
    return {"rate": -np.log(survival) / time}


def lognormal_from_survival(survival: float, time: float, interval: Interval, level: float) -> Native:
    """Lognormal of a RATE from the share alive at one time and its interval.

    rate = -ln(survival) / time, per unit of `time`; it is the median. The interval turns round: the higher
    share alive is the lower rate.

    Examples
    --------
    >>> parameters = lognormal_from_survival(survival=0.7, time=5, interval=(0.6, 0.78), level=0.95)
    >>> round(parameters["mu"], 4), round(parameters["sigma"], 4)
    (-2.6404, 0.1839)
    """
    require(
        survival=(survival, INSIDE_UNIT),
        time=(time, POSITIVE),
        interval=(interval, UNIT_INTERVAL),
        level=(level, LEVEL),
    )
    if not interval[0] < survival < interval[1]:
        raise ParameterError([f"survival: {show(survival)} must lie inside interval: {ends_of(interval)}"])
    rate, highest, lowest = (-log(share) / time for share in (survival, *interval))
    what = f"survival: {show(survival)} at time: {show(time)}, as a rate"
    return lognormal_around(what, rate, (lowest, highest), level)


def weibull_from_survival_at(survival_at: SurvivalAt) -> Native:
    """Weibull, S(t) = exp(-(t / scale)^shape), from the shares alive at two times.

    shape = ln(ln S2 / ln S1) / ln(t2 / t1), scale = t1 / (-ln S1)^(1 / shape).

    Parameters
    ----------
    survival_at : mapping of time to share alive
        Two times.

    Returns
    -------
    dict
        `shape` and `scale`.

    Examples
    --------
    >>> parameters = weibull_from_survival_at(((1.0, exp(-0.25)), (2.0, exp(-1.0))))
    >>> round(parameters["shape"], 6), round(parameters["scale"], 6)
    (2.0, 2.0)
    """
    (t_1, hazard_1), (t_2, hazard_2) = _cumulative_hazards(survival_at)
    shape = (log(hazard_2) - log(hazard_1)) / (log(t_2) - log(t_1))
    return {"shape": shape, "scale": t_1 * exp(-log(hazard_1) / shape)}


def gompertz_from_survival_at(survival_at: SurvivalAt) -> Native:
    """Gompertz, S(t) = exp(-rate / shape (exp(shape t) - 1)), from the shares alive at two times.

    The shape, found numerically, is where the cumulative hazards have the published ratio; the hazard at time
    0 is `rate`. Where the hazard falls with time the shape would be negative, with a share that never has the
    event, and is refused.

    Parameters
    ----------
    survival_at : mapping of time to share alive
        Two times.

    Returns
    -------
    dict
        `shape` and `rate`.

    Examples
    --------
    >>> survival = [exp(-0.1 / 0.3 * expm1(0.3 * time)) for time in (1.0, 5.0)]
    >>> parameters = gompertz_from_survival_at(((1.0, survival[0]), (5.0, survival[1])))
    >>> round(parameters["shape"], 6), round(parameters["rate"], 6)
    (0.3, 0.1)
    """
    (t_1, hazard_1), (t_2, hazard_2) = _cumulative_hazards(survival_at)
    share, ratio = t_1 / t_2, hazard_1 / hazard_2
    stated = f"survival_at: {as_stated(survival_at)}"
    if ratio > share * (1 + _ROUNDING):
        falling = "the hazard falls with time, so that a share would never have the event; choose weibull"
        raise ParameterError([f"{stated}: {falling}"])

    def decline(log_growth: float) -> float:
        """Cumulative hazard at the earlier time over that at the later, falling in the growth."""
        return _growth(log_growth * share) * share / _growth(log_growth)

    # The solver takes positive unknowns: exp(growth over the later time).
    ends = 1.0, exp(_STEEPEST)
    what = f"{stated}: the hazard rises too steeply for a gompertz; choose weibull"
    growth = log(solve_increasing(lambda x: -decline(log(x)), -min(ratio, share), *ends, what=what))
    return {"shape": growth / t_2, "rate": hazard_2 / (t_2 * _growth(growth))}


def _growth(x: float) -> float:
    """(e^x - 1) / x, which is 1 at 0."""
    return expm1(x) / x if x else 1.0


def _cumulative_hazards(survival_at: SurvivalAt) -> list[tuple[float, float]]:
    require(survival_at=(survival_at, SURVIVAL_AT))
    return [(time, -log(alive)) for time, alive in survival_at]
