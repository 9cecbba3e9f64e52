"""Every figure there is: name -> function, title, and the datasets it draws."""

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure

from mcsim.plots.ceac import ceac
from mcsim.plots.evpi import evpi
from mcsim.plots.plane import plane

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
        Names of measures, or "outcomes" for the draws themselves.
    """

    function: Callable[..., Figure]
    title: str
    needs: tuple[str, ...]


PLOTS = {
    "plane": Plot(plane, "Cost-effectiveness plane", (OUTCOMES, "means")),
    "ceac": Plot(ceac, "Cost-effectiveness acceptability curves and frontier", ("ceac", "ceaf")),
    "evpi": Plot(evpi, "Expected value of perfect information", ("evpi",)),
}
