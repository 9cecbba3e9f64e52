"""One table of cases that drives the tests of every family; a family without a row fails a test."""

from typing import Any

import numpy as np
from scipy import stats

from distributions.table import (
    Beta,
    Dirichlet,
    Discrete,
    Fixed,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    Uniform,
)
from tests.distributions.case import Case
from tests.distributions.discrete_cases import DISCRETE_CASES

# The float64 numbers at which quantiles are compared with frozen values of 50 digits.
PROBABILITIES = (1e-12, 1e-9, 1e-6, 0.001, 0.025, 0.5, 0.975, 0.999, 1 - 1e-6, 1 - 1e-9, 1 - 1e-12)


def pert_oracle(low: float, mode: float, high: float, shape: float) -> Any:
    first, second = 1 + shape * (mode - low) / (high - low), 1 + shape * (high - mode) / (high - low)
    return stats.beta(first, second, loc=low, scale=high - low)


TINY = np.nextafter(0, 1)
JUST_ABOVE_1, JUST_BELOW_1 = np.nextafter(1, 2), np.nextafter(1, 0)

CASES = [
    Case(
        Normal(0.0, 1.0),
        stats.norm(0, 1),
        inside=({"location": -1e300, "scale": 1e-300},),
        outside=(
            {"location": 0, "scale": 0},
            {"location": 0, "scale": -1},
            {"location": np.nan, "scale": 1},
            {"location": 0, "scale": np.inf},
            {"location": True, "scale": 1},
            {"location": "0", "scale": 1},
        ),
    ),
    Case(Normal(-3.2, 0.07), stats.norm(-3.2, 0.07)),
    Case(
        Lognormal(-0.2231435513142097, 0.1475726),
        stats.lognorm(0.1475726, scale=np.exp(-0.2231435513142097)),
        inside=({"mu": 0, "sigma": 1e-300}, {"mu": 340, "sigma": 1}, {"mu": -690, "sigma": 1}),
        outside=(
            {"mu": 0, "sigma": 0},
            {"mu": 350, "sigma": 1},
            {"mu": -700, "sigma": 1},
            {"mu": 0, "sigma": 100},
        ),
    ),
    Case(Lognormal(7.0, 1.2), stats.lognorm(1.2, scale=np.exp(7))),
    Case(
        Gamma(2.5, 1.0),
        stats.gamma(2.5, scale=1),
        inside=({"shape": 1e-3, "scale": 1e-300}, {"shape": 1e12, "scale": 1}),
        outside=(
            {"shape": 0, "scale": 1},
            {"shape": 1, "scale": 0},
            {"shape": -1, "scale": 1},
            {"shape": [1], "scale": 1},
        ),
    ),
    Case(Gamma(0.3, 200.0), stats.gamma(0.3, scale=200)),
    Case(Gamma(400.0, 0.25), stats.gamma(400, scale=0.25)),
    Case(Gamma(3e5, 0.01), stats.gamma(3e5, scale=0.01)),
    Case(Gamma(1e7, 1.0), stats.gamma(1e7, scale=1)),
    Case(
        Beta(3.0, 7.0),
        stats.beta(3, 7),
        inside=({"alpha": 1e-3, "beta": 1e-3}, {"alpha": 1e9, "beta": 1}),
        outside=({"alpha": 0, "beta": 1}, {"alpha": 1, "beta": 0}, {"alpha": None, "beta": 1}),
    ),
    Case(Beta(0.5, 20.5), stats.beta(0.5, 20.5)),
    Case(Beta(9.0, 0.5), stats.beta(9, 0.5)),
    Case(Beta(300.0, 700.0), stats.beta(300, 700)),
    Case(
        Uniform(-1.0, 3.0),
        stats.uniform(-1, 4),
        inside=({"min": 1, "max": JUST_ABOVE_1},),
        outside=({"min": 1, "max": 1}, {"min": 1, "max": JUST_BELOW_1}, {"min": -1e308, "max": 1e308}),
    ),
    Case(
        Triangular(0.0, 2.0, 10.0),
        stats.triang(0.2, 0, 10),
        inside=({"min": 0, "mode": 0, "max": 1}, {"min": 0, "mode": 1, "max": 1}),
        outside=(
            {"min": 0, "mode": -TINY, "max": 1},
            {"min": 0, "mode": JUST_ABOVE_1, "max": 1},
            {"min": 1, "mode": 1, "max": 1},
        ),
    ),
    Case(Triangular(0.0, 0.0, 1.0), stats.triang(0, 0, 1)),
    Case(Triangular(-4.0, 1.0, 1.0), stats.triang(1, -4, 5)),
    Case(
        Pert(0.0, 30.0, 120.0),
        pert_oracle(0, 30, 120, 4),
        inside=({"min": 0, "mode": 0, "max": 1}, {"min": 0, "mode": 1, "max": 1, "shape": 0.1}),
        outside=(
            {"min": 0, "mode": -TINY, "max": 1},
            {"min": 0, "mode": JUST_ABOVE_1, "max": 1},
            {"min": 0, "mode": 0.5, "max": 1, "shape": 0},
        ),
    ),
    Case(Pert(-5.0, 9.5, 10.0, 2.0), pert_oracle(-5, 9.5, 10, 2)),
    Case(
        Fixed(35.0),
        inside=({"value": 0}, {"value": -1e308}),
        outside=({"value": np.inf}, {"value": np.nan}, {"value": None}, {"value": False}, {"value": 10**400}),
    ),
    Case(
        Discrete((5.0, 1.0, 2.0), (0.25, 0.5, 0.25)),
        inside=(
            {"values": [1], "probabilities": [1]},
            {"values": [1, 2], "probabilities": [0, 1]},
            {"values": [1, 2, 3], "probabilities": [1 / 3, 1 / 3, 1 / 3]},
            {"values": [1, 2], "probabilities": [0.5, 0.5 + 9e-10]},
        ),
        outside=(
            {"values": [], "probabilities": []},
            {"values": [1, 2], "probabilities": [1]},
            {"values": [1, 1], "probabilities": [0.5, 0.5]},
            {"values": [1, 2], "probabilities": [0.5, 0.5 + 2e-9]},
            {"values": [1, 2], "probabilities": [-0.1, 1.1]},
            {"values": 1, "probabilities": 1},
            {"values": ["1"], "probabilities": [1]},
        ),
    ),
    Case(
        Dirichlet(("well", "ill", "dead"), (80.0, 15.0, 5.0)),
        inside=(
            {"categories": ["a", "b"], "concentrations": [1e-3, 1e-3]},
            {"categories": ["a", "b"], "concentrations": [1e9, 1]},
        ),
        outside=(
            {"categories": ["a"], "concentrations": [1]},
            {"categories": ["a", "b"], "concentrations": [1, 0]},
            {"categories": ["a", "b"], "concentrations": [1]},
            {"categories": ["a", "a"], "concentrations": [1, 1]},
            {"categories": "ab", "concentrations": [1, 1]},
        ),
    ),
    Case(Dirichlet(("a", "b"), (0.5, 2.5))),
    *DISCRETE_CASES,
]

CONTINUOUS = [case for case in CASES if case.is_continuous]
FROZEN_CASES = [case for case in CASES if case.is_continuous or case.is_frozen]
