"""Designs whose draws are chosen one by one, and nested ones, worked out by hand."""

import numpy as np
import pytest

from mcsim.inputs.design import Frame
from mcsim.inputs.designs.nested import Nested
from mcsim.inputs.designs.one_at_a_time import OneAtATime
from mcsim.inputs.designs.scenarios import Scenarios
from mcsim.inputs.designs.two_way_grid import TwoWayGrid
from mcsim.seeds import uniforms

STREAMS = (("price", 0), ("stages", 0), ("stages", 1), ("gain", 0))
FRAME = Frame(2, 1000, STREAMS)
BASE = np.nan


def row(design, draw):
    return [design.uniforms(*stream, draw, draw + 1)[0] for stream in STREAMS]


def test_one_at_a_time():
    design = OneAtATime(FRAME, low=0.1, high=0.8)
    expected = {
        0: ("", "base", [BASE] * 4),  # the names of a frame that knows no roles
        1: ("price", "low", [0.1, BASE, BASE, BASE]),
        2: ("price", "high", [0.8, BASE, BASE, BASE]),
        3: ("stages[0]", "low", [BASE, 0.1, 0.5, BASE]),
        4: ("stages[0]", "high", [BASE, 0.8, 0.5, BASE]),
        5: ("stages[1]", "low", [BASE, 0.5, 0.1, BASE]),
        6: ("stages[1]", "high", [BASE, 0.5, 0.8, BASE]),
        7: ("gain", "low", [BASE, BASE, BASE, 0.1]),
        8: ("gain", "high", [BASE, BASE, BASE, 0.8]),
    }
    assert design.n_draws == len(expected)
    here = design.coordinates(np.arange(9))
    for draw, (varied, level, u) in expected.items():
        assert (here["varied"][draw], here["level"][draw]) == (varied, level)
        np.testing.assert_array_equal(row(design, draw), u)


def test_one_at_a_time_of_some_inputs_in_the_order_of_the_evaluation():
    design = OneAtATime(FRAME, inputs=["gain", "price"])
    assert design.n_draws == 5
    assert design.coordinates(np.arange(5))["varied"].tolist() == ["", "price", "price", "gain", "gain"]
    np.testing.assert_array_equal(row(design, 4), [BASE, BASE, BASE, 0.975])


def test_a_grid_by_quantiles_and_by_values():
    design = TwoWayGrid(FRAME, inputs=["gain", "stages_b"], points=[3, 2], ranges={"stages_b": [0.2, 0.4]})
    assert design.n_draws == 6
    here = design.coordinates(np.arange(6))
    assert here["grid_first"].tolist() == [0, 0, 1, 1, 2, 2]
    assert here["grid_second"].tolist() == [0, 1, 0, 1, 0, 1]
    assert design.uniforms("gain", 0, 0, 6).tolist() == [0.025, 0.025, 0.5, 0.5, 0.975, 0.975]
    assert design.values("stages_b", 0, 6).tolist() == [0.2, 0.4] * 3
    assert design.values("gain", 0, 6) is None
    for stream in STREAMS[:3]:
        assert np.isnan(design.uniforms(*stream, 0, 6)).all()
    assert {name: said["input"] for name, said in design.described().items()} == {
        "grid_first": "gain",
        "grid_second": "stages_b",
    }


def test_a_range_takes_the_place_of_the_quantiles():
    design = TwoWayGrid(FRAME, inputs=["gain", "price"], points=2, ranges={"price": [1, 5]})
    assert np.isnan(design.uniforms("price", 0, 0, 4)).all()
    assert design.values("price", 0, 4).tolist() == [1.0, 5.0, 1.0, 5.0]


def test_nested_draws_repeat_the_outer_inputs_and_no_others():
    design = Nested(FRAME, inputs=["stages"], inner=30)
    assert (design.n_draws, design.outer_inputs) == (990, ("stages",))
    outer, inner = design.coordinates(np.arange(990)).values()
    assert (outer == np.repeat(np.arange(33), 30)).all()
    assert (inner == np.tile(np.arange(30), 33)).all()
    for component in (0, 1):
        assert (
            design.uniforms("stages", component, 0, 990) == uniforms(2, "stages", component, 0, 33)[outer]
        ).all()
    assert (design.uniforms("gain", 0, 0, 990) == uniforms(2, "gain", 0, 0, 990)).all()


SCENARIOS = {"base": {}, "dear": {"price": 900}, "both": {"price": 800.5, "stages_b": 0.1}}


def test_scenarios_with_the_others_at_their_means():
    design = Scenarios(FRAME, scenarios=SCENARIOS)
    assert design.n_draws == 3
    assert design.coordinates(np.arange(3))["scenario"].tolist() == list(SCENARIOS)
    np.testing.assert_array_equal(design.values("price", 0, 3), [np.nan, 900.0, 800.5])
    np.testing.assert_array_equal(design.values("stages_b", 1, 3), [np.nan, 0.1])
    assert design.values("gain", 0, 3) is None
    assert all(np.isnan(design.uniforms(*stream, 0, 3)).all() for stream in STREAMS)


def test_scenarios_share_their_samples():
    design = Scenarios(FRAME, scenarios=SCENARIOS, others="sampled")
    assert design.n_draws == 999
    u = design.uniforms("gain", 0, 0, 999).reshape(333, 3)
    assert (u == uniforms(2, "gain", 0, 0, 333)[:, np.newaxis]).all()
    here = design.coordinates(np.arange(999))
    assert here["scenario"].reshape(333, 3)[100].tolist() == list(SCENARIOS)
    assert (here["sample"] == np.repeat(np.arange(333), 3)).all()
    assert (design.values("price", 0, 999).reshape(333, 3)[:, 1] == 900.0).all()


@pytest.mark.parametrize("scenarios", [{"only": {}}, {"a": {"price": 1}}])
def test_one_scenario_is_enough(scenarios):
    design = Scenarios(FRAME, scenarios=scenarios)
    assert (design.problems(), design.n_draws) == ([], 1)
