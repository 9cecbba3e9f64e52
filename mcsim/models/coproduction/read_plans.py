"""The options of a configuration, read into plans and checked: everything that is wrong with them at once."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from mcsim.errors import ModelError, Problem
from mcsim.lookup import closest
from mcsim.models.coproduction.double_counts import (
    DOUBLE_COUNTS,
    DOUBLED_BY_OPTIONS,
    double_counts,
    doubled_by_options,
)
from mcsim.models.coproduction.mechanism import BLOCKS
from mcsim.models.coproduction.plan import COMPARATOR, CORE, Plan
from mcsim.models.coproduction.table import MECHANISMS

PLACE = "model.options"
KEYS = ("mechanisms", "own")
OF_USUAL_CARE = ("baseline_utility",)
"""Inputs that increments do not depend on: were they a strategy's own, nothing would change."""
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")


def read_plans(
    strategies: Mapping[str, Any], without: Any = (), apart: Any = (), place: str = PLACE
) -> tuple[Plan, ...]:
    """Read the strategies of a configuration.

    Parameters
    ----------
    strategies : mapping of str to mapping
        Name to `mechanisms` (name to true, false or options) and, where inputs are its own, `own`.
    without : list of str
        Mechanisms that are switched off in every strategy, and blocks whose lines are left out.
    apart : list of pairs of str
        Mechanisms that would count one thing twice, were they not about different outcomes.
    place : str
        Where this stands, for messages.

    Raises
    ------
    ModelError
        Everything that is wrong with them.

    Examples
    --------
    >>> (plan,) = read_plans({"befriending": {"mechanisms": {"reach": True, "wellbeing": False}}})
    >>> sorted(plan.mechanisms)
    ['reach']
    """
    problems = [*_problems_of_names(strategies, place), *_problems_of_without(without, place)]
    pairs = _pairs(apart, place, problems)
    off = {name for name in (*MECHANISMS, *BLOCKS) if isinstance(without, list | tuple) and name in without}
    plans = []
    for name, stated in strategies.items() if isinstance(strategies, Mapping) else ():
        plan, found = _read_plan(name, stated, off, f"{place}.strategies.{name}")
        plans.append(plan)
        problems += found
        problems += _problems_of_plan(plan, pairs, f"{place}.strategies.{name}.mechanisms")
    if problems:
        raise ModelError(problems)
    return tuple(plans)


def _problems_of_names(strategies: Any, place: str) -> list[Problem]:
    if not isinstance(strategies, Mapping) or not strategies:
        return [Problem(f"{place}.strategies", "must map a name to `mechanisms`, for one strategy or more")]
    problems = [
        Problem(f"{place}.strategies.{name}", "is the comparator's name", "call the strategy otherwise")
        for name in strategies
        if name == COMPARATOR
    ]
    return problems + [
        Problem(f"{place}.strategies", f"{name!r} cannot name a strategy", "use letters, digits and _")
        for name in strategies
        if not (isinstance(name, str) and NAME.match(name))
    ]


def _problems_of_without(without: Any, place: str) -> list[Problem]:
    known = (*MECHANISMS, *BLOCKS)
    if isinstance(without, str) or not isinstance(without, list | tuple):
        return [Problem(f"{place}.without", "must be a list of mechanisms and blocks", "as in [prevention]")]
    return [
        Problem(f"{place}.without", f"{name} is no mechanism and no block", closest(str(name), known))
        for name in without
        if name not in known
    ]


def _pairs(apart: Any, place: str, problems: list[Problem]) -> set[frozenset[str]]:
    pairs = set()
    for pair in apart if isinstance(apart, list | tuple) else [apart]:
        named = frozenset(map(str, pair)) if isinstance(pair, list | tuple) else frozenset()
        if named in DOUBLE_COUNTS or named in DOUBLED_BY_OPTIONS:
            pairs.add(named)
        else:
            rule = f"{pair!r} is no pair of mechanisms that would count twice"
            problems.append(Problem(f"{place}.apart", rule, "as in [[wellbeing, loneliness]]"))
    return pairs


def _read_plan(name: str, stated: Any, without: set[str], place: str) -> tuple[Plan, list[Problem]]:
    if not isinstance(stated, Mapping) or not isinstance(stated.get("mechanisms"), Mapping):
        return Plan(name), [Problem(place, "must hold `mechanisms`: a name to true, false or options")]
    problems = [
        Problem(f"{place}.{key}", "is no known key", closest(str(key), KEYS))
        for key in stated
        if key not in KEYS
    ]
    on: dict[str, Mapping[str, Any]] = {}
    for mechanism, said in stated["mechanisms"].items():
        here = f"{place}.mechanisms.{mechanism}"
        if mechanism not in MECHANISMS:
            problems.append(Problem(here, "is no mechanism", closest(str(mechanism), MECHANISMS)))
            continue
        options, found = _read_options(mechanism, said, here)
        problems += found
        if said is not False and mechanism not in without:
            on[mechanism] = options
    in_order = {each: on[each] for each in MECHANISMS if each in on}
    own, found = _read_own(stated.get("own", ()), Plan(name, in_order), f"{place}.own")
    return Plan(name, in_order, own, frozenset(BLOCKS) & without), problems + found


def _read_own(own: Any, plan: Plan, place: str) -> tuple[frozenset[str], list[Problem]]:
    """Inputs that a strategy has to itself."""
    if not isinstance(own, list | tuple) or not all(isinstance(each, str) for each in own):
        return frozenset(), [Problem(place, f"is {own!r}", "write a list of inputs, as in [engagement]")]
    known = {*CORE, *plan.inputs(), *plan.idle()}
    problems = [
        Problem(place, f"{each} is no input of the model", closest(each, known))
        for each in own
        if each not in known
    ]
    problems += [
        Problem(place, f"{plan.name}_{each} is another input of the model", "call the strategy otherwise")
        for each in own
        if f"{plan.name}_{each}" in known
    ]
    problems += [
        Problem(place, f"{each} is of usual care, which is one for all strategies", "leave it out")
        for each in own
        if each in OF_USUAL_CARE
    ]
    return frozenset(own), problems


def _read_options(name: str, said: Any, place: str) -> tuple[dict[str, Any], list[Problem]]:
    mechanism = MECHANISMS[name]
    options = mechanism.defaults()
    if isinstance(said, bool):
        return options, []
    if not isinstance(said, Mapping):
        return options, [Problem(place, f"is {said!r}", "say true, false, or a mapping of its options")]
    problems = []
    for key, value in said.items():
        allowed = mechanism.options.get(key)
        if allowed is None:
            remedy = closest(str(key), mechanism.options) if mechanism.options else "it takes none"
            problems.append(Problem(f"{place}.{key}", f"is no option of {name}", remedy))
            continue
        chosen = value if key in mechanism.several else [value]
        if not isinstance(chosen, list | tuple) or not chosen or any(each not in allowed for each in chosen):
            what = "a list out of" if key in mechanism.several else "one of"
            said_so = ", ".join(str(each) for each in allowed)
            problems.append(Problem(f"{place}.{key}", f"is {value!r}; it must be {what} {said_so}"))
            continue
        if len(set(chosen)) < len(chosen):
            remedy = "it would count twice; name each once"
            problems.append(Problem(f"{place}.{key}", f"is {value!r}, with one named twice", remedy))
            continue
        options[key] = tuple(chosen) if key in mechanism.several else value
    return options, problems


def _problems_of_plan(plan: Plan, apart: Collection[frozenset[str]], place: str) -> list[Problem]:
    problems = [
        Problem(
            f"{place}.{first}", f"counts twice together with {second}: {reason}", "switch one of them off"
        )
        for first, second, reason in double_counts(plan.mechanisms, apart)
    ]
    problems += [
        Problem(
            f"{place}.{name}", f"makes no sense without {needed}", f"add `{needed}`, or switch {name} off"
        )
        for name in plan.mechanisms
        for needed in MECHANISMS[name].needs
        if not plan.on(needed)
    ]
    problems += [
        Problem(f"{place}.{part}", f"counts twice: {reason}", "switch one of them off")
        for part, reason in doubled_by_options(plan.mechanisms, apart)
    ]
    return problems
