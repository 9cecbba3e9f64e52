"""Any whole-number, joint, mixed or changed distribution keeps the contract."""

import pickle

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from distributions.family import Family
from distributions.quantile_table import fast_quantile
from tests.distributions.discrete_strategies import DISCRETE_STRATEGIES

# No powers of 2, which a sum of probabilities may meet exactly or miss by its rounding.
U = np.array(
    [3 * 2.0**-54, 1e-12, 1e-6, 0.01, 0.3, 0.49, 0.51, 0.7, 0.99, 1 - 1e-6, 1 - 1e-12, 1 - 3 * 2.0**-53]
)


@pytest.mark.parametrize("name", DISCRETE_STRATEGIES)
@given(data=st.data())
@settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much]
)
def test_any_distribution_keeps_the_contract(name: str, data: st.DataObject):
    family = data.draw(DISCRETE_STRATEGIES[name])
    assert family.name == name
    assert pickle.loads(pickle.dumps(family)) == family
    u = np.stack([U] * family.n_uniforms, axis=-1) if family.components else U
    x = family.quantile(u)
    low, high = family.support
    assert np.isfinite(x).all()
    assert ((x >= low) & (x <= high)).all()
    assert np.isfinite(family.mean).all()
    assert np.all(np.greater_equal(family.variance, 0))
    if not family.components:
        undoes_its_quantile(family, x)


def undoes_its_quantile(family: Family, x: np.ndarray) -> None:
    """The value reaches its probability, from the nearer tail, and nothing clearly smaller does."""
    near = np.minimum(U, 1 - U)
    spacing = 16 * np.spacing(np.abs(x)) + 8 * np.spacing(np.abs(np.asarray(scale_of(family))))
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
    own = abs(getattr(family, "shift_by", 0.0)) + float(np.abs(family.mean))
    return own + (scale_of(parent) if parent is not None else 0.0)
