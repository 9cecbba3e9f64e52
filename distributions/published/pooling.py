"""Several distributions of one quantity made into one: what both ways of pooling share, and the linear pool.

Stone (1961), Annals of Mathematical Statistics 32: 1339-1342, for the linear pool; O'Hagan et al. (2006),
Uncertain Judgements, chapter 9, for what speaks for each way.
"""

from collections.abc import Sequence

import numpy as np

from distributions.family import Family
from distributions.read import Array

_HALVINGS = 200


def broken_parts(weights: Sequence[float], parts: Sequence[Family]) -> list[str]:
    """Rules between weights and parts that are broken, each as a sentence.

    Examples
    --------
    >>> broken_parts((0.5, 0.5), ())
    ['weights: there are 2, but parts: there are 0']
    """
    if len(weights) != len(parts):
        return [f"weights: there are {len(weights)}, but parts: there are {len(parts)}"]
    return []


def linear_pool_density(weights: Sequence[float], parts: Sequence[Family], x: Array) -> Array:
    """Density of the linear pool at `x`: the weighted mean of the parts' densities.

    Parameters
    ----------
    weights : sequence of float
        One for each part; they add up to 1.
    parts : sequence of Family
        Continuous distributions of one scalar.
    x : ndarray

    Examples
    --------
    >>> from distributions.uniform import Uniform
    >>> linear_pool_density((0.5, 0.5), (Uniform(0, 1), Uniform(0, 2)), np.array([0.5, 1.5])).tolist()
    [0.75, 0.25]
    """
    return np.asarray(sum(weight * part.density(x) for weight, part in zip(weights, parts, strict=True)))


def linear_pool_cdf(weights: Sequence[float], parts: Sequence[Family], x: Array) -> Array:
    """Probability of a value at most `x` under the linear pool.

    Examples
    --------
    >>> from distributions.uniform import Uniform
    >>> linear_pool_cdf((0.5, 0.5), (Uniform(0, 1), Uniform(0, 2)), np.array([1.0])).tolist()
    [0.75]
    """
    return np.asarray(sum(weight * part.cdf(x) for weight, part in zip(weights, parts, strict=True)))


def linear_pool_quantile(weights: Sequence[float], parts: Sequence[Family], u: Array) -> Array:
    """Values at cumulative probability `u` under the linear pool.

    They lie between the parts' quantiles, where they are found by halving.

    Examples
    --------
    >>> from distributions.uniform import Uniform
    >>> linear_pool_quantile((0.5, 0.5), (Uniform(0, 1), Uniform(0, 2)), np.array([0.75])).round(9).tolist()
    [1.0]
    """
    values = np.stack([part.quantile(u) for part in parts])
    low, high = values.min(axis=0), values.max(axis=0)
    for _ in range(_HALVINGS):
        middle = low + (high - low) / 2
        below = linear_pool_cdf(weights, parts, middle) < u
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray(high)


def linear_pool_moments(weights: Sequence[float], parts: Sequence[Family]) -> tuple[float, float]:
    """Mean and variance of the linear pool.

    The variance is the mean of the parts' variances and the variance of their means together.

    Examples
    --------
    >>> from distributions.normal import Normal
    >>> linear_pool_moments((0.5, 0.5), (Normal(0, 1), Normal(2, 1)))
    (1.0, 2.0)
    """
    means, variances = np.array([(float(part.mean), float(part.variance)) for part in parts]).T
    mean = float(np.dot(weights, means))
    return mean, float(np.dot(weights, variances + (means - mean) ** 2))
