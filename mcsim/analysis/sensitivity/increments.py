"""Incremental net benefit of single draws, and where each draw stands in its design."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike, NDArray

from mcsim.analysis.grid import DECISION_POINTS, checked_grid
from mcsim.errors import AnalysisError, Problem
from mcsim.names import (
    COMPARATOR,
    COST,
    CURRENCY,
    DESIGN,
    DRAW,
    EFFECT,
    EFFECT_UNIT,
    LONG_NAME,
    PER,
    PERSPECTIVE,
    STRATEGY,
    UNITS,
    WTP,
)
from mcsim.nmb import net_monetary_benefit

Array = NDArray[np.float64]

BEHIND = (STRATEGY, WTP, PERSPECTIVE)
INMB = "inmb"


def increments_by_draw(outcomes: xr.Dataset, wtp: ArrayLike | None) -> tuple[Array, Array]:
    """Incremental net monetary benefit over the comparator in every draw.

    Parameters
    ----------
    outcomes : Dataset
        Dims (draw, strategy, perspective).
    wtp : array_like of float, optional
        Willingness to pay; 20,000 and 30,000 when absent.

    Returns
    -------
    inmb : ndarray, shape (draw, strategy, wtp, perspective)
    wtp : ndarray, shape (wtp,)

    Raises
    ------
    AnalysisError
        `wtp` is no grid.
    """
    grid = checked_grid(wtp, DECISION_POINTS)
    strategies = [str(name) for name in outcomes[STRATEGY].values]
    base = strategies.index(outcomes.attrs.get(COMPARATOR, strategies[0]))
    over = [
        values - values[:, base : base + 1]
        for values in (
            outcomes[name].transpose(DRAW, STRATEGY, PERSPECTIVE).values for name in (COST, EFFECT)
        )
    ]
    cost, effect = (values[:, :, np.newaxis, :] for values in over)
    return net_monetary_benefit(cost, effect, grid[:, np.newaxis]), grid


def places(outcomes: xr.Dataset, *names: str) -> tuple[NDArray[Any], ...]:
    """Coordinates of the draws in their design, each of shape (draw,).

    Raises
    ------
    AnalysisError
        The outcomes come from another design.
    """
    missing = [name for name in names if name not in outcomes.coords]
    if missing:
        rule = f"are of the design `{outcomes.attrs.get(DESIGN)}`, whose draws have no `{missing[0]}`"
        raise AnalysisError(
            Problem("outcomes", rule, "hand over those of the design that this analysis is of")
        )
    return tuple(outcomes[name].values for name in names)


def labelled(
    outcomes: xr.Dataset, wtp: Array, figures: Mapping[str, tuple[tuple[str, ...], Array, str]], **labels: Any
) -> xr.Dataset:
    """Label figures of incremental net benefit.

    Parameters
    ----------
    outcomes : Dataset
        Where they come from; its attributes are handed on.
    wtp : ndarray, shape (wtp,)
        Willingness to pay.
    figures : mapping of name to (dims, values, long name)
        The dims in front of (strategy, wtp, perspective).
    **labels
        Values of the dims in front.
    """
    attrs = outcomes.attrs
    units = outcomes[COST].attrs.get(UNITS, attrs.get(CURRENCY, ""))
    data = xr.Dataset(
        {
            name: ((*dims, *BEHIND), values, {UNITS: units, LONG_NAME: long_name})
            for name, (dims, values, long_name) in figures.items()
        },
        coords={
            **labels,
            STRATEGY: outcomes[STRATEGY].values,
            WTP: wtp,
            PERSPECTIVE: outcomes[PERSPECTIVE].values,
        },
        attrs=dict(attrs),
    )
    per_unit = f"{attrs.get(CURRENCY, 'GBP')} per {attrs.get(EFFECT_UNIT, 'QALY')}"
    for name in data.coords:
        described = {UNITS: "1", LONG_NAME: str(name).replace("_", " ").capitalize()}
        kept = outcomes[name].attrs if name in labels and name in outcomes.coords else {}
        data[name].attrs = described | dict(kept)
    data[WTP].attrs = {UNITS: per_unit, LONG_NAME: "Willingness to pay"}
    return data


def in_words(outcomes: xr.Dataset) -> str:
    """What the figures are, for long names."""
    base = outcomes.attrs.get(COMPARATOR, str(outcomes[STRATEGY].values[0]))
    return f"Incremental net monetary benefit over {base} per {outcomes.attrs.get(PER, 'person')}"
