"""What a commissioner asks: when it pays back, what may be paid for it, and what comes back for a pound."""

import math
from collections.abc import Iterator, Mapping

import xarray as xr

from mcsim.names import COMPARATOR, CURRENCY, EFFECT_UNIT, PER, PERSPECTIVE, STRATEGY, WTP, YEAR, words
from mcsim.report.numbers import exactly, share_with_interval, symbol, with_error
from mcsim.report.tables import CASH, Table

SOCIETAL = "societal"
"""The perspective under which a benefit-cost ratio is called the social return on investment."""

Found = Mapping[str, xr.Dataset]
Row = tuple[str, str, str, dict[str, float]]


def commissioner_tables(found: Found, decision_points: tuple[float, ...]) -> list[Table]:
    """For each strategy a row per question and a column per perspective.

    The perspectives are the base case, and the public sector's and society's where they are there.

    Parameters
    ----------
    found : mapping of name to Dataset
        What the further measures returned, `break_even` among them; questions whose measure is not there are
        left out.
    decision_points : tuple of float
        Willingness to pay at which answers are stated.
    """
    whole = found["break_even"]
    perspectives = shown(whole)
    over = words(str(whole.attrs.get(COMPARATOR, "the comparator")))
    tables = []
    for strategy in whole[STRATEGY].values:
        title = (
            f"Questions of a commissioner: {words(str(strategy))} over {over} "
            "(Monte Carlo standard error, or 95 % interval)"
        )
        own = {name: data.sel({STRATEGY: strategy}) for name, data in found.items() if name in MEASURES}
        columns = ["question", *(words(name) for name in perspectives)]
        tables.append(Table(title, columns, list(_rows(own, perspectives, decision_points))))
    return tables


def shown(data: xr.Dataset) -> list[str]:
    """The base-case perspective, and the public sector's and society's where they are there.

    Examples
    --------
    >>> shown(xr.Dataset(coords={"perspective": ["participants", "societal"]}))
    ['participants', 'societal']
    """
    known = [str(name) for name in data[PERSPECTIVE].values]
    return list(dict.fromkeys([known[0], *(name for name in (CASH, SOCIETAL) if name in known)]))


MEASURES = ("cost_per_participant", "returns", "break_even", "highest_price")


def _rows(own: Found, perspectives: list[str], decision_points: tuple[float, ...]) -> Iterator[list[str]]:
    for label, measure, figure, at in _questions(own, perspectives, decision_points):
        if measure in own:
            here = [own[measure].sel({PERSPECTIVE: name, **at}) for name in perspectives]
            yield [label, *(_cell(each, figure) for each in here)]


def _questions(own: Found, perspectives: list[str], decision_points: tuple[float, ...]) -> Iterator[Row]:
    """Questions in the order they are asked: label, measure, figure, and at which willingness to pay."""
    attrs = own["break_even"].attrs
    sign = symbol(str(attrs.get(CURRENCY, "GBP")))
    money, n_years = sign.strip(), own["break_even"].sizes[YEAR]
    at_points = [
        (f"at {sign}{exactly(wtp)} per {attrs.get(EFFECT_UNIT, 'QALY')}", {WTP: wtp})
        for wtp in decision_points
    ]
    yield (f"participants per {attrs.get(PER, 'person')}", "cost_per_participant", "participants", {})
    yield (f"programme cost per participant, {money}", "cost_per_participant", "cost_per_participant", {})
    for label, at in at_points:
        yield (f"highest price per participant {label}, {money}", "highest_price", "highest_price", at)
    yield ("breaks even in money, on average, in year", "break_even", "break_even_year", {WTP: 0.0})
    yield ("half of the draws do by year", "break_even", "median_break_even_year", {WTP: 0.0})
    within = f"within {n_years} years" if n_years > 1 else "within the year"
    yield (f"share of draws that do not {within}", "break_even", "never", {WTP: 0.0})
    yield ("return on investment, in money", "returns", "roi", {})
    social = " (societal: SROI ratio)" if SOCIETAL in perspectives else ""
    yield (f"benefits per {sign}1 of programme, in money", "returns", "benefit_cost_ratio", {WTP: 0.0})
    for label, at in at_points:
        yield (f"benefits per {sign}1 of programme {label}{social}", "returns", "benefit_cost_ratio", at)


def _cell(here: xr.Dataset, figure: str) -> str:
    value = float(here[figure])
    if f"{figure}_lower" not in here:
        return with_error(value, float(here[f"{figure}_se"]))
    lower, upper = float(here[f"{figure}_lower"]), float(here[f"{figure}_upper"])
    if figure.endswith("year"):
        return _year(value, lower, upper)
    return share_with_interval(value, lower, upper)


def _year(value: float, lower: float, upper: float) -> str:
    """A year and the interval it may lie in, where that holds more than the year itself.

    Examples
    --------
    >>> nan = float("nan")
    >>> _year(2.0, 2.0, 2.0), _year(2.0, 1.0, nan), _year(nan, nan, nan)
    ('2', '2 [1, none]', 'none')
    """
    said = ["none" if math.isnan(year) else f"{year:.0f}" for year in (value, lower, upper)]
    # Without a standard error there is no interval; where there is one, its lower end is no later.
    unknown = math.isnan(lower) and not math.isnan(value)
    return said[0] if unknown or len(set(said)) == 1 else f"{said[0]} [{said[1]}, {said[2]}]"
