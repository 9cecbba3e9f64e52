"""The contract of a family: what every distribution offers to whoever samples it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Self

import numpy as np

from distributions.constraint import Constraint
from distributions.draws import Draws, at, differing_lengths, n_draws
from distributions.error import ParameterError
from distributions.numerics.upper_tail import correct_upper
from distributions.read import Array, Number

__all__ = ["Array", "Family", "Number", "ParameterError", "Quantile"]

Quantile = Callable[[Array], Array]


_LARGEST_U = 1.0 - 2.0**-53


@dataclass(frozen=True)
class Family(ABC):
    """A distribution sampled through its quantile function.

    A family is a frozen dataclass: its fields are its native parameters. Each field has its rule in
    `constraints`; rules between fields stand in `relations`. Both are checked when the object is made, all
    problems at once.

    A numeric parameter that differs between draws may be an array of shape (n,); `quantile` then takes `u` of
    the same shape. Only objects with fixed parameters can be hashed, and so served from a table. A parameter
    may itself be a distribution, or a tuple of them.

    Attributes
    ----------
    name : str
        What a configuration calls the family.
    constraints : mapping of field name to Constraint
        One rule per field.
    summaries : tuple of functions
        Ways to state the distribution other than by its native parameters, as papers publish them. The
        parameters of each function are the names of the published figures (those with a default may be left
        out), and it returns native parameters.
    either : tuple of str
        Names that may be left out, but for exactly one of them; `relations` sees to it.
    n_uniforms : int
        How many independent uniforms one draw uses.
    components : tuple of str
        Names of the scalars that one draw holds; empty for a family of one scalar.
    """

    name: ClassVar[str]
    constraints: ClassVar[Mapping[str, Constraint]] = {}
    summaries: ClassVar[tuple[Callable[..., dict[str, Any]], ...]] = ()
    either: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        found = [rule.problem(field, getattr(self, field)) for field, rule in self.constraints.items()]
        problems = [problem for problem in found if problem]
        if problems:
            raise ParameterError(problems)
        for field, rule in self.constraints.items():
            object.__setattr__(self, field, rule.read(getattr(self, field)))
        problems = differing_lengths(vars(self)) or self.relations()
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
    def is_discrete(self) -> bool:
        """Whether values have probabilities of their own, which `density` then returns."""
        return False

    @property
    def components(self) -> tuple[str, ...]:
        """Names of the scalars of one draw; empty where the draw is one scalar."""
        return ()

    @property
    def margins(self) -> tuple["Family", ...]:
        """Distribution of each scalar of a draw alone; of a family of one scalar the family itself."""
        return (self,)

    def scalar_names(self, name: str) -> tuple[str, ...]:
        """Names of the scalars of an input called `name`, in the order of `margins`."""
        return tuple(f"{name}_{component}" for component in self.components) or (name,)

    @property
    def quantities(self) -> tuple[bool, ...]:
        """Whether each scalar is a quantity in the unit of the input, rather than a label without unit."""
        return (True,) * len(self.margins)

    @property
    def roles(self) -> tuple[tuple[str, int], ...]:
        """For each uniform of a draw what it decides, in a few words, and the place of the scalar it moves.

        Where it moves several, the first of those that no uniform before it has moved; no words where the
        family has one uniform for one scalar.
        """
        return (("", 0),) * self.n_uniforms

    @property
    def adds_up_to(self) -> float | None:
        """What the scalars of a draw add up to, such as shares to 1; None where the family does not say."""
        return None

    @classmethod
    def parameters(cls) -> tuple[str, ...]:
        """Names of the native parameters, in order."""
        return tuple(field.name for field in fields(cls))

    @property
    def n_draws(self) -> int | None:
        """How many draws the parameters differ between, None where they are fixed."""
        lengths = (n_draws(getattr(self, field)) for field in self.parameters())
        return next((length for length in lengths if length is not None), None)

    @property
    def is_fixed(self) -> bool:
        """Whether no parameter differs between draws."""
        return self.n_draws is None

    def at(self, draws: Draws) -> Self:
        """Distribution of some of the draws, given as a mask of shape (n,) or by their positions.

        A single position gives a distribution with fixed parameters.
        """
        values = {field: getattr(self, field) for field in self.parameters()}
        varying = {field: at(value, draws) for field, value in values.items() if n_draws(value) is not None}
        return replace(self, **varying) if varying else self

    @abstractmethod
    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`.

        Parameters
        ----------
        u : ndarray of float64
            Strictly between 0 and 1. Shape (n,) for a scalar family (one that uses no uniform looks at the
            shape alone), (n, n_uniforms) for a joint one.

        Returns
        -------
        ndarray of float64
            Shape (n,), or (n, len(components)) for a joint family. An element depends on its own `u` and
            nothing else.
        """

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`; for a family of one scalar."""
        return self.quantile(u)

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, exact where `v` is small; for a family of one scalar.

        Where the family has no better way, Newton's method restores the digits that 1 - v loses.
        """
        x = self.quantile(np.minimum(1.0 - v, _LARGEST_U))
        return x if self.is_discrete else correct_upper(self.survival, self.density, x, v)

    def atoms(self, low: float, high: float) -> Iterator[Array]:
        """Values from `low` to `high` that have a probability of their own, in blocks in any order.

        None for a continuous family; for fixed parameters only.
        """
        return iter(())

    def atom_from(self, x: Array) -> Array:
        """Smallest value of at least `x` that has a probability of its own, infinite if none."""
        return np.full(np.shape(x), np.inf)

    def atom_up_to(self, x: Array) -> Array:
        """Largest value of at most `x` that has a probability of its own, minus infinity if none."""
        return np.full(np.shape(x), -np.inf)

    def rounding(self, x: Array) -> Number:
        """How far a value near `x` may lie from the number it stands for; 0 unless it was computed."""
        return 0.0

    @abstractmethod
    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`; for a joint family of each component, shape as `x`."""

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, exact where that is small; shape as `x`."""
        return 1.0 - self.cdf(x)

    @abstractmethod
    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, or the probability of `x` itself where the family is discrete.

        Shape as `x`; 0 outside the support; infinite where the density is.
        """

    def log_density(self, x: Array) -> Array:
        """Logarithm of the density at `x`, shape as `x`; minus infinity outside the support.

        Families say it themselves where the density may be too small for a computer's numbers.
        """
        with np.errstate(divide="ignore"):
            return np.log(self.density(x))

    @property
    @abstractmethod
    def mean(self) -> Number:
        """Mean; for a joint family one per component."""

    @property
    @abstractmethod
    def variance(self) -> Number:
        """Variance; for a joint family one per component."""

    @property
    @abstractmethod
    def support(self) -> tuple[Number, Number]:
        """Smallest and largest possible value, infinite where there is none."""

    def tabulated(self, tabulate: Callable[["SlowFamily"], Quantile]) -> Quantile:
        """Quantile function in which `tabulate` has replaced every slow inverse by a table.

        Families with a fast inverse need no table and return their own quantile function.
        """
        return self.quantile


@dataclass(frozen=True)
class SlowFamily(Family):
    """A continuous family of one scalar whose inverse has no closed form, and is worth a table.

    It says its quantile function from both ends, so that neither tail loses digits to 1 - u.
    """

    @abstractmethod
    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""

    @abstractmethod
    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""

    @abstractmethod
    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, exact where that is small; shape as `x`."""

    def quantile(self, u: Array) -> Array:
        """Values at cumulative probability `u`, each from the nearer tail; see `Family.quantile`."""
        below = u <= 0.5
        values = np.empty(np.shape(u))
        # Masks, not `where=`, which corrupts memory in some ufuncs of scipy.special: gammaincinv of 1.17
        # crashes (github.com/scipy/xsf/pull/146).
        values[below] = self.at(below).lower_quantile(u[below])
        # 1 - u is exact for u >= 0.5.
        values[~below] = self.at(~below).upper_quantile(1.0 - u[~below])
        return values

    def tabulated(self, tabulate: Callable[["SlowFamily"], Quantile]) -> Quantile:
        """Quantile function from a table."""
        return tabulate(self)
