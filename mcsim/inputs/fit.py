"""Whether an evaluation's inputs, perspectives and design fit its model; the loader cannot see models."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from distributions.error import ParameterError
from distributions.family import Array, Family
from mcsim.config.graph import ancestors
from mcsim.config.lines import EVALUATION_FILE, INPUTS_FILE
from mcsim.config.records import Evaluation
from mcsim.errors import ConfigError, Problem
from mcsim.inputs.dependence import problems_of_dependence
from mcsim.inputs.design import Design
from mcsim.inputs.make import make_design
from mcsim.inputs.sample import frame_of, plain_draws
from mcsim.inputs.stated_values import outside_domain
from mcsim.lookup import closest
from mcsim.protocols import Model

N_TRIED = 8192
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
        *_sampling(evaluation, model),
    ]


def _missing(evaluation: Evaluation, model: Model) -> list[Problem]:
    given = {scalar for scalars in evaluation.scalars.values() for scalar in scalars}
    return [
        Problem(
            evaluation.place(INPUTS_FILE, (name,)),
            f"is missing; the model {evaluation.model.name} needs it ({_asked(need)})",
            f"add it ({closest(name, given - set(model.inputs))})" if given - set(model.inputs) else "add it",
        )
        for name, need in model.inputs.items()
        if name not in given
    ]


def _asked(need: Any) -> str:
    return ", ".join(filter(None, (need.unit, f"in {need.domain}")))


def _unused(evaluation: Evaluation, model: Model) -> list[Problem]:
    # Inputs of what the model has switched off may stay, so that it can be switched on again.
    idle = getattr(model, "idle", ())
    parents = (parent for record in evaluation.inputs.values() for parent in record.parents)
    used = {*model.inputs, *idle, *parents}
    # The parts of a joint input come together, so that those which nothing takes cannot be removed.
    together = {each for own in evaluation.scalars.values() if used.intersection(own) for each in own}
    known = used | together
    return [
        Problem(
            evaluation.place(INPUTS_FILE, (name,)),
            f"{'is' if scalar == name else f'brings {scalar}, which is'} no input of the model "
            f"{evaluation.model.name}",
            f"remove it or mend its name ({closest(scalar, model.inputs)})",
        )
        for name, scalars in evaluation.scalars.items()
        for scalar in scalars
        if scalar not in known
    ]


def _outside(evaluation: Evaluation, model: Model) -> list[Problem]:
    """Distributions that reach beyond what the model makes sense for."""
    problems = []
    for name, record in evaluation.inputs.items():
        family = evaluation.families[name]
        for scalar, margin in zip(evaluation.scalars[name], family.margins, strict=True):
            need = model.inputs.get(scalar)
            if need is None or record.parents:
                continue
            factor = evaluation.price_factors.get(name, 1.0)
            outside = _probability_outside(margin, need, factor)
            if outside > NEGLIGIBLE:
                problems.append(_reaches_beyond(evaluation, name, scalar, need, f"{outside:.2g}"))
    return problems


def _reaches_beyond(evaluation: Evaluation, name: str, scalar: str, need: Any, probability: str) -> Problem:
    which = f"{scalar} lies" if scalar != name else "lies"
    rule = f"{which} outside {need.domain} with probability {probability}, where the model makes no sense"
    remedy = "choose a family that stays inside, such as beta for a share or gamma for a cost, or truncate it"
    return Problem(evaluation.place(INPUTS_FILE, (name, "distribution")), rule, remedy)


def _probability_outside(margin: Family, need: Any, factor: float) -> float:
    low, high = need.low / factor, need.high / factor
    lowest, highest = margin.support
    inside = lowest >= low if getattr(need, "low_included", True) else lowest > low
    below = 0.0 if inside else float(margin.cdf(np.array([low]))[0])
    above = 0.0 if highest <= high else float(margin.survival(np.array([high]))[0])
    return below + above


def _outside_in_draws(evaluation: Evaluation, model: Model) -> list[Problem]:
    """The same of inputs that refer to others, whose distribution is known through draws alone."""
    dependent = [name for name, record in evaluation.inputs.items() if record.parents]
    if not dependent:
        return []
    values = plain_draws(evaluation, N_TRIED)
    problems: list[Problem] = []
    for name in dependent:
        problems += _without_distribution(evaluation, name, values)
        for scalar in evaluation.scalars[name]:
            need = model.inputs.get(scalar)
            share = 0.0 if need is None else float(_is_outside(values[scalar], need).mean())
            if share > 0.0:
                seen = f"{share:.2g} (of {N_TRIED:,} draws)"
                problems.append(_reaches_beyond(evaluation, name, scalar, need, seen))
    return problems


def _is_outside(drawn: Array, need: Any) -> NDArray[np.bool_]:
    below = drawn < need.low if getattr(need, "low_included", True) else drawn <= need.low
    return np.asarray(below | (drawn > need.high))


def _without_distribution(
    evaluation: Evaluation, name: str, values: Mapping[str, Array]
) -> Iterator[Problem]:
    """Draws in which what an input refers to makes no distribution; they would be put in quarantine."""
    record = evaluation.inputs[name]
    bad = np.flatnonzero(np.isnan(values[evaluation.scalars[name][0]]))
    if bad.size <= evaluation.settings.max_failed_share * N_TRIED:
        return
    first = {parent: float(values[parent][bad[0]]) for parent in record.references}
    try:
        record.family_given(first)
        said = f"as where {first}"  # what it refers to has no value itself
    except ParameterError as error:
        said = f"as {error.problems[0]}"
    rule = f"is no distribution in {bad.size / N_TRIED:.2g} of the draws, {said}"
    remedy = "let what it refers to stay where the family makes sense, or truncate it"
    yield Problem(evaluation.place(INPUTS_FILE, (name, "distribution")), rule, remedy)


def _units(evaluation: Evaluation, model: Model) -> list[Problem]:
    """Units other than the model's: a number in weeks where days are needed is a wrong number."""
    return [
        Problem(
            evaluation.place(INPUTS_FILE, (name, "unit")),
            f"is `{record.unit}`, and the model {evaluation.model.name} takes `{model.inputs[scalar].unit}`",
            "convert the figures, then state the unit alike",
        )
        for name, record in evaluation.inputs.items()
        for scalar in evaluation.scalars[name]
        if scalar in model.inputs and model.inputs[scalar].unit not in ("", record.unit)
    ]


def _perspectives(evaluation: Evaluation, model: Model) -> list[Problem]:
    return [
        Problem(
            evaluation.place(EVALUATION_FILE, ("settings", "perspectives")),
            f"{name} is none of the model {evaluation.model.name}'s",
            closest(name, model.perspectives),
        )
        for name in evaluation.settings.perspectives
        if name not in model.perspectives
    ]


def _sampling(evaluation: Evaluation, model: Model) -> list[Problem]:
    """Copulas and design; what is drawn is looked at only when both hold."""
    problems = problems_of_dependence(evaluation)
    if problems:
        return problems
    place, of_draws = (evaluation.place(EVALUATION_FILE, ("settings", key)) for key in ("design", "draws"))
    try:
        design = make_design(evaluation.settings.design, frame_of(evaluation), place, of_draws)
    except ConfigError as error:
        return error.problems
    return [
        *_not_independent(evaluation, design, place),
        *_split(evaluation, design, place),
        *_spanning(evaluation, design, place),
        *(Problem(f"{place}.options", said) for said in outside_domain(design, model.inputs)),
        *_moving_within(evaluation, design, place),
        *_outside_in_draws(evaluation, model),
    ]


def _not_independent(evaluation: Evaluation, design: Design, place: str) -> list[Problem]:
    linked = {name for copula in evaluation.dependence for name in copula.inputs}
    linked |= {
        name
        for name, record in evaluation.inputs.items()
        if record.multiplied_by or (record.references and evaluation.families[name].n_uniforms)
    }
    if not design.assumes_independence or not linked:
        return []
    rule = f"{design.name} makes sense for independent inputs only, and {', '.join(sorted(linked))} are not"
    remedy = "choose monte_carlo or sobol, whose draws follow every dependence, or take the dependence out"
    return [Problem(place, rule, remedy)]


def _moving_within(evaluation: Evaluation, design: Design, place: str) -> list[Problem]:
    """Inputs of interest that what they refer to moves within one outer draw."""
    outer = set(design.outer_inputs)
    return [
        Problem(
            place,
            f"{design.name} holds {name}, which refers to {', '.join(sorted(moving))}, drawn anew within",
            "hold these too, or hold them instead",
        )
        for name in design.outer_inputs
        for moving in [
            {
                each
                for each in ancestors(evaluation.inputs, name) - outer
                if evaluation.families[each].n_uniforms
            }
        ]
        if moving
    ]


def _split(evaluation: Evaluation, design: Design, place: str) -> list[Problem]:
    """A t copula cannot be drawn given some of its inputs; a Gaussian one can."""
    return [
        Problem(place, f"{design.name} cuts through the t copula of {', '.join(copula.inputs)}", remedy)
        for copula in evaluation.dependence
        if copula.degrees_of_freedom is not None
        and 0 < sum(name in design.outer_inputs for name in copula.inputs) < len(copula.inputs)
        for remedy in ("take all of its inputs or none as the outer ones, or use a gaussian copula",)
    ]


def _spanning(evaluation: Evaluation, design: Design, place: str) -> list[Problem]:
    """Copulas that link a group of inputs to what is not drawn anew with it."""
    group = {name: number for number, names in enumerate(design.apart) for name in names}
    return [
        Problem(
            place,
            f"{design.name} draws groups of inputs anew one without the others, and a copula links "
            f"{', '.join(copula.inputs)}, which are not all of one group",
            "put them into one group, or take the copula out",
        )
        for copula in evaluation.dependence
        if len({group.get(name) for name in copula.inputs}) > 1
    ]
