"""Cases of distributions made of others: pooled, mixed, scaled, shifted and truncated."""

import mpmath
import numpy as np
from hypothesis import strategies as st
from mpmath import mpf
from scipy import stats

from distributions.table import (
    Beta,
    Binomial,
    Dirichlet,
    Discrete,
    Fixed,
    Gamma,
    LogarithmicPool,
    Lognormal,
    MixtureValue,
    Normal,
    Poisson,
    Rescaled,
    Triangular,
    Truncated,
    Uniform,
)
from tests.distributions import exact
from tests.distributions.case import Case
from tests.distributions.oracles import Limited, Mixed, Shifted
from tests.distributions.strategies import continuous, factor, logarithmic_pools, mixtures, truncated, whole

COMPOSED_CASES = [
    Case(
        LogarithmicPool((0.25, 0.75), (Normal(0.0, 1.0), Normal(3.0, 0.5))),
        # Precisions 1 and 4: 0.25 * 1 + 0.75 * 4 = 3.25, and 0.75 * 4 * 3 / 3.25.
        stats.norm(9 / 3.25, 3.25**-0.5),
        inside=(
            {"weights": [1], "parts": [Normal(0, 1)]},
            {"weights": [0, 1], "parts": [Beta(2, 3), Normal(7, 1)]},
            {"weights": [0.5, 0.5], "parts": [Uniform(0, 1), Uniform(0.999, 2)]},
        ),
        outside=(
            {"weights": [], "parts": []},
            {"weights": [1], "parts": [Fixed(3)]},
            {"weights": [1], "parts": ["normal"]},
            {"weights": [0.5, 0.4], "parts": [Normal(0, 1), Normal(1, 1)]},
            {"weights": [1], "parts": [Normal(0, 1), Normal(1, 1)]},
            {"weights": [1], "parts": [Normal(0, np.array([1.0, 2.0]))]},
            {"weights": [1], "parts": [Dirichlet(("a", "b"), (1.0, 1.0))]},
            {"weights": [0.5, 0.5], "parts": [Uniform(0, 1), Uniform(1, 2)]},
        ),
        exact=lambda *_: exact.normal(9 / mpf("3.25"), 1 / mpmath.sqrt(mpf("3.25"))),
        strategy=logarithmic_pools(),
    ),
    Case(
        LogarithmicPool((0.5, 0.5), (Beta(3.0, 7.0), Beta(1.0, 3.0))),
        stats.beta(2, 5),
        exact=lambda *_: exact.beta(2, 5),
    ),
    Case(
        LogarithmicPool((0.5, 0.5), (Gamma(4.0, 2.0), Gamma(2.0, 0.5))),
        stats.gamma(3, scale=0.8),  # rates 0.5 and 2
        exact=lambda *_: exact.gamma(3, 1 / mpf("1.25")),
    ),
    Case(
        MixtureValue((0.5, 0.5), (Normal(0.0, 1.0), Normal(3.0, 0.5))),
        Mixed((0.5, 0.5), (stats.norm(0, 1), stats.norm(3, 0.5))),
        inside=({"weights": [0, 1], "parts": [Fixed(0), Normal(0, 1)]},),
        outside=(
            {"weights": [1], "parts": [Normal(0, 1)]},
            {"weights": [1, 0], "parts": [Normal(0, 1), None]},
        ),
        exact=exact.mixture_value,
        strategy=mixtures(MixtureValue, continuous),
    ),
    Case(MixtureValue((0.25, 0.75), (Fixed(0.0), Gamma(2.5, 1.0)))),
    Case(MixtureValue((0.25, 0.75), (Fixed(2.0), Poisson(3.0)))),
    Case(
        Rescaled(Gamma(4.0, 0.05), -1.0, 1.0),
        Shifted(stats.gamma(4, scale=0.05), -1, 1),
        inside=({"parent": Normal(0, 1), "scale_by": -1e-300, "shift_by": 0},),
        outside=(
            {"parent": Normal(0, 1), "scale_by": 0, "shift_by": 0},
            {"parent": Normal(0, 1), "scale_by": 1, "shift_by": np.inf},
            {"parent": 3, "scale_by": 1, "shift_by": 0},
            {
                "parent": MixtureValue((0.5, 0.5), (Fixed(0), Normal(0, 1))),
                "scale_by": 1,
                "shift_by": 0,
            },
        ),
        exact=exact.rescaled,
        strategy=st.builds(Rescaled, st.one_of(continuous, whole), factor, st.floats(-100, 100)),
    ),
    Case(Rescaled(Lognormal(0.0, 0.5), 12.0, 3.0), Shifted(stats.lognorm(0.5), 12, 3)),
    Case(Rescaled(Triangular(0.0, 1.0, 3.0), -2.0, 0.5), Shifted(stats.triang(1 / 3, 0, 3), -2, 0.5)),
    Case(Rescaled(Poisson(2.5), -0.1, 1.0)),
    Case(Rescaled(Discrete((1.0, 2.0, 7.0), (0.2, 0.5, 0.3)), 0.1, 0.3)),
    Case(
        Truncated(Normal(0.9, 0.1), None, 1.0),
        stats.truncnorm(-np.inf, (1.0 - 0.9) / 0.1, 0.9, 0.1),
        inside=(
            {"parent": Normal(0, 1), "low": None, "high": None},
            {"parent": Normal(0, 1), "low": 11, "high": None},
            {"parent": Poisson(3), "low": 0, "high": 0.5},
        ),
        outside=(
            {"parent": Normal(0, 1), "low": 1, "high": 1},
            {"parent": Normal(0, 1), "low": 12, "high": None},
            {"parent": Beta(1, 1), "low": 1, "high": 2},
            {"parent": Poisson(3), "low": 0.2, "high": 0.5},
            {"parent": Normal(0, 1), "low": "0", "high": 1},
            {"parent": None, "low": 0, "high": 1},
        ),
        exact=exact.truncated,
        strategy=truncated(
            st.one_of(continuous, whole, st.builds(Rescaled, whole, factor, st.floats(-9, 9)))
        ),
    ),
    Case(Truncated(Normal(0.0, 1.0), 5.0, 5.01), stats.truncnorm(5.0, 5.01)),
    Case(Truncated(Beta(3.0, 7.0), 0.2, 0.9), Limited(stats.beta(3, 7), 0.2, 0.9)),
    Case(Truncated(Gamma(0.3, 200.0), 1.0, 500.0), Limited(stats.gamma(0.3, scale=200), 1, 500)),
    Case(
        Truncated(Rescaled(Gamma(4.0, 0.05), -1.0, 1.0), -0.2, None),
        Limited(Shifted(stats.gamma(4, scale=0.05), -1, 1), -0.2, np.inf),
    ),
    Case(Truncated(Poisson(2.5), 1.0, 6.0)),
    Case(Truncated(Binomial(1000.0, 0.998), None, 997.0)),
    Case(Truncated(Rescaled(Poisson(2.5), -0.1, 1.0), 0.4, None)),
]
