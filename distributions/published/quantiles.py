"""Quantiles of a quantity, in the ways they are published or elicited.

They are those of the uncertainty of the quantity itself, as an expert or a posterior states them; the
quartiles of a sample of people describe how people differ, and are not what a PSA samples.

How a family is fitted to them stands in `quantile_line.py` and `quantile_profile.py`, and when a fit is poor
or refused in `quantile_fit.py`. Not fitted are the exponential, whose one parameter cannot meet two of them;
the generalised gamma, whose shape and power trade off so that three quantiles hardly tell them apart
(Prentice (1974), Biometrika 61: 539-544); and the truncated normal, whose location runs away where quantiles
look exponential between the ends: a metalog or a scaled beta says these.
"""

from distributions.constraint import INTERVAL, QUANTILES, REAL, require
from distributions.error import ParameterError, as_stated, show
from distributions.published.intervals import ends_of
from distributions.published.quantile_fit import Quantiles
from distributions.published.restated import Formula, restated


def quartiles(median: float, iqr: tuple[float, float]) -> Quantiles:
    """Quantiles 0.25, 0.5 and 0.75 of a median and an interquartile range, [q1, q3].

    Examples
    --------
    >>> quartiles(median=14, iqr=(8, 23))
    ((0.25, 8), (0.5, 14), (0.75, 23))
    """
    require(median=(median, REAL), iqr=(iqr, INTERVAL))
    if not iqr[0] < median < iqr[1]:
        sentence = f"median: {show(median)} must lie inside iqr: {ends_of(iqr)}, the two quartiles"
        raise ParameterError([sentence])
    return (0.25, iqr[0]), (0.5, median), (0.75, iqr[1])


def with_median(median: float, quantiles: Quantiles) -> Quantiles:
    """Quantiles with the median among them.

    Examples
    --------
    >>> with_median(2.0, ((0.05, 1.0), (0.95, 4.0)))
    ((0.05, 1.0), (0.5, 2.0), (0.95, 4.0))
    """
    require(median=(median, REAL), quantiles=(quantiles, QUANTILES))
    stated = dict(quantiles)
    merged = tuple(sorted({0.5: median, **stated}.items()))
    if stated.get(0.5, median) != median or not QUANTILES.holds(merged):
        raise ParameterError([f"median: {show(median)} contradicts quantiles: {as_stated(quantiles)}"])
    return merged


def stated_by_quantiles(formula: Formula) -> tuple[Formula, ...]:
    """All ways to state a distribution by quantiles, from the formula on quantiles.

    Examples
    --------
    >>> from inspect import signature
    >>> from distributions.published.quantile_line import normal_from_quantiles
    >>> [list(signature(each).parameters) for each in stated_by_quantiles(normal_from_quantiles)]
    [['quantiles'], ['median', 'quantiles'], ['median', 'iqr']]
    """
    return (
        formula,
        restated(formula, "quantiles", with_median, "the median being quantile 0.5"),
        restated(formula, "quantiles", quartiles, "with quantiles 0.25, 0.5 and 0.75"),
    )
