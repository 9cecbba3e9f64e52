"""Everything that a page is made from: the run, its scenarios and thresholds, each made when asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import xarray as xr

from mcsim.config.load import load
from mcsim.config.page import PAGE_FILE, Page
from mcsim.errors import ConfigError, Problem
from mcsim.evaluation.by_evidence import By, uncertainty_by_evidence
from mcsim.evaluation.threshold import threshold
from mcsim.inputs.portraits import portraits
from mcsim.lookup import closest
from mcsim.models.coproduction.account import CARE
from mcsim.models.coproduction.model import Coproduction
from mcsim.models.make import make_model
from mcsim.names import ITEMS, KIND, UNITS
from mcsim.protocols import Model
from mcsim.report.page.found import Found
from mcsim.report.page.values import At, Value, in_unit, money, pick, sign_of

DRAWS_OF_DECOMPOSITION = 8192


@dataclass
class Material:
    """What a page is made from.

    Attributes
    ----------
    base : Found
        The evaluation as it stands.
    page : Page
        What is said beside its figures.
    overrides : mapping
        Values put in place of the files' in every run of the page.
    """

    base: Found
    page: Page
    overrides: Mapping[str, Any] = field(default_factory=dict)
    _scenarios: dict[str, Found] = field(default_factory=dict)
    _thresholds: dict[str, xr.Dataset] = field(default_factory=dict)

    @property
    def decision_point(self) -> float:
        """Willingness to pay where none is said: the first decision point of the evaluation."""
        return self.base.evaluation.settings.wtp.decision_points[0]

    @cached_property
    def model(self) -> Model:
        """The model of the evaluation."""
        choice = self.base.evaluation.model
        return make_model(choice.name, choice.options, beside=self.base.evaluation.folder)

    @property
    def coproduction(self) -> Coproduction | None:
        """The model, where it is that of co-production."""
        return self.model if isinstance(self.model, Coproduction) else None

    @property
    def recruiting_years(self) -> int:
        """Years in which people join."""
        return 1 if self.coproduction is None else self.coproduction.recruiting_years

    @property
    def keeps_ledger(self) -> bool:
        """Whether the model says where costs and effects come from."""
        return getattr(self.model, ITEMS, None) is not None

    def run_base(self) -> None:
        """Run the evaluation, with its ledger where it keeps one, so that it is run once for both."""
        _ = self.base.ledger if self.keeps_ledger else self.base.results

    def scenario(self, name: str) -> Found:
        """The evaluation under one of the scenarios of the page."""
        if name not in self._scenarios:
            asked, place = self.page.scenarios[name], f"scenarios.{name}"
            known = self.base.evaluation.settings.perspectives
            if asked.perspective not in (None, *known):
                rule = f"is {asked.perspective!r}, which is no perspective of this evaluation"
                remedy = closest(str(asked.perspective), known)
                raise ConfigError(Problem(self._place(f"{place}.perspective"), rule, remedy))
            self._scenarios[name] = self._with(asked.set, place)
        return self._scenarios[name]

    def threshold(self, name: str) -> xr.Dataset:
        """How large an input must be, as one of the thresholds of the page asks."""
        if name not in self._thresholds:
            asked = self.page.thresholds[name]
            low, high = asked.between
            self._thresholds[name] = threshold(
                self._with(asked.set, f"thresholds.{name}").evaluation,
                asked.input,
                (low, high),
                wtp=self.decision_point,
                strategy=asked.strategy,
                perspective=asked.perspective,
            )
        return self._thresholds[name]

    def threshold_value(self, name: str) -> Value:
        """The same as a number and a text."""
        found = self.threshold(name)
        value, error = float(found["threshold"]), float(found["threshold_se"])
        if np.isnan(value):
            return Value(value, str(found.attrs["found"]))
        return in_unit(self.base, value, error, str(found["threshold"].attrs[UNITS]))

    @cached_property
    def frees_cash(self) -> bool:
        """Whether any line of the account is care, of which the public sector counts a share."""
        return self.keeps_ledger and CARE in self.base.ledger[KIND].values

    @cached_property
    def one_year(self) -> Found:
        """The evaluation cut off after its first year, with one year of people who join."""
        changes: dict[str, Any] = {"settings.horizon": 1}
        if self.coproduction is not None:
            changes["model.options.recruiting_years"] = 1
        return self._with(changes)

    def conservative_value(self, at: At) -> Value:
        """Conservative incremental net benefit of the first year."""
        here = pick(self.one_year.measure("conservative"), at)
        value, error = float(here["conservative"]), float(here["conservative_se"])
        return Value(value, money(value, error, sign_of(self.base)))

    def by_evidence(self, by: By) -> xr.Dataset:
        """Share of the uncertainty that each kind of evidence carries, by centres or by spreads."""
        point = [self.decision_point]
        return uncertainty_by_evidence(self.base.evaluation, point, draws=DRAWS_OF_DECOMPOSITION, by=by)

    @cached_property
    def portraits(self) -> xr.Dataset:
        """What each input looks like."""
        return portraits(self.base.evaluation)

    def _with(self, changes: Mapping[str, Any], place: str = "") -> Found:
        """The evaluation with some values in place of the files'; mistakes are told with where they stand."""
        if not changes:
            return self.base
        try:
            changed = load(self.base.evaluation.folder, {**self.overrides, **changes})
        except ConfigError as error:
            told = [replace(each, place=f"{self._place(place)}: {each.place}") for each in error.problems]
            raise ConfigError(told) from error
        return Found(changed, self.base.wtp)

    def _place(self, key: str) -> str:
        return f"{self.base.evaluation.folder}/{PAGE_FILE} {key}"
