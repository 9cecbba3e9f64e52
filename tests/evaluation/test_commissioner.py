"""A commissioner's measures on the ledger that the co-production model keeps."""

import numpy as np
import pytest

import mcsim

OVERRIDES = ["settings.horizon=4", "model.options.support_years=4"]


@pytest.fixture(scope="module")
def results(root):
    def found(rate):
        rates = f"settings.discount_rates={{costs: {rate}, effects: {rate}}}"
        evaluation = mcsim.load(root / "configs/people_powered_health", [*OVERRIDES, rates])
        return mcsim.run(evaluation, draws=300, ledger=True)

    return {rate: found(rate) for rate in (0.0, 0.035)}


def test_a_budget_is_not_discounted_whatever_the_rate(results):
    found, other = (mcsim.budget_impact(each.ledger, [20.0, 30.0, 0.0]) for each in results.values())
    for name in ("budget_impact", "budget_impact_se", "budget_impact_quantile", "participants", "people"):
        np.testing.assert_allclose(found[name], other[name], rtol=1e-9, err_msg=name)
    assert (found["budget_impact"].sel(part="investment", perspective="societal") > 0.0).all()


@pytest.mark.parametrize("rate", [0.0, 0.035])
def test_price_and_cost_agree_with_net_benefit(results, rate):
    run = results[rate]
    inmb = mcsim.net_benefit(run.outcomes, [20_000.0])["inmb"].sel(
        strategy="people_powered_health", wtp=20_000.0
    )
    price = mcsim.highest_price(run.ledger, 20_000.0)["highest_price"].isel(strategy=0, wtp=0)
    cost = mcsim.cost_per_participant(run.ledger).isel(strategy=0)
    np.testing.assert_allclose((price - cost["cost_per_participant"]) * cost["participants"], inmb, rtol=1e-9)
    total = mcsim.contributions(run.ledger)["inmb"].isel(strategy=0).sel(wtp=20_000.0)
    np.testing.assert_allclose(total, inmb, rtol=1e-9)
    never = mcsim.break_even(run.ledger)["never"].isel(strategy=0, wtp=0)
    saving = mcsim.cost_saving(run.outcomes)["cost_saving"].sel(strategy="people_powered_health")
    np.testing.assert_allclose(1.0 - never, saving)
