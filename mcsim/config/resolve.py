"""The two files of an evaluation with what stands elsewhere put into them: overrides, and evidence."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mcsim.config.evidence import EVIDENCE, library_named
from mcsim.config.lines import INPUTS_KEY
from mcsim.config.overrides import override, read_pairs
from mcsim.config.take import Taken, take
from mcsim.config.taken_parts import TAKE, mentions_take
from mcsim.config.yaml_source import YamlSource


def resolve(
    main: YamlSource, inputs: YamlSource, folder: Path, overrides: Mapping[str, Any] | Sequence[str]
) -> Taken:
    """Put overrides into the files, whose data are changed, and the library's entries into the inputs.

    What is taken is put in before the overrides of inputs, so that they reach into it; those that say what
    is taken, and from which library, come first.
    """
    pairs, problems = read_pairs(overrides)
    first = {key: value for key, value in pairs.items() if _comes_first(key, value)}
    problems += override(main.data, inputs.data, first)
    taken = take(inputs, library_named(main.data.get(EVIDENCE), folder))
    rest = {
        key: value
        for key, value in pairs.items()
        if key not in first and key.split(".")[1] not in taken.failed
    }
    problems += override(main.data, taken.inputs.data, rest)
    return Taken(taken.inputs, taken.failed, problems + taken.problems)


def _comes_first(key: str, value: Any) -> bool:
    keys = key.split(".")
    return len(keys) == 1 or keys[0] != INPUTS_KEY or keys[-1] == TAKE or mentions_take(value)
