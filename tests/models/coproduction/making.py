"""Models and inputs for tests: settings, and runs of a few draws."""

from types import SimpleNamespace

import numpy as np

from mcsim.models.coproduction.double_counts import DOUBLE_COUNTS, DOUBLED_BY_OPTIONS
from mcsim.models.coproduction.model import Coproduction
from mcsim.models.coproduction.table import MECHANISMS

VIEWS = ("health_and_social_care", "public_sector", "societal", "participants")
CORE = {"people_offered": 100.0, "cashability": 0.5, "baseline_utility": 0.7}
ALL_APART = [sorted(pair) for pair in (*DOUBLE_COUNTS, *DOUBLED_BY_OPTIONS)]
NAME = "programme"


def settings(years=3, costs=0.035, effects=0.035, ledger=True):
    rates = SimpleNamespace(costs=costs, effects=effects)
    return SimpleNamespace(horizon=years, discount_rates=rates, ledger=ledger)


def made(mechanisms, **options):
    """A model of one programme with these mechanisms."""
    return Coproduction({NAME: {"mechanisms": mechanisms}}, **{"effect_unit": "QALY", **options})


def run(model, inputs, how):
    """Outputs for draws of which each input is a number or an array."""
    given = {name: inputs[name] for name in model.inputs}
    n = max([1, *(np.size(value) for value in given.values())])
    arrays = {name: np.array(np.broadcast_to(value, n), dtype=float) for name, value in given.items()}
    return model.evaluate(arrays, how, np.arange(n))


def increments(model, inputs, how, draw=0):
    """Cost and effect over usual care, each in the four perspectives, and the ledger by name of the item.

    People who take part are counted in no perspective's money or health, and have tests of their own.
    """
    found = run(model, inputs, how)
    cost, effect = (found[name][draw, 1] - found[name][draw, 0] for name in ("cost", "effect"))
    by_item = dict(zip(model.items, np.moveaxis(found["items"][draw, 1], 1, 0), strict=True))
    of_account = {name: rows for name, rows in by_item.items() if model.items[name].measure != "people"}
    return cost, effect, of_account


def full_options(on):
    """Mechanisms with all their options, as a plan reads them."""
    return {
        name: MECHANISMS[name].defaults() | (dict(said) if isinstance(said, dict) else {})
        for name, said in on.items()
    }


def complete(*names):
    """These mechanisms and all that they need, switched on."""
    found = {}
    for name in names:
        found |= complete(*MECHANISMS[name].needs) | {name: True}
    return found
