"""The envelope against net benefit computed at every grid point."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mcsim.analysis.best import best_of
from mcsim.analysis.envelope import Grid
from tests.analysis.brute_force import by_definition, size_of_benefit

GRID = np.linspace(0.0, 100_000.0, 101)
UNEVEN = np.array([0.0, 0.1, 1.0, 2.5, 1_000.0, 20_000.0, 20_000.0001, 30_000.0, 99_000.0])


def assert_exact(cost, effect, wtp):
    """Counts exactly; losses to 1e-12 of E|NMB|; squares of losses as far as their polynomial carries."""
    found = best_of(np.asarray(cost, float), np.asarray(effect, float), Grid.of(np.asarray(wtp, float)))
    shares, losses = by_definition(cost, effect, wtp)
    n = len(cost[0])
    exact = [[float(share) for share in row] for row in shares]
    np.testing.assert_allclose(found.share(), exact, rtol=1e-14, atol=0.0)
    in_lots = np.array([[int(share * n * 27_720) for share in row] for row in shares])
    lots = sum(count * (27_720 // sharing) for sharing, count in found.wins.items())
    np.testing.assert_array_equal(lots, in_lots)
    scale = size_of_benefit(cost, effect, wtp)
    np.testing.assert_allclose(found.loss / n, losses, rtol=0.0, atol=1e-12 * scale)
    always = np.array(exact) == 1.0
    assert (found.loss[always] == 0.0).all()
    assert (found.loss >= 0.0).all()


small = st.integers(1, 5).flatmap(
    lambda k: st.integers(1, 12).flatmap(
        lambda n: st.tuples(
            hnp.arrays(np.int64, (k, n), elements=st.integers(-3, 3)),
            hnp.arrays(np.int64, (k, n), elements=st.integers(-3, 3)),
        )
    )
)
anything = st.integers(1, 5).flatmap(
    lambda k: st.tuples(
        # Numbers below 1e-307 lose their digits one by one, whoever adds them up.
        hnp.arrays(
            np.float64, (k, 6), elements=st.floats(-1e6, 1e6).map(lambda x: x if abs(x) > 1e-250 else 0)
        ),
        hnp.arrays(
            np.float64, (k, 6), elements=st.floats(-1e3, 1e3).map(lambda x: x if abs(x) > 1e-250 else 0)
        ),
    )
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(small)
def test_integers_full_of_ties(outcomes):
    assert_exact(*outcomes, wtp=[0.0, 0.5, 1.0, 1.5, 2.0, 3.0])
    assert_exact(*outcomes, wtp=[0.0, 1 / 3, 2 / 3, 1.0, 1.1])


@settings(max_examples=150, deadline=None, derandomize=True)
@given(anything)
def test_any_numbers(outcomes):
    assert_exact(*outcomes, wtp=UNEVEN)


@pytest.mark.parametrize("k", [1, 2, 3, 6, 11])
@pytest.mark.parametrize("wtp", [GRID, UNEVEN, GRID[20:21]], ids=["even", "uneven", "one point"])
def test_normal_and_rounded_outcomes(k, wtp):
    rng = np.random.default_rng(k)
    cost, effect = rng.normal(10_000.0, 3_000.0, (k, 60)), rng.normal(10.0, 0.5, (k, 60))
    assert_exact(cost, effect, wtp)
    assert_exact(cost.round(-3), effect.round(1), wtp)
    assert_exact(cost * 0.0, effect, wtp)
    assert_exact(cost, effect * 0.0, wtp)


@pytest.mark.parametrize("shift", [0.0, 2e-16, 1e-13])
def test_lines_that_are_the_same_or_nearly_so(shift):
    rng = np.random.default_rng(7)
    cost, effect = rng.normal(10_000.0, 3_000.0, (4, 50)), rng.normal(10.0, 0.5, (4, 50))
    cost[3], effect[3] = cost[1] * (1.0 + shift), effect[1] * (1.0 - shift)
    assert_exact(cost, effect, GRID)


def test_three_lines_through_one_grid_point():
    assert_exact([[0.0], [2.0], [4.0]], [[0.0], [1.0], [2.0]], [0.0, 1.0, 2.0, 3.0])


def test_same_everywhere_shares_the_whole_grid():
    found = best_of(np.ones((3, 5)), np.ones((3, 5)), Grid.of(GRID))
    np.testing.assert_allclose(found.share(), 1.0 / 3.0)
    assert not found.loss.any()
    assert not found.n_not_best().any()


def test_nearly_equal_is_no_tie():
    """A tolerance on net benefit moved EVPI in the sixth digit elsewhere."""
    found = best_of(np.array([[0.0], [1e-9]]), np.array([[1.0], [1.0]]), Grid.of(np.array([1.0])))
    np.testing.assert_array_equal(found.share(), [[1.0], [0.0]])


def test_squares_of_losses():
    rng = np.random.default_rng(3)
    cost, effect = rng.normal(10_000.0, 3_000.0, (4, 3_000)), rng.normal(10.0, 0.5, (4, 3_000))
    benefit = GRID * effect[:, :, np.newaxis] - cost[:, :, np.newaxis]
    squares = ((benefit.max(axis=0) - benefit) ** 2).sum(axis=1)
    np.testing.assert_allclose(best_of(cost, effect, Grid.of(GRID)).loss_squared, squares, rtol=1e-9)
