"""Every measure there is: name -> function and title; of outcomes alone, and of further datasets."""

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
from mcsim.analysis.ledger.break_even import break_even
from mcsim.analysis.ledger.by_draw import has_participants, has_programme
from mcsim.analysis.ledger.conservative import conservative
from mcsim.analysis.ledger.contributions import contributions
from mcsim.analysis.ledger.cost_per_participant import cost_per_participant
from mcsim.analysis.ledger.highest_price import highest_price
from mcsim.analysis.ledger.ledger_means import ledger_means
from mcsim.analysis.ledger.returns import returns
from mcsim.analysis.structure.by_structure import by_structure
from mcsim.analysis.structure.choices import scalars_of_choices
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


def always(*data: xr.Dataset) -> bool:
    """Whether there is something to say of data that are there: yes."""
    return True


@dataclass(frozen=True)
class Further:
    """One row of the table of measures that take other datasets than the outcomes alone.

    Attributes
    ----------
    function : callable
        Takes the datasets that it needs, and returns a dataset.
    title : str
        What it is, in one line.
    needs : tuple of str
        Names of the datasets, in the order of the arguments: outcomes, inputs, ledger.
    takes_wtp : bool
        Whether it has the argument `wtp`.
    money_alone : bool
        Whether it is asked at a willingness to pay of 0 as well, which counts money alone.
    applies : callable
        Takes the same datasets, and says whether there is anything to show.
    """

    function: Callable[..., xr.Dataset]
    title: str
    needs: tuple[str, ...]
    takes_wtp: bool = True
    money_alone: bool = False
    applies: Callable[..., bool] = always


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

FURTHER = {
    "by_structure": Further(
        by_structure,
        "Results by structural choice, before averaging",
        needs=("outcomes", "inputs"),
        applies=lambda outcomes, inputs: bool(scalars_of_choices(inputs)),
    ),
    "ledger_means": Further(
        ledger_means, "Mean of every item of the ledger, by year", needs=("ledger",), takes_wtp=False
    ),
    "contributions": Further(
        contributions, "What each item of the ledger contributes to net benefit", needs=("ledger",)
    ),
    "break_even": Further(
        break_even, "When a programme has paid back its cost", needs=("ledger",), money_alone=True
    ),
    "returns": Further(
        returns,
        "Return on investment and benefit-cost ratio",
        needs=("ledger",),
        money_alone=True,
        applies=has_programme,
    ),
    "cost_per_participant": Further(
        cost_per_participant,
        "Programme cost per participant",
        needs=("ledger",),
        takes_wtp=False,
        applies=has_participants,
    ),
    "highest_price": Further(
        highest_price,
        "Highest price per participant at which it is worth it",
        needs=("ledger",),
        applies=has_participants,
    ),
    "conservative": Further(
        conservative, "Net benefit from the unfavourable quartile of each kind", needs=("ledger",)
    ),
}
