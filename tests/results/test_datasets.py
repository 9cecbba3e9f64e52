"""Outcomes from whatever users hold them in; what is not sound is refused by name."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from mcsim.errors import DatasetError
from mcsim.results.datasets import inputs_dataset, outcomes
from tests.results.cases import COST, EFFECT, NAMES, PERSPECTIVES, REFUSED, SOUND, TWO, labelled


@pytest.mark.parametrize("name", SOUND)
def test_however_they_are_given_they_are_the_same(name):
    data = SOUND[name]()
    assert data["cost"].dims == data["effect"].dims == ("draw", "strategy", "perspective")
    assert data["cost"].values[:, :, 0].tolist() == COST.tolist()
    assert data["effect"].values[:, :, 0].tolist() == EFFECT.tolist()
    assert data["strategy"].values.tolist() == NAMES
    assert data["draw"].values.tolist() == [0, 1, 2]
    assert data["perspective"].values.tolist() == ["health_and_social_care"]
    assert data.attrs["comparator"] == "usual care"


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_sound_is_refused_by_name(name):
    give, says = REFUSED[name]
    with np.errstate(all="ignore"), pytest.raises(DatasetError) as raised:
        give()
    assert says in str(raised.value)


def test_perspectives_by_name_or_by_label():
    named = outcomes(TWO, TWO, NAMES, perspectives=PERSPECTIVES)
    carried = outcomes(labelled(TWO, perspective=PERSPECTIVES), TWO)
    xr.testing.assert_identical(named, carried)
    assert (named["cost"].sel(perspective="societal") == COST + 1.0).all()


def test_numbers_of_the_draws_are_kept():
    assert outcomes(COST, EFFECT, NAMES, draws=[3, 5, 9])["draw"].values.tolist() == [3, 5, 9]
    assert outcomes(labelled(COST, [3, 5, 9]), EFFECT)["draw"].values.tolist() == [3, 5, 9]


@pytest.mark.parametrize("kind", [dict, pd.DataFrame, lambda each: xr.Dataset(each, {"draw": [3, 5, 9]})])
def test_inputs_stand_beside_their_outcomes(kind):
    values = (
        {"uptake": ("draw", [0.1, 0.2, 0.3])} if "lambda" in kind.__name__ else {"uptake": [0.1, 0.2, 0.3]}
    )
    data = outcomes(COST, EFFECT, NAMES, inputs=kind(values), draws=[3, 5, 9])
    assert data["uptake"].dims == ("draw",)
    assert data["uptake"].sel(draw=5).item() == 0.2
    assert data["uptake"].attrs["role"] == "input"


def test_units_are_said():
    data = outcomes(COST, EFFECT, NAMES, currency="EUR", price_year="2023", effect_unit="DALY", per="child")
    assert data["cost"].attrs == {"units": "EUR (2023 prices)", "long_name": "Discounted cost per child"}
    assert data["effect"].attrs == {"units": "DALY", "long_name": "Discounted effect per child"}


def test_what_is_given_is_not_kept_by_reference():
    cost = COST.copy()
    data = outcomes(pd.DataFrame(cost, columns=NAMES), EFFECT)
    data["cost"].values[0, 0, 0] = 7.0
    assert data["effect"].values[0, 0, 0] == EFFECT[0, 0]


@pytest.mark.parametrize(
    ("values", "described", "says"),
    [
        (
            {"x": [1.0]},
            {"x": {"units": "1", "long_name": "X"}},
            "input x: has shape (1,), but there are 2 draws",
        ),
        ({"x": [1.0, 2.0]}, {}, "input x: has no unit or no description"),
        ({"x": [1.0, 2.0]}, {"x": {"units": "1"}}, "input x: has no unit or no description"),
        ({"x": [1.0, np.nan]}, {"x": {"units": "1", "long_name": "X"}}, "input x: is not finite in draws 8"),
    ],
)
def test_inputs_are_whole_and_described(values, described, says):
    with pytest.raises(DatasetError) as raised:
        inputs_dataset(values, [4, 8], described)
    assert says in str(raised.value)


def test_values_whose_squares_would_overflow_are_refused():
    with pytest.raises(DatasetError, match=r"cost: is beyond 1e\+140 in draws 1"):
        outcomes([[0.0, 1.0], [0.0, 1e200]], [[0.0, 1.0], [0.0, 1.0]], ["a", "b"])
