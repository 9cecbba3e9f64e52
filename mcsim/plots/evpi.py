"""Expected value of perfect information over willingness to pay."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from mcsim.names import WTP
from mcsim.plots import style


def evpi(
    evpi: xr.Dataset,
    perspective: str | None = None,
    decision_points: Sequence[float] = style.DECISION_POINTS,
) -> Figure:
    """Draw the expected value of perfect information with its 95 % band.

    Parameters
    ----------
    evpi : Dataset
        The measure of this name.
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
    >>> evpi(MEASURES["evpi"].function(data)).axes[0].get_xlabel()
    'Willingness to pay (£ per QALY)'
    """
    curve = style.choose(evpi, perspective)
    figure, axes = style.blank()
    wtp, value, error = curve[WTP].values, curve["evpi"].values, curve["evpi_se"].values
    colour = style.PALETTE[0]
    reach = style.error_quantile(evpi) * error
    lower, upper = np.maximum(value - reach, 0.0), value + reach
    axes.fill_between(
        wtp, lower, upper, color=colour, alpha=0.18, linewidth=0, label="95 % Monte Carlo interval"
    )
    too_few = curve["too_few_switching"].values
    sure = np.where(too_few, np.nan, value)
    label = "Too few switching draws for an interval" if too_few.any() else None
    dots: dict[str, Any] = {"linewidth": 1.4, "linestyle": (0, (1, 1.2)), "label": label}
    axes.plot(wtp, value, color=colour, marker=style.marker(wtp.size), zorder=3, **dots)
    axes.plot(wtp, sure, color=colour, linewidth=1.8, zorder=4)
    style.wtp_axis(axes, evpi, decision_points)
    top = np.where(np.isfinite(upper), upper, value).max()
    axes.set_ylim(0.0, 1.08 * top if top > 0.0 else 1.0)
    style.thousands(axes.yaxis)
    style.label(axes, style.wtp_label(evpi), f"EVPI per {style.per(evpi)} ({style.symbol(evpi)})")
    style.caption(axes, curve, int(evpi["n_draws"]))
    # Opaque, for a line of a decision point would run through its letters.
    ground: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "framealpha": 0.9}
    axes.legend(loc="best", fontsize=style.SMALL, labelcolor=style.INK, **ground)
    return figure
