"""Results by structural choice, shown before anything is averaged over structures."""

import numpy as np
import xarray as xr

from mcsim.names import (
    COMPARATOR,
    CURRENCY,
    EFFECT_UNIT,
    PERSPECTIVE,
    STRATEGY,
    STRUCTURE,
    WTP,
    words,
)
from mcsim.report.numbers import exactly, share_with_interval, symbol, with_error
from mcsim.report.tables import Table

BEYOND_CHANCE = 3.0
"""Standard errors of a difference beyond which structures differ, which allows for several comparisons."""


def structure_tables(found: xr.Dataset, decision_points: tuple[float, ...]) -> list[Table]:
    """For each structural choice and strategy a row per structure.

    The perspective is the base case, unless the structures differ under another only.

    Parameters
    ----------
    found : Dataset
        What `by_structure` returned.
    decision_points : tuple of float
        Willingness to pay at which net benefit is stated.
    """
    comparator = found.attrs.get(COMPARATOR, str(found[STRATEGY].values[0]))
    choices = dict.fromkeys(str(name) for name in found["choice"].values)
    return [
        _table(_shown(here, str(strategy)), choice, str(strategy), decision_points)
        for choice in choices
        for here in (found.isel({STRUCTURE: found["choice"].values == choice}),)
        for strategy in found[STRATEGY].values
        if strategy != comparator
    ]


def _shown(here: xr.Dataset, strategy: str) -> xr.Dataset:
    """The first perspective in which the structures differ beyond chance, or the base case."""
    seen = [here.isel({PERSPECTIVE: at}) for at in range(here.sizes[PERSPECTIVE])]
    return next((each for each in seen if differ(each, strategy)), seen[0])


def differ(here: xr.Dataset, strategy: str) -> bool:
    """Whether cost or effect of a strategy differs between structures by more than Monte Carlo error.

    Parameters
    ----------
    here : Dataset
        What `by_structure` returned, of one choice and one perspective.
    strategy : str
    """
    own = here.sel({STRATEGY: strategy})
    for name in ("inc_cost", "inc_effect"):
        values, errors = own[name].values, own[f"{name}_se"].values
        gaps = np.abs(values[:, np.newaxis] - values)
        if np.any(gaps > BEYOND_CHANCE * np.hypot(errors[:, np.newaxis], errors)):
            return True
    return False


def _table(here: xr.Dataset, choice: str, strategy: str, decision_points: tuple[float, ...]) -> Table:
    attrs = here.attrs
    rows = [
        _row(here.isel({STRUCTURE: at}), strategy, decision_points) for at in range(here.sizes[STRUCTURE])
    ]
    reasons = [
        f"{words(str(name))}: {why}"
        for name, why in zip(here["name"].values, here["why_no_error"].values, strict=True)
        if why
    ]
    title = (
        f"By structural choice, before averaging: {words(choice)}, {words(strategy)} over "
        f"{words(str(attrs.get(COMPARATOR, 'the comparator')))}, {words(str(here[PERSPECTIVE].item()))}"
    )
    if here.sizes[STRUCTURE] > 1 and not differ(here, strategy):
        title += " (no difference beyond Monte Carlo error)"
    if reasons:
        title += f" (no standard error for {'; '.join(reasons)})"
    sign, unit = symbol(str(attrs.get(CURRENCY, "GBP"))), str(attrs.get(EFFECT_UNIT, "QALY"))
    columns = ["structure", "share of draws (SE)", f"inc. cost, {sign.strip()} (SE)", f"inc. {unit} (SE)"]
    for wtp in decision_points:
        columns += [f"INMB at {exactly(wtp)} (SE)", f"P(INMB > 0) at {exactly(wtp)} [95 %]"]
    return Table(title, columns, rows)


def _row(here: xr.Dataset, strategy: str, decision_points: tuple[float, ...]) -> list[str]:
    own = here.sel({STRATEGY: strategy})
    cells = [words(str(here["name"].item()))]
    cells += [
        with_error(float(own[name]), float(own[f"{name}_se"])) for name in ("share", "inc_cost", "inc_effect")
    ]
    for wtp in decision_points:
        at = own.sel({WTP: wtp})
        probability = [float(at[f"pairwise_probability{end}"]) for end in ("", "_lower", "_upper")]
        cells += [
            with_error(float(at["inmb"]), float(at["inmb_se"])),
            share_with_interval(probability[0], probability[1], probability[2]),
        ]
    return cells
