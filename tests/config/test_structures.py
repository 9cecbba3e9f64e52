"""Structural choices: the names of their values, which scalar tells them, and structures fixed by weights."""

import json

import numpy as np
import pytest
import xarray as xr
import yaml

import mcsim
from mcsim.config.load import load
from mcsim.config.records import Evaluation
from mcsim.errors import ConfigError
from mcsim.evaluation.describe import described
from mcsim.inputs.portraits import portraits
from tests.cli.cli_runner import mcsim as command

FIXED = [{"family": "fixed", "value": 0.04}, {"family": "fixed", "value": 0.08}]
NORMAL = [{"family": "normal", "mean": 0.05, "se": 0.01}, {"family": "gamma", "mean": 0.1, "se": 0.02}]
MIXTURE = {"family": "mixture", "weights": [0.6, 0.4], "parts": NORMAL}
OF_FIXED = {**MIXTURE, "parts": FIXED}
SWITCH = {"family": "bernoulli", "probability": 0.3}
LEVELS = {"family": "discrete", "values": [0, 0.5, 1], "probabilities": [0.2, 0.8, 0]}
ONE = {"family": "fixed", "value": 1}
SPILL = {0: "general", 1: "only collective"}


def stated(distribution, structures, **keys):
    return {"inputs.gain.distribution": distribution, "inputs.gain.structures": structures, **keys}


@pytest.mark.parametrize(
    ("distribution", "structures", "teller", "values", "names"),
    [
        (MIXTURE, ["lasting", " fading "], "gain_part", [0, 1], ["lasting", "fading"]),
        (OF_FIXED, ["small", "large"], "gain_part", [0, 1], ["small", "large"]),
        (OF_FIXED, {0.08: "large", 0.04: "small"}, "gain", [0.08, 0.04], ["large", "small"]),
        (SWITCH, SPILL, "gain", [0, 1], ["general", "only collective"]),
        (SWITCH, {"0": "no", "1.0": "yes, é"}, "gain", [0, 1], ["no", "yes, é"]),
        (LEVELS, {0: "none", 0.5: "half", 1: "all"}, "gain", [0, 0.5, 1], ["none", "half", "all"]),
        # A choice that is made, whose other structures keep their names.
        (ONE, SPILL, "gain", [0, 1], ["general", "only collective"]),
    ],
)
def test_the_scalar_that_tells_the_structure_says_what_its_values_mean(
    distribution, structures, teller, values, names, linear_gaussian
):
    found = load(linear_gaussian, stated(distribution, structures))
    said = described(found)
    attributes = said.pop(teller)
    assert attributes["role"] == "structure"
    assert attributes["structure_of"] == "gain"
    assert attributes["flag_values"] == values
    assert json.loads(attributes["flag_meanings"]) == names
    assert all(each["role"] == "input" and "flag_values" not in each for each in said.values())


def test_structures_stand_in_a_file_as_they_do_in_python(linear_gaussian, tmp_path):
    for name in ("evaluation.yaml", "inputs.yaml"):
        text = (linear_gaussian / name).read_text()
        (tmp_path / name).write_text(text)
    inputs = (tmp_path / "inputs.yaml").read_text().rstrip()
    inputs = inputs.replace(
        "{family: normal, mean: 0.05, se: 0.0425}", "{family: bernoulli, probability: 0.3}"
    )
    (tmp_path / "inputs.yaml").write_text(f"{inputs}\n  structures: {{0: general, 1: only collective}}\n")
    found = load(tmp_path)
    assert found.inputs["gain"].structures == ((0.0, "general"), (1.0, "only collective"))
    given, same = found.inputs["gain"], load(linear_gaussian, stated(SWITCH, SPILL)).inputs["gain"]
    assert (same.structures, same.distribution) == (given.structures, given.distribution)


@pytest.mark.parametrize(
    ("distribution", "structures"), [(MIXTURE, ["a", "b"]), (OF_FIXED, {0.04: "a", 0.08: "b"})]
)
def test_a_stored_evaluation_keeps_them(distribution, structures, linear_gaussian):
    found = load(linear_gaussian, stated(distribution, structures))
    again = Evaluation.model_validate(json.loads(json.dumps(found.model_dump(mode="json"))))
    assert again.inputs["gain"].structures == found.inputs["gain"].structures
    assert described(again) == described(found)


WRONG = {
    "a list for no mixture": (SWITCH, ["a", "b"], "names the parts of a mixture, and this is bernoulli"),
    "too few": (MIXTURE, ["a"], "name 1, and the mixture has 2 parts"),
    "too many": (MIXTURE, ["a", "b", "c"], "name 3, and the mixture has 2 parts"),
    "values of parts with spread": (MIXTURE, SPILL, "named by value, and the distribution is mixture"),
    "values of a continuous family": (NORMAL[0], SPILL, "named by value, and the distribution is normal"),
    "values that are changed": ({**SWITCH, "scale_by": 2}, SPILL, "named by value"),
    "a value without a name": (LEVELS, SPILL, "have no name for 0.5"),
    "a name without a value": (SWITCH, {**SPILL, 2: "both"}, "name 2, which the input cannot be"),
    "no name of a fixed value": (ONE, {0: "general", 2: "x"}, "have no name for 1"),
    "a name twice": (SWITCH, {0: "a", 1: "a"}, "the name a stands twice"),
    "a name twice in a list": (MIXTURE, ["a", "a "], "the name a stands twice"),
    "a value twice": (SWITCH, {"0": "a", "0.0": "b", "1": "c"}, "the value 0 stands twice"),
    "no value": (SWITCH, {"none": "a", "1": "b"}, "'none' is no value"),
    "yes as a value": (SWITCH, {True: "a", 0: "b"}, "True is no value"),
    "infinite": (SWITCH, {"inf": "a", 0: "b"}, "'inf' is no value"),
    "yes as a name": (SWITCH, {0: False, 1: True}, "False is no name; quote it"),
    "an empty name": (MIXTURE, ["a", " "], "' ' is no name"),
    "a number": (MIXTURE, 2, "2 names no structures"),
    "nothing": (MIXTURE, [], "[] names no structures"),
    "text": (MIXTURE, "lasting", "'lasting' names no structures"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_structures_that_are_none(name, linear_gaussian):
    distribution, structures, says = WRONG[name]
    with pytest.raises(ConfigError) as raised:
        load(linear_gaussian, stated(distribution, structures))
    (problem,) = raised.value.problems
    assert problem.place.endswith(" gain.structures")
    assert says in str(problem)


@pytest.mark.parametrize(
    "change",
    [
        {"inputs.gain.multiplied_by": "price", "inputs.price.price_year": None, "inputs.price.unit": "1"},
        {"inputs.gain.unit": "GBP", "inputs.gain.price_year": "2024/25"},
    ],
)
def test_what_is_multiplied_after_it_is_drawn_cannot_name_its_values(change, linear_gaussian):
    with pytest.raises(ConfigError, match=r"gain.structures: are named by value, and the value is"):
        load(linear_gaussian, stated(SWITCH, SPILL, **change))
    # The label of a mixture is not.
    assert load(linear_gaussian, stated(MIXTURE, ["a", "b"], **change)).inputs["gain"].structures


def test_a_mixture_that_refers_to_inputs_may_name_its_parts(linear_gaussian):
    follows = {**MIXTURE, "parts": [{**NORMAL[0], "mean": {"input": "price"}}, ONE]}
    said = described(load(linear_gaussian, stated(follows, ["following", "one"])))
    assert said["gain_part"]["structure_of"] == "gain"
    with pytest.raises(ConfigError, match="named by value"):
        load(linear_gaussian, stated({"family": "fixed", "value": {"input": "price"}}, SPILL))


def test_a_switch_whose_probability_is_an_input_may_name_its_values(linear_gaussian):
    follows = {"family": "bernoulli", "probability": {"input": "price"}}
    given = {"inputs.price.distribution": {"family": "fixed", "value": 0.5}}
    assert described(load(linear_gaussian, stated(follows, SPILL, **given)))["gain"]["role"] == "structure"


@pytest.mark.parametrize(
    "distribution",
    [
        {"family": "mixture", "weights": [0.5, 0.5], "part": {"input": "price"}},
        {"family": "mixture", "weights": [0.5, 0.5], "parts": {"input": "price"}},
        {"family": "mixture", "weights": [0.5, 0.5], "parts": [3, {"input": "price"}]},
        {"family": "fixed", "values": {"input": "price"}},
        {"family": "discrete", "value": {"input": "price"}},
        {"familiy": "fixed", "value": {"input": "price"}},
    ],
)
@pytest.mark.parametrize("structures", [["a", "b"], SPILL])
def test_of_a_distribution_that_is_none_there_is_a_message_and_no_traceback(
    distribution, structures, linear_gaussian
):
    with pytest.raises(ConfigError):
        load(linear_gaussian, stated(distribution, structures))


@pytest.mark.parametrize("weights", [[0, 1], [1, 0], [1.0, 0.0]])
@pytest.mark.parametrize("parts", [NORMAL, FIXED, [*reversed(NORMAL)]])
@pytest.mark.parametrize("design", ["monte_carlo", "sobol", "latin_hypercube"])
def test_weights_may_fix_a_structure(weights, parts, design, linear_gaussian, tmp_path):
    fixed = {"family": "mixture", "weights": weights, "parts": parts}
    found = mcsim.run(
        load(linear_gaussian, stated(fixed, ["first", "second"], **{"settings.design": design})),
        draws=800, jobs=1, output=tmp_path / "run",
    )  # fmt: skip
    chosen = weights.index(1)
    with xr.open_dataset(tmp_path / "run" / "inputs.nc") as inputs:
        label = inputs["gain_part"]
        assert set(label.values) == {chosen}
        names = json.loads(label.attrs["flag_meanings"])
        meanings = dict(zip(label.attrs["flag_values"], names, strict=True))
        assert meanings[chosen] == ("first", "second")[chosen]
        gain, alone = inputs["gain"].values, parts[chosen]
        if "se" in alone:
            assert gain.mean() == pytest.approx(alone["mean"], abs=4 * alone["se"] / 800**0.5)
            assert gain.std() == pytest.approx(alone["se"], rel=0.15)
        else:
            assert set(gain) == {alone["value"]}
    assert found.evaluation.families["gain"].likeliest == chosen


def test_a_structure_fixed_by_weights_draws_as_its_part_with_a_share_of_nothing_else(linear_gaussian):
    """The value of a part depends on its own uniform alone, whatever the weights."""
    half = mcsim.run(load(linear_gaussian, stated(MIXTURE, ["a", "b"])), draws=2_000, jobs=1).inputs
    all_of_it = stated({**MIXTURE, "weights": [0, 1]}, ["a", "b"])
    one = mcsim.run(load(linear_gaussian, all_of_it), draws=2_000, jobs=1).inputs
    same = half["gain_part"].values == 1
    assert 0 < same.sum() < 2_000
    np.testing.assert_array_equal(half["gain"].values[same], one["gain"].values[same])


@pytest.mark.parametrize("weights", [[0, 1], [1, 0]])
def test_check_shows_a_structure_that_is_fixed(weights, linear_gaussian, tmp_path):
    for name in ("evaluation.yaml", "inputs.yaml"):
        (tmp_path / name).write_text((linear_gaussian / name).read_text())
    inputs = yaml.safe_load((tmp_path / "inputs.yaml").read_text())
    inputs["gain"] |= {"distribution": {**MIXTURE, "weights": weights}, "structures": ["lasting", "fading"]}
    (tmp_path / "inputs.yaml").write_text(yaml.safe_dump(inputs))
    found = command("check", str(tmp_path))
    assert found.code == 0, found.err
    seen = portraits(load(tmp_path)).sel(input="gain_part")
    assert (float(seen["mean"]), float(seen["sd"])) == (weights.index(1), 0.0)
