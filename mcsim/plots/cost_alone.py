"""Incremental cost alone, where no strategy changes the effect and the plane would be a vertical line."""

from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter
from numpy.typing import NDArray

from mcsim.names import COST, DRAW, EFFECT, STRATEGY
from mcsim.plots import panels, style

N_BINS = 60
NOTE = "no effect differs in any draw, so cost is shown alone"


def effect_is_nothing(shown: xr.Dataset, against: str) -> bool:
    """Whether every strategy has the comparator's effect in every draw.

    Examples
    --------
    >>> dims = ("draw", "strategy")
    >>> data = xr.Dataset({"effect": (dims, [[1.0, 1.0], [2.0, 2.5]])}, {"strategy": ["usual", "new"]})
    >>> effect_is_nothing(data, "usual"), effect_is_nothing(data.isel(draw=[0]), "usual")
    (False, True)
    """
    return bool((shown[EFFECT] == shown[EFFECT].sel({STRATEGY: against})).all())


def cost_alone(shown: xr.Dataset, mean: xr.Dataset, outcomes: xr.Dataset) -> Figure:
    """Draw how incremental costs are spread over the draws, with their means and Monte Carlo intervals.

    Parameters
    ----------
    shown : Dataset
        `cost` of dims (draw, strategy), for one perspective.
    mean : Dataset
        The measure `means` for that perspective.
    outcomes : Dataset
        Where both come from, for names and units.

    Returns
    -------
    Figure

    Raises
    ------
    AnalysisError
        The measure does not say how far its errors reach.

    Examples
    --------
    >>> from mcsim.analysis.cea.means import means
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0]], [[1.0, 1.0], [2.0, 2.0]], ["usual care", "new"])
    >>> first = data.isel(perspective=0)
    >>> cost_alone(first, means(data).isel(perspective=0), data).axes[0].get_ylabel()
    'Share of draws'
    """
    against = style.comparator(outcomes)
    others = [name for name in style.strategies(outcomes) if name != against]
    increments = shown[COST] - shown[COST].sel({STRATEGY: against}, drop=True)
    figure, axes = style.blank()
    looks = style.looks(style.strategies(outcomes))
    edges = _edges(increments.values)
    reach = style.error_quantile(mean)
    for name in others:
        own = increments.sel({STRATEGY: name}).values
        _draw(axes, own, edges, name, looks[name], alpha=0.25 / len(others))
    top = axes.get_ylim()[1] if others else 1.0
    for at, name in enumerate(others):
        _draw_mean(axes, mean.sel({STRATEGY: name}), reach, -0.05 * top * (at + 1), looks[name]["color"])
    axes.axvline(0.0, color=style.MUTED, linewidth=0.8, zorder=1)
    axes.set_ylim(-0.05 * top * (len(others) + 1), top)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{round(100 * share, 6):g}\u00a0%"))
    axes.set_yticks([tick for tick in axes.get_yticks() if 0.0 <= tick <= top])
    if not increments.any():
        axes.set_xlim(-1.0, 1.0)
    style.thousands(axes.xaxis)
    style.label(axes, f"Incremental cost ({style.symbol(outcomes)})", "Share of draws")
    axes.plot([], [], color=style.MUTED, marker="o", markersize=5, label="mean, 95 % Monte Carlo interval")
    style.legend(axes, others)
    style.caption(axes, shown, outcomes.sizes[DRAW], NOTE)
    return figure


def _edges(increments: NDArray[np.float64]) -> list[float]:
    """Edges of the bins, zero inside; where nothing differs one narrow bin around it."""
    low, high = panels.span([increments])
    return [-0.02, 0.02] if low == high else np.linspace(low, high, N_BINS + 1).tolist()


def _draw(
    axes: Axes, own: NDArray[np.float64], edges: list[float], name: str, look: dict[str, Any], alpha: float
) -> None:
    each: dict[str, Any] = {"bins": edges, "weights": np.full(own.size, 1.0 / own.size)}
    axes.hist(own, color=look["color"], alpha=alpha, histtype="stepfilled", zorder=2, **each)
    axes.hist(own, histtype="step", linewidth=1.3, label=name, zorder=3, **each, **look)


def _draw_mean(axes: Axes, mean: xr.Dataset, reach: float, height: float, colour: str) -> None:
    error = reach * mean["inc_cost_se"].item()
    bars: dict[str, Any] = {"fmt": "o", "markersize": 4.5, "elinewidth": 1.6, "capsize": 2.5}
    axes.errorbar([mean["inc_cost"].item()], [height], xerr=[error], color=colour, zorder=5, **bars)
