"""What a threshold may be asked of: an input of one number, values it may have, a strategy to be compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from distributions.error import format_number, show
from mcsim.config.graph import ancestors
from mcsim.config.records import Evaluation
from mcsim.config.structures import named_values
from mcsim.errors import AnalysisError, Problem
from mcsim.evaluation.held import held_sampler
from mcsim.evaluation.prepare import Prepared
from mcsim.inputs.fit import N_TRIED
from mcsim.lookup import closest

RANGE = "give two numbers, the lower first, as in (0.5, 1.5)"


@dataclass(frozen=True)
class Question:
    """What is asked, found to make sense.

    Attributes
    ----------
    prepared : Prepared
        The evaluation.
    scalar : str
        The input that is given one value after another.
    between : (float, float)
        The lowest and the highest.
    wtp : float
        Willingness to pay.
    strategy, perspective : str
        For which the incremental net benefit is taken.
    """

    prepared: Prepared
    scalar: str
    between: tuple[float, float]
    wtp: float
    strategy: str
    perspective: str

    @property
    def owner(self) -> str:
        """Name of the input that brings the scalar."""
        return owner_of(self.prepared.evaluation)[self.scalar]

    @property
    def comparator(self) -> str:
        """The strategy that increments are taken against."""
        return str(self.prepared.model.strategies[0])


def question(
    prepared: Prepared, scalar: Any, between: Any, wtp: Any, strategy: str | None, perspective: str | None
) -> Question:
    """Check what is asked; strategy and perspective are chosen where none is named.

    Raises
    ------
    AnalysisError
        With everything that makes no sense.
    """
    strategies = [str(name) for name in prepared.model.strategies[1:]]
    perspectives = list(prepared.evaluation.settings.perspectives)
    problems = [
        *_wrong_design(prepared),
        *wrong_input(prepared, scalar),
        *_wrong_range(between),
        *_wrong_wtp(wtp),
        *_wrong_strategy(strategy, strategies, str(prepared.model.strategies[0])),
        *_wrong_choice("perspective", perspective, perspectives),
    ]
    if not problems:
        low, high = (float(value) for value in between)
        problems = [*outside(prepared, scalar, (low, high)), *_moved_outside(prepared, scalar, (low, high))]
    if problems:
        raise AnalysisError(problems)
    return Question(
        prepared, scalar, (low, high), float(wtp), strategy or strategies[0], perspective or perspectives[0]
    )


def owner_of(evaluation: Evaluation) -> dict[str, str]:
    """The input that brings each scalar."""
    return {scalar: name for name, scalars in evaluation.scalars.items() for scalar in scalars}


def wrong_input(prepared: Prepared, scalar: Any) -> list[Problem]:
    """Say why an input cannot be given one value after another: at most one problem."""
    evaluation, owner = prepared.evaluation, owner_of(prepared.evaluation)
    if scalar not in owner:
        return [_no_scalar(evaluation, scalar, owner)]
    name = owner[scalar]
    record, family = evaluation.inputs[name], evaluation.families[name]
    if scalar in evaluation.labels:
        rule = f"{scalar} is a label, the number of the part that `{name}` is drawn from"
        return [Problem("input", rule, "name a quantity; the design `scenarios` fixes a part")]
    if sum(family.quantities) > 1:
        rule = f"{scalar} is one of several scalars of `{name}`, which are drawn together"
        return [Problem("input", rule, "name an input of one scalar")]
    if record.structures is not None:
        names = ", ".join(words for _, words in named_values(record.structures))
        rule = f"{scalar} chooses between structures ({names}), which one value for all draws would hide"
        return [Problem("input", rule, "name another input, and fix this one with --set where it matters")]
    if scalar in getattr(prepared.model, "idle", ()):
        rule = f"{scalar} is idle: what needs it is switched off, so that no value of it changes anything"
        return [Problem("input", rule, "switch it on, or name an input that is used")]
    return []


def _no_scalar(evaluation: Evaluation, scalar: Any, owner: dict[str, str]) -> Problem:
    if scalar in evaluation.scalars:
        parts = ", ".join(evaluation.scalars[scalar])
        rule = f"{scalar} is several scalars that are drawn together ({parts})"
        return Problem("input", rule, "name an input of one scalar")
    return Problem("input", f"{show(scalar)} is no input of this evaluation", closest(str(scalar), owner))


def _wrong_range(between: Any) -> list[Problem]:
    values = list(between) if isinstance(between, list | tuple) else []
    if len(values) != 2 or not all(_is_number(value) for value in values):
        return [Problem("between", f"is {show(between)}", RANGE)]
    if values[0] >= values[1]:
        rule = f"begins with {format_number(values[0])}, which is not below {format_number(values[1])}"
        return [Problem("between", rule, RANGE)]
    return []


def _wrong_wtp(wtp: Any) -> list[Problem]:
    if _is_number(wtp) and wtp >= 0.0:
        return []
    return [Problem("wtp", f"is {show(wtp)}", "give one finite value of at least 0, as in 20000")]


def _is_number(value: Any) -> bool:
    is_real = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    return is_real and isfinite(value)


def _wrong_strategy(strategy: str | None, strategies: Sequence[str], comparator: str) -> list[Problem]:
    if strategy is None and len(strategies) > 1:
        rule = f"is missing, and several are compared with {comparator}"
        return [Problem("strategy", rule, f"name one of {', '.join(strategies)}")]
    if strategy == comparator:
        rule = f"{strategy} is the comparator, whose incremental net benefit is always nil"
        return [Problem("strategy", rule, f"name one of {', '.join(strategies)}")]
    return _wrong_choice("strategy", strategy, strategies)


def _wrong_choice(what: str, named: str | None, known: Sequence[str]) -> list[Problem]:
    if named is None or named in known:
        return []
    return [Problem(what, f"{named} is no {what} of this evaluation", closest(named, known))]


def _wrong_design(prepared: Prepared) -> list[Problem]:
    design = prepared.design
    if design.probability_sample:
        return []
    rule = f"{design.name} is no probability sample, and a threshold is of expected net benefit"
    return [Problem("settings.design", rule, "choose monte_carlo or sobol")]


def outside(prepared: Prepared, scalar: str, between: tuple[float, float]) -> list[Problem]:
    """Ends of the range that lie outside what the model makes sense for."""
    need = prepared.model.inputs.get(scalar)
    if need is None:
        return []
    return [
        Problem(
            "between",
            f"ends at {format_number(value)}, where the model makes no sense: {scalar} lies in {need.domain}",
            "give a range inside",
        )
        for value in between
        if not _inside(np.array([value]), need)
    ]


def _moved_outside(prepared: Prepared, scalar: str, between: tuple[float, float]) -> Iterator[Problem]:
    """Inputs that refer to it and would leave what the model makes sense for, seen in draws."""
    evaluation, needs = prepared.evaluation, prepared.model.inputs
    name = owner_of(evaluation)[scalar]
    moved = [
        each
        for child, scalars in evaluation.scalars.items()
        if name in ancestors(evaluation.inputs, child)
        for each in scalars
        if each in needs
    ]
    for value in between if moved else ():
        drawn = held_sampler(prepared, scalar, value)(0, min(N_TRIED, evaluation.settings.draws))
        for each in moved:
            if not _inside(drawn[each], needs[each]):
                rule = f"{scalar} at {format_number(value)} moves {each} outside {needs[each].domain}"
                yield Problem("between", f"{rule}, where the model makes no sense", "narrow it")


def _inside(values: Any, need: Any) -> bool:
    """Whether all lie in the domain; what is no number is left to the run, which says why it is none."""
    below = values < need.low if getattr(need, "low_included", True) else values <= need.low
    return not bool((below | (values > need.high)).any())
