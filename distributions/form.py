"""Ways to state a distribution: its native parameters, or one of the summaries that papers publish."""

import inspect
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from distributions.family import Family


@dataclass(frozen=True)
class Form:
    """One set of names that together state a distribution.

    Attributes
    ----------
    required, optional : tuple of str
        Names that must be given, and names that may be.
    formula : function
        Takes the named values, returns native parameters.
    single : tuple of str
        Names of figures that are one number in all draws, because the formula is for one.
    either : tuple of str
        Names among the optional of which exactly one must be given; the family sees to it.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...]
    formula: Callable[..., Mapping[str, Any]]
    single: tuple[str, ...] = ()
    either: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, required ones first."""
        return self.required + self.optional

    @property
    def ways(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """Names that must be given and names that may be, for each of those of which exactly one is given."""
        free = tuple(name for name in self.optional if name not in self.either)
        return tuple(((*self.required, one), free) for one in self.either) or ((self.required, free),)

    @property
    def in_words(self) -> str:
        """The form for a sentence, as in "events, n (and prior)"."""
        (_, wanted), *_ = self.ways
        either = [f"either {' or '.join(self.either)}"] if self.either else []
        optional = f" (and {', '.join(wanted)}, if wanted)" if wanted else ""
        return ", ".join([*self.required, *either]) + optional

    def takes(self, given: Collection[object]) -> bool:
        """Whether exactly these names, and none missing, state the distribution."""
        return set(self.required) <= set(given) <= set(self.names)

    def distance(self, given: Collection[object]) -> tuple[int, int]:
        """How many given names the form does not know, and how many that it needs are missing."""
        return len(set(given) - set(self.names)), len(set(self.required) - set(given))


@cache
def forms(family: type[Family]) -> tuple[Form, ...]:
    """All ways to state a distribution of a family, its native parameters last.

    Parameters
    ----------
    family : subclass of Family

    Returns
    -------
    tuple of Form

    Examples
    --------
    >>> from distributions.gamma import Gamma
    >>> [form.in_words for form in forms(Gamma)][:3]
    ['mean, se', 'mean, sd, n', 'mean, se_share_of_mean']
    """
    summaries = [_form(formula, formula, family.either) for formula in family.summaries]
    return (*summaries, _form(family, dict, family.either))


def _form(
    signature_of: Callable[..., Any], formula: Callable[..., Mapping[str, Any]], either: tuple[str, ...]
) -> Form:
    parameters = inspect.signature(signature_of).parameters.values()
    return Form(
        required=tuple(each.name for each in parameters if each.default is each.empty),
        optional=tuple(each.name for each in parameters if each.default is not each.empty),
        # A formula that takes arrays says Number.
        single=tuple(each.name for each in parameters if each.annotation in (float, float | None)),
        formula=formula,
        either=tuple(name for name in either if name in inspect.signature(signature_of).parameters),
    )
