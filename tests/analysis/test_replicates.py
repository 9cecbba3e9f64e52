"""Replicated designs: every standard error comes from between the replicates, and covers the truth."""

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from mcsim.analysis.cea.frontier import NOTHING_BEFORE, frontier
from mcsim.analysis.intervals import effective_draws, error_quantile, wilson
from mcsim.analysis.summary import summarise
from mcsim.analysis.table import MEASURES
from mcsim.errors import AnalysisError
from mcsim.models.linear_gaussian import normal_evpi
from mcsim.results.datasets import outcomes
from tests.analysis.cases import CASES
from tests.analysis.sobol import scrambled

R, T15 = 16, 2.1314495455597742
POINTS = [0.0, 20_000.0, 30_000.0]
EVERY_FIGURE = [(name, figure) for name, case in CASES.items() for figure in case.with_error]
LINEAR = ("means", "net_benefit", "ceac", "cost_saving", "expected_loss")
QUARANTINED = (3, 19, 400, 401)


def sobol_outcomes(log2_points=6, missing=()):
    """Three strategies and two perspectives, from 16 scramblings dealt to the draws in turn."""
    n_points = 2**log2_points
    points = scrambled(log2_points, 3 * R, np.random.default_rng(5))
    z = ndtri(points.reshape(n_points * R, 6))
    more = np.array([[0.0, 1.0, 2.0], [0.0, 1.5, 2.0]])[:, :, np.newaxis]
    cost = 1_000.0 + 300.0 * z[:, :1, np.newaxis] + more[0] * (400.0 + 300.0 * z[:, np.newaxis, 1:3])
    effect = 10.0 + 0.1 * z[:, 3:4, np.newaxis] + more[1] * (0.02 + 0.02 * z[:, np.newaxis, 4:])
    kept = np.setdiff1d(np.arange(n_points * R), missing)
    names = {"strategies": ["a", "b", "c"], "perspectives": ["health", "public"]}
    return outcomes(cost[kept], effect[kept], draws=kept, attrs={"replicates": R}, **names)


def alone(data, replicate):
    """One replicate's draws as if they were a run of independent ones, numbered by their points."""
    own = data.isel(draw=np.flatnonzero(data["draw"].values % R == replicate))
    return own.assign_coords(draw=own["draw"] // R).assign_attrs(replicates=0)


def asked(name, data, wtp=POINTS):
    measure = MEASURES[name]
    return measure.function(data, wtp) if measure.takes_wtp else measure.function(data)


@pytest.fixture(scope="module", params=[(), QUARANTINED], ids=["all draws", "some quarantined"])
def data(request):
    return sobol_outcomes(missing=request.param)


def test_a_replicate_is_summed_as_if_it_were_alone(data):
    summary = summarise(data, POINTS, block=256)
    assert len(summary.replicates) == R
    for number, found in enumerate(summary.replicates):
        own = summarise(alone(data, number), POINTS, block=256 // R)
        for one, other in zip(found.moments, own.moments, strict=True):
            assert one.n_draws == other.n_draws
            assert one.mean.tobytes() == other.mean.tobytes()
            np.testing.assert_allclose(one.scatter, other.scatter, rtol=1e-13, atol=1e-10)
            np.testing.assert_array_equal(one.n_cheaper, other.n_cheaper)
        for one, other in zip(found.best, own.best, strict=True):
            assert one.share().tobytes() == other.share().tobytes()
            assert one.loss.tobytes() == other.loss.tobytes()


@pytest.mark.parametrize(("cost", "effect"), [(1_000.0, 0.1), (0.0, 0.0), (1e-9, 0.0)])
def test_ties_and_near_ties_are_counted_in_their_replicate(cost, effect):
    rng = np.random.default_rng(1)
    shape = (40 * R, 3)
    costs, effects = cost * rng.integers(0, 3, shape), effect * rng.integers(0, 3, shape)
    given = outcomes(costs + 5.0, effects + 1.0, ["a", "b", "c"], attrs={"replicates": R})
    for number, found in enumerate(summarise(given, POINTS).replicates):
        np.testing.assert_array_equal(
            found.best[0].share(), summarise(alone(given, number), POINTS).best[0].share()
        )


def test_values_are_those_of_all_draws_and_so_are_descriptions_of_them(data):
    independent = data.assign_attrs(replicates=0)
    for name, case in CASES.items():
        found, expected = asked(name, data), asked(name, independent)
        for figure in case.figures:
            if expected[figure].dtype.kind == "f":
                np.testing.assert_allclose(found[figure], expected[figure], rtol=1e-11, atol=1e-13)
            else:
                np.testing.assert_array_equal(found[figure], expected[figure])


@pytest.mark.parametrize(
    ("name", "figure"),
    [pair for pair in EVERY_FIGURE if pair[0] in LINEAR],
)
def test_errors_are_those_between_replicates(name, figure, data):
    each = np.stack([asked(name, alone(data, number))[figure] for number in range(R)])
    error = asked(name, data)[f"{figure}_se"]
    np.testing.assert_allclose(error, each.std(axis=0, ddof=1) / R**0.5, rtol=1e-8, atol=1e-15)


@pytest.mark.parametrize(
    ("name", "figure", "chosen", "of_each"),
    [("evpi", "evpi", "optimal_strategy", "expected_loss"), ("ceaf", "ceaf", "ceaf_strategy", "ceac")],
)
def test_the_choice_is_made_on_all_draws_together(name, figure, chosen, of_each, data):
    found = asked(name, data)
    each = [asked(of_each, alone(data, at))[of_each].sel(strategy=found[chosen]) for at in range(R)]
    error = np.std(each, axis=0, ddof=1) / R**0.5
    np.testing.assert_allclose(found[f"{figure}_se"], error, rtol=1e-9, atol=1e-15)


def test_ratios_take_covariances_between_replicates(data):
    found = asked("icers", data).isel(perspective=0)
    cost, effect = (data[name].isel(perspective=0).values for name in ("cost", "effect"))
    _, before, _ = frontier(cost.mean(axis=0), effect.mean(axis=0))
    replicate = data["draw"].values % R
    assert before.tolist() == [NOTHING_BEFORE, 0, 1]
    for strategy in (1, 2):
        c, e = (each[:, strategy] - each[:, before[strategy]] for each in (cost, effect))
        means = [[each[replicate == at].mean() for at in range(R)] for each in (c, e)]
        (v_c, v_ce), (_, v_e) = np.cov(means) / R
        ratio, here = c.mean() / e.mean(), found.isel(strategy=strategy)
        error = (v_c - 2.0 * ratio * v_ce + ratio**2 * v_e) ** 0.5 / abs(e.mean())
        assert float(here["icer_se"]) == pytest.approx(error, rel=1e-8)
        for end in (float(here["icer_lower"]), float(here["icer_upper"])):
            gap = (c.mean() - end * e.mean()) ** 2
            assert gap == pytest.approx(T15**2 * (v_c - 2.0 * end * v_ce + end**2 * v_e), rel=1e-6)


def test_first_draws_have_the_errors_of_their_own_replicates():
    data = sobol_outcomes(log2_points=7)
    found, first = asked("convergence", data), data.isel(draw=slice(0, 1_024))
    assert found["n_draws"].values.tolist() == [512, 1_024, 2_048]
    for name, figure in [("evpi", "evpi_se"), ("ceac", "ceac_upper"), ("means", "inc_cost_se")]:
        np.testing.assert_allclose(
            found[figure].sel(n_draws=1_024), asked(name, first)[figure], rtol=1e-9, atol=1e-15
        )


def test_rows_picked_from_a_long_run_stay_in_their_replicate():
    data = sobol_outcomes()
    far = data.assign_coords(draw=data["draw"] % R + 1_000_000 * R * (1 + data["draw"] // R))
    shuffled = far.isel(draw=np.random.default_rng(1).permutation(far.sizes["draw"]))
    for name in ("evpi", "means"):
        assert asked(name, shuffled).drop_attrs().identical(asked(name, data).drop_attrs())


LACKING = {
    "one replicate": sobol_outcomes().assign_attrs(replicates=1),
    "a replicate without draws": sobol_outcomes(missing=range(5, 64 * R, R)),
    "a replicate of one draw": sobol_outcomes(missing=range(5 + R, 64 * R, R)),
    "fewer draws than replicates": sobol_outcomes().isel(draw=slice(0, 7)),
    "one of the replicates alone": summarise(sobol_outcomes(), POINTS).replicates[3],
}


@pytest.mark.parametrize(("name", "figure"), EVERY_FIGURE)
@pytest.mark.parametrize("lacking", LACKING.values(), ids=LACKING)
def test_no_error_is_better_than_a_wrong_one(name, figure, lacking):
    found = asked(name, lacking).isel(n_draws=-1) if name == "convergence" else asked(name, lacking)
    assert found[figure].notnull().any()
    assert found[f"{figure}_se"].isnull().all()
    for end in ("lower", "upper"):
        if f"{figure}_{end}" in found:
            assert found[f"{figure}_{end}"].isnull().all()


def test_summaries_without_replicates_are_of_independent_draws():
    data = sobol_outcomes()
    for independent in (data.drop_attrs(deep=False), data.assign_attrs(replicates=0)):
        assert summarise(independent, POINTS).replicates == ()


@pytest.mark.parametrize("number", [-1, 2.5, "16"])
def test_a_number_of_replicates_that_is_none_is_refused(number):
    with pytest.raises(AnalysisError, match=r"attribute `replicates`.*whole number"):
        summarise(sobol_outcomes().assign_attrs(replicates=number))


@pytest.mark.parametrize("name", MEASURES)
def test_measures_hand_on_the_quantile_of_their_errors(name):
    data = sobol_outcomes()
    assert asked(name, data).attrs["error_quantile"] == pytest.approx(T15, rel=1e-12)
    independent = data.assign_attrs(replicates=0)
    assert asked(name, independent).attrs["error_quantile"] == 1.959963984540054


SHARES = np.array([0.0, 0.001, 0.3, 0.5, 0.999, 1.0])


def test_replicates_that_differ_as_independent_draws_do_have_their_interval():
    errors = np.sqrt(SHARES * (1.0 - SHARES) / 5_000)
    np.testing.assert_allclose(effective_draws(SHARES, errors, 5_000, R), 5_000, rtol=1e-12)


def test_replicates_that_agree_leave_the_part_of_a_draw_that_they_cannot_show():
    lower, upper = wilson(SHARES, effective_draws(SHARES, 0.0 * SHARES, 1_600, R), error_quantile(R))
    hidden = T15**2 / (R + T15**2) / 100
    independent = np.array(wilson(SHARES, 1_600, T15))
    least = np.minimum(hidden, np.diff(independent, axis=0)[0] / 2.0)
    assert ((upper - lower) / 2.0 >= 0.99 * least).all()
    assert (upper - lower < np.diff(independent, axis=0)[0] * (1.0 + 1e-12)).all()
    np.testing.assert_allclose(wilson(0.0, 1_600, T15)[1], upper[0])


@pytest.mark.parametrize("part", [0.0, 0.1, 0.2, 0.5, 0.9])
def test_shares_of_counts_that_hardly_vary_are_covered(part):
    """In one dimension a scrambled net counts one of two neighbouring numbers, whatever the replicate."""
    repetitions, n_points = 400, 32
    points = scrambled(5, R * repetitions, np.random.default_rng(7))[..., 0]
    share = (10 + part) / n_points
    cost = points.reshape(n_points * R, repetitions) - share
    found = shares_below_nought(cost)
    covered = (found["cost_saving_lower"] <= share) & (share <= found["cost_saving_upper"])
    assert covered.mean() >= 0.92


def shares_below_nought(cost):
    """The measure of paying for itself, one repetition for each column."""
    both = np.stack([0.0 * cost, cost], axis=1)
    names = [str(at) for at in range(cost.shape[1])]
    given = outcomes(both, 0.0 * both, ["a", "b"], perspectives=names, attrs={"replicates": R})
    return MEASURES["cost_saving"].function(given).sel(strategy="b")


INC_COST, SD_COST, INC_EFFECT, SD_EFFECT, CORRELATION = 400.0, 500.0, 0.03, 0.03, 0.4
WTP, REPETITIONS, LOG2_POINTS = 20_000.0, 600, 6
WHERE = {
    "inmb": ("net_benefit", "new"),
    "ceac": ("ceac", "new"),
    "expected_loss": ("expected_loss", "usual care"),
    "icer": ("icers", "new"),
    "cost_saving": ("cost_saving", "new"),
    "evpi": ("evpi", None),
}


@pytest.fixture(scope="module")
def gaussian():
    """Incremental cost and effect jointly normal, from 16 scrambled nets; a repetition per perspective."""
    points = scrambled(LOG2_POINTS, R * REPETITIONS, np.random.default_rng(41))
    z = ndtri(points.reshape(2**LOG2_POINTS * R, REPETITIONS, 2))
    effect = INC_EFFECT + SD_EFFECT * z[..., 0]
    cost = INC_COST + SD_COST * (CORRELATION * z[..., 0] + (1.0 - CORRELATION**2) ** 0.5 * z[..., 1])
    given = outcomes(
        np.stack([0.0 * cost, cost], axis=1),
        np.stack([0.0 * effect, effect], axis=1),
        ["usual care", "new"],
        perspectives=[f"repetition {at}" for at in range(REPETITIONS)],
        attrs={"replicates": R},
    )
    return summarise(given, [WTP]), summarise(given.assign_attrs(replicates=0), [WTP])


def truths():
    mean = WTP * INC_EFFECT - INC_COST
    together = CORRELATION * SD_COST * SD_EFFECT
    sd = (WTP**2 * SD_EFFECT**2 - 2.0 * WTP * together + SD_COST**2) ** 0.5
    evpi = normal_evpi(mean, sd)
    # The loss of staying with the comparator is E max(0, INMB), the mean plus the loss of switching.
    found = {"inmb": mean, "ceac": ndtr(mean / sd), "expected_loss": mean + evpi, "evpi": evpi}
    return {**found, "icer": INC_COST / INC_EFFECT, "cost_saving": ndtr(-INC_COST / SD_COST)}


def figures(name, summary):
    """Estimate, standard error and interval of every repetition."""
    measure, strategy = WHERE[name]
    found = MEASURES[measure].function(summary)
    found = found if strategy is None else found.sel(strategy=strategy)
    value, error = (found[key].values.ravel() for key in (name, f"{name}_se"))
    if f"{name}_lower" in found:
        return value, error, found[f"{name}_lower"].values.ravel(), found[f"{name}_upper"].values.ravel()
    half = found.attrs["error_quantile"] * error
    return value, error, value - half, value + half


@pytest.mark.parametrize("name", WHERE)
def test_intervals_from_between_replicates_cover_what_they_promise(name, gaussian):
    _, _, lower, upper = figures(name, gaussian[0])
    truth = truths()[name]
    share = np.mean((lower <= truth) & (truth <= upper))
    assert 0.927 <= share <= 0.970, share


@pytest.mark.parametrize(("name", "times"), [("inmb", 10), ("ceac", 2), ("icer", 10), ("evpi", 5)])
def test_errors_as_if_draws_were_independent_would_be_many_times_too_wide(name, times, gaussian):
    value, error, _, _ = figures(name, gaussian[0])
    _, naive, lower, upper = figures(name, gaussian[1])
    assert value.std(ddof=1) == pytest.approx(np.sqrt(np.mean(error**2)), rel=0.1)
    assert np.median(naive) > times * np.median(error)
    assert np.mean((lower <= truths()[name]) & (truths()[name] <= upper)) > 0.999
