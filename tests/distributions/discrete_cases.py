"""Cases of whole numbers, of joint families, of mixtures and of changed distributions."""

import numpy as np
from scipy import stats

from distributions.table import (
    Bernoulli,
    Beta,
    Binomial,
    Discrete,
    Empirical,
    EmpiricalMargin,
    Fixed,
    Gamma,
    Lognormal,
    Mixture,
    MixtureValue,
    MultivariateNormal,
    NegativeBinomial,
    Normal,
    Poisson,
    Rescaled,
    Triangular,
    Truncated,
)
from tests.distributions.case import Case
from tests.distributions.oracles import Limited, Mixed, Shifted

TINY = np.nextafter(0, 1)
ABOVE_1 = np.nextafter(1, 2)

INTEGER_CASES = [
    Case(
        Poisson(2.5),
        stats.poisson(2.5),
        inside=({"rate": 0}, {"rate": 1e-300}, {"rate": 1e15}),
        outside=({"rate": -TINY}, {"rate": 1.1e15}, {"rate": np.nan}, {"rate": "2"}, {"rate": True}),
        is_frozen=True,
    ),
    Case(Poisson(0.03), stats.poisson(0.03), is_frozen=True),
    Case(Poisson(1e6), stats.poisson(1e6), is_frozen=True),
    Case(
        Binomial(20.0, 0.3),
        stats.binom(20, 0.3),
        inside=(
            {"n": 1, "probability": 0},
            {"n": 1, "probability": 1},
            {"n": 1e15, "probability": 0.5},
        ),
        outside=(
            {"n": 0, "probability": 0.5},
            {"n": 2.5, "probability": 0.5},
            {"n": 1.1e15, "probability": 0.5},
            {"n": 3, "probability": -TINY},
            {"n": 3, "probability": ABOVE_1},
        ),
        is_frozen=True,
    ),
    Case(Binomial(1000.0, 0.998), stats.binom(1000, 0.998), is_frozen=True),
    Case(Binomial(1e9, 1e-5), stats.binom(10**9, 1e-5), is_frozen=True),
    Case(
        NegativeBinomial(3.0, 0.5),
        stats.nbinom(0.5, 0.5 / 3.5),
        inside=({"rate": 0, "size": 1}, {"rate": 1e6, "size": 1e-6}, {"rate": 1e3, "size": 1e12}),
        outside=(
            {"rate": -TINY, "size": 1},
            {"rate": 1, "size": 0.99e-6},
            {"rate": 1, "size": 1.1e12},
            {"rate": 1.1e6, "size": 1e-6},
        ),
        is_frozen=True,
    ),
    Case(NegativeBinomial(2e4, 150.0), stats.nbinom(150, 150 / 20150), is_frozen=True),
    Case(
        Bernoulli(0.3),
        stats.bernoulli(0.3),
        inside=({"probability": 0}, {"probability": 1}),
        outside=({"probability": -TINY}, {"probability": ABOVE_1}, {"probability": None}),
        is_frozen=True,
    ),
]

JOINT_CASES = [
    Case(
        MultivariateNormal(
            ("a", "b", "c"), (1.0, -2.0, 0.0), ((4.0, 3.0, -0.5), (3.0, 9.0, 0.0), (-0.5, 0.0, 0.25))
        ),
        inside=(
            {"names": ["a"], "means": [0], "covariance": [[1e-300]]},
            {"names": ["a", "b"], "means": [0, 0], "covariance": [[1, 0.999999], [0.999999, 1]]},
        ),
        outside=(
            {"names": ["a", "b"], "means": [0, 0], "covariance": [[1, 1], [1, 1]]},
            {"names": ["a", "b"], "means": [0, 0], "covariance": [[1, 0.5], [0.4, 1]]},
            {"names": ["a", "b"], "means": [0], "covariance": [[1, 0.5], [0.5, 1]]},
            {"names": ["a", "b"], "means": [0, 0], "covariance": [[1, 0.5]]},
            {"names": ["a", "b"], "means": [0, 0], "covariance": [[1, 0.5], [0.5]]},
            {"names": ["a", "b"], "means": [0, 0], "covariance": [[0, 0], [0, 1]]},
            {"names": ["a", "a"], "means": [0, 0], "covariance": [[1, 0], [0, 1]]},
        ),
    ),
    Case(
        Empirical(("a", "b"), np.random.default_rng(4).normal(3.0, 1.0, (501, 2)).round(1)),
        inside=(
            {"columns": ["a"], "rows": [[1]]},
            {"columns": ["a", "b"], "rows": np.array([[1, 2], [1, 2]])},
        ),
        outside=(
            {"columns": ["a"], "rows": [1]},
            {"columns": ["a"], "rows": [[np.nan]]},
            {"columns": ["a"], "rows": [[True]]},
            {"columns": ["a"], "rows": [["1"]]},
            {"columns": ["a", "b"], "rows": [[1, 2], [1]]},
            {"columns": ["a", "b"], "rows": [[1], [2]]},
            {"columns": ["a"], "rows": np.empty((0, 1))},
        ),
    ),
    Case(
        Mixture((0.25, 0.75), (Fixed(0.0), Gamma(2.5, 1.0))),
        inside=(
            {"weights": [0, 1], "parts": [Fixed(0), Fixed(1)]},
            {"weights": [0.5, 0.5], "parts": [Fixed(0), Fixed(0)]},
        ),
        outside=(
            {"weights": [1], "parts": [Fixed(0)]},
            {"weights": [0.5, 0.6], "parts": [Fixed(0), Fixed(1)]},
            {"weights": [0.5, 0.5], "parts": [Fixed(0), Fixed(1), Fixed(2)]},
            {"weights": [0.5, 0.5], "parts": [Fixed(0), Mixture((0.5, 0.5), (Fixed(0), Fixed(1)))]},
            {"weights": [0.5, 0.5], "parts": [Fixed(0), 1.0]},
        ),
    ),
    Case(Mixture((0.1, 0.6, 0.3), (Normal(0.0, 1.0), Poisson(4.0), Rescaled(Gamma(4.0, 0.5), -1.0, 1.0)))),
]

DERIVED_CASES = [
    Case(
        EmpiricalMargin(((3.0,), (1.0,), (3.0,), (2.0,))),
        inside=({"column": [[1]]},),
        outside=({"column": [[1, 2]]}, {"column": []}, {"column": [1]}),
    ),
    Case(
        MixtureValue((0.5, 0.5), (Normal(0.0, 1.0), Normal(3.0, 0.5))),
        Mixed((0.5, 0.5), (stats.norm(0, 1), stats.norm(3, 0.5))),
        inside=({"weights": [0, 1], "parts": [Fixed(0), Normal(0, 1)]},),
        outside=(
            {"weights": [1], "parts": [Normal(0, 1)]},
            {"weights": [1, 0], "parts": [Normal(0, 1), None]},
        ),
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
    ),
    Case(Rescaled(Lognormal(0.0, 0.5), 12.0, 3.0), Shifted(stats.lognorm(0.5), 12, 3)),
    Case(Rescaled(Triangular(0.0, 1.0, 3.0), -2.0, 0.5), Shifted(stats.triang(1 / 3, 0, 3), -2, 0.5)),
    Case(Rescaled(Poisson(2.5), -0.1, 1.0), is_frozen=True),
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
    ),
    Case(Truncated(Normal(0.0, 1.0), 5.0, 5.01), stats.truncnorm(5.0, 5.01)),
    Case(Truncated(Beta(3.0, 7.0), 0.2, 0.9), Limited(stats.beta(3, 7), 0.2, 0.9)),
    Case(Truncated(Gamma(0.3, 200.0), 1.0, 500.0), Limited(stats.gamma(0.3, scale=200), 1, 500)),
    Case(
        Truncated(Rescaled(Gamma(4.0, 0.05), -1.0, 1.0), -0.2, None),
        Limited(Shifted(stats.gamma(4, scale=0.05), -1, 1), -0.2, np.inf),
    ),
    Case(Truncated(Poisson(2.5), 1.0, 6.0), is_frozen=True),
    Case(Truncated(Binomial(1000.0, 0.998), None, 997.0), is_frozen=True),
    Case(Truncated(Rescaled(Poisson(2.5), -0.1, 1.0), 0.4, None), is_frozen=True),
]

DISCRETE_CASES = [*INTEGER_CASES, *JOINT_CASES, *DERIVED_CASES]
