"""Any distribution keeps the contract, wherever in its domain the parameters lie."""

import pickle

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from distributions.family import Family
from distributions.tables.quantile_table import fast_quantile
from tests.distributions.case import Case
from tests.distributions.checks import every_case_with_a_strategy

# No powers of 2, which a sum of probabilities may meet exactly or miss by its rounding.
U = np.array(
    [3 * 2.0**-54, 1e-12, 1e-6, 0.01, 0.3, 0.49, 0.51, 0.7, 0.99, 1 - 1e-6, 1 - 1e-12, 1 - 3 * 2.0**-53]
)


@every_case_with_a_strategy
def test_any_distribution_keeps_the_contract(case: Case):
    @given(case.strategy)
    @settings(
        max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much]
    )
    def keeps_the_contract(family: Family) -> None:
        assert family.name == case.family.name
        assert pickle.loads(pickle.dumps(family)) == family
        u = np.stack([U] * family.n_uniforms, axis=-1) if family.components else U
        x = family.quantile(u)
        low, high = family.support
        assert np.isfinite(x).all()
        assert ((x >= low) & (x <= high)).all()
        assert not np.any(np.less(family.mean, low) | np.greater(family.mean, high))
        assert not np.any(np.less(family.variance, 0))
        if not family.components:
            undoes_its_quantile(family, x)

    keeps_the_contract()


@every_case_with_a_strategy
def test_any_distribution_undoes_its_quantile(case: Case):
    @given(case.strategy, st.floats(1e-6, 1 - 1e-6))
    @settings(
        max_examples=50, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much]
    )
    def undoes(family: Family, u: float) -> None:
        if family.components:
            x = family.quantile(np.full((1, family.n_uniforms), u))
            assert ((family.cdf(x) >= 0) & (family.cdf(x) <= 1)).all()
            return
        x = family.quantile(np.array([u]))
        last_digits = 8 * np.spacing(np.abs(x))
        assert family.cdf(x - last_digits) - 1e-12 <= u * (1 + 1e-10)
        assert family.cdf(x + last_digits) + 1e-12 >= u * (1 - 1e-10)

    undoes()


def undoes_its_quantile(family: Family, x: np.ndarray) -> None:
    """The value reaches its probability, from the nearer tail, and nothing clearly smaller does."""
    near = np.minimum(U, 1 - U)
    spacing = 16 * np.spacing(np.abs(x)) + 8 * np.spacing(scale_of(family))
    lower = U <= 0.5
    up_to, more = family.cdf(x + spacing), family.survival(x + spacing)
    assert np.where(lower, up_to >= near * (1 - 1e-9), more <= near * (1 + 1e-9)).all()
    up_to, more = family.cdf(x - spacing), family.survival(x - spacing)
    if family.is_discrete:
        assert (np.where(lower, up_to < near, more > near) | (x <= family.support[0])).all()
        assert fast_quantile(family)(U) == pytest.approx(x)
    else:
        assert np.where(lower, up_to <= near * (1 + 1e-9), more >= near * (1 - 1e-9)).all()


def scale_of(family: Family) -> float:
    """Size of the numbers behind a value that may nearly cancel, as in a shift."""
    parent = getattr(family, "parent", None)
    own = abs(getattr(family, "shift_by", 0.0)) + abs(float(family.quantile(np.array([0.5]))[0]))
    return own + (scale_of(parent) if parent is not None else 0.0)
