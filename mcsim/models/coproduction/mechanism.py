"""What a mechanism says of itself: its claim, the inputs it needs, and those with which it does nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcsim.models.contract import Need
from mcsim.protocols import Array

Values = Mapping[str, Array]
"""Inputs of one strategy by name, each of shape (n,), or (1,) where a mechanism is switched off."""
Options = Mapping[str, Any]
Quantities = Mapping[str, tuple[Need, float]]
"""What an input must be, and the value with which its mechanism changes nothing."""
Refusal = tuple[NDArray[np.bool_], str, Array]
"""Draws that make no sense, the rule they break, and the values that break it."""

YES_OR_NO = "1 for yes, 0 for no"
COSTS = "costs"
OUTCOMES = "outcomes"
USE = "use_of_services"
BLOCKS = (COSTS, OUTCOMES, USE)
"""Blocks of the account: what the programme costs, what people gain, what changes in use of services."""
COURSE = "course"
"""Block of mechanisms that have no line of their own, and shape those of others."""


@dataclass(frozen=True)
class Mechanism:
    """One mechanism of a co-produced programme.

    Attributes
    ----------
    name : str
        As a configuration names it.
    claim : str
        The claim that it stands for, as a phrase.
    block : str
        `costs`, `outcomes` or `use_of_services`, whose lines can be left out together; `course` where it has
        no lines and shapes those of others.
    quantities : mapping of str to (Need, float)
        Inputs that it needs whatever its options, each with its neutral value: with all of them at these the
        mechanism changes nothing, and that is how it is switched off.
    options : mapping of str to tuple
        What it may be told, each with the values allowed; the first is the default. An option that takes
        several of them has its default as a tuple of its own, in `several`.
    several : mapping of str to tuple of str
        Options that take a list, with what they hold when nothing is said.
    further : callable, optional
        Further quantities that follow from the options.
    refusals : callable, optional
        Draws that the mechanism cannot make sense of.
    needs : tuple of str
        Mechanisms without which it makes no sense.

    Examples
    --------
    >>> from mcsim.models.contract import share
    >>> learning = Mechanism("learning", "people learn", COSTS, {"pace": (share(), 0.0)})
    >>> learning.inputs({})["pace"].domain
    '[0, 1]'
    """

    name: str
    claim: str
    block: str
    quantities: Quantities = field(default_factory=dict)
    options: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    further: Callable[[Options], Quantities] | None = None
    refusals: Callable[[Values], Iterator[Refusal]] | None = None
    needs: tuple[str, ...] = ()

    def all_quantities(self, options: Options) -> dict[str, tuple[Need, float]]:
        """Every quantity under the options."""
        return {**self.quantities, **(self.further(options) if self.further else {})}

    def inputs(self, options: Options) -> dict[str, Need]:
        """What it needs, by name of the input."""
        return {name: need for name, (need, _) in self.all_quantities(options).items()}

    def neutral(self, options: Options) -> dict[str, Array]:
        """Values with which it changes nothing, each of shape (1,)."""
        return {name: np.array([value]) for name, (_, value) in self.all_quantities(options).items()}

    def defaults(self) -> dict[str, Any]:
        """Options where nothing is said."""
        return {
            name: self.several[name] if name in self.several else values[0]
            for name, values in self.options.items()
        }
