"""Draws that a model refuses: named, left out, listed; and the run stops where too many fail."""

import json

import numpy as np
import pytest
import xarray as xr

import mcsim
from mcsim.errors import ModelError, RunError
from tests.evaluation.user_models import write_evaluation

REFUSING = """
    def evaluate(self, inputs, settings, draws):
        refused = [draw for draw in draws.tolist() if draw in (7, 123, 400)]
        if refused:
            raise DrawsRefused(refused, "probability above 1: 1.2")
        return super().evaluate(inputs, settings, draws)
"""
NOT_A_NUMBER = """
    def evaluate(self, inputs, settings, draws):
        found = super().evaluate(inputs, settings, draws)
        found["cost"][np.isin(draws, SHARE), 1, 2] = np.nan
        return found
"""
SOME, LEFT = [7, 123], [draw for draw in range(300) if draw not in (7, 123)]


@pytest.fixture(scope="module")
def refusing(tmp_path_factory):
    return write_evaluation(tmp_path_factory.mktemp("user") / "refusing", "model_refusing", REFUSING)


def test_none_may_fail_unless_that_is_said(refusing):
    with pytest.raises(RunError) as raised:
        mcsim.run(refusing, jobs=1)
    text = str(raised.value)
    inputs = mcsim.run(mcsim.load(refusing, {"settings.max_failed_share": 0.5}), jobs=1).failures[0].inputs
    assert "2 of 300 failed, and 0 of 300 may" in text
    for words in (
        "draw 7:",
        "draw 123:",
        "probability above 1: 1.2",
        f"uptake={inputs['uptake']:.6g}",
        "price=",
    ):
        assert words in text


@pytest.mark.parametrize("perspectives", [["payer", "public_sector", "societal"], ["societal", "payer"]])
def test_refused_draws_are_left_out_and_listed(perspectives, refusing, tmp_path):
    changed = {"settings.max_failed_share": 0.01, "settings.perspectives": perspectives}
    results = mcsim.run(mcsim.load(refusing, changed), jobs=1, output=tmp_path / "run")
    assert [failure.draw for failure in results.failures] == SOME
    assert {failure.reason for failure in results.failures} == {"probability above 1: 1.2"}
    for data in (results.inputs, results.outcomes, xr.load_dataset(tmp_path / "run" / "outcomes.nc")):
        assert data["draw"].values.tolist() == LEFT
        assert data.attrs["n_quarantined"] == 2
    listed = json.loads((tmp_path / "run" / "quarantine.json").read_text())
    assert [(row["draw"], row["reason"]) for row in listed] == [
        (draw, "probability above 1: 1.2") for draw in SOME
    ]
    assert set(listed[0]["inputs"]) == {"uptake", "price"}


def test_the_other_draws_are_untouched(refusing, tmp_path):
    found = mcsim.run(mcsim.load(refusing, {"settings.max_failed_share": 0.01}), jobs=1)
    sound = mcsim.run(write_evaluation(tmp_path / "sound", "model_sound"), jobs=1)
    for mine, all_draws in ((found.inputs, sound.inputs), (found.outcomes, sound.outcomes)):
        xr.testing.assert_equal(mine, all_draws.sel(draw=LEFT))
    assert found.failures[0].inputs["price"] == sound.inputs["price"].sel(draw=7).item()


def test_a_run_with_refused_draws_is_extended(refusing, tmp_path):
    evaluation = mcsim.load(refusing, {"settings.max_failed_share": 0.01})
    mcsim.run(evaluation, jobs=1, output=tmp_path / "run")
    longer = mcsim.run(evaluation, draws=500, jobs=1, output=tmp_path / "run")
    assert [failure.draw for failure in longer.failures] == [7, 123, 400]
    assert len(json.loads((tmp_path / "run" / "quarantine.json").read_text())) == 3
    xr.testing.assert_equal(longer.outcomes, mcsim.run(evaluation, draws=500, jobs=1).outcomes)


@pytest.mark.parametrize(("share", "fails"), [(0.0, True), (0.005, True), (2 / 300, False), (0.5, False)])
def test_the_share_that_may_fail_is_that_of_the_settings(share, fails, refusing):
    evaluation = mcsim.load(refusing, {"settings.max_failed_share": share})
    if fails:
        with pytest.raises(RunError, match="2 of 300 failed"):
            mcsim.run(evaluation, jobs=1)
    else:
        assert len(mcsim.run(evaluation, jobs=1).failures) == 2


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_a_model_that_gives_no_number_for_any_draw(share, tmp_path):
    module = f"model_nan_{int(10 * share)}"
    folder = write_evaluation(tmp_path / "nan", module, NOT_A_NUMBER.replace("SHARE", "draws"))
    with pytest.raises(RunError, match=r"cost of strategy offer, perspective societal is nan"):
        mcsim.run(mcsim.load(folder, {"settings.max_failed_share": share}), jobs=1)


ODD = {
    "none": ("return None", "returned a NoneType"),
    "list": ("return [1, 2]", "returned a list"),
    "complex": ("return {name: v * 1j for name, v in found.items()}", "complex128"),
    "objects": ("return {name: v.astype(object) for name, v in found.items()}", "type object"),
    "one strategy short": ("return {name: v[:, :1] for name, v in found.items()}", "(8192, 2, 3) is needed"),
    "no effect": ("return {'cost': found['cost']}", "returned no `effect`"),
    "recursion": ("raise RecursionError('too deep')", "RecursionError: too deep"),
    "no memory": ("raise MemoryError()", "MemoryError"),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("chosen", [False, True], ids=["every perspective", "two of them"])
def test_what_a_model_should_not_do_is_told_of_the_model(name, chosen, tmp_path):
    line, says = ODD[name]
    module = f"model_odd_{name.replace(' ', '_')}_{int(chosen)}"
    body = (
        "    def evaluate(self, inputs, settings, draws):\n"
        f"        found = super().evaluate(inputs, settings, draws)\n        {line}\n"
    )
    folder = write_evaluation(tmp_path / "odd", module, body)
    changed = {"settings.perspectives": ["societal", "payer"]} if chosen else {}
    with pytest.raises(ModelError) as raised:
        mcsim.run(mcsim.load(folder, changed), jobs=1)
    text = str(raised.value)
    assert says.replace("3)", "2)" if chosen else "3)") in text
    # The wrapper that chooses perspectives is no concern of the author's; see `Selected`.
    assert chosen or ("Model" in text and "Selected" not in text)


def test_two_draws_out_of_many_that_are_no_numbers(tmp_path):
    folder = write_evaluation(tmp_path / "some", "model_some_nan", NOT_A_NUMBER.replace("SHARE", "(7, 123)"))
    results = mcsim.run(mcsim.load(folder, {"settings.max_failed_share": 0.01}), jobs=1)
    assert [failure.draw for failure in results.failures] == SOME
    assert np.isfinite(results.outcomes["cost"]).all()
