"""The model against its plain twin: any mechanisms, any options, any inputs, item by item and in total."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as runs
from hypothesis import strategies as st

from mcsim.models.check import check_model
from mcsim.models.coproduction.table import MECHANISMS
from tests.models.coproduction.making import ALL_APART, full_options, made, run, settings
from tests.models.coproduction.plain import account, items, totals
from tests.models.coproduction.sampling import draw_inputs, options_of, programmes

UNHURRIED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
SEEDS = st.integers(0, 2**32 - 1)
YEARS = st.integers(1, 6)
FEW = st.integers(1, 4)
RATES = st.sampled_from([0.0, 0.015, 0.035])


def close(found, expected):
    """Within 1e-9 of the largest of what is compared."""
    scale = max(1.0, np.abs(expected).max(initial=0.0))
    np.testing.assert_allclose(found, expected, rtol=0.0, atol=1e-9 * scale)


def compare(on, seed, years, recruiting, support, costs, effects, n=2):
    model = made(on, recruiting_years=recruiting, support_years=support, apart=ALL_APART)
    x = draw_inputs(model.inputs, np.random.default_rng(seed), n)
    found = run(model, x, settings(years, costs, effects))
    options = full_options(on)
    for draw in range(n):
        one = {name: float(value[draw]) for name, value in x.items()}
        book = account(options, one, years, recruiting, support)
        expected = items(book, one, options, costs, effects)
        assert set(model.items) == set(expected)
        for position, (name, item) in enumerate(model.items.items()):
            assert item.kind == book[name][0]
            close(found["items"][draw, 1, :, position], expected[name][item.measure])
        for measure, values in totals(book, one, options, costs, effects).items():
            close(found[measure][draw, 1] - found[measure][draw, 0], values)


@given(st.data(), SEEDS, YEARS, FEW, FEW, RATES, RATES)
@runs(max_examples=60, **UNHURRIED)
def test_all_mechanisms_together(data, seed, years, recruiting, support, costs, effects):
    """What counts twice is declared to be apart, so that every mechanism acts on every other."""
    on = {name: data.draw(options_of(name)) for name in MECHANISMS}
    compare(on, seed, years, recruiting, support, costs, effects)


@given(programmes(apart=True), SEEDS, YEARS, FEW, FEW, RATES, RATES)
@runs(max_examples=120, **UNHURRIED)
def test_any_mechanisms(on, seed, years, recruiting, support, costs, effects):
    compare(on, seed, years, recruiting, support, costs, effects)


@given(programmes(), SEEDS, YEARS, FEW, FEW)
@runs(max_examples=80, **UNHURRIED)
def test_the_ledger_adds_up_to_the_totals(on, seed, years, recruiting, support):
    model = made(on, recruiting_years=recruiting, support_years=support)
    x = draw_inputs(model.inputs, np.random.default_rng(seed), 3)
    found = run(model, x, settings(years))
    for measure in ("cost", "effect"):
        assert np.isfinite(found[measure]).all()
        own = [item.measure == measure for item in model.items.values()]
        summed = found["items"][:, 1][:, :, own].sum(axis=(2, 3))
        added = found[measure][:, 1] - found[measure][:, 0]
        # Totals are kept as levels, of which usual care is part, so that this is their scale.
        scale = np.abs(found[measure]).max() + np.abs(found["items"]).sum(axis=(3, 4)).max()
        np.testing.assert_allclose(summed, added, rtol=0, atol=1e-9 * max(scale, 1e-300))


@given(programmes(), SEEDS, FEW)
@runs(max_examples=40, **UNHURRIED)
def test_a_draw_does_not_depend_on_its_block(on, seed, recruiting):
    model = made(on, recruiting_years=recruiting)
    x = draw_inputs(model.inputs, np.random.default_rng(seed), 5)
    whole = run(model, x, settings(4))
    for part in (slice(0, 1), slice(1, 4), slice(4, 5)):
        some = run(model, {name: value[part] for name, value in x.items()}, settings(4))
        for name, value in some.items():
            np.testing.assert_array_equal(value, whole[name][part])
    assert check_model(model, x, settings(4)) == []


@given(programmes(), SEEDS)
@runs(max_examples=40, **UNHURRIED)
def test_society_does_not_see_transfers(on, seed):
    """Benefits are paid by some and received by others, so that doubling them moves nothing in total.

    What the exchequer saves participants lose, but for what goes to those whom they displace.
    """
    on = {**on, "problem_solving": True, "employment": True}
    model = made(on, apart=ALL_APART)
    x = draw_inputs(model.inputs, np.random.default_rng(seed), 3)
    doubled = {**x, **{name: 2 * x[name] for name in ("benefit_income_gained", "job_flowback")}}
    one, other = run(model, x, settings(3)), run(model, doubled, settings(3))
    for measure in ("cost", "effect"):
        np.testing.assert_array_equal(one[measure][:, :, 2], other[measure][:, :, 2])
    moved = other["cost"] - one["cost"]
    at = list(model.items).index("taxes_and_benefits_of_others")
    to_others = (other["items"] - one["items"])[:, :, 3, at].sum(axis=-1)
    close(moved[:, :, 1], to_others - moved[:, :, 3])


@pytest.mark.parametrize("years", [1, 2, 5])
def test_a_long_programme_is_cut_at_the_horizon(years):
    """No cohort joins after the horizon, and the mean is over those who joined within it."""
    on = {"wellbeing": True, "delivery": True, "set_up": True}
    compare(on, 1, years, 9, 2, 0.035, 0.035)
