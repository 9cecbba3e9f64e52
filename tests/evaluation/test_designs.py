"""Every design through a whole run: the same bytes however it is run, its places on disk, no draw missing."""

import re

import numpy as np
import pytest
import xarray as xr

import mcsim
from mcsim.errors import AnalysisError, FolderError, RunError
from mcsim.inputs.table import DESIGNS
from tests.evaluation.user_models import write_evaluation
from tests.inputs.cases import CASES

WAYS = [
    {"backend": "serial", "chunk_size": 1},
    {"backend": "threads", "jobs": 2, "chunk_size": 8192},
    {"backend": "processes", "jobs": 2, "chunk_size": 8192},
]


def evaluation(folder, name, draws=9_000):
    options = CASES[name].options if CASES[name].linear_options is None else CASES[name].linear_options
    changed = {"settings.design": {"name": name, "options": options}, "settings.draws": draws}
    return mcsim.load(folder, changed)


def content(data):
    """Every variable, coordinates among them: bytes of numbers, and names as they are."""
    return {
        str(name): values.values.tobytes() if values.dtype.kind in "fi" else values.values.tolist()
        for name, values in data.variables.items()
    }


@pytest.mark.parametrize("name", DESIGNS)
def test_the_same_bytes_however_it_is_run(name, linear_gaussian):
    made = evaluation(linear_gaussian, name)
    first = mcsim.run(made, jobs=1)
    assert first.failures == []
    for way in WAYS:
        again = mcsim.run(made, **way)
        assert content(again.inputs) == content(first.inputs)
        assert content(again.outcomes) == content(first.outcomes)


@pytest.mark.parametrize("name", DESIGNS)
def test_places_in_the_design_survive_the_disk(name, linear_gaussian, tmp_path):
    made = evaluation(linear_gaussian, name, draws=2_000)
    memory = mcsim.run(made, jobs=1)
    mcsim.run(made, jobs=1, output=tmp_path / "run")
    for part, data in {"inputs": memory.inputs, "outcomes": memory.outcomes}.items():
        disk = xr.load_dataset(tmp_path / "run" / f"{part}.nc")
        assert content(disk) == content(data)
        assert set(CASES[name].coordinates) <= set(disk.coords)
        for place in CASES[name].coordinates:
            assert disk[place].attrs == data[place].attrs
            assert {"units", "long_name"} <= set(disk[place].attrs)
        assert disk.attrs["design"] == name
        assert disk.attrs["probability_sample"] == CASES[name].probability_sample
        assert disk.attrs["replicates"] == CASES[name].replicates
    again = mcsim.resume(tmp_path / "run", jobs=1)
    assert content(again.outcomes) == content(memory.outcomes)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.addressable])
def test_a_run_is_extended_in_its_folder(name, linear_gaussian, tmp_path):
    mcsim.run(evaluation(linear_gaussian, name, draws=1_000), jobs=1, output=tmp_path / "run")
    longer = evaluation(linear_gaussian, name, draws=2_000)
    extended = mcsim.run(longer, jobs=1, output=tmp_path / "run")
    whole = mcsim.run(longer, jobs=1)
    assert content(extended.outcomes) == content(whole.outcomes)
    assert content(extended.inputs) == content(whole.inputs)


@pytest.mark.parametrize("name", ["latin_hypercube", "saltelli"])
def test_a_run_that_cannot_be_extended_is_not(name, linear_gaussian, tmp_path):
    mcsim.run(evaluation(linear_gaussian, name, draws=1_000), jobs=1, output=tmp_path / "run")
    longer = evaluation(linear_gaussian, name, draws=4_000)
    with pytest.raises(FolderError) as raised:
        mcsim.run(longer, jobs=1, output=tmp_path / "run")
    assert f"the draws of {name} follow from how many there are" in str(raised.value)
    assert "monte_carlo, sobol, halton can be extended" in str(raised.value)
    # What differs in more than its draws is another run.
    with pytest.raises(FolderError, match=r"another run \(settings.seed"):
        mcsim.run(longer, seed=1, jobs=1, output=tmp_path / "run")


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.probability_sample])
def test_samples_estimate_the_mean(name, linear_gaussian):
    """The exact mean at 20,000 is 250, and the standard deviation of a draw 901.4."""
    outcomes = mcsim.run(evaluation(linear_gaussian, name, draws=4_000), jobs=1).outcomes
    found = mcsim.net_benefit(outcomes, wtp=[20_000])["inmb"].sel(strategy="programme").item()
    assert abs(found - 250.0) < 4 * 901.4 / 4_000**0.5 / (1 if name == "monte_carlo" else 10)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if not case.probability_sample])
def test_measures_refuse_what_is_no_sample(name, linear_gaussian):
    outcomes = mcsim.run(evaluation(linear_gaussian, name), jobs=1).outcomes
    with pytest.raises(AnalysisError, match=f"`{name}` is no probability sample"):
        mcsim.evpi(outcomes)


REFUSING = """
    def evaluate(self, inputs, settings, draws):
        refused = [draw for draw in draws.tolist() if draw in (1, 3)]
        if refused:
            raise DrawsRefused(refused, "probability above 1: 1.2")
        return super().evaluate(inputs, settings, draws)
"""
OPTIONS = {
    "two_way_grid": {"inputs": ["price", "uptake"], "points": 2},
    "nested": {"inputs": ["price"], "inner": 2},
    "scenarios": {"scenarios": {"base": {}, "dear": {"price": 900.0}}, "others": "sampled"},
    "groups": {"groups": {"money": ["price"], "people": ["uptake"]}},
}
PLACES = {
    "saltelli": "draw 3 (sample 0, matrix BA_uptake): probability above 1: 1.2 (inputs: uptake=",
    "morris": "draw 3 (trajectory 1, step 0, change 0.0): probability above 1",
    "fast": "draw 3 (curve uptake, position 3): probability above 1",
    "rbd_fast": "draw 3: probability above 1",
    "one_at_a_time": "draw 3 (varied price, level low, scalar price): probability above 1",
    "two_way_grid": "draw 3 (grid_first 1, grid_second 1): probability above 1",
    "nested": "draw 3 (outer 1, inner 1): probability above 1",
}


@pytest.fixture(scope="module")
def refusing(tmp_path_factory):
    return write_evaluation(tmp_path_factory.mktemp("user") / "refusing", "model_refusing_designs", REFUSING)


def with_design(folder, name):
    choice = {"name": name, "options": OPTIONS.get(name, {})}
    return mcsim.load(folder, {"settings.design": choice, "settings.max_failed_share": 0.9})


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.needs_every_draw])
def test_a_design_that_needs_every_draw_says_which_failed(name, refusing):
    with pytest.raises(RunError) as raised:
        mcsim.run(with_design(refusing, name), jobs=1)
    text = str(raised.value)
    assert f"design: {name} needs every one of its draws, and 2 failed; correct the model" in text
    assert PLACES[name] in text
    assert "max_failed_share" not in text


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if not case.needs_every_draw])
def test_the_others_do_without(name, refusing):
    found = mcsim.run(with_design(refusing, name), jobs=1)
    assert [failure.draw for failure in found.failures] == [1, 3]
    assert np.isin([1, 3], found.outcomes["draw"].values).sum() == 0


def test_every_design_that_needs_every_draw_has_a_row():
    assert set(PLACES) == {name for name, case in CASES.items() if case.needs_every_draw}
    assert all(re.match(r"draw 3\b", place) for place in PLACES.values())
