"""The loader: a folder in, a validated evaluation out, every problem of both files reported at once."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from mcsim.config.graph import problems_of_references, scalars
from mcsim.config.input_record import FOLDER, InputRecord
from mcsim.config.lines import EVALUATION_FILE, INPUTS_FILE, Lines
from mcsim.config.money import price_factors, priced
from mcsim.config.problems import validate
from mcsim.config.records import NAME, RESERVED, Evaluation, EvaluationFile
from mcsim.config.resolve import resolve
from mcsim.config.yaml_source import YamlSource, read_yaml
from mcsim.errors import ConfigError, Problem


def load(path: str | Path, overrides: Mapping[str, Any] | Sequence[str] = ()) -> Evaluation:
    """Read and check an evaluation.

    Parameters
    ----------
    path : str or Path
        Folder that holds `evaluation.yaml` and `inputs.yaml`.
    overrides : sequence of "key=value", or mapping of key to value, optional
        Values put in place of the files', by dotted key: ``settings.horizon=2``,
        ``inputs.uptake.distribution.se=0.1``, ``dependence.0.kind=spearman``.

    Returns
    -------
    Evaluation

    Raises
    ------
    ConfigError
        With every problem found, each with file, line and key path.

    Examples
    --------
    >>> from mcsim.errors import ConfigError
    >>> try:
    ...     load("no/such/folder")
    ... except ConfigError as error:
    ...     print(error.problems[0].place)
    no/such/folder
    """
    folder = _folder(Path(path))
    sources, problems = _read(folder)
    if problems:
        raise ConfigError(problems)
    main, inputs = sources
    taken = resolve(main, inputs, folder, overrides)
    inputs, problems = taken.inputs, taken.problems
    file, found = validate(EvaluationFile, main.data, main)
    problems += found
    records, found = _inputs(inputs, taken.failed)
    problems += found
    factors: dict[str, float] = {}
    if file:
        records = priced(records, file.settings)
        factors, found = price_factors(file.settings, records, main, inputs)
        problems += found
    if not problems:
        problems += problems_of_references(records, factors, inputs)
    if problems or file is None:
        raise ConfigError(problems)
    evaluation = Evaluation(
        name=folder.resolve().name,
        folder=str(folder.resolve()),
        title=file.title,
        description=file.description,
        model=file.model,
        settings=file.settings,
        inputs=records,
        price_factors=factors,
        dependence=file.dependence,
    )
    evaluation._lines = Lines({EVALUATION_FILE: main.lines, INPUTS_FILE: inputs.lines})
    return evaluation


def _folder(path: Path) -> Path:
    if path.name == EVALUATION_FILE and path.is_file():
        return path.parent
    if not path.is_dir():
        rule = "is no folder of an evaluation"
        raise ConfigError(Problem(str(path), rule, "see `mcsim list evaluations`, or `mcsim new NAME`"))
    return path


def _read(folder: Path) -> tuple[list[YamlSource], list[Problem]]:
    sources, problems = [], []
    for name in (EVALUATION_FILE, INPUTS_FILE):
        try:
            sources.append(read_yaml(folder / name))
        except ConfigError as error:
            problems += error.problems
    return sources, problems


def _inputs(source: YamlSource, failed: Collection[str]) -> tuple[dict[str, InputRecord], list[Problem]]:
    """Every input as a record; nothing is said of the content of those that have failed already."""
    records: dict[str, InputRecord] = {}
    problems: list[Problem] = []
    for name, value in source.data.items():
        if not NAME.match(name) or name in RESERVED:
            rule = "cannot name an input"
            remedy = f"use letters, digits and _, and none of {', '.join(sorted(RESERVED))}"
            problems.append(Problem(source.place((name,)), rule, remedy))
        if name in failed:
            continue
        record, found = validate(InputRecord, value, source, (name,), {FOLDER: source.path.parent})
        problems += found
        if record:
            records[name] = record
    return records, problems + _clashes(records, source)


def _clashes(records: Mapping[str, InputRecord], source: YamlSource) -> list[Problem]:
    owner: dict[str, str] = {}
    problems = []
    for name, record in records.items():
        for scalar in scalars(name, record):
            if scalar != name and (not NAME.match(scalar) or scalar in RESERVED):
                rule = f"brings `{scalar}`, which cannot name an input"
                problems.append(Problem(source.place((name,)), rule, "use letters, digits and _ in it"))
            if scalar in owner:
                rule = f"brings `{scalar}`, which `{owner[scalar]}` brings too"
                problems.append(Problem(source.place((name,)), rule, "rename one of them"))
            owner[scalar] = name
    return problems
