"""One row of the table of cases."""

from dataclasses import dataclass, field
from typing import Any

from distributions.family import Family


@dataclass(frozen=True)
class Case:
    """One distribution and what must hold for it."""

    family: Family
    oracle: Any = None  # the same distribution as scipy.stats parametrises it; None where it has none
    inside: tuple[dict[str, Any], ...] = ()  # native parameters that are just allowed
    outside: tuple[dict[str, Any], ...] = field(default=())  # and just not
    is_frozen: bool = False  # whether a discrete one has frozen quantiles

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
