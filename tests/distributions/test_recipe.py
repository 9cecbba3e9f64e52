"""One file and one row bring a family in: one made here, in no table, passes every test of the table's."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import strategies as st
from mpmath import mpf
from scipy import stats

from distributions.constraint import POSITIVE
from distributions.error import ParameterError
from distributions.family import Array, Family, Number
from tests.distributions import test_any_distribution, test_families
from tests.distributions.case import Case
from tests.distributions.checks import FROZEN, checks_of
from tests.distributions.exact import by_hazard
from tests.distributions.freeze_mpmath import freeze_case
from tests.distributions.strategies import positive


@dataclass(frozen=True)
class Rayleigh(Family):
    """Distance from a centre whose two coordinates are normal with the same scale."""

    scale: Number

    name: ClassVar[str] = "rayleigh"
    constraints: ClassVar = {"scale": POSITIVE}

    def quantile(self, u: Array) -> Array:
        return np.asarray(self.scale * np.sqrt(-2.0 * np.log1p(-u)))

    def cdf(self, x: Array) -> Array:
        return np.asarray(-np.expm1(-0.5 * np.square(np.maximum(x, 0.0) / self.scale)))

    def survival(self, x: Array) -> Array:
        return np.asarray(np.exp(-0.5 * np.square(np.maximum(x, 0.0) / self.scale)))

    def density(self, x: Array) -> Array:
        return np.asarray(np.maximum(x, 0.0) / np.square(self.scale) * self.survival(x))

    @property
    def mean(self) -> Number:
        return self.scale * np.sqrt(np.pi / 2.0)

    @property
    def variance(self) -> Number:
        return np.square(self.scale) * (2.0 - np.pi / 2.0)

    @property
    def support(self) -> tuple[Number, Number]:
        return 0.0, np.inf


ROW = Case(
    Rayleigh(2.5),
    stats.rayleigh(scale=2.5),
    inside=({"scale": 1e-150}, {"scale": 1e150}),
    outside=({"scale": 0}, {"scale": np.inf}, {"scale": "1"}),
    exact=lambda scale: by_hazard(lambda x: (x / mpf(scale)) ** 2 / 2, lambda x: x / mpf(scale) ** 2),
    strategy=st.builds(Rayleigh, positive(1e-6, 1e6)),
)
CHECKS = checks_of(ROW, test_families, test_any_distribution)


@pytest.fixture(scope="module")
def frozen():
    return freeze_case(ROW)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_row_is_all_that_the_tests_ask_for(check, frozen, monkeypatch):
    monkeypatch.setitem(FROZEN, str(ROW), frozen)
    check(ROW)


def test_all_of_the_row_is_asked_for():
    names = {check.__name__ for check in CHECKS}
    assert {
        "test_frozen_values_cover_the_case",
        "test_quantile_is_right_into_the_tails",
        "test_agrees_with_scipy_on_what_the_parameters_mean",
        "test_parameters_just_inside_are_taken",
        "test_parameters_just_outside_are_refused",
        "test_parameters_may_differ_between_draws",
        "test_any_distribution_keeps_the_contract",
        "test_any_distribution_undoes_its_quantile",
    } <= names


@dataclass(frozen=True)
class Wrong(Rayleigh):
    """A family with a mistake: its quantile function is a little off in the upper tail."""

    name: ClassVar[str] = "wrong"

    def quantile(self, u: Array) -> Array:
        return super().quantile(u) * np.where(u > 0.99, 1.0 + 1e-9, 1.0)


def test_a_mistake_is_found(frozen, monkeypatch):
    row = Case(Wrong(2.5), ROW.oracle, exact=ROW.exact, strategy=st.builds(Wrong, positive(1e-6, 1e6)))
    monkeypatch.setitem(FROZEN, str(row), frozen)
    found = set()
    for check in checks_of(row, test_families, test_any_distribution):
        try:
            check(row)
        except (AssertionError, ParameterError):
            found.add(check.__name__)
    assert {"test_quantile_is_right_into_the_tails", "test_any_distribution_keeps_the_contract"} <= found
