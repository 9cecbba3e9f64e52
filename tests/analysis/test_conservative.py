"""Contributions of items and kinds to net benefit: their means, and their unfavourable quartiles."""

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from mcsim.analysis.cea.net_benefit import net_benefit
from mcsim.analysis.ledger.conservative import conservative
from mcsim.analysis.ledger.contributions import contributions
from mcsim.errors import AnalysisError
from tests.analysis.further_data import made
from tests.analysis.ledger_cases import dealt, ledger_of, only

WTP = [0.0, 20_000.0, 30_000.0]
QUARTILE = float(ndtri(0.25))


@pytest.mark.parametrize("replicates", [0, 4])
@pytest.mark.parametrize("measure", [contributions, conservative])
def test_both_give_the_net_benefit_of_the_outcomes(measure, replicates):
    data = made(attrs={"replicates": replicates})
    found = measure(data["ledger"], WTP)
    whole = net_benefit(data["outcomes"], WTP).sel(strategy=found["strategy"]).transpose(*found["inmb"].dims)
    np.testing.assert_allclose(found["inmb"], whole["inmb"], rtol=1e-9)
    np.testing.assert_allclose(found["inmb_se"], whole["inmb_se"], rtol=1e-9)


def test_contributions_add_up():
    found = contributions(made()["ledger"], WTP)
    assert found["item"].values.tolist() == ["staff", "saved", "health", "scheme"]
    assert found["unit"].values.tolist()[2] == "QALY"
    np.testing.assert_allclose(found["contribution"].sum("item"), found["inmb"], rtol=1e-9)


def test_contributions_by_hand():
    ledger = ledger_of(
        programme=[[60.0, 0.0], [100.0, 20.0]],
        health=[[0.01, 0.0], [0.01, 0.02]],
        taking_part=[[1.0, 0.0]] * 2,
    )
    found = only(contributions(ledger))
    assert found["wtp"].values.tolist() == [20_000.0, 30_000.0]
    np.testing.assert_allclose(found["contribution"], [[-90.0, -90.0], [400.0, 600.0]])
    np.testing.assert_allclose(found["contribution_se"], [[30.0, 30.0], [200.0, 300.0]])
    np.testing.assert_allclose(found["inmb"], [310.0, 510.0])
    np.testing.assert_allclose(found["inmb_se"], [170.0, 270.0])


def test_quartiles_are_those_of_each_kind():
    """The two costs of one kind are summed before their quartile is taken."""
    ledger = made()["ledger"].assign_coords(
        kind=("item", ["care", "care", "health", "programme", "taking_part"])
    )
    found, totals = conservative(ledger, WTP), ledger["items"].sum("year")
    assert found["kind"].values.tolist() == ["care", "health", "programme"]
    care = totals.sel(item=["staff", "saved"]).sum("item")
    for wtp in WTP:
        at = found.sel(wtp=wtp)
        expected = {
            "care": -care.quantile(0.75, "draw"),
            "programme": -totals.sel(item="scheme").quantile(0.75, "draw"),
            "health": wtp * totals.sel(item="health").quantile(0.25, "draw"),
        }
        for kind, values in expected.items():
            np.testing.assert_allclose(at["quartile"].sel(kind=kind), values, rtol=1e-12, err_msg=kind)
        np.testing.assert_allclose(at["conservative"], sum(each.values for each in expected.values()))
        inmb = wtp * totals.sel(item="health") - care - totals.sel(item="scheme")
        np.testing.assert_array_equal(at["probability"], (inmb > 0.0).mean("draw"))


def normal(repetitions, n=2_000):
    z = np.random.default_rng(75).standard_normal((2, n, repetitions, 1))
    return {"care": 10.0 + 40.0 * z[0], "health": 0.02 + 0.01 * z[1]}


def test_normal_kinds():
    """Quartiles of N(m, s) are m -+ 0.674 s; the error of one is s sqrt(0.25 * 0.75 / n) / density."""
    found = conservative(ledger_of(**normal(400)), 20_000.0).isel(strategy=0, wtp=0)
    truth = np.array([-10.0 + QUARTILE * 40.0, 400.0 + QUARTILE * 200.0])
    density = np.exp(-(QUARTILE**2) / 2.0) / (2.0 * np.pi) ** 0.5
    error = np.array([40.0, 200.0]) * (0.25 * 0.75 / 2_000) ** 0.5 / density
    means = found["quartile"].mean("perspective")
    assert (abs(means - truth) < 3.5 * error / 20.0 + 0.01 * error).all()
    np.testing.assert_allclose((found["quartile_se"] ** 2).mean("perspective"), error**2, rtol=0.1)
    total = found["conservative"]
    assert abs(total.mean() - truth.sum()) < 4.0 * (error**2).sum() ** 0.5 / 20.0
    np.testing.assert_allclose((found["conservative_se"] ** 2).mean(), (error**2).sum(), rtol=0.1)
    probability = ndtr(390.0 / (40.0**2 + 200.0**2) ** 0.5)
    covered = (found["probability_lower"] <= probability) & (probability <= found["probability_upper"])
    assert 0.917 < covered.mean() < 0.983
    gap = abs(total - truth.sum()) <= 1.96 * found["conservative_se"]
    assert 0.917 < gap.mean() < 0.983
    # A single error is near the truth, not only their mean.
    assert (found["quartile_se"].std("perspective") < 0.12 * error).all()


def test_skewed_kinds_and_kinds_that_half_of_the_draws_have_not():
    """Errors of quartiles against their spread over 400 repetitions; that of a value with an atom is 0."""
    rng = np.random.default_rng(78)
    cost = rng.gamma(2.0, 50.0, (2_000, 400, 1))
    gain = np.where(rng.random((2_000, 400, 1)) < 0.5, 0.0, rng.normal(0.02, 0.005, (2_000, 400, 1)))
    found = conservative(ledger_of(care=cost, health=gain), 20_000.0).isel(strategy=0, wtp=0)
    care, health = (found.sel(kind=kind) for kind in ("care", "health"))
    assert care["quartile_se"].mean().item() == pytest.approx(care["quartile"].std().item(), rel=0.12)
    assert (health["quartile"] == 0.0).all()
    assert (health["quartile_se"] == 0.0).all()
    np.testing.assert_allclose(found["conservative_se"], care["quartile_se"], rtol=1e-9)


def test_an_atom_a_little_larger_than_a_quarter_holds_the_quartile():
    """With 30 % of the draws at 0, a quartile of 2,000 is 0 in every repetition that is ever seen."""
    rng = np.random.default_rng(80)
    gain = np.where(rng.random((2_000, 400, 1)) < 0.3, 0.0, rng.gamma(2.0, 0.01, (2_000, 400, 1)))
    found = conservative(ledger_of(health=gain), 20_000.0)
    assert (found["quartile"] == 0.0).all()
    assert (found["quartile_se"] == 0.0).mean() > 0.99


def test_the_error_of_a_sum_knows_how_kinds_go_together():
    z = np.random.default_rng(79).standard_normal((2_000, 300, 1))
    opposed = conservative(ledger_of(care=40.0 * z, health=0.002 * z), 20_000.0).isel(strategy=0, wtp=0)
    # -cost and the gain cancel in every draw, their quartiles do not, and their errors are opposed in part.
    assert opposed["conservative_se"].mean().item() == pytest.approx(
        opposed["conservative"].std().item(), rel=0.12
    )


def test_errors_of_quartiles_between_replicates():
    first, second = ndtri(dealt(6, 200, seed=76))
    items = {
        "care": (10.0 + 40.0 * first)[..., np.newaxis],
        "health": (0.02 + 0.01 * second)[..., np.newaxis],
    }
    ledger = ledger_of(**items, attrs={"replicates": 16})
    found = conservative(ledger, 20_000.0).isel(strategy=0, wtp=0)
    contribution = np.concatenate([-items["care"], 20_000.0 * items["health"]], axis=-1)
    each = np.stack([np.quantile(contribution[at::16], 0.25, axis=0) for at in range(16)])
    np.testing.assert_allclose(found["quartile_se"], each.std(axis=0, ddof=1) / 4.0, rtol=1e-9)
    np.testing.assert_allclose(found["conservative_se"], each.sum(-1).std(axis=0, ddof=1) / 4.0, rtol=1e-9)
    loose = conservative(ledger.assign_attrs(replicates=0), 20_000.0).isel(strategy=0, wtp=0)
    assert found["quartile_se"].mean() < loose["quartile_se"].mean()


def test_a_kind_that_is_nothing_is_left_out_and_one_that_is_not_counted_is_unknown():
    ledger = ledger_of(care=np.ones((40, 2, 1)), health=np.ones((40, 2, 1)), time=np.zeros((40, 2, 1)))
    ledger["items"].loc[{"perspective": "view 1", "item": "health_item"}] = 0.0
    found = conservative(ledger, 10.0).isel(strategy=0, wtp=0)
    assert found["kind"].values.tolist() == ["care", "health"]
    np.testing.assert_equal(found["quartile"].values, [[-1.0, 10.0], [-1.0, np.nan]])
    np.testing.assert_equal(found["quartile_se"].values, [[0.0, 0.0], [0.0, np.nan]])
    assert found["conservative"].values.tolist() == [9.0, -1.0]
    assert found["probability"].values.tolist() == [1.0, 0.0]


def test_a_programme_that_does_nothing(tmp_path):
    """No net benefit is not a positive one, and there are no kinds to speak of."""
    from mcsim.results.disk import read, write

    found = conservative(ledger_of(care=np.zeros((40, 1)), health=np.zeros((40, 1))))
    assert found.sizes["kind"] == 0
    for name in ("conservative", "conservative_se", "inmb", "inmb_se", "probability", "probability_se"):
        assert (found[name] == 0.0).all(), name
    write(found, tmp_path / "conservative.nc")
    assert read(tmp_path / "conservative.nc").sizes["kind"] == 0


def test_draws_too_few_leave_no_error_of_quartiles():
    found = only(conservative(ledger_of(care=np.arange(39.0)[:, np.newaxis])))
    assert found["quartile_se"].isnull().all()
    assert found["conservative_se"].isnull().all()
    assert found["inmb_se"].notnull().all()


@pytest.mark.parametrize("measure", [contributions, conservative])
def test_a_grid_that_is_none_is_refused(measure):
    with pytest.raises(AnalysisError, match="at least 0") as caught:
        measure(made()["ledger"], [-5.0])
    assert len(caught.value.problems) == 1
