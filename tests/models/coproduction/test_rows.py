"""Every mechanism through the whole model: its items by year, and the totals in all four perspectives."""

import numpy as np
import pytest

from mcsim.models.check import check_model
from mcsim.models.coproduction.table import MECHANISMS
from tests.models.coproduction.making import CORE, VIEWS, full_options, increments, made, run, settings
from tests.models.coproduction.plain import account, items
from tests.models.coproduction.rows import ROWS

# Rates of 25 % and 100 %: factors 1, 0.8, 0.64 for money and 1, 0.5, 0.25 for health.
DISCOUNTED = {"cost": np.array([1, 0.8, 0.64]), "effect": np.array([1, 0.5, 0.25])}
HOW = settings(years=3, costs=0.25, effects=1.0)


def model_of(row, **options):
    return made(row.on, recruiting_years=2, support_years=row.support_years, **options)


def expected(row):
    """Measure, and the four perspectives by year, of each item."""
    for measure, stated in (("cost", row.costs), ("effect", row.effects)):
        for item, (weights, amounts) in stated.items():
            yield item, measure, np.outer(weights, DISCOUNTED[measure] * amounts)


def test_every_mechanism_has_a_row():
    assert ROWS.keys() == MECHANISMS.keys()


@pytest.mark.parametrize("name", ROWS)
def test_it_needs_the_inputs_of_its_row_and_no_others(name):
    assert set(model_of(ROWS[name]).inputs) == {*ROWS[name].x, *CORE}


@pytest.mark.parametrize("name", ROWS)
def test_its_items_are_as_worked_out_by_hand(name):
    row = ROWS[name]
    model = model_of(row)
    _, _, found = increments(model, {**CORE, **row.x}, HOW)
    by_hand = {item: (measure, values) for item, measure, values in expected(row)}
    assert found.keys() == by_hand.keys()
    for item, (measure, values) in by_hand.items():
        assert model.items[item].measure == measure
        np.testing.assert_allclose(found[item], values, rtol=1e-12, atol=1e-14, err_msg=item)


@pytest.mark.parametrize("name", ROWS)
def test_its_totals_are_as_worked_out_by_hand(name):
    row = ROWS[name]
    cost, effect, _ = increments(model_of(row), {**CORE, **row.x}, HOW)
    totals = {"cost": np.zeros(4), "effect": np.zeros(4)}
    for _, measure, values in expected(row):
        totals[measure] += values.sum(axis=1)
    np.testing.assert_allclose(cost, totals["cost"], rtol=1e-11, atol=1e-9)
    np.testing.assert_allclose(effect, totals["effect"], rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("name", ROWS)
def test_the_plain_model_agrees_with_the_row(name):
    """The oracle of `test_against_plain` is checked by hand too."""
    row, x = ROWS[name], {**CORE, **ROWS[name].x}
    on = full_options(row.on)
    found = items(account(on, x, 3, 2, row.support_years), x, on, costs=0.25, effects=1.0)
    for item, measure, values in expected(row):
        np.testing.assert_allclose(found[item][measure], values, rtol=1e-12, atol=1e-14, err_msg=item)
    assert found.keys() - {"people_taking_part"} == {item for item, _, _ in expected(row)}


@pytest.mark.parametrize("name", ROWS)
def test_it_keeps_the_contract_of_models(name):
    given = {key: np.full(3, float(value)) for key, value in {**CORE, **ROWS[name].x}.items()}
    assert check_model(model_of(ROWS[name]), given) == []


@pytest.mark.parametrize("name", ROWS)
def test_without_a_ledger_there_are_no_items_and_the_same_totals(name):
    row = ROWS[name]
    model, x = model_of(row), {**CORE, **row.x}
    plain = run(model, x, settings(3, 0.25, 1.0, ledger=False))
    assert set(plain) == {"cost", "effect"}
    kept = run(model, x, HOW)
    assert kept["items"].shape == (1, 2, len(VIEWS), len(model.items), 3)
    assert not kept["items"][:, 0].any()
    for measure in plain:
        np.testing.assert_array_equal(plain[measure], kept[measure])
