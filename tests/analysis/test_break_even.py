"""When a programme has paid back: against normal increments, and by hand."""

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from mcsim.analysis.cea.cost_saving import cost_saving
from mcsim.analysis.ledger.break_even import QUANTILES, break_even
from mcsim.errors import AnalysisError
from tests.analysis.further_data import made
from tests.analysis.ledger_cases import ledger_of, only

N = 100_000
MEANS, SPREADS = np.array([100.0, -40.0, -50.0]), np.array([30.0, 40.0, 50.0])
EFFECTS, EFFECT_SPREADS = np.array([0.001, 0.002, 0.0]), np.array([0.001, 0.002, 0.003])


@pytest.mark.parametrize("wtp", [0.0, 20_000.0])
def test_independent_normal_years(wtp):
    rng = np.random.default_rng(71)
    care = rng.normal(MEANS, SPREADS, (N, 3))
    health = rng.normal(EFFECTS, EFFECT_SPREADS, (N, 3))
    found = only(break_even(ledger_of(care=care, health=health), [wtp])).isel(wtp=0)
    mean = np.cumsum(MEANS - wtp * EFFECTS)
    spread = np.sqrt(np.cumsum(SPREADS**2 + (wtp * EFFECT_SPREADS) ** 2))
    np.testing.assert_allclose(found["cumulative_se"], spread / N**0.5, rtol=0.02)
    assert (abs(found["cumulative"] - mean) < 3.5 * spread / N**0.5).all()
    z = ndtri(QUANTILES)
    quantiles = mean[:, np.newaxis] + spread[:, np.newaxis] * z
    density = np.exp(-(z**2) / 2.0) / (2.0 * np.pi) ** 0.5
    error = spread[:, np.newaxis] * np.sqrt(np.array(QUANTILES) * (1 - np.array(QUANTILES)) / N) / density
    assert (abs(found["cumulative_quantile"] - quantiles) < 4.0 * error).all()
    never = ndtr(mean[-1] / spread[-1])
    assert abs(found["never"] - never) < 3.5 * (never * (1 - never) / N) ** 0.5
    assert found["never_lower"] < never < found["never_upper"]
    np.testing.assert_allclose(found["never_se"], (never * (1 - never) / (N - 1)) ** 0.5, rtol=0.02)
    lasting = np.flatnonzero(np.logical_and.accumulate((mean <= 0.0)[::-1])[::-1])
    year = lasting[0] + 1.0 if lasting.size else np.nan
    np.testing.assert_equal(float(found["break_even_year"]), year)


def test_breaking_even_means_staying_so():
    """Two years with equal variance and mean 0: P(both sums <= 0) = 1/4 + arcsin(1/sqrt 2) / (2 pi) = 3/8."""
    care = np.random.default_rng(72).normal(0.0, 10.0, (N, 2))
    found = only(break_even(ledger_of(care=care))).isel(wtp=0)
    share = found["broken_even"].values
    assert abs(share - [3 / 8, 1 / 2]).max() < 3.5 * 0.5 / N**0.5
    assert (found["broken_even_lower"] < share).all()
    assert (found["broken_even_upper"] > share).all()
    np.testing.assert_allclose(found["broken_even_se"], (share * (1 - share) / (N - 1)) ** 0.5)


def test_by_hand():
    """Draws that break even at once, in year 2 exactly, in year 3 after a relapse, and never."""
    care = [[-5.0, 0.0, 0.0], [10.0, -10.0, 0.0], [-5.0, 10.0, -20.0], [40.0, -1.0, -1.0]]
    found = only(break_even(ledger_of(care=care))).isel(wtp=0)
    assert found["broken_even"].values.tolist() == [0.25, 0.5, 0.75]
    assert found["never"] == 0.25
    assert found["cumulative"].values.tolist() == [10.0, 9.75, 4.5]
    assert np.isnan(found["break_even_year"])
    assert found["median_break_even_year"] == 2.0
    again = only(break_even(ledger_of(care=np.array(care) - [0.0, 0.0, 4.5]))).isel(wtp=0)
    assert again["cumulative"].values.tolist() == [10.0, 9.75, 0.0]
    assert again["break_even_year"] == 3.0


def test_an_average_that_falls_below_and_rises_again_has_broken_even_only_for_good():
    found = only(break_even(ledger_of(care=[[-5.0, 6.0, -2.0], [-5.0, 6.0, -2.0]])))
    assert found["break_even_year"] == 3.0
    assert only(break_even(ledger_of(care=[[-5.0, 6.0]])))["break_even_year"].isnull().all()


def test_nothing_at_all_has_broken_even_from_the_first_year():
    found = only(break_even(ledger_of(care=np.zeros((5, 2)), health=np.zeros((5, 2))), [0.0, 10.0]))
    assert (found["break_even_year"] == 1.0).all()
    assert (found["never"] == 0.0).all()
    assert not np.signbit(found["cumulative"]).any()
    assert not np.signbit(found["cumulative_quantile"]).any()


def test_willingness_to_pay_brings_the_year_forward():
    ledger = ledger_of(care=[[30.0, 0.0, 0.0]] * 2, health=[[0.001, 0.001, 0.001]] * 2)
    found = only(break_even(ledger, [0.0, 10_000.0, 15_000.0, 30_000.0]))
    np.testing.assert_equal(found["break_even_year"].values, [np.nan, 3.0, 2.0, 1.0])
    np.testing.assert_allclose(found["cumulative"].sel(wtp=15_000.0), [15.0, 0.0, -15.0], atol=1e-12)


def test_intervals_of_the_years():
    """Means 20, 2, -20 with standard error 5: the upper end is not below 0 before year 3, the lower in 2."""
    noise = np.array([-1.0, 1.0] * 50)[:, np.newaxis] * 5.0 * 99**0.5
    care = np.array([20.0, -18.0, -22.0]) + noise * [1.0, 0.0, 0.0]
    found = only(break_even(ledger_of(care=care))).isel(wtp=0)
    np.testing.assert_allclose(found["cumulative_se"], 5.0)
    years = [float(found[f"break_even_year{end}"]) for end in ("_lower", "", "_upper")]
    assert years == [2.0, 3.0, 3.0]
    shares = found["broken_even"].values
    assert shares.tolist() == [0.5, 0.5, 0.5]
    halves = [float(found[f"median_break_even_year{end}"]) for end in ("_lower", "", "_upper")]
    np.testing.assert_equal(halves, [1.0, 1.0, np.nan])


@pytest.mark.parametrize("replicates", [0, 4])
def test_never_and_broken_even_by_the_last_year_are_all_draws(replicates):
    data = made(attrs={"replicates": replicates})
    found = break_even(data["ledger"], [0.0, 20_000.0])
    np.testing.assert_allclose(found["never"] + found["broken_even"].isel(year=-1), 1.0, rtol=1e-15)
    np.testing.assert_allclose(found["never_se"], found["broken_even_se"].isel(year=-1), rtol=1e-12)
    assert (found["broken_even"].diff("year") >= 0.0).all()
    saving = cost_saving(data["outcomes"]).sel(strategy=found["strategy"])
    at_nil = found.sel(wtp=0.0)
    np.testing.assert_allclose(1.0 - at_nil["never"], saving["cost_saving"], rtol=1e-14)
    np.testing.assert_allclose(at_nil["never_se"], saving["cost_saving_se"], rtol=1e-10)
    np.testing.assert_allclose(1.0 - at_nil["never_upper"], saving["cost_saving_lower"], atol=1e-14)


@pytest.mark.parametrize(
    ("wtp", "rule"), [([-1.0, 5.0], "at least 0"), ([2.0, 1.0], "not above"), ("much", "not numbers")]
)
def test_a_grid_that_is_none_is_refused(wtp, rule):
    with pytest.raises(AnalysisError, match=rule) as caught:
        break_even(ledger_of(care=np.zeros((2, 1))), wtp)
    assert len(caught.value.problems) == 1
