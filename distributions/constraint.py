"""Rules that one parameter obeys; each can say itself in words."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Constraint:
    """A rule on one parameter.

    Attributes
    ----------
    rule : str
        The rule in words, as in "must be greater than 0".
    test : function
        Takes the value, says whether the rule holds.
    """

    rule: str
    test: Callable[[object], bool]

    def holds(self, value: object) -> bool:
        """Whether `value` obeys the rule; a value of the wrong type does not."""
        try:
            return bool(self.test(value))
        except (TypeError, ValueError):
            return False

    @property
    def broken_by(self) -> str:
        """The rule as the end of a sentence that begins with a value."""
        return self.rule
