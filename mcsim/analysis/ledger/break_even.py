"""When a programme has paid back what it cost, if it ever does."""

from collections.abc import Iterator

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike, NDArray

from mcsim.analysis.envelope import Array
from mcsim.analysis.grid import checked_grid
from mcsim.analysis.ledger.by_draw import costs_and_effects, sums_by_draw
from mcsim.analysis.ledger.labelled import BY_STRATEGY, QUANTILE, labelled, money, over, with_ends, with_error
from mcsim.analysis.ledger.sample import Sample
from mcsim.analysis.shell import SHARE, Figure
from mcsim.names import WTP, YEAR
from mcsim.nmb import net_monetary_benefit

QUANTILES = (0.025, 0.25, 0.5, 0.75, 0.975)
CASH_ALONE = (0.0,)
BY_WTP = (*BY_STRATEGY, WTP)
BY_YEAR = (*BY_WTP, YEAR)
Truth = NDArray[np.bool_]


def break_even(ledger: xr.Dataset, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Net cost accumulated year by year, and by when it is nothing or less.

    Parameters
    ----------
    ledger : Dataset
        `items` of dims (draw, strategy, perspective, item, year), as `mcsim.run(..., ledger=True).ledger`
        has them.
    wtp : array_like of float, optional
        Willingness to pay; 0, which counts money alone, when absent.

    Returns
    -------
    Dataset
        Dims (strategy, perspective, wtp, year): `cumulative`, the mean of cost - wtp * effect, discounted and
        summed to the end of each year, with `cumulative_se`; `cumulative_quantile` between draws, along
        `quantile`; and `broken_even`, the share of draws in which it is 0 or less at the end of that year and
        of every later one, with `_se`, and `_lower`, `_upper` by Wilson. Dims (strategy, perspective, wtp):
        `never`, the share of draws that have not broken even by the end of the horizon, with the same;
        `break_even_year`, counted from 1, by whose end the mean has come to 0 or less and stays there, and
        `median_break_even_year`, by whose end half of the draws have; NaN for years beyond the horizon. Their
        `_lower` and `_upper` are the years at which the ends of the 95 % interval of the mean, or of the
        share, year by year, would put it; an upper end of NaN is beyond the horizon.

    Raises
    ------
    AnalysisError
        The draws are no probability sample, or `wtp` is no grid.

    References
    ----------
    The discounted payback period of investment appraisal (HM Treasury 2022, The Green Book), asked of net
    monetary benefit where `wtp` is above 0. It says nothing of what comes after the horizon.

    Examples
    --------
    >>> items = xr.DataArray(np.array([60.0, -80.0, 60.0, -20.0]).reshape(2, 1, 1, 1, 2),
    ...                      dims=("draw", "strategy", "perspective", "item", "year"))
    >>> coords = {"draw": [0, 1], "item": ["net"], "measure": ("item", ["cost"]), "year": [0, 1]}
    >>> found = break_even(xr.Dataset({"items": items}, coords))
    >>> found["cumulative"].values.ravel().tolist(), found["never"].item()
    ([60.0, 10.0], 0.5)
    >>> found["break_even_year"].item(), found["median_break_even_year"].item()
    (nan, 2.0)
    """
    grid = checked_grid(wtp, CASH_ALONE)
    sample = Sample.of(ledger)
    sums = sums_by_draw(ledger, costs_and_effects(ledger))
    np.cumsum(sums, axis=-1, out=sums)
    at_each = [_at(sums, point, sample) for point in grid.reshape(-1, 1)]
    found = {name: np.stack([each[name] for each in at_each], axis=2) for name in at_each[0]}
    return labelled(ledger, sample, _figures(found, ledger, sample), wtp=grid, quantile=QUANTILES)


def _at(sums: Array, wtp: Array, sample: Sample) -> dict[str, Array]:
    """Every figure at one willingness to pay, by its name: shape (strategy, perspective[, year])."""
    # Taken from 0 and not negated, so that nothing is never written as -0.
    net_cost: Array = 0.0 - net_monetary_benefit(sums[..., 0, :], sums[..., 1, :], wtp)
    mean, error = sample.mean(net_cost)
    quantiles = np.moveaxis(np.quantile(net_cost, QUANTILES, axis=0), 0, -1)
    broken_even = sample.share(_from_then_on(net_cost <= 0.0))
    never = sample.share(net_cost[..., -1] > 0.0)
    found = {"cumulative": mean, "cumulative_se": error, "cumulative_quantile": quantiles}
    found |= {f"broken_even{end}": values for end, values in broken_even.items()}
    found |= {f"never{end}": values for end, values in never.items()}
    return found


def _from_then_on(truth: Truth) -> Truth:
    """Where it is true of a year and of every later one."""
    return np.logical_and.accumulate(truth[..., ::-1], axis=-1)[..., ::-1]


def _first_year(truth: Truth) -> Array:
    """The first year, counted from 1, from which on it is true; NaN for none."""
    lasting = _from_then_on(truth)
    return np.where(lasting[..., -1], lasting.argmax(axis=-1) + 1.0, np.nan)


def _figures(found: dict[str, Array], ledger: xr.Dataset, sample: Sample) -> Iterator[Figure]:
    units, whose = money(ledger), over(ledger)
    mean, error = found["cumulative"], found["cumulative_se"]
    net_cost = f"discounted net cost {whose}, summed to the end of the year"
    yield from with_error("cumulative", (mean, error), units, f"Mean {net_cost}", BY_YEAR)
    between = f"Quantile between draws of: {net_cost}"
    yield Figure("cumulative_quantile", found["cumulative_quantile"], units, between, (*BY_YEAR, QUANTILE))
    said = {
        "broken_even": ("Share of draws that have broken even by the end of the year and stay so", BY_YEAR),
        "never": ("Share of draws that have not broken even by the end of the horizon", BY_WTP),
    }
    for name, (long_name, dims) in said.items():
        ends = {end: found[f"{name}{end}"] for end in ("", "_se", "_lower", "_upper")}
        yield from with_ends(name, ends, SHARE, long_name, dims)
    half = sample.error_quantile * error
    years = {"": _first_year(mean <= 0.0)}
    years |= {"_lower": _first_year(mean - half <= 0.0), "_upper": _first_year(mean + half <= 0.0)}
    on_average = "Year, counted from 1, by whose end the mean net cost is 0 or less and stays so"
    yield from with_ends("break_even_year", years, "year", on_average, BY_WTP)
    turned = {"": "", "_lower": "_upper", "_upper": "_lower"}  # the larger share has it earlier
    halves = {end: _first_year(found[f"broken_even{other}"] >= 0.5) for end, other in turned.items()}
    of_half = "Year, counted from 1, by whose end half of the draws have broken even"
    yield from with_ends("median_break_even_year", halves, "year", of_half, BY_WTP)
