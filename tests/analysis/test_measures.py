"""What every measure promises, and properties that must hold between them."""

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mcsim.analysis.summary import summarise
from mcsim.analysis.table import MEASURES
from mcsim.errors import AnalysisError
from mcsim.results.datasets import outcomes
from tests.analysis.cases import CASES

POINTS = [0.0, 20_000.0, 30_000.0]


def made(n=600, **changes):
    rng = np.random.default_rng(4)
    shape = (n, 3, 2)
    kept = {"comparator": "b", "currency": "EUR", "attrs": {"run_digest": "abc"}, **changes}
    cost, effect = rng.normal(1_000.0, 300.0, shape), rng.normal(1.0, 0.02, shape)
    return outcomes(cost, effect, ["a", "b", "c"], perspectives=["health", "public"], **kept)


def asked(name, data, wtp=POINTS):
    measure = MEASURES[name]
    return measure.function(data, wtp) if measure.takes_wtp else measure.function(data)


def test_every_measure_has_a_case():
    assert set(MEASURES) == set(CASES)


@pytest.mark.parametrize("name", MEASURES)
def test_variables_and_dims(name):
    case, found = CASES[name], asked(name, made())
    expected = dict(case.figures)
    expected |= {f"{figure}_se": case.figures[figure] for figure in case.with_error}
    for figure in case.with_interval:
        expected |= {f"{figure}_{end}": case.figures[figure] for end in ("lower", "upper")}
    assert {str(key): value.dims for key, value in found.data_vars.items() if key != "n_draws"} == expected


@pytest.mark.parametrize("name", MEASURES)
def test_units_names_and_provenance(name):
    data = made()
    found = asked(name, data)
    for variable in [*found.data_vars, *found.coords]:
        assert {"units", "long_name"} <= set(found[variable].attrs), variable
    assert found.attrs.items() >= data.attrs.items()
    assert MEASURES[name].title


@pytest.mark.parametrize("name", MEASURES)
def test_a_summary_serves_as_well_as_the_outcomes(name):
    data, measure = made(), MEASURES[name]
    found = measure.function(summarise(data, POINTS), *([POINTS] if name == "convergence" else []))
    xr.testing.assert_identical(found, asked(name, data))


@pytest.mark.parametrize("name", MEASURES)
def test_designs_that_are_no_probability_sample_are_refused(name):
    data = made(attrs={"design": "morris", "probability_sample": 0})
    with pytest.raises(AnalysisError, match="morris"):
        asked(name, data)


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("replicates", [0, 16])
def test_one_draw_has_values_without_errors(name, replicates):
    found = asked(name, made(n=1, attrs={"replicates": replicates}))
    for figure in CASES[name].with_error:
        assert np.isnan(found[f"{figure}_se"]).all()


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("replicates", [0, 16])
def test_datasets_survive_the_disk(name, replicates, tmp_path):
    from mcsim.results.disk import read, write

    found = asked(name, made(attrs={"replicates": replicates}))
    write(found, tmp_path / "measure.nc")
    xr.testing.assert_equal(read(tmp_path / "measure.nc"), found)


def test_one_strategy():
    data = outcomes(np.arange(5.0)[:, np.newaxis], np.ones((5, 1)), ["only"])
    assert (asked("ceac", data)["ceac"] == 1.0).all()
    found = asked("evpi", data)
    assert not found["evpi"].any()
    assert not found["too_few_switching"].any()


@pytest.mark.parametrize("replicates", [0, 3, 10])
def test_all_draws_identical(replicates):
    values = np.tile([0.0, 100.1], (20, 1)), np.tile([0.0, 0.01], (20, 1))
    data = outcomes(*values, ["a", "b"], attrs={"replicates": replicates})
    found = asked("evpi", data)
    np.testing.assert_array_equal(found["evpi"], 0.0)
    np.testing.assert_array_equal(found["evpi_se"], 0.0)
    np.testing.assert_array_equal(asked("means", data)["inc_cost_se"], 0.0)


def test_ties_in_expected_benefit_go_to_the_comparator():
    data = outcomes([[1.0, 1.0], [1.0, 1.0]], [[1.0, 1.0], [1.0, 1.0]], ["a", "b"], comparator="b")
    assert (asked("ceaf", data)["ceaf_strategy"] == "b").all()
    np.testing.assert_array_equal(asked("ceaf", data)["ceaf"], 0.5)


def test_equal_costs_count_half_in_paying_for_itself():
    data = outcomes([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 2.0]], np.ones((4, 2)), ["a", "b"])
    found = asked("cost_saving", data)
    assert found["cost_saving"].sel(strategy="b").item() == 1.5 / 4.0
    assert found["cost_saving"].sel(strategy="a").isnull().all()
    parts = np.array([1.0, 0.5, 0.0, 0.0])
    assert found["cost_saving_se"].sel(strategy="b").item() == pytest.approx(parts.std(ddof=1) / 2.0)


def test_errors_are_standard_deviations_of_each_draws_part():
    rng = np.random.default_rng(8)
    cost, effect = rng.integers(0, 4, (50, 3)) * 1.0, rng.integers(0, 3, (50, 3)) * 1.0
    benefit = 2.0 * effect - cost
    first = benefit == benefit.max(axis=1, keepdims=True)
    part = first / first.sum(axis=1, keepdims=True)
    loss = benefit.max(axis=1, keepdims=True) - benefit
    data = outcomes(cost, effect, ["a", "b", "c"])
    shares, losses = asked("ceac", data, [2.0]), asked("expected_loss", data, [2.0])
    np.testing.assert_allclose(
        shares["ceac_se"].values[:, 0, 0], part.std(axis=0, ddof=1) / 50**0.5, rtol=1e-12
    )
    np.testing.assert_allclose(
        losses["expected_loss_se"].values[:, 0, 0], loss.std(axis=0, ddof=1) / 50**0.5, rtol=1e-12
    )


tables = st.tuples(st.integers(1, 40), st.integers(1, 4)).flatmap(
    lambda shape: st.tuples(
        hnp.arrays(np.float64, shape, elements=st.floats(-1e5, 1e5)),
        hnp.arrays(np.float64, shape, elements=st.floats(-10.0, 10.0)),
    )
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(tables, st.sampled_from([0, 4]))
def test_relations_between_measures(table, replicates):
    cost, effect = table
    names = [f"s{at}" for at in range(cost.shape[1])]
    summary = summarise(outcomes(cost, effect, names, attrs={"replicates": replicates}), POINTS)
    evpi, loss = asked("evpi", summary)["evpi"], asked("expected_loss", summary)["expected_loss"]
    benefit, shares = asked("net_benefit", summary), asked("ceac", summary)["ceac"]
    scale = 1e-12 * (abs(cost).mean() + 30_000.0 * abs(effect).mean())
    np.testing.assert_allclose(shares.sum("strategy"), 1.0, rtol=1e-14)
    assert (evpi >= 0.0).all()
    np.testing.assert_allclose(evpi, loss.min("strategy"), atol=scale, rtol=0.0)
    best_of_all = loss + benefit["nmb"]
    np.testing.assert_allclose(
        best_of_all.max("strategy"), best_of_all.min("strategy"), atol=4 * scale, rtol=0
    )
    chosen = benefit["nmb"].sel(strategy=benefit["optimal_strategy"])
    np.testing.assert_array_equal(chosen, benefit["nmb"].max("strategy"))
    assert (asked("ceaf", summary)["ceaf"] <= shares.max("strategy")).all()


def test_more_draws_smaller_errors():
    found = asked("convergence", made(n=20_000), [20_000.0])
    assert found["n_draws"].values.tolist() == [512, 1_024, 2_048, 4_096, 8_192, 16_384, 20_000]
    for figure in ("inc_cost_se", "inmb_se", "evpi_se", "ceac_se"):
        values = found[figure].sel(strategy="a") if "strategy" in found[figure].dims else found[figure]
        assert (values.isel(n_draws=0) > 3.0 * values.isel(n_draws=-1)).all(), figure


def test_convergence_is_what_the_first_draws_give():
    data = made(n=3_000)
    found = asked("convergence", data)
    first = data.isel(draw=slice(0, 1_024))
    for name in ("evpi", "ceac"):
        np.testing.assert_allclose(found[name].sel(n_draws=1_024), asked(name, first)[name], rtol=1e-12)


def test_convergence_asks_for_decision_points_on_the_grid():
    with pytest.raises(AnalysisError, match="not among the 2 values"):
        asked("convergence", summarise(made(), [0.0, 1.0]), None)
