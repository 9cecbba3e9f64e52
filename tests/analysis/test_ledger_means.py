"""Means of a ledger, against plain numpy over all draws at once."""

import numpy as np
import pytest

from mcsim.analysis.cea.means import means
from mcsim.analysis.columns import columns_of, means_and_errors
from mcsim.analysis.ledger.ledger_means import ledger_means
from tests.analysis.further_data import made

N = 5_000


@pytest.mark.parametrize("n", [2, 600, N])
def test_means_and_errors_over_draws(n):
    data = made(n)
    found, items = ledger_means(data["ledger"]), data["ledger"]["items"].values
    np.testing.assert_allclose(found["ledger"], items.mean(axis=0), rtol=1e-11, atol=1e-12)
    np.testing.assert_allclose(found["ledger_se"], items.std(axis=0, ddof=1) / n**0.5, rtol=1e-11)
    cost, effect = items[:, :, :, [0, 1, 3]].sum(axis=3), items[:, :, :, 2]
    increment = np.stack([cost, effect], axis=3)
    sums = {
        "total": items.sum(axis=-1),
        "later": items[..., 1] + items[..., 2],
        "increment": increment,
        "increment_total": increment.sum(axis=-1),
        "increment_later": increment[..., 1:].sum(axis=-1),
    }
    for name, values in sums.items():
        np.testing.assert_allclose(found[name], values.mean(axis=0), rtol=1e-11, atol=1e-11)
        np.testing.assert_allclose(found[f"{name}_se"], values.std(axis=0, ddof=1) / n**0.5, rtol=1e-10)
    assert found["part"].values.tolist() == ["cost", "effect"]
    assert found["n_draws"] == n


def test_the_error_of_a_total_is_not_had_by_adding():
    """Two years that cancel in every draw: each is uncertain and their sum is known."""
    ledger = made(200)["ledger"].isel(year=[0, 1])
    ledger["items"][..., 1] = 7.0 - ledger["items"][..., 0]
    found = ledger_means(ledger)
    assert (found["ledger_se"].sel(item=found["measure"] != "people") > 1.0).all()
    np.testing.assert_allclose(found["total"], 7.0, rtol=1e-12)
    assert (found["total_se"] < 1e-13).all()


@pytest.mark.parametrize("missing", [(), (3, 17, 400)])
def test_errors_between_replicates(missing):
    draws = np.setdiff1d(np.arange(640), missing)
    data = made(draws=draws, attrs={"replicates": 16})
    found, items = ledger_means(data["ledger"]), data["ledger"]["items"].values
    np.testing.assert_allclose(found["ledger"], items.mean(axis=0), rtol=1e-11, atol=1e-12)
    for name, values in {"ledger": items, "total": items.sum(axis=-1)}.items():
        each = np.stack([values[draws % 16 == at].mean(axis=0) for at in range(16)])
        np.testing.assert_allclose(found[f"{name}_se"], each.std(axis=0, ddof=1) / 4.0, rtol=1e-10)
    assert found.attrs["error_quantile"] == pytest.approx(2.1314495)


@pytest.mark.parametrize("draws", [np.arange(0, 640, 2), np.arange(17), [0, 16]])
def test_a_replicate_without_draws_enough_leaves_no_error(draws):
    data = made(draws=draws, attrs={"replicates": 16})
    found = ledger_means(data["ledger"])
    assert found["ledger_se"].isnull().all()
    assert found["total_se"].isnull().all()
    assert found["total"].notnull().all()


@pytest.mark.parametrize("replicates", [0, 16])
def test_items_add_up_to_the_increments_of_the_means(replicates):
    data = made(attrs={"replicates": replicates})
    found, whole = ledger_means(data["ledger"]), means(data["outcomes"])
    for measure in ("cost", "effect"):
        own = found["total"].sel(item=found["measure"] == measure).sum("item")
        increment = whole[f"inc_{measure}"].sel(strategy=own["strategy"])
        np.testing.assert_allclose(own, increment, rtol=1e-9, atol=1e-9)
        of_part = found.sel(part=measure)
        np.testing.assert_allclose(of_part["increment_total"], increment, rtol=1e-9, atol=1e-9)
        error = whole[f"inc_{measure}_se"].sel(strategy=own["strategy"])
        np.testing.assert_allclose(of_part["increment_total_se"], error, rtol=1e-9)


def test_a_small_spread_beside_a_large_mean_keeps_its_digits():
    values = 1e9 + np.random.default_rng(2).normal(0.0, 1.0, (4_000, 1))
    _, error = means_and_errors(lambda at: values[at], np.arange(4_000), 0)
    shifted = values - 1e9
    np.testing.assert_allclose(error, shifted.std(axis=0, ddof=1) / 4_000**0.5, rtol=1e-6)


def test_what_never_varies_has_no_error():
    found = columns_of(np.full((1000, 2), 0.1))
    assert found.error.tolist() == [0.0, 0.0]
