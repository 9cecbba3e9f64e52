"""Multivariate normal, empirical rows and mixtures: what holds between the scalars of one draw."""

import pickle

import numpy as np
import pytest
from scipy import stats

from distributions.build import build
from distributions.error import ParameterError
from distributions.table import (
    Beta,
    Empirical,
    EmpiricalMargin,
    Fixed,
    Gamma,
    Mixture,
    MixtureValue,
    MultivariateNormal,
    Normal,
    Poisson,
)
from distributions.tables.quantile_table import fast_quantile

COVARIANCE = ((4.0, 3.0, -0.5), (3.0, 9.0, 0.0), (-0.5, 0.0, 0.25))


def uniforms(n: int, columns: int) -> np.ndarray:
    return (np.random.default_rng(11).integers(0, 2**52, (n, columns)) + 0.5) / 2**52


def test_multivariate_normal_has_its_covariance():
    family = MultivariateNormal(("a", "b", "c"), (1.0, -2.0, 0.0), COVARIANCE)
    draws = family.quantile(uniforms(100_000, 3))
    np.testing.assert_allclose(np.cov(draws.T), COVARIANCE, atol=0.08)
    np.testing.assert_allclose(draws.mean(axis=0), family.means, atol=0.05)


def test_multivariate_normal_is_means_plus_factor_times_normals():
    family = MultivariateNormal(("a", "b", "c"), (1.0, -2.0, 0.0), COVARIANCE)
    u = uniforms(50, 3)
    expected = np.array(family.means) + stats.norm.ppf(u) @ np.linalg.cholesky(np.array(COVARIANCE)).T
    np.testing.assert_allclose(family.quantile(u), expected, rtol=1e-12, atol=1e-12)


def test_multivariate_normal_from_correlations_is_that_from_covariance():
    stated = {"names": ["a", "b"], "means": [1, 2]}
    by_correlation = build(
        "multivariate_normal", {**stated, "ses": [2, 3], "correlations": [[1, 0.5], [0.5, 1]]}
    )
    assert by_correlation == build("multivariate_normal", {**stated, "covariance": [[4, 3], [3, 9]]})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"correlations": [[1, 0.5], [0.4, 1]]}, "a and b: 0.5 above the diagonal and 0.4 below"),
        ({"correlations": [[1, 1.5], [1.5, 1]]}, "a and b: 1.5 must be a correlation"),
        ({"correlations": [[1, 1.0], [1.0, 1]]}, "a and b: 1 -> 0.999"),
        ({"ses": [2]}, "ses: there are 1, but names: there are 2"),
        ({"ses": [2, 0]}, "ses: [2, 0] must be"),
        ({"correlations": [[1]]}, "correlations: there must be 2 rows of 2 numbers"),
        ({"correlations": [[1, 0], [0]]}, "correlations: [[1, 0], [0]] must be"),
    ],
)
def test_multivariate_normal_refuses_with_names_and_values(changes, words):
    stated = {"names": ["a", "b"], "means": [1, 2], "ses": [2, 3], "correlations": [[1, 0.5], [0.5, 1]]}
    with pytest.raises(ParameterError) as caught:
        build("multivariate_normal", {**stated, **changes})
    assert words in "; ".join(caught.value.problems)


def test_covariance_that_cannot_be_is_told_as_correlations():
    with pytest.raises(ParameterError) as caught:
        MultivariateNormal(("a", "b"), (0, 0), ((4, 7), (7, 9)))
    assert "a and b: 1.16" in caught.value.problems[0]


def test_every_row_is_drawn_equally_often_and_stays_together():
    rows = np.arange(14.0).reshape(7, 2)
    family = Empirical(("a", "b"), rows)
    u = ((np.arange(7000) + 0.5) / 7000)[:, np.newaxis]
    draws = family.quantile(u)
    np.testing.assert_array_equal(draws[:, 1], draws[:, 0] + 1)
    np.testing.assert_array_equal(np.unique(draws[:, 0], return_counts=True)[1], 1000)
    assert family.quantile(np.array([[2.0**-53], [1 - 2.0**-53]])).tolist() == [[0, 1], [12, 13]]
    # Next to 1, u n rounds to n.
    assert Empirical(("a",), rows[:3, :1]).quantile(np.array([[np.nextafter(1, 0)]])).tolist() == [[4]]


def test_a_large_table_is_neither_copied_nor_written_out():
    rows = np.random.default_rng(1).normal(size=(100_000, 3))
    family = Empirical(("a", "b", "c"), rows)
    assert np.shares_memory(family.rows.values, rows)
    assert rows.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        family.rows.values[0, 0] = 1.0
    assert len(repr(family)) < 200
    assert "100000 rows" in str(family)
    with pytest.raises(ParameterError) as caught:
        Empirical(("a", "b"), rows)
    assert len(str(caught.value)) < 200
    rows[0, 0] = np.nan
    with pytest.raises(ParameterError) as caught:
        Empirical(("a", "b", "c"), rows)
    assert len(str(caught.value)) < 250


def test_tables_are_equal_by_content_and_shape():
    rows = np.arange(6.0)
    one, other = Empirical(("a",), rows.reshape(6, 1)), Empirical(("a",), rows.reshape(6, 1).tolist())
    assert one == other
    assert hash(one) == hash(other)
    assert one != Empirical(("a",), (rows + 1).reshape(6, 1))
    wide, high = Empirical(("a", "b", "c"), rows.reshape(2, 3)), Empirical(("a", "b"), rows.reshape(3, 2))
    assert wide.rows != high.rows
    # Stored by columns or by rows, the content is the same.
    by_columns = np.asfortranarray(rows.reshape(3, 2))
    assert Empirical(("a", "b"), by_columns) == Empirical(("a", "b"), rows.reshape(3, 2))
    assert pickle.loads(pickle.dumps(one)).rows.digest == one.rows.digest


def test_margin_of_a_column_merges_equal_values():
    margin = Empirical(("a", "b"), [[3, 0], [1, 0], [3, 1], [2, 1]]).margins[0]
    assert isinstance(margin, EmpiricalMargin)
    assert margin.cdf(np.array([0.0, 1, 2, 3])).tolist() == [0, 0.25, 0.5, 1]
    assert (margin.mean, margin.variance) == (2.25, 0.6875)


def test_mixture_draws_each_part_by_its_weight_and_says_which():
    family = Mixture((0.2, 0.0, 0.8), (Fixed(-1.0), Fixed(9.0), Gamma(2.5, 1.0)))
    draws = family.quantile(uniforms(50_000, 2))
    value, part = draws.T
    assert set(part) == {0.0, 2.0}
    assert (value[part == 0] == -1).all()
    assert np.mean(part == 2) == pytest.approx(0.8, abs=5 * np.sqrt(0.16 / 50_000))
    assert stats.kstest(value[part == 2], stats.gamma(2.5).cdf).pvalue > 0.01
    assert family.scalar_names("cost") == ("cost", "cost_part")
    assert family.quantities == (True, False)


def test_mixture_reads_its_parts_from_tables():
    family = Mixture((0.3, 0.7), (Beta(3.0, 7.0), Poisson(3.0)))
    u = uniforms(20_000, 2)
    fast = fast_quantile(family)
    np.testing.assert_allclose(fast(u), family.quantile(u), rtol=1e-9)
    assert pickle.loads(pickle.dumps(fast))(u[:50]).tobytes() == fast(u)[:50].tobytes()


def test_parts_of_a_mixture_may_differ_between_draws():
    means = np.array([0.0, 100.0, 200.0])
    family = Mixture((0.5, 0.5), (Normal(means, 1.0), Fixed(5.0)))
    assert not family.is_fixed
    u = np.array([[0.2, 0.5], [0.3, 0.5], [0.8, 0.5]])
    assert family.quantile(u).tolist() == [[0, 0], [100, 0], [5, 1]]
    assert family.mean.tolist() == [[2.5, 0.5], [52.5, 0.5], [102.5, 0.5]]
    assert family.at(np.array([False, True, True])).quantile(u[1:]).tolist() == [[100, 0], [5, 1]]


def test_spike_of_a_mixture_is_exact():
    value = MixtureValue((0.25, 0.75), (Fixed(0.0), Gamma(2.5, 1.0)))
    u = np.array([1e-12, 0.1, 0.25, np.nextafter(0.25, 1), 0.5, 1 - 1e-12])
    expected = stats.gamma(2.5).isf((1 - u[3:]) / 0.75)
    assert value.quantile(u)[:3].tolist() == [0, 0, 0]
    np.testing.assert_allclose(value.quantile(u)[4:], expected[1:], rtol=1e-12)
    assert 0 < value.quantile(u)[3] < 1e-5
    assert value.density(np.array([-1.0, 0.0])).tolist() == [0, np.inf]
    assert value.cdf(np.array([-1e-300, 0.0])).tolist() == [0, 0.25]


def test_value_of_a_mixture_of_whole_numbers_is_discrete():
    value = MixtureValue((0.5, 0.5), (Poisson(2.0), Fixed(0.5)))
    assert value.is_discrete
    exact = 0.5 * stats.poisson(2).pmf(1)
    assert value.density(np.array([1.0, 0.5])) == pytest.approx([exact, 0.5])


@pytest.mark.parametrize("chosen", [0, 1])
@pytest.mark.parametrize("n_draws", [None, 400])
def test_a_mixture_with_all_weight_on_one_part_is_that_part(chosen, n_draws):
    mean = 2.0 if n_draws is None else np.linspace(1.0, 3.0, n_draws)
    parts = (Normal(mean, 1.0), Beta(2.0, 5.0))
    family = Mixture((1.0, 0.0) if chosen == 0 else (0.0, 1.0), parts)
    u = uniforms(400, 2)
    u[:3, 0] = 2.0**-53, 0.5, 1.0 - 2.0**-53
    for quantile in (family.quantile, fast_quantile(family)):
        draws = quantile(u)
        assert set(draws[:, 1]) == {chosen}
        np.testing.assert_allclose(draws[:, 0], parts[chosen].quantile(u[:, 1]), rtol=1e-9)
    assert family.likeliest == chosen
    assert family.part.support == (chosen, chosen)
    np.testing.assert_allclose(family.margins[0].mean, parts[chosen].mean)
