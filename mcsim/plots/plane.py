"""Cost-effectiveness plane."""

import json
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from mcsim.names import COST, DRAW, EFFECT, STRATEGY
from mcsim.plots import style
from mcsim.plots.cost_alone import cost_alone, effect_is_nothing

Array = NDArray[np.float64]

MOST_POINTS = 5_000
ONE_EFFECT = 0.05
"""Share of draws with one and the same effect beyond which they are a mixture."""
HEIGHT_OF_LABEL = 0.045
"""Of the height of the axes."""
MIXED = "no ellipse where draws are a mixture"
RADIUS = float(np.sqrt(5.991464547107979))
"""Square root of the 95 % point of the chi-squared distribution with two degrees of freedom."""


def plane(
    outcomes: xr.Dataset,
    means: xr.Dataset,
    perspective: str | None = None,
    decision_points: Sequence[float] = style.DECISION_POINTS,
) -> Figure:
    """Draw incremental cost against incremental effect, draw by draw.

    Where no strategy changes the effect in any draw, the spread of incremental cost is drawn instead.

    Parameters
    ----------
    outcomes : Dataset
        `cost` and `effect` of dims (draw, strategy, perspective); at most 5,000 points of it are shown,
        evenly taken.
    means : Dataset
        The measure `means` of the same outcomes: mean increments, and their covariance for the 95 % ellipse
        of a normal distribution; none is drawn where an input of the run is a structural choice, as its
        configuration among the attributes says, or where many draws have one and the same effect.
    perspective : str, optional
        The first when absent.
    decision_points : sequence of float
        Values of willingness to pay to draw as lines through the origin.

    Returns
    -------
    Figure

    Raises
    ------
    AnalysisError
        There is no such perspective.

    References
    ----------
    Black (1990), Medical Decision Making 10:212-214.

    Examples
    --------
    >>> from mcsim.analysis.cea.means import means as mean_increments
    >>> from mcsim.results.datasets import outcomes as outcomes_of
    >>> data = outcomes_of([[0.0, 5.0], [0.0, 3.0]], [[0.0, 1.0], [0.0, 2.0]], ["usual care", "new"])
    >>> plane(data, mean_increments(data)).axes[0].get_xlabel()
    'Incremental effect (QALYs)'
    """
    shown, mean = style.choose(outcomes, perspective), style.choose(means, perspective)
    against = style.comparator(outcomes)
    if effect_is_nothing(shown, against):
        return cost_alone(shown, mean, outcomes)
    others = [name for name in style.strategies(outcomes) if name != against]
    figure, axes = style.blank()
    axes.axhline(0.0, color=style.MUTED, linewidth=0.8, zorder=1)
    axes.axvline(0.0, color=style.MUTED, linewidth=0.8, zorder=1)
    points = _thinned(shown, against, max(1, MOST_POINTS // max(1, len(others))))
    looks = style.looks(style.strategies(outcomes))
    is_mixed = _is_mixed(outcomes)
    smooth = {name: not is_mixed and _is_smooth(points.sel({STRATEGY: name})) for name in others}
    for name in others:
        own = mean.sel({STRATEGY: name})
        _draw_strategy(axes, name, looks[name], points, own, len(others))
        if smooth[name]:
            _draw_ellipse(axes, own, looks[name])
    _frame(axes)
    _draw_thresholds(axes, outcomes, decision_points)
    style.thousands(axes.xaxis)
    style.thousands(axes.yaxis)
    unit = style.effect_unit(outcomes, plural=True)
    style.label(axes, f"Incremental effect ({unit})", f"Incremental cost ({style.symbol(outcomes)})")
    if any(smooth.values()):
        axes.plot([], [], color=style.MUTED, linewidth=1.3, label="95 % of draws, if normal")
    beside = any(wtp * axes.get_xlim()[1] <= axes.get_ylim()[1] for wtp in decision_points)
    style.legend(axes, others, room=style.WIDTH_OF_LABEL * beside)
    style.caption(axes, shown, outcomes.sizes[DRAW], *([] if all(smooth.values()) else [MIXED]))
    return figure


def _is_mixed(outcomes: xr.Dataset) -> bool:
    """Whether an input of the run is a structural choice."""
    inputs = json.loads(outcomes.attrs.get("configuration", "{}")).get("inputs", {})
    return any(record.get("structures") for record in inputs.values())


def _thinned(data: xr.Dataset, against: str, most: int) -> xr.Dataset:
    """Increments over the comparator for evenly spaced draws."""
    n_draws = data.sizes[DRAW]
    kept = np.unique(np.linspace(0, n_draws - 1, min(most, n_draws)).astype(np.intp))
    few = data[[COST, EFFECT]].isel({DRAW: kept})
    return few - few.sel({STRATEGY: against}, drop=True)


def _draw_strategy(
    axes: Axes, name: str, look: dict[str, Any], points: xr.Dataset, mean: xr.Dataset, n_strategies: int
) -> None:
    colour = look["color"]
    cloud = points.sel({STRATEGY: name})
    faded = 0.35 if n_strategies == 1 else 0.18
    axes.scatter(
        cloud[EFFECT], cloud[COST], s=5, color=colour, alpha=faded, linewidths=0, zorder=2, rasterized=True
    )
    axes.plot(
        mean["inc_effect"].item(),
        mean["inc_cost"].item(),
        marker="o",
        markersize=6.5,
        markerfacecolor=colour,
        markeredgecolor="white",
        markeredgewidth=1.1,
        linestyle=look["linestyle"],
        color=colour,
        label=name,
        zorder=5,
    )


def _is_smooth(points: xr.Dataset) -> bool:
    """Whether no effect is that of many draws, a mixture that a normal ellipse does not describe."""
    _, counts = np.unique(points[EFFECT].values, return_counts=True)
    return bool(counts.max(initial=0) <= max(1, ONE_EFFECT * points.sizes[DRAW]))


def _draw_ellipse(axes: Axes, mean: xr.Dataset, look: dict[str, Any]) -> None:
    ring = _ellipse(mean)
    if np.isfinite(ring).all():
        axes.plot(*ring, linewidth=1.3, zorder=4, **look)


def _ellipse(mean: xr.Dataset) -> Array:
    """Ellipse that holds 95 % of a normal distribution with the covariance of the increments."""
    angle = np.linspace(0.0, 2.0 * np.pi, 181)
    spread_effect = np.sqrt(mean["inc_effect_variance"].item())
    slope = mean["inc_covariance"].item() / spread_effect if spread_effect > 0.0 else 0.0
    left = np.sqrt(max(mean["inc_cost_variance"].item() - slope**2, 0.0))
    effect = mean["inc_effect"].item() + RADIUS * spread_effect * np.cos(angle)
    cost = mean["inc_cost"].item() + RADIUS * (slope * np.cos(angle) + left * np.sin(angle))
    return np.stack([effect, cost])


def _frame(axes: Axes) -> None:
    """Fix the limits to what is drawn so far, with the origin inside."""
    axes.margins(0.06)
    axes.autoscale_view()
    for limits, setter in ((axes.get_xlim(), axes.set_xlim), (axes.get_ylim(), axes.set_ylim)):
        low, high = min(limits[0], 0.0), max(limits[1], 0.0)
        margin = 0.06 * (high - low)
        setter(low - margin * (low == 0.0), high + margin * (high == 0.0))


def _draw_thresholds(axes: Axes, data: xr.Dataset, decision_points: Sequence[float]) -> None:
    """Draw lines through the origin and write each one's value where it leaves the frame."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    line: dict[str, Any] = {"color": style.MUTED, "linewidth": 0.9, "linestyle": (0, (4, 2)), "zorder": 3}
    for wtp in decision_points:
        axes.plot([left, right], [wtp * left, wtp * right], **line)
    axes.set_xlim(left, right)
    axes.set_ylim(bottom, top)
    steep = sorted((wtp for wtp in decision_points if wtp * right > top), reverse=True)
    ends = [top / wtp for wtp in steep]
    rows = style.rows_of_labels(ends, right - left)
    for wtp, end, side, row in zip(steep, ends, style.sides(len(steep)), rows, strict=True):
        _write(axes, data, wtp, (end, top), (style.NUDGE[side], 3 + row * style.LINE), (side, "bottom"))
    flat = sorted(wtp for wtp in decision_points if wtp not in steep)
    gap = HEIGHT_OF_LABEL * (top - bottom)
    apart = accumulate((wtp * right for wtp in flat), lambda before, end: max(end, before + gap))
    for wtp, height in zip(flat, apart, strict=True):
        _write(axes, data, wtp, (right, height), (3, 0), ("left", "center"))


def _write(
    axes: Axes,
    data: xr.Dataset,
    wtp: float,
    place: tuple[float, float],
    shift: tuple[float, float],
    align: tuple[str, str],
) -> None:
    axes.annotate(
        style.amount(wtp, style.symbol(data)),
        place,
        xytext=shift,
        textcoords="offset points",
        ha=align[0],
        va=align[1],
        fontsize=style.SMALL - 0.5,
        color=style.MUTED,
        annotation_clip=False,
    )
