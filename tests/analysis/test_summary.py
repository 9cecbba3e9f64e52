"""The same bytes for any order, chunking and merging; blocks are given once; draws may be missing."""

import pickle
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcsim.analysis.blocks import BlockTree
from mcsim.analysis.layout import Layout
from mcsim.analysis.summary import Summariser, summarise
from mcsim.errors import AnalysisError
from mcsim.results.datasets import outcomes

WTP = [0.0, 10_000.0, 20_000.0, 30_000.0]
BLOCK = 16


def made(n=200, missing=(), strategies=3, perspectives=2, seed=1, replicates=0):
    rng = np.random.default_rng(seed)
    shape = (n, strategies, perspectives)
    draws = np.array([draw for draw in range(n) if draw not in missing])
    return outcomes(
        rng.normal(10_000.0, 3_000.0, shape)[draws],
        rng.normal(10.0, 0.5, shape)[draws],
        [f"strategy {at}" for at in range(strategies)],
        perspectives=[f"perspective {at}" for at in range(perspectives)],
        draws=draws,
        attrs={"replicates": replicates},
    )


def in_bytes(summary):
    parts = [
        part
        for total in (summary, *summary.running)
        for one in (total, *total.replicates)
        for moments, best in zip(one.moments, one.best, strict=True)
        for part in (moments.mean, moments.scatter, best.loss, best.loss_squared, best.share())
        if part is not None
    ]
    return b"".join(part.tobytes() for part in parts)


def reduced(data, groups):
    """Feed groups of whole blocks to reducers of their own, and merge them."""
    draws, cost, effect = (data[name].values for name in ("draw", "cost", "effect"))
    reducers = []
    for group in groups:
        reducer = Summariser(Layout.of(data, WTP), BLOCK)
        for block in group:
            rows = draws // BLOCK == block
            reducer.update(draws[rows], cost[rows], effect[rows])
        reducers.append(pickle.loads(pickle.dumps(reducer)))
    first, *others = reducers
    for other in others:
        first.merge(other)
    return first.finish()


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.permutations(range(13)),
    st.lists(st.integers(1, 12), max_size=3),
    st.sampled_from([(), (3, 40, 41)]),
    st.sampled_from([0, 4, 5, 16]),
)
def test_same_bytes_in_any_order(blocks, cuts, missing, replicates):
    data = made(missing=missing, replicates=replicates)
    edges = [0, *sorted(set(cuts)), 13]
    groups = [blocks[start:stop] for start, stop in pairwise(edges)]
    assert in_bytes(reduced(data, groups)) == in_bytes(summarise(data, WTP, block=BLOCK))


@pytest.mark.parametrize("replicates", [0, 4])
def test_draws_in_any_order_are_the_same_draws(replicates):
    data = made(replicates=replicates)
    shuffled = data.isel(draw=np.random.default_rng(5).permutation(data.sizes["draw"]))
    assert in_bytes(summarise(shuffled, WTP, block=BLOCK)) == in_bytes(summarise(data, WTP, block=BLOCK))


def test_several_blocks_in_one_call():
    data = made()
    reducer = Summariser(Layout.of(data, WTP), BLOCK)
    reducer.update(data["draw"].values, data["cost"].values, data["effect"].values)
    assert in_bytes(reducer.finish()) == in_bytes(summarise(data, WTP, block=BLOCK))


def test_a_block_given_twice_is_refused():
    data = made()
    reducer = Summariser(Layout.of(data, WTP), BLOCK)
    rows = slice(0, 16)
    blocks = data["draw"].values[rows], data["cost"].values[rows], data["effect"].values[rows]
    reducer.update(*blocks)
    with pytest.raises(AnalysisError, match="block 0 was given twice"):
        reducer.update(*blocks)


def test_a_whole_missing_block_is_passed_over():
    data = made(missing=range(32, 48))
    summary = summarise(data, WTP, block=BLOCK)
    assert summary.n_draws == 184
    cost = data["cost"].values[:, :, 0]
    np.testing.assert_allclose(summary.moments[0].mean[0], cost[:, 0].mean(), rtol=1e-13)


def test_memory_grows_with_the_logarithm_of_blocks():
    tree = BlockTree()

    class Count(int):
        def combine(self, later):
            return Count(self + later)

    for block in range(1_000):
        tree.add(Count(1), block)
        assert len(tree.nodes) <= 10
    assert tree.total() == 1_000


def test_no_draws_are_refused():
    with pytest.raises(AnalysisError, match="draws"):
        Summariser(Layout.of(made(), WTP)).finish()


def test_numbers_far_apart_are_counted_by_position():
    data = made()
    scattered = data.assign_coords(draw=data["draw"] * 1_000_003)
    assert in_bytes(summarise(scattered, WTP, block=BLOCK)) == in_bytes(summarise(data, WTP, block=BLOCK))


@pytest.mark.parametrize("replicates", [0, 4])
def test_points_of_a_summary(replicates):
    summary = summarise(made(replicates=replicates), WTP)
    chosen = summary.at([20_000.0])
    assert len(chosen.replicates) == replicates
    for some, all_points in zip((chosen, *chosen.replicates), (summary, *summary.replicates), strict=True):
        np.testing.assert_array_equal(some.best[0].loss, all_points.best[0].loss[:, [2]])
    with pytest.raises(AnalysisError, match="not among the 4 values"):
        summary.at([25_000.0])
