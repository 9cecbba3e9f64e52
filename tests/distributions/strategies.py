"""What hypothesis draws the parameters in the rows of the table from."""

from collections.abc import Callable

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from distributions.error import ParameterError
from distributions.family import Family
from distributions.numerics.metalog_terms import Terms
from distributions.table import (
    Bernoulli,
    Beta,
    Binomial,
    Dirichlet,
    Discrete,
    Gamma,
    LogarithmicPool,
    Lognormal,
    Metalog,
    MultivariateNormal,
    NegativeBinomial,
    Normal,
    Poisson,
    Truncated,
)

Strategy = st.SearchStrategy[Family]


_ROUND = tuple(mantissa * 10.0**power for power in range(-6, 10) for mantissa in (1, 2, 5))


def positive(low: float, high: float) -> st.SearchStrategy[float]:
    """Any number, or a round one: a library may have a bad spot at 1000 that no other number finds."""
    anything = st.floats(np.log(low), np.log(high)).map(np.exp).map(float)
    round_ones = [number for number in _ROUND if low <= number <= high]
    return st.one_of(anything, st.sampled_from(round_ones)) if round_ones else anything


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
def logarithmic_pools(draw: st.DrawFn) -> Family:
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
dirichlet = st.lists(positive(0.1, 1e5), min_size=2, max_size=5).map(
    lambda counts: Dirichlet(tuple(f"state{each}" for each in range(len(counts))), tuple(counts))
)
probability = st.floats(0, 1)
poisson = st.builds(Poisson, st.one_of(st.just(0.0), positive(1e-6, 1e7)))
binomial = st.builds(Binomial, st.integers(1, 10**6), probability)
negative_binomial = st.builds(NegativeBinomial, positive(1e-3, 1e5), positive(1e-2, 1e6))
bernoulli = st.builds(Bernoulli, probability)
continuous = st.one_of(
    st.builds(Normal, st.floats(-100, 100), positive(1e-3, 1e3)),
    st.builds(Gamma, positive(0.1, 1e4), positive(1e-3, 1e3)),
    st.builds(Beta, positive(0.3, 1e3), positive(0.3, 1e3)),
    st.builds(Lognormal, st.floats(-5, 5), positive(1e-2, 2)),
)
whole = st.one_of(poisson, binomial, negative_binomial, bernoulli)
factor = st.one_of(positive(1e-3, 1e3), positive(1e-3, 1e3).map(lambda x: -x))


@st.composite
def mixtures(draw: st.DrawFn, make: Callable[..., Family], parts: Strategy) -> Family:
    chosen = tuple(draw(st.lists(parts, min_size=2, max_size=4)))
    counts = draw(st.lists(st.integers(0, 9), min_size=len(chosen), max_size=len(chosen)))
    assume(sum(counts) > 0)
    return make(tuple(count / sum(counts) for count in counts), chosen)


@st.composite
def truncated(draw: st.DrawFn, parents: Strategy) -> Family:
    """Limits at two quantiles of the parent, or just one of them."""
    parent = draw(parents)
    low, high = sorted(draw(st.tuples(st.floats(0.001, 0.999), st.floats(0.001, 0.999))))
    limits = [float(limit) for limit in parent.quantile(np.array([low, high]))]
    kept = [limit if draw(st.booleans()) else None for limit in limits]
    try:
        return Truncated(parent, *kept)
    except ParameterError:
        assume(False)
        raise


@st.composite
def multivariate_normals(draw: st.DrawFn) -> Family:
    size = draw(st.integers(1, 5))
    numbers = st.lists(st.floats(-3, 3), min_size=size * size, max_size=size * size)
    root = np.reshape(draw(numbers), (size, size))
    names = tuple(f"x{index}" for index in range(size))
    covariance = tuple(map(tuple, (root @ root.T + 0.1 * np.eye(size)).tolist()))
    return MultivariateNormal(names, tuple(root[0].tolist()), covariance)


def tables(width: int) -> st.SearchStrategy[list[list[float]]]:
    row = st.lists(st.integers(-5, 5).map(float), min_size=width, max_size=width)
    return st.lists(row, min_size=1, max_size=40)
