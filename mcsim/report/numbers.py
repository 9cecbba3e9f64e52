"""Numbers as a reader wants them: no more digits than their standard error allows."""

import math

from mcsim.names import SYMBOLS

MOST_DECIMALS = 8


def with_error(value: float, error: float) -> str:
    """A figure and its standard error, both to the second significant digit of the error.

    Examples
    --------
    >>> with_error(-265.59, 19.62)
    '-266 (20)'
    >>> with_error(0.0169431, 0.000185)
    '0.01694 (0.00018)'
    >>> with_error(0.0, 0.0), with_error(float("nan"), 1.0), with_error(3.14159, float("nan"))
    ('0 (0)', '', '3.142')
    """
    if math.isnan(value):
        return ""
    if not math.isfinite(error):
        return plain(value)
    decimals = decimals_for(error)
    if error == 0.0:
        return f"{plain(value)} (0)"
    return f"{fixed(value, decimals)} ({fixed(error, decimals)})"


def decimals_for(error: float) -> int:
    """Decimals that show two significant digits of a standard error.

    Examples
    --------
    >>> decimals_for(19.6), decimals_for(0.0185), decimals_for(0.0)
    (0, 3, 0)
    """
    if not error > 0.0 or math.isinf(error):
        return 0
    return min(max(1 - math.floor(math.log10(error)), 0), MOST_DECIMALS)


def fixed(value: float, decimals: int) -> str:
    """A number with thousands separated, and never a negative zero.

    Examples
    --------
    >>> fixed(1234567.891, 1), fixed(-0.04, 1)
    ('1,234,567.9', '0.0')
    """
    text = f"{value:,.{decimals}f}"
    return text.lstrip("-") if float(text.replace(",", "")) == 0.0 else text


def plain(value: float) -> str:
    """A number of which no error is known, to four significant digits.

    Examples
    --------
    >>> plain(20097.59), plain(0.61111), plain(0.0), plain(float("nan"))
    ('20,098', '0.6111', '0', '')
    """
    if math.isnan(value):
        return ""
    return fixed(value, 0) if abs(value) >= 1000 or value == 0.0 else f"{value:.4g}"


def exactly(value: float) -> str:
    """A number that was chosen and not estimated, with the digits it was given.

    Examples
    --------
    >>> exactly(20_000.0), exactly(12.5), exactly(0.001)
    ('20,000', '12.5', '0.001')
    """
    return f"{value:,.15g}"


def share_with_interval(value: float, lower: float, upper: float) -> str:
    """A probability and its 95 % interval, where there are draws enough for one.

    Examples
    --------
    >>> share_with_interval(0.557, 0.547, 0.567), share_with_interval(0.5, float("nan"), float("nan"))
    ('0.557 [0.547, 0.567]', '0.500')
    """
    if math.isnan(value):
        return ""
    return f"{value:.3f}" if math.isnan(lower) else f"{value:.3f} [{lower:.3f}, {upper:.3f}]"


def symbol(currency: str) -> str:
    """The sign of a currency, or its code and a space.

    Examples
    --------
    >>> symbol("GBP"), symbol("SEK")
    ('£', 'SEK ')
    """
    return SYMBOLS.get(currency, f"{currency} ")
