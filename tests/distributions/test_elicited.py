"""An expert's distribution: within the limits, or refused; the best of several, judged by an outside sum."""

import numpy as np
import pytest

from distributions.build import build
from distributions.error import ParameterError
from distributions.published.elicited import BEST, CANDIDATES, families_of_quantiles, fit_family

SHARE = ((0.05, 0.02), (0.5, 0.07), (0.95, 0.2))
LIMITS = {"min": 0.0, "max": 1.0}


def distance(family, quantiles):
    stated, values = np.array(quantiles).T
    return float(np.sum((family.cdf(values) - stated) ** 2))


def test_every_candidate_can_be_fitted_and_nothing_is_offered_that_needs_more_than_limits():
    assert set(CANDIDATES) <= set(families_of_quantiles())
    assert "student_t" not in families_of_quantiles()


def test_a_named_family_is_fitted_as_in_a_configuration():
    assert fit_family("beta", SHARE, LIMITS) == build("beta", {"quantiles": dict(SHARE)})
    assert fit_family("normal", SHARE, {}) == build("normal", {"quantiles": dict(SHARE)})


@pytest.mark.parametrize(
    ("quantiles", "limits"),
    [
        (SHARE, {}),
        (SHARE, LIMITS),
        (((0.05, -1.0), (0.5, 0.0), (0.95, 1.0)), {}),
        (((0.1, 900.0), (0.5, 1500.0), (0.9, 2300.0)), {"min": 0.0}),
    ],
    ids=str,
)
def test_best_is_nearest_of_those_that_keep_the_limits(quantiles, limits):
    best = fit_family(BEST, quantiles, limits)
    others = []
    for name in CANDIDATES:
        try:
            other = fit_family(name, quantiles, limits)
        except ParameterError:
            continue
        low, high = other.support
        if limits.get("min", -np.inf) <= low and high <= limits.get("max", np.inf):
            others.append(other)
    assert len(others) >= 1
    assert distance(best, quantiles) == min(distance(other, quantiles) for other in others)


@pytest.mark.parametrize(
    ("name", "quantiles", "limits", "says"),
    [
        ("normal", SHARE, LIMITS, "normal has probability 0.0"),
        ("lognormal", SHARE, {"max": 0.3}, "above max: 0.3"),
        ("gamma", SHARE, {"min": 0.01}, "below min: 0.01"),
        (BEST, SHARE[:2], {}, "every family meets two"),
        (BEST, ((0.25, -1.0), (0.5, 0.9), (0.75, 1.0)), LIMITS, "none that fits"),
        ("beta", ((0.25, 0.1), (0.5, 0.11), (0.75, 0.9)), {}, "no beta"),
    ],
)
def test_refused_with_the_reason(name, quantiles, limits, says):
    with pytest.raises(ParameterError, match=says):
        fit_family(name, quantiles, limits)
