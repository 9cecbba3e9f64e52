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
from tests.distributions.cases import FROZEN_CASES, PROBABILITIES, Case
from tests.distributions.exact_sums import quantile_of_sums

PATH = Path(__file__).with_name("mpmath_quantiles.json")
Real = mpf
Tails = tuple[Callable[[Real], Real], Callable[[Real], Real], Callable[[Real], Real]]


def normal(location: float, scale: float) -> Tails:
    def standard(x: Real) -> Real:
        return (x - mpf(location)) / mpf(scale)

    return (
        lambda x: mpmath.erfc(-standard(x) / mpmath.sqrt(2)) / 2,
        lambda x: mpmath.erfc(standard(x) / mpmath.sqrt(2)) / 2,
        lambda x: mpmath.npdf(standard(x)) / mpf(scale),
    )


def lognormal(mu: float, sigma: float) -> Tails:
    below, above, density = normal(mu, sigma)
    return (
        lambda x: below(mpmath.log(x)),
        lambda x: above(mpmath.log(x)),
        lambda x: density(mpmath.log(x)) / x,
    )


def gamma(shape: float, scale: float) -> Tails:
    k, theta = mpf(shape), mpf(scale)

    def below(x: Real) -> Real:
        """Sum of x^n / ((k + 1) ... (k + n)): mpmath's own gammainc gives up at shapes above 1e5."""
        term, total, n = mpf(1), mpf(1), 0
        while term > total * mpmath.eps:
            n += 1
            term *= x / theta / (k + n)
            total += term
        return total * mpmath.exp(k * mpmath.log(x / theta) - x / theta - mpmath.loggamma(k + 1))

    def density(x: Real) -> Real:
        return mpmath.exp((k - 1) * mpmath.log(x / theta) - x / theta - mpmath.loggamma(k)) / theta

    return below, lambda x: 1 - below(x), density


def beta(alpha: float, beta: float) -> Tails:
    return stretched_beta(mpf(alpha), mpf(beta), mpf(0), mpf(1))


def stretched_beta(a: Real, b: Real, low: Real, width: Real) -> Tails:
    return (
        lambda x: mpmath.betainc(a, b, 0, (x - low) / width, regularized=True),
        lambda x: mpmath.betainc(b, a, 0, (low + width - x) / width, regularized=True),
        lambda x: (
            ((x - low) / width) ** (a - 1)
            * ((low + width - x) / width) ** (b - 1)
            / mpmath.beta(a, b)
            / width
        ),
    )


def pert(low: float, mode: float, high: float, shape: float) -> Tails:
    width = mpf(high) - mpf(low)
    alpha = 1 + mpf(shape) * (mpf(mode) - mpf(low)) / width
    return stretched_beta(alpha, 2 + mpf(shape) - alpha, mpf(low), width)


def uniform(low: float, high: float) -> Tails:
    width = mpf(high) - mpf(low)
    return lambda x: (x - low) / width, lambda x: (high - x) / width, lambda x: 1 / width


def triangular(low: float, mode: float, high: float) -> Tails:
    a, c, b = mpf(low), mpf(mode), mpf(high)

    def left(x: Real) -> Real:
        return (x - a) ** 2 / (b - a) / (c - a)

    def right(x: Real) -> Real:
        return (b - x) ** 2 / (b - a) / (b - c)

    return (
        lambda x: left(x) if x < c else 1 - right(x),
        lambda x: 1 - left(x) if x < c else right(x),
        lambda x: 2 * (x - a) / (b - a) / (c - a) if x < c else 2 * (b - x) / (b - a) / (b - c),
    )


def rescaled(parent: Family, scale: float, shift: float) -> Tails:
    below, above, density = tails(parent)
    if scale < 0:
        below, above = above, below

    def back(y: Real) -> Real:
        return (y - mpf(shift)) / mpf(scale)

    return lambda y: below(back(y)), lambda y: above(back(y)), lambda y: density(back(y)) / abs(mpf(scale))


def truncated(parent: Family, low: float, high: float) -> Tails:
    below, above, density = tails(parent)
    under = mpf(0) if mpmath.isinf(low) else below(mpf(low))
    over = mpf(0) if mpmath.isinf(high) else above(mpf(high))
    mass = 1 - under - over
    return (
        lambda x: (below(x) - under) / mass,
        lambda x: (above(x) - over) / mass,
        lambda x: density(x) / mass,
    )


def mixture_value(weights: tuple[float, ...], parts: tuple[Family, ...]) -> Tails:
    def weighted(which: int) -> Callable[[Real], Real]:
        functions = [tails(part)[which] for part in parts]
        return lambda x: sum(mpf(weight) * each(x) for weight, each in zip(weights, functions, strict=True))

    return weighted(0), weighted(1), weighted(2)


def tails(family: Family) -> Tails:
    return TAILS[family.name](*(getattr(family, name) for name in family.parameters()))


TAILS = {
    "normal": normal,
    "lognormal": lognormal,
    "gamma": gamma,
    "beta": beta,
    "pert": pert,
    "uniform": uniform,
    "triangular": triangular,
    "rescaled": rescaled,
    "truncated": truncated,
    "mixture_value": mixture_value,
}


def newton(value_and_slope: Callable[[Real], tuple[Real, Real]], start: Real) -> Real:
    """Root by Newton's method, until a step no longer changes 45 digits."""
    x = start
    for _ in range(200):
        value, slope = value_and_slope(x)
        x -= value / slope
        if abs(value / slope) <= mpf(10) ** -45 * (1 + abs(x)):
            return x
    raise ArithmeticError("Newton's method did not settle")


def quantile(case: Case, probability: float) -> tuple[Real, Real]:
    """Quantile, and by how much of min(u, 1 - u) its probability changes per unit."""
    below, above, density = tails(case.family)
    u = mpf(probability)
    tail, target, sign = (below, u, 1) if u <= mpf(1) / 2 else (above, 1 - u, -1)
    guess = mpf(float(case.family.quantile(np.array([probability]))[0]))
    end = mpf(case.family.support[0 if sign > 0 else 1])

    def place(y: Real) -> Real:
        return y if mpmath.isinf(end) else end + sign * mpmath.exp(y)

    def mismatch(y: Real) -> tuple[Real, Real]:
        x = place(y)
        stretch = mpf(1) if mpmath.isinf(end) else mpmath.exp(y)
        step = sign if mpmath.isinf(end) else 1
        return mpmath.log(tail(x) / target), step * density(x) * stretch / tail(x)

    # Next to an end of the support the search is on the logarithm of the distance, which a float64 may round
    # to 0.
    start = guess if mpmath.isinf(end) else mpmath.log(max(abs(guess - end), mpf(10) ** -17))
    root = place(newton(mismatch, start))
    assert abs(tail(root) / target - 1) < mpf(10) ** -40, (case, probability)
    return root, density(root) / target


def freeze_one(case: Case, probability: float) -> dict[str, str | float]:
    if case.family.is_discrete:
        return {"u": probability, "quantile": repr(quantile_of_sums(case.family, probability))}
    root, u_per_unit = quantile(case, probability)
    return {"u": probability, "quantile": mpmath.nstr(root, 40), "u_per_unit": float(u_per_unit)}


def freeze(again: bool) -> None:
    known = {} if again or not PATH.exists() else json.loads(PATH.read_text())
    frozen = {
        str(case): known.get(str(case)) or [freeze_one(case, probability) for probability in PROBABILITIES]
        for case in FROZEN_CASES
    }
    PATH.write_text(json.dumps(frozen, indent=1) + "\n")


if __name__ == "__main__":
    with mpmath.workdps(100):
        freeze(again="--all" in sys.argv)
