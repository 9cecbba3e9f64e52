"""The highest price per participant at which a programme is still worth it."""

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from mcsim.analysis.grid import DECISION_POINTS, checked_grid
from mcsim.analysis.ledger.by_draw import effects, growth, people, programme_and_other_costs, sums_by_draw
from mcsim.analysis.ledger.labelled import BY_STRATEGY, labelled, money, with_error
from mcsim.analysis.ledger.sample import Sample
from mcsim.names import WTP
from mcsim.nmb import net_monetary_benefit


def highest_price(ledger: xr.Dataset, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Price per participant, paid on joining, at which expected incremental net monetary benefit is nil.

    Parameters
    ----------
    ledger : Dataset
        `items` of dims (draw, strategy, perspective, item, year), as `mcsim.run(..., ledger=True).ledger`
        has them. The items of kind `programme` are what the price stands for, and those of measure `people`
        count who takes part, in the year of joining.
    wtp : array_like of float, optional
        Willingness to pay; 20,000 and 30,000 when absent.

    Returns
    -------
    Dataset
        `highest_price` (strategy, perspective, wtp) and its Monte Carlo standard error `_se`, by the delta
        method or between the ratios of replicates: (wtp * mean effect - mean of all costs but the
        programme's) / mean participants, these discounted at the rate of costs from the year of joining.
        Expected net benefit is above 0 where `cost_per_participant` is below it, if what a participant costs
        is all the programme costs. It is what can be paid by those whose perspective it is; a negative one
        says that the programme would not be worth it at no price at all. NaN where nobody takes part.

    Raises
    ------
    AnalysisError
        The draws are no probability sample, no item counts those who take part, or `wtp` is no grid.

    References
    ----------
    The value-based price of Claxton (2007), Health Economics 16:545-558: that at which expected net benefit
    is nil.

    Examples
    --------
    >>> values = np.array([[99.0, -20.0, 0.01, 0.4], [99.0, -40.0, 0.02, 0.6]])
    >>> items = xr.DataArray(values.reshape(2, 1, 1, 4, 1),
    ...                      dims=("draw", "strategy", "perspective", "item", "year"))
    >>> coords = {"draw": [0, 1], "measure": ("item", ["cost", "cost", "effect", "people"]),
    ...           "kind": ("item", ["programme", "care", "health", "taking_part"]), "year": [0]}
    >>> highest_price(xr.Dataset({"items": items}, coords), wtp=[0, 20_000])["highest_price"].values.ravel()
    array([ 60., 660.])
    """
    grid = checked_grid(wtp, DECISION_POINTS)
    sample = Sample.of(ledger)
    groups = [programme_and_other_costs(ledger)[1], effects(ledger), people(ledger)]
    sums = sums_by_draw(ledger, groups)[..., np.newaxis]
    other, effect = (sums[..., group, :, :].sum(axis=-2) for group in (0, 1))
    discounted = (sums[..., 2, :, :] / growth(ledger)[:, np.newaxis]).sum(axis=-2)
    price = sample.ratio(net_monetary_benefit(other, effect, grid), discounted)
    long_name = "Programme cost per participant, paid on joining, at which expected net benefit is nil"
    figures = with_error("highest_price", price, money(ledger), long_name, (*BY_STRATEGY, WTP))
    return labelled(ledger, sample, figures, wtp=grid)
