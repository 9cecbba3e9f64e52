"""One row of the table of cases: all that a test needs to know about a distribution."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis.strategies import SearchStrategy

from distributions.family import Family


@dataclass(frozen=True)
class Case:
    """One distribution and what must hold for it.

    `inside`, `outside`, `exact` and `strategy` stand in one row of each family.
    """

    family: Family
    oracle: Any = None  # the same distribution as scipy.stats parametrises it; None where it has none
    inside: tuple[dict[str, Any], ...] = ()  # native parameters that are just allowed
    outside: tuple[dict[str, Any], ...] = ()  # and just not
    # The native parameters -> the distribution in mpmath's arithmetic: `Tails`, a quantile function, or
    # `Shares` of a discrete one (see `exact.py`). A parameter that is a distribution comes as these too.
    # A row without it takes that of its family; quantiles of 40 digits are then frozen.
    exact: Callable[..., Any] | None = None
    strategy: SearchStrategy[Family] | None = None  # draws parameters wherever a study could lie

    @property
    def is_continuous(self) -> bool:
        return not (self.family.is_discrete or self.family.components or self.has_spikes)

    @property
    def has_spikes(self) -> bool:
        """Whether a distribution that is not discrete has values with probabilities of their own."""
        return any(block.size for block in self.family.atoms(float("-inf"), float("inf")))

    def __str__(self) -> str:
        parameters = (getattr(self.family, name) for name in self.family.parameters())
        return "-".join([self.family.name, *(str(value).replace(" ", "") for value in parameters)])
