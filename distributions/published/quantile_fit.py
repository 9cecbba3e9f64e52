"""How quantiles become parameters, and how near the fitted distribution comes to what was stated.

The fit minimises the sum of squared differences between stated and fitted cumulative probabilities, as the
function `fitdist` of the R package SHELF does (Oakley and O'Hagan, The Sheffield Elicitation Framework;
O'Hagan et al. (2006), Uncertain Judgements: Eliciting Experts' Probabilities). As many quantiles as
parameters are met exactly.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from distributions.error import ParameterError, as_stated, show
from distributions.family import Family
from distributions.read import Array

Quantiles = tuple[tuple[float, float], ...]

POOR = 0.02
"""Worst difference of probabilities above which a fit is called poor."""
REFUSED = 0.10
"""Worst difference of probabilities above which a fit is refused."""
EXACT = 1e-6
"""Worst difference of probabilities for two quantiles, which two parameters meet exactly or not at all."""


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


def _miss(name: str, row: Fitted) -> str:
    reached, stated = f"{row.reached:.2g} below {show(row.stated)}", show(row.probability)
    return f"{name} has probability {reached}, and {stated} is stated"
