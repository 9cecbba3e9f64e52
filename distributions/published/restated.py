"""One way to state a distribution made from another: other figures take the place of one."""

from collections.abc import Callable
from inspect import Signature, signature
from itertools import chain
from typing import Any

from distributions.read import Number

Formula = Callable[..., dict[str, Any]]


def restated(formula: Formula, replaced: str, by: Callable[..., Any], how: str) -> Formula:
    """Turn a formula on published figures into one in which others say one of them.

    Parameters
    ----------
    formula : function
        Named figures -> native parameters.
    replaced : str
        Name of the figure that others take the place of.
    by : function
        The others, and those figures of `formula` that it needs besides -> value of the figure.
    how : str
        What it does, as the end of a sentence.

    Returns
    -------
    function
        Of named figures, all other figures of `formula` among them, as its signature says.

    Examples
    --------
    >>> def from_mean(mean, shape=1.0):
    ...     return {"scale": mean / shape}
    >>> from_total = restated(from_mean, "mean", lambda total, n: total / n, "with mean = total / n")
    >>> from_total(total=6.0, n=3.0), list(signature(from_total).parameters)
    ({'scale': 2.0}, ['total', 'n', 'shape'])
    """
    old, new = signature(formula).parameters, signature(by).parameters

    def from_others(**figures: Any) -> dict[str, Any]:
        value = by(**{name: figures[name] for name in new if name in figures})
        kept = {name: figure for name, figure in figures.items() if name in old}
        return formula(**{**kept, replaced: value})

    taking_its_place = [new[name] for name in new if name == replaced or name not in old]
    if old[replaced].annotation is float:  # one number, so that others cannot say several
        taking_its_place = [each.replace(annotation=_one(each.annotation)) for each in taking_its_place]
    parameters = (taking_its_place if name == replaced else [old[name]] for name in old)
    made: Any = from_others
    made.__signature__ = Signature(list(chain.from_iterable(parameters)))
    made.__doc__ = f"As `{formula.__name__}`, {how}."
    return from_others


def _one(annotation: Any) -> Any:
    return float if annotation == Number else annotation
