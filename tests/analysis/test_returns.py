"""Ratios of means: what comes back for a pound, and what a participant costs and may cost."""

import numpy as np
import pytest
import xarray as xr
from scipy.special import ndtri

from mcsim.analysis.cea.net_benefit import net_benefit
from mcsim.analysis.intervals import ratio_standard_error
from mcsim.analysis.ledger.by_draw import PROGRAMME
from mcsim.analysis.ledger.cost_per_participant import cost_per_participant
from mcsim.analysis.ledger.highest_price import highest_price
from mcsim.analysis.ledger.returns import returns
from mcsim.errors import AnalysisError
from mcsim.models.coproduction import account
from tests.analysis.further_data import RATES, made
from tests.analysis.ledger_cases import dealt, ledger_of, only

WTP = [0.0, 20_000.0, 30_000.0]
COVERED = (0.917, 0.983)  # three standard errors of a share of 0.95 in 400 repetitions
T15 = 2.1314495455597742


def test_the_programme_is_called_alike_by_the_model():
    assert account.PROGRAMME == PROGRAMME


def test_returns_by_hand():
    """100 and 60 invested; 30 and 50 saved, 10 of time spent; 0.01 QALYs."""
    ledger = ledger_of(
        programme=[[80.0, 20.0], [40.0, 20.0]],
        care=[[-30.0, 0.0], [0.0, -50.0]],
        time=[[10.0, 0.0], [10.0, 0.0]],
        health=[[0.005, 0.005], [0.01, 0.0]],
    )
    found = only(returns(ledger))
    assert found["wtp"].values.tolist() == WTP
    assert found["investment"] == 80.0
    assert found["investment_se"] == pytest.approx(20.0)
    assert found["roi"] == pytest.approx((30.0 - 80.0) / 80.0)
    np.testing.assert_allclose(found["benefit_cost_ratio"], [30.0 / 80.0, 230.0 / 80.0, 330.0 / 80.0])
    # At 0 the residuals are 20 - 0.375 * 100 and 40 - 0.375 * 60, which is -+17.5.
    np.testing.assert_allclose(found["benefit_cost_ratio_se"][0], 17.5 / 80.0)


@pytest.mark.parametrize("replicates", [0, 4])
def test_return_on_investment_is_the_ratio_in_money_less_one(replicates):
    found = returns(made(attrs={"replicates": replicates})["ledger"], WTP)
    in_money = found.sel(wtp=0.0)
    np.testing.assert_allclose(found["roi"], in_money["benefit_cost_ratio"] - 1.0, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(found["roi_se"], in_money["benefit_cost_ratio_se"], rtol=1e-9)
    assert (found["roi_se"] > 0.0).all()


def test_the_error_is_that_of_the_delta_method():
    ledger = made()["ledger"]
    totals = ledger["items"].sum("year")
    invested = totals.sel(item="scheme").values
    back = 20_000.0 * totals.sel(item="health") - totals.sel(item=["staff", "saved"]).sum("item")
    n = len(invested)
    expected = np.empty(back.shape[1:])
    for at in np.ndindex(expected.shape):
        pair = np.cov(back.values[(slice(None), *at)], invested[(slice(None), *at)]) / n
        means = back.values[(slice(None), *at)].mean(), invested[(slice(None), *at)].mean()
        expected[at] = ratio_standard_error(*means, (pair[0, 0], pair[1, 1], pair[0, 1]))
    found = returns(ledger, 20_000.0).isel(wtp=0)
    np.testing.assert_allclose(found["benefit_cost_ratio_se"], expected, rtol=1e-9)


@pytest.mark.parametrize("replicates", [0, 2])
@pytest.mark.parametrize("invested", [0.0, -3.0])
def test_where_nothing_is_invested_there_are_no_ratios(invested, replicates):
    programme = np.full((8, 1), invested)
    ledger = ledger_of(programme=programme, care=np.ones((8, 1)), attrs={"replicates": replicates})
    found = only(returns(ledger))
    assert found["investment"] == invested
    for name in ("roi", "roi_se", "benefit_cost_ratio", "benefit_cost_ratio_se"):
        assert found[name].isnull().all(), name


def test_cost_per_participant_by_hand():
    """Half join in year 1 and are discounted by a tenth, as their cost is in the ledger."""
    ledger = ledger_of(
        rates=(0.25, 0.0), programme=[[50.0, 40.0], [90.0, 72.0]], taking_part=[[0.5, 0.5], [0.9, 0.9]]
    )
    found = only(cost_per_participant(ledger))
    assert found["cost_per_participant"] == pytest.approx(100.0)
    assert found["cost_per_participant_se"] == pytest.approx(0.0, abs=1e-12)
    assert found["participants"] == pytest.approx(1.4)
    assert found["participants_se"] == pytest.approx(0.4)
    assert found["participants"].attrs["units"] == "people"


def test_nobody_takes_part():
    ledger = ledger_of(programme=np.ones((3, 1)), taking_part=np.zeros((3, 1)), health=np.ones((3, 1)))
    assert only(cost_per_participant(ledger))["cost_per_participant"].isnull()
    assert only(highest_price(ledger))["highest_price"].isnull().all()
    assert only(cost_per_participant(ledger))["participants"] == 0.0


@pytest.mark.parametrize("measure", [cost_per_participant, highest_price])
def test_a_ledger_that_counts_nobody_is_refused(measure):
    with pytest.raises(AnalysisError, match=r"^ledger: has no item of measure `people`.*; let the model"):
        measure(ledger_of(programme=np.ones((3, 1))))


@pytest.mark.parametrize("wtp", WTP)
def test_at_the_highest_price_net_benefit_is_nil(wtp):
    data = made()
    ledger = data["ledger"].copy(deep=True)
    price = highest_price(ledger, wtp)["highest_price"].isel(wtp=0)
    joining = ledger["items"].sel(item="joining", drop=True)
    paid = price * joining / (1.0 + RATES[0]) ** ledger["year"]
    ledger["items"].loc[{"item": "scheme"}] = paid.transpose(*joining.dims)
    sums = ledger["items"].sum("year")
    inmb = wtp * sums.sel(item="health") - sums.sel(item=["staff", "saved", "scheme"]).sum("item")
    scale = max(abs(inmb).max(), 1.0)
    assert (abs(inmb.mean("draw")) < 1e-9 * scale).all()
    np.testing.assert_allclose(cost_per_participant(ledger)["cost_per_participant"], price, rtol=1e-9)


def test_it_is_worth_it_below_the_highest_price_and_not_above():
    data = made()
    inmb = net_benefit(data["outcomes"], WTP)["inmb"].sel(strategy=["a", "c"])
    price, cost = highest_price(data["ledger"], WTP), cost_per_participant(data["ledger"])
    below = cost["cost_per_participant"] < price["highest_price"]
    xr.testing.assert_equal(below.transpose(*inmb.dims), inmb > 0.0)
    assert 0 < below.sum() < below.size


# Repetitions are laid along the perspective: scheme and care cost, QALYs and those who take part.


def sampled(z):
    """Normal increments from four standard normal arrays (draw, repetition), as a ledger of one year."""
    taking_part = 0.5 + 0.1 * z[0]
    items = {
        "programme": 200.0 + 300.0 * (taking_part - 0.5) + 40.0 * z[1],
        "care": -60.0 + 50.0 * z[2],
        "health": 0.01 + 0.01 * z[3],
        "taking_part": taking_part,
    }
    return {kind: values[..., np.newaxis] for kind, values in items.items()}


TRUTHS = [
    (returns, "benefit_cost_ratio", np.array([60.0, 260.0, 360.0]) / 200.0),
    (returns, "roi", np.array([-140.0 / 200.0])),
    (highest_price, "highest_price", np.array([60.0, 260.0, 360.0]) / 0.5),
    (cost_per_participant, "cost_per_participant", np.array([400.0])),
]


def covered(found, name, truth, quantile):
    gap = abs(found[name].values[0].reshape(-1, truth.size) - truth)
    return (gap <= quantile * found[f"{name}_se"].values[0].reshape(-1, truth.size)).mean(axis=0)


@pytest.mark.parametrize(("measure", "name", "truth"), TRUTHS)
def test_coverage_of_independent_draws(measure, name, truth):
    z = np.random.default_rng(73).standard_normal((4, 300, 400))
    ledger = ledger_of(**sampled(z))
    found = measure(ledger) if measure is cost_per_participant else measure(ledger, WTP)
    shares = covered(found, name, truth, 1.96)
    assert (shares >= COVERED[0]).all(), shares
    assert (shares <= COVERED[1]).all(), shares


@pytest.mark.parametrize(("measure", "name", "truth"), TRUTHS)
def test_coverage_between_replicates(measure, name, truth):
    first, second = ndtri(dealt(5, 400, seed=74))
    z = [first, second, (first + second) / 2.0**0.5, (first - second) / 2.0**0.5]
    ledger = ledger_of(**sampled(z), attrs={"replicates": 16})
    found = measure(ledger) if measure is cost_per_participant else measure(ledger, WTP)
    assert found.attrs["error_quantile"] == pytest.approx(T15)
    shares = covered(found, name, truth, T15)
    assert (shares >= COVERED[0]).all(), shares
    assert (shares <= COVERED[1]).all(), shares
    alone = ledger.assign_attrs(replicates=0)
    loose = measure(alone) if measure is cost_per_participant else measure(alone, WTP)
    np.testing.assert_allclose(found[name], loose[name], rtol=1e-12)
    assert (found[f"{name}_se"].mean("perspective") < 0.5 * loose[f"{name}_se"].mean("perspective")).all()


def test_the_error_is_that_between_the_ratios_of_replicates():
    draws = np.setdiff1d(np.arange(640), (3, 17, 400))
    data = made(draws=draws, attrs={"replicates": 16})["ledger"]
    sums = data["items"].sum("year")
    other = 20_000.0 * sums.sel(item="health") - sums.sel(item=["staff", "saved"]).sum("item")
    joining = (data["items"].sel(item="joining") / (1.0 + RATES[0]) ** data["year"]).sum("year")
    groups = draws % 16
    each = np.stack(
        [(other[groups == at].mean("draw") / joining[groups == at].mean("draw")) for at in range(16)]
    )
    found = highest_price(data, 20_000.0).isel(wtp=0)
    np.testing.assert_allclose(found["highest_price_se"], each.std(axis=0, ddof=1) / 4.0, rtol=1e-9)


@pytest.mark.parametrize("draws", [np.arange(0, 640, 2), np.arange(17)])
@pytest.mark.parametrize("measure", [returns, highest_price, cost_per_participant])
def test_a_replicate_without_draws_enough_leaves_no_error(measure, draws):
    found = measure(made(draws=draws, attrs={"replicates": 16})["ledger"])
    for name in found.data_vars:
        if f"{name}_se" in found:
            assert found[name].notnull().all()
            assert found[f"{name}_se"].isnull().all()
