"""Published intervals -> native parameters.

The level is always stated, and so is whether an estimate is a mean or a median.

Two meanings of a lognormal "with mean m" circulate: m as the arithmetic mean and m as the median. Every
formula here says in its name which it takes. An interval is central: it leaves out the same probability on
each side.
"""

from collections.abc import Callable

import numpy as np
from scipy.special import betainc, betaincc, gammainc, gammaincc, gammaincinv, ndtri

from distributions.constraint import (
    INSIDE_UNIT,
    INTERVAL,
    LEVEL,
    POSITIVE,
    POSITIVE_INTERVAL,
    REAL,
    UNIT_INTERVAL,
    Constraint,
    require,
)
from distributions.error import ParameterError, show
from distributions.numerics.incomplete_beta import value_with_below
from distributions.numerics.solve import solve_increasing
from distributions.read import Native

Interval = tuple[float, float]

# How far an estimate may lie from the middle that its interval implies; further off, one of the figures is
# something else.
LARGEST_SHIFT = 0.10
# How far an end of the fitted interval may lie from the published one, as a share of the published width.
LARGEST_MISFIT = 0.20
# Spreads that are tried: from almost all mass at the ends to an interval of a millionth of the mean.
_PRECISIONS = 1e-4, 1e13


def half_width(level: float) -> float:
    """Half the width of a central interval of the standard normal: 1.959964 for 0.95, 1.644854 for 0.90.

    Examples
    --------
    >>> round(half_width(0.95), 6)
    1.959964
    """
    return float(-ndtri((1 - level) / 2))


def normal_from_mean_and_interval(mean: float, interval: Interval, level: float) -> Native:
    """Make a normal from a mean and its interval: scale = (high - low) / (2 z).

    The mean must lie in the middle of the interval, give or take a tenth of its width. Altman and Bland
    (2011), BMJ 343: d2304.

    Examples
    --------
    >>> round(normal_from_mean_and_interval(mean=2, interval=(1, 3), level=0.95)["scale"], 4)
    0.5102
    """
    _require(mean, interval, level, "mean", REAL, INTERVAL)
    low, high = interval
    shift = abs(mean - (low / 2 + high / 2)) / (high - low)
    if shift > LARGEST_SHIFT:
        sentence = (
            f"mean: {show(mean)} is {shift:.0%} of the width away from the middle of interval: "
            f"{ends_of(interval)}; a normal is symmetric (at most {LARGEST_SHIFT:.0%} is taken for "
            "rounding): use lognormal, gamma or beta, or correct the figures"
        )
        raise ParameterError([sentence])
    return {"location": mean, "scale": (high - low) / (2 * half_width(level))}


def lognormal_from_median_and_interval(median: float, interval: Interval, level: float) -> Native:
    """Lognormal from a median, such as a published relative risk, and its interval.

    mu = ln(median), sigma = (ln(high) - ln(low)) / (2 z). Briggs (2006), chapter 4; Higgins et al.
    (2019), Cochrane Handbook, section 6.3.2. The median must be within 10 % of the geometric mean of the
    ends.

    Examples
    --------
    >>> parameters = lognormal_from_median_and_interval(median=0.8, interval=(0.6, 1.07), level=0.95)
    >>> round(parameters["mu"], 4), round(parameters["sigma"], 4)
    (-0.2231, 0.1476)
    """
    return lognormal_around("median", median, interval, level)


def lognormal_around(what: str, median: float, interval: Interval, level: float) -> Native:
    """As `lognormal_from_median_and_interval`, for a median that a configuration calls `what`.

    Examples
    --------
    >>> round(lognormal_around("risk_ratio", 0.8, (0.6, 1.07), 0.95)["sigma"], 4)
    0.1476
    """
    _require(median, interval, level, what, POSITIVE, POSITIVE_INTERVAL)
    _refuse_off_centre(what, median, median, interval)
    return {"mu": float(np.log(median)), "sigma": _log_spread(interval, level)}


def lognormal_from_mean_and_interval(mean: float, interval: Interval, level: float) -> Native:
    """Lognormal from its ARITHMETIC mean and an interval.

    sigma = (ln(high) - ln(low)) / (2 z), mu = ln(mean) - sigma^2 / 2. The median that follows must be within
    10 % of the geometric mean of the ends.

    Examples
    --------
    >>> parameters = lognormal_from_mean_and_interval(mean=0.8088, interval=(0.6, 1.07), level=0.95)
    >>> round(parameters["mu"], 4), round(parameters["sigma"], 4)
    (-0.2231, 0.1476)
    """
    _require(mean, interval, level, "mean", POSITIVE, POSITIVE_INTERVAL)
    sigma = _log_spread(interval, level)
    mu = float(np.log(mean) - sigma**2 / 2)
    _refuse_off_centre("mean", mean, float(np.exp(mu)), interval)
    return {"mu": mu, "sigma": sigma}


def gamma_from_mean_and_interval(mean: float, interval: Interval, level: float) -> Native:
    """Gamma with this mean that has `level` of its probability inside the interval.

    The shape is found numerically. With the mean kept there is one parameter left, and it cannot meet two
    ends: what is matched is the coverage, the probability inside, and an interval whose ends are then more
    than a fifth of its width away from those of the gamma is refused. A gamma for a cost: Briggs (2006),
    chapter 4, where its parameters come from mean and standard error.

    Examples
    --------
    >>> parameters = gamma_from_mean_and_interval(mean=100, interval=(54.1, 160), level=0.95)
    >>> round(parameters["shape"], 1), round(parameters["shape"] * parameters["scale"], 9)
    (13.5, 100.0)
    """
    _require(mean, interval, level, "mean", POSITIVE, POSITIVE_INTERVAL)
    low, high = interval[0] / mean, interval[1] / mean

    def inside(shape: float) -> float:
        return float(1 - gammainc(shape, shape * low) - gammaincc(shape, shape * high))

    shape = solve_increasing(inside, level, *_PRECISIONS, what=_fit("gamma", "mean", mean, interval, level))
    _refuse_misfit("mean", mean, interval, level, lambda u: float(gammaincinv(shape, u)) * mean / shape)
    return {"shape": shape, "scale": mean / shape}


def beta_from_mean_and_interval(mean: float, interval: Interval, level: float) -> Native:
    """Beta with this mean that has `level` of its probability inside the interval.

    alpha + beta is found numerically. With the mean kept it is the one parameter left: as in
    `gamma_from_mean_and_interval` the coverage is matched and not both ends, which are checked. A beta for a
    probability: Briggs (2006), chapter 4.

    Examples
    --------
    >>> parameters = beta_from_mean_and_interval(mean=0.5, interval=(0.3, 0.7), level=0.95)
    >>> round(parameters["alpha"], 2), round(parameters["beta"], 2)
    (11.26, 11.26)
    """
    _require(mean, interval, level, "mean", INSIDE_UNIT, UNIT_INTERVAL)
    return _beta_inside("mean", mean, interval, level, lambda total: mean * total)


def beta_from_median_and_interval(median: float, interval: Interval, level: float) -> Native:
    """Beta with this median that has `level` of its probability inside the interval.

    Both parameters are found numerically. The median takes one of them, and the other cannot meet two ends:
    as in `gamma_from_mean_and_interval` the coverage is matched and not both ends, which are checked.

    Examples
    --------
    >>> parameters = beta_from_median_and_interval(median=0.5, interval=(0.3, 0.7), level=0.95)
    >>> round(parameters["alpha"], 2), round(parameters["beta"], 2)
    (11.26, 11.26)
    """
    _require(median, interval, level, "median", INSIDE_UNIT, UNIT_INTERVAL)

    def alpha_of(total: float) -> float:
        return total * solve_increasing(
            lambda share: float(betaincc(total * share, total * (1 - share), median)), 0.5, 1e-12, 1.0 - 1e-12
        )

    return _beta_inside("median", median, interval, level, alpha_of)


def _beta_inside(
    what: str, estimate: float, interval: Interval, level: float, alpha_of: Callable[[float], float]
) -> Native:
    low, high = interval

    def inside(total: float) -> float:
        alpha = alpha_of(total)
        return float(1 - betainc(alpha, total - alpha, low) - betaincc(alpha, total - alpha, high))

    total = solve_increasing(inside, level, *_PRECISIONS, what=_fit("beta", what, estimate, interval, level))
    alpha = alpha_of(total)
    _refuse_misfit(
        what,
        estimate,
        interval,
        level,
        lambda u: float(value_with_below(alpha, total - alpha, np.asarray(u))),
    )
    return {"alpha": alpha, "beta": total - alpha}


def _require(
    estimate: float,
    interval: Interval,
    level: float,
    what: str,
    estimate_rule: Constraint,
    interval_rule: Constraint,
) -> None:
    require(
        **{what: (estimate, estimate_rule), "interval": (interval, interval_rule), "level": (level, LEVEL)}
    )
    if not interval[0] < estimate < interval[1]:
        raise ParameterError([f"{what}: {show(estimate)} must lie inside interval: {ends_of(interval)}"])


def _log_spread(interval: Interval, level: float) -> float:
    return float(np.log(interval[1]) - np.log(interval[0])) / (2 * half_width(level))


def _refuse_off_centre(what: str, estimate: float, median: float, interval: Interval) -> None:
    """Refuse a median that is not where a lognormal with this interval has it."""
    centre = float(np.sqrt(interval[0]) * np.sqrt(interval[1]))
    if abs(median / centre - 1) > LARGEST_SHIFT:
        implied = "" if median == estimate else f", which implies a median of {median:.4g},"
        sentence = (
            f"{what}: {show(estimate)}{implied} does not fit interval: {ends_of(interval)}: a lognormal with "
            f"this interval has its median at {centre:.4g}, and at most {LARGEST_SHIFT:.0%} off is taken for "
            "rounding; check the figures, whether the estimate is a mean or a median, and the level, or give "
            "mu and sigma"
        )
        raise ParameterError([sentence])


def _refuse_misfit(
    what: str, estimate: float, interval: Interval, level: float, quantile: Callable[[float], float]
) -> None:
    """Refuse a fit whose own interval is not the published one: the right mass, in the wrong place."""
    fitted = quantile((1 - level) / 2), quantile((1 + level) / 2)
    furthest = max(abs(ours - theirs) for ours, theirs in zip(fitted, interval, strict=True))
    if not furthest <= LARGEST_MISFIT * (interval[1] - interval[0]):
        sentence = (
            f"interval: {ends_of(interval)} does not fit {what}: {show(estimate)}: the nearest distribution "
            f"of this family has its {level:.4g} interval from {fitted[0]:.4g} to {fitted[1]:.4g}; check the "
            "figures, or choose another family"
        )
        raise ParameterError([sentence])


def _fit(family: str, what: str, estimate: float, interval: Interval, level: float) -> str:
    ends = ends_of(interval)
    return f"no {family} with {what}: {show(estimate)} has {level:.4g} of its probability in interval: {ends}"


def ends_of(interval: Interval) -> str:
    """An interval as a configuration writes it.

    Examples
    --------
    >>> ends_of((0.6, 2.0))
    '[0.6, 2]'
    """
    return f"[{show(interval[0])}, {show(interval[1])}]"
