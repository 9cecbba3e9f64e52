"""Co-produced programmes against usual care, per person offered: what an evaluation's options make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mcsim.errors import ModelError, Problem
from mcsim.models.contract import Need, refuse_where
from mcsim.models.coproduction.account import PERSPECTIVES, Line, ledger, totals
from mcsim.models.coproduction.composition import programme, refusals, taking_part, usual_care
from mcsim.models.coproduction.plan import COMPARATOR, Plan
from mcsim.models.coproduction.read_plans import PLACE, read_plans
from mcsim.models.coproduction.situation import Situation
from mcsim.models.coproduction.table import MECHANISMS
from mcsim.models.coproduction.time import Clock
from mcsim.names import COST, EFFECT, ITEMS
from mcsim.protocols import Array, Draws

Inputs = Mapping[str, Array]
DEFAULT: Mapping[str, Any] = {
    "programme": {"mechanisms": {"reach": True, "delivery": True, "wellbeing": True}}
}

IN_QALYS = frozenset(
    (
        "appropriateness",
        "readmission",
        "prevention",
        "wellbeing",
        "measured_gain",
        "carers",
        "problem_solving",
    )
)
"""Mechanisms whose effect is in QALYs by EQ-5D."""


@dataclass(frozen=True)
class Item:
    """One item of the ledger.

    Attributes
    ----------
    measure : str
        `cost` or `effect`, or `people` for the count of those who take part.
    kind : str
        Whom it concerns, which decides the perspectives that count it.
    block : str
        `costs`, `outcomes` or `use_of_services`.
    """

    measure: str
    kind: str
    block: str


class Coproduction:
    """Co-produced programmes beside usual care, per person offered.

    A programme recruits for some years; costs and effects are counted over the horizon of the evaluation and
    divided by everyone who was offered it. Savings are signed: nothing is cut off at zero.

    Parameters
    ----------
    strategies : mapping of str to mapping
        Name of each programme to `mechanisms`, which maps the mechanisms it uses to true, false or their
        options, and `own`, a list of the inputs that are its own, called `<strategy>_<input>`; all others
        are shared between the strategies.
    recruiting_years : int
        Years in which people join; the rest of the horizon follows them up.
    support_years : int
        Years for which each person is supported; the programme runs until the last of them has been.
    without : sequence of str
        Mechanisms that are switched off in every strategy, and blocks (`costs`, `outcomes`,
        `use_of_services`) whose lines are left out of the account while all else stays as it is.
    apart : sequence of pairs of str
        Mechanisms that would count one thing twice, were they not about different outcomes.
    per : str
        What a person offered the programme is called.
    effect_unit : str
        What one unit of effect is; a gain by ASCOT is no EQ-5D QALY, and says so unless told otherwise.

    Raises
    ------
    ModelError
        Everything that is wrong with the options.

    Examples
    --------
    >>> model = Coproduction({"befriending": {"mechanisms": {"reach": True, "wellbeing": True}}})
    >>> model.strategies
    ('usual_care', 'befriending')
    >>> sorted(model.inputs)[:3]
    ['baseline_utility', 'cashability', 'engagement']
    """

    perspectives = PERSPECTIVES

    def __init__(
        self,
        strategies: Mapping[str, Any] = DEFAULT,
        recruiting_years: int = 1,
        support_years: int = 1,
        without: Sequence[str] = (),
        apart: Sequence[Sequence[str]] = (),
        per: str = "person offered",
        effect_unit: str = "",
    ) -> None:
        counts = {"recruiting_years": recruiting_years, "support_years": support_years}
        problems = [
            Problem(f"{PLACE}.{name}", f"is {value!r}", "give a whole number of 1 or more")
            for name, value in counts.items()
            if isinstance(value, bool) or not isinstance(value, int) or value < 1
        ]
        problems += [
            Problem(f"{PLACE}.{name}", f"is {value!r}", "give a text")
            for name, value in {"per": per, "effect_unit": effect_unit}.items()
            if not isinstance(value, str) or (name == "per" and not value)
        ]
        try:
            self.plans = read_plans(strategies, without, apart)
        except ModelError as error:
            problems += error.problems
        if problems:
            raise ModelError(problems)
        self.recruiting_years, self.support_years = recruiting_years, support_years
        self.strategies = (COMPARATOR, *(plan.name for plan in self.plans))
        self.per = per
        self.effect_unit = effect_unit or _effect_unit(self.plans)
        self.inputs: dict[str, Need] = {}
        for plan in self.plans:
            self.inputs |= plan.inputs()
        self.idle = frozenset().union(*(plan.idle() for plan in self.plans)) - set(self.inputs)
        self.items = self._items()

    def evaluate(self, inputs: Inputs, settings: Any, draws: Draws) -> dict[str, Array]:
        """Cost and effect per person offered, shape (n, strategy, perspective), discounted.

        Parameters
        ----------
        inputs : mapping of str to ndarray, shape (n,)
        settings : Settings
            `horizon` in years and `discount_rates` for costs and effects are used; where `ledger` is true
            the ledger is returned too, as `items` of shape (n, strategy, perspective, item, year).
        draws : ndarray of int, shape (n,)

        Raises
        ------
        DrawsRefused
            A draw makes no sense to one of the mechanisms, as where a probability exceeds 1.
        """
        rates = {COST: settings.discount_rates.costs, EFFECT: settings.discount_rates.effects}
        situations = [self.situation(plan, inputs, settings.horizon) for plan in self.plans]
        for situation in situations:
            for refused, rule, values in refusals(situation):
                bad = np.broadcast_to(refused, draws.shape)
                refuse_where(bad, draws, rule, np.broadcast_to(values, draws.shape))
        n, n_strategies = draws.size, len(self.strategies)
        found = {name: np.empty((n, n_strategies, len(self.perspectives))) for name in (COST, EFFECT)}
        if getattr(settings, "ledger", False):
            shape = (n, n_strategies, len(self.perspectives), len(self.items), settings.horizon)
            found[ITEMS] = np.zeros(shape)
        base = totals(_baseline(situations), rates, situations[0].x)
        self._fill(found, 0, base, {})
        for position, situation in enumerate(situations, start=1):
            lines = programme(situation)
            self._fill(found, position, base, totals(lines, rates, situation.x))
            if ITEMS in found:
                lines.append(taking_part(situation))
                found[ITEMS][:, position] = ledger(
                    lines, list(self.items), self.perspectives, rates, situation.x, n
                )
        return found

    def situation(self, plan: Plan, inputs: Inputs, years: int) -> Situation:
        """One strategy with its inputs and its clock."""
        clock = Clock(years, self.recruiting_years, self.support_years)
        return Situation(plan.values(inputs), plan, clock)

    def _fill(self, found: dict[str, Array], at: int, base: Any, added: Any) -> None:
        for measure in (COST, EFFECT):
            for position, perspective in enumerate(self.perspectives):
                increment = added[measure][perspective] if added else 0.0
                found[measure][:, at, position] = base[measure][perspective] + increment

    def _items(self) -> dict[str, Item]:
        """Items of the ledger: the lines that the mechanisms in use make, whatever the inputs."""
        ones = {name: np.ones(1) for name in self.inputs}
        with np.errstate(all="ignore"):
            situations = [self.situation(plan, ones, 1) for plan in self.plans]
            lines = [line for each in situations for line in (*programme(each), taking_part(each))]
        return {line.item: Item(line.measure, line.kind, MECHANISMS[line.mechanism].block) for line in lines}


def _effect_unit(plans: Sequence[Plan]) -> str:
    """What one unit of effect is, where the options do not say.

    Raises
    ------
    ModelError
        Gains by ASCOT and QALYs by EQ-5D would be added up unremarked.
    """
    by_ascot = [
        plan.name
        for plan in plans
        if plan.on("budget_outcome") and plan.option("budget_outcome", "objective") == "ascot"
    ]
    if not by_ascot:
        return "QALY"
    also = sorted({name for plan in plans for name in plan.mechanisms if name in IN_QALYS})
    if also or len(by_ascot) < sum(plan.on("budget_outcome") for plan in plans):
        rule = f"{', '.join(by_ascot)} counts gains by ASCOT, and {', '.join(also) or 'others'} QALYs"
        remedy = "say effect_unit, which names what their sum is in, or take one objective for all"
        raise ModelError(Problem(f"{PLACE}.effect_unit", rule, remedy))
    return "social-care QALY (ASCOT)"


def _baseline(situations: Sequence[Situation]) -> list[Line]:
    """Usual care: what each strategy's inputs say of it, each thing once, of the first that says it."""
    said: dict[tuple[str, str], Line] = {}
    for situation in situations:
        for line in usual_care(situation):
            said.setdefault((line.measure, line.item), line)
    return list(said.values())
