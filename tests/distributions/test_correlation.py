"""Correlation matrices: the nearest one as published, the factor, and what is told of a wrong one."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from distributions.correlation import check_correlation, cholesky, is_definite, nearest_correlation

# Higham (2002), section 4: the examples of Nick Higham's paper, as printed to four decimals.
THREE = [[1, 1, 0], [1, 1, 1], [0, 1, 1]]
NEAREST_TO_THREE = [[1, 0.7607, 0.1573], [0.7607, 1, 0.7607], [0.1573, 0.7607, 1]]
TRIDIAGONAL = np.diag([2.0] * 4) - np.eye(4, k=1) - np.eye(4, k=-1)
NEAREST_TO_TRIDIAGONAL = [
    [1.0, -0.8084, 0.1916, 0.1068],
    [-0.8084, 1.0, -0.6562, 0.1916],
    [0.1916, -0.6562, 1.0, -0.8084],
    [0.1068, 0.1916, -0.8084, 1.0],
]
IMPOSSIBLE = [[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]]


@pytest.mark.parametrize(
    ("matrix", "nearest"), [(THREE, NEAREST_TO_THREE), (TRIDIAGONAL, NEAREST_TO_TRIDIAGONAL)]
)
def test_nearest_correlation_is_the_published_one(matrix, nearest):
    np.testing.assert_allclose(nearest_correlation(matrix), nearest, atol=5.1e-5)


def test_a_correlation_matrix_is_its_own_nearest():
    matrix = np.array([[1, 0.3, -0.2], [0.3, 1, 0.5], [-0.2, 0.5, 1]])
    np.testing.assert_allclose(nearest_correlation(matrix), matrix, atol=1e-12)


@st.composite
def symmetric(draw: st.DrawFn) -> np.ndarray:
    size = draw(st.integers(2, 6))
    values = draw(st.lists(st.floats(-1, 1), min_size=size * size, max_size=size * size))
    lower = np.tril(np.reshape(values, (size, size)), -1)
    return lower + lower.T + np.eye(size)


@given(symmetric())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_nearest_is_feasible_and_no_feasible_one_tried_is_nearer(matrix):
    nearest = nearest_correlation(matrix)
    assert np.linalg.eigvalsh(nearest)[0] > -1e-7
    np.testing.assert_array_equal(np.diag(nearest), 1)
    distance = np.linalg.norm(nearest - matrix)
    # Any mixture with another correlation matrix is feasible too, and so at least as far away.
    for other in (np.eye(len(matrix)), np.ones(matrix.shape)):
        for share in (0.01, 0.5):
            assert np.linalg.norm((1 - share) * nearest + share * other - matrix) >= distance - 1e-6


@given(symmetric())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_what_is_shown_as_feasible_is_taken(matrix):
    names = [f"x{index}" for index in range(len(matrix))]
    problems = check_correlation(names, matrix)
    assert is_definite(matrix) == (not problems)
    if problems:
        shown = re.search(r"as a matrix: (\[\[.*\]\])", problems[0])[1]
        rows = [[float(number) for number in row.split(",")] for row in re.findall(r"\[([^\[\]]+)\]", shown)]
        assert check_correlation(names, rows) == []


def test_cholesky_multiplies_back_and_is_that_of_lapack():
    values = np.random.default_rng(5).normal(size=(40, 12))
    matrix = values.T @ values
    factor = cholesky(matrix)
    np.testing.assert_allclose(factor, np.linalg.cholesky(matrix), rtol=1e-12, atol=1e-12)
    assert np.isnan(cholesky([[1, 2], [2, 1]])[1, 1])


def test_impossible_correlations_are_told_with_names_values_and_the_nearest():
    (problem,) = check_correlation(["cost", "uptake", "effect"], IMPOSSIBLE)
    smallest = "smallest eigenvalue -0.8"
    for words in ("cost and uptake: 0.9 -> 0.49", "uptake and effect: -0.9 -> -0.49", smallest):
        assert words in problem


def test_a_wrong_entry_names_its_pair():
    problems = check_correlation(["a", "b", "c"], [[1, 2, 0.1], [2, 0.9, 0.3], [0.1, 0.4, 1]])
    assert problems == [
        "b with itself: 0.9 must be 1",
        "a and b: 2 must be a correlation, from -1 to 1",
        "b and c: 0.3 above the diagonal and 0.4 below it must be the same",
    ]
    assert check_correlation(["a", "b"], [[1.0]]) == [
        "there must be 2 rows of 2 numbers, one for each of a, b"
    ]
