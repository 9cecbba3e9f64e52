"""Ledgers made of a few arrays, for the measures of a commissioner's questions."""

import numpy as np
import xarray as xr

from tests.analysis.sobol import scrambled

KINDS = {"programme": "cost", "care": "cost", "time": "cost", "health": "effect", "taking_part": "people"}


def ledger_of(rates=(0.0, 0.0), draws=None, attrs=None, **items):
    """A ledger with one strategy and an item for each kind given, of shape (draw[, perspective], year)."""
    values = {kind: np.asarray(each, dtype=float) for kind, each in items.items()}
    values = {kind: each[:, np.newaxis] if each.ndim == 2 else each for kind, each in values.items()}
    stacked = np.stack(np.broadcast_arrays(*values.values()), axis=2)[:, np.newaxis]
    n_draws, _, n_perspectives, _, n_years = stacked.shape
    units = {"cost": "GBP (2024/25 prices)", "effect": "QALY", "people": "people"}
    measures = [KINDS[kind] for kind in values]
    coords = {
        "draw": np.arange(n_draws) if draws is None else draws,
        "strategy": ["new"],
        "perspective": [f"view {at}" for at in range(n_perspectives)],
        "item": [f"{kind}_item" for kind in values],
        "measure": ("item", measures),
        "kind": ("item", list(values)),
        "unit": ("item", [units[measure] for measure in measures]),
        "year": np.arange(n_years),
    }
    dims = ("draw", "strategy", "perspective", "item", "year")
    given = {"comparator": "usual_care", "currency": "GBP", "effect_unit": "QALY", "per": "person offered"}
    given |= {"discount_rate_of_costs": rates[0], "discount_rate_of_effects": rates[1], "replicates": 0}
    return xr.Dataset({"items": (dims, stacked)}, coords, {**given, **(attrs or {})})


def only(found):
    """The values of the one strategy under the one perspective."""
    return found.isel(strategy=0, perspective=0)


def dealt(log2_points, repetitions, seed):
    """Two uniforms from 16 scramblings dealt to the draws in turn: shape (2, draw, repetition)."""
    points = scrambled(log2_points, 16 * repetitions, np.random.default_rng(seed))
    by_draw = points.reshape(-1, repetitions, 16, 2).transpose(0, 2, 1, 3)
    return np.moveaxis(by_draw.reshape(-1, repetitions, 2), -1, 0)
