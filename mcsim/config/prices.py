"""Price indices: what a cost of one year's prices is in another year's."""

from typing import Annotated

from pydantic import Field, model_validator

from mcsim.config.fields import Number, PriceYear, Record, Text


class PriceIndex(Record):
    """A chained price index: levels for the early years, then changes on the year before, in per cent.

    Examples
    --------
    >>> index = PriceIndex(title="t", source="s", levels={"2014/15": 200.0}, changes={"2015/16": 10.0})
    >>> round(index.factor("2014/15", "2015/16"), 9)
    1.1
    """

    title: Text
    source: Text
    note: str = ""
    levels: dict[PriceYear, Annotated[Number, Field(gt=0.0)]] = Field(default_factory=dict)
    changes: dict[PriceYear, Annotated[Number, Field(gt=-100.0)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _without_gaps(self) -> "PriceIndex":
        years = [*self.levels, *self.changes]
        starts = [int(year[:4]) for year in years]
        for before, after, year in zip(starts, starts[1:], years[1:]):
            if after != before + 1:
                raise ValueError(f"{year} does not follow {before}; years must be consecutive, none in both")
        return self

    def chained(self) -> dict[str, float]:
        """Level of every year, in the order of the file."""
        levels = dict(self.levels)
        level = list(levels.values())[-1] if levels else 100.0
        for year, change in self.changes.items():
            level *= 1.0 + change / 100.0
            levels[year] = level
        return levels

    def factor(self, of_year: str, to_year: str) -> float:
        """What a price of `of_year` is multiplied by to be one of `to_year`.

        Raises
        ------
        KeyError
            The index has no level for one of the years.
        """
        levels = self.chained()
        return levels[to_year] / levels[of_year]
