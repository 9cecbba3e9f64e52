"""What a programme does to a budget, year by year, as it is offered to more people."""

from collections.abc import Iterator, Sequence

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from mcsim.analysis.columns import means_and_errors
from mcsim.analysis.envelope import Array, Index
from mcsim.analysis.ledger.by_draw import (
    growth,
    has_participants,
    people,
    programme_and_other_costs,
    sums_by_draw,
)
from mcsim.analysis.ledger.labelled import BY_STRATEGY, PART, QUANTILE, labelled, money, with_error
from mcsim.analysis.ledger.sample import Sample
from mcsim.analysis.shell import Figure
from mcsim.errors import AnalysisError, Problem
from mcsim.names import COMPARATOR, PEOPLE, STRATEGY, YEAR

INVESTMENT, OTHER, NET = "investment", "other costs and savings", "net"
PARTS = (INVESTMENT, OTHER, NET)
QUANTILES = (0.025, 0.5, 0.975)
REMEDY = "give finite numbers of at least 0, one a year, as in [200, 400, 600]"


def budget_impact(ledger: xr.Dataset, starting: Sequence[float] | ArrayLike) -> xr.Dataset:
    """Undiscounted change of what is spent, by calendar year, as people start in one year after another.

    Parameters
    ----------
    ledger : Dataset
        `items` of dims (draw, strategy, perspective, item, year) per person offered the programme, as
        `mcsim.run(..., ledger=True).ledger` has them. Of the perspectives the one to read is the payer's.
    starting : array_like of float, shape (m,)
        People who are offered the programme for the first time in each year of the budget; of one that
        recruits for several years all of them, in the year of its start.

    Returns
    -------
    Dataset
        By `year`, 0 to m - 1: `budget_impact` (strategy, perspective, part, year), the mean change, where
        `part` is the investment (items of kind `programme`), other costs and savings, or their sum, net;
        `budget_impact_quantile` (strategy, perspective, year, quantile), quantiles of the net change between
        draws; `people`, who start in a year; and, where the ledger counts those who take part,
        `participants` (strategy, year), those who join in it. `budget_impact_total` (strategy, perspective,
        part) is the sum over the m years. Means have their Monte Carlo standard error `_se`.

    Raises
    ------
    AnalysisError
        The draws are no probability sample, or `starting` holds no numbers or negative ones.

    Notes
    -----
    In year y: sum over c of starting[c] * item[y - c] * (1 + rate)^(y - c), with the discount rate of costs
    that the ledger was made with. Returns to scale are constant: who starts in a later year costs and saves
    as much as who starts in the first, and fixed costs are those per person of the evaluation. Prices are
    those of the evaluation. Years beyond the horizon of the evaluation, in which a cohort may still cost or
    save, count as nothing, and so does what cohorts do after the last year of the budget. Effects are no part
    of it.

    References
    ----------
    Sullivan, Mauskopf, Augustovski et al. (2014), Value in Health 17:5-14, the ISPOR principles of good
    practice for budget impact analysis: the budget holder's perspective, each year's amount, undiscounted.

    Examples
    --------
    >>> items = xr.DataArray(np.array([100.0, -30.0, 120.0, -50.0]).reshape(2, 1, 1, 1, 2),
    ...                      dims=("draw", "strategy", "perspective", "item", "year"))
    >>> coords = {"draw": [0, 1], "measure": ("item", ["cost"]), "kind": ("item", ["programme"]),
    ...           "year": [0, 1]}
    >>> found = budget_impact(xr.Dataset({"items": items}, coords), starting=[10, 20])
    >>> found["budget_impact"].sel(part="net").values.ravel().tolist()
    [1100.0, 1800.0]
    """
    starts = checked_starting(starting)
    sample = Sample.of(ledger)
    sums = sums_by_draw(ledger, programme_and_other_costs(ledger))
    over_years = _cohorts(starts, growth(ledger))
    # The ledger's own years end with its horizon, and those of the budget are others.
    budget = ledger.drop_dims(YEAR)
    figures = [
        *_means(sums, over_years, sample, money(ledger), str(ledger.attrs.get(COMPARATOR, "the comparator"))),
        Figure("people", starts, PEOPLE, "People who start in the year", (YEAR,)),
    ]
    if has_participants(ledger):
        joining = sums_by_draw(ledger, [people(ledger)])[:, :, 0, 0]
        taking_part = sample.mean(_add_up(joining, _cohorts(starts, np.ones(joining.shape[-1]))))
        long_name = "Participants who join in the year"
        figures += with_error("participants", taking_part, PEOPLE, long_name, (STRATEGY, YEAR))
    along = {YEAR: np.arange(starts.size), PART: list(PARTS), QUANTILE: QUANTILES}
    return labelled(budget, sample, figures, **along)


def checked_starting(starting: Sequence[float] | ArrayLike) -> Array:
    """People who start in each year, as an array.

    Raises
    ------
    AnalysisError
        They are no numbers, or one is negative or not finite, or there is none.

    Examples
    --------
    >>> checked_starting([200, 400])
    array([200., 400.])
    """
    try:
        found = np.array(starting, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise AnalysisError(Problem("starting", f"{starting!r} are not numbers", REMEDY)) from error
    if found.ndim != 1 or found.size == 0:
        rule = f"has shape {found.shape}; it must be a list with a number for each year"
        raise AnalysisError(Problem("starting", rule, REMEDY))
    wrong = np.flatnonzero(~(np.isfinite(found) & (found >= 0.0)))[:5]
    problems = [
        Problem(f"starting[{at}]", f"is {found[at]:g}; it must be finite and at least 0", REMEDY)
        for at in wrong
    ]
    if problems:
        raise AnalysisError(problems)
    return found


def _cohorts(starts: Array, weights: Array) -> Array:
    """What a year of a cohort counts in each year of the budget, shape (year of the cohort, m)."""
    found = np.zeros((weights.size, starts.size))
    for year in range(min(found.shape)):
        found[year, year:] = weights[year] * starts[: starts.size - year]
    return found


def _add_up(by_year: Array, cohorts: Array) -> Array:
    # Not a matrix product: the last digits of BLAS depend on its threads.
    found: Array = np.einsum("...k,ky->...y", by_year, cohorts)
    return found


def _means(sums: Array, cohorts: Array, sample: Sample, units: str, comparator: str) -> Iterator[Figure]:
    """The budget's figures, one year or some draws at a time, for it may have more years than the ledger."""
    n_years = cohorts.shape[1]
    with_total = np.concatenate([cohorts, cohorts.sum(axis=1, keepdims=True)], axis=1)

    def rows(positions: Index) -> Array:
        some = sums[positions]
        parts = np.concatenate([some, some.sum(axis=3, keepdims=True)], axis=3)
        return _add_up(parts, with_total).reshape(len(positions), -1)

    shape = (*sums.shape[1:3], len(PARTS), n_years + 1)
    mean, error = (each.reshape(shape) for each in means_and_errors(rows, sample.draws, sample.replicates))
    said = f"undiscounted change of what is spent, over {comparator}"
    by_year = mean[..., :n_years], error[..., :n_years]
    yield from with_error("budget_impact", by_year, units, f"Mean {said}", (*BY_STRATEGY, PART, YEAR))
    in_all = mean[..., n_years], error[..., n_years]
    long_name = f"Mean {said}, all years of the budget"
    yield from with_error("budget_impact_total", in_all, units, long_name, (*BY_STRATEGY, PART))
    net = sums.sum(axis=3)
    each_year = [np.quantile(_add_up(net, one), QUANTILES, axis=0)[..., 0] for one in _columns(cohorts)]
    quantiles = np.moveaxis(np.stack(each_year, axis=-1), 0, -1)
    long_name = f"Quantile between draws of: net {said}"
    yield Figure("budget_impact_quantile", quantiles, units, long_name, (*BY_STRATEGY, YEAR, QUANTILE))


def _columns(cohorts: Array) -> Iterator[Array]:
    return (cohorts[:, [year]] for year in range(cohorts.shape[1]))
