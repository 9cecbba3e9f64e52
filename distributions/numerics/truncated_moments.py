"""Mean and variance from a quantile function, or from the values of a discrete family."""

from itertools import islice

import numpy as np

from distributions.family import Array, Number, SlowFamily

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)
# -log(u), so far out that even the square of a lognormal with a large sigma leaves nothing; towards a finite
# end much less will do.
_FARTHEST, _FARTHEST_FINITE = 620.0, 90.0
_FIRST_DIVERGES = 1.0 - 1e-6  # power of 1 / u at which its integral does
_MOST_BLOCKS = 32  # of values of a discrete family
_BLOCK = 64  # draws whose parameters differ that are worked on at a time


def panels(farthest: float) -> tuple[Array, Array]:
    """Nodes and weights for the integral over probabilities from 0, nearly, to 1/2.

    Panels are short in the logarithm of the probability near 1/2 and grow towards 0: a quantile function is
    smooth over each of them, however steep it is at 0.

    Parameters
    ----------
    farthest : float
        Minus the logarithm of the smallest probability.

    Examples
    --------
    >>> u, weights = panels(90.0)
    >>> float((weights * np.log(u)).sum().round(12))
    -0.84657359028
    """
    widths = np.minimum(0.2 * 1.5 ** np.arange(130), 5.0)
    ends = np.log(2.0) + np.append(0.0, np.cumsum(widths))
    start = ends[:-1][ends[1:] < farthest]
    half = widths[: len(start)] / 2.0
    u = np.exp(-(start[:, np.newaxis] + half[:, np.newaxis] * (1.0 + _NODES))).ravel()
    return u, (half[:, np.newaxis] * _WEIGHTS).ravel() * u


def moments(family: SlowFamily, n_draws: int | None = None) -> tuple[Array, Array]:
    """Mean and variance of a distribution.

    Parameters
    ----------
    family : SlowFamily
        Of one scalar.
    n_draws : int, optional
        How many draws there are between which its parameters differ; None for fixed parameters.

    Returns
    -------
    mean, variance : ndarray
        Shape () for fixed parameters, else (n_draws,). Infinite where a tail is too heavy; both NaN where
        both tails are too heavy for a mean.

    Notes
    -----
    E X is the integral of the quantile function over (0, 1), from either end to the middle; for a discrete
    family the sum over its values. With more than two million of them it is the integral again, which may
    then be off by a millionth of the standard deviation.

    Examples
    --------
    >>> from distributions.gamma import Gamma
    >>> [float(moment.round(9)) for moment in moments(Gamma(shape=2.0, scale=3.0))]
    [6.0, 18.0]
    """
    if n_draws is None:
        return _of_values(family) if family.is_discrete else _of_quantiles(family, 1, is_fixed=True)
    if family.is_discrete:
        pairs = [_of_values(family.at(draw)) for draw in range(n_draws)]
    else:
        blocks = [range(n_draws)[start : start + _BLOCK] for start in range(0, n_draws, _BLOCK)]
        pairs = [_of_quantiles(family.at(np.array(block)), len(block)) for block in blocks]
    mean, variance = zip(*pairs, strict=True)
    return np.hstack(mean), np.hstack(variance)


def _of_quantiles(family: SlowFamily, n_draws: int, is_fixed: bool = False) -> tuple[Array, Array]:
    low, high = (_nodes(end) for end in family.support)
    with np.errstate(all="ignore"):
        lower = _at_nodes(family, n_draws, low[0], is_fixed).lower_quantile(np.tile(low[0], n_draws))
        upper = _at_nodes(family, n_draws, high[0], is_fixed).upper_quantile(np.tile(high[0], n_draws))
        tails = lower.reshape(n_draws, -1), upper.reshape(n_draws, -1)
        values = np.concatenate(tails, axis=1)
        values[~np.isfinite(values)] = 0.0  # of no weight, or the moment is infinite
        weights = np.concatenate([low[1], high[1]])
        mean = np.sum(weights * values, axis=1)
        variance = np.sum(weights * (values - mean[:, np.newaxis]) ** 2, axis=1)
    powers = np.stack([_tail_power(*pair) for pair in zip((low[0], high[0]), tails, strict=True)])
    mean, variance = _where_infinite(mean, variance, powers)
    return (mean[0], variance[0]) if is_fixed else (mean, variance)


def _tail_power(u: Array, values: Array) -> Array:
    """Power of 1 / u with which values grow at the far end of a tail; shape (n_draws,)."""
    # Beyond some probability a heavy tail is too large for a float64.
    last = np.maximum(np.isfinite(values).sum(axis=1) - 1, len(_NODES))
    before, each = last - len(_NODES), np.arange(len(values))
    with np.errstate(all="ignore"):
        growth = np.log(np.abs(values[each, last])) - np.log(np.abs(values[each, before]))
        power = growth / (np.log(u[before]) - np.log(u[last]))
    return np.asarray(np.nan_to_num(power, nan=0.0))


def _where_infinite(mean: Array, variance: Array, powers: Array) -> tuple[Array, Array]:
    """Moments, infinite where a tail is too heavy for them, and NaN where both are for the mean.

    The integral of u^-power down to 0 is finite for powers below 1, that of its square below 1 / 2.
    """
    below, above = powers >= _FIRST_DIVERGES
    mean = np.where(above, np.inf, np.where(below, -np.inf, mean))
    variance = np.where((2.0 * powers >= _FIRST_DIVERGES).any(axis=0), np.inf, variance)
    undefined = below & above
    return np.where(undefined, np.nan, mean), np.where(undefined, np.nan, variance)


def _nodes(end: Number) -> tuple[Array, Array]:
    return panels(_FARTHEST_FINITE if np.all(np.isfinite(end)) else _FARTHEST)


def _at_nodes(family: SlowFamily, n_draws: int, nodes: Array, is_fixed: bool) -> SlowFamily:
    """The family with the parameters of each draw repeated for every node."""
    return family if is_fixed else family.at(np.repeat(np.arange(n_draws), len(nodes)))


def _of_values(family: SlowFamily) -> tuple[Array, Array]:
    """Sums over blocks of values; the second moment about a value within, so that nothing cancels."""
    low, high = (float(end) for end in family.support)
    blocks = list(islice(family.atoms(low, high), _MOST_BLOCKS + 1))
    if len(blocks) > _MOST_BLOCKS:
        return _of_quantiles(family, 1, is_fixed=True)
    centre = family.lower_quantile(np.array([0.5]))[0]
    total, first, second = 0.0, 0.0, 0.0
    for block in blocks:
        masses, distances = family.density(block), block - centre
        total += np.sum(masses)
        first += np.sum(masses * distances)
        second += np.sum(masses * distances**2)
    mean = np.asarray(first / total)
    return np.asarray(centre + mean), np.asarray(second / total - mean**2)
