"""From an evaluation's inputs to arrays of draws: design, then the quantile function of each family."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from distributions.family import Family
from distributions.quantile_table import fast_quantile
from mcsim.config.load import scalar_names
from mcsim.config.records import Evaluation
from mcsim.inputs.design import Design
from mcsim.protocols import Array


@dataclass(frozen=True)
class SampledInput:
    """One input as it is sampled.

    Attributes
    ----------
    name : str
        Name in the configuration; it addresses the uniforms.
    scalars : tuple of str
        Names of the scalars it brings.
    family : Family
        Its distribution.
    factor : float
        What each value is multiplied by: the change of prices to the evaluation's price year.
    """

    name: str
    scalars: tuple[str, ...]
    family: Family
    factor: float

    def draw(self, design: Design, start: int, stop: int) -> dict[str, Array]:
        """Values of the draws `start` to `stop - 1` by name of the scalar."""
        streams = [
            design.uniforms(self.name, component, start, stop) for component in range(self.family.n_uniforms)
        ]
        if self.family.components:
            values = self.family.quantile(np.stack(streams, axis=1))
            columns = [np.ascontiguousarray(column) for column in values.T]
        else:
            # A family that uses no uniform still needs to know how many values to give.
            u = streams[0] if streams else np.full(stop - start, 0.5)
            columns = [fast_quantile(self.family)(u)]
        if self.factor != 1.0:
            labelled = zip(columns, self.family.quantities, strict=True)
            columns = [column * self.factor if quantity else column for column, quantity in labelled]
        return dict(zip(self.scalars, columns, strict=True))


@dataclass(frozen=True)
class Sampler:
    """The inputs of any range of draws; survives pickling.

    Examples
    --------
    >>> from distributions.build import build
    >>> from mcsim.inputs.monte_carlo import MonteCarlo
    >>> uptake = SampledInput("uptake", ("uptake",), build("beta", {"alpha": 22, "beta": 14}), 1.0)
    >>> sampler = Sampler((uptake,), MonteCarlo(seed=1))
    >>> bool((sampler(0, 10)["uptake"][4:] == sampler(4, 10)["uptake"]).all())
    True
    """

    sampled: tuple[SampledInput, ...]
    design: Design

    def __call__(self, start: int, stop: int) -> dict[str, Array]:
        """Inputs of the draws `start` to `stop - 1`."""
        values: dict[str, Array] = {}
        for sampled in self.sampled:
            values.update(sampled.draw(self.design, start, stop))
        return values

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of every scalar, in order."""
        return tuple(scalar for sampled in self.sampled for scalar in sampled.scalars)


def sampler(evaluation: Evaluation, design: Design) -> Sampler:
    """The sampler of an evaluation under a design."""
    return Sampler(
        tuple(
            SampledInput(
                name, scalar_names(name, record), record.family, evaluation.price_factors.get(name, 1.0)
            )
            for name, record in evaluation.inputs.items()
        ),
        design,
    )
