"""Two inputs over a grid, all others at their base."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from distributions.error import show
from mcsim.inputs.designs.options import is_mapping, is_number, known_names, whole_number
from mcsim.inputs.designs.stated import StatedValues
from mcsim.protocols import Array

LOW, HIGH = 0.025, 0.975
MOST_POINTS = 1001  # a side: more make no table that anyone reads


@dataclass(frozen=True)
class TwoWayGrid(StatedValues):
    """Every pair of values of two scalars; the second changes from draw to draw, the first more slowly.

    There are as many draws as pairs, whatever number is asked for. The base of another input is its mean,
    given the values of what it refers to.

    Attributes
    ----------
    inputs : sequence of two str
        The scalars.
    points : int or sequence of two int
        Values of each, 2 to 1,001.
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
    title: ClassVar[str] = "two inputs over a grid, the others at their base"
    addressable: ClassVar[bool] = False
    probability_sample: ClassVar[bool] = False
    needs_every_draw: ClassVar[bool] = True

    def problems(self) -> list[str]:
        """Everything that is wrong with the names, the ranges and the numbers of points."""
        found = [*self._wrong_ranges(), *self._wrong_points()]
        return found or self._wrong_names() or self.wrong_labels()

    @property
    def shape(self) -> tuple[int, int]:
        """Values of the first and of the second scalar."""
        first, second = (self.points, self.points) if isinstance(self.points, int) else self.points
        return first, second

    @property
    def n_draws(self) -> int:
        """How many draws the design makes."""
        return self.shape[0] * self.shape[1]

    @property
    def statements(self) -> tuple[tuple[str, Mapping[str, Sequence[float]]], ...]:
        """Values of the scalars that have a range."""
        sides = {name: self._side(name, *ends) for name, ends in (self.ranges or {}).items()}
        return (("ranges", {name: tuple(side.tolist()) for name, side in sides.items()}),)

    def unstated(self, input_name: str, component: int, start: int, stop: int) -> Array:
        """Uniforms of a range of draws; NaN, for the base, of all but the two."""
        if input_name not in self.inputs or input_name in (self.ranges or {}):
            return np.full(stop - start, np.nan)
        return self._over_grid(input_name, LOW, HIGH, start, stop)

    def stated(self, scalar: str, start: int, stop: int) -> Array | None:
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
        steps = list(self.coordinates(np.arange(start, stop)).values())[list(self.inputs).index(name)]
        side = self._side(name, low, high)
        # Padding beyond the grid stands at its end.
        found: Array = side[np.minimum(steps, side.size - 1)]
        return found

    def _side(self, name: str, low: float, high: float) -> Array:
        """Values of one side of the grid."""
        return np.linspace(low, high, self.shape[list(self.inputs).index(name)])

    def _wrong_points(self) -> list[str]:
        if isinstance(self.points, list | tuple) and len(self.points) == 2:
            return [text for each in self.points for text in whole_number("points", each, 2, MOST_POINTS)]
        return whole_number("points", self.points, 2, MOST_POINTS)

    def _wrong_ranges(self) -> list[str]:
        if self.ranges is None:
            return []
        if not is_mapping(self.ranges):
            return ["ranges: is no mapping; give them as in {uptake: [0.1, 0.9]}"]
        return [
            f"ranges: that of `{name}` is {show(given)}; give its lowest and highest value, as in [0.1, 0.9]"
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
        if found:
            return found
        strangers = [name for name in ranges if name not in self.inputs]
        return [
            *(f"ranges: `{name}` is not one of `inputs`; remove it, or name it there" for name in strangers),
            *(self._broken_families() or self._without_range()),
        ]

    def _broken_families(self) -> list[str]:
        return [
            f"inputs: `{name}` is drawn together with the other scalars of `{together.name}`, which values "
            "of a grid would break; name an input of one scalar"
            for name in self.inputs
            for together in self.frame.together
            if name in together.scalars
        ]

    def _without_range(self) -> list[str]:
        return [
            f"inputs: `{name}` has no quantile function of its own; give its range, as in "
            f"`ranges: {{{name}: [0, 1]}}`"
            for name in self.inputs
            if name not in (self.ranges or {}) and len(self.frame.components(name)) != 1
        ]
