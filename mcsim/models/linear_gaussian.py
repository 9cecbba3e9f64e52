"""A model that is linear in its inputs: with normal inputs every measure of uncertainty has a closed form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from mcsim.models.contract import Need, number

INTERCEPT = "intercept"


class LinearGaussian:
    """Cost and effect of each strategy as sums of coefficient times input.

    Parameters
    ----------
    cost, effect : mapping of strategy to mapping of input name to float
        Coefficients; the key ``intercept`` is a constant. Both must hold the same strategies; the first is
        the comparator.

    Examples
    --------
    >>> model = LinearGaussian(cost={"usual_care": {}, "new": {"price": 1.0}},
    ...                        effect={"usual_care": {}, "new": {"gain": 1.0}})
    >>> sorted(model.inputs)
    ['gain', 'price']
    """

    perspectives = ("health_and_social_care",)
    per = "person"

    def __init__(
        self, cost: Mapping[str, Mapping[str, float]], effect: Mapping[str, Mapping[str, float]]
    ) -> None:
        if list(cost) != list(effect):
            raise ValueError(f"cost names strategies {list(cost)} and effect {list(effect)}; they must agree")
        self.cost = {strategy: dict(terms or {}) for strategy, terms in cost.items()}
        self.effect = {strategy: dict(terms or {}) for strategy, terms in effect.items()}
        self.strategies = tuple(self.cost)
        named = [name for terms in (*self.cost.values(), *self.effect.values()) for name in terms]
        self.inputs: dict[str, Need] = {name: number("") for name in named if name != INTERCEPT}

    def evaluate(
        self, inputs: dict[str, NDArray[np.float64]], settings: Any, draws: NDArray[np.int64]
    ) -> dict[str, NDArray[np.float64]]:
        """Cost and effect, shape (n, strategy, 1)."""
        return {
            "cost": self._sums(self.cost, inputs, draws.size),
            "effect": self._sums(self.effect, inputs, draws.size),
        }

    def _sums(
        self,
        coefficients: Mapping[str, Mapping[str, float]],
        inputs: Mapping[str, NDArray[np.float64]],
        n_draws: int,
    ) -> NDArray[np.float64]:
        out = np.empty((n_draws, len(self.strategies), 1))
        for position, terms in enumerate(coefficients.values()):
            total = np.full(n_draws, float(terms.get(INTERCEPT, 0.0)))
            for name, coefficient in terms.items():
                if name != INTERCEPT:
                    total += coefficient * inputs[name]
            out[:, position, 0] = total
        return out


@dataclass(frozen=True)
class ClosedForm:
    """What is known exactly of two strategies whose incremental net benefit is normal.

    Attributes
    ----------
    mean, sd : float
        Of the incremental net benefit of the second strategy over the first.
    evpi : float
        Expected value of perfect information.
    probability_cost_effective : float
        Of the second strategy.
    sobol : dict of str to float
        First-order index of each input, which is its total index too.
    """

    mean: float
    sd: float
    evpi: float
    probability_cost_effective: float
    sobol: dict[str, float]


def normal_evpi(mean: float, sd: float) -> float:
    """EVPI of a decision between two options whose difference is Normal(mean, sd).

    The formula is sd·pdf(mean/sd) - |mean|·Φ(-|mean|/sd), the unit normal loss integral (Raiffa and Schlaifer
    1961).

    Examples
    --------
    >>> round(normal_evpi(1.0, 5**0.5), 7)
    0.4798107
    """
    if sd == 0.0:
        return 0.0
    ratio = abs(mean) / sd
    density = np.exp(-0.5 * ratio**2) / np.sqrt(2.0 * np.pi)
    return float(sd * density - abs(mean) * ndtr(-ratio))


def closed_form(
    model: LinearGaussian, means: Mapping[str, float], ses: Mapping[str, float], wtp: float
) -> ClosedForm:
    """Exact answers for a linear model of two strategies with independent normal inputs.

    Parameters
    ----------
    model : LinearGaussian
        With two strategies.
    means, ses : mapping of input name to float
        Mean and standard error of each input.
    wtp : float
        Willingness to pay for one unit of effect.

    Returns
    -------
    ClosedForm

    Examples
    --------
    >>> model = LinearGaussian(cost={"a": {}, "b": {"p2": 1.0}}, effect={"a": {}, "b": {"p1": 1.0}})
    >>> answer = closed_form(model, means={"p1": 1.0, "p2": 0.0}, ses={"p1": 1.0, "p2": 2.0}, wtp=1.0)
    >>> round(answer.evpi, 7)
    0.4798107
    """
    slopes = net_benefit_slopes(model, wtp)
    mean = slopes.pop(INTERCEPT, 0.0) + sum(slope * means[name] for name, slope in slopes.items())
    parts = {name: (slope * ses[name]) ** 2 for name, slope in slopes.items()}
    variance = sum(parts.values())
    sd = float(np.sqrt(variance))
    return ClosedForm(
        mean=mean,
        sd=sd,
        evpi=normal_evpi(mean, sd),
        probability_cost_effective=float(ndtr(mean / sd)) if sd else float(mean > 0.0),
        sobol={name: part / variance if variance else 0.0 for name, part in parts.items()},
    )


def closed_evppi(
    model: LinearGaussian,
    means: Mapping[str, float],
    ses: Mapping[str, float],
    wtp: float,
    known: Sequence[str],
) -> float:
    """Exact EVPPI of the inputs `known`: the EVPI of a decision whose difference varies with them alone.

    Examples
    --------
    >>> model = LinearGaussian(cost={"a": {}, "b": {"p2": 1.0}}, effect={"a": {}, "b": {"p1": 1.0}})
    >>> round(closed_evppi(model, {"p1": 1.0, "p2": 0.0}, {"p1": 1.0, "p2": 2.0}, 1.0, known=["p2"]), 7)
    0.3955931
    """
    slopes = net_benefit_slopes(model, wtp)
    sd = float(np.sqrt(sum((slopes.get(name, 0.0) * ses[name]) ** 2 for name in known)))
    return normal_evpi(closed_form(model, means, ses, wtp).mean, sd)


def net_benefit_slopes(model: LinearGaussian, wtp: float) -> dict[str, float]:
    """Coefficients of the incremental net benefit of the second of two strategies, `intercept` among them."""
    if len(model.strategies) != 2:
        raise ValueError(f"closed forms are for two strategies, not {len(model.strategies)}")
    base, new = model.strategies
    slopes: dict[str, float] = {}
    for sign, strategy in ((-1.0, base), (1.0, new)):
        for name, coefficient in model.effect[strategy].items():
            slopes[name] = slopes.get(name, 0.0) + sign * wtp * coefficient
        for name, coefficient in model.cost[strategy].items():
            slopes[name] = slopes.get(name, 0.0) - sign * coefficient
    return slopes
