"""What a configuration may do to any distribution of one scalar: scale it, shift it, then truncate it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from distributions.constraint import NOT_ZERO, REAL, Constraint
from distributions.error import ParameterError, show
from distributions.family import Array, Family
from distributions.joint import JointFamily
from distributions.read import Number, read_limit
from distributions.rescaled import Rescaled
from distributions.truncated import Truncated

_FARTHEST = 2.0**-53, 1.0 - 2.0**-53


def read_limits(value: object) -> tuple[Number, Number]:
    """Read two limits, None for an open end.

    Examples
    --------
    >>> read_limits([0, None])
    (0.0, inf)
    """
    if not isinstance(value, list | tuple):
        raise TypeError("not a list")
    low, high = value
    return read_limit(low, open_end=-np.inf), read_limit(high, open_end=np.inf)


LIMITS = Constraint(
    "must be a list of two numbers in ascending order, [low, high], null for an open end",
    read_limits,
    lambda limits: np.less(*limits),
)
CHANGES: Mapping[str, Constraint] = {"scale_by": NOT_ZERO, "shift_by": REAL, "truncate_to": LIMITS}


def wrong_changes(family: type[Family], changes: Mapping[str, object]) -> list[str]:
    """Say what is wrong with the changes to a distribution of a family.

    Parameters
    ----------
    family : subclass of Family
    changes : mapping of some of the keys of `CHANGES` to what a configuration holds

    Returns
    -------
    list of str
        A sentence for every problem.

    Examples
    --------
    >>> from distributions.gamma import Gamma
    >>> wrong_changes(Gamma, {"scale_by": 0})
    ['scale_by: 0 must be a finite number other than 0']
    """
    if changes and issubclass(family, JointFamily):
        remedy = "; each of its parts may carry them" if family.name == "mixture" else ""
        keys = ", ".join(changes)
        return [f"{keys}: cannot be applied to {family.name}, which holds several scalars{remedy}"]
    found = [CHANGES[key].problem(key, value) for key, value in changes.items()]
    return [problem for problem in found if problem]


def changed(family: Family, changes: Mapping[str, object]) -> Family:
    """Distribution of shift_by + scale_by * X, given that this lies within truncate_to.

    Parameters
    ----------
    family : Family
        Distribution of X.
    changes : mapping of some of the keys of `CHANGES` to what a configuration holds

    Returns
    -------
    Family

    Raises
    ------
    ParameterError
        The limits leave nothing of the distribution, or what it becomes is beyond a computer's numbers.

    Examples
    --------
    >>> from distributions.gamma import Gamma
    >>> changed(Gamma(shape=4.0, scale=0.05), {"scale_by": -1, "shift_by": 1})
    Rescaled(parent=Gamma(shape=4.0, scale=0.05), scale_by=-1.0, shift_by=1.0)
    """
    if "scale_by" in changes or "shift_by" in changes:
        scale_by, shift_by = changes.get("scale_by", 1.0), changes.get("shift_by", 0.0)
        family = _rescaled(family, REAL.read(scale_by), REAL.read(shift_by))
    if "truncate_to" in changes:
        family = Truncated(family, *read_limits(changes["truncate_to"]))
    return family


def _rescaled(family: Family, scale_by: Number, shift_by: Number) -> Family:
    """Distribution of shift_by + scale_by * X, whose moments are known wherever those of X are.

    The moments of many draws may take long: there the farthest value that a draw may be stands for them.
    """
    found = Rescaled(family, scale_by, shift_by)
    if found.n_draws is not None:
        lost = any(np.any(_lost(family, found, np.full(found.n_draws, u))) for u in _FARTHEST)
        moments = ""
    else:
        pairs = (family.mean, found.mean), (family.variance, found.variance)
        lost = any(np.isfinite(before) and not np.isfinite(after) for before, after in pairs)
        moments = f" (mean {show(found.mean)}, variance {show(found.variance)})"
    if lost:
        rule = f"the result is beyond what a computer's numbers hold{moments}"
        raise ParameterError([f"scale_by: {show(scale_by)}, shift_by: {show(shift_by)}: {rule}"])
    return found


def _lost(family: Family, found: Family, u: Array) -> NDArray[np.bool_]:
    """Draws whose value at a cumulative probability is no number any more."""
    return np.asarray(np.isfinite(family.quantile(u)) & ~np.isfinite(found.quantile(u)))
