"""Named scenarios: some scalars at values that are given, the other inputs at their base or sampled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from distributions.error import show
from mcsim.inputs.designs.monte_carlo import repeated
from mcsim.inputs.designs.options import is_mapping, is_number
from mcsim.inputs.designs.stated import StatedValues
from mcsim.lookup import closest
from mcsim.protocols import Array

MEAN, SAMPLED = "mean", "sampled"


@dataclass(frozen=True)
class Scenarios(StatedValues):
    """Draw i is scenario i mod S, with the sample i div S of all that the scenario does not fix.

    So the scenarios share their samples, and what differs between them is not blurred by chance. A mixture
    whose part is fixed takes its values from that part. Scalars of a joint family are fixed all at once or
    not at all.

    Attributes
    ----------
    scenarios : mapping of str to (mapping of str to float)
        For each scenario the values of some scalars; with none it is the base case.
    others : {"mean", "sampled"}
        Whether all other inputs stand at their base, in one draw a scenario whatever number of draws is asked
        for, or are sampled. The base of an input is its mean, given the values of what it refers to.

    Examples
    --------
    >>> from mcsim.inputs.design import Frame
    >>> frame = Frame(seed=1, n_draws=100, streams=(("uptake", 0), ("price", 0)))
    >>> design = Scenarios(frame, scenarios={"base": {}, "dear": {"price": 90.0}})
    >>> design.n_draws, design.values("price", 0, 2).tolist(), design.values("uptake", 0, 2)
    (2, [nan, 90.0], None)
    """

    scenarios: Mapping[str, Mapping[str, float]]
    others: str = MEAN
    name: ClassVar[str] = "scenarios"
    title: ClassVar[str] = "named scenarios, the other inputs at their base or sampled"
    extended_where: ClassVar[str] = "others: sampled"
    probability_sample: ClassVar[bool] = False

    def problems(self) -> list[str]:
        """Everything that is wrong with the scenarios, or too few draws for them."""
        found = self._wrong_scenarios()
        if self.others not in (MEAN, SAMPLED):
            found.append(f"others: is {show(self.others)}; give {MEAN} or {SAMPLED}")
        return found or [*self.wrong_labels(), *self._broken_families(), *self._too_few_draws()]

    @property
    def statements(self) -> tuple[tuple[str, Mapping[str, Sequence[float]]], ...]:
        """Values that each scenario fixes."""
        return tuple(
            (f"scenarios.{name}", {scalar: (float(value),) for scalar, value in fixed.items()})
            for name, fixed in self.scenarios.items()
        )

    @property
    def n_draws(self) -> int:
        """How many draws the design makes."""
        n_scenarios = len(self.scenarios)
        return n_scenarios if self.others == MEAN else self.frame.n_draws // n_scenarios * n_scenarios

    def unstated(self, input_name: str, component: int, start: int, stop: int) -> Array:
        """Uniforms of a range of draws, alike for every scenario; NaN where the others are at their base."""
        if self.others == MEAN:
            return np.full(stop - start, np.nan)
        return repeated(self.frame.seed, input_name, component, start, stop, len(self.scenarios))

    def stated(self, scalar: str, start: int, stop: int) -> Array | None:
        """Values that the scenarios fix, NaN in those that do not; None where none does."""
        fixed = [float(values.get(scalar, np.nan)) for values in self.scenarios.values()]
        if np.isnan(fixed).all():
            return None
        found: Array = np.array(fixed)[np.arange(start, stop) % len(fixed)]
        return found

    def coordinates(self, draws: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """Name of the scenario, and number of the sample."""
        names = np.array(list(self.scenarios))
        return {"scenario": names[draws % names.size], "sample": draws // names.size}

    def _broken_families(self) -> list[str]:
        return [
            sentence
            for place, stated in self.statements
            for together in self.frame.together
            for sentence in together.problems(place, {scalar: value for scalar, (value,) in stated.items()})
        ]

    def _too_few_draws(self) -> list[str]:
        least = 2 * len(self.scenarios)
        if self.others == MEAN or self.frame.n_draws >= least:
            return []
        return [
            f"draws: is {self.frame.n_draws}, and {len(self.scenarios)} scenarios with others {self.others} "
            f"need {least}; ask for at least {least}"
        ]

    def _wrong_scenarios(self) -> list[str]:
        if not is_mapping(self.scenarios) or not self.scenarios:
            return [
                f"scenarios: is {show(self.scenarios)}; name at least one, as in "
                "{base: {}, low uptake: {uptake: 0.2}}"
            ]
        return [text for name, values in self.scenarios.items() for text in self._wrong_values(name, values)]

    def _wrong_values(self, scenario: str, values: Any) -> list[str]:
        if not is_mapping(values):
            return [f"scenarios.{scenario}: is {show(values)}; give values by scalar, as in {{uptake: 0.2}}"]
        known = self.frame.scalars
        found = [
            f"scenarios.{scenario}: `{name}` is no scalar input; {closest(name, known)}"
            for name in values
            if known and name not in known
        ]
        return found + [
            f"scenarios.{scenario}.{name}: is {show(value)}; give a finite number"
            for name, value in values.items()
            if not is_number(value)
        ]
