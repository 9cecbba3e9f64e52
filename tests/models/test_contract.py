"""Every model keeps the contract, and the checks find what breaks it."""

from types import SimpleNamespace

import numpy as np
import pytest

from mcsim.errors import ModelError
from mcsim.models.check import check_model
from mcsim.models.contract import Need, amount, number
from mcsim.models.make import make_model
from mcsim.models.table import MODELS
from tests.models.cases import CASES


def test_every_model_has_a_row():
    assert CASES.keys() == MODELS.keys()


@pytest.mark.parametrize("name", CASES)
def test_it_keeps_the_contract(name):
    assert check_model(make_model(name, CASES[name])) == []


class Sound:
    inputs = {"a": amount("GBP"), "b": number("1")}
    strategies = ("usual care", "new")
    perspectives = ("societal",)

    def evaluate(self, inputs, settings, draws):
        value = np.stack([inputs["a"], inputs["a"] + inputs["b"]], axis=1)[:, :, np.newaxis]
        return {"cost": value, "effect": value * 0.0}


class OneAtATime(Sound):
    vectorised = False

    def evaluate(self, inputs, settings, draw):
        assert isinstance(draw, int)
        return {"cost": [[inputs["a"]], [inputs["b"]]], "effect": np.zeros((2, 1))}


def test_sound_models_have_no_fault():
    assert check_model(Sound()) == []
    assert check_model(OneAtATime()) == []


def broken(**changed):
    return type("Broken", (Sound,), changed)()


def returning(function):
    return broken(evaluate=lambda self, inputs, settings, draws: function(inputs, draws))


def cost_and_effect(value):
    return {"cost": value, "effect": value}


@pytest.mark.parametrize(
    ("model", "says"),
    [
        (broken(inputs=["a"]), "has no `inputs`"),
        (broken(inputs={"a": "GBP"}), "says no unit"),
        (broken(strategies="new"), "has no `strategies`"),
        (broken(strategies=("a", "a")), "holds a name twice"),
        (broken(perspectives=()), "has no `perspectives`"),
        (broken(evaluate=None), "has no `evaluate"),
        (broken(inputs={"b": number("1")}), "reads 'a', which its `inputs` do not name"),
        (returning(lambda inputs, draws: {"cost": np.zeros((draws.size, 2, 1))}), "no `effect`"),
        (returning(lambda inputs, draws: cost_and_effect(np.zeros((draws.size, 2)))), "has shape"),
        (returning(lambda inputs, draws: cost_and_effect(np.full((draws.size, 2, 1), "x"))), "not numbers"),
        (returning(lambda inputs, draws: cost_and_effect(np.full((draws.size, 2, 1), np.nan))), "not finite"),
        (
            returning(
                lambda inputs, draws: cost_and_effect(np.random.default_rng().random((draws.size, 2, 1)))
            ),
            "differs when the same draws are run twice",
        ),
        (
            returning(lambda inputs, draws: cost_and_effect(np.full((draws.size, 2, 1), inputs["a"].mean()))),
            "depends on which other draws",
        ),
        (returning(lambda inputs, draws: inputs["a"].fill(0.0)), "read-only"),
    ],
)
def test_what_breaks_it_is_said(model, says):
    assert says in "; ".join(check_model(model))


class Ledger(Sound):
    """The cost of `b` falls in the first two years, and a saving takes a third of it back."""

    items = {
        "staff": SimpleNamespace(measure="cost", kind="staff", block="delivery"),
        "saved": SimpleNamespace(measure="cost", kind="saving", block="service use"),
    }

    def evaluate(self, inputs, settings, draws):
        found = super().evaluate(inputs, settings, draws)
        items = np.zeros((draws.size, 2, 1, 2, settings.horizon))
        items[:, 1, 0, 0, :2] = 0.75 * inputs["b"][:, np.newaxis]
        items[:, 1, 0, 1, 0] = -0.5 * inputs["b"]
        return found | ({"items": items} if settings.ledger else {})


def keeping(change, **changed):
    """A model whose ledger was changed by `change`."""

    def evaluate(self, inputs, settings, draws):
        found = Ledger.evaluate(self, inputs, settings, draws)
        return found | {"items": change(found["items"])}

    return type("Broken", (Ledger,), {"evaluate": evaluate, **changed})()


def test_a_sound_ledger_has_no_fault():
    assert check_model(Ledger()) == []
    assert check_model(Ledger(), settings=SimpleNamespace(horizon=4)) == []


def described(**changed):
    return {"staff": SimpleNamespace(**{"measure": "cost", "kind": "staff", "block": "delivery", **changed})}


def no_draw(items):
    return np.where(np.arange(len(items))[:, None, None, None, None] == 3, np.nan, items)


@pytest.mark.parametrize(
    ("model", "says"),
    [
        (type("M", (Ledger,), {"items": ["staff"]})(), "`items` is no mapping"),
        (type("M", (Ledger,), {"items": {}})(), "makes it (7, 2, 1, 0, 3)"),
        (
            type("M", (Ledger,), {"items": described(measure="costs")})(),
            "measure costs; it must be cost, eff",
        ),
        (type("M", (Ledger,), {"items": described(kind=3)})(), "item `staff` has no `kind`, a text"),
        (type("M", (Ledger,), {"items": described(block=None)})(), "item `staff` has no `block`, a text"),
        (type("M", (Ledger,), {"evaluate": Sound.evaluate})(), "returns no `items` although"),
        (keeping(lambda items: items[:, :, :, :, :2]), "`items` has shape (7, 2, 1, 2, 2); (draw, strategy"),
        (keeping(lambda items: items.astype(str)), "not numbers"),
        (keeping(no_draw), "`items` is not finite"),
        (keeping(lambda items: items + 1.0), "`items` is not zero for usual care"),
        (keeping(lambda items: 2.0 * items), "they differ by"),
        (keeping(lambda items: items * (1.0 + 3e-9)), "(strategy new, perspective societal)"),
    ],
)
def test_what_breaks_a_ledger_is_said(model, says):
    assert says in "; ".join(check_model(model))


def test_a_ledger_that_moves_between_items_at_random_is_found():
    def shuffled(items):
        more = np.random.default_rng().random(len(items))[:, np.newaxis]
        return items + np.stack([more, -more], axis=-1)[:, :, np.newaxis, :, np.newaxis] * (items != 0).any()

    model = keeping(lambda items: np.concatenate([items[:, :1], shuffled(items[:, 1:])], axis=1))
    assert "`items` differs when the same draws are run twice" in "; ".join(check_model(model))


def test_a_need_says_its_domain():
    assert Need("share", 0.0, 1.0).domain == "[0, 1]"
    assert amount("GBP").domain == "[0, inf)"


@pytest.mark.parametrize(
    ("name", "options", "says"),
    [
        ("coproductoin", {}, "did you mean `coproduction`"),
        ("coproduction", {"recruiting_years": 0}, "whole number"),
        ("coproduction", {"nonsense": 1}, "nonsense"),
        ("linear_gaussian", {"cost": {"a": {}}, "effect": {"b": {}}}, "must agree"),
        ("tests.models.test_contract:Nothing", {}, "cannot be loaded"),
    ],
)
def test_a_model_that_cannot_be_made_is_told(name, options, says):
    with pytest.raises(ModelError, match=says):
        make_model(name, options)


def test_a_model_of_the_users_own_is_found_by_its_address():
    assert make_model("tests.models.test_contract:Sound").strategies == ("usual care", "new")
