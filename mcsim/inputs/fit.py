"""Whether an evaluation's inputs, perspectives and design fit its model; the loader cannot see models."""

import numpy as np

from distributions.family import Family
from mcsim.config.load import scalar_names
from mcsim.config.records import Evaluation
from mcsim.errors import Problem
from mcsim.inputs.table import DESIGNS
from mcsim.lookup import closest
from mcsim.protocols import Model

NEGLIGIBLE = 1e-9  # probability of lying outside a domain that no run would meet


def problems_of_fit(evaluation: Evaluation, model: Model) -> list[Problem]:
    """Everything about an evaluation that does not fit its model or its design.

    Parameters
    ----------
    evaluation : Evaluation
    model : Model
        The model that the evaluation names.
    """
    return [
        *_missing(evaluation, model),
        *_unused(evaluation, model),
        *_units(evaluation, model),
        *_outside(evaluation, model),
        *_perspectives(evaluation, model),
        *_design(evaluation),
    ]


def _missing(evaluation: Evaluation, model: Model) -> list[Problem]:
    given = {scalar for name, record in evaluation.inputs.items() for scalar in scalar_names(name, record)}
    return [
        Problem(
            f"{evaluation.folder}/inputs.yaml {name}",
            f"is missing; the model {evaluation.model.name} needs it ({need.unit}, in {need.domain})",
            f"add it ({closest(name, given - set(model.inputs))})" if given - set(model.inputs) else "add it",
        )
        for name, need in model.inputs.items()
        if name not in given
    ]


def _unused(evaluation: Evaluation, model: Model) -> list[Problem]:
    return [
        Problem(
            f"{evaluation.folder}/inputs.yaml {scalar}",
            f"is no input of the model {evaluation.model.name}",
            f"remove it or mend its name ({closest(scalar, model.inputs)})",
        )
        for name, record in evaluation.inputs.items()
        for scalar, quantity in zip(scalar_names(name, record), record.family.quantities, strict=True)
        if quantity and scalar not in model.inputs
    ]


def _outside(evaluation: Evaluation, model: Model) -> list[Problem]:
    """Distributions that reach beyond what the model makes sense for."""
    problems = []
    scalars = [
        (name, scalar, margin)
        for name, record in evaluation.inputs.items()
        for scalar, margin in zip(scalar_names(name, record), record.family.margins, strict=True)
        if scalar in model.inputs
    ]
    for name, scalar, margin in scalars:
        need = model.inputs[scalar]
        factor = evaluation.price_factors.get(name, 1.0)
        included = getattr(need, "low_included", True)
        outside = _probability_outside(margin, need.low / factor, need.high / factor, included)
        if outside > NEGLIGIBLE:
            rule = (
                f"lies outside {need.domain} with probability {outside:.2g}, where the model makes no sense"
            )
            remedy = "choose a family that stays inside, such as beta for a share or gamma for a cost"
            place = f"{evaluation.folder}/inputs.yaml {name}.distribution"
            problems.append(Problem(place, rule, remedy))
    return problems


def _probability_outside(family: Family, low: float, high: float, low_included: bool) -> float:
    lowest, highest = family.support
    inside = lowest >= low if low_included else lowest > low
    below = 0.0 if inside else float(family.cdf(np.array([low]))[0])
    above = 0.0 if highest <= high else 1.0 - float(family.cdf(np.array([high]))[0])
    return below + above


def _units(evaluation: Evaluation, model: Model) -> list[Problem]:
    """Units other than the model's: a number in weeks where days are needed is a wrong number."""
    return [
        Problem(
            f"{evaluation.folder}/inputs.yaml {name}.unit",
            f"is `{record.unit}`, and the model {evaluation.model.name} takes `{model.inputs[scalar].unit}`",
            "convert the figures, then state the unit alike",
        )
        for name, record in evaluation.inputs.items()
        for scalar in scalar_names(name, record)
        if scalar in model.inputs and model.inputs[scalar].unit not in ("", record.unit)
    ]


def _perspectives(evaluation: Evaluation, model: Model) -> list[Problem]:
    return [
        Problem(
            f"{evaluation.folder}/evaluation.yaml settings.perspectives",
            f"{name} is none of the model {evaluation.model.name}'s",
            closest(name, model.perspectives),
        )
        for name in evaluation.settings.perspectives
        if name not in model.perspectives
    ]


def _design(evaluation: Evaluation) -> list[Problem]:
    name = evaluation.settings.design
    if name in DESIGNS:
        return []
    place = f"{evaluation.folder}/evaluation.yaml settings.design"
    return [Problem(place, f"{name} is no known design", closest(name, DESIGNS))]
