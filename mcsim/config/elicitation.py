"""What experts said about one quantity: the file of `mcsim elicit`, read and fitted, all problems at once."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, field_validator, model_validator

from distributions.constraint import QUANTILES
from distributions.error import ParameterError
from distributions.family import Family
from distributions.published.elicited import BEST, families_of_quantiles, fit_family
from distributions.published.quantile_fit import Quantiles
from mcsim.config.fields import Number, Record, Text
from mcsim.config.problems import validate
from mcsim.config.yaml_source import YamlSource, read_yaml
from mcsim.errors import ConfigError, Problem
from mcsim.lookup import closest

EXPERTS = "experts"
_REMEDY = "give a file of experts' quantiles; docs/howto/elicit.md shows one"


def _family_name(name: str) -> str:
    known = [BEST, *families_of_quantiles()]
    if name not in known:
        raise ValueError(f"{name!r} is no family that can be fitted to quantiles; {closest(name, known)}")
    return name


def _method(value: object) -> object:
    return {"method": value} if isinstance(value, str) else value


FamilyName = Annotated[Text, Field(description="a family that takes quantiles, or best")]


class Pool(Record):
    """How the experts are made one."""

    method: Literal["linear", "logarithmic"] = Field(default="linear", description="linear or logarithmic")


class Expert(Record):
    """What one expert said."""

    quantiles: dict[str, Any] = Field(
        description="probabilities and values, as in {0.05: 1, 0.5: 2, 0.95: 4}"
    )
    weight: Number = Field(
        default=1.0, gt=0.0, description="weight in the pool, in proportion to the others'"
    )
    family: FamilyName | None = Field(default=None, description="the family, where it is not the file's")
    note: str = Field(default="", description="reasons, evidence, training")

    @field_validator("quantiles")
    @classmethod
    def _are_quantiles(cls, value: dict[str, Any]) -> dict[str, Any]:
        problem = QUANTILES.problem("quantiles", value)
        if problem:
            raise ValueError(problem.removeprefix("quantiles: "))
        return value

    @field_validator("family")
    @classmethod
    def _known(cls, value: str | None) -> str | None:
        return value if value is None else _family_name(value)

    @property
    def stated(self) -> Quantiles:
        """Quantiles as pairs of numbers, ascending."""
        pairs: Quantiles = QUANTILES.read(self.quantiles)
        return pairs


class ElicitationFile(Record):
    """Content of the file."""

    title: Text = Field(description="title of the exercise")
    quantity: Text = Field(description="what was asked about, as a phrase")
    unit: Text = Field(description="unit of the values, as in share or GBP per hour")
    family: FamilyName = Field(default=BEST, description="family of every expert who names none")
    min: Number | None = Field(default=None, description="smallest possible value, where there is one")
    max: Number | None = Field(default=None, description="largest possible value, where there is one")
    pool: Annotated[Pool, BeforeValidator(_method)] = Pool()
    experts: dict[str, Any] = Field(min_length=1, description="name of each expert, and what he or she said")

    @field_validator("family")
    @classmethod
    def _known(cls, value: str) -> str:
        return _family_name(value)

    @model_validator(mode="after")
    def _ascending(self) -> "ElicitationFile":
        if self.min is not None and self.max is not None and not self.min < self.max:
            raise ValueError(f"min {self.min:g} must be below max {self.max:g}")
        return self

    @property
    def limits(self) -> dict[str, float]:
        """The limits that the quantity has."""
        return {end: value for end, value in (("min", self.min), ("max", self.max)) if value is not None}


class FittedExpert(Record):
    """One expert with his or her distribution."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    expert: Expert
    share: float
    family: Family


class Elicitation(Record):
    """A whole exercise, validated and fitted."""

    name: str
    path: str
    file: ElicitationFile
    experts: dict[str, FittedExpert]

    @property
    def shares(self) -> tuple[float, ...]:
        """Weights, adding up to 1."""
        return tuple(fitted.share for fitted in self.experts.values())

    @property
    def families(self) -> tuple[Family, ...]:
        """Distributions, in the order of the experts."""
        return tuple(fitted.family for fitted in self.experts.values())


def load_elicitation(path: str | Path) -> Elicitation:
    """Read what experts said, and fit a distribution to each.

    Parameters
    ----------
    path : str or Path
        A YAML file.

    Returns
    -------
    Elicitation

    Raises
    ------
    ConfigError
        With every problem found, each with file, line and key path.

    Examples
    --------
    >>> try:
    ...     load_elicitation("no_such_file.yaml")
    ... except ConfigError as error:
    ...     print(error.problems[0].place)
    no_such_file.yaml
    """
    source = read_yaml(Path(path), _REMEDY)
    file, problems = validate(ElicitationFile, source.data, source)
    experts, found = _experts(source)
    problems += found
    families, found = _families(source, file, experts)
    problems += found
    if problems or file is None:
        raise ConfigError(problems)
    total = sum(expert.weight for expert in experts.values())
    fitted = {
        name: FittedExpert(expert=expert, share=expert.weight / total, family=families[name])
        for name, expert in experts.items()
    }
    return Elicitation(name=Path(path).stem, path=str(path), file=file, experts=fitted)


def _experts(source: YamlSource) -> tuple[dict[str, Expert], list[Problem]]:
    stated = source.data.get(EXPERTS)
    experts: dict[str, Expert] = {}
    problems: list[Problem] = []
    for name, value in stated.items() if isinstance(stated, dict) else ():
        expert, found = validate(Expert, value, source, (EXPERTS, name))
        problems += found
        if expert:
            experts[name] = expert
    return experts, problems


def _families(
    source: YamlSource, file: ElicitationFile | None, experts: dict[str, Expert]
) -> tuple[dict[str, Family], list[Problem]]:
    families: dict[str, Family] = {}
    problems: list[Problem] = []
    for name, expert in experts.items() if file else ():
        assert file is not None
        try:
            families[name] = fit_family(expert.family or file.family, expert.stated, file.limits)
        except ParameterError as error:
            place = source.place((EXPERTS, name, "quantiles"))
            problems += [Problem(place, sentence.removeprefix("quantiles: ")) for sentence in error.problems]
    return families, problems
