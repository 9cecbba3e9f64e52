"""Inputs that refer to other inputs: in which order they are drawn, and what they are at base values."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

import numpy as np

from distributions.error import ParameterError
from distributions.family import Family, Number
from distributions.mixture import Mixture
from mcsim.config.input_record import FAMILY, InputRecord
from mcsim.config.yaml_source import YamlSource
from mcsim.errors import Problem
from mcsim.lookup import closest

Inputs = Mapping[str, InputRecord]
REMEDY = "an input may refer to inputs that do not, directly or through others, refer to it"


def owners(inputs: Inputs) -> dict[str, str]:
    """Which input brings each scalar."""
    return {scalar: name for name, record in inputs.items() for scalar in scalars(name, record)}


def scalars(name: str, record: InputRecord) -> tuple[str, ...]:
    """Names of the scalars that an input brings, before what it refers to is known.

    Of the families of several scalars only a mixture can refer to other inputs.
    """
    if not record.references:
        return record.family.scalar_names(name)
    return Mixture.names_of(name) if record.distribution.get(FAMILY) == Mixture.name else (name,)


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
    values = zip(base_values(family), family.quantities, strict=True)
    scaled = [float(value) * factor if is_quantity else float(value) for value, is_quantity in values]
    return dict(zip(family.scalar_names(name), scaled, strict=True))


def base_values(family: Family) -> tuple[Number, ...]:
    """Where each scalar of a family stands in a base case.

    That is its mean, or its median where there is no finite mean; of a label its likeliest value, since a
    mean of labels is none.

    Examples
    --------
    >>> from distributions.gamma import Gamma
    >>> base_values(Gamma(shape=4, scale=25))
    (100.0,)
    """
    if isinstance(family, Mixture):
        return _middle(family.margins[0]), family.likeliest
    return tuple(_middle(margin) for margin in family.margins)


def _middle(margin: Family) -> Number:
    mean = margin.mean
    if np.isfinite(mean).all():
        return mean
    median = margin.quantile(np.full(margin.n_draws or 1, 0.5))
    return float(median[0]) if margin.is_fixed else np.where(np.isfinite(mean), mean, median)


def problems_of_references(inputs: Inputs, factors: Mapping[str, float], source: YamlSource) -> list[Problem]:
    """References that lead nowhere or in a circle, and distributions that do not hold what they refer to."""
    owner = owners(inputs)
    problems = [
        Problem(source.place((name,)), f"refers to `{parent}`, which is no input", closest(parent, owner))
        for name, record in inputs.items()
        for parent in record.parents
        if parent not in owner
    ]
    problems += _shocks_of_money(inputs, owner, source)
    if problems:
        return problems
    try:
        order(inputs)
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        return [Problem(source.place((error.args[1][0],)), f"refers to itself ({circle})", REMEDY)]
    return list(_unbuildable(inputs, factors, source))


def _shocks_of_money(inputs: Inputs, owner: Mapping[str, str], source: YamlSource) -> Iterator[Problem]:
    """A shock that is money itself would carry prices to the price year twice."""
    for name, record in inputs.items():
        shock = inputs.get(owner.get(record.multiplied_by or "", ""))
        if shock is not None and shock.price_year is not None:
            rule = f"is {record.multiplied_by}, which is money of {shock.price_year}; a shock has no unit"
            yield Problem(source.place((name, "multiplied_by")), rule, "state it as a ratio around 1")


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
    """Refuse a form that takes numbers only; with numbers it has been built already."""
    if not record.references:
        return
    try:
        record.family_given({name: np.full(2, base[name]) for name in record.references})
    except ParameterError as error:
        stated = ", ".join(name for name in record.distribution if name != FAMILY)
        sentence = (
            f"{record.distribution[FAMILY]}: {stated} cannot differ between draws in this form; refer to "
            "inputs in single numbers, such as mean and se or the family's own parameters, or in the parts "
            "of a mixture"
        )
        raise ParameterError([sentence]) from error


def ancestors(inputs: Inputs, name: str) -> frozenset[str]:
    """Inputs that an input refers to, directly or through others."""
    owner = owners(inputs)
    direct = {owner[parent] for parent in inputs[name].parents}
    return frozenset(direct.union(*(ancestors(inputs, each) for each in direct)))
