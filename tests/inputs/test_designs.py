"""Every design of the table keeps its word: inside (0, 1), a sample and addressable where it says so."""

import pickle
import subprocess
import sys
from dataclasses import fields, replace

import numpy as np
import pytest

from mcsim.config.records import DesignChoice
from mcsim.errors import ConfigError
from mcsim.inputs.design import Frame
from mcsim.inputs.make import make_design
from mcsim.inputs.table import DESIGNS
from tests.inputs.cases import CASES

ADDRESSABLE = [name for name, case in CASES.items() if case.addressable]
SAMPLES = [name for name, case in CASES.items() if case.probability_sample]
N = 20_000
STREAMS = (("uptake", 0), ("uptake", 1), ("uptakf", 0), ("", 0))
RANGES = [(0, 1), (1, 4), (3, 1000), (8190, 8195), (12_345, 20_000), (0, N), (7, 7)]


def made(name, seed=3, n=N, **options):
    frame = Frame(seed, n, STREAMS)
    return make_design(DesignChoice(name=name, options=CASES[name].options | options), frame)


def all_of(design, start, stop):
    """Bytes of everything that a design says of a range of draws."""
    draws = np.arange(start, stop)
    streams = [design.uniforms(*stream, start, stop) for stream in STREAMS]
    values = [design.values(name, start, stop) for name in ("uptake", "uptakf", "", "else")]
    places = [each.tolist() for each in design.coordinates(draws).values()] if stop > start else []
    return [None if each is None else each.tobytes() for each in streams + values], places


def test_every_design_has_a_row():
    assert list(CASES) == list(DESIGNS)


@pytest.mark.parametrize("name", CASES)
def test_what_a_design_says_of_itself(name):
    design, case = made(name), CASES[name]
    assert design.name == name
    assert design.title
    for what in (
        "addressable",
        "probability_sample",
        "replicates",
        "assumes_independence",
        "needs_every_draw",
    ):
        assert getattr(design, what) == getattr(case, what), what
    assert fields(design)[0].name == "frame"


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(("start", "stop"), [(0, 9000), (8192, 8193), (10**12, 10**12 + 5), (7, 7)])
def test_uniforms_lie_between_0_and_1(name, start, stop):
    design = made(name)
    for stream in STREAMS:
        u = design.uniforms(*stream, start, stop)
        assert u.shape == (stop - start,)
        assert u.dtype == np.float64
        at_base = np.isnan(u)
        assert CASES[name].has_base or not at_base.any()
        assert ((u[~at_base] > 0.0) & (u[~at_base] < 1.0)).all()


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(("start", "stop"), RANGES)
def test_a_range_is_a_slice_of_the_whole(name, start, stop):
    design = made(name)
    for stream in STREAMS:
        whole = design.uniforms(*stream, 0, N)
        assert design.uniforms(*stream, start, stop).tobytes() == whole[start:stop].tobytes()
    for scalar in ("uptake", "uptakf", ""):
        whole, part = design.values(scalar, 0, N), design.values(scalar, start, stop)
        assert (part is None) == (whole is None)
        assert part is None or part.tobytes() == whole[start:stop].tobytes()


@pytest.mark.parametrize("name", ADDRESSABLE)
@pytest.mark.parametrize("n", [320, 8_000, 20_001])
def test_more_draws_begin_with_the_same(name, n):
    short, long = made(name, n=n), made(name, n=2 * n)
    assert all_of(short, 0, short.n_draws) == all_of(long, 0, short.n_draws)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("n", [1_234, 20_011])
def test_the_number_of_draws_is_at_most_the_one_asked_for_and_makes_the_same_design(name, n):
    design = made(name, n=n)
    assert 0 < design.n_draws <= n
    again = made(name, n=design.n_draws)
    assert again.n_draws == design.n_draws
    assert all_of(again, 0, design.n_draws) == all_of(design, 0, design.n_draws)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("other", [(4, "uptake", 0), (3, "uptakf", 0), (3, "uptake", 1), (3, "", 0)])
def test_another_seed_name_or_component_is_another_stream(name, other):
    seed, input_name, component = other
    one = made(name).uniforms("uptake", 0, 0, N)
    two = made(name, seed).uniforms(input_name, component, 0, N)
    assert (one != two).mean() > 0.99
    if CASES[name].replicates and seed != 3:
        return  # one point set in two scramblings: see the tests of each design for what is independent
    # Standard error of a correlation of independent draws: 1 / sqrt(N).
    assert abs(np.corrcoef(one, two)[0, 1]) < 4 / N**0.5


@pytest.mark.parametrize("name", SAMPLES)
def test_uniforms_are_uniform(name):
    u = made(name).uniforms("uptake", 0, 0, N)
    # Kolmogorov and Smirnov: P(sqrt(n) D > 1.95) is 0.001.
    ranks = np.arange(1, N + 1) / N
    distance = np.abs(np.sort(u) - ranks + 0.5 / N).max()
    assert distance * N**0.5 < 1.95
    if not CASES[name].replicates:
        assert abs(np.corrcoef(u[1:], u[:-1])[0, 1]) < 4 / N**0.5


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.replicates])
def test_replicates_are_dealt_out_in_turn_and_their_estimates_are_independent(name):
    """Points of two scramblings depend on each other, but not what they estimate: seen over 40 seeds."""
    n_points, streams = 67, STREAMS[:3]
    estimates = []
    for seed in range(40):
        design = made(name, seed, n=16 * n_points)
        u = np.stack([design.uniforms(*stream, 0, 16 * n_points) for stream in streams])
        values = np.exp(u).prod(axis=0) - (np.e - 1) ** len(streams)
        estimates.append(values.reshape(n_points, 16).mean(axis=0))
    estimates = np.array(estimates)
    correlations = np.corrcoef(estimates, rowvar=False)[np.triu_indices(16, 1)]
    assert abs(correlations.mean()) < 4 / (40 * 120) ** 0.5
    assert np.std(correlations) < 1.3 / 40**0.5
    # Student's t with 15 degrees of freedom: 2.1314 for 95 %; at least 33 of 40 has probability 0.998.
    t = estimates.mean(axis=1) / (estimates.std(axis=1, ddof=1) / 4)
    assert (np.abs(t) < 2.1314).sum() >= 33
    assert 0.6 < (t**2).mean() / (15 / 13) < 1.6
    # Each is far better than as many independent draws.
    independent = ((np.e**2 - 1) / 2) ** 3 - (np.e - 1) ** 6
    assert estimates.var() < 0.15 * independent / n_points


@pytest.mark.parametrize("name", CASES)
def test_coordinates_have_a_value_for_every_draw(name):
    design = made(name)
    draws = np.array([0, 1, 4, design.n_draws - 1])
    found, whole = design.coordinates(draws), design.coordinates(np.arange(design.n_draws))
    assert tuple(found) == CASES[name].coordinates
    assert set(design.described()) <= set(found)
    for each, values in found.items():
        assert values.shape == draws.shape
        assert values.dtype.kind in "iUf"
        assert (values == whole[each][draws]).all()
        assert whole[each].size < 5 or np.unique(whole[each]).size > 1


def test_a_worker_needs_neither_salib_nor_scipy_stats(tmp_path, root):
    expected = {name: made(name, n=1_000) for name in CASES}
    (tmp_path / "designs").write_bytes(pickle.dumps(expected))
    code = (
        "import pickle, sys, mcsim.inputs.table\n"
        f"made = pickle.loads(open({str(tmp_path / 'designs')!r}, 'rb').read())\n"
        "found = {k: [each.uniforms(*s, 0, 999) for s in each.frame.streams] for k, each in made.items()}\n"
        f"pickle.dump(found, open({str(tmp_path / 'found')!r}, 'wb'))\n"
        "print(*{'SALib', 'scipy.stats', 'pandas'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert said.stdout.strip() == ""
    found = pickle.loads((tmp_path / "found").read_bytes())
    for name, design in expected.items():
        for stream, u in zip(STREAMS, found[name], strict=True):
            assert u.tobytes() == design.uniforms(*stream, 0, 999).tobytes(), name


@pytest.mark.parametrize("name", CASES)
def test_a_design_is_small_unless_salib_made_it(name):
    design = made(name)
    design.uniforms("uptake", 0, 0, N)
    size = len(pickle.dumps(design))
    assert size < (2_000 if not CASES[name].assumes_independence else 8 * len(STREAMS) * N + 2_000)


GRID = {"inputs": ["uptakf", ""], "ranges": None}
WRONG = [
    ("sobol", {}, 15, "draws: is 15, and sobol gives its draws in turn to 16 replicates"),
    ("latin_hypercube", {}, 3, "draws: is 3, and latin_hypercube"),
    ("halton", {}, 111, "halton needs 112 for the 4 uniforms"),
    ("saltelli", {"second_order": "no"}, N, "second_order: is 'no'; give true or false"),
    ("saltelli", {}, 79, "draws: is 79, and saltelli needs 8 x (2 x 4 + 2) draws, which makes 80"),
    ("saltelli", {"second_order": False}, 47, "saltelli needs 8 x (1 x 4 + 2) draws, which makes 48"),
    ("morris", {"levels": 5}, N, "levels: is 5, and half of them make a step; give an even number"),
    ("morris", {"levels": True}, N, "levels: is True; give a whole number of at least 2"),
    ("morris", {}, 19, "morris needs 4 trajectories of 4 + 1 draws, which makes 20"),
    ("fast", {"harmonics": 0}, N, "harmonics: is 0; give a whole number of at least 1"),
    ("fast", {}, 259, "fast needs 65 draws for each uniform, which makes 260"),
    ("rbd_fast", {}, 79, "draws: is 79, and rbd_fast needs 8 draws for each of 10 harmonics"),
    ("one_at_a_time", {"low": 0.0}, N, "low: is 0; give a cumulative probability between 0 and 1"),
    ("one_at_a_time", {"low": 0.95}, N, "low: is 0.95, not below high, 0.9"),
    ("one_at_a_time", {"inputs": ["x"]}, N, "inputs: `x` is no uncertain input; known: "),
    ("one_at_a_time", {"inputs": "uptake"}, N, "inputs: is 'uptake'; give a list of names"),
    ("two_way_grid", {**GRID, "inputs": ["uptakf"]}, N, "inputs: names 1; name exactly two"),
    ("two_way_grid", {**GRID, "inputs": ["uptakf", "uptakf"]}, N, "inputs: names `uptakf` twice"),
    ("two_way_grid", {**GRID, "inputs": ["", "uptake"]}, N, "give its range, as in `ranges: {uptake: [0"),
    ("two_way_grid", {**GRID, "inputs": ["uptakf", "x"]}, N, "inputs: `x` is no scalar input"),
    ("two_way_grid", {"ranges": {"": [2, 1]}}, N, "ranges: that of `` is [2, 1]; give its lowest and"),
    ("two_way_grid", {"ranges": {"uptake": [1, 2]}}, N, "ranges: `uptake` is not one of `inputs`"),
    ("two_way_grid", {"points": 1}, N, "points: is 1; give a whole number of at least 2"),
    ("two_way_grid", {"points": [3, 2.5]}, N, "points: is 2.5; give a whole number"),
    ("two_way_grid", {"points": 10**9}, N, "points: is 1000000000; give a whole number of at least 2 and"),
    ("two_way_grid", {"ranges": {"": [1, 10**400]}}, N, "ranges: that of `` is [1, 1000"),
    ("scenarios", {"scenarios": {"a": {"x": 10**400}}}, N, "scenarios.a.x: is 1000"),
    ("scenarios", {"scenarios": {"a": {"x": 10**5000}}}, N, "scenarios.a.x: is a value of type int; give a"),
    ("nested", {"inputs": []}, N, "inputs: is []; give a list of names, as in [uptake, uptakf]"),
    ("nested", {"inputs": ["uptake", "uptakf", ""]}, N, "inputs: names every uncertain input"),
    ("nested", {"inner": 1}, N, "inner: is 1; give a whole number of at least 2"),
    ("nested", {}, 39, "2 outer draws of 20 inner ones make 40; ask for at least 40"),
    ("scenarios", {"scenarios": {}}, N, "scenarios: is {}; name at least one"),
    ("scenarios", {"scenarios": {"a": 1}}, N, "scenarios.a: is 1; give values by scalar"),
    ("scenarios", {"scenarios": {"a": {"x": "y"}}}, N, "scenarios.a.x: is 'y'; give a finite number"),
    ("scenarios", {"scenarios": {"a": {"x": float("nan")}}}, N, "scenarios.a.x: is nan; give a finite"),
    ("scenarios", {"others": "fixed"}, N, "others: is 'fixed'; give mean or sampled"),
    ("groups", {"groups": {}}, N, "groups: is {}; name at least one, as in {costs: [bed_day, visit], ...}"),
    ("groups", {"groups": ["uptake"]}, N, "groups: is ['uptake']; name at least one"),
    ("groups", {"groups": {"a": []}}, N, "groups.a: is []; give a list of names"),
    ("groups", {"groups": {"a": "uptake"}}, N, "groups.a: is 'uptake'; give a list of names"),
    ("groups", {"groups": {"a": ["uptak"]}}, N, "groups.a: `uptak` is no uncertain input; did you mean `upt"),
    ("groups", {"groups": {"a": ["uptake", "uptake"]}}, N, "groups.a: names `uptake` twice; name it once"),
    ("groups", {"groups": {"a": ["uptake"], "b": ["", "uptake"]}}, N, "groups.b: `uptake` stands in group"),
    ("groups", {}, 7, "draws: is 7, and 2 samples of 2 groups + 2 draws make 8; ask for at least 8"),
    ("scenarios", {}, 5, "3 scenarios with others sampled need 6; ask for at least 6"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "options", "n", "says"), WRONG)
def test_what_does_not_fit_is_said_in_a_sentence(name, options, n, says):
    with pytest.raises(ConfigError) as raised:
        made(name, n=n, **options)
    assert len(raised.value.problems) == 1
    assert says in str(raised.value)


def test_every_unknown_scalar_of_every_scenario_is_told_at_once():
    frame = replace(Frame(1, 100, STREAMS), scalars=("uptake_low", "uptake_high", "uptakf", "fixed_cost"))
    options = {
        "scenarios": {"a": {"uptake": 1, "fixed_cost": 2}, "b": {"uptake_low": 1, "x": 2, "uptakf": "z"}}
    }
    with pytest.raises(ConfigError) as raised:
        make_design(DesignChoice(name="scenarios", options=options), frame)
    assert [problem.rule.partition(";")[0] for problem in raised.value.problems] == [
        "scenarios.a: `uptake` is no scalar input",
        "scenarios.b: `x` is no scalar input",
        "scenarios.b.uptakf: is 'z'",
    ]
    ranges = {"uptake_low": [0, 1], "fixed_cost": [1, 2]}
    grid = DesignChoice(name="two_way_grid", options={"inputs": list(ranges), "ranges": ranges})
    assert make_design(grid, replace(frame, n_draws=121)).n_draws == 121


@pytest.mark.parametrize("name", ["saltelli", "morris", "fast", "rbd_fast", "one_at_a_time"])
def test_nothing_uncertain_is_nothing_to_vary(name):
    choice = DesignChoice(name=name, options=CASES[name].options)
    with pytest.raises(ConfigError, match="no input is uncertain; choose monte_carlo"):
        make_design(choice, Frame(1, N, ()))
