"""Figures that BCEA, dampack and voi published or computed on the same draws."""

import json

import numpy as np
import pandas as pd
import pytest

from mcsim.analysis.cea.icers import icer_table
from mcsim.analysis.summary import summarise
from mcsim.analysis.table import MEASURES
from mcsim.results.datasets import outcomes

FILES = {
    "vaccine": ("vaccine_cost.csv", "vaccine_eff.csv"),
    "chemo": ("chemo_cea_c.csv", "chemo_cea_e.csv"),
    "psa_cdiff": ("dampack_psa_cdiff_cost.csv", "dampack_psa_cdiff_eff.csv"),
}


@pytest.fixture(scope="module")
def results(reference):
    return json.loads((reference / "reference.json").read_text())


@pytest.fixture(scope="module")
def load(reference):
    def read(name):
        return outcomes(*(pd.read_csv(reference / file) for file in FILES[name]))

    return read


def measured(name, data, wtp=None):
    return MEASURES[name].function(summarise(data, wtp)).isel(perspective=0)


def test_vaccine_as_published(load):
    data = load("vaccine")
    new = {"strategy": "Vaccination"}
    assert round(measured("icers", data)["icer"].sel(new).item(), 2) == 20_097.59
    wtp = [20_000.0, 25_000.0, 30_000.0]
    assert round(measured("net_benefit", data, wtp)["inmb"].sel(new).sel(wtp=25_000).item(), 6) == 1.228428
    assert measured("ceac", data, wtp)["ceac"].sel(new).sel(wtp=25_000).item() == 0.529
    assert measured("evpi", data, wtp)["evpi"].values.round(6).tolist() == [2.505627, 2.414467, 2.373572]


def test_chemo_as_published(load):
    found = measured("evpi", load("chemo"), [10_000, 20_000, 30_000, 40_000, 50_000])["evpi"]
    assert found.values.round(3).tolist() == [8.765, 368.605, 206.469, 150.473, 126.983]


@pytest.mark.parametrize("name", FILES)
def test_means(name, load, results):
    found, expected = measured("means", load(name)), results[f"{name}/means"]["result"]
    np.testing.assert_allclose(found["cost"], expected["mean_c"], rtol=1e-13)
    np.testing.assert_allclose(found["effect"], expected["mean_e"], rtol=1e-13)
    deviation = found["cost_se"] * expected["n_sim"] ** 0.5
    np.testing.assert_allclose(deviation, expected["sd_c"], rtol=1e-12)


@pytest.mark.parametrize("name", FILES)
def test_bcea_acceptability_and_information(name, load, results):
    data, expected = load(name), results[f"{name}/BCEA_multi.ce"]["result"]
    wtp = expected["k"]
    # Columns stand in the order of the data; beyond two strategies the names given with them do not.
    shares = measured("ceac", data, wtp)["ceac"]
    np.testing.assert_allclose(shares.T, expected["p_best_overall"], rtol=1e-14)
    np.testing.assert_allclose(measured("ceaf", data, wtp)["ceaf"], expected["ceaf"], rtol=1e-14)
    information = results[f"{name}/bcea"]["result"]["evi"]
    np.testing.assert_allclose(measured("evpi", data, wtp)["evpi"], information, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", FILES)
def test_voi_perfect_information(name, load, results):
    expected = results[f"{name}/voi_evpi"]["result"]
    found = measured("evpi", load(name), expected["k"])["evpi"]
    np.testing.assert_allclose(found, expected["evpi"], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(("name", "tolerance"), [("vaccine", 1e-9), ("chemo", 5e-4), ("psa_cdiff", 5e-4)])
def test_dampack(name, tolerance, load, results):
    """On chemo and cdiff dampack is off in the sixth digit (another tie rule), so it is held to that."""
    data = load(name)
    expected = pd.DataFrame(results[f"{name}/dampack_exp_loss"]["result"])
    wtp = sorted(set(expected["WTP"]))
    table = expected.pivot(index="Strategy", columns="WTP", values="Expected_Loss")
    names = [label.replace(" ", "_") for label in data["strategy"].values]
    found = measured("expected_loss", data, wtp)["expected_loss"]
    np.testing.assert_allclose(found, table.loc[names].values, rtol=tolerance, atol=1e-9)
    shares = pd.DataFrame(results[f"{name}/dampack_ceac"]["result"])
    table = shares.pivot(index="Strategy", columns="WTP", values="Proportion")
    slack = 1e-12 if tolerance < 1e-6 else 0.02
    np.testing.assert_allclose(measured("ceac", data, wtp)["ceac"], table.loc[names].values, atol=slack)


def test_no_tolerance_on_ties(load, results):
    """368.6051 is exact and 368.6026 is what a tolerance gives."""
    found = measured("evpi", load("chemo"), [20_000])["evpi"].item()
    assert round(found, 4) == 368.6051
    assert round(results["chemo/dampack_evpi"]["result"]["EVPI"][2], 4) == 368.6026


def test_incremental_table_of_the_dampack_vignette(load, reference):
    expected = pd.read_csv(reference / "dampack_cdiff_icers_vignette.csv")
    found = icer_table(MEASURES["icers"].function(load("psa_cdiff")))
    assert found["strategy"].tolist() == expected["Strategy"].tolist()
    assert found["status"].tolist() == expected["Status"].tolist()
    for column in ("cost", "effect", "inc_cost", "inc_effect", "icer"):
        name = {"icer": "ICER"}.get(column, column.title())
        np.testing.assert_allclose(found[column], expected[name], rtol=1e-10)
