"""Every measure there is: name -> function and title."""

from collections.abc import Callable
from dataclasses import dataclass

import xarray as xr

from mcsim.analysis.cea.ceac import ceac
from mcsim.analysis.cea.ceaf import ceaf
from mcsim.analysis.cea.cost_saving import cost_saving
from mcsim.analysis.cea.expected_loss import expected_loss
from mcsim.analysis.cea.icers import icers
from mcsim.analysis.cea.means import means
from mcsim.analysis.cea.net_benefit import net_benefit
from mcsim.analysis.convergence.convergence import convergence
from mcsim.analysis.voi.evpi import evpi


@dataclass(frozen=True)
class Measure:
    """One row of the table.

    Attributes
    ----------
    function : callable
        Takes a dataset of outcomes or a `Summary`, and returns a dataset.
    title : str
        What it is, in one line.
    takes_wtp : bool
        Whether it has the argument `wtp`.
    """

    function: Callable[..., xr.Dataset]
    title: str
    takes_wtp: bool = True


MEASURES = {
    "means": Measure(means, "Mean costs and effects and their increments", takes_wtp=False),
    "icers": Measure(icers, "Incremental table with ICERs and dominance", takes_wtp=False),
    "net_benefit": Measure(net_benefit, "Expected net monetary benefit"),
    "ceac": Measure(ceac, "Cost-effectiveness acceptability curves"),
    "ceaf": Measure(ceaf, "Cost-effectiveness acceptability frontier"),
    "cost_saving": Measure(cost_saving, "Probability of paying for itself", takes_wtp=False),
    "expected_loss": Measure(expected_loss, "Expected loss of every strategy"),
    "evpi": Measure(evpi, "Expected value of perfect information"),
    "convergence": Measure(convergence, "How the main figures and their standard errors settle"),
}
