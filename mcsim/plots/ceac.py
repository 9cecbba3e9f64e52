"""Cost-effectiveness acceptability curves and their frontier."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import Normal, Stroke

from mcsim.names import STRATEGY, WTP
from mcsim.plots import style

NEVER_LIKELY = 0.05
"""Curves that stay below this are drawn without a colour of their own when there are many."""
MANY = 6
FRONTIER = "Frontier (CEAF)"


def ceac(
    ceac: xr.Dataset,
    ceaf: xr.Dataset,
    perspective: str | None = None,
    decision_points: Sequence[float] = style.DECISION_POINTS,
) -> Figure:
    """Draw the acceptability curve of every strategy with its 95 % band, and the frontier on top.

    Parameters
    ----------
    ceac, ceaf : Dataset
        The measures of these names, of the same outcomes.
    perspective : str, optional
        The first when absent.
    decision_points : sequence of float
        Values of willingness to pay to mark.

    Returns
    -------
    Figure

    Raises
    ------
    AnalysisError
        There is no such perspective.

    Examples
    --------
    >>> from mcsim.analysis.table import MEASURES
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0]], [[0.0, 1.0], [0.0, 2.0]], ["usual care", "new"])
    >>> ceac(MEASURES["ceac"].function(data), MEASURES["ceaf"].function(data)).axes[0].get_ylabel()
    'Probability cost-effective'
    """
    curves, frontier = style.choose(ceac, perspective), style.choose(ceaf, perspective)
    figure, axes = style.blank()
    minor = _minor(curves)
    major = [name for name in style.strategies(ceac) if name not in minor]
    looks = style.looks(style.strategies(ceac))
    _draw_minor(axes, curves, minor)
    for name in major:
        _draw_curve(axes, curves.sel({STRATEGY: name}), name, looks[name])
    _draw_frontier(axes, frontier, looks)
    style.wtp_axis(axes, ceac, decision_points)
    axes.set_ylim(0.0, 1.01)
    style.label(axes, style.wtp_label(ceac), "Probability cost-effective")
    axes.fill_between([], [], color=style.MUTED, alpha=0.3, linewidth=0, label="95 % Monte Carlo interval")
    style.legend(axes, [*major, FRONTIER])
    style.caption(axes, curves, int(ceac["n_draws"]))
    return figure


def _minor(curves: xr.Dataset) -> list[str]:
    """Strategies that are never likely to be best, when there are many."""
    if curves.sizes[STRATEGY] <= MANY:
        return []
    highest = curves["ceac"].max(WTP)
    return [str(name) for name in highest[STRATEGY].values[(highest < NEVER_LIKELY).values]]


def _draw_curve(axes: Axes, curve: xr.Dataset, name: str, look: dict[str, Any]) -> None:
    wtp = curve[WTP]
    band = {"color": look["color"], "alpha": 0.16, "linewidth": 0}
    axes.fill_between(wtp, curve["ceac_lower"], curve["ceac_upper"], zorder=2, **band)
    axes.plot(wtp, curve["ceac"], marker=style.marker(wtp.size), linewidth=1.5, label=name, zorder=4, **look)


def _draw_minor(axes: Axes, curves: xr.Dataset, names: list[str]) -> None:
    for at, name in enumerate(names):
        label = f"{len(names)} others, each below {100 * NEVER_LIKELY:g}\u00a0%" if at == 0 else None
        chosen = curves["ceac"].sel({STRATEGY: name})
        axes.plot(curves[WTP], chosen, color="#A6A6A6", linewidth=0.9, label=label, zorder=2)


def _draw_frontier(axes: Axes, frontier: xr.Dataset, looks: dict[str, dict[str, Any]]) -> None:
    """Draw the frontier as thick outlined lines in its strategies' colours, broken where these change."""
    who = frontier["ceaf_strategy"].values
    edges = [0, *(np.flatnonzero(who[1:] != who[:-1]) + 1).tolist(), who.size]
    outline: dict[str, Any] = {"linewidth": 2.6, "solid_capstyle": "butt", "zorder": 6}
    outline["path_effects"] = [Stroke(linewidth=4.8, foreground=style.INK), Normal()]
    for start, stop in pairwise(edges):
        stretch = frontier.isel({WTP: slice(start, stop)})
        axes.plot(stretch[WTP], stretch["ceaf"], color=looks[str(who[start])]["color"], **outline)
    axes.plot([], [], color="white", label=FRONTIER, **outline)
