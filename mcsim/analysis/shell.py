"""From plain arrays to labelled datasets: the one place where measures meet xarray."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from mcsim.analysis.summary import Summary
from mcsim.names import (
    COMPARATOR,
    CURRENCY,
    EFFECT_UNIT,
    ERROR_QUANTILE,
    LONG_NAME,
    PER,
    PERSPECTIVE,
    STRATEGY,
    UNITS,
    WTP,
)

SHARE = "1"
"""Units of a share, of a count, and of a name."""


@dataclass(frozen=True)
class Figure:
    """One variable of a measure.

    Attributes
    ----------
    name : str
        Of the variable.
    values : array_like
        By `dims`.
    units : str
        Of the values.
    long_name : str
        What it is, in words.
    dims : tuple of str
        Names of its dimensions.
    """

    name: str
    values: Any
    units: str
    long_name: str
    dims: tuple[str, ...]


BY_STRATEGY = (STRATEGY, PERSPECTIVE)
BY_WTP = (WTP, PERSPECTIVE)
BY_STRATEGY_AND_WTP = (STRATEGY, WTP, PERSPECTIVE)


def by_perspective(function: Callable[..., Any], *parts: Iterable[Any]) -> NDArray[Any]:
    """Apply `function` to each perspective's sums and stack the results along a last axis."""
    return np.stack([np.asarray(function(*part)) for part in zip(*parts, strict=True)], axis=-1)


def dataset(summary: Summary, figures: Iterable[Figure]) -> xr.Dataset:
    """Label the figures of a measure, with units and a long name on every variable and coordinate.

    Parameters
    ----------
    summary : Summary
        Where they come from; its attributes are handed on.
    figures : iterable of Figure
        The measure's variables.

    Returns
    -------
    Dataset
    """
    layout = summary.layout
    variables = {
        figure.name: (figure.dims, figure.values, {UNITS: figure.units, LONG_NAME: figure.long_name})
        for figure in figures
    }
    variables["n_draws"] = ((), summary.n_draws, {UNITS: SHARE, LONG_NAME: "Number of draws"})
    labels: dict[str, Any] = {
        STRATEGY: list(layout.strategies),
        WTP: layout.wtp,
        PERSPECTIVE: list(layout.perspectives),
    }
    used = {dim for dims, _, _ in variables.values() for dim in dims}
    data = xr.Dataset(
        variables,
        coords={name: values for name, values in labels.items() if name in used},
        attrs=attributes(summary),
    )
    _describe_coordinates(data, summary)
    return data


def attributes(summary: Summary) -> dict[str, Any]:
    """Attributes of a measure: those of the outcomes, and by how much 95 % intervals exceed the error."""
    return {**summary.layout.attrs, ERROR_QUANTILE: summary.layout.error_quantile}


def money(summary: Summary) -> str:
    """Units of cost and net benefit."""
    return summary.layout.money


def per_unit(summary: Summary) -> str:
    """Units of willingness to pay, as in ``GBP per QALY``."""
    attrs = summary.layout.attrs
    return f"{attrs.get(CURRENCY, 'GBP')} per {effect_unit(summary)}"


def effect_unit(summary: Summary) -> str:
    """What one unit of effect is."""
    return str(summary.layout.attrs.get(EFFECT_UNIT, "QALY"))


def against(summary: Summary) -> str:
    """Name of the comparator, for long names."""
    layout = summary.layout
    return str(layout.attrs.get(COMPARATOR, layout.strategies[0]))


def per(summary: Summary) -> str:
    """Per what the figures are, as in ``person``."""
    return str(summary.layout.attrs.get(PER, "person"))


def _describe_coordinates(data: xr.Dataset, summary: Summary) -> None:
    described = {
        STRATEGY: {UNITS: SHARE, LONG_NAME: "Strategy"},
        PERSPECTIVE: {UNITS: SHARE, LONG_NAME: "Perspective"},
        WTP: {UNITS: per_unit(summary), LONG_NAME: "Willingness to pay"},
    }
    for name in data.coords:
        data[name].attrs = described[str(name)]
