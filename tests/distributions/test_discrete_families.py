"""Discrete families: exact values into both tails, and tables that give the same."""

import pickle

import numpy as np
import pytest

from distributions.table import Binomial, NegativeBinomial, Poisson
from distributions.tables.quantile_table import fast_quantile
from tests.distributions.cases.table import PROBABILITIES
from tests.distributions.checks import FROZEN, every_discrete_case, uniforms


@every_discrete_case
def test_quantile_of_a_discrete_family_is_exact_into_the_tails(case):
    if str(case) not in FROZEN:
        return
    exact = [float(row["quantile"]) for row in FROZEN[str(case)]]
    u = np.array(PROBABILITIES)
    assert case.family.quantile(u).tolist() == exact
    assert fast_quantile(case.family)(u).tolist() == exact


@every_discrete_case
def test_discrete_family_agrees_with_scipy(case):
    if case.oracle is None:
        return
    u = uniforms(case)
    x = case.oracle.ppf(u)
    np.testing.assert_array_equal(case.family.quantile(u), x)
    np.testing.assert_allclose(case.family.cdf(x), case.oracle.cdf(x), rtol=1e-9)
    np.testing.assert_allclose(case.family.survival(x), case.oracle.sf(x), rtol=1e-6, atol=1e-15)
    np.testing.assert_allclose(case.family.density(x), case.oracle.pmf(x), rtol=1e-7)
    assert case.family.mean == pytest.approx(case.oracle.mean(), rel=1e-12)
    assert case.family.variance == pytest.approx(case.oracle.var(), rel=1e-9)
    np.testing.assert_allclose(case.family.support, case.oracle.support())


@every_discrete_case
def test_fast_quantile_of_a_discrete_family_is_its_own(case):
    u = np.concatenate([uniforms(case, 5000), PROBABILITIES, [2.0**-53, 1e-300, 1 - 2.0**-53]])
    if case.family.components:
        u = np.stack([u] * case.family.n_uniforms, axis=-1)
    assert fast_quantile(case.family)(u).tobytes() == case.family.quantile(u).tobytes()


@pytest.mark.parametrize("family", [Binomial(1e9, 0.5), NegativeBinomial(1e6, 0.5), Poisson(1e12)], ids=str)
def test_large_parameters_need_no_large_table(family):
    """More values than a table may hold: the exact inverse is used, and memory stays bounded."""
    assert fast_quantile(family).__self__ == family
    u = np.array([1e-12, 0.3, 1 - 1e-12])
    x = family.quantile(u)
    reached = np.where(u <= 0.5, family.cdf(x), -family.survival(x)), np.where(u <= 0.5, u, u - 1)
    missed = np.where(u <= 0.5, family.cdf(x - 1), -family.survival(x - 1))
    assert (reached[0] >= reached[1]).all()
    assert (missed < reached[1]).all()


def test_table_crosses_to_a_worker_as_its_parameters():
    table = fast_quantile(Poisson(1e6))
    sent = pickle.dumps(table)
    assert len(sent) < 1000
    u = np.array([0.1, 0.9])
    assert pickle.loads(sent)(u).tolist() == table(u).tolist()
