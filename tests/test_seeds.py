"""Uniforms: addressable, never 0 or 1, uniform."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest

from mcsim.seeds import uniforms


@given(st.integers(0, 5000), st.integers(1, 300), st.integers(0, 2**63 - 1))
def test_a_range_holds_the_values_of_the_whole(start, n, seed):
    whole = uniforms(seed, "uptake", 0, 0, start + n)
    assert np.array_equal(uniforms(seed, "uptake", 0, start, start + n), whole[start:])


@pytest.mark.parametrize("other", [(2, "uptake", 0), (1, "uptakes", 0), (1, "uptake", 1)])
def test_every_part_of_the_address_makes_another_stream(other):
    one, another = uniforms(1, "uptake", 0, 0, 20_000), uniforms(*other, 0, 20_000)
    assert abs(np.corrcoef(one, another)[0, 1]) < 0.03


def test_frozen_values():
    """The construction is a promise: results made years apart must agree."""
    found = uniforms(20261123, "uptake", 0, 2, 6)
    assert found.tolist() == [
        0.7488350983540722,
        0.008392964076218035,
        0.4243422657512713,
        0.2236618000276679,
    ]


def test_far_draws_cost_no_more_and_lie_inside():
    far = uniforms(1, "uptake", 0, 10**12, 10**12 + 10_000)
    assert far.min() > 0.0
    assert far.max() < 1.0
    assert kstest(far, "uniform").pvalue > 1e-3


def test_extreme_words_stay_inside():
    """Half steps of 2^-52: the first and last possible value are neither 0 nor 1."""
    assert (0 + 0.5) * 2.0**-52 > 0.0
    assert (2.0**52 - 1 + 0.5) * 2.0**-52 < 1.0
