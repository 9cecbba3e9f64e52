"""Logarithmic pool: what several experts say, multiplied; where they agree the pool is surer than each."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from distributions.constraint import PROBABILITIES, Constraint
from distributions.error import show
from distributions.family import Array, Family, Number, SlowFamily
from distributions.nested import one_weight_per_part
from distributions.numerics.integrated import Integrated, integrated

_TAIL = 10.0 ** np.arange(-12.0, -1.0)
_HINTS = np.concatenate([_TAIL, np.linspace(0.05, 0.95, 19), 1.0 - _TAIL[::-1]])

_POWER = 1e-6  # how near to 1 a power is taken for 1
_REMEDY = "pool them linearly, as a mixture"


def _read_parts(value: object) -> tuple[Family, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise TypeError("not a list, or an empty one")
    for part in value:
        if not isinstance(part, Family) or part.is_discrete or part.components or not part.is_fixed:
            raise TypeError("not a continuous distribution of one scalar with fixed parameters")
    return tuple(value)


CONTINUOUS_PARTS = Constraint(
    "must be a list of continuous distributions of one scalar, with fixed parameters", _read_parts
)


@dataclass(frozen=True)
class LogarithmicPool(SlowFamily):
    """Distribution whose density is proportional to a product of powers of the parts' densities.

    Parameters
    ----------
    weights : sequence of float
        One for each part; they add up to 1.
    parts : sequence of Family
        Continuous distributions of one scalar, with fixed parameters, whose supports overlap.

    Notes
    -----
    f(x) is proportional to the product of f_i(x)^w_i. Genest and Zidek (1986), Statistical Science 1:
    114-135. A pool of normals is normal, of betas a beta, of gammas a gamma; all are integrated numerically.

    Mean and probabilities are right to 1e-11 of the range. Where the pool's density next to an end other than
    0 is a power below -0.7 of the distance, so that much lies nearer to the end than half the digits of a
    float64 can say, it is extrapolated: right to 1e-10 for a power of -0.8, 1e-9 for -0.9, 1e-8 for -0.95,
    1e-7 for -0.99 and 1e-6 for -0.999.

    Examples
    --------
    >>> from distributions.normal import Normal
    >>> pool = LogarithmicPool(weights=(0.5, 0.5), parts=(Normal(0, 1), Normal(2, 1)))
    >>> round(pool.mean, 9), round(pool.variance, 9)
    (1.0, 1.0)
    """

    weights: tuple[float, ...]
    parts: tuple[Family, ...]

    name: ClassVar[str] = "logarithmic_pool"
    constraints: ClassVar = {"weights": PROBABILITIES, "parts": CONTINUOUS_PARTS}

    def relations(self) -> list[str]:
        """There must be one weight per part, and values that all parts hold possible."""
        problems = one_weight_per_part(self.weights, self.parts)
        if problems:
            return problems
        low, high = self.support
        if not low < high:
            ranges = ", ".join("{} to {}".format(*map(show, part.support)) for _, part in self._weighted)
            return [f"parts: no value is possible under all of them ({ranges}); {_REMEDY}"]
        if self._integrated is None:
            return [f"parts: they are too far apart to be multiplied; {_REMEDY}"]
        return []

    def __reduce__(self) -> tuple[type["LogarithmicPool"], tuple[tuple[float, ...], tuple[Family, ...]]]:
        """Send a worker the parts alone, for it to integrate anew."""
        return LogarithmicPool, (self.weights, self.parts)

    @cached_property
    def _weighted(self) -> list[tuple[float, Family]]:
        """Parts that count: a part without weight neither shapes the pool nor limits it."""
        return [pair for pair in zip(self.weights, self.parts, strict=True) if pair[0] > 0]

    @cached_property
    def _integrated(self) -> Integrated | None:
        low, high = map(float, self.support)
        hints = np.concatenate([part.quantile(_HINTS) for _, part in self._weighted])
        if np.isfinite(high - low):
            hints = np.append(hints, low + (high - low) * np.array([0.25, 0.5, 0.75]))
        inside = hints[(hints > low) & (hints < high)]
        if len(inside) < 2:
            return None
        return integrated(self._log_product, low, high, inside)

    def _log_product(self, x: Array) -> Array:
        return np.asarray(sum(weight * part.log_density(x) for weight, part in self._weighted))

    @property
    def _known(self) -> Integrated:
        known = self._integrated
        assert known is not None  # `relations` has seen to it
        return known

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        return self._known.lower_quantile(u)

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        return self._known.upper_quantile(v)

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        return self._known.cdf(x)

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        return self._known.survival(x)

    def density(self, x: Array) -> Array:
        """Probability per unit at `x`, shape as `x`."""
        with np.errstate(over="ignore"):
            return np.exp(self.log_density(x))

    def log_density(self, x: Array) -> Array:
        """Logarithm of the density at `x`, shape as `x`."""
        low, high = map(float, self.support)
        inside = (x >= low) & (x <= high)
        nearest, farthest = self._known.line.value(np.array(self._known.line.ends))
        logarithm = self._log_product(np.clip(x, nearest, farthest)) - self._known.log_total
        for end, slope in zip((low, high), self._known.slopes, strict=True):
            # Next to a finite end the density is a power of the distance, slope - 1.
            at_end = np.inf if slope < 1.0 - _POWER else -np.inf if slope > 1.0 + _POWER else logarithm
            logarithm = np.where(x == end, at_end, logarithm)
        return np.where(inside, logarithm, -np.inf)

    @cached_property
    def mean(self) -> Number:
        """Mean, by quadrature; infinite where a tail is too heavy for it."""
        return self._known.moment(1)

    @cached_property
    def variance(self) -> Number:
        """Variance, by quadrature; infinite where a tail is too heavy for it."""
        return self._known.moment(2, about=float(self.mean)) if np.isfinite(self.mean) else np.inf

    @property
    def support(self) -> tuple[Number, Number]:
        """What is possible under all parts."""
        lows, highs = zip(*(part.support for _, part in self._weighted), strict=True)
        return float(max(lows)), float(min(highs))
