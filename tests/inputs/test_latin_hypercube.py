"""Latin hypercubes: one point in every stratum, in an order as good as any."""

from itertools import permutations
from math import factorial

import numpy as np
import pytest

from mcsim.inputs.design import Frame
from mcsim.inputs.designs.latin_hypercube import LatinHypercube
from mcsim.inputs.designs.permutation import MOST_ROUNDS, permuted
from mcsim.seeds import words

STREAMS = tuple((f"x{at}", 0) for at in range(5))


def made(n, seed=1):
    return LatinHypercube(Frame(seed, n, STREAMS))


def keys(seed, n):
    return words(seed, MOST_ROUNDS * n).reshape(MOST_ROUNDS, n)


@pytest.mark.parametrize("n", [16, 17, 48, 16 * 37 + 5, 10_000, 16 * 1025, 50_001])
def test_every_replicate_has_one_point_in_each_of_its_strata(n):
    design = made(n)
    for stream in STREAMS[:2]:
        u = design.uniforms(*stream, 0, n)
        for replicate in range(16):
            mine = u[replicate::16]
            assert (np.sort((mine * mine.size).astype(int)) == np.arange(mine.size)).all()


def test_places_within_the_strata_are_uniform():
    within = made(16_000).uniforms("x0", 0, 0, 16_000) * 1000 % 1.0
    distance = np.abs(np.sort(within) - (np.arange(16_000) + 0.5) / 16_000).max()
    assert distance * 16_000**0.5 < 1.95


def test_orders_of_streams_and_replicates_are_unrelated():
    n_points = 1000
    u = np.stack([made(16 * n_points).uniforms(*s, 0, 16 * n_points).reshape(n_points, 16) for s in STREAMS])
    correlations = np.corrcoef(u.transpose(0, 2, 1).reshape(-1, n_points))[np.triu_indices(80, 1)]
    assert np.abs(correlations).max() < 4.7 / n_points**0.5
    assert 0.9 < np.std(correlations) * n_points**0.5 < 1.1


@pytest.mark.parametrize("size", [2, 3, 4, 5, 6])
def test_every_order_of_few_numbers_is_as_likely(size):
    n = 100 * factorial(size)
    found = permuted(np.tile(np.arange(size)[:, np.newaxis], (1, n)), np.full(n, size), keys(3, n))
    codes = found.T @ (10 ** np.arange(size))
    orders = [int(np.dot(order, 10 ** np.arange(size))) for order in permutations(range(size))]
    counts = np.array([(codes == code).sum() for code in orders])
    assert counts.sum() == n
    freedom = len(orders) - 1
    assert abs(((counts - 100) ** 2 / 100).sum() - freedom) < 4 * (2 * freedom) ** 0.5


@pytest.mark.parametrize("size", [100, 1000, 1025, 4096, 5000])
def test_neighbours_land_anywhere(size):
    """Pairs of images of neighbours, and pairs of a number and its image, over a 10 x 10 grid: chi-square."""
    n = 64
    places = np.tile(np.arange(size)[:, np.newaxis], (1, n))
    found = permuted(places, np.full(n, size), keys(5, n))
    assert (np.sort(found, axis=0) == places).all()
    tenth = found * 10 // size
    for one, other in ((tenth[:-1], tenth[1:]), (places * 10 // size, tenth), (tenth[:-7], tenth[7:])):
        counts = np.bincount((one * 10 + other).ravel(), minlength=100)
        expected = one.size / 100
        # Numbers without replacement are a little more even than independent ones.
        assert ((counts - expected) ** 2 / expected).sum() < 99 + 4 * (2 * 99) ** 0.5


def test_a_sum_of_inputs_is_estimated_far_better_than_by_chance():
    n = 3200
    estimates = []
    for seed in range(20):
        u = np.stack([made(n, seed).uniforms(*stream, 0, n) for stream in STREAMS])
        estimates.append(np.exp(u).sum(axis=0).mean() - 5 * (np.e - 1))
    variance = 5 * ((np.e**2 - 1) / 2 - (np.e - 1) ** 2)
    assert np.std(estimates) < np.sqrt(variance / n) / 50
