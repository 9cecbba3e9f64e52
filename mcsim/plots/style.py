"""The look that all figures share."""

from collections.abc import Iterable, Sequence
from textwrap import fill
from typing import Any

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from mcsim.errors import AnalysisError, Problem
from mcsim.names import (
    COMPARATOR,
    CURRENCY,
    EFFECT_UNIT,
    ERROR_QUANTILE,
    PER,
    PERSPECTIVE,
    STRATEGY,
    SYMBOLS,
    words,
)

DECISION_POINTS = (20_000.0, 30_000.0)

PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7B4FA3", "#5F4B32")
"""Okabe and Ito's colours, told apart by readers with any kind of colour vision, and two more."""
DASHES: tuple[Any, ...] = ("solid", (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2)))
INK, MUTED, FAINT = "#222222", "#6B6B6B", "#D9D9D9"

SIZE = (7.2, 4.6)
FONT, SMALL = 10, 8.5
LEGEND_WIDTH = 20
CAPTION_WIDTH = 110
LETTERS_PER_INCH = 17.5  # of a caption
LINE = 10
"""Points from one row of labels to the next."""
WIDTH_OF_LABEL = 0.12
"""Of the width of the axes."""
NUDGE = {"right": 6, "center": 0, "left": -6}
"""Points by which a label aligned so is moved, to stand over its line."""


def blank() -> tuple[Figure, Axes]:
    """Make an empty figure with one set of axes; no global state is touched."""
    figure = Figure(figsize=SIZE, dpi=150, layout="constrained", facecolor="white")
    axes = figure.add_subplot()
    plain(axes)
    axes.xaxis.set_major_locator(MaxNLocator(6))
    return figure, axes


def plain(axes: Axes, size: float = SMALL + 0.5) -> None:
    """Give axes a muted frame on two sides, and tick labels of a size."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(MUTED)
    axes.tick_params(colors=INK, labelsize=size, color=MUTED, length=3)


def label(axes: Axes, x: str, y: str) -> None:
    """Name both axes."""
    axes.set_xlabel(x, fontsize=FONT, color=INK, labelpad=6)
    axes.set_ylabel(y, fontsize=FONT, color=INK, labelpad=6)


def caption(axes: Axes, data: xr.Dataset, n_draws: int, *notes: str) -> None:
    """Say below the axes whose costs and effects are shown, from how many draws, and what else to know."""
    perspective = words(str(data[PERSPECTIVE].item()))
    title = f"{data.attrs['title']}; " if data.attrs.get("title") else ""
    text = "; ".join([f"{title}{perspective} perspective, {n_draws:,} draws", *notes])
    letters = int(LETTERS_PER_INCH * axes.figure.get_figure(root=True).get_figwidth())
    axes.figure.supxlabel(fill(text, letters), fontsize=SMALL - 1, color=MUTED)


def choose(data: xr.Dataset, perspective: str | None) -> xr.Dataset:
    """One perspective of a dataset, the first when none is named.

    Raises
    ------
    AnalysisError
        There is no such perspective.
    """
    if perspective is None:
        return data.isel({PERSPECTIVE: 0})
    known = [str(name) for name in data[PERSPECTIVE].values]
    if perspective not in known:
        raise AnalysisError(Problem("perspective", f"{perspective!r} is not in the data", f"one of {known}"))
    return data.sel({PERSPECTIVE: perspective})


def looks(strategies: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Colour and dash of every strategy; the dash changes when the colours come round again.

    Examples
    --------
    >>> looks(["usual care"])
    {'usual care': {'color': '#0072B2', 'linestyle': 'solid'}}
    """
    return {
        name: {
            "color": PALETTE[at % len(PALETTE)],
            "linestyle": DASHES[(at // len(PALETTE)) % len(DASHES)],
        }
        for at, name in enumerate(strategies)
    }


def strategies(data: xr.Dataset) -> list[str]:
    """Names of the strategies."""
    return [str(name) for name in data[STRATEGY].values]


def comparator(data: xr.Dataset) -> str:
    """Name of the comparator; the first strategy when the data do not say."""
    return str(data.attrs.get(COMPARATOR) or strategies(data)[0])


def symbol(data: xr.Dataset) -> str:
    """Sign of the currency, or its code where it has none that is clear.

    Examples
    --------
    >>> symbol(xr.Dataset(attrs={"currency": "GBP"}))
    '£'
    """
    code = str(data.attrs.get(CURRENCY, "GBP"))
    return SYMBOLS.get(code, code)


def effect_unit(data: xr.Dataset, plural: bool = False) -> str:
    """What one unit of effect is, or several are.

    Examples
    --------
    >>> effect_unit(xr.Dataset(attrs={"effect_unit": "life year"}), plural=True)
    'life years'
    >>> effect_unit(xr.Dataset(attrs={"effect_unit": "social-care QALY (ASCOT)"}), plural=True)
    'social-care QALYs (ASCOT)'
    """
    unit = str(data.attrs.get(EFFECT_UNIT, "QALY"))
    name, bracket, rest = unit.partition(" (")
    return f"{name}s{bracket}{rest}" if plural and not name.endswith("s") else unit


def error_quantile(data: xr.Dataset) -> float:
    """Standard errors to either side of an estimate in a 95 % interval, as the measure says.

    Raises
    ------
    AnalysisError
        It does not say.

    Examples
    --------
    >>> error_quantile(xr.Dataset(attrs={"error_quantile": 2.1314}))
    2.1314
    """
    if ERROR_QUANTILE not in data.attrs:
        remedy = "hand over the measure as it was returned, its attributes with it"
        raise AnalysisError(Problem(f"attribute `{ERROR_QUANTILE}`", "is not there", remedy))
    return float(data.attrs[ERROR_QUANTILE])


def per(data: xr.Dataset) -> str:
    """Per what the figures are."""
    return str(data.attrs.get(PER, "person"))


def wtp_label(data: xr.Dataset) -> str:
    """Label of an axis of willingness to pay.

    Examples
    --------
    >>> wtp_label(xr.Dataset(attrs={"currency": "GBP", "effect_unit": "QALY"}))
    'Willingness to pay (£ per QALY)'
    """
    return f"Willingness to pay ({symbol(data)} per {effect_unit(data)})"


def amount(value: float, sign: str = "") -> str:
    """A number with thousands separators, a true minus, and no more digits than it needs.

    Examples
    --------
    >>> amount(20000.0, "£"), amount(-1500.0), amount(0.05)
    ('£20,000', '−1,500', '0.05')
    """
    digits = f"{abs(value):,.10g}" if abs(value) < 1 else f"{abs(value):,.2f}".rstrip("0").rstrip(".")
    return ("−" if value < 0 else "") + sign + digits


def sides(n_labels: int) -> list[str]:
    """Alignment that keeps labels of neighbouring lines apart, from left to right.

    Examples
    --------
    >>> sides(3)
    ['right', 'center', 'left']
    """
    return ["right", *["center"] * (n_labels - 2), "left"] if n_labels > 1 else ["center"] * n_labels


def rows_of_labels(places: Sequence[float], span: float) -> list[int]:
    """Row of each label above an axis, from left to right: the lowest in which it runs into none.

    Examples
    --------
    >>> rows_of_labels([15.0, 20.0, 30.0, 70.0], 100.0)
    [0, 1, 0, 0]
    >>> rows_of_labels([15.0, 20.0, 25.0], 100.0)
    [0, 1, 2]
    """
    rows: list[int] = []
    last: list[float] = []  # place of the last label in each row
    for place in places:
        free = (at for at, other in enumerate(last) if place - other >= WIDTH_OF_LABEL * span)
        rows.append(next(free, len(last)))
        last[rows[-1] : rows[-1] + 1] = [place]
    return rows


def thousands(axis: Any) -> None:
    """Give an axis numbers with thousands separators."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: amount(round(value, 10))))


def marker(n_points: int) -> str:
    """Marker of a curve: a dot where a line of one point would not be seen."""
    return "o" if n_points == 1 else ""


def wtp_axis(axes: Axes, data: xr.Dataset, decision_points: Sequence[float]) -> None:
    """Set up the horizontal axis of willingness to pay, with the decision points marked."""
    wtp = data["wtp"].values
    if wtp.size > 1:
        axes.set_xlim(wtp[0], wtp[-1])
    thousands(axes.xaxis)
    inside = sorted(point for point in decision_points if wtp[0] <= point <= wtp[-1])
    rows = rows_of_labels(inside, wtp[-1] - wtp[0])
    for point, side, row in zip(inside, sides(len(inside)), rows, strict=True):
        axes.axvline(point, color=MUTED, linewidth=0.8, linestyle=(0, (2, 2)), zorder=1)
        axes.annotate(
            amount(point, symbol(data)),
            (point, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(NUDGE[side], 3 + row * LINE),
            textcoords="offset points",
            ha=side,
            va="bottom",
            fontsize=SMALL - 0.5,
            color=MUTED,
        )


def legend(axes: Axes, order: Sequence[str] = (), room: float = 0.0) -> None:
    """Put the legend beside the axes, where it hides nothing; long names are wrapped.

    Parameters
    ----------
    axes : Axes
        With labelled artists.
    order : sequence of str
        Labels to put first.
    room : float
        Left free between axes and legend for labels, of the width of the axes.
    """
    handles, labels = axes.get_legend_handles_labels()
    if not labels:
        return
    rank = {name: at for at, name in enumerate(order)}
    places = sorted(range(len(labels)), key=lambda at: rank.get(labels[at], len(rank)))
    axes.legend(
        [handles[at] for at in places],
        [fill(words(labels[at]), LEGEND_WIDTH) for at in places],
        loc="upper left",
        bbox_to_anchor=(1.01 + room, 1.0),
        frameon=False,
        fontsize=SMALL + 0.5,
        labelcolor=INK,
        handlelength=2.2,
        labelspacing=0.7,
        borderaxespad=0.0,
    )
