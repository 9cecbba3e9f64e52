"""Small panels, one for each strategy."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from mcsim.errors import AnalysisError, Problem
from mcsim.names import COMPARATOR, WTP
from mcsim.plots import style

Array = NDArray[np.float64]

MOST = 6
"""Strategies that one figure shows."""
COLUMNS = 3
HEAD_WIDTH = {1: 80, 2: 42, 3: 27}
"""Letters of a line above a panel, by columns of panels."""
WIDE = 9.4  # inches
ROUNDING = 1e-9


def shown(data: xr.Dataset, strategy: str | None) -> list[str]:
    """Strategies to give a panel: the one asked for, or the first few; never the comparator.

    Raises
    ------
    AnalysisError
        There is no such strategy.

    Examples
    --------
    >>> data = xr.Dataset(coords={"strategy": ["usual_care", "new"]}, attrs={"comparator": "usual_care"})
    >>> shown(data, None)
    ['new']
    """
    known = _compared(data)
    if strategy is None:
        return known[:MOST]
    if strategy not in known:
        raise AnalysisError(Problem("strategy", f"{strategy!r} is not in the data", f"one of {known}"))
    return [strategy]


def left_out(data: xr.Dataset, strategy: str | None) -> list[str]:
    """What to say of strategies that have no panel, where nobody asked for one.

    Examples
    --------
    >>> left_out(xr.Dataset(coords={"strategy": ["usual care", "new"]}), None)
    []
    """
    known = _compared(data)
    if strategy is not None or len(known) <= MOST:
        return []
    return [f"the first {MOST} of {len(known)} strategies"]


def _compared(data: xr.Dataset) -> list[str]:
    return [name for name in style.strategies(data) if name != data.attrs.get(COMPARATOR)]


def at_wtp(data: xr.Dataset, wtp: float | None, preferred: Sequence[float]) -> xr.Dataset:
    """One willingness to pay of a measure: what is asked for, else the first preferred that is there.

    Raises
    ------
    AnalysisError
        There is no such willingness to pay.

    Examples
    --------
    >>> data = xr.Dataset(coords={"wtp": [0.0, 20_000.0]})
    >>> at_wtp(data, None, [20_000.0])["wtp"].item(), at_wtp(data, None, [5.0])["wtp"].item()
    (20000.0, 0.0)
    """
    known = data[WTP].values
    for value in preferred if wtp is None else [wtp]:
        near = np.flatnonzero(np.isclose(known, value, rtol=ROUNDING, atol=0.0))
        if near.size:
            return data.isel({WTP: int(near[0])})
    if wtp is not None:
        rule = f"{style.amount(wtp)} is not in the data"
        raise AnalysisError(Problem("wtp", rule, f"one of {known.tolist()}"))
    return data.isel({WTP: 0})


def width(n_panels: int) -> float:
    """Width of a figure, in inches."""
    return style.SIZE[0] if n_panels == 1 else WIDE


def shape(n_panels: int) -> tuple[int, int]:
    """Rows and columns for some panels.

    Examples
    --------
    >>> shape(1), shape(4), shape(6)
    ((1, 1), (2, 2), (2, 3))
    """
    columns = 2 if n_panels == 4 else min(n_panels, COLUMNS)
    return -(-n_panels // columns), columns


def span(drawn: Iterable[Array]) -> tuple[float, float]:
    """Smallest and largest of all that is drawn and known, zero among them.

    Examples
    --------
    >>> span([np.array([np.nan, 3.0]), np.array([1.0])])
    (0.0, 3.0)
    """
    known = np.concatenate([[0.0], *(np.ravel(values) for values in drawn)])
    known = known[np.isfinite(known)]
    return float(known.min()), float(known.max())


def empty(n_panels: int, height: float) -> Figure:
    """A figure as wide as so many panels ask for."""
    figure = Figure(figsize=(width(n_panels), height), dpi=150, layout="constrained", facecolor="white")
    figure.get_layout_engine().set(w_pad=0.06, h_pad=0.06)  # type: ignore[union-attr, call-arg]
    return figure


def nothing(at: xr.Dataset) -> Figure:
    """A figure that says that there is nothing to compare."""
    figure, axes = style.blank()
    axes.set_axis_off()
    style.caption(axes, at, int(at["n_draws"]), "there is no strategy but the comparator")
    return figure


def head(axes: Axes, text: str, below: str = "") -> None:
    """Write what a panel shows above it, and in small letters a line below that."""
    room = 6.0 if not below else 6.0 + 1.3 * style.SMALL
    spec = axes.get_subplotspec()
    width = HEAD_WIDTH.get(spec.get_gridspec().ncols if spec else 1, min(HEAD_WIDTH.values()))
    axes.set_title(fill(text, width), loc="left", fontsize=style.FONT, color=style.INK, pad=room)
    if below:
        # Out of the layout: a line that is a little too long would make every panel narrower.
        axes.annotate(
            below,
            (0.0, 1.0),
            xycoords="axes fraction",
            xytext=(0, 5),
            textcoords="offset points",
            fontsize=style.SMALL - 0.5,
            color=style.MUTED,
            va="bottom",
            in_layout=False,
        )


def remark(axes: Axes, text: str) -> None:
    """Write a line in small letters above a panel."""
    axes.set_title(text, loc="left", fontsize=style.SMALL - 0.5, color=style.MUTED, pad=5)


def walk(grid: NDArray[np.object_], n_panels: int) -> Iterator[tuple[int, Axes]]:
    """Each panel with its number; those that are left over are hidden."""
    for place, axes in enumerate(grid.ravel()):
        if place < n_panels:
            yield place, axes
        else:
            axes.set_axis_off()


def legend(figure: Figure, axes: Axes, order: Sequence[str]) -> None:
    """Explain the marks of one panel above all of them."""
    known = {label: handle for handle, label in zip(*axes.get_legend_handles_labels(), strict=True)}
    handles, labels = [known[label] for label in order], list(order)
    figure.legend(
        handles,
        labels,
        loc="outside upper left",
        ncols=len(labels),
        frameon=False,
        fontsize=style.SMALL,
        labelcolor=style.INK,
        handlelength=1.8,
        columnspacing=1.4,
    )
