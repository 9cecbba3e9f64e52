"""Budget impact: cohorts by hand, and what holds of any."""

import numpy as np
import pytest
import xarray as xr

import mcsim
from mcsim.analysis.ledger.budget_impact import budget_impact
from mcsim.analysis.ledger.ledger_means import ledger_means
from mcsim.errors import AnalysisError
from tests.analysis.further_data import RATES, made
from tests.analysis.ledger_cases import ledger_of, only

FIGURES = ("budget_impact", "budget_impact_total", "participants", "people")


def test_by_hand():
    """Each costs 100 in the first year and 40 in the second, and then saves 30, before discounting."""
    ledger = ledger_of(
        rates=(0.25, 0.5),
        programme=[[100.0, 40.0 / 1.25]] * 2,
        care=[[0.0, -20.0 / 1.25], [0.0, -40.0 / 1.25]],
        health=[[1.0, 1.0]] * 2,
        taking_part=[[0.4, 0.1], [0.6, 0.1]],
    )
    found = only(budget_impact(ledger, [10, 20, 0]))
    assert found["part"].values.tolist() == ["investment", "other costs and savings", "net"]
    np.testing.assert_allclose(
        found["budget_impact"], [[1000, 2400, 800], [0, -300, -600], [1000, 2100, 200]], rtol=1e-12
    )
    np.testing.assert_allclose(found["budget_impact_se"][1], [0.0, 100.0, 200.0], atol=1e-9)
    np.testing.assert_allclose(found["budget_impact_total"], [4200, -900, 3300])
    np.testing.assert_allclose(found["budget_impact_total_se"], [0.0, 300.0, 300.0], atol=1e-9)
    assert found["people"].values.tolist() == [10.0, 20.0, 0.0]
    np.testing.assert_allclose(found["participants"], [5.0, 11.0, 2.0])
    np.testing.assert_allclose(found["participants_se"], [1.0, 2.0, 0.0], atol=1e-9)
    np.testing.assert_allclose(found["budget_impact_quantile"].sel(quantile=0.5), [1000, 2100, 200])
    assert found["year"].values.tolist() == [0, 1, 2]


@pytest.mark.parametrize("replicates", [0, 4])
def test_one_person_who_starts_at_once_is_the_ledger_undiscounted(replicates):
    ledger = made(attrs={"replicates": replicates})["ledger"]
    found, whole = budget_impact(ledger, [1.0, 0.0, 0.0]), ledger_means(ledger)
    factor = (1.0 + RATES[0]) ** np.arange(3)
    for end in ("", "_se"):
        net = found[f"budget_impact{end}"].sel(part="net")
        np.testing.assert_allclose(net, whole[f"increment{end}"].sel(part="cost") * factor, rtol=1e-9)
        invested = found[f"budget_impact{end}"].sel(part="investment")
        np.testing.assert_allclose(invested, whole[f"ledger{end}"].sel(item="scheme") * factor, rtol=1e-9)
    draws = (ledger["items"].sel(item=ledger["measure"] == "cost").sum("item") * factor).quantile(
        found["quantile"].values, "draw"
    )
    expected = draws.transpose(*found["budget_impact_quantile"].dims)
    np.testing.assert_allclose(found["budget_impact_quantile"], expected, rtol=1e-9, atol=1e-9)


def test_it_is_linear_in_those_who_start():
    ledger = made()["ledger"]
    first, second = [3.0, 0.0, 7.0, 1.0], [0.0, 2.5, 1.0, 0.0]
    one, other = budget_impact(ledger, first), budget_impact(ledger, second)
    both = budget_impact(ledger, 2.0 * np.array(first) + np.array(second))
    for name in FIGURES:
        np.testing.assert_allclose(both[name], 2.0 * one[name] + other[name], rtol=1e-10, atol=1e-9)


def test_a_later_start_is_the_same_later():
    ledger = made()["ledger"]
    now, later = budget_impact(ledger, [5.0, 0.0, 0.0, 0.0]), budget_impact(ledger, [0.0, 5.0, 0.0, 0.0])
    for name in ("budget_impact", "budget_impact_se", "participants", "people"):
        moved = later[name].isel(year=slice(1, None))
        np.testing.assert_allclose(moved, now[name].isel(year=slice(None, -1)), rtol=1e-12)
        assert (later[name].isel(year=0) == 0.0).all()


def test_years_beyond_either_horizon_are_nothing():
    ledger = made()["ledger"]
    long = budget_impact(ledger, [1.0, 0.0, 0.0, 0.0, 0.0])
    assert (long["budget_impact"].isel(year=slice(3, None)) == 0.0).all()
    short = budget_impact(ledger, [1.0])
    np.testing.assert_allclose(short["budget_impact"], long["budget_impact"].isel(year=[0]), rtol=1e-12)
    np.testing.assert_allclose(short["budget_impact_total"], short["budget_impact"].isel(year=0), rtol=1e-12)


def test_a_ledger_that_counts_nobody():
    found = budget_impact(ledger_of(programme=np.ones((4, 1))), [2.0])
    assert "participants" not in found
    assert only(found)["budget_impact"].values.tolist() == [[2.0], [0.0], [2.0]]


def test_labels_and_provenance(tmp_path):
    from mcsim.results.disk import read, write

    data = made()
    found = mcsim.budget_impact(data["ledger"], [1.0, 2.0])
    assert found.attrs.items() >= data["ledger"].attrs.items()
    for variable in found.variables:
        assert found[variable].attrs["long_name"], variable
    assert found["year"].attrs["long_name"] == "Year, the first being 0"
    write(found, tmp_path / "budget_impact.nc")
    xr.testing.assert_equal(read(tmp_path / "budget_impact.nc"), found)


@pytest.mark.parametrize(
    ("starting", "said"),
    [
        ([1.0, -2.0], r"^starting\[1\]: is -2; it must be finite and at least 0; give finite"),
        ([np.nan], r"^starting\[0\]: is nan"),
        ([np.inf], r"^starting\[0\]: is inf"),
        ([], r"^starting: has shape \(0,\)"),
        ([[1.0]], r"^starting: has shape \(1, 1\)"),
        (5.0, r"^starting: has shape \(\)"),
        (["many"], r"^starting: \['many'\] are not numbers"),
        ([[1.0], [1.0, 2.0]], r"are not numbers"),
    ],
)
def test_people_who_cannot_start_are_refused(starting, said):
    with pytest.raises(AnalysisError, match=said) as caught:
        budget_impact(made(20)["ledger"], starting)
    assert len(caught.value.problems) == 1


def test_draws_that_are_no_probability_sample_are_refused():
    with pytest.raises(AnalysisError, match="morris"):
        budget_impact(made(attrs={"design": "morris", "probability_sample": 0})["ledger"], [1.0])


def test_one_draw_has_no_error():
    found = budget_impact(made(n=1)["ledger"], [1.0])
    assert found["budget_impact_se"].isnull().all()
    assert found["participants_se"].isnull().all()
    assert found["budget_impact"].notnull().all()
