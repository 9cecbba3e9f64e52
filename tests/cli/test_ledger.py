"""`mcsim run --ledger` as a user types it."""

import pandas as pd
import pytest
import xarray as xr

from tests.cli.cli_runner import mcsim
from tests.cli.test_designs import run_with
from tests.evaluation.ledger_model import write_ledger_evaluation


@pytest.fixture(scope="module")
def keeping(tmp_path_factory):
    return write_ledger_evaluation(tmp_path_factory.mktemp("cli") / "keeping", "model_keeping_for_cli")


def test_the_folder_and_the_screen(keeping, tmp_path):
    folder = tmp_path / "run"
    found = mcsim("run", str(keeping), "--ledger", "--set", "settings.horizon=3", "--output", str(folder))
    assert found.code == 0, found.err
    for name in ("ledger.nc", "ledger_means.nc", "ledger.csv"):
        assert (folder / name).exists()
        assert f"{folder / name}" in found.out.replace("\n", "")
    for said in ("Where costs and benefits come from: offer over usual care, payer", "= incremental cost"):
        assert said in found.out
    assert "unused" not in found.out
    rows = pd.read_csv(folder / "ledger.csv")
    assert len(rows) == 3 * 4 * 3
    with xr.open_dataset(folder / "means.nc") as means:
        own = rows[(rows.perspective == "payer") & (rows.measure == "cost")]["mean"].sum()
        cost = means["inc_cost"].sel(strategy="offer", perspective="payer").item()
    assert own == pytest.approx(cost, rel=1e-9)
    for path in folder.glob("ledger*.nc"):
        with xr.open_dataset(path) as data:
            for name in ("run_digest", "seed", "versions", "created", "configuration"):
                assert name in data.attrs
    again = mcsim("run", str(keeping), "--set", "settings.horizon=3", "--output", str(folder))
    assert again.code == 2
    assert "settings.ledger: true there, false here" in again.err
    once_more = ("--set", "settings.horizon=3", "--output", str(folder), "--overwrite", "--quiet")
    assert mcsim("run", str(keeping), *once_more).code == 0
    assert not list(folder.glob("ledger*"))


def test_the_budget_impact_of_a_population(keeping, tmp_path):
    population = "settings.population={people: 200, offered: [0.25, 1]}"
    folder = tmp_path / "run"
    found = mcsim("run", str(keeping), "--ledger", "--set", population, "--output", str(folder))
    assert found.code == 0, found.err
    for said in (
        "Questions of a commissioner: offer over usual care",
        "Budget impact: offer over usual care",
    ):
        assert said in found.out
    with xr.open_dataset(folder / "budget_impact.nc") as budget:
        assert budget["people"].values.tolist() == [50.0, 200.0]
    written = (folder / "budget_impact.nc").read_bytes()
    again = mcsim("resume", str(folder))
    assert again.code == 0, again.err
    assert "Budget impact: offer over usual care" in again.out
    assert len((folder / "budget_impact.nc").read_bytes()) == len(written)


def test_a_model_that_keeps_none(linear_gaussian, tmp_path):
    found = mcsim("run", str(linear_gaussian), "--ledger", "--output", str(tmp_path / "run"))
    assert found.code == 2
    assert "the model linear_gaussian keeps none: it has no `items`" in found.err
    assert len(found.err.strip().splitlines()) == 1
    assert not (tmp_path / "run").exists()


def test_a_design_that_is_no_sample_keeps_the_ledger_and_makes_no_means(keeping, tmp_path):
    folder = tmp_path / "run"
    found = run_with("one_at_a_time", folder, keeping, "--ledger")
    assert found.code == 0, found.err
    with xr.open_dataset(folder / "ledger.nc") as ledger, xr.open_dataset(folder / "outcomes.nc") as data:
        assert ledger["varied"].values.tolist() == data["varied"].values.tolist()
        assert ledger.sizes["draw"] == data.sizes["draw"]
    assert not (folder / "ledger_means.nc").exists()
    assert not (folder / "ledger.csv").exists()
    assert "ledger.nc" in found.out
