"""YAML with the line of every key, so that a problem can say where it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from mcsim.errors import ConfigError, Problem

KeyPath = tuple[str | int, ...]
MOST_VALUES = 100_000

# YAML 1.1 reads 1e-3 and -.5 as text; people who write them mean numbers.
NUMBER = re.compile(r"^[-+]?(?:\d+\.?\d*|\.\d+)[eE][-+]?\d+$|^[-+]\.\d+$")
# It reads 0400 as 256, 6:40 as 400, 0x10 as 16 and 1_000 as 1000; people may mean anything by them.
TWO_MEANINGS = re.compile(r"^[-+]?(?:0\d+$|0[xXoObB]|\d[\d_]*:|.*_)")
NUMERIC = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}


class _Loader(yaml.SafeLoader):
    """The safe loader, with numbers such as 1e-3 read as numbers."""


_Loader.add_implicit_resolver("tag:yaml.org,2002:float", NUMBER, list("-+.0123456789"))


@dataclass(frozen=True)
class YamlSource:
    """What a file holds, and where.

    Attributes
    ----------
    path : Path
        The file.
    data : mapping
        Its content.
    lines : mapping of key path to int
        Line of each key, counted from 1.
    taken : mapping of key path to (YamlSource, key path)
        Keys whose values stand in another file, and where they stand there.
    """

    path: Path
    data: dict[str, Any]
    lines: Mapping[KeyPath, int] = field(default_factory=dict)
    taken: Mapping[KeyPath, tuple["YamlSource", KeyPath]] = field(default_factory=dict)

    def place(self, key_path: KeyPath) -> str:
        """File, line and key path; the nearest line known when the key itself is absent."""
        for length in range(len(key_path), 0, -1):
            if key_path[:length] in self.taken:
                source, there = self.taken[key_path[:length]]
                return source.place((*there, *key_path[length:]))
        return place_of(self.path, nearest_line(self.lines, key_path), key_path)


def nearest_line(lines: Mapping[KeyPath, int], key_path: KeyPath) -> int | None:
    """Line of a key, or of the nearest one above it that has any.

    Examples
    --------
    >>> nearest_line({(): 1, ("uptake",): 3}, ("uptake", "unit"))
    3
    """
    while key_path and key_path not in lines:
        key_path = key_path[:-1]
    return lines.get(key_path)


def place_of(path: Path | str, line: int | None, key_path: KeyPath) -> str:
    """File, line where it is known, and key path.

    Examples
    --------
    >>> place_of("inputs.yaml", 3, ("uptake", "unit")), place_of("inputs.yaml", None, ())
    ('inputs.yaml:3 uptake.unit', 'inputs.yaml')
    """
    keys = ".".join(str(key) for key in key_path)
    return f"{path}{f':{line}' if line else ''} {keys}".rstrip()


def read_yaml(
    path: Path, remedy: str = "an evaluation is a folder of two files; see `mcsim new`"
) -> YamlSource:
    """Read one file whose content is a mapping.

    Parameters
    ----------
    path : Path
        The file.
    remedy : str
        What to do where it cannot be read.

    Raises
    ------
    ConfigError
        The file is missing, empty, no YAML or no mapping, or a key stands twice.
    """
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        node = loader.get_single_node()
    except UnicodeDecodeError as error:
        raise ConfigError(Problem(str(path), "is not text in UTF-8", "save it as UTF-8")) from error
    except (OSError, ValueError) as error:  # a ValueError where the name holds what no name may
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError(Problem(str(path), f"cannot be read ({reason})", remedy)) from error
    except yaml.YAMLError as error:
        raise ConfigError(_syntax_problem(path, error)) from error
    except RecursionError as error:
        raise ConfigError(Problem(str(path), "is nested too deeply", "close its brackets")) from error
    if not isinstance(node, yaml.MappingNode):
        rule = "is empty" if node is None else "must be a mapping of keys to values"
        raise ConfigError(Problem(str(path), rule, remedy))
    reader = _Reader(path, loader)
    data = reader.convert(node, ())
    if reader.problems:
        raise ConfigError(reader.problems)
    return YamlSource(path, data, reader.lines)


def read_value(text: str, place: str) -> Any:
    """Read one value as a file would hold it; `place` says where it was written.

    Raises
    ------
    ConfigError
        It is no YAML.

    Examples
    --------
    >>> read_value("1e-3", "--set")
    0.001
    """
    problem = Problem(place, "has a value that is no YAML", "quote it")
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
    except (yaml.YAMLError, RecursionError) as error:
        raise ConfigError(problem) from error
    reader = _Reader(Path(place), loader)
    value = None if node is None else reader.convert(node, ())
    if reader.problems:
        raise ConfigError([Problem(place, *reader.two_meanings[0])] if reader.two_meanings else problem)
    return value


class _Reader:
    """Turns nodes into Python values, and notes lines and doubled keys on the way."""

    def __init__(self, path: Path, loader: _Loader) -> None:
        self.path = path
        self.loader = loader
        self.lines: dict[KeyPath, int] = {}
        self.problems: list[Problem] = []
        self.two_meanings: list[tuple[str, str]] = []
        self._open: list[yaml.Node] = []

    def convert(self, node: yaml.Node, key_path: KeyPath) -> Any:
        self.lines.setdefault(key_path, node.start_mark.line + 1)
        if len(self.lines) > MOST_VALUES:
            # Aliases of aliases multiply: nine lines can hold a thousand million values.
            rule = f"holds more than {MOST_VALUES:,} values"
            raise ConfigError(Problem(str(self.path), rule, "write less, with fewer aliases (*name)"))
        if any(node is other for other in self._open):
            self._problem(node, key_path, "is an alias that holds itself", "write the content out")
            return None
        self._open.append(node)
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, key_path)
            if isinstance(node, yaml.SequenceNode):
                return [self.convert(item, (*key_path, i)) for i, item in enumerate(node.value)]
            return self._scalar(node, key_path)
        finally:
            self._open.pop()

    def _mapping(self, node: yaml.MappingNode, key_path: KeyPath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            here = (*key_path, key)
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem(key_node, key_path, "has a key that is no text", "use a plain word")
            elif key in values:
                rule = f"stands twice; first in line {self.lines[here]}"
                self._problem(key_node, here, rule, "keep one of the two")
            else:
                self.lines[here] = key_node.start_mark.line + 1
                self._require_one_meaning(key_node, here)
                values[key] = self.convert(value_node, here)
        return values

    def _scalar(self, node: yaml.Node, key_path: KeyPath) -> Any:
        self._require_one_meaning(node, key_path)
        try:
            return self.loader.construct_object(node, deep=True)
        except (yaml.YAMLError, ValueError) as error:
            reason = getattr(error, "problem", None) or str(error)
            self._problem(node, key_path, f"cannot be read ({reason})", "use plain text or a number")
            return None

    def _require_one_meaning(self, node: yaml.Node, key_path: KeyPath) -> None:
        """Refuse numbers that YAML reads otherwise than people do: octal, sexagesimal and the like."""
        if _has_two_meanings(node):
            rule = f"{node.value} is a number that YAML reads in its own way"
            self.two_meanings.append((rule, "write it plainly, as in 400 or 0.25; quote it if it is text"))
            self._problem(node, key_path, *self.two_meanings[-1])

    def _problem(self, node: yaml.Node, key_path: KeyPath, rule: str, remedy: str) -> None:
        place = place_of(self.path, node.start_mark.line + 1, key_path)
        self.problems.append(Problem(place, rule, remedy))


def _has_two_meanings(node: yaml.Node) -> bool:
    if not isinstance(node, yaml.ScalarNode) or node.style is not None:
        return False
    # 08 is no octal number, so that YAML reads it as text.
    is_number = node.tag in NUMERIC or node.value.strip("+-").isdecimal()
    return is_number and bool(TWO_MEANINGS.match(node.value))


def _syntax_problem(path: Path, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = f":{mark.line + 1}" if mark else ""
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Problem(f"{path}{line}", f"is no valid YAML ({reason})", "check indentation, colons and quotes")
