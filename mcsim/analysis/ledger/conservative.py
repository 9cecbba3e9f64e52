"""Net benefit as those state it who claim no more than the cautious part of each benefit."""

from collections.abc import Iterator

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike, NDArray

from mcsim.analysis.envelope import Array
from mcsim.analysis.grid import DECISION_POINTS, checked_grid
from mcsim.analysis.ledger.by_draw import sums_by_draw
from mcsim.analysis.ledger.labelled import BY_STRATEGY, labelled, money, over, with_ends, with_error
from mcsim.analysis.ledger.sample import Sample
from mcsim.analysis.shell import SHARE, Figure
from mcsim.names import COST, EFFECT, KIND, MEASURE, WTP
from mcsim.nmb import net_monetary_benefit

UNFAVOURABLE = 0.25
BY_WTP = (*BY_STRATEGY, WTP)


def conservative(ledger: xr.Dataset, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Sum of the unfavourable quartiles of what each kind of item contributes to net benefit.

    Parameters
    ----------
    ledger : Dataset
        `items` of dims (draw, strategy, perspective, item, year), as `mcsim.run(..., ledger=True).ledger`
        has them. A conservative statement counts one year only, so hand over the ledger of a run whose
        horizon is one year.
    wtp : array_like of float, optional
        Willingness to pay; 20,000 and 30,000 when absent.

    Returns
    -------
    Dataset
        `quartile` (strategy, perspective, kind, wtp): the 25th percentile over draws of wtp * effect - cost
        of the items of a kind, so of a cost its 75th; NaN where they are nothing in every draw, as under a
        perspective that does not count them. `conservative` (strategy, perspective, wtp), their sum. Beside
        it `inmb`, the mean incremental net monetary benefit, and `probability` that it is above 0, with
        `_lower` and `_upper` by Wilson. Each has its Monte Carlo standard error `_se`; those of quartiles and
        of their sum are asymptotic ones, or come from the replicates.

    Raises
    ------
    AnalysisError
        The draws are no probability sample, or `wtp` is no grid.

    Notes
    -----
    It is a rule of statement and no measure of uncertainty. The sum of the quartiles is not the quartile of
    the sum: the more kinds there are that vary by themselves, the further it lies below, as a rule. What can
    be said with a known probability is said by `probability`. A benefit that is nothing in a quarter
    of the draws has a quartile of 0, however large its mean is.

    References
    ----------
    Knapp, Bauer, Perkins and Snell (2010), Building community capacity: making an economic case, PSSRU
    Discussion Paper 2772, make such conservative estimates over a short time. Briggs, Claxton and Sculpher
    (2006), Decision Modelling for Health Economic Evaluation, on why decisions rest on means.

    Examples
    --------
    >>> items = np.stack([np.arange(100.0, 141.0), 0.001 * np.arange(41.0)], axis=1).reshape(41, 1, 1, 2, 1)
    >>> coords = {"draw": np.arange(41), "measure": ("item", ["cost", "effect"]),
    ...           "kind": ("item", ["programme", "health"])}
    >>> dims = ("draw", "strategy", "perspective", "item", "year")
    >>> found = conservative(xr.Dataset({"items": (dims, items)}, coords), wtp=20_000)
    >>> found["quartile"].values.ravel().tolist()
    [-130.0, 200.0]
    >>> found["conservative"].item(), found["inmb"].item(), found["probability"].values.round(2).item()
    (70.0, 280.0, 0.85)
    """
    grid = checked_grid(wtp, DECISION_POINTS)
    sample = Sample.of(ledger)
    kinds, cost, effect = _by_kind(ledger)
    counted = ((cost != 0.0) | (effect != 0.0)).any(axis=0)
    found = [_at(net_monetary_benefit(cost, effect, point), counted, sample) for point in grid.reshape(-1, 1)]
    stacked = {name: np.stack([each[name] for each in found], axis=-1) for name in found[0]}
    return labelled(ledger, sample, _figures(stacked, ledger), kind=kinds, wtp=grid)


def _by_kind(ledger: xr.Dataset) -> tuple[list[str], Array, Array]:
    """Kinds that are not nothing throughout, and their costs and effects: the last dim is the kind."""
    measures, kind_of = ledger[MEASURE].values, ledger[KIND].values
    known = list(dict.fromkeys(kind_of[np.isin(measures, (COST, EFFECT))].tolist()))
    groups = [
        np.flatnonzero((kind_of == kind) & (measures == part)) for part in (COST, EFFECT) for kind in known
    ]
    totals = sums_by_draw(ledger, groups).sum(axis=-1)
    cost, effect = totals[..., : len(known)], totals[..., len(known) :]
    counted = np.flatnonzero(((cost != 0.0) | (effect != 0.0)).any(axis=(0, 1, 2)))
    return [known[at] for at in counted], cost[..., counted], effect[..., counted]


def _at(contribution: Array, counted: NDArray[np.bool_], sample: Sample) -> dict[str, Array]:
    """Every figure at one willingness to pay, by its name: shape (strategy, perspective[, kind])."""
    quartile, inmb = np.quantile(contribution, UNFAVOURABLE, axis=0), contribution.sum(axis=-1)
    mean, error = sample.mean(inmb)
    found = {
        "quartile": np.where(counted, quartile, np.nan),
        "quartile_se": np.where(counted, sample.quantile_error(contribution, UNFAVOURABLE), np.nan),
        "conservative": quartile.sum(axis=-1),
        "conservative_se": sample.quantile_error(contribution, UNFAVOURABLE, together=True),
        "inmb": mean,
        "inmb_se": error,
    }
    return found | {f"probability{end}": values for end, values in sample.share(inmb > 0.0).items()}


def _figures(found: dict[str, Array], ledger: xr.Dataset) -> Iterator[Figure]:
    units, benefit = money(ledger), f"incremental net monetary benefit {over(ledger)}"
    said = {
        "quartile": (f"Unfavourable quartile of the contribution to {benefit}", (*BY_STRATEGY, KIND, WTP)),
        "conservative": (f"Sum of the unfavourable quartiles of {benefit}", BY_WTP),
        "inmb": (f"Mean {benefit}", BY_WTP),
    }
    for name, (long_name, dims) in said.items():
        yield from with_error(name, (found[name], found[f"{name}_se"]), units, long_name, dims)
    ends = {end: found[f"probability{end}"] for end in ("", "_se", "_lower", "_upper")}
    yield from with_ends("probability", ends, SHARE, f"Probability of a positive {benefit}", BY_WTP)
