"""Which rows of the table a test runs on; the same test can be run on a row outside the table."""

import json
from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest

from tests.distributions.case import Case
from tests.distributions.cases.table import CASES, has_exact
from tests.distributions.freeze_mpmath import PATH

FROZEN = json.loads(PATH.read_text())
LAST_DIGITS = 4 * np.finfo(float).eps

Check = Callable[[Case], None]


def every(applies: Callable[[Case], bool]) -> Callable[[Check], Check]:
    """Run a test on every row to which it applies."""

    def parametrized(test: Check) -> Check:
        test.applies = applies
        return pytest.mark.parametrize("case", list(filter(applies, CASES)), ids=str)(test)

    return parametrized


every_case = every(lambda case: True)
every_continuous_case = every(lambda case: case.is_continuous)
every_discrete_case = every(lambda case: case.family.is_discrete)
every_scalar_case = every(lambda case: not case.family.components)
every_frozen_case = every(lambda case: case.exact is not None or has_exact(case.family))
every_case_with_a_strategy = every(lambda case: case.strategy is not None)


def checks_of(case: Case, *modules: ModuleType) -> list[Check]:
    """Tests of these modules that apply to a row."""
    found = [each for module in modules for each in vars(module).values() if hasattr(each, "applies")]
    return [test for test in found if test.applies(case)]


def uniforms(case: Case, n: int = 1000) -> np.ndarray:
    """The grid of uniforms that designs draw from, in the shape that the family takes."""
    words = np.random.default_rng(20).integers(0, 2**52, (n, max(case.family.n_uniforms, 1)))
    u = (words + 0.5) / 2**52
    return u if case.family.components else u[:, 0]
