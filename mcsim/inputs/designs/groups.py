"""Two samples of all inputs, and for each group of inputs the first with that group from the second."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from distributions.error import show
from mcsim.inputs.design import SHARED_BY, Design
from mcsim.inputs.designs.monte_carlo import repeated
from mcsim.inputs.designs.options import is_mapping, known_names
from mcsim.protocols import Array
from mcsim.seeds import key_of, keyed_uniforms

FIRST, SECOND = "A", "B"
FEWEST_SAMPLES = 2


@dataclass(frozen=True)
class Groups(Design):
    """Draw i is matrix i mod (G + 2) of sample i div (G + 2): A, then B, then A with each of G groups from B.

    A is the Monte Carlo run of the same seed: its sample i has the uniforms of draw i there. B is drawn
    anew. Inputs in no group are those of A in every matrix, so that what is learnt holds given them. An input
    that refers to others moves with them: its group answers for its own uncertainty, given what it refers to.

    Attributes
    ----------
    groups : mapping of str to sequence of str
        For each group the names of its inputs, a joint family whole. Groups are independent of each other;
        a copula links inputs of one group, or inputs in none.

    References
    ----------
    Saltelli et al. (2010), Computer Physics Communications 181:259-270 (the matrices). Jacques, Lavergne and
    Devictor (2006), Reliability Engineering and System Safety 91:1126-1134 (groups of inputs).

    Examples
    --------
    >>> from mcsim.inputs.design import Frame
    >>> frame = Frame(seed=1, n_draws=100, streams=(("uptake", 0), ("price", 0)))
    >>> design = Groups(frame, groups={"money": ["price"]})
    >>> design.n_draws, design.coordinates(np.arange(4))["matrix"].tolist()
    (99, ['A', 'B', 'A_money', 'A'])
    >>> a, b, moved = design.uniforms("price", 0, 0, 3)
    >>> bool(a != b == moved)
    True
    """

    groups: Mapping[str, Sequence[str]]
    name: ClassVar[str] = "groups"
    title: ClassVar[str] = "two samples, and one with each group of inputs from the other"
    probability_sample: ClassVar[bool] = False

    def problems(self) -> list[str]:
        """Groups that are none, inputs that are not uncertain or stand twice, or too few draws."""
        found = self._wrong_groups()
        least = FEWEST_SAMPLES * self.n_matrices if not found else 0
        if self.frame.n_draws < least:
            found = [
                f"draws: is {self.frame.n_draws}, and {FEWEST_SAMPLES} samples of {len(self.groups)} groups "
                f"+ 2 draws make {least}; ask for at least {least}"
            ]
        return found

    @property
    def apart(self) -> tuple[tuple[str, ...], ...]:
        """The groups, which are drawn anew one without the others."""
        return tuple(tuple(names) for names in self.groups.values())

    @property
    def n_matrices(self) -> int:
        """Draws of one sample."""
        return len(self.groups) + 2

    @property
    def n_draws(self) -> int:
        """How many draws the design makes."""
        return self.frame.n_draws // self.n_matrices * self.n_matrices

    def uniforms(self, input_name: str, component: int, start: int, stop: int) -> Array:
        """Uniforms of a range of draws."""
        own = repeated(self.frame.seed, input_name, component, start, stop, self.n_matrices)
        moving = self._moving(input_name)
        if not moving or not own.size:
            return own
        numbers, matrix = np.divmod(np.arange(start, stop), self.n_matrices)
        first, last = int(numbers[0]), int(numbers[-1])
        key = key_of(self.frame.seed, input_name, component, self.name)
        anew = keyed_uniforms(key, first, last + 1)[numbers - first]
        return np.where(np.isin(matrix, moving), anew, own)

    def coordinates(self, draws: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """Number of the sample, and which of its matrices a draw belongs to."""
        names = np.array([FIRST, SECOND, *(f"{FIRST}_{group}" for group in self.groups)])
        return {"sample": draws // self.n_matrices, "matrix": names[draws % self.n_matrices]}

    def _moving(self, input_name: str) -> list[int]:
        """Matrices in which an input is that of B; what several inputs share moves where all of them do."""
        names = set(input_name.split(SHARED_BY))
        own = [2 + at for at, inputs in enumerate(self.groups.values()) if names <= set(inputs)]
        return [1, *own] if own else []

    def _wrong_groups(self) -> list[str]:
        if not is_mapping(self.groups) or not self.groups:
            return [
                f"groups: is {show(self.groups)}; name at least one, as in {{costs: [bed_day, visit], ...}}"
            ]
        known = self.frame.inputs
        found = [
            text
            for name, inputs in self.groups.items()
            for text in known_names(f"groups.{name}", inputs, known, "uncertain input")
        ]
        return found or self._twice()

    def _twice(self) -> list[str]:
        """Inputs that stand in two groups."""
        first: dict[str, str] = {}
        for group, inputs in self.groups.items():
            for name in inputs:
                if first.setdefault(name, group) != group:
                    return [
                        f"groups.{group}: `{name}` stands in groups.{first[name]} too; an input has one group"
                    ]
        return []
