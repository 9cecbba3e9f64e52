"""Means and covariances against numpy in extended precision, and against cancellation."""

import numpy as np

from mcsim.analysis.moments import increments, moments_of, totals


def test_moments_agree_with_their_definitions():
    rng = np.random.default_rng(1)
    cost, effect = rng.normal(5.0, 2.0, (3, 500)), rng.normal(1.0, 0.1, (3, 500))
    merged = moments_of(cost[:, :123], effect[:, :123], 1).combine(
        moments_of(cost[:, 123:], effect[:, 123:], 1)
    )
    total, over = totals(merged), increments(merged, 1)
    np.testing.assert_allclose(total.cost, cost.mean(axis=1), rtol=1e-14)
    np.testing.assert_allclose(total.var_effect, effect.var(axis=1, ddof=1), rtol=1e-12)
    np.testing.assert_allclose(over.var_cost, (cost - cost[1]).var(axis=1, ddof=1), rtol=1e-12)
    together = [np.cov(c, e)[0, 1] for c, e in zip(cost - cost[1], effect - effect[1], strict=True)]
    np.testing.assert_allclose(over.covariance, together, rtol=1e-11, atol=1e-15)
    chain = increments(merged, np.array([1, 2, 0]))
    np.testing.assert_allclose(chain.var_cost, (cost - cost[[1, 2, 0]]).var(axis=1, ddof=1), rtol=1e-12)


def test_small_increments_beside_large_totals_keep_their_digits():
    """Baseline costs of 1e9 with sd 1e6, increments with sd 1e-3."""
    rng = np.random.default_rng(2)
    base, more = rng.normal(1e9, 1e6, 4_000).round(), rng.integers(0, 8, 4_000) / 1_024.0
    cost = np.stack([base, base + more])
    sums = moments_of(cost[:, :2_000], cost[:, :2_000] * 0.0, 0)
    sums = sums.combine(moments_of(cost[:, 2_000:], cost[:, 2_000:] * 0.0, 0))
    over = increments(sums, 0)
    np.testing.assert_allclose(over.cost[1], more.mean(), rtol=1e-13)
    np.testing.assert_allclose(over.var_cost[1], more.var(ddof=1), rtol=1e-11)


def test_net_benefit_is_the_quadratic_in_willingness_to_pay():
    rng = np.random.default_rng(3)
    cost, effect = rng.normal(5.0, 2.0, (2, 400)), rng.normal(1.0, 0.1, (2, 400))
    wtp = np.array([0.0, 3.0, 50.0])
    mean, error = totals(moments_of(cost, effect, 0)).net_benefit(wtp)
    benefit = wtp * effect[:, :, np.newaxis] - cost[:, :, np.newaxis]
    np.testing.assert_allclose(mean, benefit.mean(axis=1), rtol=1e-13)
    np.testing.assert_allclose(error, benefit.std(axis=1, ddof=1) / 20.0, rtol=1e-12)
