"""An evaluation that is run when a figure of it is asked for, and every measure of it once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import xarray as xr

from mcsim.analysis.cea.pairwise_probability import pairwise_probability
from mcsim.analysis.ledger.budget_impact import budget_impact
from mcsim.analysis.structure.choices import scalars_of_choices
from mcsim.analysis.summary import Summary, summarise
from mcsim.analysis.table import FURTHER, MEASURES
from mcsim.config.records import Evaluation
from mcsim.evaluation.run import Results, run
from mcsim.names import COMPARATOR, EFFECT, PERSPECTIVE, STRATEGY

PAIRWISE, BUDGET = "pairwise_probability", "budget_impact"


@dataclass
class Found:
    """One evaluation as it stands, its results and its measures, each made when it is first asked for.

    Attributes
    ----------
    evaluation : Evaluation
    wtp : tuple of float
        Willingness to pay at which results are stated.
    """

    evaluation: Evaluation
    wtp: tuple[float, ...]
    _measures: dict[str, xr.Dataset] = field(default_factory=dict)

    @cached_property
    def results(self) -> Results:
        """The run without its ledger, for those who ask for nothing of it."""
        return self._ledger_results if "_ledger_results" in self.__dict__ else run(self.evaluation, jobs=1)

    @cached_property
    def ledger(self) -> xr.Dataset:
        """The ledger of the run."""
        ledger = self._ledger_results.ledger
        assert ledger is not None  # it was asked for
        return ledger

    @cached_property
    def _ledger_results(self) -> Results:
        return run(self.evaluation, jobs=1, ledger=True)

    @cached_property
    def summary(self) -> Summary:
        """The outcomes summed up over the grid of willingness to pay."""
        grid = np.union1d(self.evaluation.settings.wtp.grid(), self.wtp)
        return summarise(self.results.outcomes, grid)

    @property
    def comparator(self) -> str:
        """Name of the comparator."""
        return str(self.results.outcomes.attrs[COMPARATOR])

    @property
    def strategies(self) -> tuple[str, ...]:
        """Strategies but for the comparator."""
        names = (str(name) for name in self.results.outcomes[STRATEGY].values)
        return tuple(name for name in names if name != self.comparator)

    @property
    def perspectives(self) -> tuple[str, ...]:
        """Perspectives, the base case first."""
        return tuple(str(name) for name in self.results.outcomes[PERSPECTIVE].values)

    @cached_property
    def has_effects(self) -> bool:
        """Whether any strategy has another effect than the comparator in any draw."""
        effect = self.results.outcomes[EFFECT]
        return bool((effect != effect.sel({STRATEGY: self.comparator})).any())

    @property
    def stated_at(self) -> tuple[float, ...]:
        """Willingness to pay at which tables state results; one where it makes no difference."""
        return self.wtp if self.has_effects else self.wtp[:1]

    @property
    def has_structures(self) -> bool:
        """Whether an input is a structural choice that is drawn."""
        return bool(scalars_of_choices(self.results.inputs))

    def measure(self, name: str) -> xr.Dataset:
        """A measure by its name in the tables, on the grid of willingness to pay where it takes one."""
        if name not in self._measures:
            self._measures[name] = self._made(name)
        return self._measures[name]

    def _made(self, name: str) -> xr.Dataset:
        if name in MEASURES:
            return MEASURES[name].function(self.summary)
        if name == PAIRWISE:
            return pairwise_probability(self.results.outcomes, self._points())
        if name == BUDGET:
            population = self.evaluation.settings.population
            assert population is not None  # whoever asks has looked
            return budget_impact(self.ledger, population.starting)
        further = FURTHER[name]
        given = [self._data(need) for need in further.needs]
        return further.function(*given, *([self._points()] if further.takes_wtp else []))

    def _points(self) -> list[float]:
        """Points at which measures of the draws are stated; 0 is money alone."""
        return sorted({0.0, *self.wtp, *self.evaluation.settings.wtp.decision_points})

    def _data(self, need: str) -> xr.Dataset:
        if need == "ledger":
            return self.ledger
        data: Mapping[str, xr.Dataset] = {"outcomes": self.results.outcomes, "inputs": self.results.inputs}
        return data[need]
