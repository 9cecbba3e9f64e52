"""What experts said, each and pooled."""

from textwrap import fill
from typing import Any

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from mcsim.names import UNITS
from mcsim.plots import style

POOL_DASH = {"linear": "solid", "logarithmic": (0, (4, 1.6))}
ROOM = 1.08
LABEL_WIDTH = 70


def elicitation(data: xr.Dataset) -> Figure:
    """Draw the density of every expert with the stated quantiles as marks, and the pools in bold.

    Parameters
    ----------
    data : Dataset
        `density` (expert, value), `pool_density` (pool, value), `stated` and `stated_density` (expert,
        probability), `weight` (expert); attributes title, quantity, units and `pool`, the chosen pool.

    Returns
    -------
    Figure

    Examples
    --------
    >>> data = xr.Dataset(
    ...     {
    ...         "density": (("expert", "value"), [[0.0, 1.0, 0.0]]),
    ...         "pool_density": (("pool", "value"), [[0.0, 1.0, 0.0]]),
    ...         "stated": (("expert", "probability"), [[1.0]]),
    ...         "stated_density": (("expert", "probability"), [[1.0]]),
    ...         "weight": (("expert",), [1.0]),
    ...     },
    ...     coords={"expert": ["A"], "value": [0.0, 1.0, 2.0], "pool": ["linear"], "probability": [0.5]},
    ...     attrs={"title": "An exercise", "quantity": "uptake", "units": "share", "pool": "linear"},
    ... )
    >>> elicitation(data).axes[0].get_xlabel()
    'Uptake (share)'
    """
    figure, axes = style.blank()
    names = [str(name) for name in data["expert"].values]
    looks = style.looks(names)
    for name in names:
        _draw_expert(axes, data.sel(expert=name), name, looks[name])
    for pool in data["pool"].values:
        _draw_pool(axes, data, str(pool))
    axes.plot([], [], color=style.MUTED, **_MARK, label="stated quantiles")
    axes.set_xlim(float(data["value"][0]), float(data["value"][-1]))
    axes.xaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 2.5, 5, 10]))
    axes.set_ylim(0.0, _top(data))
    style.thousands(axes.xaxis)
    quantity, unit = str(data.attrs["quantity"]), str(data.attrs[UNITS])
    x_label = fill(f"{quantity[:1].upper()}{quantity[1:]} ({unit})", LABEL_WIDTH)
    style.label(axes, x_label, fill(f"Probability density (per {unit})", LABEL_WIDTH))
    style.legend(axes)
    figure.supxlabel(
        fill(str(data.attrs["title"]), style.CAPTION_WIDTH), fontsize=style.SMALL - 1, color=style.MUTED
    )
    return figure


_MARK: dict[str, Any] = {
    "marker": "o",
    "markersize": 5.5,
    "markeredgecolor": "white",
    "markeredgewidth": 1.0,
    "linestyle": "none",
}


def _draw_expert(axes: Axes, data: xr.Dataset, name: str, look: dict[str, Any]) -> None:
    label = f"{name}, weight {float(data['weight']):.2g}"
    axes.fill_between(data["value"], data["density"], color=look["color"], alpha=0.06, linewidth=0, zorder=1)
    axes.plot(data["value"], data["density"], linewidth=1.2, alpha=0.9, label=label, zorder=3, **look)
    axes.plot(data["stated"], data["stated_density"], color=look["color"], zorder=5, **_MARK)


def _draw_pool(axes: Axes, data: xr.Dataset, pool: str) -> None:
    chosen = pool == data.attrs["pool"]
    axes.plot(
        data["value"],
        data["pool_density"].sel(pool=pool),
        color=style.INK,
        alpha=1.0 if chosen else 0.55,
        linewidth=2.6 if chosen else 1.8,
        linestyle=POOL_DASH[pool],
        label=f"{pool} pool{' (chosen)' if chosen else ''}",
        zorder=4,
    )


def _top(data: xr.Dataset) -> float:
    """Highest density between the quantiles that were stated: one may grow without end beyond them."""
    values, stated = data["value"], data["stated"]
    own = data["density"].where((values >= stated.min("probability")) & (values <= stated.max("probability")))
    pools = data["pool_density"].where((values >= stated.min()) & (values <= stated.max()))
    return ROOM * float(max(own.max(), pools.max(), data["stated_density"].max()))
