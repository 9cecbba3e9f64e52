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


def logarithmic_pool(weights: tuple[float, ...], parts: tuple[Family, ...]) -> Tails:
    """Pools of one family that are of that family: their natural parameters are weighted means."""

    def pooled(natural: Callable[[Family], Real]) -> Real:
        return mpmath.fsum(mpf(weight) * natural(part) for weight, part in zip(weights, parts, strict=True))

    match parts[0].name:
        case "normal":
            precision = pooled(lambda part: 1 / mpf(part.scale) ** 2)
            location = pooled(lambda part: mpf(part.location) / mpf(part.scale) ** 2) / precision
            return normal(location, 1 / mpmath.sqrt(precision))
        case "beta":
            return beta(pooled(lambda part: mpf(part.alpha)), pooled(lambda part: mpf(part.beta)))
        case "gamma":
            rate = pooled(lambda part: 1 / mpf(part.scale))
            return gamma(pooled(lambda part: mpf(part.shape)), 1 / rate)
    raise NotImplementedError(parts)


def student_t(degrees_of_freedom: float, location: float, scale: float) -> Tails:
    nu, half = mpf(degrees_of_freedom), mpf(1) / 2
    height = mpmath.gamma((nu + 1) / 2) / mpmath.gamma(nu / 2) / mpmath.sqrt(nu * mpmath.pi)

    def standard(x: Real) -> Real:
        return (x - mpf(location)) / mpf(scale)

    def above(z: Real) -> Real:
        tail = mpmath.betainc(nu / 2, half, 0, nu / (nu + z * z), regularized=True) / 2
        return tail if z > 0 else 1 - tail

    return (
        lambda x: above(-standard(x)),
        lambda x: above(standard(x)),
        lambda x: height * (1 + standard(x) ** 2 / nu) ** (-(nu + 1) / 2) / mpf(scale),
    )


def truncated_normal(location: float, scale: float, low: float | None, high: float | None) -> Tails:
    below, above, density = normal(location, scale)
    a, b = mpf("-inf") if low is None else mpf(low), mpf("inf") if high is None else mpf(high)

    def between(left: Real, right: Real) -> Real:
        """On the side where 100 digits hold the difference, however far out in a tail."""
        return above(left) - above(right) if left > location else below(right) - below(left)

    total = between(a, b)
    return (
        lambda x: between(a, x) / total,
        lambda x: between(x, b) / total,
        lambda x: density(x) / total,
    )


def logit_normal(mu: float, sigma: float) -> Tails:
    below, above, density = normal(mu, sigma)

    def logit(x: Real) -> Real:
        return mpmath.log(x / (1 - x))

    return (
        lambda x: below(logit(x)),
        lambda x: above(logit(x)),
        lambda x: density(logit(x)) / x / (1 - x),
    )


def by_hazard(cumulative: Callable[[Real], Real], hazard: Callable[[Real], Real]) -> Tails:
    return (
        lambda x: -mpmath.expm1(-cumulative(x)),
        lambda x: mpmath.exp(-cumulative(x)),
        lambda x: hazard(x) * mpmath.exp(-cumulative(x)),
    )


def exponential(rate: float) -> Tails:
    return by_hazard(lambda x: mpf(rate) * x, lambda x: mpf(rate))


def weibull(shape: float, scale: float) -> Tails:
    k, a = mpf(shape), mpf(scale)
    return by_hazard(lambda x: (x / a) ** k, lambda x: k / a * (x / a) ** (k - 1))


def gompertz(shape: float, rate: float) -> Tails:
    a, b = mpf(shape), mpf(rate)
    if not a:
        return exponential(rate)
    return by_hazard(lambda x: b / a * mpmath.expm1(a * x), lambda x: b * mpmath.exp(a * x))


def log_logistic(shape: float, scale: float) -> Tails:
    k, a = mpf(shape), mpf(scale)
    return (
        lambda x: 1 / (1 + (x / a) ** -k),
        lambda x: 1 / (1 + (x / a) ** k),
        lambda x: k / x * (x / a) ** k / (1 + (x / a) ** k) ** 2,
    )


def generalised_gamma(shape: float, power: float, scale: float) -> Tails:
    below, above, density = gamma(shape, 1.0)
    p, a = mpf(power), mpf(scale)
    return (
        lambda x: below((x / a) ** p),
        lambda x: above((x / a) ** p),
        lambda x: density((x / a) ** p) * p / a * (x / a) ** (p - 1),
    )


def inverse_gaussian(mu: float, shape: float) -> Tails:
    m, k = mpf(mu), mpf(shape)

    def ndtr(z: Real) -> Real:
        return mpmath.erfc(-z / mpmath.sqrt(2)) / 2

    def second(x: Real) -> Real:
        return mpmath.exp(2 * k / m) * ndtr(-mpmath.sqrt(k / x) * (x / m + 1))

    return (
        lambda x: ndtr(mpmath.sqrt(k / x) * (x / m - 1)) + second(x),
        lambda x: ndtr(-mpmath.sqrt(k / x) * (x / m - 1)) - second(x),
        lambda x: mpmath.sqrt(k / (2 * mpmath.pi * x**3)) * mpmath.exp(-k * (x - m) ** 2 / (2 * m * m * x)),
    )


def scaled_beta(alpha: float, beta: float, low: float, high: float) -> Tails:
    return stretched_beta(mpf(alpha), mpf(beta), mpf(low), mpf(high) - mpf(low))


def metalog(u: Real, coefficients: tuple[float, ...], low: float | None, high: float | None) -> Real:
    """Keelin's own definition, term after term: that of a quantile function."""
    log_odds, s = mpmath.log(u / (1 - u)), u - mpf(1) / 2
    m = mpf(0)
    for k, a in enumerate(coefficients, start=1):
        power = {1: 0, 2: 0, 3: 1, 4: 1}.get(k, (k - 1) // 2)
        with_log_odds = k in (2, 3) or (k > 4 and k % 2 == 0)
        m += mpf(a) * s**power * (log_odds if with_log_odds else 1)
    if low is None and high is None:
        return m
    if high is None:
        return mpf(low) + mpmath.exp(m)
    if low is None:
        return mpf(high) - mpmath.exp(-m)
    return (mpf(low) + mpf(high) * mpmath.exp(m)) / (1 + mpmath.exp(m))


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
    "logarithmic_pool": logarithmic_pool,
    "student_t": student_t,
    "truncated_normal": truncated_normal,
    "logit_normal": logit_normal,
    "exponential": exponential,
    "weibull": weibull,
    "gompertz": gompertz,
    "log_logistic": log_logistic,
    "generalised_gamma": generalised_gamma,
    "inverse_gaussian": inverse_gaussian,
    "scaled_beta": scaled_beta,
    "rescaled": rescaled,
    "truncated": truncated,
    "mixture_value": mixture_value,
}
QUANTILES = {"metalog": metalog}  # families that define their quantile function, and no tail


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
    parameters = [getattr(case.family, name) for name in case.family.parameters()]
    u = mpf(probability)
    if case.family.name in QUANTILES:
        explicit = QUANTILES[case.family.name]
        slope = mpmath.diff(lambda p: explicit(p, *parameters), u, h=u * mpf(10) ** -30)
        return explicit(u, *parameters), 1 / (slope * min(u, 1 - u))
    below, above, density = tails(case.family)
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
