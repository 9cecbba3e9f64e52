"""Results by structure: by hand, against the averages, against a mixture's closed form, and by coverage."""

import numpy as np
import pytest
import xarray as xr
from scipy.special import ndtr, ndtri

from mcsim.analysis.cea.ceac import ceac
from mcsim.analysis.cea.cost_saving import cost_saving
from mcsim.analysis.cea.means import means
from mcsim.analysis.cea.net_benefit import net_benefit
from mcsim.analysis.structure.by_structure import by_structure
from mcsim.errors import AnalysisError
from mcsim.results.datasets import outcomes
from tests.analysis.further_data import made, structural
from tests.analysis.sobol import scrambled

WTP = [15_000.0, 20_000.0]


def two(structure, cost, effect, attrs=None, draws=None, **changes):
    """Outcomes of two strategies and the input that tells the structure of each draw."""
    cost, effect = np.asarray(cost, dtype=float), np.asarray(effect, dtype=float)
    data = outcomes(
        np.stack([np.full_like(cost, 100.0), 100.0 + cost], axis=1),
        np.stack([np.full_like(effect, 1.0), 1.0 + effect], axis=1),
        ["usual care", "new"],
        attrs=attrs,
        draws=draws,
    )
    told = structural(structure, **{"names": ["local", "national"], **changes})
    return data, xr.Dataset({"choice_part": told}, {"draw": data["draw"].values})


def new(found, **at):
    return found.sel(strategy="new", **at).isel(perspective=0)


def test_by_hand():
    data, inputs = two([0, 1, 0, 1, 0], [10, 20, 30, 40, 80], [0.0, 0.002, 0.002, 0.001, 0.003])
    found = by_structure(data, inputs, WTP)
    assert found["structure"].values.tolist() == ["choice: local", "choice: national"]
    assert found["choice"].values.tolist() == ["choice", "choice"]
    assert found["name"].values.tolist() == ["local", "national"]
    assert found["n_draws"].values.tolist() == [3, 2]
    assert found["share"].values.tolist() == [0.6, 0.4]
    np.testing.assert_allclose(found["share_se"], (0.6 * 0.4 / 4) ** 0.5)
    np.testing.assert_allclose(new(found)["inc_cost"], [40.0, 30.0], rtol=1e-12)
    expected = [np.std([10, 30, 80], ddof=1) / 3**0.5, np.std([20, 40], ddof=1) / 2**0.5]
    np.testing.assert_allclose(new(found)["inc_cost_se"], expected, rtol=1e-9)
    np.testing.assert_allclose(new(found)["inc_effect"], [0.005 / 3, 0.0015], rtol=1e-9)
    # At 15,000 the increments are -10, 0, -35 and 10, -25.
    at = new(found, wtp=15_000)
    np.testing.assert_allclose(at["inmb"], [-15.0, -7.5], rtol=1e-9)
    np.testing.assert_allclose(
        at["inmb_se"], [np.std([-10, 0, -35], ddof=1) / 3**0.5, np.std([10, -25], ddof=1) / 2**0.5], rtol=1e-9
    )
    assert new(found, wtp=20_000)["pairwise_probability"].values.tolist() == [pytest.approx(1 / 3), 0.5]
    assert found["why_no_error"].values.tolist() == ["", ""]


def test_no_net_benefit_is_not_more_than_none():
    """P(INMB > 0) is strict, where an acceptability curve splits ties between the strategies."""
    data, inputs = two([0, 0, 1], [0, 5, 5], [0, 0, 1])
    found = by_structure(data, inputs, WTP)
    assert new(found)["pairwise_probability"].isel(wtp=0).values.tolist() == [0.0, 1.0]
    assert ceac(data.isel(draw=[0, 1]), WTP)["ceac"].sel(strategy="new").values.ravel().tolist() == [0.25] * 2


@pytest.mark.parametrize("replicates", [0, 4])
@pytest.mark.parametrize("missing", [(), (3, 19, 400, 401)])
def test_shares_times_means_are_the_averages(replicates, missing):
    draws = np.setdiff1d(np.arange(600), missing)
    data = made(draws=draws, attrs={"replicates": replicates})
    found = by_structure(data["outcomes"], data["inputs"], WTP)
    whole = {**means(data["outcomes"]), **net_benefit(data["outcomes"], WTP)}
    positive = net_of_comparator(data["outcomes"]) > 0.0
    for choice in ("choice", "reach"):
        own = found.isel(structure=found["choice"].values == choice)
        assert own["n_draws"].sum() == draws.size
        assert own["share"].sum() == pytest.approx(1.0, abs=1e-12)
        for name in ("inc_cost", "inc_effect", "inmb"):
            average = (own["share"] * own[name]).sum("structure")
            np.testing.assert_allclose(average, whole[name], rtol=1e-9, atol=1e-9)
        average = (own["share"] * own["pairwise_probability"]).sum("structure", skipna=False)
        expected = positive.mean("draw").transpose(*average.dims)
        np.testing.assert_allclose(average.sel(strategy="a"), expected.sel(strategy="a"), rtol=1e-12)


def net_of_comparator(data):
    over = data - data.sel(strategy="b")
    wtp = xr.DataArray(WTP, dims="wtp", coords={"wtp": WTP})
    return wtp * over["effect"] - over["cost"]


@pytest.mark.parametrize("seed", [1, 2])
def test_each_structure_is_what_the_measures_say_of_its_draws(seed):
    data = made(seed=seed)
    found = by_structure(data["outcomes"], data["inputs"], WTP)
    for at in range(found.sizes["structure"]):
        here = found.isel(structure=at)
        scalar = {"choice": "choice_part", "reach": "reach"}[str(here["choice"].item())]
        own = data["outcomes"].isel(draw=data["inputs"][scalar].values == here["value"].item())
        benefit, average = net_benefit(own, WTP), means(own)
        for name in ("inc_cost", "inc_cost_se", "inc_effect", "inc_effect_se"):
            np.testing.assert_allclose(here[name], average[name], rtol=1e-12)
        for name in ("inmb", "inmb_se"):
            np.testing.assert_allclose(here[name], benefit[name], rtol=1e-12)
        pair = ceac(own.sel(strategy=["b", "c"]), WTP).sel(strategy="c")
        for end in ("", "_se", "_lower", "_upper"):
            np.testing.assert_allclose(
                here[f"pairwise_probability{end}"].sel(strategy="c"), pair[f"ceac{end}"], rtol=1e-9
            )
        assert here["pairwise_probability"].sel(strategy="b").isnull().all()
        assert (here["inmb"].sel(strategy="b") == 0.0).all()


def test_a_structure_that_no_draw_has():
    data, inputs = two([0, 0, 2, 0], [1, 2, 3, 5], [0, 0, 0, 0], names=["one", "never", "rare"])
    found = by_structure(data, inputs, WTP)
    assert found["n_draws"].values.tolist() == [3, 0, 1]
    assert found["share"].values.tolist() == [0.75, 0.0, 0.25]
    assert found["why_no_error"].values.tolist() == ["", "no draw of it", "only one draw"]
    never, rare = (new(found).isel(structure=at) for at in (1, 2))
    for name in ("inc_cost", "inc_effect", "inmb", "pairwise_probability"):
        assert never[name].isnull().all()
        assert never[f"{name}_se"].isnull().all()
        assert rare[name].notnull().all()
        assert rare[f"{name}_se"].isnull().all()


def test_flags_need_not_be_numbers_from_0_on():
    data, inputs = two([0.25, 7, 7, 0.25], [1, 2, 3, 5], [0] * 4, flags=[7, 0.25], names=["seven", "quarter"])
    found = by_structure(data, inputs)
    assert found["wtp"].values.tolist() == [20_000.0, 30_000.0]
    np.testing.assert_allclose(new(found)["inc_cost"], [2.5, 3.0])
    assert found["value"].values.tolist() == [7.0, 0.25]


def changed(**attrs):
    data, inputs = two([0, 1, 0, 1], [1, 2, 3, 5], [0] * 4)
    inputs["choice_part"].attrs.update(attrs)
    return data, inputs


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (lambda: changed(flag_values=[0.0]), "choice_part: has the flag values [0.0] and the meanings"),
        (lambda: changed(flag_values=[0.0, 0.0]), "give each value one meaning"),
        (lambda: changed(flag_values=[0.0, 2.0]), "holds 1 in some draws, which is none of [0.0, 2.0]"),
        (lambda: changed(flag_meanings="local, national"), "are no list in JSON"),
        (lambda: changed(flag_meanings='["same", "same"]'), "two structures are called choice: same"),
        (lambda: (changed()[0], changed()[1].isel(draw=[0, 1, 2])), "are not of the draws of the outcomes"),
        (lambda: (changed()[0].assign_coords(draw=[0, 1, 2, 9]), changed()[1]), "inputs and outcomes of one"),
        (lambda: (changed()[0], changed()[1].drop_attrs()), "none is a structural choice"),
    ],
)
def test_what_tells_no_structure_is_refused(given, says):
    with pytest.raises(AnalysisError) as raised:
        by_structure(*given())
    assert says in str(raised.value)


# A mixture of two normal distributions of incremental cost; net benefit at a wtp of 0 is its negative.
P_LOCAL, MEANS, SDS = 0.3, np.array([-100.0, 250.0]), np.array([200.0, 300.0])
TRUTH = {
    "share": np.array([P_LOCAL, 1.0 - P_LOCAL]),
    "inc_cost": MEANS,
    "inmb": -MEANS,
    "pairwise_probability": ndtr(-MEANS / SDS),
}


def mixture(u, z):
    """Structure and incremental cost of draws from two uniform and normal columns."""
    structure = (u >= P_LOCAL).astype(float)
    return structure, MEANS[structure.astype(int)] + SDS[structure.astype(int)] * z


def figures(found):
    """Estimate, error and interval of every figure, by structure."""
    at = new(found).isel(wtp=0)
    quantile = found.attrs["error_quantile"]
    for name in TRUTH:
        value, error = at[name].values, at[f"{name}_se"].values
        if f"{name}_lower" in at:
            yield name, value, error, at[f"{name}_lower"].values, at[f"{name}_upper"].values
        else:
            yield name, value, error, value - quantile * error, value + quantile * error


def covered(repetition, n_repetitions):
    """Share of repetitions whose interval holds the truth, and the ratio of stated to true error."""
    inside = {name: np.zeros(2) for name in TRUTH}
    values, errors = ({name: [] for name in TRUTH} for _ in range(2))
    for number in range(n_repetitions):
        for name, value, error, lower, upper in figures(by_structure(*repetition(number), [0.0])):
            inside[name] += (lower <= TRUTH[name]) & (TRUTH[name] <= upper)
            values[name].append(value)
            errors[name].append(error)
    stated = {name: np.sqrt(np.mean(np.square(each), axis=0)) for name, each in errors.items()}
    true = {name: np.std(each, axis=0, ddof=1) for name, each in values.items()}
    return {name: n / n_repetitions for name, n in inside.items()}, {n: stated[n] / true[n] for n in TRUTH}


def test_a_mixture_gives_its_closed_form():
    rng = np.random.default_rng(11)
    structure, cost = mixture(rng.random(200_000), rng.standard_normal(200_000))
    for name, value, error, _, _ in figures(by_structure(*two(structure, cost, 0.0 * cost), [0.0])):
        assert (abs(value - TRUTH[name]) < 4.0 * error).all(), name
        assert (error > 0.0).all()
    saving = cost_saving(two(structure, cost, 0.0 * cost)[0])["cost_saving"].sel(strategy="new").item()
    assert saving == pytest.approx(float(TRUTH["share"] @ TRUTH["pairwise_probability"]), abs=0.005)


N_REPETITIONS = 300
# 300 repetitions of 8 figures: 95 % give or take 3.1 binomial standard errors.
LOWEST, HIGHEST = 0.911, 0.989


def test_intervals_over_draws_cover_what_they_promise():
    def repetition(number):
        rng = np.random.default_rng([21, number])
        structure, cost = mixture(rng.random(1_000), rng.standard_normal(1_000))
        return two(structure, cost, 0.0 * cost)

    shares, ratios = covered(repetition, N_REPETITIONS)
    for name, share in shares.items():
        assert ((share >= LOWEST) & (share <= HIGHEST)).all(), (name, share)
        np.testing.assert_allclose(ratios[name], 1.0, atol=0.12)


R = 16


def test_intervals_between_replicates_cover_what_they_promise():
    """Independent scramblings of Sobol' points, of which each structure gets as many as chance will have."""
    log2_points = 5
    points = scrambled(log2_points, R * N_REPETITIONS, np.random.default_rng(31))
    points = points.reshape(2**log2_points, N_REPETITIONS, R, 2)

    def repetition(number):
        u, v = points[:, number].reshape(-1, 2).T
        structure, cost = mixture(u, ndtri(v))
        return two(structure, cost, 0.0 * cost, attrs={"replicates": R})

    shares, ratios = covered(repetition, N_REPETITIONS)
    for name, share in shares.items():
        # Wilson's interval is no narrower than the steps of a share in a replicate, so it may be wider.
        assert (share >= LOWEST).all(), (name, share)
        assert name in ("share", "pairwise_probability") or (share <= HIGHEST).all(), (name, share)
        np.testing.assert_allclose(ratios[name], 1.0, atol=0.12)


def test_errors_between_replicates_are_those_of_a_ratio():
    """With a jackknife over replicates as the oracle, which shares no formula with them."""
    rng = np.random.default_rng(8)
    structure, cost = mixture(rng.random(R * 200), rng.standard_normal(R * 200))
    found = by_structure(*two(structure, cost, 0.0 * cost, attrs={"replicates": R}), [0.0])
    lot = np.arange(R * 200) % R
    for at in (0, 1):
        for name, of_draw in {"inc_cost": cost, "pairwise_probability": (-cost > 0).astype(float)}.items():
            without = [of_draw[(structure == at) & (lot != number)].mean() for number in range(R)]
            jackknife = ((R - 1) / R * ((without - np.mean(without)) ** 2).sum()) ** 0.5
            error = new(found)[f"{name}_se"].isel(structure=at).values.ravel()[0]
            assert error == pytest.approx(jackknife, rel=0.01), name


@pytest.mark.parametrize(
    ("rare", "says"),
    [
        ([5, 21], "15 of 16 replicates hold fewer than 2 draws of it"),
        ([*range(15), *range(16, 31)], "1 of 16 replicates hold fewer than 2 draws of it"),
        ([*range(32)], ""),
    ],
)
def test_a_replicate_without_draws_of_a_rare_structure_leaves_no_error_and_says_why(rare, says):
    structure, cost = np.zeros(640), np.random.default_rng(3).normal(size=640)
    structure[rare] = 1.0
    found = by_structure(*two(structure, cost, cost, attrs={"replicates": R}), WTP)
    assert found["why_no_error"].values.tolist() == ["", says]
    assert found["n_draws"].values.tolist() == [640 - len(rare), len(rare)]
    here = new(found).isel(structure=1)
    np.testing.assert_allclose(here["inc_cost"], cost[rare].mean(), rtol=1e-9)
    for name in ("inc_cost_se", "inc_effect_se", "inmb_se", "pairwise_probability_se"):
        assert here[name].isnull().all() == bool(says), name
        assert new(found)[name].isel(structure=0).notnull().all()
    assert here["pairwise_probability_lower"].isnull().all() == bool(says)
    assert found["share_se"].notnull().all()


def test_one_replicate_has_no_error():
    data, inputs = two([0, 1, 0, 1], [1, 2, 3, 5], [0] * 4, attrs={"replicates": 1})
    found = by_structure(data, inputs)
    assert found["why_no_error"].values.tolist() == ["only one replicate"] * 2
    assert found["share_se"].isnull().all()
    assert new(found)["inmb_se"].isnull().all()


def test_a_long_grid_gives_the_same_as_its_points():
    data = made()
    grid = by_structure(data["outcomes"], data["inputs"], np.linspace(0.0, 50_000.0, 51))
    some = by_structure(data["outcomes"], data["inputs"], WTP)
    xr.testing.assert_allclose(grid.sel(wtp=WTP), some, rtol=1e-12)
