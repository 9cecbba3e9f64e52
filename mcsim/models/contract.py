"""What a model says of itself, and a helper for refusing single draws."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcsim.errors import DrawsRefused


@dataclass(frozen=True)
class Need:
    """One input that a model needs.

    Attributes
    ----------
    unit : str
        Unit of the values, which the configuration must state alike; empty where any will do.
    low, high : float
        Domain: the smallest and largest value for which the model makes sense.
    low_included : bool
        Whether `low` itself is in the domain.

    Examples
    --------
    >>> Need("share", 0.0, 1.0).domain
    '[0, 1]'
    """

    unit: str
    low: float = -np.inf
    high: float = np.inf
    low_included: bool = True

    @property
    def domain(self) -> str:
        """The domain in brackets, open at infinity."""
        bracket = "[" if self.low_included else "("
        left = "(-inf" if np.isinf(self.low) else f"{bracket}{self.low:g}"
        right = "inf)" if np.isinf(self.high) else f"{self.high:g}]"
        return f"{left}, {right}"


def share(unit: str = "share") -> Need:
    """An input between 0 and 1."""
    return Need(unit, 0.0, 1.0)


def amount(unit: str) -> Need:
    """An input of 0 or more."""
    return Need(unit, 0.0)


def positive(unit: str) -> Need:
    """An input above 0."""
    return Need(unit, 0.0, low_included=False)


def number(unit: str) -> Need:
    """An input that may have either sign."""
    return Need(unit)


def refuse_where(
    bad: NDArray[np.bool_], draws: NDArray[np.int64], rule: str, values: NDArray[np.float64]
) -> None:
    """Refuse the draws for which `bad` is true.

    Parameters
    ----------
    bad : ndarray of bool, shape (n,)
        Which draws break the rule.
    draws : ndarray of int, shape (n,)
        Absolute draw numbers.
    rule : str
        The rule, as a phrase that the first offending value and its draw follow.
    values : ndarray, shape (n,)
        The offending quantity.

    Raises
    ------
    DrawsRefused
        When any draw is refused.

    Examples
    --------
    >>> import numpy as np
    >>> refuse_where(np.array([False]), np.array([0]), "probability above 1", np.array([0.4]))
    """
    if bad.any():
        refused: Sequence[int] = np.atleast_1d(draws)[bad].tolist()
        raise DrawsRefused(refused, f"{rule}: {values[bad][0]:.6g} in draw {refused[0]}")
