"""The evidence library: entries by id, in files of their own, that evaluations take their inputs from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from mcsim.config.fields import Text, as_list, distinct
from mcsim.config.input_record import FOLDER, Figures
from mcsim.config.problems import validate
from mcsim.config.yaml_source import YamlSource, read_yaml
from mcsim.errors import ConfigError, Problem
from mcsim.lookup import closest

EVIDENCE = "evidence"
ALL = "all"
MOST_TOLD = 12
NO_INPUT = {"calibration", "validation"}
"""Roles of figures that results are compared with, so that they cannot be fed in."""
REMEDY = "`evidence` names files of the library, or folders of them, counted from the evaluation's folder"


class EvidenceEntry(Figures):
    """One entry of an evidence library."""

    programmes: Annotated[tuple[Text, ...], BeforeValidator(as_list), AfterValidator(distinct)] = Field(
        default=(ALL,), min_length=1, description="Programmes that it is about; `all` is any"
    )
    role: Literal["input", "alternative", "calibration", "validation"] = Field(
        default="input", description="What it is for: calibration and validation are compared with results"
    )


def wrong_role(name: str, entry: EvidenceEntry) -> list[tuple[str, str]]:
    """Rule and remedy where an entry cannot be an input."""
    if entry.role not in NO_INPUT:
        return []
    return [(f"`{name}` is there for {entry.role}", "compare results with it; do not feed it in")]


@dataclass(frozen=True)
class Library:
    """Entries of one or more files.

    Attributes
    ----------
    sources : mapping of id to YamlSource
        The file that each entry stands in.
    problems : sequence of Problem
        Files that cannot be read, and ids that stand twice.
    """

    sources: Mapping[str, YamlSource]
    problems: Sequence[Problem] = ()

    def entry(self, name: Any, place: str) -> EvidenceEntry:
        """An entry, validated now that it is taken.

        Parameters
        ----------
        name : object
            Its id, as the taker has it.
        place : str
            Where the taker says so.

        Raises
        ------
        ConfigError
            There is none, or it is broken, which is told at its place in the library. Without a problem where
            it may stand in a file that has problems of its own.
        """
        if not isinstance(name, str):
            raise ConfigError(Problem(place, f"{name!r} must be text", "write the id of one entry"))
        if name not in self.sources:
            unknown = Problem(place, f"`{name}` is no entry of the evidence library", self._nearest(name))
            raise ConfigError([] if self.problems else unknown)
        source = self.sources[name]
        found, problems = validate(
            EvidenceEntry, source.data[name], source, (name,), {FOLDER: source.path.parent}
        )
        if found is None:
            raise ConfigError(problems)
        return found

    def _nearest(self, name: str) -> str:
        """The nearest id, or all of a small library where none is near."""
        hint = closest(name, self.sources)
        is_long = len(self.sources) > MOST_TOLD and all(f"`{each}`" not in hint for each in self.sources)
        return "see `mcsim list evidence`" if is_long else hint


def library_named(stated: Any, folder: Path) -> Library | None:
    """The library that an evaluation's `evidence` names: None where it names none.

    Parameters
    ----------
    stated : object
        A path or a list of them, counted from the evaluation's folder.
    folder : Path
        The evaluation's.
    """
    listed = as_list(stated)
    paths = listed if isinstance(listed, list | tuple) else ()
    named = [folder / each.strip() for each in paths if isinstance(each, str) and each.strip()]
    return read_library(named) if named else None


def read_library(paths: Sequence[Path]) -> Library:
    """Read the files of a library; entries are validated when they are taken.

    Parameters
    ----------
    paths : sequence of Path
        Files, or folders of `*.yaml`.

    Examples
    --------
    >>> read_library([Path("no/such/library")]).problems[0].rule
    'cannot be read (No such file or directory)'
    """
    sources: dict[str, YamlSource] = {}
    problems = [
        Problem(str(path), "is a folder without any *.yaml", REMEDY)
        for path in paths
        if path.is_dir() and not any(path.glob("*.yaml"))
    ]
    for file in _files(paths):
        try:
            source = read_yaml(file, REMEDY)
        except ConfigError as error:
            problems += error.problems
            continue
        problems += _twice(source, sources)
        sources = {**dict.fromkeys(source.data, source), **sources}
    return Library(sources, problems)


def _files(paths: Sequence[Path]) -> list[Path]:
    """Every file once, though a folder and a file of it may both be named."""
    named = [file for path in paths for file in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]
    once: dict[Path, Path] = {}
    for file in named:
        once.setdefault(file.resolve(), file)
    return list(once.values())


def _twice(source: YamlSource, before: Mapping[str, YamlSource]) -> list[Problem]:
    return [
        Problem(
            source.place((name,)),
            f"stands twice in the evidence library; first at {before[name].place((name,))}",
            "give one of them another id, or remove it",
        )
        for name in source.data
        if name in before
    ]
