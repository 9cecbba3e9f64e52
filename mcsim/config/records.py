"""Frozen records of a configuration: what may be said, and what each key means."""

import re
from functools import cached_property
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from distributions.build import build
from distributions.error import ParameterError
from distributions.family import Family
from distributions.table import FAMILIES

NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*\Z")
YEAR = re.compile(r"^(?P<start>[0-9]{4})(/(?P<end>[0-9]{2}))?\Z")
FAMILY = "family"
MOST_DRAWS = 2**53  # beyond it a draw's number is no longer exact as a float
MOST_MONEY = 1e15  # for one unit of effect, in any currency
RESERVED = {"draw", "strategy", "perspective", "wtp", "cost", "effect", "items"}


class Record(BaseModel):
    """A record that cannot be changed and refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def _text_of_year(value: object) -> object:
    """YAML reads 2024 as a number, and people write years both ways."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _year(text: str) -> str:
    found = YEAR.match(text)
    if not found or (found["end"] and int(found["end"]) != (int(found["start"]) + 1) % 100):
        raise ValueError(f"{text!r} is no year; write a financial year as 2024/25, a calendar year as 2024")
    return text


def _distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(values)) != len(values):
        raise ValueError(f"{list(values)} holds a value twice")
    return values


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("must be a number, not yes or no")
    return value


Text = Annotated[str, Field(min_length=1)]
PriceYear = Annotated[
    Text,
    BeforeValidator(_text_of_year),
    AfterValidator(_year),
    Field(description="Financial year as in 2024/25, or calendar year as in 2024"),
]
Count = Annotated[int, BeforeValidator(_number)]
Number = Annotated[float, BeforeValidator(_number)]
Money = Annotated[Number, Field(ge=0.0, le=MOST_MONEY)]
Rate = Annotated[Number, Field(ge=0.0, lt=1.0)]


class DiscountRates(Record):
    """Yearly discount rates, as shares."""

    costs: Rate = Field(description="Rate for costs, per year (0.035 is 3.5 %)")
    effects: Rate = Field(description="Rate for effects, per year")


class Wtp(Record):
    """Willingness to pay for one unit of effect: the grid of the curves, and the points of decision."""

    start: Number = Field(default=0.0, ge=0.0, le=MOST_MONEY, description="First point of the grid")
    stop: Number = Field(default=100_000.0, gt=0.0, le=MOST_MONEY, description="Last point of the grid")
    points: Count = Field(default=1001, ge=2, le=100_001, description="How many points the grid has")
    decision_points: Annotated[tuple[Money, ...], AfterValidator(_distinct)] = Field(
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
    perspectives: Annotated[tuple[Text, ...], AfterValidator(_distinct)] = Field(
        min_length=1, description="Whose costs and effects count; the first is the base case"
    )
    wtp: Wtp = Wtp()
    draws: Count = Field(default=10_000, ge=1, lt=MOST_DRAWS, description="How many draws")
    seed: Count = Field(ge=0, lt=2**63, description="Seed: the same seed gives the same draws")
    design: Annotated[DesignChoice, BeforeValidator(_named)] = Field(
        default=DesignChoice(name="monte_carlo"), description="Sampling design; see `mcsim list designs`"
    )
    max_failed_share: Rate = Field(
        default=0.0, description="Share of draws that may fail before the run does"
    )


class ModelChoice(Record):
    """The model: a name from `mcsim list models`, or a class of the user's as package.module:Class."""

    name: Text = Field(description="Name of a model, or package.module:Class")
    options: dict[str, Any] = Field(default_factory=dict, description="Arguments the model is made with")


class Evidence(Record):
    """How well an input is known; read the status together with the centre."""

    status: Literal["found", "recalled", "derived", "judgement"] = Field(
        description="How the published figure was come by"
    )
    centre: Literal["published", "derived", "recalled", "shrunk", "judgement"] = Field(
        description="What the distribution is centred on"
    )
    confidence: str = Field(default="", description="How far the figure can be trusted")
    note: str = Field(default="", description="Working, caveats, alternatives")


class InputRecord(Record):
    """One uncertain input: its distribution in the words of the source, and where it comes from."""

    distribution: dict[str, Any] = Field(description="`family` and its parameters; see `mcsim list families`")
    unit: Text = Field(description="Unit of the values, as in `share` or `GBP per hour`")
    description: Text = Field(description="What the input is, as a phrase")
    source: Text = Field(description="Where the figures come from")
    evidence: Evidence
    price_year: PriceYear | None = Field(default=None, description="Year of the prices, for costs")
    price_index: str | None = Field(default=None, description="Another price index file for this input")

    @model_validator(mode="after")
    def _buildable(self) -> "InputRecord":
        self.family  # noqa: B018  built here so that a wrong parameter is found when the file is read
        return self

    @cached_property
    def family(self) -> Family:
        """The distribution, with native parameters."""
        parameters = dict(self.distribution)
        if FAMILY not in parameters:
            raise ParameterError([f"`{FAMILY}` is missing; name one of {', '.join(sorted(FAMILIES))}"])
        return build(parameters.pop(FAMILY), parameters)


class EvaluationFile(Record):
    """Content of `evaluation.yaml`."""

    title: Text = Field(description="Title of the results")
    description: str = Field(default="", description="The decision, for whom, against what")
    model: Annotated[ModelChoice, BeforeValidator(_named)]
    settings: Settings


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
