"""Which mechanisms each strategy uses, and how: the options of a configuration, read and checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mcsim.errors import ModelError, Problem
from mcsim.lookup import closest
from mcsim.models.contract import Need, number, positive, share
from mcsim.models.coproduction.double_counts import double_counts
from mcsim.models.coproduction.mechanism import BLOCKS
from mcsim.models.coproduction.table import MECHANISMS
from mcsim.protocols import Array

COMPARATOR = "usual_care"
CORE: dict[str, Need] = {
    "people_offered": positive("people per year"),
    "cashability": share(),
    "baseline_utility": number("utility"),
}
"""Needed whatever the mechanisms: how many people, what care avoided frees, and how they are without."""
PLACE = "model.options"
DELIVERED = ("delivery", "published_cost", "overheads", "set_up")


@dataclass(frozen=True)
class Plan:
    """One strategy: its mechanisms with their options, and the inputs that are its own.

    Attributes
    ----------
    name : str
    mechanisms : mapping of str to mapping
        Those that are switched on, each with every option.
    own : frozenset of str
        Inputs that are looked up as `<strategy>_<input>`; all others are shared by the strategies.
    """

    name: str
    mechanisms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    def on(self, mechanism: str) -> bool:
        """Whether a mechanism is switched on."""
        return mechanism in self.mechanisms

    def option(self, mechanism: str, option: str) -> Any:
        """What a mechanism is told, or what it does where nothing is said or it is off."""
        if self.on(mechanism):
            return self.mechanisms[mechanism][option]
        several = MECHANISMS[mechanism].several
        return () if option in several else MECHANISMS[mechanism].options[option][0]

    def inputs(self) -> dict[str, Need]:
        """What the strategy needs, by the name that an evaluation gives it."""
        needs = dict(CORE)
        for name, options in self.mechanisms.items():
            needs |= MECHANISMS[name].inputs(options)
        return {self.called(name): need for name, need in needs.items()}

    def idle(self) -> set[str]:
        """Inputs that mechanisms which are off, or options not taken, would need."""
        known = {
            each
            for one in MECHANISMS.values()
            for options in _every_option(one.name)
            for each in one.inputs(options)
        }
        return {self.called(name) for name in known} - set(self.inputs())

    def called(self, name: str) -> str:
        """What an evaluation calls an input of this strategy."""
        return f"{self.name}_{name}" if name in self.own else name

    def values(self, inputs: Mapping[str, Array]) -> dict[str, Array]:
        """Inputs of this strategy by their plain names; of mechanisms that are off, the neutral values."""
        return self._neutral | {name: inputs[called] for name, called in self._asked.items()}

    @cached_property
    def _asked(self) -> dict[str, str]:
        """What each input that is needed is called in an evaluation."""
        needs = dict(CORE)
        for name, options in self.mechanisms.items():
            needs |= MECHANISMS[name].inputs(options)
        return {name: self.called(name) for name in needs}

    @cached_property
    def _neutral(self) -> dict[str, Array]:
        found: dict[str, Array] = {}
        for name, mechanism in MECHANISMS.items():
            if not self.on(name):
                found |= mechanism.neutral(mechanism.defaults())
        return found


def _every_option(name: str) -> Iterator[dict[str, Any]]:
    """Options that between them ask for every input a mechanism may need."""
    mechanism = MECHANISMS[name]
    everything = mechanism.defaults() | {key: mechanism.options[key] for key in mechanism.several}
    yield everything
    for key, values in mechanism.options.items():
        if key not in mechanism.several:
            yield from (everything | {key: value} for value in values)


def read_plans(
    strategies: Mapping[str, Any], without: Any = (), apart: Any = (), place: str = PLACE
) -> tuple[Plan, ...]:
    """Read the strategies of a configuration.

    Parameters
    ----------
    strategies : mapping of str to mapping
        Name to `mechanisms` (name to true, false or options) and, where inputs are its own, `own`.
    without : list of str
        Mechanisms or blocks that are switched off in every strategy.
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
    return [
        Problem(f"{place}.strategies.{name}", "is the comparator's name", "call the strategy otherwise")
        for name in strategies
        if name == COMPARATOR
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
        if isinstance(pair, list | tuple) and len(pair) == 2 and all(each in MECHANISMS for each in pair):
            pairs.add(frozenset(pair))
        else:
            remedy = "as in [[wellbeing, loneliness]]"
            problems.append(Problem(f"{place}.apart", f"{pair!r} is no pair of mechanisms", remedy))
    return pairs


def _read_plan(name: str, stated: Any, without: set[str], place: str) -> tuple[Plan, list[Problem]]:
    if not isinstance(stated, Mapping) or not isinstance(stated.get("mechanisms"), Mapping):
        return Plan(name), [Problem(place, "must hold `mechanisms`: a name to true, false or options")]
    problems = [
        Problem(f"{place}.{key}", "is no known key", closest(str(key), ("mechanisms", "own")))
        for key in stated
        if key not in ("mechanisms", "own")
    ]
    on: dict[str, Mapping[str, Any]] = {}
    for mechanism, said in stated["mechanisms"].items():
        here = f"{place}.mechanisms.{mechanism}"
        if mechanism not in MECHANISMS:
            problems.append(Problem(here, "is no mechanism", closest(str(mechanism), MECHANISMS)))
            continue
        options, found = _read_options(mechanism, said, here)
        problems += found
        if said is not False and not {mechanism, MECHANISMS[mechanism].block} & without:
            on[mechanism] = options
    in_order = {each: on[each] for each in MECHANISMS if each in on}
    own = stated.get("own", ())
    plan = Plan(name, in_order)
    known = {*CORE, *plan.inputs(), *plan.idle()}
    if isinstance(own, str) or not isinstance(own, list | tuple) or not set(map(str, own)) <= known:
        strange = (
            [str(each) for each in own if str(each) not in known] if isinstance(own, list | tuple) else own
        )
        problems.append(Problem(f"{place}.own", f"{strange} is no list of inputs of the model"))
        own = ()
    problems += [
        Problem(f"{place}.own", f"{name}_{each} is another input of the model", "call the strategy otherwise")
        for each in own
        if f"{name}_{each}" in known
    ]
    return Plan(name, in_order, frozenset(map(str, own))), problems


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


def _problems_of_plan(plan: Plan, apart: set[frozenset[str]], place: str) -> list[Problem]:
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
    if plan.option("measured_cost", "includes_delivery"):
        problems += [
            Problem(f"{place}.{name}", "counts twice: measured_cost includes delivery", "switch it off")
            for name in DELIVERED
            if plan.on(name)
        ]
    problems += [
        Problem(
            f"{place}.{name}.services",
            "mental_health_bed counts twice together with readmission: a readmission holds its bed-days",
            "leave mental_health_bed out",
        )
        for name in ("long_term_saving", "activation")
        if plan.on("readmission")
        and "mental_health_bed" in plan.option(name, "services")
        and frozenset((name, "readmission")) not in apart
    ]
    return problems
