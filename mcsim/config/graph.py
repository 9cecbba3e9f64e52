"""Inputs that refer to other inputs: in which order they are drawn, and what they are at base values."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

import numpy as np

from distributions.error import ParameterError
from distributions.family import Array, Family
from mcsim.config.input_record import InputRecord
from mcsim.config.yaml_source import YamlSource
from mcsim.errors import Problem
from mcsim.lookup import closest

Inputs = Mapping[str, InputRecord]
REMEDY = "an input may refer to inputs that do not, directly or through others, refer to it"


def owners(inputs: Inputs) -> dict[str, str]:
    """Which input brings each scalar.

    An input that refers to others brings one scalar of its own name.
    """
    return {
        scalar: name
        for name, record in inputs.items()
        for scalar in ((name,) if record.references else record.family.scalar_names(name))
    }


def order(inputs: Inputs) -> tuple[str, ...]:
    """Names of the inputs, parents first.

    Raises
    ------
    CycleError
        Inputs refer to each other in a circle.
    """
    owner = owners(inputs)
    return tuple(
        TopologicalSorter(
            {name: [owner[parent] for parent in record.parents] for name, record in inputs.items()}
        ).static_order()
    )


def families(inputs: Inputs, factors: Mapping[str, float]) -> dict[str, Family]:
    """Distribution of each input, with the base values of its parents where it refers to any.

    Raises
    ------
    ParameterError
        The distribution cannot be built with these.
    """
    found: dict[str, Family] = {}
    base: dict[str, float] = {}
    for name in order(inputs):
        found[name] = _family(inputs[name], base)
        base |= _base_values(name, inputs[name], found[name], factors, base)
    return {name: found[name] for name in inputs}


def _family(record: InputRecord, base: Mapping[str, float]) -> Family:
    return record.family_given(base) if record.references else record.family


def _base_values(
    name: str, record: InputRecord, family: Family, factors: Mapping[str, float], base: Mapping[str, float]
) -> dict[str, float]:
    factor = factors.get(name, 1.0) * (base[record.multiplied_by] if record.multiplied_by else 1.0)
    # A label, such as the part of a mixture, is no money and bears no factor.
    values = zip(np.atleast_1d(base_value(family)).tolist(), family.quantities, strict=True)
    scaled = [value * factor if is_quantity else value for value, is_quantity in values]
    return dict(zip(family.scalar_names(name), scaled, strict=True))


def base_value(family: Family) -> Array:
    """Mean of each scalar of a family, or its median where there is no finite mean.

    Examples
    --------
    >>> from distributions.gamma import Gamma
    >>> float(base_value(Gamma(shape=4, scale=25)))
    100.0
    """
    mean = np.asarray(family.mean, dtype=np.float64)
    if np.isfinite(mean).all():
        return mean
    half = np.full((mean.size or 1, max(1, family.n_uniforms)), 0.5)
    median = family.quantile(half if family.components else half[:, 0])
    return np.where(np.isfinite(mean), mean, median.reshape(mean.shape))


def problems_of_references(inputs: Inputs, factors: Mapping[str, float], source: YamlSource) -> list[Problem]:
    """References that lead nowhere or in a circle, and distributions that do not hold what they refer to."""
    owner = owners(inputs)
    problems = [
        Problem(source.place((name,)), f"refers to `{parent}`, which is no input", closest(parent, owner))
        for name, record in inputs.items()
        for parent in record.parents
        if parent not in owner
    ]
    if problems:
        return problems
    try:
        order(inputs)
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        return [Problem(source.place((error.args[1][0],)), f"refers to itself ({circle})", REMEDY)]
    return list(_unbuildable(inputs, factors, source))


def _unbuildable(inputs: Inputs, factors: Mapping[str, float], source: YamlSource) -> Iterator[Problem]:
    base: dict[str, float] = {}
    for name in order(inputs):
        record = inputs[name]
        if any(parent not in base for parent in record.parents):
            continue  # its parent has a problem of its own
        try:
            family = _family(record, base)
            _require_draw_by_draw(record, base)
        except ParameterError as error:
            for sentence in error.problems:
                yield Problem(source.place((name, "distribution")), sentence)
            continue
        base |= _base_values(name, record, family, factors, base)


def _require_draw_by_draw(record: InputRecord, base: Mapping[str, float]) -> None:
    """Refuse a form that takes one number only, and families of several scalars."""
    if not record.references:
        return
    family = record.family_given({name: np.full(2, base[name]) for name in record.references})
    if family.components:
        raise ParameterError(
            [f"{family.name}: a joint family cannot refer to other inputs; state its figures"]
        )
