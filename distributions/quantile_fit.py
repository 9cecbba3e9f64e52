"""How quantiles become parameters, and how near the fitted distribution comes to what was stated.

The fit minimises the sum of squared differences between stated and fitted cumulative probabilities, as the
function `fitdist` of the R package SHELF does (Oakley and O'Hagan, The Sheffield Elicitation Framework;
O'Hagan et al. (2006), Uncertain Judgements: Eliciting Experts' Probabilities). As many quantiles as
parameters are met exactly.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from distributions.error import ParameterError, show
from distributions.family import Family
from distributions.least_squares import least_squares
from distributions.read import Array

Quantiles = tuple[tuple[float, float], ...]

POOR = 0.02
"""Worst difference of probabilities above which a fit is called poor."""
REFUSED = 0.10
"""Worst difference of probabilities above which a fit is refused."""
EXACT = 1e-6
"""Worst difference of probabilities for two quantiles, which two parameters meet exactly or not at all."""
_N_STARTS = 3


class Fitted(NamedTuple):
    """What a distribution makes of one stated quantile."""

    probability: float
    stated: float
    value: float
    reached: float

    @property
    def difference(self) -> float:
        """Probability that the fitted distribution has below the stated value, less the stated one."""
        return self.reached - self.probability


def fit_of(family: Family, quantiles: Quantiles) -> list[Fitted]:
    """What a distribution makes of stated quantiles.

    Parameters
    ----------
    family : Family
        Of one scalar, with fixed parameters.
    quantiles : sequence of (probability, value)

    Returns
    -------
    list of Fitted
        Probability, stated value, fitted value at that probability, fitted probability at the stated value.

    Examples
    --------
    >>> from distributions.normal import Normal
    >>> [tuple(round(figure, 3) for figure in row) for row in fit_of(Normal(0, 1), ((0.5, 0.1),))]
    [(0.5, 0.1, 0.0, 0.54)]
    """
    probabilities, stated = np.array(quantiles, dtype=np.float64).T
    columns = probabilities, stated, family.quantile(probabilities), family.cdf(stated)
    return [Fitted(*map(float, row)) for row in zip(*columns, strict=True)]


def worst(rows: Sequence[Fitted]) -> Fitted:
    """Row whose probabilities differ most.

    Examples
    --------
    >>> worst([Fitted(0.1, 1.0, 1.0, 0.1), Fitted(0.9, 3.0, 2.9, 0.93)]).stated
    3.0
    """
    return max(rows, key=lambda row: abs(row.difference))


def remark_on_fit(family: Family, quantiles: Quantiles) -> str | None:
    """Sentence about a poor fit: some probability is missed by more than 0.02. None when the fit is good.

    Examples
    --------
    >>> from distributions.normal import Normal
    >>> print(remark_on_fit(Normal(0, 1), ((0.5, 9.0),)))
    quantiles: a poor fit: normal has probability 1 below 9, and 0.5 is stated (its own value there is 0)
    >>> remark_on_fit(Normal(0, 1), ((0.5, 0.0),))
    """
    row = worst(fit_of(family, quantiles))
    if abs(row.difference) <= POOR:
        return None
    return f"quantiles: a poor fit: {_miss(family.name, row)} (its own value there is {row.value:.4g})"


def refuse_misfit(name: str, quantiles: Quantiles, reached: Array) -> None:
    """Refuse a fit of two parameters that misses a probability by more than 0.10, or one of only two at all.

    Parameters
    ----------
    name : str
        Name of the family.
    quantiles : sequence of (probability, value)
    reached : ndarray of shape (len(quantiles),)
        Probabilities of the fitted distribution below the stated values.

    Raises
    ------
    ParameterError
        With the figures of the worst quantile.
    """
    rows = [Fitted(p, x, np.nan, float(r)) for (p, x), r in zip(quantiles, reached, strict=True)]
    row = worst(rows)
    limit = REFUSED if len(rows) > 2 else EXACT
    if not abs(row.difference) <= limit:
        sentence = (
            f"quantiles: {as_stated(quantiles)} are no {name}: the nearest one misses by more than "
            f"{limit:g}; {_miss(name, row)}; check the figures, or choose another family"
        )
        raise ParameterError([sentence])


def as_stated(quantiles: Quantiles) -> str:
    """Quantiles as a configuration writes them.

    Examples
    --------
    >>> as_stated(((0.05, 1.0), (0.5, 2.0)))
    '{0.05: 1, 0.5: 2}'
    """
    return f"{{{', '.join(f'{show(p)}: {show(x)}' for p, x in quantiles)}}}"


def _miss(name: str, row: Fitted) -> str:
    reached, stated = f"{row.reached:.2g} below {show(row.stated)}", show(row.probability)
    return f"{name} has probability {reached}, and {stated} is stated"


def fit_line(
    name: str,
    quantiles: Quantiles,
    straighten: Callable[[Array], Array],
    standard_quantile: Callable[[Array], Array],
    standard_cdf: Callable[[Array], Array],
) -> tuple[float, float]:
    """Fit a family whose values, once straightened, are intercept + slope * standard quantile.

    Normal, lognormal, logit-normal, Student t, Weibull, log-logistic and Gumbel are such families.

    Parameters
    ----------
    name : str
        Name of the family, for the message.
    quantiles : sequence of (probability, value)
    straighten : function
        Values -> values on the scale on which the family has a location and a scale, increasing.
    standard_quantile, standard_cdf : function
        Of the standard member of the family on that scale.

    Returns
    -------
    intercept, slope : float

    Raises
    ------
    ParameterError
        Some probability is missed by more than 0.10.

    Examples
    --------
    >>> from scipy.special import ndtr, ndtri
    >>> line = fit_line("normal", ((0.16, 9.0), (0.84, 11.0)), np.asarray, ndtri, ndtr)
    >>> [round(figure, 3) for figure in line]
    [10.0, 1.006]
    """
    probabilities, values = np.array(quantiles, dtype=np.float64).T
    x, z = straighten(values), standard_quantile(probabilities)
    chords = [(x[[at, after]], z[[at, after]]) for at, after in pairwise(range(len(x)))]
    starts = [_regression(*each) for each in [(x, z), *chords]]

    def polished(start: tuple[float, float]) -> tuple[Array, float]:
        # Distances are in slopes of the start, so that the unknowns are of the order of 1 in any unit.
        along = (x - start[0]) / start[1]
        return least_squares(
            lambda t: np.asarray(standard_cdf((along - t[0]) * np.exp(-t[1])) - probabilities), np.zeros(2)
        )

    (shift, stretch), _, (intercept, slope) = min(
        ((*polished(start), start) for start in starts if np.all(np.isfinite(start)) and start[1] > 0),
        key=lambda each: each[1],
    )
    line = float(intercept + slope * shift), float(slope * np.exp(stretch))
    refuse_misfit(name, quantiles, standard_cdf((x - line[0]) / line[1]))
    return line


def _regression(x: Array, z: Array) -> tuple[float, float]:
    """Intercept and slope of the line through values `x` over standard quantiles `z`."""
    across = z - z.mean()
    slope = float(np.sum(across * (x - x.mean())) / np.sum(across * across))
    return float(x.mean() - slope * z.mean()), slope


def fit_profile(
    name: str,
    quantiles: Quantiles,
    precisions: Array,
    centre_of: Callable[[Array, float, float], Array],
    cdf: Callable[[Array, Array, Array], Array],
) -> tuple[float, float]:
    """Fit a family with a centre and a precision that are no location and scale, such as gamma and beta.

    Every precision is tried with the centre that meets the middle quantile; the best of these starts the
    search.

    Parameters
    ----------
    name : str
        Name of the family, for the message.
    quantiles : sequence of (probability, value)
    precisions : ndarray of shape (k,)
        Logarithms of the precisions to try.
    centre_of : function
        Precisions of shape (k,), probability, value -> centres of shape (k,) with that quantile.
    cdf : function
        Values, centre, precision -> probabilities; broadcasts.

    Returns
    -------
    centre, log_precision : float

    Raises
    ------
    ParameterError
        Some probability is missed by more than 0.10, or no precision that was tried fits at all.
    """
    probabilities, values = np.array(quantiles, dtype=np.float64).T
    middle = int(np.argmin(np.abs(probabilities - 0.5)))
    with np.errstate(all="ignore"):
        centres = centre_of(np.exp(precisions), float(probabilities[middle]), float(values[middle]))
        reached = cdf(values[:, np.newaxis], centres, np.exp(precisions))
        misses = np.sum((reached - probabilities[:, np.newaxis]) ** 2, axis=0)
        best = np.argsort(np.where(np.isfinite(misses), misses, np.inf))[:_N_STARTS]
        found = [
            least_squares(
                lambda t: np.asarray(cdf(values, t[0], np.exp(t[1])) - probabilities),
                np.array([centres[at], precisions[at]]),
            )
            for at in best
        ]
        (centre, precision), _ = min(found, key=lambda each: each[1])
        refuse_misfit(name, quantiles, cdf(values, centre, np.exp(precision)))
    return float(centre), float(precision)
