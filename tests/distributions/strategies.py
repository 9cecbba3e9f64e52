"""One hypothesis strategy per family: parameters from the whole domain in which a study could lie."""

import numpy as np
from hypothesis import strategies as st

from distributions.family import Family
from distributions.metalog_terms import Terms
from distributions.table import (
    Beta,
    Dirichlet,
    Discrete,
    Exponential,
    Fixed,
    Gamma,
    GeneralisedGamma,
    Gompertz,
    InverseGaussian,
    LogarithmicPool,
    LogitNormal,
    LogLogistic,
    Lognormal,
    Metalog,
    Normal,
    Pert,
    ScaledBeta,
    StudentT,
    Triangular,
    TruncatedNormal,
    Uniform,
    Weibull,
)


def positive(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(np.log(low), np.log(high)).map(np.exp).map(float)


def ordered(n: int) -> st.SearchStrategy[list[float]]:
    numbers = st.lists(st.integers(-1000, 1000), min_size=n, max_size=n, unique=True)
    return numbers.map(lambda values: [float(value) for value in sorted(values)])


def ends(which: str) -> st.SearchStrategy[list[float | None]]:
    """Two ends in order, of which some are absent."""
    kept = {"both": (1, 1), "min": (1, 0), "max": (0, 1), "none": (0, 0)}[which]
    return ordered(2).map(lambda pair: [end if keep else None for end, keep in zip(pair, kept, strict=True)])


@st.composite
def discrete(draw: st.DrawFn) -> Family:
    values = draw(ordered(5))
    weights = draw(st.lists(st.integers(1, 9), min_size=5, max_size=5))
    return Discrete(tuple(values), tuple(weight / sum(weights) for weight in weights))


@st.composite
def metalog(draw: st.DrawFn) -> Family:
    """Feasible ones: the slope of the first two terms outweighs what the others take from it."""
    low, high = draw(st.one_of(*map(ends, ("both", "min", "max", "none"))))
    others = draw(st.lists(st.floats(-0.3, 0.3), max_size=6))
    scale = draw(positive(1e-3, 2.0))
    terms = (draw(st.floats(-5, 5)), scale, *(scale * other for other in others))
    return Metalog(terms if Terms(terms).fall is None else terms[:2], low, high)


@st.composite
def logarithmic_pool(draw: st.DrawFn) -> Family:
    """Experts who do not exclude each other: on the line, above 0, or between 0 and 1."""
    parts = st.one_of(
        st.builds(Normal, st.floats(-10, 10), positive(0.1, 10)),
        st.builds(Gamma, positive(0.5, 1e3), positive(1e-2, 1e2)),
        st.builds(Beta, positive(0.5, 1e3), positive(0.5, 1e3)),
    )
    experts = draw(st.lists(parts, min_size=1, max_size=3))
    votes = draw(st.lists(st.integers(1, 9), min_size=len(experts), max_size=len(experts)))
    return LogarithmicPool(tuple(vote / sum(votes) for vote in votes), tuple(experts))


real = st.floats(-1e6, 1e6)
any_ends = st.one_of(*map(ends, ("both", "min", "max", "none")))

STRATEGIES: dict[str, st.SearchStrategy[Family]] = {
    "normal": st.builds(Normal, real, positive(1e-6, 1e6)),
    "lognormal": st.builds(Lognormal, st.floats(-20, 20), positive(1e-4, 5)),
    "gamma": st.builds(Gamma, positive(0.05, 1e6), positive(1e-6, 1e6)),
    "beta": st.builds(Beta, positive(0.1, 1e5), positive(0.1, 1e5)),
    "uniform": ordered(2).map(lambda values: Uniform(*values)),
    "triangular": ordered(3).map(lambda values: Triangular(*values)),
    "pert": ordered(3).map(lambda values: Pert(*values)),
    "fixed": st.builds(Fixed, real),
    "discrete": discrete(),
    "dirichlet": st.lists(positive(0.1, 1e5), min_size=2, max_size=5).map(
        lambda counts: Dirichlet(tuple(f"state{each}" for each in range(len(counts))), tuple(counts))
    ),
    "student_t": st.builds(StudentT, positive(0.5, 1e12), real, positive(1e-6, 1e6)),
    "truncated_normal": st.builds(
        lambda location, scale, pair: TruncatedNormal(location, scale, *pair),
        st.floats(-1500, 1500),
        positive(1.0, 1e5),
        any_ends,
    ),
    "logit_normal": st.builds(LogitNormal, st.floats(-20, 20), positive(1e-4, 5)),
    "exponential": st.builds(Exponential, positive(1e-6, 1e6)),
    "weibull": st.builds(Weibull, positive(0.1, 1e3), positive(1e-6, 1e6)),
    "gompertz": st.builds(Gompertz, st.one_of(st.just(0.0), positive(1e-9, 1e3)), positive(1e-6, 1e6)),
    "log_logistic": st.builds(LogLogistic, positive(0.1, 1e3), positive(1e-6, 1e6)),
    "generalised_gamma": st.builds(
        GeneralisedGamma, positive(0.05, 1e6), positive(0.1, 50), positive(1e-6, 1e6)
    ),
    "inverse_gaussian": st.builds(InverseGaussian, positive(1e-6, 1e6), positive(1e-6, 1e6)),
    "scaled_beta": st.builds(
        lambda alpha, beta, pair: ScaledBeta(alpha, beta, *pair),
        positive(0.1, 1e5),
        positive(0.1, 1e5),
        ordered(2),
    ),
    "metalog": metalog(),
    "logarithmic_pool": logarithmic_pool(),
}
