"""Results by structural choice, before they are averaged over structures."""

from collections.abc import Iterator

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike, NDArray

from mcsim.analysis.cea.acceptability import share_error
from mcsim.analysis.grid import DECISION_POINTS, checked_grid
from mcsim.analysis.intervals import effective_draws, error_quantile, wilson
from mcsim.analysis.layout import Layout
from mcsim.analysis.shell import SHARE, Figure
from mcsim.analysis.standard_error import between, enough
from mcsim.analysis.structure.choices import Structure, structures
from mcsim.analysis.structure.label import labelled
from mcsim.analysis.structure.within import Within, within
from mcsim.names import DRAW, PERSPECTIVE, STRATEGY, STRUCTURE, WTP

Array = NDArray[np.float64]

BY_STRATEGY = (STRUCTURE, STRATEGY, PERSPECTIVE)
BY_STRATEGY_AND_WTP = (STRUCTURE, STRATEGY, WTP, PERSPECTIVE)


def by_structure(outcomes: xr.Dataset, inputs: xr.Dataset, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Share of draws, costs, effects and net benefit under each structure of each structural choice.

    Parameters
    ----------
    outcomes : Dataset
        Outcomes of dims (draw, strategy, perspective).
    inputs : Dataset
        Inputs of the same draws, in any order. A variable that tells a structure has the attributes
        `structure_of`, `flag_values` and `flag_meanings`.
    wtp : array_like of float, optional
        Willingness to pay; 20,000 and 30,000 when absent.

    Returns
    -------
    Dataset
        Along `structure`, whose coordinates `choice` and `name` say of which input it is and what it is
        called: `share` of draws and `n_draws`; `inc_cost` and `inc_effect` (structure, strategy,
        perspective), `inmb` and `pairwise_probability` (structure, strategy, wtp, perspective), means and
        shares over the draws of that structure. `pairwise_probability` is P(INMB > 0), the share of draws in
        which a strategy has strictly more net benefit than the comparator; it is no acceptability curve
        (`ceac`), which asks for the best of all strategies; NaN for the comparator. Each has its standard
        error `_se`, shares have Wilson's interval `_lower` and `_upper`. A structure without draws is NaN;
        `why_no_error` says why standard errors are missing, as where a replicate has no draw of a structure.

    Raises
    ------
    AnalysisError
        The outcomes are no probability sample, inputs are of other draws or hold no structural choice, or
        `wtp` is no grid.

    References
    ----------
    Bojke, Claxton, Sculpher and Palmer (2009), Value in Health 12:739-749, on structural uncertainty and
    model averaging.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> data = outcomes([[0.0, 5.0], [0.0, 3.0], [0.0, 9.0]], np.zeros((3, 2)), ["usual care", "new"])
    >>> told = {"structure_of": "horizon", "flag_values": [0.0, 1.0], "flag_meanings": '["short", "long"]'}
    >>> inputs = xr.Dataset({"horizon_part": ("draw", [0.0, 0.0, 1.0], told)}, {"draw": [0, 1, 2]})
    >>> found = by_structure(data, inputs)
    >>> found["inc_cost"].sel(strategy="new").values.ravel().tolist(), found["share"].values.round(3).tolist()
    ([4.0, 9.0], [0.667, 0.333])
    """
    grid = checked_grid(wtp, DECISION_POINTS)
    layout = Layout.of(outcomes, grid)
    found = structures(inputs, outcomes[DRAW].values)
    parts = [within(outcomes.isel({DRAW: np.flatnonzero(each.draws)}), grid) for each in found]
    figures = [*_shares(found, outcomes[DRAW].values, layout), *_means(parts, layout)]
    return labelled(figures, found, [_why(part) for part in parts], layout, outcomes.sizes[DRAW])


def _why(part: Within | None) -> str:
    return "no draw of it" if part is None else part.why_no_error


def _means(parts: list[Within | None], layout: Layout) -> Iterator[Figure]:
    over = f"over {layout.strategies[layout.comparator]} under the structure"
    unit = str(layout.attrs.get("effect_unit", "QALY"))
    yield from _figures(parts, layout, "inc_cost", layout.money, f"Mean incremental cost {over}")
    yield from _figures(parts, layout, "inc_effect", unit, f"Mean incremental effect {over}")
    yield from _figures(parts, layout, "inmb", layout.money, f"Expected incremental net benefit {over}")
    yield from _pairwise(parts, layout, f"P(INMB > 0), the pairwise probability of being better {over}")


def _figures(
    parts: list[Within | None], layout: Layout, name: str, units: str, long_name: str
) -> Iterator[Figure]:
    value, error = _stacked(parts, layout, name)
    dims = BY_STRATEGY_AND_WTP if value.ndim == 4 else BY_STRATEGY
    yield Figure(name, value, units, long_name, dims)
    yield Figure(f"{name}_se", error, units, f"Standard error of: {long_name}", dims)


def _stacked(parts: list[Within | None], layout: Layout, name: str) -> tuple[Array, Array]:
    """Value and error of every structure."""
    by_wtp = (layout.wtp.size,) if name in ("inmb", "positive") else ()
    nothing = np.full((len(layout.strategies), *by_wtp, len(layout.perspectives)), np.nan)
    pairs = [(nothing, nothing) if part is None else getattr(part, name) for part in parts]
    value, error = (np.stack(each) for each in zip(*pairs, strict=True))
    return value, error


def _pairwise(parts: list[Within | None], layout: Layout, long_name: str) -> Iterator[Figure]:
    value, error = _stacked(parts, layout, "positive")
    value[:, layout.comparator] = error[:, layout.comparator] = np.nan
    sizes = np.array([0 if part is None else part.n_draws for part in parts]).reshape(-1, 1, 1, 1)
    yield from _share_figures(
        "pairwise_probability", value, error, sizes, layout, long_name, BY_STRATEGY_AND_WTP
    )


def _shares(found: list[Structure], draws: NDArray[np.int64], layout: Layout) -> Iterator[Figure]:
    share = np.array([each.draws.mean() for each in found])
    error = share_error(share, share, draws.size)
    if layout.replicates:
        lot = draws % layout.replicates
        lots = [lot == number for number in np.unique(lot)]
        error = np.full_like(share, np.nan)
        if enough([int(own.sum()) for own in lots], layout.replicates):
            error = between([np.array([each.draws[own].mean() for each in found]) for own in lots])
    sizes = np.full(share.shape, draws.size)
    yield from _share_figures("share", share, error, sizes, layout, "Share of draws", (STRUCTURE,))


def _share_figures(
    name: str,
    value: Array,
    error: Array,
    sizes: NDArray[np.int64],
    layout: Layout,
    long_name: str,
    dims: tuple[str, ...],
) -> Iterator[Figure]:
    """A share, its standard error and Wilson's 95 % interval; `sizes` are the draws it is a share of."""
    lower, upper = _interval(value, error, sizes, layout)
    yield Figure(name, value, SHARE, long_name, dims)
    yield Figure(f"{name}_se", error, SHARE, f"Standard error of: {long_name}", dims)
    yield Figure(f"{name}_lower", lower, SHARE, f"Lower end of Wilson's 95 % interval of: {long_name}", dims)
    yield Figure(f"{name}_upper", upper, SHARE, f"Upper end of Wilson's 95 % interval of: {long_name}", dims)


def _interval(value: Array, error: Array, sizes: NDArray[np.int64], layout: Layout) -> tuple[Array, Array]:
    lower, upper = np.full_like(value, np.nan), np.full_like(value, np.nan)
    quantile = error_quantile(layout.replicates)
    # A structure after the other, because each has draws of its own, and some have none.
    for at, n_draws in enumerate(sizes.reshape(len(value), -1)[:, 0].tolist()):
        if n_draws and not layout.replicates:
            lower[at], upper[at] = wilson(value[at], n_draws)
        elif n_draws:
            n_effective = effective_draws(value[at], error[at], n_draws, layout.replicates)
            lower[at], upper[at] = wilson(value[at], n_effective, quantile)
    return lower, upper
