"""Metalog through given quantiles."""

import numpy as np

from distributions.constraint import OPTIONAL_REAL, QUANTILES, require
from distributions.error import ParameterError, show
from distributions.numerics.bounds import Bounds
from distributions.numerics.metalog_terms import Terms
from distributions.ranges import broken_range
from distributions.read import Array, read_quantiles

_LARGEST_MISS = 1e-9  # of the spread of the quantiles, from the rounding of the equations


def metalog_from_quantiles(
    quantiles: object, min: float | None = None, max: float | None = None
) -> dict[str, object]:
    """Metalog with as many terms as there are quantiles, which goes through all of them.

    One linear equation per quantile: Keelin (2016), Decision Analysis 13: 243-277, section 3.

    Parameters
    ----------
    quantiles : mapping of float to float
        Cumulative probability -> value, two or more.
    min, max : float, optional
        Ends.

    Returns
    -------
    dict
        `coefficients`, `min` and `max`.

    Examples
    --------
    >>> parameters = metalog_from_quantiles({0.1: 3, 0.5: 5, 0.9: 9})
    >>> [round(each, 6) for each in parameters["coefficients"]]
    [5.0, 1.365359, 1.137799]
    """
    require(quantiles=(quantiles, QUANTILES), min=(min, OPTIONAL_REAL), max=(max, OPTIONAL_REAL))
    probabilities, values = (np.array(each) for each in zip(*read_quantiles(quantiles), strict=True))
    _require_inside(values, min, max)
    scale = Bounds(min, max).scale(values)
    coefficients = _solve(probabilities, scale)
    terms = Terms(coefficients)
    miss = np.abs(_at(terms, probabilities) - scale).max() / np.ptp(scale)
    if terms.fall is not None or not miss <= _LARGEST_MISS:
        why = (
            f"its quantile function falls near probability {terms.fall:.6g}"
            if terms.fall is not None
            else "its equations cannot be solved in a computer's numbers"
        )
        raise ParameterError(
            [
                f"quantiles: {show(dict(read_quantiles(quantiles)))}: no metalog of {len(values)} terms goes "
                f"through them, as {why}; give fewer quantiles, or others, or state or move min and max"
            ]
        )
    return {"coefficients": coefficients, "min": min, "max": max}


def _at(terms: Terms, probabilities: Array) -> Array:
    return terms.value(probabilities - 0.5, np.log(probabilities / (1.0 - probabilities)))


def _solve(probabilities: Array, scale: Array) -> tuple[float, ...]:
    """Coefficients with which every quantile is met."""
    n = len(probabilities)
    columns = [_at(Terms(tuple(unit)), probabilities) for unit in np.eye(n).tolist()]
    try:
        return tuple(np.linalg.solve(np.stack(columns, axis=1), scale).tolist())
    except np.linalg.LinAlgError:
        return (np.nan,) * n


def _require_inside(values: Array, minimum: float | None, maximum: float | None) -> None:
    """Refuse ends out of order, and quantiles at or beyond them."""
    problems = [] if minimum is None or maximum is None else broken_range(minimum, maximum)
    low, high = float(values[0]), float(values[-1])
    if minimum is not None and low <= minimum:
        problems.append(f"quantiles: {show(low)} must be greater than min: {show(minimum)}")
    if maximum is not None and high >= maximum:
        problems.append(f"quantiles: {show(high)} must be less than max: {show(maximum)}")
    if problems:
        raise ParameterError(problems)
