"""One error class per stage; each holds problems that name the place, the value, the rule and the remedy."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes
    ----------
    place : str
        Where: a file, line and key path, or the name of an argument.
    rule : str
        What was found and which rule it breaks, as a sentence without its full stop.
    remedy : str
        What to do about it, as a sentence without its full stop; may be empty.

    Examples
    --------
    >>> print(Problem("inputs.yaml:3 uptake.unit", "is missing", "add the unit, as in `unit: share`"))
    inputs.yaml:3 uptake.unit: is missing; add the unit, as in `unit: share`
    """

    place: str
    rule: str
    remedy: str = ""

    def __str__(self) -> str:
        """Render as one line."""
        return f"{self.place}: {self.rule}" + (f"; {self.remedy}" if self.remedy else "")


class McsimError(Exception):
    """A failure that the user can act upon.

    Parameters
    ----------
    problems : sequence of Problem, or str
        Every problem found at this stage.
    """

    exit_code = 1

    def __init__(self, problems: Sequence[Problem] | Problem | str) -> None:
        if isinstance(problems, str):
            problems = [Problem("mcsim", problems)]
        elif isinstance(problems, Problem):
            problems = [problems]
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["McsimError"], tuple[list[Problem]]]:
        """Let the error cross from a worker process whole."""
        return type(self), (self.problems,)


class ConfigError(McsimError):
    """A configuration that cannot be run as it stands."""

    exit_code = 2


class ModelError(McsimError):
    """A model that breaks the contract, or that cannot be found."""

    exit_code = 2


class DatasetError(McsimError):
    """Data that are not what a dataset of results must be."""

    exit_code = 2


class AnalysisError(McsimError):
    """A measure asked of data that cannot give it."""

    exit_code = 2


class FolderError(McsimError):
    """A results folder that cannot be used as asked."""

    exit_code = 2


class RunError(McsimError):
    """A run that failed: too many failing draws, a dead worker, a full disk."""


class DrawsRefused(McsimError):
    """Raised by a model for single draws that it cannot evaluate, as for a probability above 1.

    Parameters
    ----------
    draws : sequence of int
        Absolute numbers of the refused draws.
    reason : str
        The rule they break, with the values.
    """

    def __init__(self, draws: Sequence[int], reason: str) -> None:
        self.draws = [int(draw) for draw in draws]
        self.reason = reason
        super().__init__(Problem(f"draws {self.draws[:5]}", reason))

    def __reduce__(self) -> tuple[type["DrawsRefused"], tuple[list[int], str]]:  # type: ignore[override]
        """Let the error cross from a worker process whole."""
        return type(self), (self.draws, self.reason)
