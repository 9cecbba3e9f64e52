"""An input as its file states it, and its figures with as many digits as a reader needs."""

import numpy as np

from mcsim.config.input_record import FAMILY, Figures
from mcsim.config.references import REFERENCE, is_reference

NONE = "–"


def stated(record: Figures) -> str:
    """A distribution as its file states it, on one line."""
    told = ", ".join(
        f"{key} {as_written(value)}" for key, value in record.distribution.items() if key != FAMILY
    )
    times = f"; times {record.multiplied_by}" if record.multiplied_by else ""
    return f"{record.distribution[FAMILY]}: {told}{times}"


def as_written(value: object) -> str:
    """A value as a file holds it, without the marks of the programming language.

    Examples
    --------
    >>> as_written([12, None]), as_written({"input": "uptake"}), as_written({"0.5": 2})
    ('[12, null]', 'uptake', '{0.5: 2}')
    """
    if value is None:
        return "null"
    if is_reference(value):
        return str(value[REFERENCE])
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(as_written, value)) + "]"
    return str(value)


def figure(value: float) -> str:
    """A number with as many digits as a reader needs, and a dash where there is none.

    Examples
    --------
    >>> figure(1234.6), figure(0.61111), figure(0.0), figure(float("nan"))
    ('1,235', '0.6111', '0', '–')
    """
    if not np.isfinite(value):
        return NONE
    if value == 0.0:
        return "0"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def interval(low: float, high: float) -> str:
    """An interval, or nothing where there is no spread."""
    return "" if low == high else f"{figure(low)} to {figure(high)}"
