"""What comes back for every pound that a programme costs."""

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from mcsim.analysis.grid import DECISION_POINTS, checked_grid
from mcsim.analysis.ledger.by_draw import effects, programme_and_other_costs, sums_by_draw
from mcsim.analysis.ledger.labelled import BY_STRATEGY, labelled, money, over, with_error
from mcsim.analysis.ledger.sample import Sample
from mcsim.analysis.shell import SHARE
from mcsim.names import WTP
from mcsim.nmb import net_monetary_benefit

MONEY_AND_DECISION_POINTS = (0.0, *DECISION_POINTS)


def returns(ledger: xr.Dataset, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Investment, return on investment and benefit-cost ratio.

    Parameters
    ----------
    ledger : Dataset
        `items` of dims (draw, strategy, perspective, item, year), as `mcsim.run(..., ledger=True).ledger`
        has them. The items of kind `programme` are the investment.
    wtp : array_like of float, optional
        Willingness to pay; 0, 20,000 and 30,000 when absent.

    Returns
    -------
    Dataset
        Dims (strategy, perspective): `investment`, the mean cost of the programme as the perspective counts
        it, and `roi`, (savings - investment) / investment, where savings are minus all other costs. Dims
        (strategy, perspective, wtp): `benefit_cost_ratio`, (savings + wtp * effect) / investment; at 0 what
        comes back in money for every pound, which is `roi` + 1; under the societal perspective it is what is
        called the social return on investment. All are discounted, and ratios are those of means; each has
        its Monte Carlo standard error `_se`, by the delta method or between the ratios of replicates.
        Ratios are NaN where the mean investment is not above 0.

    Raises
    ------
    AnalysisError
        The draws are no probability sample, or `wtp` is no grid.

    References
    ----------
    Drummond, Sculpher, Claxton, Stoddart and Torrance (2015), Methods for the Economic Evaluation of Health
    Care Programmes, 4th ed., on benefit-cost ratios, which depend on whether a saving is counted above the
    line or taken off below it: here always above. Nicholls, Lawlor, Neitzert and Goodspeed (2012), A Guide to
    Social Return on Investment: the SROI ratio is the present value of benefits over that of inputs. Briggs,
    Claxton and Sculpher (2006), Decision Modelling for Health Economic Evaluation, on why a ratio of means is
    taken and not a mean of ratios.

    Examples
    --------
    >>> items = xr.DataArray(np.array([100.0, -30.0, 0.01, 100.0, -50.0, 0.01]).reshape(2, 1, 1, 3, 1),
    ...                      dims=("draw", "strategy", "perspective", "item", "year"))
    >>> coords = {"draw": [0, 1], "measure": ("item", ["cost", "cost", "effect"]),
    ...           "kind": ("item", ["programme", "care", "health"])}
    >>> found = returns(xr.Dataset({"items": items}, coords), wtp=[0, 20_000])
    >>> found["roi"].item(), found["benefit_cost_ratio"].values.ravel().round(3).tolist()
    (-0.6, [0.4, 2.4])
    >>> found["benefit_cost_ratio_se"].values.ravel().round(3).tolist()
    [0.1, 0.1]
    """
    grid = checked_grid(wtp, MONEY_AND_DECISION_POINTS)
    sample = Sample.of(ledger)
    groups = [*programme_and_other_costs(ledger), effects(ledger)]
    totals = sums_by_draw(ledger, groups).sum(axis=-1)[..., np.newaxis]
    investment, other, effect = (totals[..., group, :] for group in range(len(groups)))
    found = sample.ratio(net_monetary_benefit(other, effect, grid), investment)
    units, whose = money(ledger), over(ledger)
    figures = [
        ("investment", sample.mean(investment[..., 0]), units, f"Mean cost of the programme {whose}"),
        (
            "roi",
            sample.ratio(-other[..., 0] - investment[..., 0], investment[..., 0]),
            SHARE,
            "Return on investment: savings less what the programme costs, over what it costs",
        ),
    ]
    long_name = "Savings and wtp times effect, over what the programme costs"
    return labelled(
        ledger,
        sample,
        [
            *(figure for each in figures for figure in with_error(*each, BY_STRATEGY)),
            *with_error("benefit_cost_ratio", found, SHARE, long_name, (*BY_STRATEGY, WTP)),
        ],
        wtp=grid,
    )
