"""Tables of what a design that is no probability sample shows."""

from collections.abc import Callable

import numpy as np
import xarray as xr

from mcsim.names import COMPARATOR, PERSPECTIVE, STRATEGY, WTP, words
from mcsim.report.numbers import exactly, plain, with_error
from mcsim.report.tables import Table

Tables = Callable[[xr.Dataset, xr.Dataset | None], list[Table]]


def one_at_a_time_tables(found: xr.Dataset, inputs: xr.Dataset | None) -> list[Table]:
    """For each strategy a row per varied input, the one with the largest swing first."""
    return [_one_at_a_time(here, strategy, inputs) for strategy, here in _others(found)]


def _one_at_a_time(here: xr.Dataset, strategy: str, inputs: xr.Dataset | None) -> Table:
    order = np.argsort(-here["swing"].isel({WTP: 0}).values, kind="stable")
    points = here[WTP].values
    rows = []
    for varied in here["varied"].values[order]:
        at = here.sel(varied=varied)
        rows.append(
            [
                words(str(varied)),
                _from_to(str(varied), inputs),
                *(plain(float(value)) for wtp in points for value in at["inmb"].sel({WTP: wtp}).values),
            ]
        )
    columns = [f"{level}, at {exactly(wtp)}" for wtp in points for level in here["level"].values]
    title = f"{_title(here, strategy)} with one input at a time low and high, the others at their base"
    return Table(title, ["varied", "from, to", *columns], rows)


def _from_to(varied: str, inputs: xr.Dataset | None) -> str:
    """The low and the high value of the scalar that is moved."""
    if inputs is None or varied not in inputs["varied"].values:
        return ""
    here = inputs.isel(draw=inputs["varied"].values == varied)
    return ", ".join(plain(float(value)) for value in here[str(here["scalar"].values[0])].values)


def two_way_grid_tables(found: xr.Dataset, inputs: xr.Dataset | None) -> list[Table]:
    """For each strategy and decision point the grid: the first input down, the second across."""
    names = [str(found[side].attrs.get("input", side)) for side in ("grid_first", "grid_second")]
    down, across = (_steps(found, side, name, inputs) for side, name in zip(found.dims, names, strict=False))
    return [
        Table(
            f"{_title(here, strategy)} at {exactly(float(wtp))}: "
            f"{words(names[0])} down, {words(names[1])} across",
            ["", *across],
            [
                [label, *(plain(float(value)) for value in row)]
                for label, row in zip(down, here["inmb"].sel({WTP: wtp}).values, strict=True)
            ],
        )
        for strategy, here in _others(found)
        for wtp in here[WTP].values
    ]


def _steps(found: xr.Dataset, side: object, name: str, inputs: xr.Dataset | None) -> list[str]:
    """Values of an input along its side of the grid, or numbers where they are not known."""
    if inputs is None or name not in inputs:
        return [str(step) for step in found[side].values]
    first = [int(np.argmax(inputs[side].values == step)) for step in found[side].values]
    return [plain(float(inputs[name].values[at])) for at in first]


def scenarios_tables(found: xr.Dataset, inputs: xr.Dataset | None) -> list[Table]:
    """For each strategy a row per scenario, with standard errors where the other inputs were sampled."""
    sampled = "inmb_se" in found
    told = (
        "means over the other inputs, with Monte Carlo standard errors"
        if sampled
        else "the other inputs at their base"
    )
    return [
        Table(
            f"{_title(here, strategy)} in each scenario ({told})",
            [
                "scenario",
                *(f"at {exactly(float(wtp))}{' (SE)' if sampled else ''}" for wtp in here[WTP].values),
            ],
            [[str(name), *_figures(here.sel(scenario=name))] for name in here["scenario"].values],
        )
        for strategy, here in _others(found)
    ]


def _figures(here: xr.Dataset) -> list[str]:
    if "inmb_se" not in here:
        return [plain(float(value)) for value in here["inmb"].values]
    pairs = zip(here["inmb"].values, here["inmb_se"].values, strict=True)
    return [with_error(float(value), float(error)) for value, error in pairs]


def groups_tables(found: xr.Dataset, inputs: xr.Dataset | None) -> list[Table]:
    """For each strategy a row per group of inputs, and one for what groups explain only together."""
    return [_groups(here, strategy) for strategy, here in _others(found)]


def _groups(here: xr.Dataset, strategy: str) -> Table:
    points = [here.sel({WTP: wtp}) for wtp in here[WTP].values]
    rows = [
        [
            str(group),
            *(_with_error(at.sel(group=group), name) for at in points for name in ("first_order", "total")),
        ]
        for group in here["group"].values
    ]
    only = [cell for at in points for cell in (_with_error(at, "together"), "")]
    columns = [
        f"{what}, at {exactly(float(wtp))} (SE)" for wtp in here[WTP].values for what in ("alone", "in all")
    ]
    title = f"{_title(here, strategy)} share of its variance that each group of inputs explains"
    return Table(title, ["group", *columns], [*rows, ["only together", *only]])


def _with_error(here: xr.Dataset, name: str) -> str:
    return with_error(float(here[name]), float(here[f"{name}_se"]))


def _others(found: xr.Dataset) -> list[tuple[str, xr.Dataset]]:
    """Every strategy but the comparator, under the base-case perspective."""
    base = found.isel({PERSPECTIVE: 0})
    names = [str(name) for name in base[STRATEGY].values]
    comparator = found.attrs.get(COMPARATOR, names[0])
    return [(name, base.sel({STRATEGY: name})) for name in names if name != comparator]


def _title(here: xr.Dataset, strategy: str) -> str:
    return f"INMB of {words(strategy)}, {words(str(here[PERSPECTIVE].item()))},"


SENSITIVITY_TABLES: dict[str, Tables] = {
    "one_at_a_time": one_at_a_time_tables,
    "two_way_grid": two_way_grid_tables,
    "scenarios": scenarios_tables,
    "groups": groups_tables,
}
