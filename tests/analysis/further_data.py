"""Outcomes, inputs and ledger of one run, made up, for the measures that take more than outcomes."""

import json
from types import SimpleNamespace

import numpy as np
import xarray as xr

from mcsim.results.datasets import outcomes
from mcsim.results.ledger import ledger_dataset

ITEMS = {
    "staff": SimpleNamespace(measure="cost", kind="staff", block="delivery"),
    "saved": SimpleNamespace(measure="cost", kind="saving", block="service use"),
    "health": SimpleNamespace(measure="effect", kind="QALY", block="outcomes"),
    "scheme": SimpleNamespace(measure="cost", kind="programme", block="delivery"),
    "joining": SimpleNamespace(measure="people", kind="taking_part", block="delivery"),
}
RATES = (0.035, 0.015)


def structural(values, names, flags=None, choice="choice"):
    """A variable that tells the structure of each draw."""
    flags = np.arange(len(names), dtype=float) if flags is None else np.asarray(flags, dtype=float)
    attrs = {
        "structure_of": choice,
        "flag_values": flags,
        "flag_meanings": json.dumps(list(names)),
        "units": "1",
        "long_name": "Which structure",
    }
    return ("draw", np.asarray(values, dtype=float), attrs)


def made(n=600, draws=None, attrs=None, seed=4):
    """Datasets by name: three strategies, of which b is the comparator, two perspectives and three years."""
    rng = np.random.default_rng(seed)
    draws = np.arange(n) if draws is None else np.asarray(draws)
    items = rng.normal(0.0, 50.0, (draws.size, 3, 2, len(ITEMS), 3))
    items[..., 3:, :] = rng.uniform(0.2, 1.0, (draws.size, 3, 1, 2, 3)) * [[200.0], [0.5]]
    items[:, 1] = 0.0
    cost = 1_000.0 + items[..., [0, 1, 3], :].sum(axis=(3, 4))
    effect = 2.0 + items[..., 2, :].sum(axis=3)
    found = outcomes(
        cost,
        effect,
        ["a", "b", "c"],
        perspectives=["health", "public"],
        comparator="b",
        currency="EUR",
        draws=draws,
        attrs={"run_digest": "abc", **(attrs or {})},
    )
    inputs = xr.Dataset(
        {
            "price": ("draw", rng.random(draws.size), {"units": "EUR", "long_name": "Price"}),
            "choice_part": structural(rng.integers(0, 2, draws.size), ["local", "national"]),
            "reach": structural(rng.integers(0, 3, draws.size), ["none", "some", "all"], choice="reach"),
        },
        coords={"draw": draws},
        attrs=found.attrs,
    )
    return {"outcomes": found, "inputs": inputs, "ledger": ledger_dataset(items, found, ITEMS, RATES)}
