"""What a reader should be told about a distribution although nothing is wrong with how it is stated."""

from collections.abc import Mapping

from distributions.error import show
from distributions.family import Family
from distributions.published.events import prior_for
from distributions.published.quantile_fit import remark_on_fit
from distributions.read import read_interval, read_number, read_quantiles


def remarks(family: Family, stated: Mapping[str, object]) -> list[str]:
    """Say what was assumed, and where the distribution is not quite what was stated.

    Parameters
    ----------
    family : Family
        The distribution.
    stated : mapping of str to object
        The figures that it was built from, as a configuration holds them; those that a remark does not
        concern are passed over.

    Returns
    -------
    list of str
        Sentences without their full stop: a poor fit to quantiles; the prior that was added to counts without
        events, or with nothing else, where none was stated; whose spread an interquartile range is taken for.

    Examples
    --------
    >>> from distributions.build import build
    >>> stated = {"events": 0, "n": 20}
    >>> remarks(build("beta", stated), stated)
    ['prior: jeffreys is added to events: 0 of n: 20, since none is stated']
    """
    found = [_fit(family, stated), _prior(stated), _iqr(stated)]
    return [remark for remark in found if remark]


def _fit(family: Family, stated: Mapping[str, object]) -> str | None:
    pairs = dict(read_quantiles(stated["quantiles"])) if "quantiles" in stated else {}
    if "iqr" in stated:
        pairs |= zip((0.25, 0.75), read_interval(stated["iqr"]), strict=True)
    if not pairs or family.components:
        return None
    if "median" in stated:
        pairs[0.5] = float(read_number(stated["median"]))
    return remark_on_fit(family, tuple(sorted(pairs.items())))


def _prior(stated: Mapping[str, object]) -> str | None:
    if "prior" in stated or not {"events", "n"} <= stated.keys():
        return None
    events, n = float(read_number(stated["events"])), float(read_number(stated["n"]))
    prior = prior_for(events, n)
    if prior == "none":
        return None
    return f"prior: {prior} is added to events: {show(events)} of n: {show(n)}, since none is stated"


def _iqr(stated: Mapping[str, object]) -> str | None:
    if "iqr" not in stated:
        return None
    return "iqr: taken as uncertainty of the quantity itself; the quartiles of people say how people differ"
