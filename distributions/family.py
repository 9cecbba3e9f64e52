"""The contract of a family: what every distribution offers to whoever samples it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from distributions.constraint import Constraint

Array = NDArray[np.float64]


class ParameterError(ValueError):
    """Parameters of a distribution that break a rule; `problems` lists every one as a sentence."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


@dataclass(frozen=True)
class Family(ABC):
    """A distribution with fixed parameters, sampled through its quantile function.

    A family is a frozen dataclass: its fields are its native parameters. Each field that obeys a rule has it
    in `constraints`; rules between fields stand in `relations`. Both are checked when the object is made.

    Attributes
    ----------
    name : str
        What a configuration calls the family.
    constraints : mapping of field name to Constraint
        One rule per field.
    summaries : mapping of tuple of str to function
        Ways to state the distribution other than by its native parameters, as papers publish them: the names
        of the published figures -> a function from those figures to native parameters.
    n_uniforms : int
        How many independent uniforms one draw uses.
    components : tuple of str
        Names of the scalars that one draw holds; empty for a family of one scalar.
    """

    name: ClassVar[str]
    constraints: ClassVar[Mapping[str, Constraint]] = {}
    summaries: ClassVar[Mapping[tuple[str, ...], Callable[..., dict[str, object]]]] = {}

    def __post_init__(self) -> None:
        problems = [
            f"{field}: {getattr(self, field)!r} {constraint.broken_by}"
            for field, constraint in self.constraints.items()
            if not constraint.holds(getattr(self, field))
        ]
        problems = problems or self.relations()
        if problems:
            raise ParameterError(problems)

    def relations(self) -> list[str]:
        """Rules between parameters that are broken, each as a sentence; empty when all hold."""
        return []

    @property
    def n_uniforms(self) -> int:
        """How many independent uniforms one draw uses."""
        return 1

    @property
    def components(self) -> tuple[str, ...]:
        """Names of the scalars of one draw; empty where the draw is one scalar."""
        return ()

    @classmethod
    def parameters(cls) -> tuple[str, ...]:
        """Names of the native parameters, in order."""
        return tuple(field.name for field in fields(cls))

    @abstractmethod
    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`.

        Parameters
        ----------
        u : ndarray
            Strictly between 0 and 1. Shape (n,) for a scalar family, (n, n_uniforms) for a joint one.

        Returns
        -------
        ndarray of float64
            Shape (n,), or (n, len(components)) for a joint family.
        """

    @abstractmethod
    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`; for a joint family of each component, shape as `x`."""

    @property
    @abstractmethod
    def mean(self) -> float | Array:
        """Mean; for a joint family one per component."""

    @property
    @abstractmethod
    def variance(self) -> float | Array:
        """Variance; for a joint family one per component."""

    @property
    @abstractmethod
    def support(self) -> tuple[float, float]:
        """Smallest and largest possible value, infinite where there is none."""
