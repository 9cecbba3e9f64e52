"""Write `mpmath_quantiles.json`: quantiles to 40 digits, from arithmetic that shares no code with scipy.

Run as `python -m tests.distributions.freeze_mpmath` after a case is added: what is frozen already stays,
unless `--all` is given. A float64 quantile only starts the search. A root counts when its own cumulative
probability is right to 1e-40; a value of a discrete family when it reaches the probability and the one before
it does not.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import mpmath
import numpy as np
from mpmath import mpf

from distributions.family import Family
from tests.distributions.case import Case
from tests.distributions.cases.table import FROZEN_CASES, PROBABILITIES, exact_of
from tests.distributions.exact import Curve, Real, Tails
from tests.distributions.exact_sums import BESIDE, Shares

PATH = Path(__file__).with_name("mpmath_quantiles.json")


def newton(value_and_slope: Callable[[Real], tuple[Real, Real]], start: Real) -> Real:
    """Root by Newton's method, until a step no longer changes 45 digits."""
    x = start
    for _ in range(200):
        value, slope = value_and_slope(x)
        x -= value / slope
        if abs(value / slope) <= mpf(10) ** -45 * (1 + abs(x)):
            return x
    raise ArithmeticError("Newton's method did not settle")


def explicit_quantile(value: Curve, probability: float) -> tuple[Real, Real]:
    """Quantile, and by how much of min(u, 1 - u) its probability changes per unit."""
    u = mpf(probability)
    slope = mpmath.diff(value, u, h=u * mpf(10) ** -30)
    return value(u), 1 / (slope * min(u, 1 - u))


def inverted_quantile(family: Family, exact: Tails, probability: float) -> tuple[Real, Real]:
    """The same, by search for the value with the probability below it, or above it."""
    u = mpf(probability)
    tail, target, sign = (exact.below, u, 1) if u <= mpf(1) / 2 else (exact.above, 1 - u, -1)
    guess = mpf(float(family.quantile(np.array([probability]))[0]))
    end = mpf(family.support[0 if sign > 0 else 1])

    def place(y: Real) -> Real:
        return y if mpmath.isinf(end) else end + sign * mpmath.exp(y)

    def mismatch(y: Real) -> tuple[Real, Real]:
        x = place(y)
        stretch = mpf(1) if mpmath.isinf(end) else mpmath.exp(y)
        step = sign if mpmath.isinf(end) else 1
        return mpmath.log(tail(x) / target), step * exact.density(x) * stretch / tail(x)

    # Next to an end of the support the search is on the logarithm of the distance, which a float64 may round
    # to 0.
    start = guess if mpmath.isinf(end) else mpmath.log(max(abs(guess - end), mpf(10) ** -17))
    root = place(newton(mismatch, start))
    assert abs(tail(root) / target - 1) < mpf(10) ** -40, (family, probability)
    return root, exact.density(root) / target


def discrete_quantile(family: Family, exact: Shares, probability: float) -> float:
    """Smallest value with a cumulative probability of at least `probability`.

    The family's own answer is only the one that is tried: it must reach the probability, and what lies before
    it must not.
    """
    x = float(family.quantile(np.array([probability]))[0])
    lower = probability <= 0.5
    target = mpf(probability) if lower else 1 - mpf(probability)

    def reaches(value: float) -> bool:
        up_to, more = exact.at(value)
        return bool(up_to >= target if lower else more <= target)

    assert reaches(x), (family, probability, x)
    assert x <= float(family.support[0]) or not reaches(x - BESIDE), (family, probability, x)
    return x


def freeze_case(case: Case) -> list[dict[str, str | float]]:
    """Quantiles of one case at all probabilities."""
    with mpmath.workdps(100):
        exact = exact_of(case)
        return [freeze_one(case.family, exact, probability) for probability in PROBABILITIES]


def freeze_one(family: Family, exact: Tails | Shares | Curve, probability: float) -> dict[str, str | float]:
    if isinstance(exact, Shares):
        return {"u": probability, "quantile": repr(discrete_quantile(family, exact, probability))}
    if isinstance(exact, Tails):
        root, u_per_unit = inverted_quantile(family, exact, probability)
    else:
        root, u_per_unit = explicit_quantile(exact, probability)
    return {"u": probability, "quantile": mpmath.nstr(root, 40), "u_per_unit": float(u_per_unit)}


def freeze(again: bool) -> None:
    known = {} if again or not PATH.exists() else json.loads(PATH.read_text())
    frozen = {str(case): known.get(str(case)) or freeze_case(case) for case in FROZEN_CASES}
    PATH.write_text(json.dumps(frozen, indent=1) + "\n")


if __name__ == "__main__":
    freeze(again="--all" in sys.argv)
