"""Waterfall: from which items of the ledger net benefit comes."""

from collections.abc import Sequence
from itertools import chain
from textwrap import fill
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from mcsim.names import STRATEGY, WTP, words
from mcsim.plots import panels, style
from mcsim.plots.money import money
from mcsim.plots.room import Mark, limits
from mcsim.plots.waterfall_bars import Bars, bars

GAIN, LOSS, SUM = style.PALETTE[2], style.PALETTE[1], style.PALETTE[0]
NAME_WIDTH, ABOUT_WIDTH = 24, 34
THICKNESS = 0.66
ROW, HEAD, FOOT = 0.31, 0.75, 0.45  # inches
LETTER, GAP = 0.072, 0.06  # inches


def waterfall(
    contributions: xr.Dataset,
    perspective: str | None = None,
    wtp: float | None = None,
    strategy: str | None = None,
    decision_points: Sequence[float] = style.DECISION_POINTS,
) -> Figure:
    """Draw what each item adds to net benefit or takes away, ending in their sum with its 95 % error bar.

    Parameters
    ----------
    contributions : Dataset
        The measure of this name: `contribution` of dims (strategy, perspective, item, wtp) and `inmb` of dims
        (strategy, perspective, wtp), with their errors. Items that are nothing are left out, and small ones
        beyond ten are gathered; the error of these together is at most the sum of theirs.
    perspective : str, optional
        The first when absent.
    wtp : float, optional
        One that the measure was computed at; when absent the first decision point that is among them, or else
        the first of them.
    strategy : str, optional
        A panel for each of the first six when absent.
    decision_points : sequence of float
        Values of willingness to pay, the preferred one first.

    Returns
    -------
    Figure

    Raises
    ------
    AnalysisError
        There is no such perspective, strategy or willingness to pay.

    Examples
    --------
    >>> items, sums = ("strategy", "perspective", "item", "wtp"), ("strategy", "perspective", "wtp")
    >>> data = xr.Dataset(
    ...     {"contribution": (items, [[[[-90.0], [150.0]]]]), "contribution_se": (items, [[[[1.0], [2.0]]]]),
    ...      "inmb": (sums, [[[60.0]]]), "inmb_se": (sums, [[[2.2]]]), "n_draws": 100},
    ...     {"strategy": ["new"], "perspective": ["all"], "item": ["staff", "health"], "wtp": [20_000.0]},
    ...     {"error_quantile": 1.96})
    >>> [label.get_text() for label in waterfall(data).axes[0].get_yticklabels()]
    ['staff', 'health', 'net benefit']
    """
    at = panels.at_wtp(style.choose(contributions, perspective), wtp, decision_points)
    names = panels.shown(contributions, strategy)
    if not names:
        return panels.nothing(at)
    found = bars(at.sel({STRATEGY: names}))
    sign, reach = style.symbol(contributions), style.error_quantile(contributions)
    n_rows, n_columns = panels.shape(len(names))
    labels = [fill(words(label), NAME_WIDTH) for label in found[0].labels]
    texts = [_texts(each, sign, brief=len(names) > 1) for each in found]
    figure = panels.empty(len(names), n_rows * (ROW * len(labels) + HEAD) + FOOT)
    grid = figure.subplots(n_rows, n_columns, squeeze=False)
    marks = [_marks(each, reach, text) for each, text in zip(found, texts, strict=True)]
    ends = limits(chain(*marks), _inches(len(names), n_columns, labels))
    about = f"Net benefit per {style.per(contributions)} at {style.amount(float(at[WTP]), sign)} per "
    about += f"{style.effect_unit(contributions)} ({sign})"
    for place, axes in panels.walk(grid, len(names)):
        _draw(axes, found[place], reach, texts[place])
        _frame(axes, labels, ends, named=place % n_columns == 0)
        panels.head(axes, words(names[place]))
        if place + n_columns >= len(names):
            style.label(axes, fill(about, ABOUT_WIDTH if n_columns > 1 else style.CAPTION_WIDTH), "")
    notes = [_error_note(found, sign), *panels.left_out(contributions, strategy)]
    style.caption(grid[0, 0], at, int(contributions["n_draws"]), *notes)
    return figure


def _texts(own: Bars, sign: str, brief: bool) -> list[str]:
    """What is written beside each bar; in brief without its error."""
    errors = np.full(len(own.values), np.nan) if brief else own.errors
    rows = zip(own.values.tolist(), errors.tolist(), own.at_most.tolist(), strict=True)
    return [money(value, sign, error, at_most) for value, error, at_most in rows]


def _error_note(found: Sequence[Bars], sign: str) -> str:
    """Where the errors are: written beside the bars, or where there are many bars the largest of them."""
    if len(found) == 1:
        return "in brackets: Monte Carlo standard error"
    largest = np.nanmax([each.errors for each in found], initial=0.0)
    return f"Monte Carlo standard errors: at most {money(float(largest), sign)}"


def _marks(own: Bars, reach: float, texts: Sequence[str]) -> list[Mark]:
    """Where the texts stand, behind the end of each bar, and how wide they are."""
    beyond = np.zeros(len(own.values))
    beyond[-1] = reach * np.nan_to_num(own.errors[-1])
    ends = own.starts + own.values + np.where(own.values < 0.0, -beyond, beyond)
    rows = zip(ends.tolist(), texts, (own.values < 0.0).tolist(), strict=True)
    return [Mark(end, len(text) * LETTER + GAP, to_the_left) for end, text, to_the_left in rows]


def _inches(n_panels: int, n_columns: int, labels: Sequence[str]) -> float:
    """Length of the horizontal axis of a panel, on the safe side."""
    names = max(len(line) for label in labels for line in label.split("\n")) * LETTER + 0.25
    return (panels.width(n_panels) - names) / n_columns - 0.2


def _draw(axes: Axes, own: Bars, reach: float, texts: Sequence[str]) -> None:
    colours = [LOSS if value < 0.0 else GAIN for value in own.values[:-1]] + [SUM]
    edges = [colour if value else "none" for colour, value in zip(colours, own.values, strict=True)]
    heights = np.arange(len(own.values))
    axes.axvline(0.0, color=style.MUTED, linewidth=0.8, zorder=1)
    # The edge keeps a bar in sight that is thinner than a line.
    edge: dict[str, Any] = {"edgecolor": edges, "linewidth": 0.7}
    axes.barh(heights, own.values, THICKNESS, own.starts, color=colours, zorder=3, **edge)
    error: dict[str, Any] = {"ecolor": style.INK, "elinewidth": 1.3, "capsize": 3}
    axes.errorbar(own.values[-1:], heights[-1:], xerr=reach * own.errors[-1:], fmt="none", zorder=5, **error)
    _connect(axes, own)
    for row, (mark, text) in enumerate(zip(_marks(own, reach, texts), texts, strict=True)):
        axes.annotate(
            text,
            (mark.place, row),
            xytext=(-4 if mark.to_the_left else 4, 0),
            textcoords="offset points",
            ha="right" if mark.to_the_left else "left",
            va="center",
            fontsize=style.SMALL - 0.5,
            fontweight="bold" if row == len(heights) - 1 else "normal",
            color=style.INK if own.values[row] else style.MUTED,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
            zorder=4,
        )


def _connect(axes: Axes, own: Bars) -> None:
    """Lines from the end of each bar to the next, through the rows where there is none."""
    for row, end in enumerate(np.cumsum(own.values[:-1])):
        top = row + THICKNESS / 2 if own.values[row] else row - THICKNESS / 2
        axes.plot([end, end], [top, row + 1 - THICKNESS / 2], color=style.MUTED, linewidth=0.8, zorder=2)


def _frame(axes: Axes, labels: Sequence[str], ends: tuple[float, float], named: bool) -> None:
    style.plain(axes, style.SMALL)
    axes.spines["left"].set_visible(False)
    axes.set_yticks(range(len(labels)), labels if named else [""] * len(labels))
    axes.tick_params(axis="y", length=0, pad=4)
    axes.get_yticklabels()[-1].set_fontweight("bold")
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_xlim(*ends)
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    style.thousands(axes.xaxis)
