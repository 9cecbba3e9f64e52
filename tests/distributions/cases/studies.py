"""Cases of studies that are pooled: the joint family, and what each of its scalars follows alone."""

from hypothesis import strategies as st

from distributions.family import Family
from distributions.table import BetweenSd, PooledMean, RandomEffects
from tests.distributions.case import Case
from tests.distributions.strategies import positive
from tests.distributions.studies_oracle import Pooled, Spread, exact_between_sd, exact_pooled_mean

TWO = (-0.269, -0.0305), (0.136, 0.084)
APART = (0.0, 1.5, 1.2), (0.1, 0.2, 0.3)
FIVE = (10.0, 10.4, 9.1, 10.2, 11.5), (0.4, 0.2, 0.9, 0.5, 0.3)
STUDIES = {"estimates": (0.0, 1.0), "standard_errors": (1.0, 2.0)}
FEWER = {"estimates": (0.0,), "standard_errors": (1.0,)}
SPREAD = {"tau_scale": 0.5}

_INSIDE = (
    {**STUDIES, "tau_scale": 1e-75},
    {**STUDIES, "tau_scale": 1e75},
    {**STUDIES, "standard_errors": (1e-3, 1e75), **SPREAD},
    {**STUDIES, "estimates": (1e75, 1e75), **SPREAD},
)
_OUTSIDE = (
    {**STUDIES, "tau_scale": 0},
    {**STUDIES, "tau_scale": -0.5},
    {**STUDIES, "tau_scale": 1e76},
    {**STUDIES, "tau_scale": [0.5, 0.5]},
    {**STUDIES, "standard_errors": (0.0, 1.0), **SPREAD},
    {**STUDIES, "standard_errors": (-1.0, 1.0), **SPREAD},
    {**STUDIES, "standard_errors": (1e-76, 1.0), **SPREAD},
    {**STUDIES, "standard_errors": (1.0,), **SPREAD},
    {**STUDIES, "estimates": (0.0, 2e75), **SPREAD},
    {**STUDIES, "estimates": (0.0, 1e30), "tau_scale": 1e-9},
    {**STUDIES, "estimates": 0.0, **SPREAD},
    {**FEWER, **SPREAD},
)


def _with_measure(rows: tuple[dict[str, object], ...]) -> tuple[dict[str, object], ...]:
    return tuple({**row, "measure": "difference"} for row in rows)


@st.composite
def _studies(draw: st.DrawFn) -> dict[str, object]:
    """Studies that contradict each other by some standard errors at most, for any prior."""
    errors = draw(st.lists(positive(1e-3, 1e3), min_size=2, max_size=6))
    apart = draw(st.lists(st.floats(-5, 5), min_size=len(errors), max_size=len(errors)))
    middle = draw(st.floats(-100, 100))
    estimates = tuple(middle + z * error for z, error in zip(apart, errors, strict=True))
    return {"estimates": estimates, "standard_errors": tuple(errors), "tau_scale": draw(positive(1e-2, 1e2))}


@st.composite
def _random_effects(draw: st.DrawFn) -> Family:
    studies = draw(_studies())
    known = draw(st.one_of(st.none(), st.just(0.0), positive(1e-3, 1e2)))
    return (
        RandomEffects(**studies)
        if known is None
        else RandomEffects(**{**studies, "tau_scale": None}, tau=known)
    )


@st.composite
def _pooled_means(draw: st.DrawFn) -> Family:
    if draw(st.booleans()):
        return PooledMean(**draw(_studies()), measure="difference")
    errors = tuple(draw(st.lists(positive(0.05, 2.0), min_size=2, max_size=6)))
    estimates = tuple(draw(st.floats(-2, 2)) for _ in errors)
    return PooledMean(estimates, errors, draw(positive(0.05, 1.0)), "ratio")


STUDY_CASES = [
    Case(
        BetweenSd(*TWO, 0.25),
        Spread(*TWO, 0.25),
        inside=_INSIDE,
        outside=(*_OUTSIDE, {**STUDIES, "tau_scale": None}),
        exact=exact_between_sd,
        strategy=_studies().map(lambda studies: BetweenSd(**studies)),
    ),
    Case(BetweenSd(*APART, 0.5), Spread(*APART, 0.5)),
    Case(
        PooledMean(*FIVE, 2.0, "difference"),
        Pooled(*FIVE, 2.0),
        inside=_with_measure(_INSIDE),
        outside=(
            *_with_measure((*_OUTSIDE, {**STUDIES, "tau_scale": None})),
            {**STUDIES, **SPREAD, "measure": "odds"},
        ),
        exact=exact_pooled_mean,
        strategy=_pooled_means(),
    ),
    Case(PooledMean(*TWO, 0.25, "ratio"), Pooled(*TWO, 0.25, "ratio")),
    Case(
        RandomEffects(*TWO, tau_scale=0.25, measure="ratio"),
        inside=(
            *_INSIDE,
            {**STUDIES, "tau": 0},
            {**STUDIES, "tau": 1e75},
            {**STUDIES, "tau": 20.0, "measure": "ratio"},
        ),
        outside=(
            *_OUTSIDE,
            STUDIES,
            {**FEWER, "tau": 0.5},
            {**STUDIES, "tau": -0.5},
            {**STUDIES, "tau": 0.5, **SPREAD},
            {**STUDIES, **SPREAD, "measure": "odds_ratio"},
            {**STUDIES, "tau": 30.0, "measure": "ratio"},
            {**STUDIES, "tau_scale": 1e3, "measure": "ratio"},
        ),
        strategy=_random_effects(),
    ),
    Case(RandomEffects(*FIVE, tau_scale=2.0)),
    Case(RandomEffects(*TWO, tau=0.125)),
    Case(RandomEffects(*TWO, tau=0.0, measure="ratio")),
]
