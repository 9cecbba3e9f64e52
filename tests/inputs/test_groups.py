"""Two samples and one with each group of inputs from the other: what each draw is, and what may not be."""

import numpy as np
import pytest

import mcsim
from mcsim.errors import ConfigError
from mcsim.evaluation.prepare import prepare
from mcsim.inputs.design import SHARED_BY, Frame
from mcsim.inputs.designs.groups import Groups
from mcsim.inputs.designs.monte_carlo import MonteCarlo

STREAMS = (("price", 0), ("gain", 0), ("row", 0), ("row", 1), ("rest", 0))
FRAME = Frame(3, 4_000, STREAMS)
GROUPS = {"money": ["price", "row"], "health": ["gain"]}
A, B, MONEY, HEALTH = range(4)


def by_matrix(name, component=0):
    design = Groups(FRAME, GROUPS)
    return design.uniforms(name, component, 0, design.n_draws).reshape(-1, 4).T


def test_a_is_the_monte_carlo_run_of_the_same_seed():
    for name, component in STREAMS:
        plain = MonteCarlo(FRAME).uniforms(name, component, 0, 1_000)
        assert by_matrix(name, component)[A].tobytes() == plain.tobytes()


def test_each_group_moves_whole_and_alone():
    for name, component in STREAMS[:4]:
        found = by_matrix(name, component)
        own, other = (MONEY, HEALTH) if name in GROUPS["money"] else (HEALTH, MONEY)
        assert (found[own] == found[B]).all()
        assert (found[other] == found[A]).all()
        assert (found[A] != found[B]).all()
        # Standard error of a correlation of independent draws: 1 / sqrt(1000).
        assert abs(np.corrcoef(found[A], found[B])[0, 1]) < 4 / 1_000**0.5
    assert not (by_matrix("price")[B] == by_matrix("gain")[B]).any()


def test_an_input_in_no_group_is_the_same_in_every_matrix():
    found = by_matrix("rest")
    assert (found == found[A]).all()


def test_what_a_copula_shares_moves_with_all_of_its_inputs():
    shared, split = SHARED_BY.join(["price", "row"]), SHARED_BY.join(["gain", "price"])
    assert (by_matrix(shared)[[B, MONEY, HEALTH]] == by_matrix(shared)[[B, B, A]]).all()
    assert (by_matrix(shared)[A] != by_matrix(shared)[B]).all()
    assert (by_matrix(split) == by_matrix(split)[A]).all()


def linked(folder, groups, **copula):
    dependence = [
        {"inputs": ["price", "gain"], "kind": "spearman", "correlations": 0.7, "source": "s"} | copula
    ]
    design = {"name": "groups", "options": {"groups": groups}}
    return mcsim.load(folder, {"dependence": dependence, "settings.design": design, "settings.draws": 9_000})


@pytest.mark.parametrize("copula", [{}, {"copula": "t", "degrees_of_freedom": 4}])
def test_a_copula_within_a_group(copula, linear_gaussian):
    draws = mcsim.run(linked(linear_gaussian, {"both": ["price", "gain"]}, **copula), jobs=1).inputs
    plain = mcsim.load(
        linear_gaussian, {"settings.draws": 3_000, "dependence": linked_of(linear_gaussian, copula)}
    )
    a = draws.isel(draw=draws["matrix"] == "A")
    assert (a["price"].values == mcsim.run(plain, jobs=1).inputs["price"].values).all()
    for matrix in ("B", "A_both"):
        here = draws.isel(draw=draws["matrix"] == matrix)
        ranks = [here[name].values.argsort().argsort() for name in ("price", "gain")]
        assert np.corrcoef(*ranks)[0, 1] == pytest.approx(0.7, abs=0.05)
        assert not (here["price"].values == a["price"].values).any()


def linked_of(folder, copula):
    return [each.model_dump() for each in linked(folder, {"both": ["price", "gain"]}, **copula).dependence]


@pytest.mark.parametrize("groups", [{"money": ["price"], "health": ["gain"]}, {"money": ["price"]}])
def test_a_copula_across_groups_is_refused(groups, linear_gaussian):
    with pytest.raises(ConfigError) as raised:
        prepare(linked(linear_gaussian, groups))
    assert "a copula links price, gain, which are not all of one group; put them into one" in str(
        raised.value
    )
