"""Cases of families whose values have probabilities of their own."""

import numpy as np
from hypothesis import strategies as st
from scipy import stats

from distributions.table import (
    Bernoulli,
    Binomial,
    Discrete,
    EmpiricalMargin,
    Fixed,
    NegativeBinomial,
    Poisson,
)
from tests.distributions import exact_sums
from tests.distributions.case import Case
from tests.distributions.strategies import (
    bernoulli,
    binomial,
    discrete,
    negative_binomial,
    poisson,
    real,
    tables,
)

TINY = np.nextafter(0, 1)
JUST_ABOVE_1 = np.nextafter(1, 2)

DISCRETE_CASES = [
    Case(
        Fixed(35.0),
        inside=({"value": 0}, {"value": -1e308}),
        outside=({"value": np.inf}, {"value": np.nan}, {"value": None}, {"value": False}, {"value": 10**400}),
        strategy=st.builds(Fixed, real),
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
        strategy=discrete(),
    ),
    Case(
        Poisson(2.5),
        stats.poisson(2.5),
        inside=({"rate": 0}, {"rate": 1e-300}, {"rate": 1e15}),
        outside=({"rate": -TINY}, {"rate": 1.1e15}, {"rate": np.nan}, {"rate": "2"}, {"rate": True}),
        exact=exact_sums.poisson,
        strategy=poisson,
    ),
    Case(Poisson(0.03), stats.poisson(0.03)),
    Case(Poisson(1e6), stats.poisson(1e6)),
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
            {"n": 3, "probability": JUST_ABOVE_1},
        ),
        exact=exact_sums.binomial,
        strategy=binomial,
    ),
    Case(Binomial(1000.0, 0.998), stats.binom(1000, 0.998)),
    Case(Binomial(1e9, 1e-5), stats.binom(10**9, 1e-5)),
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
        exact=exact_sums.negative_binomial,
        strategy=negative_binomial,
    ),
    Case(NegativeBinomial(2e4, 150.0), stats.nbinom(150, 150 / 20150)),
    Case(
        Bernoulli(0.3),
        stats.bernoulli(0.3),
        inside=({"probability": 0}, {"probability": 1}),
        outside=({"probability": -TINY}, {"probability": JUST_ABOVE_1}, {"probability": None}),
        exact=exact_sums.bernoulli,
        strategy=bernoulli,
    ),
    Case(
        EmpiricalMargin(((3.0,), (1.0,), (3.0,), (2.0,))),
        inside=({"column": [[1]]},),
        outside=({"column": [[1, 2]]}, {"column": []}, {"column": [1]}),
        strategy=tables(1).map(EmpiricalMargin),
    ),
]
