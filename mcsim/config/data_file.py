"""Draws made elsewhere, posterior or bootstrap: a CSV or netCDF file -> names and rows."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from distributions.error import ParameterError, show
from mcsim.lookup import closest

NETCDF = {".nc", ".nc4", ".netcdf"}


def read_rows(path: Path, columns: Sequence[str] | None = None) -> tuple[list[str], NDArray[np.float64]]:
    """Read rows that belong together, one for each draw.

    Parameters
    ----------
    path : Path
        A CSV file with a header, or a netCDF file whose variables share their dimensions, such as chain and
        draw, along which rows are counted.
    columns : sequence of str, optional
        Which columns or variables to take; all of them when absent.

    Returns
    -------
    names : list of str
    rows : ndarray of float64, shape (n, len(names))

    Raises
    ------
    ParameterError
        The file cannot be read, lacks a column, or holds what is no finite number.
    """
    try:
        table = _netcdf(path) if path.suffix.lower() in NETCDF else pd.read_csv(path, skipinitialspace=True)
    except FileNotFoundError:
        raise ParameterError(
            [f"file: {show(str(path))} does not exist; it is counted from the folder of the evaluation"]
        ) from None
    except (OSError, ValueError, UnicodeError, RuntimeError) as error:
        raise ParameterError([f"file: {show(str(path))} cannot be read ({_first_line(error)})"]) from error
    names = [str(name) for name in table.columns] if columns is None else list(columns)
    unknown = [name for name in names if name not in table.columns]
    if unknown:
        raise ParameterError(
            [f"columns: {path.name} has no {show(name)}; {closest(name, table.columns)}" for name in unknown]
        )
    return names, _numbers(table[names], path)


def _netcdf(path: Path) -> pd.DataFrame:
    with xr.open_dataset(path, engine="netcdf4") as data:
        if len({variable.dims for variable in data.data_vars.values()}) != 1:
            raise ValueError("its variables do not all have the same dimensions")
        return pd.DataFrame({str(name): values.to_numpy().ravel() for name, values in data.data_vars.items()})


def _numbers(table: pd.DataFrame, path: Path) -> NDArray[np.float64]:
    problems = []
    for name in table.columns:
        values = pd.to_numeric(table[name], errors="coerce").to_numpy(np.float64)
        bad = np.flatnonzero(~np.isfinite(values))
        if bad.size:
            found = show(table[name].iloc[int(bad[0])])
            problems.append(
                f"columns: {name} of {path.name} holds {found} in row {bad[0] + 1} ({bad.size} such rows); "
                "every row must hold finite numbers, so leave such rows out"
            )
    if problems or not len(table):
        raise ParameterError(problems or [f"file: {path.name} holds no rows"])
    return np.asarray(table, dtype=np.float64)


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
