"""A netCDF file as a table: a column for each variable, a row for each draw of each chain."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import xarray as xr

from distributions.error import ParameterError


def netcdf_table(path: Path, columns: Sequence[str] | None = None) -> tuple[list[str], pd.DataFrame]:
    """Read variables of a netCDF file that share their dimensions, in any order of these.

    Parameters
    ----------
    path : Path
    columns : sequence of str, optional
        Which variables must serve; all of them when absent.

    Returns
    -------
    names : list of str
        Of all variables.
    table : DataFrame
        Of those that must serve and are there.

    Raises
    ------
    ParameterError
        There is no variable, or one is no number or of other dimensions.
    """
    # Opened by the system first, which says better what is wrong with a path.
    path.open("rb").close()
    # A stay in days is a number of days; read as a time it would be one of nanoseconds.
    with xr.open_dataset(path, engine="netcdf4", decode_timedelta=False) as data:
        every = [str(name) for name in data.data_vars]
        if not every:
            raise ParameterError(["holds no variable; it needs one for each input"])
        wanted = [data[name] for name in every if columns is None or name in columns]
        problems = [problem for variable in wanted if (problem := _problem(variable, wanted[0]))]
        if problems:
            raise ParameterError(problems)
        return every, pd.DataFrame(
            {str(each.name): each.transpose(*wanted[0].dims).to_numpy().ravel() for each in wanted}
        )


def _problem(variable: xr.DataArray, first: xr.DataArray) -> str:
    if variable.dtype.kind not in "iuf":
        kind = "dates" if variable.dtype.kind == "M" else f"values of type {variable.dtype}"
        rule = f"holds {kind} in `{variable.name}`, and numbers are needed"
        return f"{rule}; name the others with `columns: [...]`"
    if set(variable.dims) != set(first.dims):
        told = [f"`{each.name}` by ({', '.join(map(str, each.dims))})" for each in (variable, first)]
        rule = f"has {told[0]} and {told[1]}"
        return f"{rule}; take those that have the same dimensions, with `columns: [...]`"
    return ""
