"""On which lines of its files the values of an evaluation stand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mcsim.config.yaml_source import KeyPath, nearest_line, place_of

EVALUATION_FILE = "evaluation.yaml"
INPUTS_FILE = "inputs.yaml"
INPUTS_KEY = "inputs"


@dataclass(frozen=True)
class Lines:
    """Line of every key of every file; where a value stands makes no two evaluations differ.

    Parameters
    ----------
    of : mapping of file name to mapping of key path to int

    Examples
    --------
    >>> lines = Lines({"inputs.yaml": {(): 1, ("uptake",): 3}})
    >>> lines.place("configs/x", "inputs.yaml", ("uptake", "unit"))
    'configs/x/inputs.yaml:3 uptake.unit'
    >>> lines == Lines()
    True
    """

    of: Mapping[str, Mapping[KeyPath, int]] = field(default_factory=dict, compare=False)

    def place(self, folder: str, file: str, keys: KeyPath) -> str:
        """File, line where it is known, and key path."""
        return place_of(Path(folder) / file, nearest_line(self.of.get(file, {}), keys), keys)

    def without(self, replaced: Collection[str]) -> "Lines":
        """The same without the keys of fields that were replaced, which no file holds any longer."""
        if not replaced:
            return self
        return Lines(
            {
                file: {
                    keys: line for keys, line in lines.items() if keys and _field(file, keys) not in replaced
                }
                for file, lines in self.of.items()
            }
        )


def _field(file: str, keys: KeyPath) -> str | int:
    """Field of an evaluation that a key of one of its files belongs to."""
    return INPUTS_KEY if file == INPUTS_FILE else keys[0]
