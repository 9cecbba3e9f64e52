"""SALib's designs: its own analyses of the Ishigami function find the closed form in them."""

import warnings
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from SALib.analyze import fast, morris, rbd_fast, sobol

from mcsim.inputs.design import Frame
from mcsim.inputs.designs.fast import Fast
from mcsim.inputs.designs.morris import Morris
from mcsim.inputs.designs.rbd_fast import RbdFast
from mcsim.inputs.designs.salib import salib_problem
from mcsim.inputs.designs.saltelli import Saltelli

FRAME = Frame(5, 20_000, (("one", 0), ("two", 0), ("two", 1)))
LABELS = ("one", "two[0]", "two[1]")
A, B = 7.0, 0.1

# Ishigami and Homma (1990); variances of the parts of sin(x1) + a sin(x2)^2 + b x3^4 sin(x1).
FIRST = np.array([0.5 * (1 + B * np.pi**4 / 5) ** 2, A**2 / 8, 0.0])
BOTH = B**2 * np.pi**8 * 8 / 225  # of x1 and x3 together
VARIANCE = FIRST.sum() + BOTH
FIRST_ORDER = FIRST / VARIANCE
TOTAL = (FIRST + np.array([BOTH, 0.0, BOTH])) / VARIANCE


def ishigami(u):
    x1, x2, x3 = np.pi * (2.0 * u.T - 1.0)
    return np.sin(x1) + A * np.sin(x2) ** 2 + B * x3**4 * np.sin(x1)


def matrix(design):
    """The design's own uniforms, shape (n_draws, streams)."""
    streams = design.frame.streams
    return np.stack([design.uniforms(*stream, 0, design.n_draws) for stream in streams], axis=1)


def test_saltelli_gives_first_order_total_and_second_order_indices():
    design = Saltelli(FRAME)
    assert (design.n_base, design.n_draws) == (2048, 16_384)
    found = sobol.analyze(salib_problem(FRAME), ishigami(matrix(design)), num_resamples=10, seed=1)
    assert found["S1"] == pytest.approx(FIRST_ORDER, abs=0.02)
    assert found["ST"] == pytest.approx(TOTAL, abs=0.02)
    assert found["S2"][0, 2] == pytest.approx(BOTH / VARIANCE, abs=0.03)
    assert found["S2"][0, 1] == pytest.approx(0.0, abs=0.03)
    assert np.isfinite(found["S1_conf"]).all()


def test_saltelli_without_second_order_needs_about_half():
    design = Saltelli(FRAME, second_order=False)
    assert (design.n_base, design.n_draws) == (2048, 10_240)
    found = sobol.analyze(
        salib_problem(FRAME), ishigami(matrix(design)), calc_second_order=False, num_resamples=10, seed=1
    )
    assert found["ST"] == pytest.approx(TOTAL, abs=0.02)


@pytest.mark.parametrize("second_order", [True, False])
def test_saltellis_coordinates_say_which_columns_were_crossed(second_order):
    design = Saltelli(replace(FRAME, n_draws=300), second_order=second_order)
    u, n = matrix(design), design.n_draws
    here = design.coordinates(np.arange(n))
    for sample in range(design.n_base):
        mine = {name: u[at] for at, name in enumerate(here["matrix"]) if here["sample"][at] == sample}
        assert len(mine) == design.n_matrices
        for at, label in enumerate(LABELS):
            for base, other in (("A", "B"), ("B", "A"))[: 1 + second_order]:
                expected = mine[base].copy()
                expected[at] = mine[other][at]
                assert (mine[f"{base}{other}_{label}"] == expected).all()


def expected_mean_effects(levels):
    """Mean absolute elementary effect over every step on the grid that Morris may take."""
    grid = np.linspace(0.0, 1.0, levels)
    step = levels // 2
    delta = levels / (2.0 * (levels - 1))
    values = np.empty((levels,) * 3)
    for place in product(range(levels), repeat=3):
        values[place] = ishigami(0.005 + 0.99 * grid[list(place)][np.newaxis])[0]
    moved = [np.moveaxis(values, at, 0) for at in range(3)]
    return [np.abs(each[step:] - each[: levels - step]).mean() / delta for each in moved]


@pytest.mark.parametrize("levels", [4, 6])
def test_morris_gives_the_mean_elementary_effects(levels):
    design = Morris(replace(FRAME, n_draws=8_003), levels=levels)
    u = matrix(design)
    assert (design.n_trajectories, design.n_draws) == (2000, 8000)
    found = morris.analyze(salib_problem(FRAME), u, ishigami(u), num_levels=levels, num_resamples=10, seed=1)
    error = found["sigma"] / design.n_trajectories**0.5
    assert (np.abs(found["mu_star"] - expected_mean_effects(levels)) < 4 * error).all()
    assert list(found["names"]) == list(LABELS)
    assert {round(float(each), 6) for each in np.unique(u)} == {
        round(0.005 + 0.99 * at / (levels - 1), 6) for at in range(levels)
    }


def test_morris_coordinates_say_what_moved_and_by_how_much():
    design = Morris(replace(FRAME, n_draws=400))
    u = matrix(design)
    here = design.coordinates(np.arange(design.n_draws))
    assert (here["trajectory"] == np.repeat(np.arange(100), 4)).all()
    for draw in range(1, design.n_draws):
        moved = np.zeros(3)
        if here["step"][draw]:
            moved[LABELS.index(here["varied"][draw])] = here["change"][draw]
            assert u[draw] - u[draw - 1] == pytest.approx(moved)
    assert (here["varied"][::4] == "").all()
    assert (here["change"][::4] == 0.0).all()
    by_trajectory = np.sort(here["varied"].reshape(100, 4)[:, 1:], axis=1)
    assert (by_trajectory == np.sort(LABELS)).all()


def test_fast_gives_first_order_and_total_indices():
    design = Fast(FRAME)
    assert design.n_draws == 19_998
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that its intervals, which are not used here, are unreliable
        found = fast.analyze(salib_problem(FRAME), ishigami(matrix(design)), num_resamples=2, seed=1)
    assert found["S1"] == pytest.approx(FIRST_ORDER, abs=0.02)
    assert found["ST"] == pytest.approx(TOTAL, abs=0.05)


def test_along_its_curve_fasts_input_oscillates_fastest():
    design = Fast(replace(FRAME, n_draws=900))
    u = matrix(design)
    here = design.coordinates(np.arange(design.n_draws))
    assert (here["position"] == np.tile(np.arange(300), 3)).all()
    for at, label in enumerate(LABELS):
        way = np.abs(np.diff(u[here["curve"] == label], axis=0)).sum(axis=0)
        assert way.argmax() == at


def test_rbd_fast_gives_first_order_indices():
    design = RbdFast(replace(FRAME, n_draws=4000))
    u = matrix(design)
    found = rbd_fast.analyze(salib_problem(FRAME), u, ishigami(u), num_resamples=2, seed=1)
    assert found["S1"] == pytest.approx(FIRST_ORDER, abs=0.04)
    assert (np.sort((u * 4000).astype(int), axis=0) == np.arange(4000)[:, np.newaxis]).all()


@pytest.mark.parametrize("made", [Saltelli, Morris, Fast, RbdFast])
def test_the_seed_is_heeded_whatever_it_is(made):
    one, same, other = (made(replace(FRAME, seed=seed, n_draws=600)) for seed in (0, 0, 1))
    assert (matrix(one) == matrix(same)).all()
    assert (matrix(one) != matrix(other)).any()


def test_a_problem_is_made_anew_each_time():
    salib_problem(FRAME)["groups"] = ["x"]
    assert salib_problem(FRAME) == {"num_vars": 3, "names": list(LABELS), "bounds": [[0.0, 1.0]] * 3}
