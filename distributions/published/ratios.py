"""Published relative effects with their intervals -> lognormal.

A published ratio is taken as the MEDIAN: a meta-analysis or a regression estimates its logarithm, and its
interval is symmetric on that scale. Higgins et al. (2019), Cochrane Handbook, section 6.3.2.
"""

from collections.abc import Callable

from distributions.constraint import INSIDE_UNIT, LEVEL, POSITIVE, POSITIVE_INTERVAL, RATIO, require
from distributions.error import ParameterError, show
from distributions.published.conversions import convert_ratio
from distributions.published.intervals import Interval, lognormal_around
from distributions.read import Native


def lognormal_from_risk_ratio(risk_ratio: float, interval: Interval, level: float) -> Native:
    """Lognormal of a risk ratio from the published one, its median, and its interval.

    Examples
    --------
    >>> parameters = lognormal_from_risk_ratio(0.8, (0.6, 1.07), 0.95)
    >>> round(parameters["mu"], 4), round(parameters["sigma"], 4)
    (-0.2231, 0.1476)
    """
    return lognormal_around("risk_ratio", risk_ratio, interval, level)


def lognormal_from_odds_ratio(odds_ratio: float, interval: Interval, level: float) -> Native:
    """Lognormal of an odds ratio from the published one, its median, and its interval."""
    return lognormal_around("odds_ratio", odds_ratio, interval, level)


def lognormal_from_hazard_ratio(hazard_ratio: float, interval: Interval, level: float) -> Native:
    """Lognormal of a hazard ratio from the published one, its median, and its interval."""
    return lognormal_around("hazard_ratio", hazard_ratio, interval, level)


def lognormal_from_converted_risk_ratio(
    risk_ratio: float, interval: Interval, level: float, baseline_risk: float, to: str
) -> Native:
    """Lognormal of what `to` names, from a published risk ratio at a baseline risk.

    The estimate and both ends are converted by `conversions.convert_ratio`: with `to: hazard_ratio` what is
    sampled is a HAZARD ratio, HR = ln(1 - RR p) / ln(1 - p).

    Raises
    ------
    ParameterError
        Besides wrong values: the risk ratio or an end of its interval times the baseline risk is 1 or more;
        or the converted interval is no longer that of a lognormal.

    Examples
    --------
    >>> parameters = lognormal_from_converted_risk_ratio(0.8, (0.6, 1.07), 0.95, 0.3, "hazard_ratio")
    >>> round(parameters["mu"], 4), round(parameters["sigma"], 4)
    (-0.2621, 0.1705)
    """
    return _converted("risk_ratio", risk_ratio, interval, level, baseline_risk, to)


def lognormal_from_converted_odds_ratio(
    odds_ratio: float, interval: Interval, level: float, baseline_risk: float, to: str
) -> Native:
    """Lognormal of what `to` names, from a published odds ratio at a baseline risk.

    The estimate and both ends are converted: with `to: risk_ratio` what is sampled is a RISK ratio,
    RR = OR / (1 - p + p OR). Zhang and Yu (1998), JAMA 280: 1690-1691.

    Examples
    --------
    >>> parameters = lognormal_from_converted_odds_ratio(0.5, (0.4, 0.625), 0.95, 0.2, "risk_ratio")
    >>> round(parameters["mu"], 4), round(parameters["sigma"], 4)
    (-0.5878, 0.1011)
    """
    return _converted("odds_ratio", odds_ratio, interval, level, baseline_risk, to)


def lognormal_from_converted_hazard_ratio(
    hazard_ratio: float, interval: Interval, level: float, baseline_risk: float, to: str
) -> Native:
    """Lognormal of what `to` names, from a published hazard ratio at a baseline risk.

    The estimate and both ends are converted: RR = (1 - (1 - p)^HR) / p.
    """
    return _converted("hazard_ratio", hazard_ratio, interval, level, baseline_risk, to)


def _converted(
    measure: str, ratio: float, interval: Interval, level: float, baseline_risk: float, to: str
) -> Native:
    require(
        **{measure: (ratio, POSITIVE)},
        interval=(interval, POSITIVE_INTERVAL),
        level=(level, LEVEL),
        baseline_risk=(baseline_risk, INSIDE_UNIT),
        to=(to, RATIO),
    )
    if to == measure:
        raise ParameterError([f"to: {to} is what is given; leave to and baseline_risk out"])
    # The published figures first: a contradiction in them must be told in their own numbers.
    lognormal_around(measure, ratio, interval, level)
    estimate, low, high = (
        float(convert_ratio(each, measure, to, baseline_risk)) for each in (ratio, *interval)
    )
    try:
        return lognormal_around(to, estimate, (low, high), level)
    except ParameterError as error:
        sentence = (
            f"{measure}: {show(ratio)} at baseline_risk: {show(baseline_risk)} makes no lognormal {to}; "
            f"sample the {measure} and convert each draw in the model (distributions.published.conversions)"
        )
        raise ParameterError([*error.problems, sentence]) from None


PUBLISHED_RATIOS: tuple[Callable[..., Native], ...] = (
    lognormal_from_risk_ratio,
    lognormal_from_odds_ratio,
    lognormal_from_hazard_ratio,
    lognormal_from_converted_risk_ratio,
    lognormal_from_converted_odds_ratio,
    lognormal_from_converted_hazard_ratio,
)
"""Ways to state a lognormal by a relative effect."""
