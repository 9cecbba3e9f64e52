"""Texts of `page.yaml` with the figures of the run in them, and verdicts that the run must bear out."""

import operator
import re
from collections.abc import Callable, Mapping

from mcsim.config.money import price_factor
from mcsim.config.page import PAGE_FILE
from mcsim.errors import ConfigError, Problem
from mcsim.lookup import closest
from mcsim.names import ITEM
from mcsim.report.page.found import Found
from mcsim.report.page.material import Material
from mcsim.report.page.values import FIGURES, OF_ALL, At, Value, of_budget, of_input, of_item, sign_of

COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
VERDICT = re.compile(r"^(?P<left>\S+) +(?P<how><=|>=|<|>) +(?P<right>\S+)$")
NAMED = ("scenario", "threshold", "item", "input", "budget", "uprated", "conservative")
PERCENT = "percent."
UPRATED = re.compile(
    r"uprated\.(?P<amount>[^.]*(\.[0-9]+)?)(\.(?P<year>[0-9]{4}(/[0-9]{2})?)(\.(?P<index>[a-z_]+))?)?"
)
PARAGRAPHS = re.compile(r"\n+")
"""Ends of paragraphs: YAML folds the lines of a text and leaves these."""
PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")


class Unknown(ValueError):
    """A figure that there is not, with what is wrong and the remedy."""

    def __init__(self, rule: str, remedy: str = "") -> None:
        super().__init__(rule)
        self.rule, self.remedy = rule, remedy


def filled(texts: Mapping[str, str], material: Material) -> dict[str, str]:
    """Every text with its figures.

    Raises
    ------
    ConfigError
        With every figure that there is not.
    """
    problems: list[Problem] = []

    def put(place: str, text: str) -> str:
        def one(match: re.Match[str]) -> str:
            try:
                return value_of(match[1], material).text
            except Unknown as error:
                problems.append(_problem(material, place, f"${{{match[1]}}} {error.rule}", error.remedy))
                return match[0]

        return PARAGRAPHS.sub("\n\n", PLACEHOLDER.sub(one, text.strip()))

    found = {place: put(place, text) for place, text in texts.items()}
    if problems:
        raise ConfigError(problems)
    return found


def broken_verdicts(material: Material) -> list[str]:
    """Comparisons that do not hold in the run, each with what it found; the words of the page rest on them.

    Raises
    ------
    ConfigError
        A verdict is no comparison, or speaks of a figure that there is not.
    """
    unreadable: list[Problem] = []
    broken: list[str] = []
    for number, verdict in enumerate(material.page.verdicts):
        try:
            holds, told = _judged(verdict, material)
        except Unknown as error:
            rule = f"`{verdict}` {error.rule}"
            unreadable.append(_problem(material, f"verdicts.{number}", rule, error.remedy))
            continue
        if not holds:
            broken.append(f"`{verdict}`: {told}")
    if unreadable:
        raise ConfigError(unreadable)
    return broken


def value_of(name: str, material: Material) -> Value:
    """The figure that a name stands for; a sign before the name turns that of the figure.

    Raises
    ------
    Unknown
        There is none, or its name says too little or too much.
    """
    if name.startswith("-"):
        return value_of(name[1:], material).negated()
    if name.startswith(PERCENT):
        return value_of(name.removeprefix(PERCENT), material).in_a_hundred()
    head, *rest = _parts(name)
    if head == "threshold":
        (which,) = _only(rest, 1, "name the threshold, as in threshold.smallest_fall")
        return material.threshold_value(_known(which, material.page.thresholds, "threshold"))
    if head == "uprated":
        return _uprated(_only(rest, 3, "name amount and year, as in uprated.450.2009/10"), material.base)
    if head == "conservative":
        return material.conservative_value(_at(rest, material.base, material))
    if head == "scenario":
        if len(rest) < 2:
            raise Unknown("says too little", "name scenario and figure, as in scenario.claimed.inc_cost")
        found = material.scenario(_known(rest[0], material.page.scenarios, "scenario"))
        return _of(rest[1], rest[2:], found, material)
    return _of(head, rest, material.base, material)


def _of(head: str, rest: list[str], found: Found, material: Material) -> Value:
    if head == "item":
        item, *rest = _only(rest, None, "name the item of the ledger, as in item.training")
        items = [str(each) for each in found.measure("ledger_means")[ITEM].values]
        return of_item(found, _at(rest, found, material), _known(item, items, "item"))
    if head == "input":
        (which,) = _only(rest, 1, "name the input, as in input.engagement")
        return of_input(found, _known(which, [*map(str, found.results.inputs.data_vars)], "input"))
    if head == "budget":
        year, *rest = _only(rest, None, "name the year, as in budget.1")
        population = found.evaluation.settings.population
        if population is None:
            raise Unknown("needs `settings.population`", "add it to evaluation.yaml")
        n_years = len(population.offered)
        if not year.isdigit() or not 1 <= int(year) <= n_years:
            raise Unknown(f"is of no year from 1 to {n_years}")
        return of_budget(found, _at(rest, found, material), int(year))
    figure = _known(head, [*FIGURES, *NAMED], "figure")
    return FIGURES[figure](found, _at(rest, found, material, needs_strategy=figure not in OF_ALL))


def _at(parts: list[str], found: Found, material: Material, needs_strategy: bool = True) -> At:
    """Strategy, perspective and willingness to pay, in any order; the first of each where it is not said."""
    strategy = found.strategies[0] if len(found.strategies) == 1 else ""
    perspective, wtp = found.perspectives[0], material.decision_point
    for part in parts:
        if part in (*found.strategies, found.comparator):
            strategy = part
        elif part in found.perspectives:
            perspective = part
        elif _is_number(part):
            wtp = _wtp(float(part), found)
        else:
            known = [*found.strategies, *found.perspectives]
            raise Unknown(f"has `{part}`, which is no strategy, perspective or number", closest(part, known))
    if needs_strategy and not strategy:
        raise Unknown("does not say of which strategy", f"one of {', '.join(found.strategies)}")
    return At(strategy, perspective, wtp)


def _wtp(value: float, found: Found) -> float:
    if value not in found.summary.layout.wtp:
        raise Unknown(f"asks for {value:g}, which is not on the grid of willingness to pay")
    return value


def _uprated(rest: list[str], found: Found) -> Value:
    """Money of another year in the prices of the evaluation, by its price index or one beside it."""
    amount, year, index = rest
    if not _is_number(amount) or not year:
        raise Unknown("says too little", "name amount and year, as in uprated.450.2009/10")
    try:
        factor = price_factor(found.evaluation, year, index)
    except KeyError:
        raise Unknown(f"is of {year}, a year that the price index has not") from None
    except ConfigError as error:
        raise Unknown(f"asks for a price index that cannot be read: {error.problems[0]}") from None
    value = float(amount) * factor
    decimals = 0 if abs(value) >= 100.0 else 2
    return Value(value, f"{sign_of(found)}{value:,.{decimals}f}")


def _judged(verdict: str, material: Material) -> tuple[bool, str]:
    match = VERDICT.match(verdict)
    if match is None:
        raise Unknown("is no comparison", "write one as in `inmb.20000 > 0`")
    left = value_of(match["left"], material)
    right = match["right"]
    other = Value(float(right), right) if _is_number(right) else value_of(right, material)
    return COMPARISONS[match["how"]](left.number, other.number), f"{left.text} and {other.text}"


def _parts(name: str) -> list[str]:
    """Split at dots, but for those of a decimal number; of uprated money amount, year and index.

    Examples
    --------
    >>> _parts("uprated.13.84.2012/13"), _parts("inmb.time_bank.20000")
    (['uprated', '13.84', '2012/13', ''], ['inmb', 'time_bank', '20000'])
    """
    found = UPRATED.fullmatch(name)
    if found:
        return ["uprated", found["amount"], found["year"] or "", found["index"] or ""]
    return name.split(".")


def _only(rest: list[str], number: int | None, remedy: str) -> list[str]:
    if not rest or (number is not None and len(rest) != number):
        raise Unknown("says too little or too much", remedy)
    return rest


def _known(name: str, known: Mapping[str, object] | list[str], what: str) -> str:
    if name not in known:
        raise Unknown(f"is of no {what} `{name}`", closest(name, list(known)))
    return name


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) is not None


def _problem(material: Material, place: str, rule: str, remedy: str) -> Problem:
    return Problem(f"{material.base.evaluation.folder}/{PAGE_FILE} {place}", rule, remedy)
