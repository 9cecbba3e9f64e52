"""Frozen records of an evaluation: what may be said, and what each key means."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr, model_validator

from distributions.family import Family
from mcsim.config import graph
from mcsim.config.correlations import read_correlations
from mcsim.config.fields import (
    MOST_MONEY,
    MOST_PEOPLE,
    Count,
    Money,
    Number,
    PriceYear,
    Rate,
    Record,
    Share,
    Text,
    as_list,
    distinct,
    named,
)
from mcsim.config.input_record import InputRecord
from mcsim.config.lines import Lines
from mcsim.config.yaml_source import KeyPath

NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*\Z")
MOST_DRAWS = 2**53  # beyond it a draw's number is no longer exact as a float
RESERVED = {"draw", "strategy", "perspective", "wtp", "cost", "effect", "items"}


Correlations = Number | tuple[tuple[Number, ...], ...] | tuple[tuple[Text, Text, Number], ...]


class DiscountRates(Record):
    """Yearly discount rates, as shares."""

    costs: Rate = Field(description="Rate for costs, per year (0.035 is 3.5 %)")
    effects: Rate = Field(description="Rate for effects, per year")


class Wtp(Record):
    """Willingness to pay for one unit of effect: the grid of the curves, and the points of decision."""

    start: Number = Field(default=0.0, ge=0.0, le=MOST_MONEY, description="First point of the grid")
    stop: Number = Field(default=100_000.0, gt=0.0, le=MOST_MONEY, description="Last point of the grid")
    points: Count = Field(default=1001, ge=2, le=100_001, description="How many points the grid has")
    decision_points: Annotated[tuple[Money, ...], AfterValidator(distinct)] = Field(
        default=(20_000.0, 30_000.0), min_length=1, description="Values at which results are stated"
    )

    @model_validator(mode="after")
    def _ascending(self) -> "Wtp":
        if self.start >= self.stop:
            raise ValueError(f"start {self.start:g} must be below stop {self.stop:g}")
        return self

    def grid(self) -> NDArray[np.float64]:
        """Points of the grid in money per unit of effect, the decision points among them, ascending."""
        even = np.linspace(self.start, self.stop, self.points)
        return np.union1d(even, np.asarray(self.decision_points, dtype=np.float64))


class DesignChoice(Record):
    """The sampling design: its name, or name and options."""

    name: Text = Field(description="Name of a design; see `mcsim list designs`")
    options: dict[str, Any] = Field(default_factory=dict, description="What the design may be told")


class Population(Record):
    """People for whom the decision is taken, and the share of them offered the programme in each year.

    Of a programme that recruits for several years they are all to whom it is offered, in the year it starts.
    """

    people: Annotated[Number, Field(gt=0.0, le=MOST_PEOPLE)] = Field(
        description="People each year to whom a programme that starts then could be offered"
    )
    offered: Annotated[tuple[Share, ...], BeforeValidator(as_list)] = Field(
        min_length=1, max_length=125, description="Share of them offered it in each year, the first first"
    )

    @property
    def starting(self) -> tuple[float, ...]:
        """People who are offered the programme in each year."""
        return tuple(self.people * share for share in self.offered)


class Settings(Record):
    """How the evaluation is run: money, time, whose costs count, and how much is sampled."""

    currency: Text = Field(default="GBP", max_length=20, description="Currency of every cost")
    price_year: PriceYear = Field(description="Year whose prices the results are in")
    price_index: str | None = Field(
        default=None,
        description="File of the price index that carries costs of other years to the price year",
    )
    horizon: Count = Field(ge=1, le=125, description="Years over which costs and effects are counted")
    discount_rates: DiscountRates
    perspectives: Annotated[tuple[Text, ...], AfterValidator(distinct)] = Field(
        min_length=1, description="Whose costs and effects count; the first is the base case"
    )
    wtp: Wtp = Wtp()
    draws: Count = Field(default=10_000, ge=1, lt=MOST_DRAWS, description="How many draws")
    seed: Count = Field(ge=0, lt=2**63, description="Seed: the same seed gives the same draws")
    design: Annotated[DesignChoice, BeforeValidator(named)] = Field(
        default=DesignChoice(name="monte_carlo"), description="Sampling design; see `mcsim list designs`"
    )
    max_failed_share: Rate = Field(
        default=0.0, description="Share of draws that may fail before the run does"
    )
    population: Population | None = Field(
        default=None, description="For whom the budget impact is counted; needed for that alone"
    )
    ledger: bool = Field(
        default=False, description="Whether to keep the ledger of costs and benefits by item and year"
    )


class ModelChoice(Record):
    """The model: a name from `mcsim list models`, or a class of the user's as package.module:Class."""

    name: Text = Field(description="Name of a model, or package.module:Class")
    options: dict[str, Any] = Field(default_factory=dict, description="Arguments the model is made with")


class Copula(Record):
    """Inputs that go together, by a copula on their ranks."""

    inputs: Annotated[tuple[Text, ...], AfterValidator(distinct)] = Field(
        min_length=2, description="Names of the inputs"
    )
    copula: Literal["gaussian", "t"] = Field(default="gaussian", description="Which copula")
    kind: Literal["spearman", "normal_score"] = Field(
        description="What the correlations are: of ranks, or of normal scores"
    )
    correlations: Annotated[Correlations, BeforeValidator(read_correlations)] = Field(
        description="One number for all pairs, a matrix in their order, or a list of [a, b, number]"
    )
    degrees_of_freedom: Number | None = Field(default=None, ge=1.0, description="Of a t copula, at least 1")
    source: Text = Field(description="Where the correlations come from")
    note: str = Field(default="", description="Working, caveats, alternatives")


class EvaluationFile(Record):
    """Content of `evaluation.yaml`."""

    title: Text = Field(description="Title of the results")
    description: str = Field(default="", description="The decision, for whom, against what")
    model: Annotated[ModelChoice, BeforeValidator(named)]
    settings: Settings
    evidence: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = Field(
        default=(),
        description="Evidence library that inputs take from: a file or folder, or a list of these",
    )
    dependence: tuple[Copula, ...] = Field(
        default=(), description="Inputs that go together: copulas, each over inputs of its own"
    )


class Evaluation(Record):
    """One evaluation, validated: what is decided, what is uncertain, and which model."""

    name: str
    folder: str
    title: str
    description: str
    model: ModelChoice
    settings: Settings
    inputs: dict[str, InputRecord]
    price_factors: dict[str, float]
    dependence: tuple[Copula, ...] = ()

    _lines: Lines = PrivateAttr(default=Lines())

    def place(self, file: str, keys: KeyPath = ()) -> str:
        """Where a key stands, for what is said of it: file, line and key path.

        Parameters
        ----------
        file : str
            Name of one of the two files.
        keys : key path
            As in ``("uptake", "distribution")``; where the file has no such key, the line is that of the
            nearest one above it.

        Returns
        -------
        str
            As in ``FOLDER/inputs.yaml:12 uptake.distribution``; without a line where the value was not read
            from the file, as in an evaluation that a run has stored, or after `model_copy`.
        """
        return self._lines.place(self.folder, file, keys)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> "Evaluation":
        """Copy with some fields replaced; what was derived from the old ones is left behind."""
        copied = super().model_copy(update=update, deep=deep)
        for derived in ("order", "families", "scalars", "labels"):
            copied.__dict__.pop(derived, None)
        copied._lines = self._lines.without(update or {})
        return copied

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Names of the inputs, those that others refer to before these."""
        return graph.order(self.inputs)

    @cached_property
    def families(self) -> dict[str, Family]:
        """Distribution of each input; one that refers to others has it at their base values."""
        return graph.families(self.inputs, self.price_factors)

    @cached_property
    def scalars(self) -> dict[str, tuple[str, ...]]:
        """Names of the scalars that each input brings: its own, or one for each part of a joint family."""
        return {name: family.scalar_names(name) for name, family in self.families.items()}

    @cached_property
    def labels(self) -> frozenset[str]:
        """Scalars that describe a draw and are no quantity, such as which part of a mixture it is from."""
        return frozenset(
            scalar
            for name, family in self.families.items()
            for scalar, is_quantity in zip(self.scalars[name], family.quantities, strict=True)
            if not is_quantity
        )
