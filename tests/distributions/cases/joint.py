"""Cases of families of several scalars."""

import numpy as np
from hypothesis import strategies as st

from distributions.table import (
    Dirichlet,
    Empirical,
    Fixed,
    Gamma,
    Mixture,
    MultivariateNormal,
    Normal,
    Poisson,
    Rescaled,
)
from tests.distributions.case import Case
from tests.distributions.strategies import (
    continuous,
    dirichlet,
    mixtures,
    multivariate_normals,
    tables,
    whole,
)

JOINT_CASES = [
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
        strategy=dirichlet,
    ),
    Case(Dirichlet(("a", "b"), (0.5, 2.5))),
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
        strategy=multivariate_normals(),
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
        strategy=tables(3).map(lambda rows: Empirical(("a", "b", "c"), rows)),
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
        strategy=mixtures(Mixture, st.one_of(continuous, whole, st.builds(Fixed, st.floats(-9, 9)))),
    ),
    Case(Mixture((0.1, 0.6, 0.3), (Normal(0.0, 1.0), Poisson(4.0), Rescaled(Gamma(4.0, 0.5), -1.0, 1.0)))),
]
