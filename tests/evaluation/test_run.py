"""A run from Python: in memory and in a folder, against closed forms, and a model of the user's own."""

import numpy as np
import pytest
import xarray as xr

import mcsim
from mcsim.errors import ConfigError, FolderError
from mcsim.models.linear_gaussian import closed_form
from mcsim.models.make import make_model
from tests.evaluation.user_models import write_evaluation

N = 20_000
REORDERED = ["societal", "payer"]


@pytest.fixture(scope="module")
def linear(linear_gaussian):
    return mcsim.run(mcsim.load(linear_gaussian), draws=N, seed=3, jobs=1)


def test_as_the_readme_shows_it(peer_support):
    evaluation = mcsim.load(peer_support)
    results = mcsim.run(evaluation, draws=2_000, seed=1, jobs=2)
    assert results.inputs.sizes == {"draw": 2_000}
    assert results.outcomes["cost"].dims == ("draw", "strategy", "perspective")
    assert list(mcsim.icer_table(mcsim.icers(results.outcomes))["status"])
    assert (mcsim.ceac(results.outcomes, wtp=[20_000, 30_000])["ceac"].sum("strategy") == 1.0).all()
    assert (mcsim.evpi(results.outcomes)["evpi_se"] > 0.0).any()
    assert results.evaluation.settings.draws == 2_000
    assert results.evaluation.settings.seed == 1
    assert evaluation.settings.draws == 10_000
    assert (results.failures, results.folder) == ([], None)


def test_from_a_folder_as_from_memory(linear_gaussian, tmp_path):
    kept = mcsim.run(linear_gaussian, draws=9_000, seed=3, jobs=1, output=tmp_path / "run")
    loose = mcsim.run(str(linear_gaussian), draws=9_000, seed=3, backend="threads", jobs=2, chunk_size=8192)
    for name, memory in {"inputs": loose.inputs, "outcomes": loose.outcomes}.items():
        disk = xr.load_dataset(tmp_path / "run" / f"{name}.nc")
        returned = getattr(kept, name)
        for variable in memory.variables:
            assert disk[variable].values.tobytes() == memory[variable].values.tobytes(), variable
            assert returned[variable].values.tobytes() == memory[variable].values.tobytes(), variable
            assert disk[variable].attrs == memory[variable].attrs, variable
        assert disk.attrs["run_digest"] == memory.attrs["run_digest"]
    assert kept.folder == tmp_path / "run"


@pytest.mark.parametrize("wtp", [5_000.0, 15_000.0, 20_000.0, 30_000.0])
def test_a_linear_model_gives_its_closed_forms(wtp, linear, linear_gaussian):
    """Within 4 standard errors; the INMB of normal inputs is normal, and all else follows."""
    choice = linear.evaluation.model
    figures = {name: record.distribution for name, record in linear.evaluation.inputs.items()}
    means = {name: each["mean"] for name, each in figures.items()}
    ses = {name: each["se"] for name, each in figures.items()}
    exact = closed_form(make_model(choice.name, choice.options), means, ses, wtp)

    at = {"strategy": "programme", "perspective": "health_and_social_care", "wtp": wtp}
    benefit = mcsim.net_benefit(linear.outcomes, wtp=[wtp]).sel(at)
    assert benefit["inmb_se"] == pytest.approx(exact.sd / N**0.5, rel=0.03)
    assert abs(benefit["inmb"] - exact.mean) < 4 * benefit["inmb_se"]
    share = exact.probability_cost_effective
    found = mcsim.ceac(linear.outcomes, wtp=[wtp]).sel(at)["ceac"]
    assert abs(found - share) < 4 * (share * (1 - share) / N) ** 0.5
    del at["strategy"]
    evpi = mcsim.evpi(linear.outcomes, wtp=[wtp]).sel(at)
    assert 0.0 < float(evpi["evpi_se"]) < 0.1 * exact.evpi
    assert abs(evpi["evpi"] - exact.evpi) < 4 * evpi["evpi_se"]


def test_every_dataset_says_where_it_comes_from(linear):
    for data in (linear.inputs, linear.outcomes):
        assert data.attrs["seed"] == 3
        assert data.attrs["evaluation"] == "linear_gaussian"
        assert data.attrs["n_quarantined"] == 0
        assert data.attrs["probability_sample"] == 1
    assert linear.inputs["price"].attrs["units"] == "GBP per person"
    assert linear.inputs["price"].attrs["evidence_status"] == "judgement"


def test_a_model_beside_its_evaluation(tmp_path, monkeypatch):
    folder = write_evaluation(tmp_path / "a folder é", "model_beside")
    monkeypatch.chdir(tmp_path)
    results = mcsim.run("a folder é/", jobs=1)
    spent = results.inputs["uptake"] * results.inputs["price"]
    offered = results.outcomes.sel(strategy="offer")
    assert (offered["cost"].sel(perspective="public_sector").values == (spent * 2.0).values).all()
    assert (
        offered["effect"].sel(perspective="payer").values == (0.02 * results.inputs["uptake"]).values
    ).all()
    assert folder.is_dir()


@pytest.mark.parametrize(
    "body",
    [
        "    pass",
        "    def evaluate(self, inputs, settings, draws):\n"
        "        found = super().evaluate(inputs, settings, draws)\n"
        "        return {name: values.tolist() for name, values in found.items()}",
        "    vectorised = False\n"
        "    def evaluate(self, inputs, settings, draw):\n"
        "        arrays = {name: np.array([value]) for name, value in inputs.items()}\n"
        "        found = super().evaluate(arrays, settings, draw)\n"
        "        return {name: values[0].tolist() for name, values in found.items()}",
    ],
    ids=["arrays", "lists", "one at a time"],
)
def test_perspectives_chosen_and_in_another_order_have_the_same_values(body, tmp_path, request):
    module = "model_" + request.node.callspec.id.replace(" ", "_")
    folder = write_evaluation(tmp_path / "evaluation", module, body)
    every = mcsim.run(folder, jobs=1).outcomes
    some = mcsim.run(mcsim.load(folder, {"settings.perspectives": REORDERED}), jobs=1).outcomes
    assert some["perspective"].values.tolist() == REORDERED
    for name in ("cost", "effect"):
        xr.testing.assert_equal(some[name], every[name].sel(perspective=REORDERED))
    assert (some["cost"].sel(perspective="societal") != some["cost"].sel(perspective="payer")).any()


def test_a_draw_does_not_depend_on_prose_or_willingness_to_pay(linear_gaussian, linear):
    changed = mcsim.load(
        linear_gaussian, {"title": "Another", "settings.wtp.points": 11, "inputs.gain.source": "x"}
    )
    again = mcsim.run(changed, draws=N, seed=3, jobs=1)
    assert again.outcomes.attrs["run_digest"] == linear.outcomes.attrs["run_digest"]
    xr.testing.assert_equal(again.outcomes, linear.outcomes)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"draws": 0}, "settings draws: 0 must be greater than or equal to 1"),
        ({"draws": 10**15}, "1,000,000,000,000,000 draws fill 56,000,000.0 GB, and this machine has"),
        ({"draws": 2**53}, "settings draws"),
        ({"seed": 2**70}, "must be less than 9223372036854775808; expected: seed: the same seed"),
        ({"seed": -1}, "settings seed: -1 must be greater"),
    ],
)
def test_what_cannot_be_asked_for_is_told_before_anything_runs(options, says, linear_gaussian, tmp_path):
    with pytest.raises(ConfigError) as raised:
        mcsim.run(linear_gaussian, **options, output=tmp_path / "run")
    assert says in str(raised.value)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("damage", ["no outcomes", "torn outcomes", "torn quarantine", "odd quarantine"])
def test_a_damaged_folder_is_told_and_can_be_made_anew(damage, linear_gaussian, tmp_path):
    folder = tmp_path / "run"
    mcsim.run(linear_gaussian, draws=50, jobs=1, output=folder)
    quarantine, found = folder / "quarantine.json", folder / "outcomes.nc"
    {
        "no outcomes": found.unlink,
        "torn outcomes": lambda: found.write_bytes(found.read_bytes()[:100]),
        "torn quarantine": lambda: quarantine.write_text("["),
        "odd quarantine": lambda: quarantine.write_text('[{"a": 1}]'),
    }[damage]()
    with pytest.raises(FolderError, match=r"make it anew with --overwrite"):
        mcsim.run(linear_gaussian, draws=60, jobs=1, output=folder)
    again = mcsim.run(linear_gaussian, draws=60, jobs=1, output=folder, overwrite=True)
    assert again.outcomes.sizes["draw"] == 60
    assert not quarantine.exists()


def test_a_folder_that_cannot_be_cleared(linear_gaussian, tmp_path):
    folder = tmp_path / "run"
    mcsim.run(linear_gaussian, draws=50, jobs=1, output=folder)
    (folder / "quarantine.json").mkdir()
    with pytest.raises(FolderError, match="cannot be cleared"):
        mcsim.run(linear_gaussian, draws=50, jobs=1, output=folder, overwrite=True)


def test_one_run_in_a_folder_at_a_time(linear_gaussian, tmp_path):
    def second(done, total):
        with pytest.raises(FolderError, match=r"is in use by another run"):
            mcsim.run(linear_gaussian, draws=50, jobs=1, output=tmp_path / "run", overwrite=True)
        seen.append(done)

    seen = []
    mcsim.run(linear_gaussian, draws=50, jobs=1, output=tmp_path / "run", on_progress=second)
    assert seen
    assert np.isfinite(xr.load_dataset(tmp_path / "run" / "outcomes.nc")["cost"]).all()
