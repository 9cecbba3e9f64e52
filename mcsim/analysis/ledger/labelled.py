"""From plain arrays to labelled datasets, for the measures of a ledger."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import xarray as xr

from mcsim.analysis.envelope import Array
from mcsim.analysis.ledger.sample import Sample
from mcsim.analysis.shell import SHARE, Figure
from mcsim.names import (
    COMPARATOR,
    COST,
    CURRENCY,
    DRAW,
    EFFECT_UNIT,
    ERROR_QUANTILE,
    ITEM,
    KIND,
    LONG_NAME,
    MEASURE,
    PER,
    PERSPECTIVE,
    STRATEGY,
    UNIT,
    UNITS,
    WTP,
    YEAR,
)

QUANTILE, PART = "quantile", "part"
BY_STRATEGY = (STRATEGY, PERSPECTIVE)
SAID = {
    "": "",
    "_se": "Standard error of: ",
    "_lower": "Lower end of 95 % interval of: ",
    "_upper": "Upper end of 95 % interval of: ",
}


def with_ends(
    name: str, values: Mapping[str, Array], units: str, long_name: str, dims: tuple[str, ...]
) -> list[Figure]:
    """A variable and what stands beside it, by the end of its name: "", _se, _lower, _upper."""
    return [
        Figure(f"{name}{end}", each, units, f"{SAID[end]}{long_name}", dims) for end, each in values.items()
    ]


def with_error(
    name: str, pair: tuple[Array, Array], units: str, long_name: str, dims: tuple[str, ...]
) -> list[Figure]:
    """A variable and its standard error."""
    return with_ends(name, dict(zip(("", "_se"), pair, strict=True)), units, long_name, dims)


def labelled(ledger: xr.Dataset, sample: Sample, figures: Iterable[Figure], **along: Any) -> xr.Dataset:
    """A measure of a ledger as a dataset.

    Parameters
    ----------
    ledger : Dataset
        Where the figures come from; its labels and attributes are handed on.
    sample : Sample
        Its draws.
    figures : iterable of Figure
        The measure's variables.
    **along : array_like
        Values of dimensions that the ledger has not.
    """
    variables: dict[str, Any] = {
        figure.name: (figure.dims, figure.values, {UNITS: figure.units, LONG_NAME: figure.long_name})
        for figure in figures
    }
    variables["n_draws"] = ((), sample.draws.size, {UNITS: SHARE, LONG_NAME: "Number of draws"})
    used = {dim for dims, _, _ in variables.values() for dim in dims}
    own = {dim: (dim, np.asarray(values), _attributes(ledger, dim)) for dim, values in along.items()}
    kept = {
        name: values
        for name, values in ledger.coords.items()
        if DRAW not in values.dims and name not in own and set(values.dims) <= used - set(own)
    }
    attrs = {**ledger.attrs, ERROR_QUANTILE: sample.error_quantile}
    return xr.Dataset(variables, coords={**kept, **own}, attrs=attrs)


def money(ledger: xr.Dataset) -> str:
    """Units of cost and net benefit."""
    if UNIT in ledger.coords and (is_cost := ledger[MEASURE].values == COST).any():
        return str(ledger[UNIT].values[is_cost][0])
    return str(ledger.attrs.get(CURRENCY, "GBP"))


def over(ledger: xr.Dataset) -> str:
    """Over what and per whom increments are, for long names."""
    comparator = ledger.attrs.get(COMPARATOR, "the comparator")
    return f"over {comparator} per {ledger.attrs.get(PER, 'person')}"


def _attributes(ledger: xr.Dataset, dim: str) -> dict[str, str]:
    attrs = ledger.attrs
    described = {
        WTP: (f"{attrs.get(CURRENCY, 'GBP')} per {attrs.get(EFFECT_UNIT, 'QALY')}", "Willingness to pay"),
        QUANTILE: (SHARE, "Share of draws that lie below"),
        PART: (SHARE, "What is counted"),
        KIND: (SHARE, "Kind of the items"),
        YEAR: (SHARE, "Year, the first being 0"),
        ITEM: (SHARE, "Item"),
    }
    return dict(zip((UNITS, LONG_NAME), described[dim], strict=True))
