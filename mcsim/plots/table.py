"""Every figure there is: name -> function, title, and the datasets it draws."""

from collections.abc import Callable, Container
from dataclasses import dataclass

from matplotlib.figure import Figure

from mcsim.plots.break_even import break_even
from mcsim.plots.budget_impact import budget_impact
from mcsim.plots.ceac import ceac
from mcsim.plots.evpi import evpi
from mcsim.plots.plane import plane
from mcsim.plots.waterfall import waterfall

OUTCOMES = "outcomes"


@dataclass(frozen=True)
class Plot:
    """One row of the table.

    Attributes
    ----------
    function : callable
        Takes the datasets of `needs` in that order, then `perspective` and `decision_points`; returns a
        figure.
    title : str
        What it shows, in one line.
    needs : tuple of str
        Names of measures, or "outcomes" for the draws themselves. A figure is drawn where all are there:
        some measures take a ledger, which not every run has.
    """

    function: Callable[..., Figure]
    title: str
    needs: tuple[str, ...]


PLOTS = {
    "plane": Plot(plane, "Cost-effectiveness plane", (OUTCOMES, "means")),
    "ceac": Plot(ceac, "Cost-effectiveness acceptability curves and frontier", ("ceac", "ceaf")),
    "evpi": Plot(evpi, "Expected value of perfect information", ("evpi",)),
    "waterfall": Plot(waterfall, "Where net benefit comes from, item by item", ("contributions",)),
    "break_even": Plot(break_even, "When a programme has paid back what it cost", ("break_even",)),
    "budget_impact": Plot(budget_impact, "What it does to a budget, year by year", ("budget_impact",)),
}


def drawable(there: Container[str]) -> dict[str, Plot]:
    """Figures whose datasets are all there.

    Examples
    --------
    >>> list(drawable({"evpi", "contributions"}))
    ['evpi', 'waterfall']
    """
    return {name: plot for name, plot in PLOTS.items() if all(need in there for need in plot.needs)}
