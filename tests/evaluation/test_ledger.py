"""A ledger through the whole path: kept when asked for, the same to the byte however the run is made."""

import re

import numpy as np
import pytest
import xarray as xr
from joblib.externals.loky import get_reusable_executor

import mcsim
from mcsim.errors import ConfigError, DatasetError, FolderError, ModelError, RunError
from mcsim.models.check import check_model
from mcsim.models.make import make_model
from tests.evaluation.ledger_model import HEAD, ONE_AT_A_TIME, VECTORISED, write_ledger_evaluation
from tests.evaluation.user_models import write_evaluation

YEARS = {"settings.horizon": 3}
SOME_FAIL = "items[np.isin(draws, (7, 123, 400)), 1, 2, 1, 0] = np.nan"
BODIES = {"vectorised": VECTORISED, "one_at_a_time": ONE_AT_A_TIME}


@pytest.fixture(scope="module")
def keeping(tmp_path_factory):
    return write_ledger_evaluation(tmp_path_factory.mktemp("keeping") / "keeping", "model_keeping")


@pytest.fixture(scope="module", params=BODIES)
def failing(request, tmp_path_factory):
    """Three of its draws have an item that is no number."""
    folder = tmp_path_factory.mktemp("failing") / "failing"
    write_ledger_evaluation(folder, f"model_failing_{request.param}", SOME_FAIL, BODIES[request.param])
    return mcsim.load(folder, YEARS | {"settings.max_failed_share": 0.02})


def same_bytes(one, other):
    for variable in [*one.data_vars, "draw"]:
        assert one[variable].values.tobytes() == other[variable].values.tobytes(), variable
    assert one.sizes == other.sizes


@pytest.mark.parametrize("perspectives", [["payer", "public_sector", "societal"], ["societal", "payer"]])
def test_it_accounts_for_the_increments(perspectives, keeping):
    results = mcsim.run(
        mcsim.load(keeping, YEARS | {"settings.perspectives": perspectives}), jobs=1, ledger=True
    )
    ledger, data = results.ledger, results.outcomes
    assert dict(ledger.sizes) == {
        "draw": 300,
        "strategy": 1,
        "perspective": len(perspectives),
        "item": 4,
        "year": 3,
    }
    assert ledger["perspective"].values.tolist() == perspectives
    for measure in ("cost", "effect"):
        own = ledger["items"].sel(item=ledger["measure"] == measure).sum(("item", "year"))
        over = data[measure].sel(strategy=["offer"]) - data[measure].sel(strategy="usual_care")
        xr.testing.assert_allclose(own, over.drop_vars("strategy").assign_coords(strategy=["offer"]))
    rates = {"discount_rate_of_costs": 0.035, "discount_rate_of_effects": 0.035}
    assert ledger.attrs == {**data.attrs, **rates}
    assert (ledger["items"].sel(item="unused") == 0.0).all()
    assert (ledger["items"].sel(item="saved").isel(year=slice(0, 2)) == 0.0).all()
    assert results.evaluation.settings.ledger is True


def test_there_is_none_where_none_is_asked_for(keeping, tmp_path):
    results = mcsim.run(keeping, jobs=1, output=tmp_path / "run")
    assert results.ledger is None
    assert not (tmp_path / "run" / "ledger.nc").exists()
    with_ledger = mcsim.run(mcsim.load(keeping, {"settings.ledger": True}), jobs=1)
    same_bytes(with_ledger.outcomes, results.outcomes)


def test_the_settings_ask_for_it_and_an_argument_overrides_them(keeping):
    asked = mcsim.load(keeping, {"settings.ledger": True})
    assert mcsim.run(asked, jobs=1).ledger is not None
    assert mcsim.run(asked, jobs=1, ledger=False).ledger is None


@pytest.mark.parametrize("chosen", [{}, {"settings.perspectives": ["societal", "payer"]}])
def test_a_model_without_items_is_told_at_once(chosen, tmp_path):
    folder = write_evaluation(tmp_path / "plain", f"model_without_items_{len(chosen)}")
    with pytest.raises(ConfigError) as raised:
        mcsim.run(mcsim.load(folder, chosen), jobs=1, ledger=True, output=tmp_path / "run")
    (problem,) = raised.value.problems
    assert problem.place.endswith("settings.ledger")
    assert "keeps none: it has no `items`" in problem.rule
    assert f"model_without_items_{len(chosen)}:Model" in problem.rule
    assert "run without it, or give the model `items`" in problem.remedy
    assert not (tmp_path / "run").exists()


BROKEN = {
    "measure": (HEAD.replace('"effect"', '"effects"'), "pass", ConfigError, "measure effects; it must be"),
    "none returned": (HEAD, "return found", ModelError, "returned no `items`; return `items` as an array"),
    "years": (HEAD, "items = items[..., :2]", ModelError, "of shape (8192, 2, 3, 4, 2), and (8192, 2, 3, 4"),
    "one draw off": (
        HEAD,
        "items[draws == 41, 1, 2, 0, 1] += 5.0",
        DatasetError,
        "items in draw 41, strategy offer, perspective societal: items add up to",
    ),
    "by how much": (HEAD, "items[draws == 41, 1, 2, 0, 1] += 5.0", DatasetError, "they differ by 5;"),
    "comparator": (
        HEAD,
        "items[draws == 9, 0, 1, 3] = 1.0",
        DatasetError,
        "item health, draw 9: is not zero",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_ledger_that_is_not_sound_is_told(name, tmp_path):
    head, change, kind, says = BROKEN[name]
    module = f"model_unsound_{name.replace(' ', '_')}"
    folder = write_ledger_evaluation(tmp_path / "broken", module, change, head=head)
    with pytest.raises(kind, match=re.escape(says)):
        mcsim.run(mcsim.load(folder, YEARS), jobs=1, ledger=True)
    assert change == "pass" or mcsim.run(mcsim.load(folder, YEARS), jobs=1).ledger is None


def test_a_fault_in_a_draw_beyond_the_run_does_not_count(tmp_path):
    change = "items[draws >= 300, 1, 2, 0, 0] += np.nan"
    folder = write_ledger_evaluation(tmp_path / "padding", "model_padding", change)
    assert mcsim.run(folder, jobs=1, ledger=True).failures == []


def test_draws_whose_items_are_no_numbers_are_put_aside(failing, tmp_path):
    results = mcsim.run(failing, jobs=1, ledger=True, output=tmp_path / "run")
    assert [failure.draw for failure in results.failures] == [7, 123]
    reason = "items of strategy offer, perspective societal, item saved, year 0 is nan"
    assert {failure.reason for failure in results.failures} == {reason}
    assert 123 not in results.ledger["draw"].values
    assert results.ledger.sizes["draw"] == 298
    assert mcsim.run(failing, jobs=1).failures == []
    with pytest.raises(RunError, match="item saved, year 0 is nan"):
        mcsim.run(mcsim.load(failing.folder, YEARS), jobs=1, ledger=True)


def test_perspectives_that_are_not_chosen_put_no_draw_aside(failing):
    some = mcsim.load(failing.folder, YEARS | {"settings.perspectives": ["payer"]})
    assert mcsim.run(some, jobs=1, ledger=True).failures == []


WAYS = [
    {"backend": "serial", "chunk_size": 8192},
    {"backend": "threads", "jobs": 2},
    {"backend": "processes", "jobs": 2, "chunk_size": 8192},
]


@pytest.fixture
def fresh_workers():
    """Workers know where the models lie that were there when they were started, and outlive a run."""
    get_reusable_executor().shutdown(wait=True)
    yield
    get_reusable_executor().shutdown(wait=True)


@pytest.mark.usefixtures("fresh_workers")
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way["backend"])
def test_the_same_bytes_however_it_is_run(way, failing, tmp_path):
    n_draws = 20_000 if "vectorised" in failing.model.name else 700
    way = way if n_draws > 700 or "chunk_size" not in way else {**way, "chunk_size": 99}
    plain = mcsim.run(failing, draws=n_draws, jobs=1, ledger=True)
    other = mcsim.run(failing, draws=n_draws, ledger=True, output=tmp_path / "run", **way)
    same_bytes(plain.ledger, other.ledger)
    same_bytes(plain.ledger, xr.load_dataset(tmp_path / "run" / "ledger.nc"))


@pytest.mark.parametrize("n_draws", [200, 9_000])
def test_an_extended_run_has_the_same_bytes(n_draws, failing, tmp_path):
    mcsim.run(failing, draws=n_draws, jobs=1, ledger=True, output=tmp_path / "run")
    longer = mcsim.run(failing, draws=2 * n_draws, jobs=1, ledger=True, output=tmp_path / "run")
    whole = mcsim.run(failing, draws=2 * n_draws, jobs=1, ledger=True)
    same_bytes(longer.ledger, whole.ledger)
    same_bytes(longer.outcomes, whole.outcomes)
    same_bytes(xr.load_dataset(tmp_path / "run" / "ledger.nc"), whole.ledger)


def test_the_same_run_again_and_resumed_changes_nothing(keeping, tmp_path):
    first = mcsim.run(keeping, jobs=1, ledger=True, output=tmp_path / "run")
    again = mcsim.run(keeping, jobs=1, ledger=True, output=tmp_path / "run")
    resumed = mcsim.resume(tmp_path / "run")
    for each in (again, resumed):
        assert each.backend == "none"
        same_bytes(each.ledger, first.ledger)


@pytest.mark.parametrize("there", [True, False])
def test_a_run_without_it_is_another_run(there, keeping, tmp_path):
    mcsim.run(keeping, jobs=1, ledger=there, output=tmp_path / "run")
    said = f"settings.ledger: {str(there).lower()} there, {str(not there).lower()} here"
    with pytest.raises(FolderError, match=said):
        mcsim.run(keeping, jobs=1, ledger=not there, output=tmp_path / "run")
    mcsim.run(keeping, jobs=1, ledger=not there, output=tmp_path / "run", overwrite=True)
    assert (tmp_path / "run" / "ledger.nc").exists() is not there


def test_its_memory_is_counted(keeping):
    def most(**options):
        with pytest.raises(ConfigError) as raised:
            mcsim.run(mcsim.load(keeping, YEARS), draws=10**12, **options)
        return float(re.search(r"draws fill ([\d,.]+) GB", str(raised.value))[1].replace(",", ""))

    # 1 + 2 inputs + 2 x 2 x 3 outcomes, and 4 items in 3 years of 2 strategies under 3 perspectives.
    assert most() == pytest.approx(8.0 * 15 * 1e3)
    assert most(ledger=True) == pytest.approx(8.0 * (15 + 72) * 1e3)


def test_the_model_of_these_tests_keeps_the_contract(keeping):
    model = make_model("model_keeping:Model", beside=str(keeping))
    assert check_model(model) == []
    assert np.isfinite(mcsim.run(keeping, jobs=1, ledger=True).ledger["items"]).all()
