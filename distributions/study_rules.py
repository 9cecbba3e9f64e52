"""Rules on the figures of several studies that are pooled."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from distributions.constraint import POSITIVE_REALS, Constraint
from distributions.error import show
from distributions.read import read_interval, read_name, read_number, read_numbers, read_optional_number

DIFFERENCE, RATIO = "difference", "ratio"
SMALLEST, LARGEST = 1e-75, 1e75  # the product of two squares is a float64 too


def read_intervals(value: object) -> tuple[tuple[float, float], ...]:
    """Read a list of intervals.

    Examples
    --------
    >>> read_intervals([[0.585, 0.997], [0.82, 1.14]])
    ((0.585, 0.997), (0.82, 1.14))
    """
    if not isinstance(value, list | tuple) or not value:
        raise TypeError("not a list, or an empty one")
    return tuple(map(read_interval, value))


def _is_one(value: Any, low: float) -> bool:
    """Whether a figure is left out, or one number for all draws from `low` on."""
    return value is None or (np.ndim(value) == 0 and bool(low <= value <= LARGEST))


ESTIMATES = Constraint(
    "must be a list of finite numbers from -1e75 to 1e75", read_numbers, lambda x: max(map(abs, x)) <= LARGEST
)
STANDARD_ERRORS = Constraint(
    POSITIVE_REALS.rule,
    read_numbers,
    POSITIVE_REALS.test,
    also=Constraint(
        "must be numbers from 1e-75 to 1e75",
        read_numbers,
        lambda x: min(x) >= SMALLEST and max(x) <= LARGEST,
    ),
)
RATIOS = POSITIVE_REALS
INTERVALS = Constraint(
    "must be a list of intervals, one for each study, each of them [low, high] with 0 < low < high",
    read_intervals,
    lambda x: all(0 < low < high for low, high in x),
)
_UNIT = "in the unit of the estimates (of their logarithms, for ratios)"
SCALE = Constraint(
    f"must be one number greater than 0, from 1e-75 to 1e75, {_UNIT}",
    read_number,
    partial(_is_one, low=SMALLEST),
)
TAU_SCALE = replace(SCALE, read=read_optional_number)
TAU = Constraint(
    f"must be one number of at least 0, up to 1e75, {_UNIT}", read_optional_number, partial(_is_one, low=0.0)
)
MEASURE = Constraint(
    f"must be {DIFFERENCE} or {RATIO}: whether what is pooled are differences, or logarithms of ratios",
    read_name,
    lambda word: word in (DIFFERENCE, RATIO),
)


def wrong_studies(**figures: Sequence[object]) -> list[str]:
    """Say that there are not two studies or more, each with all its figures.

    Parameters
    ----------
    **figures : sequence
        Lists with one figure for each study, by their names in a configuration.

    Examples
    --------
    >>> wrong_studies(estimates=(0.1, 0.2), standard_errors=(0.1,))
    ['standard_errors: there are 1, but estimates: there are 2']
    >>> wrong_studies(estimates=(0.1, 0.2), standard_errors=(0.1, 0.1))
    []
    """
    (first, values), *others = figures.items()
    problems = [
        f"{name}: there are {len(each)}, but {first}: there are {len(values)}"
        for name, each in others
        if len(each) != len(values)
    ]
    if problems or len(values) >= 2:
        return problems
    return [f"{first}: there must be two studies or more; state a single one as normal or lognormal"]


def wrong_spread(of: str, tau_scale: float | None, tau: float | None) -> list[str]:
    """Say that not exactly one of both says how much studies differ.

    Parameters
    ----------
    of : str
        What a configuration calls the estimates.
    tau_scale, tau : float or None

    Examples
    --------
    >>> wrong_spread("estimates", 0.25, 0.125)
    ['tau: 0.125 and tau_scale: 0.25 exclude each other: give tau where it is known, and tau_scale otherwise']
    """
    if tau_scale is not None and tau is not None:
        told = f"tau: {show(tau)} and tau_scale: {show(tau_scale)}"
        return [f"{told} exclude each other: give tau where it is known, and tau_scale otherwise"]
    if tau_scale is None and tau is None:
        return [
            f"{of}: nothing says how much the studies may differ; give tau_scale, the scale of a half-normal "
            "prior on the standard deviation between studies, or tau, that standard deviation itself"
        ]
    return []
