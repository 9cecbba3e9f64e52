"""What keys of a configuration hold: the kinds of value that records are made of."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

YEAR = re.compile(r"^(?P<start>[0-9]{4})(/(?P<end>[0-9]{2}))?\Z")
MOST_MONEY = 1e15  # for one unit of effect, in any currency
MOST_PEOPLE = 1e10  # more than there are


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


def distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse a list that holds a value twice."""
    if len(set(values)) != len(values):
        raise ValueError(f"{list(values)} holds a value twice")
    return values


def named(value: object) -> object:
    """Read a name alone as a choice without options."""
    return {"name": value} if isinstance(value, str) else value


def as_list(value: object) -> object:
    """Read one text as a list of it."""
    return [value] if isinstance(value, str) else value


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("must be a number, not yes or no")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
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
Share = Annotated[Number, Field(ge=0.0, le=1.0)]
