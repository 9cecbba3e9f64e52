"""Risks, rates and relative effects turned into one another: on paper, there and back, and on arrays."""

from math import exp, log

import numpy as np
import pytest

from distributions.error import ParameterError
from distributions.published.conversions import (
    convert_ratio,
    hazard_ratio_from_risk_ratio,
    odds_ratio_from_risk_ratio,
    probability_from_rate,
    probability_over,
    rate_from_probability,
    risk_ratio_from_odds_ratio,
)
from distributions.published.survival import (
    exponential_from_survival,
    gompertz_from_survival_at,
    lognormal_from_survival,
    weibull_from_survival_at,
)

RATIOS = ("risk_ratio", "odds_ratio", "hazard_ratio")


def test_two_by_two_table_says_both_ratios():
    # 30 of 100 treated and 60 of 100 controls: RR 0.5, OR (30 x 40) / (70 x 60).
    assert risk_ratio_from_odds_ratio(1200 / 4200, 0.6) == pytest.approx(0.5)
    assert odds_ratio_from_risk_ratio(0.5, 0.6) == pytest.approx(1200 / 4200)
    assert hazard_ratio_from_risk_ratio(0.5, 0.6) == pytest.approx(log(0.7) / log(0.4))


@pytest.mark.parametrize("measure", RATIOS)
@pytest.mark.parametrize("to", RATIOS)
def test_there_and_back_on_arrays(measure, to):
    risk = np.array([0.001, 0.1, 0.4])
    ratio = np.array([0.3, 1.0, 1.7])
    there = convert_ratio(ratio, measure, to, risk)
    assert convert_ratio(there, to, measure, risk) == pytest.approx(ratio)
    # All ratios agree that there is no effect, and nearly agree where the risk is small.
    assert there[1] == pytest.approx(1)
    assert there[0] == pytest.approx(ratio[0], rel=2e-3)


def test_risk_of_more_than_one_is_refused_with_the_numbers():
    for convert in (odds_ratio_from_risk_ratio, hazard_ratio_from_risk_ratio):
        with pytest.raises(ParameterError, match=r"risk_ratio: 2.5 at baseline_risk: 0.4 .* risk of 1"):
            convert(2.5, 0.4)
        with pytest.raises(ParameterError, match="below 1"):
            convert(np.array([1.0, 3.0]), np.array([0.5, 0.5]))


def test_probabilities_and_rates():
    assert rate_from_probability(1 - exp(-0.6), time=3) == pytest.approx(0.2)
    assert probability_from_rate(0.2, time=3) == pytest.approx(1 - exp(-0.6))
    assert probability_over(0.36, period=12, other=6) == pytest.approx(0.2)
    assert probability_over(np.array([0.0, 0.19]), 1, 2) == pytest.approx([0, 1 - 0.81**2])
    assert probability_from_rate(1e-20) == 1e-20


def test_exponential_and_lognormal_rate_from_survival():
    assert exponential_from_survival(0.25, 2)["rate"] == pytest.approx(log(2))
    # 60 % to 80 % alive at 10 years: the rate lies between the lower from 80 % and the higher from 60 %.
    rate = lognormal_from_survival(0.71, 10, (0.6, 0.8), 0.95)
    low, high = (exp(rate["mu"] + side * 1.959964 * rate["sigma"]) for side in (-1, 1))
    assert high / low == pytest.approx(log(0.6) / log(0.8), rel=1e-5)
    assert exp(rate["mu"]) == pytest.approx(-log(0.71) / 10)


@pytest.mark.parametrize(("shape", "scale"), [(0.5, 3.0), (1.0, 7.0), (4.0, 0.1)])
def test_weibull_passes_through_both_points(shape, scale):
    points = tuple((time, exp(-((time / scale) ** shape))) for time in (0.5 * scale, 1.5 * scale))
    assert weibull_from_survival_at(points) == pytest.approx({"shape": shape, "scale": scale})


@pytest.mark.parametrize(("shape", "rate"), [(0.3, 0.01), (1e-9, 0.2), (5.0, 1e-6)])
def test_gompertz_passes_through_both_points(shape, rate):
    points = tuple((time, exp(-rate * np.expm1(shape * time) / shape)) for time in (1.0, 4.0))
    found = gompertz_from_survival_at(points)
    assert found["shape"] == pytest.approx(shape, abs=1e-7)
    assert found["rate"] == pytest.approx(rate)


@pytest.mark.parametrize("formula", [weibull_from_survival_at, gompertz_from_survival_at])
@pytest.mark.parametrize(
    "points", [((1.0, 0.5), (2.0, 0.6)), ((1.0, 0.5),), ((0.0, 0.9), (1.0, 0.5)), ((1.0, 1.0), (2.0, 0.6))]
)
def test_survival_that_does_not_fall_is_refused(formula, points):
    with pytest.raises(ParameterError, match="survival_at"):
        formula(points)
