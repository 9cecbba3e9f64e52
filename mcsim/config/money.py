"""Money among the inputs: in which year's prices each stands, and what carries it to the evaluation's."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from mcsim.config.graph import owners
from mcsim.config.input_record import InputRecord
from mcsim.config.prices import PriceIndex
from mcsim.config.problems import validate
from mcsim.config.records import Evaluation, Settings
from mcsim.config.references import refers_only
from mcsim.config.yaml_source import YamlSource, read_yaml
from mcsim.errors import ConfigError, Problem

PRICE_YEAR, PRICE_INDEX = "price_year", "price_index"
Records = Mapping[str, InputRecord]


def priced(records: Records, settings: Settings) -> dict[str, InputRecord]:
    """The inputs, those whose money comes only from others in the prices of the evaluation as these are."""
    here = {PRICE_YEAR: settings.price_year}
    return {
        name: record.model_copy(update=here)
        if record.price_year is None and from_others(record, records, settings)
        else record
        for name, record in records.items()
    }


def from_others(record: InputRecord, records: Records, settings: Settings) -> bool:
    """Whether an input is money that comes only from inputs that it refers to.

    A reference that leads nowhere is told elsewhere, and so passes for money here.
    """
    if not refers_only(record.distribution):
        return False
    owner = owners(records)
    parents = [records[owner[name]] for name in record.references if name in owner]
    return all(is_money(each, settings) for each in (record, *parents))


def is_money(record: InputRecord, settings: Settings) -> bool:
    """Whether an input is in the currency of the evaluation."""
    return record.unit.split()[0] == settings.currency


def price_factors(
    settings: Settings, records: Records, main: YamlSource, inputs: YamlSource
) -> tuple[dict[str, float], list[Problem]]:
    """Factor that carries each cost of another year to the evaluation's price year, and what is wrong."""
    factors: dict[str, float] = {}
    problems: list[Problem] = []
    for name, record in records.items():
        problems += _wrong_year(name, record, settings, inputs)
        if record.price_year in (None, settings.price_year):
            continue
        try:
            factors[name] = _factor(name, record, settings, main, inputs)
        except ConfigError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    return factors, problems


def _factor(
    name: str, record: InputRecord, settings: Settings, main: YamlSource, inputs: YamlSource
) -> float:
    written = record.price_index or settings.price_index
    place = inputs.place((name, PRICE_YEAR))
    if written is None:
        rule = f"{record.price_year} is not {settings.price_year}, and no price index is named"
        raise ConfigError(Problem(place, rule, "add `price_index: FILE` to the settings"))
    index = _index(main.path.parent / written, _counted_from(name, record, inputs))
    try:
        return index.factor(str(record.price_year), settings.price_year)
    except KeyError as error:
        rule = f"the price index {written} has no year {error.args[0]}"
        if error.args[0] == settings.price_year:  # one mistake, whatever number of costs it concerns
            place = main.place(("settings", PRICE_YEAR))
        problem = Problem(place, rule, "use a year it holds, or name another index")
        raise ConfigError(problem) from error


def _counted_from(name: str, record: InputRecord, inputs: YamlSource) -> str:
    """From where the file of an index is looked for: an entry's from the library, which may be elsewhere."""
    taken = inputs.taken.get((name, PRICE_INDEX)) if record.price_index else None
    where = f"`{taken[0].path.parent}`, where the entry stands" if taken else "the folder of the evaluation"
    return f"`{PRICE_INDEX}` names a file, counted from {where}"


def _index(path: Path, remedy: str) -> PriceIndex:
    source = read_yaml(path, remedy)
    index, problems = validate(PriceIndex, source.data, source)
    if index is None:
        raise ConfigError(problems)
    return index


def _wrong_year(name: str, record: InputRecord, settings: Settings, source: YamlSource) -> Iterator[Problem]:
    """Money needs a price year and nothing else has one, or prices are not carried and QALYs are."""
    money, place = is_money(record, settings), source.place((name, PRICE_YEAR))
    if money and record.price_year is None:
        rule = f"is in {settings.currency} and says no price year"
        remedy = f"add `{PRICE_YEAR}`, as in `{PRICE_YEAR}: 2024/25`"
        if record.references:
            rule += ", and not all of its money comes from inputs that it refers to"
            remedy = (
                f"add `{PRICE_YEAR}: {settings.price_year}`, or give its own figures to an input of their own"
            )
        yield Problem(source.place((name,)), rule, remedy)
    elif record.price_year is not None and not money:
        rule = f"is given, and `{record.unit}` is no money in {settings.currency}"
        yield Problem(place, rule, f"remove it, or let the unit begin with {settings.currency}")
    elif record.references and record.price_year not in (None, settings.price_year):
        rule = f"is {record.price_year}, but what the input refers to is in {settings.price_year} prices"
        yield Problem(place, rule, _remedy(record, settings))


def _remedy(record: InputRecord, settings: Settings) -> str:
    if refers_only(record.distribution):
        return "remove it, since all its money comes from inputs that it refers to"
    return f"write {PRICE_YEAR}: {settings.price_year}, and state its own figures in these prices"


def price_factor(evaluation: Evaluation, year: str, index: str = "") -> float:
    """What money of another year is multiplied by to be in the prices of an evaluation.

    Parameters
    ----------
    evaluation : Evaluation
    year : str
        As in 2009/10.
    index : str
        File beside the evaluation's price index, without its ending; that index itself when absent.

    Raises
    ------
    KeyError
        The price index has no such year.
    ConfigError
        The index cannot be read.

    Examples
    --------
    >>> from mcsim.config.load import load
    >>> round(price_factor(load("configs/befriending"), "2009/10"), 4)
    1.4132
    """
    settings = evaluation.settings
    if year == settings.price_year:
        return 1.0
    if settings.price_index is None:
        raise KeyError(year)
    file = Path(evaluation.folder) / settings.price_index
    file = file.with_name(f"{index}.yaml") if index else file
    return _index(file, "name an index that is there").factor(year, settings.price_year)
