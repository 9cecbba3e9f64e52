"""Three community schemes compared in one evaluation are the schemes of the three evaluations of one."""

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from mcsim.config.load import load
from mcsim.config.page import load_page, texts
from mcsim.evaluation.run import run

CONFIGS = Path(__file__).parents[2] / "configs"
JOINT = "community_capacity"
SCHEMES = ("time_bank", "befriending", "community_navigators")
DRAWS = 4096
FARTHEST = 4.0
"""Standard errors between two runs beyond which their means differ; some two hundred are compared."""
SEEDS = {JOINT: 1, "time_bank": 2, "befriending": 3, "community_navigators": 4}


@cache
def evaluation(name):
    return load(CONFIGS / name, {"settings.seed": SEEDS[name], "settings.draws": DRAWS})


@cache
def results(name):
    return run(evaluation(name), jobs=1, ledger=True)


def increments(name, scheme, measure):
    """Increment over usual care by draw and perspective."""
    values = results(name).outcomes[measure]
    return (values.sel(strategy=scheme) - values.isel(strategy=0)).transpose("draw", ...).values


def items(name, scheme):
    """Item of the ledger -> its amount by draw, perspective and year; without items of other schemes."""
    of_scheme = results(name).ledger["items"].sel(strategy=scheme)
    found = {
        item: of_scheme.sel(item=item).transpose("draw", ...).values for item in of_scheme["item"].values
    }
    return {item: values for item, values in found.items() if values.any()}


def apart(one, other):
    """Difference of two means in standard errors, 0 where both are the same constant."""
    gap = one.mean(axis=0) - other.mean(axis=0)
    error = np.sqrt(one.var(axis=0, ddof=1) / len(one) + other.var(axis=0, ddof=1) / len(other))
    assert (gap[error == 0.0] == 0.0).all()
    return np.abs(np.divide(gap, error, out=np.zeros_like(gap), where=error > 0.0))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("measure", ["cost", "effect"])
def test_means_agree_under_every_perspective(scheme, measure):
    single, joint = (increments(name, scheme, measure) for name in (scheme, JOINT))
    assert single.any()
    assert single.shape == joint.shape == (DRAWS, 4)
    assert (apart(single, joint) < FARTHEST).all()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_item_agrees_in_every_year(scheme):
    single, joint = items(scheme, scheme), items(JOINT, scheme)
    assert single.keys() == joint.keys()
    for item, values in single.items():
        assert values.shape == joint[item].shape, item
        assert (apart(values, joint[item]) < FARTHEST).all(), item


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_runs_are_of_different_draws(scheme):
    """Were they the same, agreement would show nothing."""
    assert (increments(scheme, scheme, "cost")[:, 0] != increments(JOINT, scheme, "cost")[:, 0]).any()


def test_a_difference_of_a_tenth_would_be_found():
    """The comparison can fail: befriending's cost a tenth higher is far outside of chance."""
    cost = increments("befriending", "befriending", "cost")[:, :1]
    assert apart(cost, 1.1 * increments(JOINT, "befriending", "cost")[:, :1]).min() > FARTHEST


def renamed(name, scheme):
    """What an input of the evaluation of one scheme is called in that of three."""
    joint = evaluation(JOINT).inputs
    return f"{scheme}_{name}" if f"{scheme}_{name}" in joint else name


def with_names(value, scheme):
    """A distribution whose references are those of the evaluation of three."""
    if isinstance(value, dict):
        return {
            key: renamed(inner, scheme) if key == "input" else with_names(inner, scheme)
            for key, inner in value.items()
        }
    return [with_names(inner, scheme) for inner in value] if isinstance(value, list | tuple) else value


def stated(record):
    """Everything that draws depend on, and the entry that is taken."""
    keys = {"distribution", "unit", "price_year", "multiplied_by", "take", "structures"}
    return record.model_dump(include=keys)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_input_is_the_same_entry(scheme):
    joint = evaluation(JOINT).inputs
    for name, record in evaluation(scheme).inputs.items():
        expected = stated(record)
        expected["distribution"] = with_names(expected["distribution"], scheme)
        by = expected["multiplied_by"]
        expected["multiplied_by"] = renamed(by, scheme) if by else None
        found = stated(joint[renamed(name, scheme)])
        if expected["structures"] is None:  # a choice that changes nothing for one scheme has no names there
            found["structures"] = None
        found["distribution"] = with_names(found["distribution"], scheme)
        assert found == expected, name


def test_no_input_of_the_three_together_is_new():
    known = {renamed(name, scheme) for scheme in SCHEMES for name in evaluation(scheme).inputs}
    assert set(evaluation(JOINT).inputs) == known


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_settings_agree(scheme):
    free = {"seed", "draws"}
    one, all_three = (evaluation(name).settings.model_dump(exclude=free) for name in (scheme, JOINT))
    assert one == all_three
    single = evaluation(scheme).model.options["strategies"][scheme]["mechanisms"]
    assert single == evaluation(JOINT).model.options["strategies"][scheme]["mechanisms"]


@pytest.mark.parametrize("name", [*SCHEMES, JOINT])
def test_what_the_page_puts_in_place_makes_a_difference_where_it_is_shown(name):
    """Every scenario runs, and changes the result under the perspective that its row is shown under."""
    few = {"settings.draws": 64}
    found = load(CONFIGS / name, few)
    base, first = run(found, jobs=1).outcomes, found.settings.perspectives[0]
    for scenario, asked in load_page(CONFIGS / name).scenarios.items():
        view = {"perspective": asked.perspective or first}
        other = run(load(CONFIGS / name, {**few, **asked.set}), jobs=1).outcomes.sel(view)
        assert any((other[each] != base[each].sel(view)).any() for each in ("cost", "effect")), scenario


def saving_on_services(name, prefix=""):
    inputs = evaluation(name).inputs
    return inputs[f"{prefix}service_saving"], inputs[f"{prefix}cost_difference"]


@pytest.mark.parametrize(("name", "prefix"), [("befriending", ""), (JOINT, "befriending_")])
def test_the_saving_of_befriending_is_doubted_once(name, prefix):
    """As published where the effect is real, and not shrunk by hand as well."""
    saving, difference = saving_on_services(name, prefix)
    assert difference.multiplied_by == f"{prefix}effect_is_real"
    assert saving.family.mean == pytest.approx(35)
    assert saving.evidence.centre == "recalled"


def test_what_befriending_says_of_the_anchors_stands_there():
    """A figure of another page, so that it has to be typed."""
    quoted = re.search(r"£(\d+) \((\d+ to \d+); 2009/10, docs/anchors.md\)", texts_of("befriending"))
    anchors = (CONFIGS.parent / "docs" / "anchors.md").read_text(encoding="utf-8")
    assert f"gross benefit (2009/10) | about £300 | £{quoted[1]} ({quoted[2]}) |" in anchors


def texts_of(name):
    """The words of a page in one line."""
    return " ".join(" ".join(texts(load_page(CONFIGS / name)).values()).split())


@pytest.mark.parametrize("name", [*SCHEMES, JOINT])
def test_inputs_of_thresholds_are_inputs(name):
    for threshold, asked in load_page(CONFIGS / name).thresholds.items():
        inputs = load(CONFIGS / name, asked.set).inputs
        assert asked.input in inputs, threshold
        assert inputs[asked.input].structures is None, threshold
