"""When a programme has paid back what it cost: net cost as it adds up, and the share of draws so far."""

from collections.abc import Sequence
from textwrap import fill
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from mcsim.names import STRATEGY, WTP, YEAR, words
from mcsim.plots import panels, style

MONEY_ALONE = (0.0,)
BANDS = {(0.025, 0.975): (0.14, "95 % of draws"), (0.25, 0.75): (0.30, "50 % of draws")}
MEAN = "mean, with 95 % Monte Carlo interval"
COST, SHARE, DONE = style.PALETTE[0], style.PALETTE[6], style.PALETTE[2]
HEIGHTS = (2.9, 1.5)  # inches, of the panel of costs and of that of shares
HEAD, FOOT = 1.1, 0.75  # inches
SPACE = 0.08


def break_even(
    break_even: xr.Dataset,
    perspective: str | None = None,
    wtp: float | None = None,
    strategy: str | None = None,
    decision_points: Sequence[float] = style.DECISION_POINTS,
) -> Figure:
    """Draw net cost as it adds up from year to year, and below it the share of draws that have broken even.

    Parameters
    ----------
    break_even : Dataset
        The measure of this name: mean and quantiles of cumulative net cost, and shares of draws with their
        95 % intervals by Wilson, of dims (strategy, perspective, wtp, year).
    perspective : str, optional
        The first when absent.
    wtp : float, optional
        One that the measure was computed at; when absent 0, which counts money alone, or else the first.
    strategy : str, optional
        A column for each of the first six when absent.
    decision_points : sequence of float
        Not used: what is worth it is another question than what pays for itself.

    Returns
    -------
    Figure

    Raises
    ------
    AnalysisError
        There is no such perspective, strategy or willingness to pay.

    Examples
    --------
    >>> by_year, at_end = ("strategy", "perspective", "wtp", "year"), ("strategy", "perspective", "wtp")
    >>> rows = {"cumulative": [60.0, -5.0], "cumulative_se": [1.0, 2.0], "broken_even": [0.0, 0.6]}
    >>> rows |= {"broken_even_lower": [0.0, 0.5], "broken_even_upper": [0.04, 0.7]}
    >>> ends = {"never": 0.4, "never_lower": 0.3, "never_upper": 0.5, "break_even_year": 2.0}
    >>> bands = [[[[[30.0, 50.0, 60.0, 70.0, 90.0], [-90.0, -40.0, -5.0, 30.0, 80.0]]]]]
    >>> data = xr.Dataset(
    ...     {name: (by_year, [[[row]]]) for name, row in rows.items()}
    ...     | {name: (at_end, [[[end]]]) for name, end in ends.items()}
    ...     | {"cumulative_quantile": ((*by_year, "quantile"), bands), "n_draws": 100},
    ...     {"strategy": ["new"], "perspective": ["all"], "wtp": [0.0], "year": [0, 1],
    ...      "quantile": [0.025, 0.25, 0.5, 0.75, 0.975]}, {"error_quantile": 1.96})
    >>> [text.get_text() for text in break_even(data).axes[0].texts]
    ['mean breaks even in year 2']
    """
    at = panels.at_wtp(style.choose(break_even, perspective), wtp, MONEY_ALONE)
    names = panels.shown(break_even, strategy)
    if not names:
        return panels.nothing(at)
    n_rows, n_columns = panels.shape(len(names))
    figure = panels.empty(len(names), n_rows * (sum(HEIGHTS) + HEAD) + FOOT)
    grid = figure.subplots(2 * n_rows, n_columns, squeeze=False, height_ratios=HEIGHTS * n_rows)
    reach = style.error_quantile(break_even)
    ends = _ends(at.sel({STRATEGY: names}), reach)
    above, below = grid[::2], grid[1::2]
    for (place, costs), (_, shares) in zip(
        panels.walk(above, len(names)), panels.walk(below, len(names)), strict=True
    ):
        one = at.sel({STRATEGY: names[place]})
        is_first = place % n_columns == 0
        _costs(costs, one, reach, names[place], ends)
        _shares(shares, one)
        style.label(costs, "", fill(_cost_label(at), 36) if is_first else "")
        style.label(shares, "End of year", "Draws that have\nbroken even" if is_first else "")
        costs.tick_params(labelleft=is_first, labelbottom=False)
        shares.tick_params(labelleft=is_first)
    panels.legend(figure, above[0, 0], [MEAN, *(label for _, label in reversed(BANDS.values()))])
    notes = [
        "discounted",
        "bars and brackets: 95 % Monte Carlo interval",
        *panels.left_out(break_even, strategy),
    ]
    style.caption(grid[0, 0], at, int(break_even["n_draws"]), *notes)
    return figure


def _cost_label(at: xr.Dataset) -> str:
    """What the upper axis shows."""
    sign, wtp = style.symbol(at), float(at[WTP])
    value = f" less {style.amount(wtp, sign)} per {style.effect_unit(at)}" if wtp else ""
    return f"Cumulative net cost per {style.per(at)}{value} ({sign})"


def _years(one: xr.Dataset) -> np.ndarray:
    """The start, and the end of each year, counted from 1."""
    return np.append(0.0, one[YEAR].values + 1.0)


def _ends(data: xr.Dataset, reach: float) -> tuple[float, float]:
    """Limits that all upper panels share, zero among them."""
    error = np.nan_to_num(reach * data["cumulative_se"].values)
    mean = data["cumulative"].values
    low, high = panels.span([data["cumulative_quantile"].values, mean - error, mean + error])
    room = SPACE * (high - low) or 1.0
    return low - room, high + room


def _costs(axes: Axes, one: xr.Dataset, reach: float, name: str, ends: tuple[float, float]) -> None:
    years = _years(one)
    for (lower, upper), (alpha, label) in BANDS.items():
        low, high = (
            np.append(0.0, one["cumulative_quantile"].sel(quantile=end, method="nearest").values)
            for end in (lower, upper)
        )
        axes.fill_between(years, low, high, color=COST, alpha=alpha, linewidth=0, zorder=2, label=label)
    mean, error = np.append(0.0, one["cumulative"].values), np.append(0.0, one["cumulative_se"].values)
    bars: dict[str, Any] = {"linewidth": 1.8, "marker": "o", "markersize": 3.6, "elinewidth": 1.1}
    axes.errorbar(years, mean, yerr=reach * error, color=COST, capsize=2.5, zorder=4, label=MEAN, **bars)
    axes.axhline(0.0, color=style.INK, linewidth=0.9, zorder=3)
    year = one["break_even_year"].item()
    if np.isfinite(year):
        there = float(np.interp(year, years, mean))
        look: dict[str, Any] = {"markersize": 8, "markeredgecolor": "white", "markeredgewidth": 1.0}
        axes.plot([year, year], [0.0, there], color=DONE, linewidth=1.0, zorder=3)
        axes.plot([year], [there], marker="D", color=DONE, linestyle="none", zorder=6, **look)
    _frame(axes, years)
    axes.set_ylim(*ends)
    style.thousands(axes.yaxis)
    panels.head(axes, words(name), _verdict(one, years.size - 1))


def _verdict(one: xr.Dataset, n_years: int) -> str:
    """When it breaks even, in words, with the years that the error of the mean leaves possible."""
    year = one["break_even_year"].item()
    if not np.isfinite(year):
        return f"mean does not break even within {_span(n_years)}"
    low, high = (
        one.get(f"break_even_year_{end}", one["break_even_year"]).item() for end in ("lower", "upper")
    )
    latest = f"{high:.0f}" if np.isfinite(high) else "later"
    return f"mean breaks even in year {year:.0f}" + (f" [{low:.0f}, {latest}]" if low != high else "")


def _span(n_years: int) -> str:
    return "1 year" if n_years == 1 else f"{n_years} years"


def _shares(axes: Axes, one: xr.Dataset) -> None:
    years = _years(one)
    share, lower, upper = (one[f"broken_even{end}"].values for end in ("", "_lower", "_upper"))
    reach = np.maximum([share - lower, upper - share], 0.0)
    bars: dict[str, Any] = {"marker": "o", "linewidth": 1.2, "markersize": 3.6, "elinewidth": 1.3}
    axes.errorbar(years[1:], share, yerr=reach, color=SHARE, capsize=2.5, zorder=4, **bars)
    _frame(axes, years)
    axes.set_ylim(-0.04, 1.04)
    axes.set_yticks([0.0, 0.5, 1.0])
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol="\u00a0%"))
    panels.remark(axes, _never(one, years.size - 1))


def _never(one: xr.Dataset, n_years: int) -> str:
    """Share of draws that do not break even, in words."""
    share, low, high = (100.0 * one[f"never{end}"].item() for end in ("", "_lower", "_upper"))
    interval = f" [{low:.1f}, {high:.1f}]" if np.isfinite(low) else ""
    return f"not within {_span(n_years)}: {share:.1f}{interval}\u00a0%"


def _frame(axes: Axes, years: np.ndarray) -> None:
    style.plain(axes, style.SMALL)
    axes.set_xlim(0.0, years[-1] + 0.03 * years.size)
    axes.xaxis.set_major_locator(MaxNLocator(min(years.size, 10), integer=True))
