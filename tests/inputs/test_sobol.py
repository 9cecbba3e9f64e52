"""Sobol' points: scipy's before they are scrambled, nets after, and as good as scipy's at integrals."""

import numpy as np
import pytest
from scipy.stats import qmc

from mcsim.inputs.design import Frame
from mcsim.inputs.designs.sobol import Sobol, directions, scrambled
from mcsim.seeds import inside, key_of

NAMES = tuple((f"x{at}", 0) for at in range(6))


def made(n, seed=1, streams=NAMES):
    return Sobol(Frame(seed, n, streams))


def points(design, n_points, streams=NAMES):
    """Shape (streams, points, replicates)."""
    return np.stack([design.uniforms(*s, 0, 16 * n_points).reshape(n_points, 16) for s in streams])


def one_by_one(columns, number):
    """Point of a number from the definition: the sum, without carrying, of what its Gray code picks."""
    gray, point = number ^ (number >> 1), 0
    for at, column in enumerate(columns):
        if gray >> at & 1:
            point ^= int(column)
    return point


def test_the_direction_numbers_are_scipys():
    n_dimensions, n_points = 300, 512
    numbers = made(n_points, streams=tuple(("x", at) for at in range(n_dimensions))).numbers
    assert len(numbers) == n_dimensions
    columns = np.array([directions(each) for each in numbers], dtype=np.uint64)
    gray = np.arange(n_points) ^ (np.arange(n_points) >> 1)
    picked = (gray[:, np.newaxis] >> np.arange(52) & 1).astype(bool)
    found = [np.bitwise_xor.reduce(columns[:, row], axis=1) for row in picked]
    expected = qmc.Sobol(n_dimensions, scramble=False).random(n_points)
    assert (np.array(found) / 2.0**52 == expected).all()


def test_the_highest_dimensions_have_numbers_too():
    """The recurrence is the polynomial's: each number has as many digits as its place, the last of them 1."""
    design = made(100, streams=tuple(("x", at) for at in range(21_201)))
    assert design.problems() == []
    for numbers in design.numbers[::3000]:
        found = directions(numbers)
        assert all(
            number >> (51 - at) & 1 and number % (1 << (51 - at)) == 0 for at, number in enumerate(found)
        )
    more = made(100, streams=tuple(("x", at) for at in range(21_202)))
    assert "direction numbers are known for 21201 uniforms, and the inputs need 21202" in more.problems()[0]


@pytest.mark.parametrize("draw", [0, 15, 16, 8191, 8192, 123_456_789, 2**45 + 12_345])
def test_any_draw_is_its_point_by_the_definition(draw):
    design = made(100, seed=7)
    number, replicate = divmod(draw, 16)
    for at, (name, component) in enumerate(NAMES[:3]):
        columns, shift = scrambled(
            directions(design.numbers[at]), key_of(7, name, component, "sobol", replicate)
        )
        expected = one_by_one(columns, number) ^ int(shift)
        assert design.uniforms(name, component, draw, draw + 1)[0] == (expected + 0.5) / 2**52


def test_a_scramble_is_lower_triangular_with_ones_on_its_diagonal():
    """Digit r of the scrambled number depends on the digits up to r alone, and always on r."""
    columns, _ = scrambled([1 << (51 - at) for at in range(52)], key_of(1))
    matrix = np.array([[int(column) >> (51 - row) & 1 for column in columns] for row in range(52)])
    assert (np.triu(matrix, 1) == 0).all()
    assert (np.diag(matrix) == 1).all()
    below = matrix[np.tril_indices(52, -1)]
    assert abs(below.mean() - 0.5) < 4 * 0.5 / below.size**0.5


@pytest.mark.parametrize("k", [0, 1, 3, 6, 10])
def test_every_prefix_has_one_point_in_every_interval(k):
    found = points(made(16 << 10), 1 << k)
    intervals = np.sort((found * (1 << k)).astype(int), axis=1)
    assert (intervals == np.arange(1 << k)[:, np.newaxis]).all()


def test_so_has_every_later_stretch():
    found = made(16 << 10).uniforms("x3", 0, 16 * 5 * 64, 16 * 6 * 64).reshape(64, 16)
    assert (np.sort((found * 64).astype(int), axis=0) == np.arange(64)[:, np.newaxis]).all()


@pytest.mark.parametrize("rows", range(9))
def test_the_first_two_dimensions_are_nets(rows):
    """256 points, one in each of 2^rows x 2^(8 - rows) boxes: a (0, 8, 2)-net in base 2."""
    first, second = points(made(16 << 8), 256)[:2]
    box = (first * 2**rows).astype(int) * 2 ** (8 - rows) + (second * 2 ** (8 - rows)).astype(int)
    assert (np.sort(box, axis=0) == np.arange(256)[:, np.newaxis]).all()


def test_an_input_added_at_the_end_leaves_the_others_alone():
    more = (*NAMES, ("last", 0), ("last", 1))
    assert (points(made(1600), 100) == points(made(1600, streams=more), 100)).all()
    inserted = made(1600, streams=(NAMES[0], ("new", 0), *NAMES[1:]))
    # The first points are the digital shifts, which belong to the stream's name.
    assert (inserted.uniforms("x1", 0, 0, 1600) != made(1600).uniforms("x1", 0, 0, 1600)).mean() > 0.9


SLOPES = np.array([1.0, 0.8, 0.6, 0.4, 0.3, 0.2])


def smooth(u):
    """Integrates to 1 over the unit cube; u of shape (dimensions, ..., ...)."""
    return np.prod(1.0 + (u - 0.5) * SLOPES[:, np.newaxis, np.newaxis], axis=0)


def test_integrals_are_as_good_as_scipys_and_far_better_than_chance():
    n_points = 1024
    errors = [smooth(points(made(1, seed), n_points)).mean(axis=0) - 1.0 for seed in range(5)]
    scipys = [qmc.Sobol(6, seed=seed).random(n_points).T[:, :, np.newaxis] for seed in range(80)]
    theirs = np.array([smooth(u).mean() - 1.0 for u in scipys])
    ours = np.concatenate(errors)
    variance = np.prod(1.0 + SLOPES**2 / 12.0) - 1.0
    ratio = np.sqrt((ours**2).mean() / (theirs**2).mean())
    assert 0.6 < ratio < 1.6
    assert np.sqrt((ours**2).mean()) < np.sqrt(variance / n_points) / 20
    # Nearly the rate 1 / n of a smooth integrand: 16 times the points, at least 8 times the accuracy.
    fewer = np.concatenate([smooth(points(made(1, seed), 64)).mean(axis=0) - 1.0 for seed in range(5)])
    assert np.sqrt((fewer**2).mean() / (ours**2).mean()) > 8


def test_neither_0_nor_1_ever():
    least, most = inside(np.array([0, 2**52 - 1], dtype=np.uint64))
    assert 0.0 < least < 2.0**-52
    assert 1.0 - 2.0**-52 < most < 1.0
