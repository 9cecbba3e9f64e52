"""Price indices: what a cost of one year's prices is in another year's."""

from typing import Annotated

from pydantic import Field, model_validator

from mcsim.config.fields import Number, PriceYear, Record, Text

Level = Annotated[Number, Field(gt=0.0)]


class PriceIndex(Record):
    """A chained price index: levels for the early years, then changes on the year before, in per cent.

    An index of financial years may hold calendar years beside them, for costs that are published so.

    Examples
    --------
    >>> index = PriceIndex(title="t", source="s", levels={"2014/15": 200.0}, changes={"2015/16": 10.0})
    >>> round(index.factor("2014/15", "2015/16"), 9)
    1.1
    >>> beside = PriceIndex(title="t", source="s", levels={"2024/25": 100.0}, calendar_levels={"2019": 80.0})
    >>> beside.factor("2019", "2024/25")
    1.25
    """

    title: Text
    source: Text
    note: str = ""
    levels: dict[PriceYear, Level] = Field(default_factory=dict)
    changes: dict[PriceYear, Annotated[Number, Field(gt=-100.0)]] = Field(default_factory=dict)
    calendar_levels: dict[PriceYear, Level] = Field(
        default_factory=dict, description="Levels of calendar years, on the same base as `levels`"
    )

    @model_validator(mode="after")
    def _without_gaps(self) -> "PriceIndex":
        _require_consecutive([*self.levels, *self.changes])
        _require_consecutive([*self.calendar_levels])
        return self

    @model_validator(mode="after")
    def _each_kind_of_year_apart(self) -> "PriceIndex":
        """A calendar year among financial years would stand three months away from where it is."""
        if not self.calendar_levels:
            return self
        wrong = [year for year in self.calendar_levels if _is_financial(year)]
        if wrong:
            raise ValueError(f"{wrong[0]} is a financial year; write it under levels")
        wrong = [year for year in (*self.levels, *self.changes) if not _is_financial(year)]
        if wrong:
            raise ValueError(f"{wrong[0]} is a calendar year; write it under calendar_levels")
        if not self.levels:
            raise ValueError("calendar_levels without levels have no base in common; write them as levels")
        return self

    def chained(self) -> dict[str, float]:
        """Level of every year in the order of the file, calendar years at the end."""
        levels = dict(self.levels)
        level = list(levels.values())[-1] if levels else 100.0
        for year, change in self.changes.items():
            level *= 1.0 + change / 100.0
            levels[year] = level
        return levels | self.calendar_levels

    def factor(self, of_year: str, to_year: str) -> float:
        """What a price of `of_year` is multiplied by to be one of `to_year`.

        Raises
        ------
        KeyError
            The index has no level for one of the years.
        """
        levels = self.chained()
        return levels[to_year] / levels[of_year]


def _require_consecutive(years: list[str]) -> None:
    starts = [int(year[:4]) for year in years]
    for before, after, year in zip(starts, starts[1:], years[1:]):
        if after != before + 1:
            raise ValueError(f"{year} does not follow {before}; years must be consecutive, none in both")


def _is_financial(year: str) -> bool:
    return "/" in year
