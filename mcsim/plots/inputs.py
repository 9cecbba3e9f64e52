"""Gallery of the inputs: for each its density, its source, and how well it is known."""

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
PANEL = (2.35, 1.78)  # inches
COLOURS = {"found": 0, "derived": 2, "recalled": 4, "judgement": 1}
TITLE_WIDTH, SOURCE_WIDTH, UNIT_WIDTH = 32, 47, 36
LINE = 9.5  # points between the lines above a panel


def inputs(portraits: xr.Dataset) -> Figure:
    """Draw every input that varies, with its 95 % interval, and its mean where it has one.

    Above each panel stands how its figure was come by, what its distribution is centred on, and the source,
    shortened to one line.

    Parameters
    ----------
    portraits : Dataset
        What `portraits` returned: histogram, moments, source and evidence of every input.

    Returns
    -------
    Figure

    Examples
    --------
    >>> one = {"mean": 0.5, "lower": 0.1, "upper": 0.9, "sd": 0.2, "unit": "share", "status": "found"}
    >>> one |= {"centre": "shrunk", "source": "Knapp et al. (2010), table 2"}
    >>> data = xr.Dataset({key: ("input", [value]) for key, value in one.items()}, {"input": ["uptake"]})
    >>> data = data.assign(share=(("input", "bin"), [[0.5, 0.5]]),
    ...                    edge=(("input", "boundary"), [[0.0, 0.5, 1.0]]))
    >>> axes = inputs(data).axes[0]
    >>> axes.get_title(loc="left"), [text.get_text() for text in axes.texts]
    ('uptake', ['■', 'found, shrunk', 'Knapp et al. (2010), table 2'])
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
    _head(axes, one, colour)
    axes.set_xlabel(_fit(str(one["unit"].item()), UNIT_WIDTH), fontsize=style.SMALL - 2, labelpad=1)


def _head(axes: Axes, one: xr.Dataset, colour: str) -> None:
    """Write name, evidence and source above a panel."""
    title: dict[str, Any] = {"loc": "left", "pad": 4 + 2 * LINE, "color": style.INK}
    name = _fit(words(str(one[INPUT].item())), TITLE_WIDTH)
    axes.set_title(name, fontsize=style.SMALL - 0.5, **title)
    source = _fit(str(one["source"].item()), SOURCE_WIDTH)
    lines = (("■", 0, LINE, colour), (_known(one), 10, LINE, style.INK), (source, 0, 0, style.MUTED))
    for text, right, up, ink in lines:
        axes.annotate(
            text,
            (0.0, 1.0),
            xycoords="axes fraction",
            xytext=(right, 3 + up),
            textcoords="offset points",
            fontsize=style.SMALL - 2.3,
            color=ink,
            in_layout=False,
        )


def _fit(text: str, width: int) -> str:
    """As many whole words of a text as have room.

    Examples
    --------
    >>> _fit("Knapp, Bauer, Perkins and Snell (2010)", 30), _fit("a_name_without_any_space", 10)
    ('Knapp, Bauer, Perkins and…', 'a_name_wi…')
    """
    if len(text) <= width:
        return text
    short = shorten(text, width, placeholder="…").removesuffix("…") or text[: width - 1]
    return short.rstrip(" .,;:(") + "…"


def _known(one: xr.Dataset) -> str:
    """How the figure was come by and what the distribution is centred on, once where both are the same."""
    return ", ".join(dict.fromkeys([str(one["status"].item()), str(one["centre"].item())]))


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
        title="How the published figure was come by; beside it, what the distribution is centred on",
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
