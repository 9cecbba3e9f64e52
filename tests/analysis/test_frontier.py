"""Dominance, extended dominance, duplicates, and ICERs that are undefined."""

import numpy as np
import pytest

from mcsim.analysis.cea.frontier import frontier
from mcsim.analysis.cea.icers import icer_table, icers
from mcsim.analysis.intervals import fieller
from mcsim.results.datasets import outcomes

TABLES = {
    "one strategy": ([5.0], [1.0], ["ND"]),
    "dominated": ([0.0, 10.0, 15.0], [0.0, 1.0, 0.5], ["ND", "ND", "D"]),
    "equal effect at higher cost": ([0.0, 1.0], [1.0, 1.0], ["ND", "D"]),
    "equal cost at less effect": ([1.0, 1.0], [0.5, 1.0], ["D", "ND"]),
    "exact duplicates": ([0.0, 1.0, 1.0], [0.0, 1.0, 1.0], ["ND", "ND", "D"]),
    "extended": ([0.0, 10.0, 12.0], [0.0, 1.0, 3.0], ["ND", "ED", "ND"]),
    "extended twice over": ([0.0, 10.0, 19.0, 20.0], [0.0, 1.0, 2.0, 4.0], ["ND", "ED", "ED", "ND"]),
    "on one line": ([0.0, 1.0, 2.0], [0.0, 1.0, 2.0], ["ND", "ND", "ND"]),
    "comparator dominated": ([5.0, 1.0], [0.0, 1.0], ["D", "ND"]),
}


@pytest.mark.parametrize(("cost", "effect", "expected"), TABLES.values(), ids=TABLES)
def test_status(cost, effect, expected):
    assert frontier(np.array(cost), np.array(effect))[0].tolist() == expected


def table(cost, effect):
    names = [f"s{at}" for at in range(len(cost))]
    rows = np.array([[-1.0], [1.0]])
    return icers(outcomes(np.array(cost) + rows, np.array(effect) + rows * 0.0, names))


def test_rows_stand_in_the_printed_order():
    found = icer_table(table([20.0, 0.0, 10.0, 11.0, 19.0], [4.0, 0.0, 1.0, 0.5, 2.0]))
    assert found["strategy"].tolist() == ["s1", "s0", "s2", "s4", "s3"]
    assert found["status"].tolist() == ["ND", "ND", "ED", "ED", "D"]
    assert found["icer"].tolist()[1] == 5.0
    assert found[["inc_cost", "inc_effect", "icer"]].isna().values[[0, 2, 3, 4]].all()


def test_a_perspective_without_effects_of_its_own_has_no_icer():
    found = table([1.0, 2.0, 3.0], [1.0, 1.0, 1.0])
    assert np.isnan(found["icer"]).all()
    assert found["status"].values.ravel().tolist() == ["ND", "D", "D"]


def test_ratio_of_means_not_mean_of_ratios():
    data = outcomes([[0.0, 1.0], [0.0, 3.0]], [[0.0, 1.0], [0.0, 0.1]], ["a", "b"])
    assert icers(data)["icer"].sel(strategy="b").item() == pytest.approx(4.0 / 1.1)


def test_fieller_is_nan_where_it_is_no_interval():
    lower, upper = fieller(np.array(1.0), np.array(0.1), (np.array(0.01), np.array(0.01), np.array(0.0)))
    assert np.isnan([lower, upper]).all()


def test_unknown_perspective_order_follows_each_perspective():
    data = outcomes(
        np.array([[[0.0, 5.0], [1.0, 1.0]]]),
        np.array([[[0.0, 0.0], [1.0, 1.0]]]),
        ["a", "b"],
        perspectives=["health", "public"],
    )
    assert icer_table(icers(data), "health")["status"].tolist() == ["ND", "ND"]
    assert icer_table(icers(data), "public")["strategy"].tolist() == ["b", "a"]


def test_rounding_of_means_makes_no_frontier():
    """The same effects in another order may differ in the mean's last digit; the dearer one is dominated."""
    rng = np.random.default_rng(3)
    for _ in range(300):
        effect = rng.random(200)
        cost = rng.random(200)
        data = outcomes(
            np.stack([cost, cost + 50.0], axis=1),
            np.stack([effect, rng.permutation(effect)], axis=1),
            ["a", "b"],
        )
        assert icers(data)["status"].values.ravel().tolist() == ["ND", "D"]
