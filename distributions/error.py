"""The one error that wrong parameters raise, holding every problem as a sentence."""

import reprlib
from collections.abc import Mapping

_MOST_SHOWN = 10
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 60
_SHORT.maxlong = 40
_SHORT.maxlist = _SHORT.maxtuple = _SHORT.maxdict = 8


class ParameterError(ValueError):
    """Parameters of a distribution that break a rule.

    Parameters
    ----------
    problems : list of str
        Every problem as a sentence that names the parameter, its value, the rule and, if one is known, the
        remedy; of many the first ten.

    Examples
    --------
    >>> ParameterError(["se: -1 must be greater than 0", "mean is missing"]).problems
    ['se: -1 must be greater than 0', 'mean is missing']
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = at_most_shown(problems)
        super().__init__("; ".join(self.problems))

    def __reduce__(self) -> tuple[type["ParameterError"], tuple[list[str]]]:
        """Rebuild from the list: the error crosses from a worker to the parent process."""
        return ParameterError, (self.problems,)


def at_most_shown(problems: list[str]) -> list[str]:
    """Ten sentences and how many more there are, where there are many more.

    Examples
    --------
    >>> at_most_shown(["se is missing"] * 500)[-2:]
    ['se is missing', 'and 490 more']
    """
    n_more = len(problems) - _MOST_SHOWN
    return list(problems) if n_more <= 1 else [*problems[:_MOST_SHOWN], f"and {n_more} more"]


def show(value: object) -> str:
    """Write a value for a sentence: short, and without failing whatever it is.

    Examples
    --------
    >>> show("half")
    "'half'"
    >>> show(0.5)
    '0.5'
    """
    try:
        return format_number(value) if isinstance(value, float) else _SHORT.repr(value)
    except Exception:
        # An integer of 5,000 digits refuses to be written, and a foreign object may fail in its own way.
        return f"a value of type {type(value).__name__}"


def as_stated(pairs: object) -> str:
    """Write pairs of numbers, such as quantiles, as a configuration states them; other values as they are.

    Examples
    --------
    >>> as_stated(((0.05, 1.0), (0.5, 2.0))), as_stated({"0.05": 1}), as_stated("half")
    ('{0.05: 1, 0.5: 2}', '{0.05: 1}', "'half'")
    """
    items = list(pairs.items()) if isinstance(pairs, Mapping) else pairs
    if not isinstance(items, list | tuple) or not all(map(_is_pair, items)):
        return show(pairs)
    told = [f"{key if isinstance(key, str) else show(key)}: {show(value)}" for key, value in items]
    return f"{{{', '.join(told)}}}"


def _is_pair(value: object) -> bool:
    return isinstance(value, list | tuple) and len(value) == 2


def format_number(value: float) -> str:
    """Write a number as a person would.

    Examples
    --------
    >>> format_number(0.25), format_number(7.0)
    ('0.25', '7')
    """
    # float() sheds the type name that numpy writes around its numbers.
    return repr(float(value)).removesuffix(".0")
