"""Every design of the table keeps its word: addressable, inside (0, 1), and a sample where it says so."""

import numpy as np
import pytest

from mcsim.inputs.design import Frame
from mcsim.inputs.table import DESIGNS
from tests.inputs.cases import CASES

ADDRESSABLE = [name for name, case in CASES.items() if case.addressable]
SAMPLES = [name for name, case in CASES.items() if case.probability_sample]
N = 20_000
STREAMS = (("uptake", 0), ("uptake", 1), ("uptakf", 0), ("", 0))


def made(name, seed=3):
    return DESIGNS[name](Frame(seed, N, STREAMS))


def test_every_design_has_a_row():
    assert list(CASES) == list(DESIGNS)


@pytest.mark.parametrize("name", CASES)
def test_what_a_design_says_of_itself(name):
    design = made(name)
    assert design.name == name
    assert design.title
    assert (design.addressable, design.probability_sample) == (
        CASES[name].addressable,
        CASES[name].probability_sample,
    )


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(("start", "stop"), [(0, 9000), (8192, 8193), (10**12, 10**12 + 5), (7, 7)])
def test_uniforms_lie_between_0_and_1(name, start, stop):
    u = made(name).uniforms("uptake", 0, start, stop)
    assert u.shape == (stop - start,)
    assert u.dtype == np.float64
    assert ((u > 0.0) & (u < 1.0)).all()


@pytest.mark.parametrize("name", ADDRESSABLE)
@pytest.mark.parametrize(("start", "stop"), [(0, 1), (1, 4), (3, 1000), (8190, 8195), (12_345, 20_000)])
def test_a_range_is_a_slice_of_the_whole(name, start, stop):
    design = made(name)
    whole = design.uniforms("uptake", 0, 0, N)
    assert design.uniforms("uptake", 0, start, stop).tobytes() == whole[start:stop].tobytes()


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("other", [(4, "uptake", 0), (3, "uptakf", 0), (3, "uptake", 1), (3, "", 0)])
def test_another_seed_name_or_component_is_another_stream(name, other):
    seed, input_name, component = other
    one = made(name).uniforms("uptake", 0, 0, N)
    two = made(name, seed).uniforms(input_name, component, 0, N)
    assert (one != two).mean() > 0.99
    # Standard error of a correlation of independent draws: 1 / sqrt(N).
    assert abs(np.corrcoef(one, two)[0, 1]) < 4 / N**0.5


@pytest.mark.parametrize("name", SAMPLES)
def test_uniforms_are_uniform(name):
    u = made(name).uniforms("uptake", 0, 0, N)
    # Kolmogorov and Smirnov: P(sqrt(n) D > 1.95) is 0.001.
    ranks = np.arange(1, N + 1) / N
    distance = np.abs(np.sort(u) - ranks + 0.5 / N).max()
    assert distance * N**0.5 < 1.95
    assert abs(np.corrcoef(u[1:], u[:-1])[0, 1]) < 4 / N**0.5
