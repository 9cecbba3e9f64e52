"""Gallery of the inputs: a small density for each, coloured by where its figures come from."""

from textwrap import shorten
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from mcsim.names import INPUT, words
from mcsim.plots import style

COLUMNS = 4
PANEL = (2.35, 1.55)  # inches
COLOURS = {"found": 0, "derived": 2, "recalled": 4, "judgement": 1}
TITLE_WIDTH = 32


def inputs(portraits: xr.Dataset) -> Figure:
    """Draw every input that varies, with its 95 % interval, and its mean where it has one.

    Parameters
    ----------
    portraits : Dataset
        Dims (input, bin): histogram, moments and evidence status of every input.

    Returns
    -------
    Figure

    Examples
    --------
    >>> one = {"mean": 0.5, "lower": 0.1, "upper": 0.9, "sd": 0.2, "unit": "share", "status": "found"}
    >>> data = xr.Dataset({key: ("input", [value]) for key, value in one.items()}, {"input": ["uptake"]})
    >>> data = data.assign(share=(("input", "bin"), [[0.5, 0.5]]),
    ...                    edge=(("input", "boundary"), [[0.0, 0.5, 1.0]]))
    >>> inputs(data).axes[0].get_title(loc="left")
    'uptake'
    """
    # Where a tail is too heavy for a variance, there is no number; none is 0 but where nothing varies.
    varying = portraits.isel({INPUT: np.flatnonzero(portraits["sd"].values != 0.0)})
    n = varying.sizes[INPUT]
    rows = max(1, -(-n // COLUMNS))
    size = (PANEL[0] * COLUMNS, PANEL[1] * rows + 0.7)
    figure = Figure(figsize=size, dpi=150, layout="constrained", facecolor="white")
    panels = figure.subplots(rows, COLUMNS, squeeze=False).ravel()
    for at, axes in enumerate(panels):
        if at < n:
            _panel(axes, varying.isel({INPUT: at}))
        else:
            axes.set_axis_off()
    _legend(figure, varying)
    _caption(figure, portraits, n)
    return figure


def _panel(axes: Axes, one: xr.Dataset) -> None:
    colour = style.PALETTE[COLOURS.get(str(one["status"].item()), 0)]
    edge, share = one["edge"].values, one["share"].values
    axes.stairs(share, edge, fill=True, color=colour, alpha=0.25)
    axes.stairs(share, edge, color=colour, linewidth=1.1)
    top = float(share.max()) or 1.0
    axes.plot(
        [one["lower"], one["upper"]], [-0.07 * top] * 2, color=style.MUTED, linewidth=1.6, clip_on=False
    )
    if np.isfinite(one["mean"].item()):
        axes.plot([one["mean"]], [-0.07 * top], marker="o", markersize=3.2, color=style.INK, clip_on=False)
    axes.set_ylim(-0.12 * top, 1.08 * top)
    axes.set_xlim(edge[0], edge[-1])
    axes.set_yticks([])
    axes.xaxis.set_major_locator(MaxNLocator(3))
    axes.xaxis.set_major_formatter(FuncFormatter(_short))
    axes.tick_params(labelsize=style.SMALL - 2, colors=style.INK, color=style.MUTED, length=2, pad=2)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(style.FAINT)
    title: dict[str, Any] = {"loc": "left", "pad": 3, "color": style.INK}
    axes.set_title(
        shorten(words(str(one[INPUT].item())), TITLE_WIDTH, placeholder="…"),
        fontsize=style.SMALL - 1,
        **title,
    )
    axes.set_xlabel(
        shorten(str(one["unit"].item()), 36, placeholder="…"), fontsize=style.SMALL - 2, labelpad=1
    )


def _short(value: float, _: int) -> str:
    """A tick that fits a small panel, as in 12k."""
    if abs(value) >= 10_000:
        return f"{style.amount(round(value / 1000, 1))}k"
    return style.amount(round(value, 10))


def _legend(figure: Figure, varying: xr.Dataset) -> None:
    present = set(varying["status"].values.tolist())
    patches = [
        Patch(facecolor=style.PALETTE[colour], alpha=0.5, label=status)
        for status, colour in COLOURS.items()
        if status in present
    ]
    figure.legend(
        handles=patches,
        loc="outside upper left",
        ncols=len(patches) or 1,
        frameon=False,
        fontsize=style.SMALL,
        title="How the published figure was come by",
        title_fontsize=style.SMALL,
        alignment="left",
    )


def _caption(figure: Figure, portraits: xr.Dataset, n_varying: int) -> None:
    n_fixed = portraits.sizes[INPUT] - n_varying
    title = f"{portraits.attrs['title']}; " if portraits.attrs.get("title") else ""
    fixed = f"; {n_fixed} fixed inputs are not shown" if n_fixed else ""
    figure.supxlabel(
        f"{title}dot: mean, bar: 95 % interval{fixed}", fontsize=style.SMALL - 1, color=style.MUTED
    )
