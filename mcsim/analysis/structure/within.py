"""Figures of the draws of one structure: ratios, because how many draws it has is left to chance.

A mean over the draws of a structure is a ratio of two means over all draws: of the figure where the structure
holds and 0 elsewhere, and of the structure's share. With independent draws its standard error is that of a
mean over the structure's draws. With R replicates of which replicate r has n_r of them, mean m_r, it follows
from the deviations (n_r / n) (m_r - m), with n the mean of n_r and m the mean over all: they add to nothing
and have the variance of the ratio (Cochran, 1977, Sampling Techniques, chapter 6).
"""

from dataclasses import dataclass, replace

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from mcsim.analysis.moments import Moments, Spread, increments
from mcsim.analysis.standard_error import FEWEST_POINTS, enough
from mcsim.analysis.summary import Summary, summarise
from mcsim.names import COST, DRAW, EFFECT, PERSPECTIVE, STRATEGY
from mcsim.nmb import net_monetary_benefit

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Within:
    """Figures of one structure; all NaN where it has no draw.

    Attributes
    ----------
    n_draws : int
        Draws of the structure.
    inc_cost, inc_effect, inmb, positive : tuple of ndarray
        Value and standard error by (strategy, perspective), and with wtp in between for the last two;
        `positive` is the share of draws with INMB above 0.
    why_no_error : str
        Why there are no standard errors; empty where there are.
    """

    n_draws: int
    inc_cost: tuple[Array, Array]
    inc_effect: tuple[Array, Array]
    inmb: tuple[Array, Array]
    positive: tuple[Array, Array]
    why_no_error: str


def within(outcomes: xr.Dataset, wtp: Array) -> Within | None:
    """Figures of the draws of one structure; None where there are none.

    Parameters
    ----------
    outcomes : Dataset
        Of these draws alone, with their absolute numbers.
    wtp : ndarray, shape (m,)
        Willingness to pay.
    """
    if not outcomes.sizes[DRAW]:
        return None
    summary = summarise(outcomes, wtp)
    why = why_no_error(summary)
    base = summary.layout.comparator
    over = [increments(_spread(summary, at, why), base) for at in range(len(summary.moments))]
    benefit = [each.net_benefit(wtp) for each in over]

    def stacked(values: list[Array]) -> Array:
        return np.stack(values, axis=-1)

    return Within(
        summary.n_draws,
        (stacked([each.cost for each in over]), stacked([np.sqrt(e.var_cost / e.n_draws) for e in over])),
        (stacked([each.effect for each in over]), stacked([np.sqrt(e.var_effect / e.n_draws) for e in over])),
        (stacked([mean for mean, _ in benefit]), stacked([error for _, error in benefit])),
        _positive(outcomes, wtp, summary, why),
        why,
    )


def why_no_error(summary: Summary) -> str:
    """Why figures of a structure have no standard errors; empty where they have."""
    replicates = summary.layout.replicates
    if not replicates:
        return "only one draw" if summary.n_draws == 1 else ""
    sizes = [each.n_draws for each in summary.replicates]
    if enough(sizes, replicates):
        return ""
    if replicates == 1:
        return "only one replicate"
    few = replicates - len(sizes) + sum(size < FEWEST_POINTS for size in sizes)
    return f"{few} of {replicates} replicates hold fewer than {FEWEST_POINTS} draws of it"


def _spread(summary: Summary, perspective: int, why: str) -> Spread:
    total = summary.moments[perspective]
    if why:
        return replace(total, scatter=np.full_like(total.scatter, np.nan))
    if not summary.layout.replicates:
        return total
    return between_ratios(total, [each.moments[perspective] for each in summary.replicates])


def between_ratios(total: Moments, replicates: list[Moments]) -> Spread:
    """Means over all draws, and the spread of what each replicate adds to them by chance."""
    share = weights([each.n_draws for each in replicates])
    off = np.stack(
        [weight * (each.mean - total.mean) for weight, each in zip(share, replicates, strict=True)]
    )
    return Spread(len(off), total.comparator, total.mean, np.einsum("ri,rj->ij", off, off))


def weights(sizes: list[int]) -> Array:
    """Draws of each replicate over their mean."""
    counts = np.asarray(sizes, dtype=np.float64)
    share: Array = counts / counts.mean()
    return share


def _positive(outcomes: xr.Dataset, wtp: Array, summary: Summary, why: str) -> tuple[Array, Array]:
    """Share of draws in which INMB is above 0, strictly, and its standard error."""
    base, replicates = summary.layout.comparator, summary.layout.replicates
    cost, effect = (outcomes[name].transpose(DRAW, STRATEGY, PERSPECTIVE).values for name in (COST, EFFECT))
    cost, effect = cost - cost[:, base : base + 1], effect - effect[:, base : base + 1]
    lot = outcomes[DRAW].values % max(replicates, 1)
    sizes = np.bincount(lot)
    members = [lot == number for number in np.flatnonzero(sizes)]
    # One value of willingness to pay at a time, so that a long grid needs no more memory than one value.
    above = (net_monetary_benefit(cost, effect, value) > 0.0 for value in wtp)
    of_lot = np.stack([[one[own].sum(axis=0) for own in members] for one in above], axis=2)
    share = of_lot.sum(axis=0) / len(cost)
    if why:
        return share, np.full_like(share, np.nan)
    if not replicates:
        return share, np.sqrt(share * (1.0 - share) / (len(cost) - 1))
    counts = sizes[sizes > 0]
    column = (slice(None), np.newaxis, np.newaxis, np.newaxis)
    off = weights(counts.tolist())[column] * (of_lot / counts[column] - share)
    return share, np.sqrt((off**2).sum(axis=0) / (len(off) - 1) / len(off))
