"""Cases of families between two ends."""

import numpy as np
from hypothesis import strategies as st
from scipy import stats

from distributions.table import Beta, LogitNormal, Pert, ScaledBeta, Triangular, Uniform
from tests.distributions import exact, oracles
from tests.distributions.case import Case
from tests.distributions.strategies import ordered, positive

TINY = np.nextafter(0, 1)
JUST_ABOVE_1 = np.nextafter(1, 2)
JUST_BELOW_1 = np.nextafter(1, 0)

BOUNDED_CASES = [
    Case(
        Beta(3.0, 7.0),
        stats.beta(3, 7),
        inside=({"alpha": 1e-3, "beta": 1e-3}, {"alpha": 1e9, "beta": 1}),
        outside=({"alpha": 0, "beta": 1}, {"alpha": 1, "beta": 0}, {"alpha": None, "beta": 1}),
        exact=exact.beta,
        strategy=st.builds(Beta, positive(0.1, 1e5), positive(0.1, 1e5)),
    ),
    Case(Beta(0.5, 20.5), stats.beta(0.5, 20.5)),
    Case(Beta(9.0, 0.5), stats.beta(9, 0.5)),
    Case(Beta(300.0, 700.0), stats.beta(300, 700)),
    Case(
        Uniform(-1.0, 3.0),
        stats.uniform(-1, 4),
        inside=({"min": 1, "max": JUST_ABOVE_1},),
        outside=({"min": 1, "max": 1}, {"min": 1, "max": JUST_BELOW_1}, {"min": -1e308, "max": 1e308}),
        exact=exact.uniform,
        strategy=ordered(2).map(lambda values: Uniform(*values)),
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
        exact=exact.triangular,
        strategy=ordered(3).map(lambda values: Triangular(*values)),
    ),
    Case(Triangular(0.0, 0.0, 1.0), stats.triang(0, 0, 1)),
    Case(Triangular(-4.0, 1.0, 1.0), stats.triang(1, -4, 5)),
    Case(
        Pert(0.0, 30.0, 120.0),
        oracles.pert(0, 30, 120, 4),
        inside=({"min": 0, "mode": 0, "max": 1}, {"min": 0, "mode": 1, "max": 1, "shape": 0.1}),
        outside=(
            {"min": 0, "mode": -TINY, "max": 1},
            {"min": 0, "mode": JUST_ABOVE_1, "max": 1},
            {"min": 0, "mode": 0.5, "max": 1, "shape": 0},
        ),
        exact=exact.pert,
        strategy=ordered(3).map(lambda values: Pert(*values)),
    ),
    Case(Pert(-5.0, 9.5, 10.0, 2.0), oracles.pert(-5, 9.5, 10, 2)),
    Case(
        LogitNormal(-2.0, 0.5),
        oracles.logit_normal(-2, 0.5),
        inside=({"mu": 0, "sigma": 1e-300}, {"mu": -700, "sigma": 1}, {"mu": 0, "sigma": 1e3}),
        outside=({"mu": 0, "sigma": 0}, {"mu": np.inf, "sigma": 1}, {"mu": -1e10, "sigma": 9}),
        exact=exact.logit_normal,
        strategy=st.builds(LogitNormal, st.floats(-20, 20), positive(1e-4, 5)),
    ),
    Case(LogitNormal(3.0, 1.7), oracles.logit_normal(3, 1.7)),
    Case(LogitNormal(0.4, 2.6), oracles.logit_normal(0.4, 2.6)),
    Case(
        ScaledBeta(3.0, 7.0, -0.6, 1.0),
        stats.beta(3, 7, -0.6, 1.6),
        inside=({"alpha": 1e-3, "beta": 1, "min": 1, "max": 2},),
        outside=(
            {"alpha": 0, "beta": 1, "min": 0, "max": 1},
            {"alpha": 1, "beta": 1, "min": 1, "max": 1},
            {"alpha": 1, "beta": 1, "min": -1e308, "max": 1e308},
        ),
        exact=exact.scaled_beta,
        strategy=st.builds(
            lambda alpha, beta, pair: ScaledBeta(alpha, beta, *pair),
            positive(0.1, 1e5),
            positive(0.1, 1e5),
            ordered(2),
        ),
    ),
    Case(ScaledBeta(0.5, 0.5, 10.0, 20.0), stats.beta(0.5, 0.5, 10, 10)),
]
