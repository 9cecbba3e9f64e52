"""The largest programmes that can be stated: no further mechanism goes with them without counting twice."""

from types import SimpleNamespace

import numpy as np
import pytest

from mcsim.models.check import check_model
from mcsim.models.coproduction.double_counts import DOUBLE_COUNTS, double_counts
from mcsim.models.coproduction.model import DEFAULT, Coproduction
from mcsim.models.coproduction.table import MECHANISMS
from mcsim.models.make import make_model
from tests.models.coproduction.making import complete, made, settings
from tests.models.coproduction.sampling import draw_inputs
from tests.models.coproduction.test_against_plain import compare


def largest(chosen=frozenset(), left=tuple(MECHANISMS)):
    """Every set of mechanisms that counts nothing twice and to which none can be added."""
    if not left:
        return {chosen}
    first, *others = left
    clashing = {other for pair in DOUBLE_COUNTS if first in pair for other in pair - {first}}
    found = set()
    if not clashing & chosen:
        found |= largest(chosen | {first}, others)
    if clashing:
        found |= largest(chosen, others)
    return {each for each in found if all(_clashes(name, each) for name in MECHANISMS if name not in each)}


def _clashes(name, chosen):
    return any(pair <= chosen | {name} for pair in DOUBLE_COUNTS)


# What a mechanism needs may itself clash: then the one that needs it goes too.
LARGEST = sorted(
    {frozenset(name for name in chosen if complete(name).keys() <= chosen) for chosen in largest()},
    key=sorted,
)


def named(chosen):
    return " ".join(sorted(chosen & {name for pair in DOUBLE_COUNTS for name in pair}))


def test_every_mechanism_is_in_one_of_them():
    assert set().union(*LARGEST) == set(MECHANISMS)
    assert len(LARGEST) > 5
    assert not [pair for chosen in LARGEST for pair in double_counts(chosen)]


@pytest.mark.parametrize("chosen", LARGEST, ids=named)
def test_it_agrees_with_the_plain_model(chosen):
    compare(dict.fromkeys(chosen, True), 3, 4, 2, 2, 0.035, 0.015, n=3)


@pytest.mark.parametrize("chosen", LARGEST, ids=named)
def test_it_keeps_the_contract(chosen):
    model = made(dict.fromkeys(chosen, True), recruiting_years=2)
    assert check_model(model, draw_inputs(model.inputs, np.random.default_rng(1), 5), settings(4)) == []


def test_the_model_keeps_the_contract_as_it_comes():
    model = make_model("coproduction")
    assert check_model(model) == []
    assert model.strategies == ("usual_care", *DEFAULT)
    assert model.per == "person offered"


def test_items_say_what_they_are():
    """The ledger's items carry what a reader needs to show them: measure, kind and block."""
    for chosen in LARGEST:
        for item in made(dict.fromkeys(chosen, True)).items.values():
            told = {"health": "effect", "contacts_health": "effect", "taking_part": "people"}
            assert item.measure == told.get(item.kind, "cost")
            blocks = ["course"] if item.measure == "people" else ["costs", "outcomes", "use_of_services"]
            assert item.block in blocks


def test_settings_without_a_ledger_ask_for_none():
    model = Coproduction()
    rates = SimpleNamespace(costs=0.035, effects=0.035)
    x = draw_inputs(model.inputs, np.random.default_rng(1), 2)
    found = model.evaluate(x, SimpleNamespace(horizon=2, discount_rates=rates), np.arange(2))
    assert set(found) == {"cost", "effect"}
