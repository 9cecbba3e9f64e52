"""Risks, rates and relative effects turned into one another; on arrays too, so that models can use them.

Fleurence and Hollenbeak (2007), PharmacoEconomics 25: 3-6, for rates and probabilities; Zhang and Yu (1998),
JAMA 280: 1690-1691, for risk and odds ratios. A risk ratio is no hazard ratio: the two differ by more, the
higher the risk.
"""

import numpy as np

from distributions.error import ParameterError, show
from distributions.read import Number


def rate_from_probability(probability: Number, time: Number = 1.0) -> Number:
    """Constant rate at which a probability is reached: -ln(1 - p) / time.

    Parameters
    ----------
    probability : float or ndarray
        Of an event within `time`, from 0 to below 1.
    time : float or ndarray
        In any unit; the rate is per that unit.

    Examples
    --------
    >>> round(float(rate_from_probability(0.5, time=2)), 6)
    0.346574
    """
    return -np.log1p(-probability) / time


def probability_from_rate(rate: Number, time: Number = 1.0) -> Number:
    """Probability of an event within a time, at a constant rate: 1 - exp(-rate * time).

    Examples
    --------
    >>> round(float(probability_from_rate(0.346574, time=2)), 6)
    0.5
    """
    return -np.expm1(-rate * time)


def probability_over(probability: Number, period: Number, other: Number) -> Number:
    """Probability over one period turned into that over another: 1 - (1 - p)^(other / period).

    The rate is taken to be constant.

    Parameters
    ----------
    probability : float or ndarray
        Within `period`.
    period, other : float or ndarray
        In one unit.

    Examples
    --------
    >>> round(float(probability_over(0.36, period=2, other=1)), 6)
    0.2
    """
    return probability_from_rate(rate_from_probability(probability, period), other)


def risk_ratio_from_odds_ratio(odds_ratio: Number, baseline_risk: Number) -> Number:
    """RR = OR / (1 - p + p OR), p the risk without treatment. Zhang and Yu (1998).

    Examples
    --------
    >>> round(float(risk_ratio_from_odds_ratio(3.0, baseline_risk=0.5)), 6)
    1.5
    """
    return odds_ratio / (1 - baseline_risk + baseline_risk * odds_ratio)


def odds_ratio_from_risk_ratio(risk_ratio: Number, baseline_risk: Number) -> Number:
    """OR = RR (1 - p) / (1 - RR p), p the risk without treatment.

    Raises
    ------
    ParameterError
        RR p is 1 or more: the risk with treatment would be no risk.

    Examples
    --------
    >>> round(float(odds_ratio_from_risk_ratio(1.5, baseline_risk=0.5)), 6)
    3.0
    """
    risk = _treated_risk(risk_ratio, baseline_risk)
    return risk_ratio * (1 - baseline_risk) / (1 - risk)


def hazard_ratio_from_risk_ratio(risk_ratio: Number, baseline_risk: Number) -> Number:
    """HR = ln(1 - RR p) / ln(1 - p), p the risk without treatment, at constant proportional hazards.

    Raises
    ------
    ParameterError
        RR p is 1 or more: the risk with treatment would be no risk.

    Examples
    --------
    >>> round(float(hazard_ratio_from_risk_ratio(1.5, baseline_risk=0.5)), 6)
    2.0
    """
    return np.log1p(-_treated_risk(risk_ratio, baseline_risk)) / np.log1p(-baseline_risk)


def risk_ratio_from_hazard_ratio(hazard_ratio: Number, baseline_risk: Number) -> Number:
    """RR = (1 - (1 - p)^HR) / p, p the risk without treatment, at constant proportional hazards.

    Examples
    --------
    >>> round(float(risk_ratio_from_hazard_ratio(2.0, baseline_risk=0.5)), 6)
    1.5
    """
    return -np.expm1(hazard_ratio * np.log1p(-baseline_risk)) / baseline_risk


def convert_ratio(value: Number, measure: str, to: str, baseline_risk: Number) -> Number:
    """Turn one relative effect into another at a baseline risk, by way of the risk ratio.

    Parameters
    ----------
    value : float or ndarray
        The relative effect.
    measure, to : {"risk_ratio", "odds_ratio", "hazard_ratio"}
        What it is, and what is wanted.
    baseline_risk : float or ndarray
        Risk without treatment, over the time that the effect is for.

    Raises
    ------
    ParameterError
        A risk ratio times the baseline risk is 1 or more.

    Examples
    --------
    >>> round(float(convert_ratio(3.0, "odds_ratio", "hazard_ratio", baseline_risk=0.5)), 6)
    2.0
    """
    from_ratio = {"odds_ratio": risk_ratio_from_odds_ratio, "hazard_ratio": risk_ratio_from_hazard_ratio}
    to_ratio = {"odds_ratio": odds_ratio_from_risk_ratio, "hazard_ratio": hazard_ratio_from_risk_ratio}
    risk_ratio = from_ratio[measure](value, baseline_risk) if measure in from_ratio else value
    return to_ratio[to](risk_ratio, baseline_risk) if to in to_ratio else risk_ratio


def _treated_risk(risk_ratio: Number, baseline_risk: Number) -> Number:
    risk = risk_ratio * baseline_risk
    if np.any(np.asarray(risk) >= 1):
        largest = float(np.max(risk))
        sentence = (
            f"risk_ratio: {show(risk_ratio)} at baseline_risk: {show(baseline_risk)} gives a risk of "
            f"{largest:.4g}; it must be below 1: check the baseline risk, and whether it is an odds ratio"
        )
        raise ParameterError([sentence])
    return risk
