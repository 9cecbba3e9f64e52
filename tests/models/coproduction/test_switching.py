"""Off is off: by name, by list or by block; the same as neutral inputs, and gone from ledger and inputs."""

import numpy as np
import pytest

from mcsim.models.coproduction.mechanism import BLOCKS
from mcsim.models.coproduction.model import Coproduction
from mcsim.models.coproduction.table import MECHANISMS
from tests.models.coproduction.making import ALL_APART, CORE, complete, increments, made, run, settings
from tests.models.coproduction.rows import ROWS

HOW = settings(years=3, costs=0.25, effects=1.0)
NEEDED_BY = {
    name: {other for other in MECHANISMS if name in complete(other) and other != name} for name in MECHANISMS
}
"""Mechanisms that go when one goes, for they make no sense without it."""
PROGRAMME = {
    name: ROWS[name].on[name]
    for name in (
        "reach", "support", "capacity", "set_up", "delivery", "overheads", "professional_time", "unpaid_time",
        "private_costs", "payers", "persistence", "build_up", "fidelity", "deadweight", "targeting",
        "short_term_rise", "appropriateness", "long_term_saving", "length_of_stay", "readmission",
        "wellbeing", "carers", "volunteer_wellbeing", "problem_solving", "employment", "spillover",
        "responders",
    )
}  # fmt: skip
INPUTS = {
    **CORE,
    **{key: value for name in PROGRAMME for key, value in ROWS[name].x.items()},
    **ROWS["professional_time"].x,
    **ROWS["delivery"].x,
}
NO_EFFECT = {
    "uptake_gain_from_support": 0, "short_term_uplift": 0, "ae_reduction": 0, "length_of_stay_reduction": 0,
    "emergency_admission_reduction": 0, "readmission_relative_risk": 1, "wellbeing_effect": 0, "harm": 0,
    "carer_qaly_gain": 0, "carer_expenses": 0, "volunteer_wellby": 0, "volunteer_hour_value": 0,
    "problem_solved_share": 0, "employment_relative_risk": 1, "participant_expenses": 0,
}  # fmt: skip
PAID = {
    "set_up", "support_for_uptake", "support_of_takers", "training", "peers_in_post", "coordination",
    "premises", "professional_time",
}  # fmt: skip
MODIFIERS = {
    "reach", "capacity", "payers", "persistence", "build_up", "fidelity", "deadweight", "sites", "targeting",
}  # fmt: skip
"""They change what others do, and have no item of their own."""


def without(name):
    """A row's mechanisms with this one, and those that need it, set to false."""
    on = ROWS[name].on
    return {key: False if key in {name, *NEEDED_BY[name]} else said for key, said in on.items()}


def model_of(name, on, **options):
    return made(on, recruiting_years=2, support_years=ROWS[name].support_years, **options)


def inputs_of(name):
    return {**CORE, **ROWS[name].x}


def same(one, other):
    for found, expected in zip(one[:2], other[:2], strict=True):
        np.testing.assert_array_equal(found, expected)


def others_inputs(name):
    """What the other mechanisms of its row need: shared inputs are not the mechanism's to switch off."""
    return set(model_of(name, without(name)).inputs)


@pytest.mark.parametrize("name", MECHANISMS)
def test_off_is_the_same_as_on_with_neutral_values(name):
    row = ROWS[name]
    options = {key: said for key, said in row.on.items() if key not in NEEDED_BY[name]}
    options[name] = True if name == "responders" else options[name]
    model = model_of(name, options)
    off = increments(model_of(name, without(name)), inputs_of(name), HOW)
    stated = options[name] if isinstance(options[name], dict) else {}
    neutral = MECHANISMS[name].neutral(MECHANISMS[name].defaults() | stated)
    own = {key: value[0] for key, value in neutral.items() if key not in others_inputs(name)}
    on = increments(model, {**inputs_of(name), **own}, HOW)
    same(on, off)
    for item, values in on[2].items():
        np.testing.assert_array_equal(values, off[2].get(item, np.zeros_like(values)), err_msg=item)


@pytest.mark.parametrize("name", MECHANISMS)
def test_there_are_three_ways_to_switch_off(name):
    x = inputs_of(name)
    by_false = model_of(name, without(name))
    by_list = model_of(name, ROWS[name].on, without=[name, *NEEDED_BY[name]])
    same(increments(by_false, x, HOW), increments(by_list, x, HOW))
    assert by_false.items.keys() == by_list.items.keys()
    assert by_false.inputs.keys() == by_list.inputs.keys()
    assert by_false.idle == by_list.idle


@pytest.mark.parametrize("name", MECHANISMS)
def test_what_is_off_leaves_the_ledger_and_the_inputs(name):
    before, after = model_of(name, ROWS[name].on), model_of(name, without(name))
    kept = {key for key, said in without(name).items() if said}
    said = {
        key: MECHANISMS[key].defaults() | (ROWS[name].on[key] if isinstance(ROWS[name].on[key], dict) else {})
        for key in kept
    }
    needed = {each for key in kept for each in MECHANISMS[key].inputs(said[key])} | set(CORE)
    assert set(after.inputs) == needed
    left = set(before.inputs) - needed
    assert left
    assert left <= after.idle
    assert not after.idle & set(after.inputs)
    own = {item for item in before.items if item not in after.items}
    blocks_left = {MECHANISMS[key].block for key in kept}
    of_account = [item for item in after.items.values() if item.measure != "people"]
    assert all(item.block in blocks_left for item in of_account)
    assert bool(own) == (name not in MODIFIERS)


@pytest.mark.parametrize("block", BLOCKS)
def test_what_a_block_is_worth_is_what_its_lines_add_up_to(block):
    """Most mechanisms in one programme: with a block left out, all other lines are the same."""
    whole, without = (made(PROGRAMME, without=out, apart=ALL_APART) for out in ([], [block]))
    cost, effect, items = increments(whole, INPUTS, HOW)
    less_cost, less_effect, others = increments(without, INPUTS, HOW)
    of_block = {name for name, item in whole.items.items() if item.block == block}
    assert of_block
    assert others.keys() == items.keys() - of_block
    for name, values in others.items():
        np.testing.assert_array_equal(values, items[name])
    for measure, gap in (("cost", cost - less_cost), ("effect", effect - less_effect)):
        own = [items[name].sum(axis=-1) for name in of_block if whole.items[name].measure == measure]
        np.testing.assert_allclose(gap, np.sum(own, axis=0) if own else 0.0 * gap, rtol=1e-9, atol=1e-9)


def test_with_every_block_left_out_nothing_changes():
    model = made(PROGRAMME, without=list(BLOCKS), apart=ALL_APART)
    cost, effect, items = increments(model, INPUTS, HOW)
    assert not cost.any()
    assert not effect.any()
    assert items == {}


def test_with_every_mechanism_off_nothing_changes_and_nothing_is_asked():
    model = made(PROGRAMME, without=list(PROGRAMME))
    cost, effect, items = increments(model, CORE, HOW)
    assert not cost.any()
    assert not effect.any()
    assert items == {}
    assert set(model.inputs) == set(CORE)


def test_without_effects_there_is_the_cost_of_the_programme_and_nothing_else():
    """The ledger holds what is paid, all else is exactly nothing, and dNB is minus dP."""
    x = {**INPUTS, **NO_EFFECT}
    model = made(PROGRAMME, recruiting_years=2, support_years=2, apart=ALL_APART)
    cost, effect, items = increments(model, x, HOW)
    paid = {item for item, values in items.items() if values.any()}
    assert paid == PAID
    assert all((values == 0.0).all() for item, values in items.items() if item not in PAID)
    whole = sum(items[item][2].sum() for item in PAID)
    assert whole > 1
    # Usual care costs something too, so that the increment is a difference of levels.
    for wtp in (0.0, 20_000.0):
        assert wtp * effect[2] - cost[2] == pytest.approx(-whole, rel=1e-9)
    assert cost[3] == 0


@pytest.mark.parametrize("name", ["reach", "capacity", "support", "fidelity"])
def test_what_modifies_changes_something_when_it_is_on(name):
    """Or the tests above would pass for a mechanism that does nothing at all."""
    on, off = (
        increments(model_of(name, each), inputs_of(name), HOW) for each in (ROWS[name].on, without(name))
    )
    assert not np.array_equal(on[:2], off[:2])


def test_names_of_inputs_mean_one_thing():
    """Two mechanisms that need an input of one name need the same, with one neutral value."""
    said = {}
    for mechanism in MECHANISMS.values():
        everything = mechanism.defaults() | {key: mechanism.options[key] for key in mechanism.several}
        for name, each in mechanism.all_quantities(everything).items():
            assert said.setdefault(name, each) == each, name


def test_neutral_values_are_inside_their_domains():
    for mechanism in MECHANISMS.values():
        for name, (need, value) in mechanism.all_quantities(mechanism.defaults()).items():
            assert need.low <= value <= need.high, name
            assert need.low_included or value > need.low, name


def test_two_strategies_with_one_mechanism_off_in_one():
    """Of two programmes alike but for set-up, the one without it costs 5 less, and its item is nothing."""
    on = {"set_up": True, "private_costs": True}
    strategies = {"dear": {"mechanisms": on}, "cheap": {"mechanisms": {**on, "set_up": False}}}
    model = Coproduction(strategies, recruiting_years=2)
    x = {**CORE, **ROWS["set_up"].x, **ROWS["private_costs"].x}
    found = run(model, x, HOW)
    assert found["cost"][0, 1, 2] - found["cost"][0, 2, 2] == pytest.approx(5)
    at = list(model.items).index("set_up")
    assert found["items"][0, 1, 2, at].sum() == pytest.approx(5)
    assert not found["items"][0, 2, :, at].any()
    assert not model.idle & {"setup_cost", "participant_expenses"}
