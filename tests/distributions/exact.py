"""Distributions in mpmath's arithmetic, with as many digits as are asked for; no code shared with scipy.

A function takes the native parameters of a family and gives `Tails`, or its quantile function where the
family defines nothing else. Discrete families stand in `exact_sums.py`.
"""

from collections.abc import Callable
from typing import NamedTuple

import mpmath
from mpmath import mpf

from tests.distributions.exact_sums import Shares, rescaled_shares, truncated_shares

Real = mpf
Curve = Callable[[Real], Real]


class Tails(NamedTuple):
    """Probability below a value, above it, and per unit at it."""

    below: Curve
    above: Curve
    density: Curve


def normal(location: float, scale: float) -> Tails:
    def standard(x: Real) -> Real:
        return (x - mpf(location)) / mpf(scale)

    return Tails(
        lambda x: mpmath.erfc(-standard(x) / mpmath.sqrt(2)) / 2,
        lambda x: mpmath.erfc(standard(x) / mpmath.sqrt(2)) / 2,
        lambda x: mpmath.npdf(standard(x)) / mpf(scale),
    )


def lognormal(mu: float, sigma: float) -> Tails:
    below, above, density = normal(mu, sigma)
    return Tails(
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

    return Tails(below, lambda x: 1 - below(x), density)


def beta(alpha: float, beta: float) -> Tails:
    return stretched_beta(mpf(alpha), mpf(beta), mpf(0), mpf(1))


def incomplete_beta(a: Real, b: Real, x: Real) -> Real:
    """Regularised. For large shapes mpmath's own series takes too long: Abramowitz and Stegun, 26.5.8."""
    if a + b < 10_000:
        return mpmath.betainc(a, b, 0, x, regularized=True)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    # Lentz's method.
    numerator, denominator = mpf(1), 1 / (1 - (a + b) * x / (a + 1))
    total, change, m = denominator, mpf(0), 0
    while abs(change - 1) > mpmath.eps:
        m += 1
        even = m * (b - m) * x / (a + 2 * m - 1) / (a + 2 * m)
        odd = -(a + m) * (a + b + m) * x / (a + 2 * m) / (a + 2 * m + 1)
        change = mpf(1)
        for term in (even, odd):
            numerator, denominator = 1 + term / numerator, 1 / (1 + term * denominator)
            change *= numerator * denominator
        total *= change
    log_front = a * mpmath.log(x) + b * mpmath.log1p(-x) + mpmath.loggamma(a + b)
    return total / a * mpmath.exp(log_front - mpmath.loggamma(a) - mpmath.loggamma(b))


def stretched_beta(a: Real, b: Real, low: Real, width: Real) -> Tails:
    return Tails(
        lambda x: incomplete_beta(a, b, (x - low) / width),
        lambda x: incomplete_beta(b, a, (low + width - x) / width),
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
    return Tails(lambda x: (x - low) / width, lambda x: (high - x) / width, lambda x: 1 / width)


def triangular(low: float, mode: float, high: float) -> Tails:
    a, c, b = mpf(low), mpf(mode), mpf(high)

    def left(x: Real) -> Real:
        return (x - a) ** 2 / (b - a) / (c - a)

    def right(x: Real) -> Real:
        return (b - x) ** 2 / (b - a) / (b - c)

    return Tails(
        lambda x: left(x) if x < c else 1 - right(x),
        lambda x: 1 - left(x) if x < c else right(x),
        lambda x: 2 * (x - a) / (b - a) / (c - a) if x < c else 2 * (b - x) / (b - a) / (b - c),
    )


def student_t(degrees_of_freedom: float, location: float, scale: float) -> Tails:
    nu, half = mpf(degrees_of_freedom), mpf(1) / 2
    height = mpmath.gamma((nu + 1) / 2) / mpmath.gamma(nu / 2) / mpmath.sqrt(nu * mpmath.pi)

    def standard(x: Real) -> Real:
        return (x - mpf(location)) / mpf(scale)

    def above(z: Real) -> Real:
        tail = mpmath.betainc(nu / 2, half, 0, nu / (nu + z * z), regularized=True) / 2
        return tail if z > 0 else 1 - tail

    return Tails(
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
    return Tails(
        lambda x: between(a, x) / total,
        lambda x: between(x, b) / total,
        lambda x: density(x) / total,
    )


def logit_normal(mu: float, sigma: float) -> Tails:
    below, above, density = normal(mu, sigma)

    def logit(x: Real) -> Real:
        return mpmath.log(x / (1 - x))

    return Tails(
        lambda x: below(logit(x)),
        lambda x: above(logit(x)),
        lambda x: density(logit(x)) / x / (1 - x),
    )


def by_hazard(cumulative: Curve, hazard: Curve) -> Tails:
    return Tails(
        lambda x: -mpmath.expm1(-cumulative(x)),
        lambda x: mpmath.exp(-cumulative(x)),
        lambda x: hazard(x) * mpmath.exp(-cumulative(x)),
    )


def weibull(shape: float, scale: float) -> Tails:
    k, a = mpf(shape), mpf(scale)
    return by_hazard(lambda x: (x / a) ** k, lambda x: k / a * (x / a) ** (k - 1))


def gompertz(shape: float, rate: float) -> Tails:
    a, b = mpf(shape), mpf(rate)
    if not a:
        return by_hazard(lambda x: b * x, lambda x: b)
    return by_hazard(lambda x: b / a * mpmath.expm1(a * x), lambda x: b * mpmath.exp(a * x))


def log_logistic(shape: float, scale: float) -> Tails:
    k, a = mpf(shape), mpf(scale)
    return Tails(
        lambda x: 1 / (1 + (x / a) ** -k),
        lambda x: 1 / (1 + (x / a) ** k),
        lambda x: k / x * (x / a) ** k / (1 + (x / a) ** k) ** 2,
    )


def generalised_gamma(shape: float, power: float, scale: float) -> Tails:
    below, above, density = gamma(shape, 1.0)
    p, a = mpf(power), mpf(scale)
    return Tails(
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

    return Tails(
        lambda x: ndtr(mpmath.sqrt(k / x) * (x / m - 1)) + second(x),
        lambda x: ndtr(-mpmath.sqrt(k / x) * (x / m - 1)) - second(x),
        lambda x: mpmath.sqrt(k / (2 * mpmath.pi * x**3)) * mpmath.exp(-k * (x - m) ** 2 / (2 * m * m * x)),
    )


def scaled_beta(alpha: float, beta: float, low: float, high: float) -> Tails:
    return stretched_beta(mpf(alpha), mpf(beta), mpf(low), mpf(high) - mpf(low))


def metalog(coefficients: tuple[float, ...], low: float | None, high: float | None) -> Curve:
    """Keelin's own definition, term after term: that of a quantile function."""

    def quantile(u: Real) -> Real:
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

    return quantile


def rescaled(parent: Tails | Shares, scale: float, shift: float) -> Tails | Shares:
    if isinstance(parent, Shares):
        return rescaled_shares(parent, scale, shift)
    below, above, density = parent if scale > 0 else (parent.above, parent.below, parent.density)

    def back(y: Real) -> Real:
        return (y - mpf(shift)) / mpf(scale)

    return Tails(
        lambda y: below(back(y)), lambda y: above(back(y)), lambda y: density(back(y)) / abs(mpf(scale))
    )


def truncated(parent: Tails | Shares, low: float, high: float) -> Tails | Shares:
    if isinstance(parent, Shares):
        return truncated_shares(parent, low, high)
    below, above, density = parent
    under = mpf(0) if mpmath.isinf(low) else below(mpf(low))
    over = mpf(0) if mpmath.isinf(high) else above(mpf(high))
    mass = 1 - under - over
    return Tails(
        lambda x: (below(x) - under) / mass,
        lambda x: (above(x) - over) / mass,
        lambda x: density(x) / mass,
    )


def mixture_value(weights: tuple[float, ...], parts: tuple[Tails, ...]) -> Tails:
    def weighted(which: int) -> Curve:
        functions = [part[which] for part in parts]
        return lambda x: sum(mpf(weight) * each(x) for weight, each in zip(weights, functions, strict=True))

    return Tails(weighted(0), weighted(1), weighted(2))
