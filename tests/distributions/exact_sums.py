"""Quantiles of families of whole numbers from sums of exact probabilities; shares no code with scipy.

A probability comes from logarithms of factorials at 100 digits, its neighbours from their ratios, and a tail
is added up until what follows is below 1e-60 of it.
"""

from collections.abc import Callable

import mpmath
import numpy as np
from mpmath import mpf

from distributions.family import Family

Real = mpf
Ratio = Callable[[int], Real]
SMALLEST = mpf(10) ** -60


def poisson(rate: float) -> tuple[Callable[[int], Real], Ratio]:
    mean = mpf(rate)
    return (
        lambda k: mpmath.exp(k * mpmath.log(mean) - mean - mpmath.loggamma(k + 1)),
        lambda k: mean / k,
    )


def binomial(n: float, probability: float) -> tuple[Callable[[int], Real], Ratio]:
    p, size = mpf(probability), int(n)

    def mass(k: int) -> Real:
        if not 0 <= k <= size:
            return mpf(0)
        chosen = mpmath.loggamma(size + 1) - mpmath.loggamma(k + 1) - mpmath.loggamma(size - k + 1)
        return mpmath.exp(chosen + k * mpmath.log(p) + (size - k) * mpmath.log(1 - p))

    return mass, lambda k: (size - k + 1) * p / (k * (1 - p))


def negative_binomial(rate: float, size: float) -> tuple[Callable[[int], Real], Ratio]:
    r = mpf(size)
    p = r / (r + mpf(rate))

    def mass(k: int) -> Real:
        chosen = mpmath.loggamma(k + r) - mpmath.loggamma(r) - mpmath.loggamma(k + 1)
        return mpmath.exp(chosen + r * mpmath.log(p) + k * mpmath.log(1 - p))

    return mass, lambda k: (k - 1 + r) * (1 - p) / k


def bernoulli(probability: float) -> tuple[Callable[[int], Real], Ratio]:
    return binomial(1, probability)


MASSES = {
    "poisson": poisson,
    "binomial": binomial,
    "negative_binomial": negative_binomial,
    "bernoulli": bernoulli,
}


def at_most(family: Family, k: int) -> Real:
    """Probability of at most `k`; the ratio is that of a probability to the one before it."""
    mass, ratio = MASSES[family.name](*(getattr(family, name) for name in family.parameters()))
    term, total = mass(k), mpf(0)
    while k >= 0 and term > SMALLEST * total:
        total += term
        term, k = (term / ratio(k), k - 1) if k else (mpf(0), -1)
    return total


def above(family: Family, k: int) -> Real:
    """Probability of more than `k`."""
    mass, ratio = MASSES[family.name](*(getattr(family, name) for name in family.parameters()))
    k = max(k, -1) + 1
    term, total = mass(k), mpf(0)
    while term > SMALLEST * total:
        total += term
        k += 1
        term *= ratio(k)
    return total


def shares(family: Family, x: float) -> tuple[Real, Real]:
    """Probability of at most `x`, and of more; of a changed family by what its change means."""
    if family.name == "truncated":
        before, beyond = (
            shares(family.parent, before_limit(family)),
            shares(family.parent, float(family.high)),
        )
        mass = 1 - before[0] - beyond[1]
        here = shares(family.parent, x)
        return (here[0] - before[0]) / mass, (here[1] - beyond[1]) / mass
    if mpmath.isinf(x):
        return (mpf(0), mpf(1)) if x < 0 else (mpf(1), mpf(0))
    if family.name == "rescaled":
        # Twelve decimals name the value of the parent; nothing here lies closer together.
        k = round((x - family.shift_by) / family.scale_by, 12)
        if family.scale_by > 0:
            return shares(family.parent, k)
        up_to, more = shares(family.parent, float(mpmath.ceil(k)) - 1)
        return more, up_to
    k = int(mpmath.floor(x))
    return (at_most(family, k), above(family, k)) if k >= 0 else (mpf(0), mpf(1))


def before_limit(family: Family) -> float:
    """Some number below the lower limit, above the value before it."""
    return float(family.low) - 1e-6 if family.low > -mpmath.inf else -float("inf")


def quantile_of_sums(family: Family, probability: float) -> float:
    """Smallest value with a cumulative probability of at least `probability`.

    The family's own answer is only the one that is tried: it must reach the probability, and the value before
    it must not.
    """
    x = float(family.quantile(np.array([probability]))[0])
    lower = probability <= 0.5
    target = mpf(probability) if lower else 1 - mpf(probability)

    def reaches(value: float) -> bool:
        up_to, more = shares(family, value)
        return bool(up_to >= target if lower else more <= target)

    step = abs(getattr(family, "scale_by", getattr(getattr(family, "parent", None), "scale_by", 1.0)))
    assert reaches(x), (family, probability, x)
    assert x <= float(family.support[0]) or not reaches(x - step), (family, probability, x)
    return x
