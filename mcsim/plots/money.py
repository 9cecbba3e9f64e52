"""Amounts of money as they are written beside what is drawn."""

import math


def money(value: float, sign: str, error: float = math.nan, at_most: bool = False) -> str:
    r"""An amount with its Monte Carlo standard error in brackets, as far as that is known.

    Both have the second significant digit of the error, but no less than a hundredth of the currency where
    the amount is at least ten times that. `at_most` says that the error is an upper bound.

    Examples
    --------
    >>> money(-1234.56, "£", 19.62), money(12.345, "£", 0.0007), money(0.5, "£", 0.02, at_most=True)
    ('−£1,235 (20)', '£12.35 (<0.01)', '£0.50 (≤0.02)')
    >>> money(234.5, "£"), money(1.5, "£"), money(0.0, "£"), money(-0.001, "£", 4.0)
    ('£234', '£1.50', '£0', '£0.0 (4.0)')
    >>> money(-1234.56, "SEK", 19.62).replace("\u00a0", " ")
    '−SEK 1,235 (20)'
    """
    known = math.isfinite(error) and error > 0.0
    finest = 2 if abs(value) >= 0.1 or not value else 6
    decimals = min(_decimals(error if known else abs(value) / 10.0), finest)
    digits = f"{abs(value):,.{decimals}f}"
    before = f"{sign}\u00a0" if sign[-1:].isalpha() else sign
    amount = ("−" if value < 0 and float(digits.replace(",", "")) else "") + before + digits
    if not known:
        return amount
    least = 10.0**-decimals
    bound = "≤" if at_most else ""
    told = f"{bound}{error:,.{decimals}f}" if error >= least / 2.0 else f"<{least:.{decimals}f}"
    return f"{amount} ({told})"


def _decimals(size: float) -> int:
    """Decimals that show two significant digits of a size."""
    return max(1 - math.floor(math.log10(size)), 0) if size > 0.0 else 0
