"""The tables that a commissioner reads first, made from the measures of a run."""

from collections.abc import Mapping
from dataclasses import dataclass

import xarray as xr

from mcsim.analysis.cea.icers import icer_table
from mcsim.names import COMPARATOR, CURRENCY, EFFECT_UNIT, PER, PERSPECTIVE, STRATEGY, WTP, words
from mcsim.report.numbers import decimals_for, exactly, fixed, share_with_interval, symbol, with_error

Measures = Mapping[str, xr.Dataset]

CASH = "public_sector"
"""The perspective that counts savings only as far as they free cash."""


@dataclass(frozen=True)
class Table:
    """A table ready to be printed.

    Attributes
    ----------
    title : str
    columns : list of str
    rows : list of list of str
    """

    title: str
    columns: list[str]
    rows: list[list[str]]


def tables(measures: Measures, decision_points: tuple[float, ...]) -> list[Table]:
    """Every table of the summary.

    Parameters
    ----------
    measures : mapping of name to Dataset
        What every measure returned.
    decision_points : tuple of float
        Values of willingness to pay at which results are stated; they must be on the grid.
    """
    return [
        _strategies(measures["means"]),
        _incremental(measures["icers"]),
        *(_decision(measures, wtp) for wtp in decision_points),
        _by_perspective(measures, decision_points),
    ]


def _strategies(means: xr.Dataset) -> Table:
    base = means.isel({PERSPECTIVE: 0})
    rows = [
        [
            words(strategy),
            with_error(*_pair(base, "cost", strategy)),
            with_error(*_pair(base, "effect", strategy)),
        ]
        for strategy in base[STRATEGY].values
    ]
    title = f"Mean per {means.attrs[PER]}, {_perspective(base)} (Monte Carlo standard error)"
    columns = ["strategy", f"cost, {symbol(means.attrs[CURRENCY]).strip()}", means.attrs[EFFECT_UNIT]]
    return Table(title, columns, rows)


def _incremental(icers: xr.Dataset) -> Table:
    base = icers.isel({PERSPECTIVE: 0})
    # Means of strategies that differ by little must not look alike, so they get the increments' digits.
    decimals = {name: _decimals(base[f"inc_{name}_se"], base[f"{name}_se"]) for name in ("cost", "effect")}
    rows = []
    for strategy in icer_table(icers)["strategy"]:
        here = base.sel({STRATEGY: strategy})
        rows.append(
            [
                words(strategy),
                *(fixed(float(here[name]), decimals[name]) for name in ("cost", "effect")),
                *(
                    with_error(float(here[name]), float(here[f"{name}_se"]))
                    for name in ("inc_cost", "inc_effect", "icer")
                ),
                str(here["status"].item()),
            ]
        )
    columns = ["strategy", "cost", "effect", "inc. cost (SE)", "inc. effect (SE)", "ICER (SE)", "status"]
    title = f"Incremental table, {_perspective(base)} (ND non-dominated, ED extended-dominated, D dominated)"
    return Table(title, columns, rows)


def _decision(measures: Measures, wtp: float) -> Table:
    """Net benefit, probability and loss at one willingness to pay, under the base-case perspective."""
    at = {
        name: measures[name].isel({PERSPECTIVE: 0}).sel({WTP: wtp})
        for name in ("net_benefit", "ceac", "expected_loss", "evpi")
    }
    rows = []
    for strategy in at["ceac"][STRATEGY].values:
        rows.append(
            [
                words(strategy),
                with_error(*_pair(at["net_benefit"], "nmb", strategy)),
                with_error(*_pair(at["net_benefit"], "inmb", strategy)),
                share_with_interval(*_triple(at["ceac"], "ceac", strategy)),
                with_error(*_pair(at["expected_loss"], "expected_loss", strategy)),
            ]
        )
    evpi = with_error(float(at["evpi"]["evpi"]), float(at["evpi"]["evpi_se"]))
    doubtful = (
        ", too few draws switch for the SE to be relied upon" if at["evpi"]["too_few_switching"] else ""
    )
    attrs = measures["evpi"].attrs
    sign = symbol(attrs[CURRENCY])
    title = (
        f"At {sign}{exactly(wtp)} per {attrs[EFFECT_UNIT]}: EVPI per {attrs[PER]} {sign}{evpi}{doubtful}; "
        f"best on average: {words(str(at['evpi']['optimal_strategy'].item()))}"
    )
    columns = ["strategy", "NMB (SE)", f"INMB over {words(attrs[COMPARATOR])} (SE)"]
    return Table(title, [*columns, "P(cost-effective) [95 %]", "expected loss (SE)"], rows)


def _by_perspective(measures: Measures, decision_points: tuple[float, ...]) -> Table:
    """Each strategy against the comparator under every perspective, cash among them."""
    means, saving, net_benefit = measures["means"], measures["cost_saving"], measures["net_benefit"]
    rows = []
    for strategy in means[STRATEGY].values:
        if strategy == means.attrs[COMPARATOR]:
            continue
        for perspective in means[PERSPECTIVE].values:
            here = {PERSPECTIVE: perspective}
            rows.append(
                [
                    f"{words(strategy)}, {words(perspective)}",
                    with_error(*_pair(means.sel(here), "inc_cost", strategy)),
                    with_error(*_pair(means.sel(here), "inc_effect", strategy)),
                    *(
                        with_error(*_pair(net_benefit.sel(here | {WTP: wtp}), "inmb", strategy))
                        for wtp in decision_points
                    ),
                    share_with_interval(*_triple(saving.sel(here), "cost_saving", strategy)),
                ]
            )
    points = [f"INMB at {exactly(wtp)} (SE)" for wtp in decision_points]
    columns = [
        "strategy, perspective",
        "inc. cost (SE)",
        "inc. effect (SE)",
        *points,
        "P(pays for itself) [95 %]",
    ]
    title = f"Against {words(means.attrs[COMPARATOR])}, by perspective"
    if CASH in means[PERSPECTIVE].values:
        title += f" (it pays for itself in cash where it does so for the {words(CASH)})"
    return Table(title, columns, rows)


def _decimals(*errors: xr.DataArray) -> int:
    """Decimals for the smallest standard error that is not nil."""
    known = [float(error) for part in errors for error in part.values.ravel() if error > 0.0]
    return decimals_for(min(known)) if known else 2


def _perspective(data: xr.Dataset) -> str:
    return words(str(data[PERSPECTIVE].item()))


def _pair(data: xr.Dataset, name: str, strategy: str) -> tuple[float, float]:
    here = data.sel({STRATEGY: strategy})
    return float(here[name]), float(here[f"{name}_se"])


def _triple(data: xr.Dataset, name: str, strategy: str) -> tuple[float, float, float]:
    here = data.sel({STRATEGY: strategy})
    return float(here[name]), float(here[f"{name}_lower"]), float(here[f"{name}_upper"])
