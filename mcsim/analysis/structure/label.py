"""Labels for what is shown by structure."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import xarray as xr

from mcsim.analysis.layout import Layout
from mcsim.analysis.shell import SHARE, Figure
from mcsim.analysis.structure.choices import Structure
from mcsim.names import (
    CURRENCY,
    EFFECT_UNIT,
    ERROR_QUANTILE,
    LONG_NAME,
    PERSPECTIVE,
    STRATEGY,
    STRUCTURE,
    UNITS,
    WTP,
)


def labelled(
    figures: Iterable[Figure], found: list[Structure], why: list[str], layout: Layout, n_draws: int
) -> xr.Dataset:
    """Dataset of figures by structure, with units and a long name on every variable and coordinate."""
    counts = np.array([int(each.draws.sum()) for each in found])
    every = [
        *figures,
        Figure("n_draws", counts, SHARE, "Number of draws of the structure", (STRUCTURE,)),
        Figure("why_no_error", why, SHARE, "Why there is no standard error", (STRUCTURE,)),
    ]
    data = xr.Dataset(
        {one.name: (one.dims, one.values, {UNITS: one.units, LONG_NAME: one.long_name}) for one in every},
        coords=_coordinates(found, layout),
        attrs={**layout.attrs, ERROR_QUANTILE: layout.error_quantile},
    )
    attrs = layout.attrs
    per_unit = f"{attrs.get(CURRENCY, 'GBP')} per {attrs.get(EFFECT_UNIT, 'QALY')}"
    said = {
        STRUCTURE: "Structure, as choice: name",
        "choice": "Input that is the structural choice",
        "name": "Name of the structure",
        "value": "What the scalar that tells the structure holds",
        STRATEGY: "Strategy",
        PERSPECTIVE: "Perspective",
        WTP: "Willingness to pay",
    }
    for name, long_name in said.items():
        data[name].attrs = {UNITS: per_unit if name == WTP else SHARE, LONG_NAME: long_name}
    return data


def _coordinates(found: list[Structure], layout: Layout) -> dict[str, Any]:
    return {
        STRUCTURE: [f"{each.choice}: {each.name}" for each in found],
        "choice": (STRUCTURE, [each.choice for each in found]),
        "name": (STRUCTURE, [each.name for each in found]),
        "value": (STRUCTURE, [each.value for each in found]),
        STRATEGY: list(layout.strategies),
        WTP: layout.wtp,
        PERSPECTIVE: list(layout.perspectives),
    }
