"""Standard errors: from the spread between draws, or between replicates where draws are not independent.

Points of a randomised low-discrepancy design avoid each other, so the spread between draws overstates the
error of a mean many times. R replicates of it, each randomised anew, are independent: a figure computed on
each has standard error sd / sqrt(R), and its interval the t distribution of R - 1 degrees of freedom (Owen,
1997, SIAM Journal on Numerical Analysis 34:1884-1910; L'Ecuyer and Lemieux, 2000, Management Science
46:1214-1235).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from mcsim.analysis.envelope import Array
from mcsim.analysis.moments import Moments, Spread
from mcsim.analysis.summary import Summary

FEWEST_POINTS = 2
"""Points of each replicate from which on there are standard errors."""


def standard_error(
    summary: Summary, figure: Callable[[Summary], Array], of_draws: Callable[[Summary], Array]
) -> Array:
    """Standard error of a figure.

    Parameters
    ----------
    summary : Summary
        What the figure is taken from.
    figure : callable
        Computes it from the summary of one replicate.
    of_draws : callable
        Computes its standard error from a summary of independent draws.

    Returns
    -------
    ndarray
        As `figure` returns; NaN where a replicate has no draws or only one.

    Examples
    --------
    >>> from mcsim.analysis.summary import summarise
    >>> from mcsim.results.datasets import outcomes
    >>> cost = [[1.0], [2.0], [3.0], [4.0]]
    >>> data = outcomes(cost, cost, ["only"], attrs={"replicates": 2})
    >>> standard_error(summarise(data, [0.0]), lambda one: one.moments[0].mean[:1], None)
    array([0.5])
    """
    if not summary.layout.replicates:
        return of_draws(summary)
    if not enough_replicates(summary):
        return np.full_like(figure(summary), np.nan)
    return between([figure(replicate) for replicate in summary.replicates])


def between(figures: list[Array]) -> Array:
    """Standard error of the mean of independent figures, one from each replicate."""
    shifted = _less_the_first(figures)
    error: Array = shifted.std(axis=0, ddof=1) / np.sqrt(len(shifted))
    return error


def spreads(summary: Summary) -> list[Spread]:
    """Means, and the spread of what is independent, by perspective: the draws or the replicates' means.

    Standard errors and covariances of means follow alike from both, as (co)variance divided by `n_draws`.
    """
    if not summary.layout.replicates:
        return list(summary.moments)
    if not enough_replicates(summary):
        return [replace(one, scatter=np.full_like(one.scatter, np.nan)) for one in summary.moments]
    by_perspective = zip(*(replicate.moments for replicate in summary.replicates), strict=True)
    return [_between(total, parts) for total, parts in zip(summary.moments, by_perspective, strict=True)]


def enough_replicates(summary: Summary) -> bool:
    """Whether every replicate has draws enough, and there are two or more of them."""
    return enough([replicate.n_draws for replicate in summary.replicates], summary.layout.replicates)


def enough(sizes: Sequence[int], replicates: int) -> bool:
    """Whether there are two replicates or more, and draws enough in each of them.

    Examples
    --------
    >>> enough([8, 8], 2), enough([8], 2), enough([8, 1], 2), enough([8], 1)
    (True, False, False, False)
    """
    return len(sizes) == replicates > 1 and min(sizes) >= FEWEST_POINTS


def _between(total: Moments, replicates: tuple[Moments, ...]) -> Spread:
    means = _less_the_first([moments.mean for moments in replicates])
    means -= means.mean(axis=0)
    return Spread(len(means), total.comparator, total.mean, np.einsum("ri,rj->ij", means, means))


def _less_the_first(figures: list[Array]) -> Array:
    """Stack the figures of the replicates, shifted so that equal ones differ by nothing but exactly 0."""
    return np.stack([figure - figures[0] for figure in figures])
