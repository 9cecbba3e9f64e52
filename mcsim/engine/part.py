"""A part of a run: the inputs and outcomes of one range of draws."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from mcsim.errors import Problem, RunError
from mcsim.protocols import Array, Draws


@dataclass(frozen=True)
class Failure:
    """One draw that could not be evaluated.

    Attributes
    ----------
    draw : int
        Its absolute number.
    reason : str
        What went wrong, as a sentence without its full stop.
    inputs : dict of str to float
        Its inputs.
    """

    draw: int
    reason: str
    inputs: dict[str, float]

    @property
    def story(self) -> str:
        """The reason, with every input."""
        inputs = ", ".join(f"{name}={value:.6g}" for name, value in self.inputs.items())
        return f"{self.reason} (inputs: {inputs})"

    def __str__(self) -> str:
        """Render as one line."""
        return f"draw {self.draw}: {self.story}"


@dataclass(frozen=True)
class Part:
    """Inputs and outcomes of the draws `start` to `stop - 1`.

    Attributes
    ----------
    start, stop : int
        The range that was evaluated, half open.
    draws : ndarray of int64, shape (n,)
        Absolute numbers of the draws that succeeded, ascending.
    inputs : dict of str to ndarray, shape (n,)
        Their inputs.
    outputs : dict of str to ndarray, shape (n, ...)
        `cost` and `effect` of shape (n, strategy, perspective), and `items` where the model makes them.
    failures : list of Failure
        The draws that failed, ascending: together with `draws` they are the whole range.
    """

    start: int
    stop: int
    draws: Draws
    inputs: dict[str, Array]
    outputs: dict[str, Array]
    failures: list[Failure] = field(default_factory=list)

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        arrays = [self.draws, *self.inputs.values(), *self.outputs.values()]
        return sum(array.nbytes for array in arrays)

    def clip(self, start: int, stop: int) -> "Part":
        """Take the draws of this part that lie in `start` to `stop - 1`, as views."""
        if start <= self.start and self.stop <= stop:
            return self
        low, high = (int(place) for place in np.searchsorted(self.draws, [start, stop]))
        return Part(
            max(start, self.start),
            min(stop, self.stop),
            self.draws[low:high],
            {name: values[low:high] for name, values in self.inputs.items()},
            {name: values[low:high] for name, values in self.outputs.items()},
            [failure for failure in self.failures if start <= failure.draw < stop],
        )


def assemble(parts: Iterable[Part], start: int, stop: int) -> Part:
    """Copy parts, one at a time, into arrays made for all of `start` to `stop - 1`.

    Each part may be forgotten, or its memory used anew, as soon as the next one is asked for.

    Parameters
    ----------
    parts : iterable of Part
        In order, each beginning where the one before it ends.
    start, stop : int
        What they cover together.

    Raises
    ------
    RunError
        The parts leave a gap, or differ in their variables.
    """
    draws = np.empty(stop - start, dtype=np.int64)
    inputs: dict[str, Array] = {}
    outputs: dict[str, Array] = {}
    failures: list[Failure] = []
    reached, n = start, 0
    for part in parts:
        if part.start != reached:
            raise RunError(Problem(f"draws {reached} to {part.start - 1}", "are missing from the store"))
        end = n + part.draws.size
        if end > n:  # a part without a single good draw does not know its outputs
            draws[n:end] = part.draws
            _fill(inputs, part.inputs, n, end, stop - start)
            _fill(outputs, part.outputs, n, end, stop - start)
        failures.extend(part.failures)
        reached, n = part.stop, end
    if reached != stop:
        raise RunError(Problem(f"draws {reached} to {stop - 1}", "are missing from the store"))
    return Part(start, stop, draws[:n], _trim(inputs, n), _trim(outputs, n), failures)


def _fill(whole: dict[str, Array], piece: dict[str, Array], start: int, end: int, size: int) -> None:
    if not whole:
        # Pages that are never written cost nothing, so room for failed draws is free.
        whole.update({name: np.empty((size, *values.shape[1:])) for name, values in piece.items()})
    if whole.keys() != piece.keys():
        names = ", ".join(sorted(whole.keys() ^ piece.keys()))
        raise RunError(Problem(names, "occurs in some draws and not in others", "make every draw alike"))
    for name, values in piece.items():
        if values.shape[1:] != whole[name].shape[1:]:
            rule = f"has shape (draw, {values.shape[1:]}) in some draws and {whole[name].shape[1:]} in others"
            raise RunError(Problem(name, rule, "make every draw alike"))
        whole[name][start:end] = values


def _trim(whole: dict[str, Array], n: int) -> dict[str, Array]:
    return {name: values[:n] for name, values in whole.items()}


def keep_part(part: Part) -> Part:
    """Hand a part over as it is, for a store in memory."""
    return part
