"""Discrete distributions from sums of exact probabilities; no code shared with scipy.

A probability comes from logarithms of factorials at 100 digits, its neighbours from their ratios, and a tail
is added up until what follows is below 1e-60 of it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import mpmath
from mpmath import mpf

Real = mpf
SMALLEST = mpf(10) ** -60
BESIDE = 1e-6  # nearer to each other no two values lie here


@dataclass(frozen=True)
class Shares:
    """Probability of at most a value, and of more."""

    at: Callable[[float], tuple[Real, Real]]


def added_up(mass: Callable[[int], Real], ratio: Callable[[int], Real]) -> Shares:
    """Shares of whole numbers from 0; the ratio is that of a probability to the one before it."""

    def at_most(k: int) -> Real:
        term, total = mass(k), mpf(0)
        while k >= 0 and term > SMALLEST * total:
            total += term
            term, k = (term / ratio(k), k - 1) if k else (mpf(0), -1)
        return total

    def above(k: int) -> Real:
        k += 1
        term, total = mass(k), mpf(0)
        while term > SMALLEST * total:
            total += term
            k += 1
            term *= ratio(k)
        return total

    def at(x: float) -> tuple[Real, Real]:
        if mpmath.isinf(x) or x < 0:
            return (mpf(0), mpf(1)) if x < 0 else (mpf(1), mpf(0))
        k = int(mpmath.floor(x))
        return at_most(k), above(k)

    return Shares(at)


def poisson(rate: float) -> Shares:
    mean = mpf(rate)
    return added_up(
        lambda k: mpmath.exp(k * mpmath.log(mean) - mean - mpmath.loggamma(k + 1)),
        lambda k: mean / k,
    )


def binomial(n: float, probability: float) -> Shares:
    p, size = mpf(probability), int(n)

    def mass(k: int) -> Real:
        if not 0 <= k <= size:
            return mpf(0)
        chosen = mpmath.loggamma(size + 1) - mpmath.loggamma(k + 1) - mpmath.loggamma(size - k + 1)
        return mpmath.exp(chosen + k * mpmath.log(p) + (size - k) * mpmath.log(1 - p))

    return added_up(mass, lambda k: (size - k + 1) * p / (k * (1 - p)))


def negative_binomial(rate: float, size: float) -> Shares:
    r = mpf(size)
    p = r / (r + mpf(rate))

    def mass(k: int) -> Real:
        chosen = mpmath.loggamma(k + r) - mpmath.loggamma(r) - mpmath.loggamma(k + 1)
        return mpmath.exp(chosen + r * mpmath.log(p) + k * mpmath.log(1 - p))

    return added_up(mass, lambda k: (k - 1 + r) * (1 - p) / k)


def bernoulli(probability: float) -> Shares:
    return binomial(1, probability)


def rescaled_shares(parent: Shares, scale: float, shift: float) -> Shares:
    """Shares of shift + scale * X, X a whole number."""

    def at(x: float) -> tuple[Real, Real]:
        # Twelve decimals name the value of the parent; nothing here lies closer together.
        k = round((x - shift) / scale, 12)
        if scale > 0:
            return parent.at(k)
        up_to, more = parent.at(float(mpmath.ceil(k)) - 1)
        return more, up_to

    return Shares(at)


def truncated_shares(parent: Shares, low: float, high: float) -> Shares:
    """Shares of X given low <= X <= high."""
    under, over = parent.at(float(low) - BESIDE)[0], parent.at(float(high))[1]

    def at(x: float) -> tuple[Real, Real]:
        up_to, more = parent.at(x)
        return (up_to - under) / (1 - under - over), (more - over) / (1 - under - over)

    return Shares(at)
