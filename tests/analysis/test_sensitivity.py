"""What chosen draws show, against the closed form of a model that is linear in its inputs."""

import numpy as np
import pytest
import xarray as xr

from mcsim.analysis.sensitivity.one_at_a_time import one_at_a_time
from mcsim.analysis.sensitivity.scenarios import scenarios
from mcsim.analysis.sensitivity.table import SENSITIVITY
from mcsim.analysis.sensitivity.two_way_grid import two_way_grid
from mcsim.errors import AnalysisError
from mcsim.results.datasets import outcomes

WTP = [10_000.0, 25_000.0]
PLACES = {
    "one_at_a_time": {
        "varied": ["", "price", "price", "gain", "gain"],
        "level": ["base", "low", "high", "low", "high"],
    },
    "two_way_grid": {"grid_first": [0, 0, 0, 1, 1, 1], "grid_second": [0, 1, 2] * 2},
    "scenarios": {"scenario": ["base", "dear"] * 3},
    "groups": {"sample": [0, 0, 0, 1, 1, 1], "matrix": ["A", "B", "A_money"] * 2},
}
FIGURES = {"groups": ("variance", "GBP squared")}


def made(price, gain, places, comparator="none"):
    """The programme costs `price` more and gains `gain`; for society 100 less."""
    price, gain = (np.asarray(values, dtype=float) for values in (price, gain))
    cost = np.zeros((price.size, 3, 2))
    effect = np.full((price.size, 3, 2), 0.5)
    cost[:, 1] = price[:, np.newaxis] + [0.0, -100.0]
    effect[:, 1] += gain[:, np.newaxis]
    cost[:, 2] = 77.0
    data = outcomes(
        cost,
        effect,
        ["none", "programme", "advice"],
        perspectives=["payer", "society"],
        comparator=comparator,
        attrs={"design": "chosen", "probability_sample": 0},
    )
    return data.assign_coords({name: ("draw", values) for name, values in places.items()})


TORNADO = made([500, 400, 650, 500, 500], [0.05, 0.05, 0.05, 0.02, 0.06], PLACES["one_at_a_time"])


@pytest.mark.parametrize("wtp", WTP)
def test_one_at_a_time(wtp):
    found = one_at_a_time(TORNADO, WTP).sel(strategy="programme", wtp=wtp, perspective="payer")
    expected = {
        "price": [0.05 * wtp - 400, 0.05 * wtp - 500, 0.05 * wtp - 650],
        "gain": [0.02 * wtp - 500, 0.05 * wtp - 500, 0.06 * wtp - 500],
    }
    for varied, values in expected.items():
        np.testing.assert_allclose(found["inmb"].sel(varied=varied), values, atol=1e-9)
        assert found["swing"].sel(varied=varied).item() == pytest.approx(abs(values[2] - values[0]))
    assert found["level"].values.tolist() == ["low", "base", "high"]


def test_the_order_of_the_draws_does_not_matter():
    turned = TORNADO.isel(draw=[0, 4, 3, 2, 1])
    xr.testing.assert_equal(
        one_at_a_time(turned, WTP).sel(varied=["price", "gain"]), one_at_a_time(TORNADO, WTP)
    )


def test_perspectives_and_comparator():
    found = one_at_a_time(TORNADO, WTP)
    for strategy, more in {"none": 0.0, "programme": 100.0, "advice": 0.0}.items():
        here = found["inmb"].sel(strategy=strategy)
        np.testing.assert_allclose(here.sel(perspective="society") - here.sel(perspective="payer"), more)
    assert (found["inmb"].sel(strategy="none") == 0.0).all()
    other = made([500, 400, 650, 500, 500], [0.05, 0.05, 0.05, 0.02, 0.06], PLACES["one_at_a_time"], "advice")
    moved = one_at_a_time(other, WTP)
    np.testing.assert_allclose(moved["inmb"], found["inmb"] + 77.0, atol=1e-9)
    assert "over advice" in moved["inmb"].attrs["long_name"]


def test_a_grid():
    prices, gains = np.repeat([100.0, 900.0], 3), np.tile([0.0, 0.05, 0.1], 2)
    found = two_way_grid(made(prices, gains, PLACES["two_way_grid"]), WTP)["inmb"]
    assert found.dims == ("grid_first", "grid_second", "strategy", "wtp", "perspective")
    here = found.sel(strategy="programme", wtp=10_000, perspective="society")
    np.testing.assert_allclose(here, [[0.0, 500.0, 1000.0], [-800.0, -300.0, 200.0]], atol=1e-9)


def test_scenarios_are_means_with_standard_errors():
    data = made([500, 900, 520, 920, 570, 970], [0.05] * 6, PLACES["scenarios"])
    found = scenarios(data, 10_000).sel(strategy="programme", perspective="payer", wtp=10_000)
    np.testing.assert_allclose(found["inmb"], [-30.0, -430.0], atol=1e-9)
    expected = np.std([500, 520, 570], ddof=1) / 3**0.5
    np.testing.assert_allclose(found["inmb_se"], [expected, expected])


def test_one_draw_a_scenario_has_no_standard_error():
    data = made([500, 900], [0.05, 0.05], {"scenario": ["base", "dear"]})
    assert list(scenarios(data, WTP).data_vars) == ["inmb"]


@pytest.mark.parametrize("name", SENSITIVITY)
def test_units_names_and_provenance(name):
    n = len(next(iter(PLACES[name].values())))
    data = made(np.arange(n), np.arange(n) / 10, PLACES[name])
    found = SENSITIVITY[name](data)
    assert found["wtp"].values.tolist() == [20_000.0, 30_000.0]
    for variable in found.variables:
        assert {"units", "long_name"} <= set(found[variable].attrs), variable
    assert found.attrs == data.attrs
    figure, unit = FIGURES.get(name, ("inmb", "GBP"))
    assert found[figure].attrs["units"] == unit


@pytest.mark.parametrize("name", SENSITIVITY)
def test_the_draws_of_another_design_are_refused(name):
    data = made([1, 2], [0, 0], {"outer": [0, 1]})
    with pytest.raises(AnalysisError, match="are of the design `chosen`, whose draws have no"):
        SENSITIVITY[name](data)
    n = len(next(iter(PLACES[name].values())))
    own = made(np.zeros(n), np.zeros(n), PLACES[name])
    with pytest.raises(AnalysisError, match="wtp"):
        SENSITIVITY[name](own, [-1.0])
