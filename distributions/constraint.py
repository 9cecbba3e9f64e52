"""Rules that one parameter obeys; each can say itself in words.

A parameter that differs between draws is an array, one value per draw: a rule on a number then holds when it
holds for every element.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from distributions.error import ParameterError, as_stated, show
from distributions.read import (
    PRIORS,
    read_counts,
    read_interval,
    read_limit,
    read_matrix,
    read_name,
    read_names,
    read_number,
    read_numbers,
    read_optional_number,
    read_prior,
    read_quantiles,
)
from distributions.rows import read_rows

SUM_TOLERANCE = 1e-9
_MOST_QUANTILES = 100
Pairs = tuple[tuple[float, float], ...]


def _always(value: Any) -> bool:
    return True


@dataclass(frozen=True)
class Constraint:
    """A rule on one parameter.

    Attributes
    ----------
    rule : str
        The rule in words, as the end of a sentence that begins with a value: "must be greater than 0".
    read : function
        Turns what a configuration holds into what a family stores; raises TypeError, ValueError or
        OverflowError on a value of the wrong kind.
    test : function
        Takes what `read` returned and says whether the rule holds, for an array element by element.
    show : function
        Writes a value for a sentence, as a configuration states it.
    also : Constraint, optional
        A further rule, told where this one holds.

    Examples
    --------
    >>> POSITIVE.holds(2), POSITIVE.holds(0), POSITIVE.holds(True)
    (True, False, False)
    >>> POSITIVE.problem("se", -1)
    'se: -1 must be a finite number greater than 0'
    """

    rule: str
    read: Callable[[object], Any] = read_number
    test: Callable[[Any], Any] = _always
    show: Callable[[object], str] = show
    also: "Constraint | None" = None

    def holds(self, value: object) -> bool:
        """Whether `value` obeys the rule and the further one; a value of the wrong kind does not."""
        return self._holds_alone(value) and (self.also is None or self.also.holds(value))

    def _holds_alone(self, value: object) -> bool:
        try:
            return bool(np.all(self.test(self.read(value))))
        except (TypeError, ValueError, OverflowError):
            return False

    def problem(self, name: str, value: object) -> str | None:
        """Sentence that says how `value` breaks the rule, or None when it does not."""
        if self._holds_alone(value):
            return None if self.also is None else self.also.problem(name, value)
        return f"{name}: {self.show(value)} {self.rule}{_if_number_as_text(value)}"


def _if_number_as_text(value: object) -> str:
    """Remedy for a number that YAML read as text."""
    try:
        float(value if isinstance(value, str) else "")
    except ValueError:
        return ""
    return "; this one was read as text: write it without quotes, and 1.0e-3 instead of 1e-3"


def require(**checks: tuple[object, Constraint]) -> None:
    """Check several values and report all that fail together.

    Parameters
    ----------
    **checks : tuple of (value, Constraint)
        The rule that each named value obeys.

    Raises
    ------
    ParameterError
        With one sentence for every value that breaks its rule.

    Examples
    --------
    >>> require(mean=(3.0, POSITIVE), se=(0.5, POSITIVE))
    """
    found = [constraint.problem(name, value) for name, (value, constraint) in checks.items()]
    problems = [problem for problem in found if problem]
    if problems:
        raise ParameterError(problems)


def _ascending(values: tuple[float, ...]) -> bool:
    return all(left < right for left, right in pairwise(values))


def _are_quantiles(pairs: Pairs, low: float = -np.inf, high: float = np.inf) -> bool:
    """Whether pairs are two or more ascending probabilities inside (0, 1) with ascending values inside."""
    probabilities, values = zip(*pairs, strict=True)
    return (
        2 <= len(pairs) <= _MOST_QUANTILES
        and _ascending((0.0, *probabilities, 1.0))
        and _ascending(values)
        and low < values[0]
        and values[-1] < high
    )


def _one_of(*words: str) -> Constraint:
    """Rule that a value is one of a few words."""
    return Constraint(
        f"must be {', '.join(words[:-1])} or {words[-1]}", read_name, lambda word: word in words
    )


def _between(low: float, high: float) -> Constraint:
    """Rule that keeps what is computed from a number within what a float64 holds."""
    return Constraint(
        f"must be from {low:g} to {high:g}: beyond that its powers are too small or too large for a "
        "computer's numbers; choose another unit, or less extreme figures",
        read_number,
        lambda x: np.logical_and(x >= low, x <= high),
    )


REAL = Constraint("must be a finite number")
OPTIONAL_REAL = Constraint("must be a finite number, or be left out", read_optional_number)
_GREATER_THAN_0 = "must be a finite number greater than 0"
POSITIVE = Constraint(_GREATER_THAN_0, read_number, lambda x: x > 0, also=_between(1e-150, 1e150))
# Of two or more such numbers the product with a square of one of them is a float64 too.
MODERATE = Constraint(_GREATER_THAN_0, read_number, lambda x: x > 0, also=_between(1e-75, 1e75))
STANDARD_ERROR = Constraint(
    "must be a finite number greater than 0; what is known exactly is stated with family: fixed",
    read_number,
    lambda x: x > 0,
)
NON_NEGATIVE = Constraint(
    "must be a finite number of at least 0", read_number, lambda x: x >= 0, also=_between(0.0, 1e150)
)
MODERATE_OR_0 = Constraint(NON_NEGATIVE.rule, read_number, lambda x: x >= 0, also=_between(0.0, 1e75))
AT_LEAST_ONE = Constraint("must be a finite number of at least 1", read_number, lambda x: x >= 1)
AT_LEAST_TWO = Constraint("must be a finite number of at least 2", read_number, lambda x: x >= 2)
INSIDE_UNIT = Constraint(
    "must be a number strictly between 0 and 1", read_number, lambda x: np.logical_and(x > 0, x < 1)
)
LEVEL = Constraint(
    "must be a number strictly between 0 and 1: write 0.95 for 95 %",
    read_number,
    lambda x: np.logical_and(x > 0, x < 1),
)
LOG_ODDS = Constraint(
    "must be a number from -700 to 700: further out a probability is 0 or 1 in a computer's numbers",
    read_number,
    lambda x: np.abs(x) <= 700,
)
PROBABILITY = Constraint(
    "must be a number from 0 to 1", read_number, lambda x: np.logical_and(x >= 0, x <= 1)
)
UP_TO_LARGEST = Constraint(
    "must be a number from 0 to 1e15: beyond it a computer's numbers skip whole numbers",
    read_number,
    lambda x: np.logical_and(x >= 0, x <= 1e15),
)
WHOLE_POSITIVE = Constraint(
    "must be a whole number from 1 to 1e15",
    read_number,
    lambda x: (x >= 1) & (x <= 1e15) & (x == np.floor(x)),
)
SIZE = Constraint(
    "must be a number from 1e-6 to 1e12: beyond it take poisson, which is the same",
    read_number,
    lambda x: np.logical_and(x >= 1e-6, x <= 1e12),
)
NOT_ZERO = Constraint("must be a finite number other than 0", read_number, lambda x: x != 0)
LOW_LIMIT = Constraint("must be a number, or null for an open end", partial(read_limit, open_end=-np.inf))
HIGH_LIMIT = Constraint("must be a number, or null for an open end", partial(read_limit, open_end=np.inf))
REALS = Constraint("must be a list of finite numbers", read_numbers)
TWO_REALS = Constraint("must be a list of at least two finite numbers", read_numbers, lambda x: len(x) >= 2)
DISTINCT_REALS = Constraint(
    "must be a list of finite numbers, none of them twice", read_numbers, lambda x: len(set(x)) == len(x)
)
POSITIVE_REALS = Constraint(
    "must be a list of finite numbers, all greater than 0", read_numbers, lambda x: min(x) > 0
)
CONCENTRATIONS = Constraint(
    POSITIVE_REALS.rule,
    read_numbers,
    POSITIVE_REALS.test,
    also=Constraint(
        "must be numbers from 1e-75 to 1e75", read_numbers, lambda x: min(x) >= 1e-75 and max(x) <= 1e75
    ),
)
PROBABILITIES = Constraint(
    "must be a list of numbers between 0 and 1 that add up to 1",
    read_numbers,
    lambda x: min(x) >= 0 and abs(sum(x) - 1) <= SUM_TOLERANCE,
)
NAMES = Constraint("must be a list of names, none of them twice", read_names, lambda x: len(set(x)) == len(x))
MATRIX = Constraint("must be a list of rows of finite numbers, all of the same length", read_matrix)
ROWS = Constraint("must be a table of finite numbers: an array, or a list of rows of one length", read_rows)
INTERVAL = Constraint(
    "must be a list of two finite numbers, [low, high], low < high", read_interval, _ascending
)
POSITIVE_INTERVAL = Constraint(
    "must be a list of two finite numbers, [low, high], 0 < low < high",
    read_interval,
    lambda x: 0 < x[0] < x[1],
)
UNIT_INTERVAL = Constraint(
    "must be a list of two finite numbers, [low, high], 0 < low < high < 1",
    read_interval,
    lambda x: 0 < x[0] < x[1] < 1,
)
COUNTS = Constraint(
    "must be a mapping of at least two names to finite numbers of at least 0, not all of them 0",
    read_counts,
    lambda x: len(x) >= 2 and min(x.values()) >= 0 and max(x.values()) > 0,
)
PRIOR = Constraint(
    f"must be {', '.join(PRIORS)}, or a number of at least 0 that is added to every count",
    read_prior,
    lambda x: x >= 0,
)
QUANTILES = Constraint(
    f"must be a mapping of two or more probabilities strictly between 0 and 1, {_MOST_QUANTILES} at most, to "
    "finite values that rise with them, as in {0.05: 1, 0.5: 2, 0.95: 4}",
    read_quantiles,
    _are_quantiles,
    as_stated,
)
POSITIVE_QUANTILES = Constraint(
    f"{QUANTILES.rule}, all values greater than 0",
    read_quantiles,
    lambda x: _are_quantiles(x, low=0.0),
    as_stated,
)
UNIT_QUANTILES = Constraint(
    f"{QUANTILES.rule}, all values strictly between 0 and 1",
    read_quantiles,
    lambda x: _are_quantiles(x, low=0.0, high=1.0),
    as_stated,
)
SURVIVAL_AT = Constraint(
    "must be a mapping of two times greater than 0 to shares alive strictly between 0 and 1 that fall with "
    "time, as in {2: 0.8, 5: 0.5}",
    read_quantiles,
    lambda x: len(x) == 2 and 0 < x[0][0] < x[1][0] and 0 < x[1][1] < x[0][1] < 1,
    as_stated,
)
RATIO = _one_of("risk_ratio", "odds_ratio", "hazard_ratio")
EFFECT_MEASURE = _one_of("risk_ratio", "odds_ratio", "risk_difference")
