"""Figures of a run by name, as text and as numbers: what `${inmb.20000}` on a page stands for."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import xarray as xr

from mcsim.names import COST, EFFECT, PERSPECTIVE, STRATEGY, UNITS, WTP, YEAR
from mcsim.report.numbers import exactly, fixed, share_with_interval, symbol, with_error
from mcsim.report.page.found import BUDGET, PAIRWISE, Found

BETWEEN_DRAWS = (0.025, 0.975)


@dataclass(frozen=True)
class Value:
    """A number, and how it is written.

    Attributes
    ----------
    number : float
        For comparisons; NaN where there is none.
    text : str
        For sentences, with its standard error or interval.
    error : float
        Its standard error; NaN where it has none, or an interval.
    """

    number: float
    text: str
    error: float = float("nan")

    def negated(self) -> "Value":
        """The same with its sign turned, as a saving is a negative cost.

        Examples
        --------
        >>> Value(-12.0, "-£12 (SE 1)").negated().text, Value(3.0, "3 (SE 1)").negated().text
        ('£12 (SE 1)', '-3 (SE 1)')
        """
        text = self.text[1:] if self.text.startswith("-") else f"-{self.text}"
        return Value(-self.number, text, self.error)

    def in_a_hundred(self) -> "Value":
        """The same as a percentage.

        Examples
        --------
        >>> Value(0.23462, "0.2346 (SE 0.0012)", 0.0012).in_a_hundred().text
        '23.46 % (SE 0.12)'
        """
        if np.isnan(self.number):
            return self
        text, bracket, error = with_error(100 * self.number, 100 * self.error).partition(" (")
        return Value(self.number, f"{text} %" + (f" (SE {error}" if bracket else ""), self.error)


@dataclass(frozen=True)
class At:
    """Of which strategy, under which perspective, at which willingness to pay."""

    strategy: str
    perspective: str
    wtp: float


Figure = Callable[[Found, At], Value]


def pick(data: xr.Dataset, at: At) -> xr.Dataset:
    """One strategy, perspective and willingness to pay, as far as the data have them."""
    wanted = {STRATEGY: at.strategy, PERSPECTIVE: at.perspective, WTP: at.wtp}
    return data.sel({dim: label for dim, label in wanted.items() if dim in data.dims})


def money(value: float, error: float, sign: str) -> str:
    """Money with its standard error.

    Examples
    --------
    >>> money(-265.6, 19.6, "£"), money(12.0, 0.0, "£")
    ('-£266 (SE 20)', '£12 (SE 0)')
    """
    if np.isnan(value):
        return "none"
    text = with_error(abs(value), error).replace("(", "(SE ", 1)
    return f"{'-' if value < 0.0 else ''}{sign}{text}"


def number(value: float, error: float) -> str:
    """A number with its standard error.

    Examples
    --------
    >>> number(0.0169, 0.00018)
    '0.01690 (SE 0.00018)'
    """
    return "none" if np.isnan(value) else with_error(value, error).replace("(", "(SE ", 1)


def in_money(measure: str, variable: str | None = None) -> Figure:
    """A figure in money, of a measure of which it is a variable."""

    def figure(found: Found, at: At) -> Value:
        value, error = _pair(found.measure(measure), variable or measure, at)
        return Value(value, money(value, error, sign_of(found)))

    return figure


def in_numbers(measure: str, variable: str | None = None) -> Figure:
    """A figure that is neither money nor a share."""

    def figure(found: Found, at: At) -> Value:
        value, error = _pair(found.measure(measure), variable or measure, at)
        return Value(value, number(value, error))

    return figure


def as_share(measure: str, variable: str | None = None) -> Figure:
    """A probability with its 95 % interval."""

    def figure(found: Found, at: At) -> Value:
        here, name = pick(found.measure(measure), at), variable or measure
        value, lower, upper = (float(here[f"{name}{end}"]) for end in ("", "_lower", "_upper"))
        return Value(value, share_with_interval(value, lower, upper))

    return figure


def sign_of(found: Found) -> str:
    """Sign of the currency."""
    return symbol(found.evaluation.settings.currency)


def between_draws(found: Found, at: At, name: str) -> tuple[float, float]:
    """Interval that holds 95 % of the draws of an increment."""
    values = found.results.outcomes[name].sel({PERSPECTIVE: at.perspective})
    over = values.sel({STRATEGY: at.strategy}) - values.sel({STRATEGY: found.comparator})
    low, high = np.quantile(over.values, BETWEEN_DRAWS).tolist()
    return low, high


def _cost_interval(found: Found, at: At) -> Value:
    low, high = between_draws(found, at, COST)
    sign = sign_of(found)
    texts = [f"{'-' if end < 0 else ''}{sign}{fixed(abs(end), 0)}" for end in (low, high)]
    return Value(high - low, " to ".join(texts))


def _effect_interval(found: Found, at: At) -> Value:
    low, high = between_draws(found, at, EFFECT)
    return Value(high - low, f"{fixed(low, 4)} to {fixed(high, 4)}")


def _break_even_year(found: Found, at: At) -> Value:
    here = pick(found.measure("break_even"), At(at.strategy, at.perspective, 0.0))
    year, horizon = float(here["break_even_year"]), here.sizes[YEAR]
    return Value(year, f"not within {years(horizon)}" if np.isnan(year) else f"year {year:.0f}")


def _at_nothing(figure: Figure) -> Figure:
    """In money alone, whatever willingness to pay was asked for."""
    return lambda found, at: figure(found, At(at.strategy, at.perspective, 0.0))


def _draws(found: Found, at: At) -> Value:
    n_draws = found.results.outcomes.sizes["draw"]
    return Value(n_draws, exactly(n_draws))


def _seed(found: Found, at: At) -> Value:
    seed = found.evaluation.settings.seed
    return Value(seed, str(seed))


FIGURES: dict[str, Figure] = {
    "cost": in_money("means", "cost"),
    "effect": in_numbers("means", "effect"),
    "inc_cost": in_money("means", "inc_cost"),
    "inc_effect": in_numbers("means", "inc_effect"),
    "icer": in_money("icers", "icer"),
    "nmb": in_money("net_benefit", "nmb"),
    "inmb": in_money("net_benefit", "inmb"),
    "p_worth_it": as_share(PAIRWISE),
    "p_best": as_share("ceac"),
    "p_pays": as_share("cost_saving"),
    "evpi": in_money("evpi"),
    "expected_loss": in_money("expected_loss"),
    "cost_interval": _cost_interval,
    "effect_interval": _effect_interval,
    "cost_per_participant": in_money("cost_per_participant"),
    "participants": in_numbers("cost_per_participant", "participants"),
    "investment": in_money("returns", "investment"),
    "roi": in_numbers("returns", "roi"),
    "bcr": in_numbers("returns", "benefit_cost_ratio"),
    "highest_price": in_money("highest_price"),
    "never": _at_nothing(as_share("break_even", "never")),
    "break_even_year": _break_even_year,
    "draws": _draws,
    "seed": _seed,
}

OF_ALL = frozenset(("evpi", "draws", "seed"))
"""Figures of the decision or the run, and of no strategy."""


def of_item(found: Found, at: At, item: str) -> Value:
    """What an item of the ledger adds, over all years."""
    here = pick(found.measure("ledger_means"), at).sel(item=item)
    value, error = float(here["total"]), float(here["total_se"])
    is_money = str(here["measure"].item()) == COST
    return Value(value, money(value, error, sign_of(found)) if is_money else number(value, error))


def of_input(found: Found, name: str) -> Value:
    """Mean of an input over the draws."""
    values = found.results.inputs[name].values
    mean = float(values.mean())
    error = float(values.std(ddof=1) / np.sqrt(values.size)) if values.size > 1 else float("nan")
    return in_unit(found, mean, error, str(found.results.inputs[name].attrs[UNITS]))


def in_unit(found: Found, value: float, error: float, unit: str) -> Value:
    """A number of a unit: money with the sign of its currency; one that is chosen without an error."""
    sign = sign_of(found) if unit.split()[0] == found.evaluation.settings.currency else ""
    if error == 0.0:
        return Value(value, f"{sign}{value:,.4g}" if abs(value) < 1e4 else f"{sign}{value:,.0f}")
    return Value(value, money(value, error, sign) if sign else number(value, error), error)


def of_budget(found: Found, at: At, year: int) -> Value:
    """Net impact on the budget in a year, counted from 1."""
    here = pick(found.measure(BUDGET), at).sel(part="net", year=year - 1)
    value, error = float(here["budget_impact"]), float(here["budget_impact_se"])
    return Value(value, money(value, error, sign_of(found)))


def years(number: int) -> str:
    """A number of years in words.

    Examples
    --------
    >>> years(1), years(5)
    ('1 year', '5 years')
    """
    return f"{number} year{'' if number == 1 else 's'}"


def _pair(data: xr.Dataset, name: str, at: At) -> tuple[float, float]:
    here = pick(data, at)
    return float(here[name]), float(here[f"{name}_se"])
