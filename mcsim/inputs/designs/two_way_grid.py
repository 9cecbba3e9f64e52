"""Two inputs over a grid, all others at their base."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from mcsim.inputs.design import Design
from mcsim.inputs.designs.options import is_mapping, is_number, known_names, whole_number
from mcsim.protocols import Array

LOW, HIGH = 0.025, 0.975


@dataclass(frozen=True)
class TwoWayGrid(Design):
    """Every pair of values of two scalars; the second changes from draw to draw, the first more slowly.

    The base of the other inputs is their mean.

    Attributes
    ----------
    inputs : sequence of two str
        The scalars.
    points : int or sequence of two int
        Values of each.
    ranges : mapping of str to (low, high), optional
        Smallest and largest value of a scalar, between which the values are evenly spaced. A scalar without
        a range takes values from its 2.5 % to its 97.5 % quantile, evenly spaced in probability.

    Examples
    --------
    >>> from mcsim.inputs.design import Frame
    >>> frame = Frame(seed=1, n_draws=100, streams=(("uptake", 0), ("price", 0)))
    >>> design = TwoWayGrid(frame, inputs=["uptake", "price"], points=[2, 3], ranges={"price": [10, 30]})
    >>> design.uniforms("uptake", 0, 0, 6).tolist()
    [0.025, 0.025, 0.025, 0.975, 0.975, 0.975]
    >>> design.values("price", 0, 6).tolist()
    [10.0, 20.0, 30.0, 10.0, 20.0, 30.0]
    """

    inputs: Sequence[str]
    points: int | Sequence[int] = 11
    ranges: Mapping[str, Sequence[float]] | None = None
    name: ClassVar[str] = "two_way_grid"
    title: ClassVar[str] = "two inputs over a grid, the others at their means"
    addressable: ClassVar[bool] = False
    probability_sample: ClassVar[bool] = False
    needs_every_draw: ClassVar[bool] = True

    def problems(self) -> list[str]:
        """Everything that is wrong with the names, the ranges and the numbers of points."""
        found = [*self._wrong_ranges(), *self._wrong_points()]
        return found or self._wrong_names() or self._too_few_draws()

    @property
    def shape(self) -> tuple[int, int]:
        """Values of the first and of the second scalar."""
        first, second = (self.points, self.points) if isinstance(self.points, int) else self.points
        return first, second

    @property
    def n_draws(self) -> int:
        """How many draws the design makes."""
        return self.shape[0] * self.shape[1]

    def uniforms(self, input_name: str, component: int, start: int, stop: int) -> Array:
        """Uniforms of a range of draws; NaN, for the base, of all but the two."""
        if input_name not in self.inputs or input_name in (self.ranges or {}):
            return np.full(stop - start, np.nan)
        return self._over_grid(input_name, LOW, HIGH, start, stop)

    def values(self, scalar: str, start: int, stop: int) -> Array | None:
        """Values of a scalar that has a range; None for others."""
        if scalar not in (self.ranges or {}):
            return None
        low, high = (self.ranges or {})[scalar]
        return self._over_grid(scalar, low, high, start, stop)

    def coordinates(self, draws: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """Which of its values the first and the second scalar have."""
        return {"grid_first": draws // self.shape[1], "grid_second": draws % self.shape[1]}

    def described(self) -> dict[str, dict[str, str]]:
        """Which scalar each coordinate is a step of."""
        pairs = zip(("grid_first", "grid_second"), self.inputs, strict=True)
        return {name: {"input": scalar, "long_name": f"Step of {scalar}"} for name, scalar in pairs}

    def _over_grid(self, name: str, low: float, high: float, start: int, stop: int) -> Array:
        at = list(self.inputs).index(name)
        steps = list(self.coordinates(np.arange(start, stop)).values())[at]
        # Padding beyond the grid stands at its end.
        found: Array = np.linspace(low, high, self.shape[at])[np.minimum(steps, self.shape[at] - 1)]
        return found

    def _wrong_points(self) -> list[str]:
        if isinstance(self.points, list | tuple) and len(self.points) == 2:
            return [text for each in self.points for text in whole_number("points", each, least=2)]
        return whole_number("points", self.points, least=2)

    def _wrong_ranges(self) -> list[str]:
        if self.ranges is None:
            return []
        if not is_mapping(self.ranges):
            return ["ranges: is no mapping; give them as in {uptake: [0.1, 0.9]}"]
        return [
            f"ranges: that of `{name}` is {given}; give its lowest and its highest value, as in [0.1, 0.9]"
            for name, given in self.ranges.items()
            if not (
                isinstance(given, list | tuple)
                and len(given) == 2
                and all(map(is_number, given))
                and given[0] < given[1]
            )
        ]

    def _wrong_names(self) -> list[str]:
        ranges = self.ranges or {}
        scalars = set(self.frame.scalars) or {*self.frame.inputs, *ranges}
        found = known_names("inputs", self.inputs, sorted(scalars), "scalar input")
        if not found and len(self.inputs) != 2:
            found = [f"inputs: names {len(self.inputs)}; name exactly two, as a grid has two sides"]
        if not found:
            found = [
                f"ranges: `{name}` is not one of `inputs`; remove it, or name it there"
                for name in ranges
                if name not in self.inputs
            ]
            found += [
                f"inputs: `{name}` has no quantile function of its own; give its range, as in "
                f"`ranges: {{{name}: [0, 1]}}`"
                for name in self.inputs
                if name not in ranges and len(self.frame.components(name)) != 1
            ]
        return found

    def _too_few_draws(self) -> list[str]:
        if self.frame.n_draws >= self.n_draws:
            return []
        return [
            f"draws: is {self.frame.n_draws}, and the grid has {self.shape[0]} x {self.shape[1]} points; ask "
            f"for at least {self.n_draws}, or for fewer `points`"
        ]
