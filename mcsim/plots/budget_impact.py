"""What a programme does to a budget, year by year: investment, other costs and savings, and what is left."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mcsim.names import STRATEGY, YEAR, words
from mcsim.plots import panels, style

PART = "part"
INVESTMENT, OTHER, NET = "investment", "other costs and savings", "net"
BAND, MEAN = "95 % of draws", "net, with 95 % Monte Carlo interval"
COLOURS = {INVESTMENT: style.PALETTE[1], OTHER: style.PALETTE[5]}
THICKNESS = 0.62
ENDS = (0.025, 0.975)
HEIGHT, FOOT = 3.4, 0.85  # inches
SPACE = 0.06
MILLION = 1e6
MOST_YEARS = 8  # of which each is told
NARROWEST = 3.0  # years that the axis is long, so that a single bar does not fill it
STEPS, MOST_TICKS = (1, 2, 5, 10, 20, 50, 100), 10


def budget_impact(
    budget_impact: xr.Dataset,
    perspective: str | None = None,
    strategy: str | None = None,
    decision_points: Sequence[float] = style.DECISION_POINTS,
) -> Figure:
    """Draw investment and other costs and savings of each year as bars, and what they leave as a dot.

    Parameters
    ----------
    budget_impact : Dataset
        The measure of this name: mean by part of dims (strategy, perspective, part, year), and quantiles of
        the net impact between draws.
    perspective : str, optional
        The first when absent.
    strategy : str, optional
        A panel for each of the first six when absent.
    decision_points : sequence of float
        Not used: a budget holds money alone.

    Returns
    -------
    Figure

    Raises
    ------
    AnalysisError
        There is no such perspective or strategy.

    Examples
    --------
    >>> dims = ("strategy", "perspective", "part", "year")
    >>> means, errors = [[[[900.0], [-300.0], [600.0]]]], [[[[0.0], [5.0], [5.0]]]]
    >>> band = (("strategy", "perspective", "year", "quantile"), [[[[500.0, 700.0]]]])
    >>> data = xr.Dataset(
    ...     {"budget_impact": (dims, means), "budget_impact_se": (dims, errors), "n_draws": 100,
    ...      "budget_impact_quantile": band},
    ...     {"strategy": ["new"], "perspective": ["payer"], "year": [0], "quantile": [0.025, 0.975],
    ...      "part": ["investment", "other costs and savings", "net"]}, {"error_quantile": 1.96})
    >>> budget_impact(data).axes[0].get_ylabel()
    'Budget impact in the year (£)'
    """
    at, names = style.choose(budget_impact, perspective), panels.shown(budget_impact, strategy)
    if not names:
        return panels.nothing(at)
    n_rows, n_columns = panels.shape(len(names))
    figure = panels.empty(len(names), n_rows * HEIGHT + FOOT)
    grid = figure.subplots(n_rows, n_columns, squeeze=False)
    reach = style.error_quantile(budget_impact)
    low, high = _ends(at.sel({STRATEGY: names}), reach)
    unit = MILLION if max(-low, high) >= 2 * MILLION else 1.0
    told = f"{style.symbol(at)} million" if unit > 1.0 else style.symbol(at)
    for place, axes in panels.walk(grid, len(names)):
        is_first = place % n_columns == 0
        _panel(axes, at.sel({STRATEGY: names[place]}), reach, unit)
        axes.set_ylim(low / unit, high / unit)
        axes.tick_params(labelleft=is_first)
        style.label(axes, "Year", f"Budget impact in the year ({told})" if is_first else "")
        panels.head(axes, words(names[place]))
    panels.legend(figure, grid[0, 0], [INVESTMENT, OTHER, MEAN, BAND])
    notes = [*_started(at), "undiscounted", *panels.left_out(budget_impact, strategy)]
    style.caption(grid[0, 0], at, int(budget_impact["n_draws"]), *notes)
    return figure


def _started(at: xr.Dataset) -> list[str]:
    """How many people start in each year, where the measure says it."""
    if "people" not in at:
        return []
    people = [style.amount(round(number)) for number in at["people"].values.tolist()]
    if len(people) > MOST_YEARS:
        return [f"offered to {people[0]} people in the first year and {people[-1]} in the last"]
    each = "\u00a0/\u00a0".join(people)
    return [f"offered to {each} people a year"]


def _ends(data: xr.Dataset, reach: float) -> tuple[float, float]:
    """Limits that all panels share, with zero and everything that is drawn between them."""
    of_part = data["budget_impact"]
    invested, other, net = (of_part.sel({PART: part}).values for part in (INVESTMENT, OTHER, NET))
    error = np.nan_to_num(reach * data["budget_impact_se"].sel({PART: NET}).values)
    stacked = invested + np.where(np.sign(invested) == np.sign(other), other, 0.0)
    quantiles = data["budget_impact_quantile"].values
    low, high = panels.span([invested, stacked, other, net - error, net + error, quantiles])
    room = SPACE * (high - low) or 1.0
    return low - room * (low < 0.0), high + room


def _panel(axes: Axes, one: xr.Dataset, reach: float, unit: float) -> None:
    years = one[YEAR].values + 1
    mean = one["budget_impact"] / unit
    invested, other = (mean.sel({PART: part}).values for part in (INVESTMENT, OTHER))
    base = np.where(np.sign(invested) == np.sign(other), invested, 0.0)
    look: dict[str, Any] = {"width": THICKNESS, "linewidth": 0, "zorder": 3}
    axes.bar(years, invested, color=COLOURS[INVESTMENT], label=INVESTMENT, **look)
    axes.bar(years, other, bottom=base, color=COLOURS[OTHER], label=OTHER, **look)
    axes.axhline(0.0, color=style.INK, linewidth=0.9, zorder=4)
    low, high = (one["budget_impact_quantile"].sel(quantile=end, method="nearest") / unit for end in ENDS)
    axes.vlines(years, low, high, color=style.INK, linewidth=1.1, zorder=5, label=BAND)
    error = reach * one["budget_impact_se"].sel({PART: NET}).values / unit
    bars: dict[str, Any] = {"fmt": "o", "markersize": 5, "elinewidth": 2.6, "markeredgecolor": "white"}
    net = mean.sel({PART: NET}).values
    axes.errorbar(years, net, yerr=error, color=style.INK, zorder=6, label=MEAN, **bars)
    style.plain(axes, style.SMALL)
    middle, half = (1 + years[-1]) / 2, max(len(years) / 2 + 0.1, NARROWEST / 2)
    axes.set_xlim(middle - half, middle + half)
    every = next((step for step in STEPS if len(years) <= MOST_TICKS * step), STEPS[-1])
    axes.set_xticks([year for year in years.tolist() if year % every == 0])
    style.thousands(axes.yaxis)
