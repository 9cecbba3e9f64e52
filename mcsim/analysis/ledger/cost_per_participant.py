"""What a programme costs for everyone who takes part."""

import xarray as xr

from mcsim.analysis.ledger.by_draw import growth, people, programme_and_other_costs, sums_by_draw
from mcsim.analysis.ledger.labelled import BY_STRATEGY, labelled, money, over, with_error
from mcsim.analysis.ledger.sample import Sample
from mcsim.names import PEOPLE


def cost_per_participant(ledger: xr.Dataset) -> xr.Dataset:
    """Cost of the programme per participant, and how many take part.

    Parameters
    ----------
    ledger : Dataset
        `items` of dims (draw, strategy, perspective, item, year), as `mcsim.run(..., ledger=True).ledger`
        has them. The items of kind `programme` are what it costs, and those of measure `people` count who
        takes part, in the year of joining.

    Returns
    -------
    Dataset
        Dims (strategy, perspective): `cost_per_participant`, mean discounted cost of the programme, as the
        perspective counts it, over mean participants; those who join in a later year are discounted at the
        rate of costs, so that it is what would have to be paid for each on joining, and can be held against
        `highest_price`. `participants`, their mean number per person offered the programme, undiscounted.
        Each has its Monte Carlo standard error `_se`, that of the ratio by the delta method or between the
        ratios of replicates. The ratio is NaN where nobody takes part.

    Raises
    ------
    AnalysisError
        The draws are no probability sample, or no item counts those who take part.

    References
    ----------
    Briggs, Claxton and Sculpher (2006), Decision Modelling for Health Economic Evaluation, on ratios of
    means.

    Examples
    --------
    >>> import numpy as np
    >>> items = xr.DataArray(np.array([50.0, 0.4, 70.0, 0.6]).reshape(2, 1, 1, 2, 1),
    ...                      dims=("draw", "strategy", "perspective", "item", "year"))
    >>> coords = {"draw": [0, 1], "measure": ("item", ["cost", "people"]),
    ...           "kind": ("item", ["programme", "taking_part"]), "year": [0]}
    >>> found = cost_per_participant(xr.Dataset({"items": items}, coords))
    >>> found["cost_per_participant"].item(), found["participants"].item()
    (120.0, 0.5)
    """
    sample = Sample.of(ledger)
    sums = sums_by_draw(ledger, [programme_and_other_costs(ledger)[0], people(ledger)])
    cost, joining = sums[..., 0, :].sum(axis=-1), sums[..., 1, :]
    discounted = (joining / growth(ledger)).sum(axis=-1)
    ratio, taking_part = sample.ratio(cost, discounted), sample.mean(joining.sum(axis=-1))
    long_name = "Mean cost of the programme per participant, as paid on joining"
    figures = with_error("cost_per_participant", ratio, money(ledger), long_name, BY_STRATEGY)
    figures += with_error("participants", taking_part, PEOPLE, f"Participants {over(ledger)}", BY_STRATEGY)
    return labelled(ledger, sample, figures)
