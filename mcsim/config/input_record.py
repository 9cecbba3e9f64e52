"""One uncertain input as `inputs.yaml` states it."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import BeforeValidator, Field, PrivateAttr, ValidationInfo, model_validator

from distributions.build import build
from distributions.constraint import NAMES
from distributions.empirical import Empirical
from distributions.error import ParameterError, show
from distributions.family import Family
from distributions.table import FAMILIES
from mcsim.config.data_file import read_rows
from mcsim.config.fields import PriceYear, Record, Text, as_list
from mcsim.config.references import references, substitute
from mcsim.config.structures import Structures, StructuresError, wrong_structures
from mcsim.names import LARGEST

FAMILY = "family"
FILE = "file"
FOLDER = "folder"
EXTREMES = np.array([2.0**-53, 1.0 - 2.0**-53])
"""The smallest and the largest uniform that stands behind a draw."""


class Evidence(Record):
    """How well an input is known; read the status together with the centre."""

    status: Literal["found", "recalled", "derived", "judgement"] = Field(
        description="How the published figure was come by"
    )
    centre: Literal["published", "derived", "recalled", "shrunk", "judgement"] = Field(
        description="What the distribution is centred on"
    )
    spread: Literal["published", "judgement"] = Field(
        default="judgement",
        description="Whether the width comes from an interval, standard error or counts of a study",
    )
    confidence: str = Field(default="", description="How far the figure can be trusted")
    note: str = Field(default="", description="Working, caveats, alternatives")


class Figures(Record):
    """A distribution in the words of its source, what it is of, and where it comes from."""

    distribution: dict[str, Any] = Field(description="`family` and its parameters; see `mcsim list families`")
    unit: Text = Field(description="Unit of the values, as in `share` or `GBP per hour`")
    description: Text = Field(description="What the input is, as a phrase")
    source: Text = Field(description="Where the figures come from")
    evidence: Evidence
    price_year: PriceYear | None = Field(
        default=None,
        description="Year of the prices, for costs; not needed where all money comes from other inputs",
    )
    price_index: str | None = Field(default=None, description="Another price index file for this input")
    multiplied_by: Text | None = Field(
        default=None, description="Input that multiplies this one, such as a shock that all unit costs share"
    )
    structures: Structures | None = Field(
        default=None,
        description="Names of the structures it chooses between: of a mixture's parts, or by value",
    )
    address: Text | None = Field(default=None, description="Where the figures were seen")

    _folder: Path = PrivateAttr(default=Path())

    @model_validator(mode="after")
    def _buildable(self, info: ValidationInfo) -> Self:
        self._folder = Path((info.context or {}).get(FOLDER, "."))
        if not self.references:  # built here, so that a wrong parameter is found when the file is read
            _require_moderate(self.family)
        if self.structures is not None:
            is_changed = self.multiplied_by is not None or self.price_year is not None
            found = wrong_structures(self.structures, self.distribution, is_changed)
            if found:
                raise StructuresError(found)
        return self

    @cached_property
    def references(self) -> tuple[str, ...]:
        """Names of the inputs that its parameters are, each once."""
        return tuple(dict.fromkeys(references(self.distribution)))

    @property
    def parents(self) -> tuple[str, ...]:
        """Names of the inputs that must be drawn before it."""
        return (*self.references, *((self.multiplied_by,) if self.multiplied_by else ()))

    @cached_property
    def family(self) -> Family:
        """The distribution, with native parameters; of an input that refers to no other."""
        return self.family_given({})

    def family_given(self, values: Mapping[str, Any]) -> Family:
        """The distribution, given the values of the inputs it refers to: numbers, or arrays of shape (n,).

        Raises
        ------
        ParameterError
            The distribution cannot be built with these.
        """
        parameters = substitute(self.distribution, values)
        if FAMILY not in parameters:
            raise ParameterError([f"`{FAMILY}` is missing; name one of {', '.join(sorted(FAMILIES))}"])
        family = parameters.pop(FAMILY)
        return build(family, self._with_rows(parameters) if FILE in parameters else parameters)

    def _with_rows(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """Content of a data file in the place of its name."""
        name, columns = parameters.pop(FILE), parameters.get("columns")
        if not isinstance(name, str) or not name:
            raise ParameterError([f"{FILE}: {show(name)} must be the name of a file"])
        if columns is not None:
            columns = NAMES.read(columns) if NAMES.holds(columns) else None
            if columns is None:
                raise ParameterError([str(NAMES.problem("columns", parameters["columns"]))])
        names, rows = read_rows(self._folder / name, columns)
        return {**parameters, "columns": names, "rows": rows}


class InputRecord(Figures):
    """One uncertain input, and what of the evidence library stands in it."""

    take: Annotated[tuple[Text, ...] | None, BeforeValidator(as_list)] = Field(
        default=None, description="Entry of the evidence library that it is, or those that its parts are"
    )
    role: Literal["input", "alternative"] | None = Field(
        default=None, description="What the evidence library has the entry for"
    )


def _require_moderate(family: Family) -> None:
    """Refuse what may draw values that no run could use."""
    beyond = [end for end in _extremes(family) if not abs(end) <= LARGEST]
    if beyond:
        rule = f"{family.name} may draw {beyond[0]:.3g}, and no input may lie beyond {LARGEST:g}"
        raise ParameterError([f"{rule}; check the figures, or truncate it"])


def _extremes(family: Family) -> list[float]:
    """The smallest and the largest draw of each scalar; of a table those of all its numbers."""
    if isinstance(family, Empirical):
        return [float(family.rows.values.min()), float(family.rows.values.max())]
    with np.errstate(all="ignore"):
        return [float(end) for margin in family.margins for end in margin.quantile(EXTREMES)]
