"""Which mechanisms a strategy uses, how, and which inputs that takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mcsim.models.contract import Need, number, positive, share
from mcsim.models.coproduction.table import MECHANISMS
from mcsim.protocols import Array

COMPARATOR = "usual_care"
CORE: dict[str, Need] = {
    "people_offered": positive("people per year"),
    "cashability": share(),
    "baseline_utility": number("utility"),
}
"""Needed whatever the mechanisms: how many people, what care avoided frees, and how they are without."""


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
    left_out : frozenset of str
        Blocks whose lines are left out of the account, everything else being as it is.
    """

    name: str
    mechanisms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    def on(self, mechanism: str) -> bool:
        """Whether a mechanism is switched on."""
        return mechanism in self.mechanisms

    def counts(self, mechanism: str) -> bool:
        """Whether the lines of a mechanism stand in the account."""
        return self.on(mechanism) and MECHANISMS[mechanism].block not in self.left_out

    def option(self, mechanism: str, option: str) -> Any:
        """What a mechanism is told, or what it does where nothing is said or it is off."""
        if self.on(mechanism):
            return self.mechanisms[mechanism][option]
        several = MECHANISMS[mechanism].several
        return () if option in several else MECHANISMS[mechanism].options[option][0]

    def inputs(self) -> dict[str, Need]:
        """What the strategy needs, by the name that an evaluation gives it."""
        return {self.called(name): need for name, need in self._needs.items()}

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
        """Inputs of this strategy by their plain names; the neutral values of whatever is off."""
        return self._neutral | {name: inputs[called] for name, called in self._asked.items()}

    @cached_property
    def _needs(self) -> dict[str, Need]:
        """What is needed, by its plain name."""
        needs = dict(CORE)
        for name, options in self.mechanisms.items():
            needs |= MECHANISMS[name].inputs(options)
        return needs

    @cached_property
    def _asked(self) -> dict[str, str]:
        """What each input that is needed is called in an evaluation."""
        return {name: self.called(name) for name in self._needs}

    @cached_property
    def _neutral(self) -> dict[str, Array]:
        found: dict[str, Array] = {}
        for name, mechanism in MECHANISMS.items():
            for options in _every_option(name):
                found |= mechanism.neutral(options)
        return found


def _every_option(name: str) -> Iterator[dict[str, Any]]:
    """Options that between them ask for every input a mechanism may need."""
    mechanism = MECHANISMS[name]
    everything = mechanism.defaults() | {key: mechanism.options[key] for key in mechanism.several}
    yield everything
    for key, values in mechanism.options.items():
        if key not in mechanism.several:
            yield from (everything | {key: value} for value in values)
