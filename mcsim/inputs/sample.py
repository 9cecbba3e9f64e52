"""From an evaluation's inputs to arrays of draws: design, copulas, then the quantile functions."""

from dataclasses import dataclass, replace

import numpy as np

from mcsim.config.records import Evaluation
from mcsim.inputs.belonging import choices_of, together_of
from mcsim.inputs.copula import Link
from mcsim.inputs.dependence import links
from mcsim.inputs.design import Design, Frame
from mcsim.inputs.designs.monte_carlo import MonteCarlo
from mcsim.inputs.parts import held_parts
from mcsim.inputs.sampled import SampledInput
from mcsim.protocols import Array


@dataclass(frozen=True)
class Sampler:
    """The inputs of any range of draws; survives pickling.

    Attributes
    ----------
    sampled : tuple of SampledInput
        In an order in which what an input refers to is drawn before it.
    design : Design
        Where uniforms come from.
    links : tuple of Link
        Copulas between inputs.
    names : tuple of str
        Every scalar, in the order of the configuration.
    """

    sampled: tuple[SampledInput, ...]
    design: Design
    links: tuple[Link, ...]
    names: tuple[str, ...]

    def __call__(self, start: int, stop: int) -> dict[str, Array]:
        """Inputs of the draws `start` to `stop - 1`."""
        linked: dict[str, Array] = {}
        for link in self.links:
            linked |= link.uniforms(self.design, start, stop)
        values: dict[str, Array] = {}
        for each in self.sampled:
            streams = [linked[each.name]] if each.name in linked else self._streams(each, start, stop)
            drawn = held_parts(each, streams, each.draw(streams, stop - start, values), values)
            values |= {name: self._as_designed(name, own, start, stop) for name, own in drawn.items()}
        return {name: values[name] for name in self.names}

    def _streams(self, sampled: SampledInput, start: int, stop: int) -> list[Array]:
        components = range(sampled.family.n_uniforms)
        return [self.design.uniforms(sampled.name, component, start, stop) for component in components]

    def _as_designed(self, scalar: str, own: Array, start: int, stop: int) -> Array:
        stated = self.design.values(scalar, start, stop)
        return own if stated is None else np.where(np.isnan(stated), own, stated)


def sampler(evaluation: Evaluation, design: Design) -> Sampler:
    """The sampler of an evaluation under a design."""
    sampled = tuple(
        SampledInput(
            name,
            evaluation.inputs[name],
            evaluation.families[name],
            evaluation.price_factors.get(name, 1.0),
        )
        for name in evaluation.order
    )
    names = tuple(scalar for scalars in evaluation.scalars.values() for scalar in scalars)
    return Sampler(sampled, design, links(evaluation, design.outer_inputs), names)


def plain_draws(evaluation: Evaluation, n_draws: int) -> dict[str, Array]:
    """Independent draws of every scalar, whatever the design of the evaluation, to look at."""
    design = MonteCarlo(replace(frame_of(evaluation), n_draws=n_draws))
    return sampler(evaluation, design)(0, n_draws)


def frame_of(evaluation: Evaluation) -> Frame:
    """What a design for the evaluation is made for: its seed, its draws and every uniform it must give."""
    families = evaluation.families.items()
    shared = [link.shared_stream for link in links(evaluation)]
    return Frame(
        evaluation.settings.seed,
        evaluation.settings.draws,
        streams=tuple(
            (name, component) for name, family in families for component in range(family.n_uniforms)
        ),
        scalars=tuple(scalar for scalars in evaluation.scalars.values() for scalar in scalars),
        shared=tuple(stream for stream in shared if stream is not None),
        roles=tuple(
            (words, evaluation.scalars[name][moved])
            for name, family in families
            for words, moved in family.roles
        ),
        choices=tuple(choice for name, family in families for choice in choices_of(name, family)),
        together=tuple(
            together
            for name, family in families
            for together in together_of(name, family, scaled=_is_scaled(evaluation, name))
        ),
    )


def _is_scaled(evaluation: Evaluation, name: str) -> bool:
    return name in evaluation.price_factors or evaluation.inputs[name].multiplied_by is not None
