"""Draws made elsewhere, posterior or bootstrap: a CSV or netCDF file -> names and rows."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from distributions.error import ParameterError, show
from mcsim.config.csv_table import csv_table
from mcsim.config.netcdf_table import netcdf_table
from mcsim.lookup import closest
from mcsim.names import LARGEST

NETCDF = {".nc", ".nc4", ".netcdf"}
PART_OF_A_NAME = re.compile(r"[A-Za-z0-9_]+\Z")


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
    read = netcdf_table if path.suffix.lower() in NETCDF else csv_table
    try:
        every, table = read(path, columns)
    except ParameterError as error:
        raise ParameterError([f"file: {path.name} {sentence}" for sentence in error.problems]) from error
    except FileNotFoundError:
        raise ParameterError(
            [f"file: {show(str(path))} does not exist; it is counted from the folder of the evaluation"]
        ) from None
    except IsADirectoryError:
        raise ParameterError([f"file: {show(str(path))} is a folder; name a file in it"]) from None
    except UnicodeError:
        raise ParameterError([f"file: {path.name} is not text in UTF-8; save it as UTF-8"]) from None
    except (OSError, ValueError, RuntimeError) as error:
        remedy = f"give a CSV file, or a netCDF file that ends in {' or '.join(sorted(NETCDF))}"
        raise ParameterError(
            [f"file: {path.name} cannot be read ({_first_line(error)}); {remedy}"]
        ) from error
    names = every if columns is None else list(columns)
    problems = _wrong_names(names, every, path)
    if problems:
        raise ParameterError(problems)
    return names, _numbers(table[names], path)


def _wrong_names(names: Sequence[str], every: Sequence[str], path: Path) -> list[str]:
    """Columns that are not there, or of which none could be an input."""
    count = Counter(every)
    good = [name for name in every if PART_OF_A_NAME.match(name) and count[name] == 1]
    remedy = f"or take the others with `columns: [{', '.join(good)}]`" if good else "and begin with a header"
    problems = []
    for name in dict.fromkeys(names):
        if name not in count:
            problems.append(f"columns: {path.name} has no {show(name)}; {closest(name, every)}")
        elif not name:
            rule = f"a column of {path.name} has no name, as an index has none"
            problems.append(f"columns: {rule}; give it one, {remedy}")
        elif not PART_OF_A_NAME.match(name):
            rule = f"{show(name)} of {path.name} cannot name an input"
            problems.append(f"columns: {rule}; rename it with letters, digits and _, {remedy}")
        elif count[name] > 1:
            rule = f"{show(name)} stands {count[name]} times in the header of {path.name}"
            problems.append(f"columns: {rule}; give each its own name, {remedy}")
    return problems


def _numbers(table: pd.DataFrame, path: Path) -> NDArray[np.float64]:
    problems = []
    rows = np.empty(table.shape)
    for position, name in enumerate(table.columns):
        values = table[name]
        # True and False are no numbers here, though they could be read as 1 and 0.
        is_number = values.dtype.kind in "iuf"
        rows[:, position] = values if is_number else [_number(value) for value in values]
        bad = np.flatnonzero(~(np.abs(rows[:, position]) <= LARGEST))
        if bad.size:
            problems.append(
                f"columns: {name} of {path.name} holds {show(values.iloc[int(bad[0])])} in row {bad[0] + 1} "
                f"({bad.size} such rows); every row must hold finite numbers, none beyond {LARGEST:g}, so "
                "leave such rows out"
            )
    if problems or not len(table):
        raise ParameterError(problems or [f"file: {path.name} holds no rows"])
    return rows


def _number(value: object) -> float:
    """A cell as a number; NaN where it is none."""
    # Python reads 1_000 as a number too.
    if (
        isinstance(value, bool)
        or not isinstance(value, str | float | int)
        or (isinstance(value, str) and "_" in value)
    ):
        return np.nan
    try:
        return float(value)
    except (ValueError, OverflowError):
        return np.nan


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
