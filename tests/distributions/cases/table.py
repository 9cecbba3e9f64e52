"""One table of cases that drives the tests of every family; a family without a row fails a test."""

from collections.abc import Iterator
from typing import Any

from distributions.family import Family
from tests.distributions.case import Case
from tests.distributions.cases.bounded import BOUNDED_CASES
from tests.distributions.cases.composed import COMPOSED_CASES
from tests.distributions.cases.discrete import DISCRETE_CASES
from tests.distributions.cases.joint import JOINT_CASES
from tests.distributions.cases.positive import POSITIVE_CASES
from tests.distributions.cases.real_line import REAL_LINE_CASES
from tests.distributions.cases.studies import STUDY_CASES

# The float64 numbers at which quantiles are compared with frozen values of 50 digits.
PROBABILITIES = (1e-12, 1e-9, 1e-6, 0.001, 0.025, 0.5, 0.975, 0.999, 1 - 1e-6, 1 - 1e-9, 1 - 1e-12)

CASES = [
    *REAL_LINE_CASES,
    *POSITIVE_CASES,
    *BOUNDED_CASES,
    *DISCRETE_CASES,
    *JOINT_CASES,
    *COMPOSED_CASES,
    *STUDY_CASES,
]
EXACT = {case.family.name: case.exact for case in reversed(CASES) if case.exact}


def parts_of(family: Family) -> Iterator[Family]:
    """Distributions that a distribution is made of."""
    for name in family.parameters():
        value = getattr(family, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Family):
                yield each


def has_exact(family: Family) -> bool:
    """Whether a distribution and all that it is made of are known in mpmath's arithmetic."""
    return family.name in EXACT and all(map(has_exact, parts_of(family)))


def exact_of(case: Case) -> Any:
    """Distribution of a case in mpmath's arithmetic."""
    return _applied(case.exact or EXACT[case.family.name], case.family)


def _applied(exact: Any, family: Family) -> Any:
    return exact(*(_exact(getattr(family, name)) for name in family.parameters()))


def _exact(value: Any) -> Any:
    if isinstance(value, Family):
        return _applied(EXACT[value.name], value)
    return tuple(map(_exact, value)) if isinstance(value, tuple) else value


FROZEN_CASES = [case for case in CASES if case.exact or has_exact(case.family)]
