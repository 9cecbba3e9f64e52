"""Halton points: strata of each base, digits permuted each by itself."""

import numpy as np
import pytest

from mcsim.inputs.design import Frame
from mcsim.inputs.designs.halton import Halton, n_digits, primes
from mcsim.seeds import key_of, words

STREAMS = tuple((f"x{at}", 0) for at in range(30))


def made(n, seed=1):
    return Halton(Frame(seed, n, STREAMS))


def by_definition(seed, name, base, draw):
    """Reflect the digits of a point's number, each through its own permutation."""
    number, replicate = divmod(draw, 16)
    digits = n_digits(base)
    drawn = words(key_of(seed, name, 0, "halton"), digits * base * 16).reshape(digits, base, 16)
    total = 0
    for at in range(digits):
        number, digit = divmod(number, base)
        total = total * base + int(np.argsort(drawn[at, :, replicate], kind="stable")[digit])
    return (total + 0.5) / base**digits


def test_primes():
    assert primes(30)[-1] == 113
    assert primes(1000)[-1] == 7919


@pytest.mark.parametrize("draw", [0, 17, 8191, 70_000, 10**9 + 7, 10**12])
def test_any_draw_is_its_point_by_the_definition(draw):
    for at in (0, 1, 4, 18, 29):
        u = made(10**4, seed=3).uniforms(f"x{at}", 0, draw, draw + 1)[0]
        assert u == by_definition(3, f"x{at}", primes(30)[at], draw)


@pytest.mark.parametrize(("at", "power"), [(0, 9), (1, 5), (2, 3), (4, 2), (18, 1), (29, 1)])
def test_one_point_in_every_interval(at, power):
    n_intervals = primes(30)[at] ** power
    for start in (0, 3 * n_intervals):
        u = made(10**5).uniforms(f"x{at}", 0, 16 * start, 16 * (start + n_intervals)).reshape(-1, 16)
        assert (np.sort((u * n_intervals).astype(int), axis=0) == np.arange(n_intervals)[:, np.newaxis]).all()


def test_neighbouring_large_bases_are_not_correlated():
    """Without permutations the points of 109 and 113 lie on a few lines."""
    n_points = 113
    u = np.stack([made(10**5).uniforms(f"x{at}", 0, 0, 16 * n_points).reshape(-1, 16) for at in (28, 29)])
    found = [np.corrcoef(u[:, :, replicate])[0, 1] for replicate in range(16)]
    assert np.abs(found).max() < 4 / n_points**0.5


def test_as_many_draws_as_the_largest_base_needs():
    assert made(16 * 113).problems() == []
    assert "halton needs 1808 for the 30 uniforms of these inputs" in made(16 * 113 - 1).problems()[0]
