"""The summary as one long table: a row for every figure that is stated, with its standard error."""

from collections.abc import Iterator, Mapping

import pandas as pd
import xarray as xr

from mcsim.names import LONG_NAME, PERSPECTIVE, STRATEGY, UNITS, WTP

LEFT_OUT = {"convergence"}  # a measure of the run, not of the decision
BESIDE = ("se", "lower", "upper")
COLUMNS = ["measure", "figure", PERSPECTIVE, STRATEGY, WTP, "value", *BESIDE, "units", "long_name"]


def summary_rows(measures: Mapping[str, xr.Dataset], decision_points: tuple[float, ...]) -> pd.DataFrame:
    """Every figure of every measure; those that depend on willingness to pay at the decision points.

    Parameters
    ----------
    measures : mapping of name to Dataset
        What the measures returned.
    decision_points : tuple of float
        They must be on the grid.

    Returns
    -------
    DataFrame
        Columns measure, figure, perspective, strategy, wtp, value, se, lower, upper, units, long_name.
    """
    parts = [
        rows
        for name, data in measures.items()
        if name not in LEFT_OUT
        for rows in _figures(name, data.sel({WTP: list(decision_points)}) if WTP in data.dims else data)
    ]
    parts.append(_draws(next(iter(measures.values()))))
    return pd.concat(parts, ignore_index=True).reindex(columns=COLUMNS)


def _draws(data: xr.Dataset) -> pd.DataFrame:
    """How many draws the figures describe, and how many failed and are left out."""
    rows = {"n_draws": int(data["n_draws"]), "n_quarantined": int(data.attrs.get("n_quarantined", 0))}
    return pd.DataFrame(
        {"measure": "draws", "figure": list(rows), "value": [float(n) for n in rows.values()]}
    )


def _figures(measure: str, data: xr.Dataset) -> Iterator[pd.DataFrame]:
    for name in map(str, data.data_vars):
        beside = name.rpartition("_")[2] in BESIDE and name.rpartition("_")[0] in data
        if beside or not data[name].dims:
            continue
        columns = {"value": data[name]}
        columns |= {part: data[f"{name}_{part}"] for part in BESIDE if f"{name}_{part}" in data}
        rows = xr.Dataset(columns).to_dataframe().reset_index()
        attrs = data[name].attrs
        yield rows.assign(
            measure=measure, figure=name, units=attrs.get(UNITS, ""), long_name=attrs.get(LONG_NAME, "")
        )
