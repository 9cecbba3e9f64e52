"""A CSV file as a table, refused where its fields could be read in the wrong columns."""

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from distributions.error import ParameterError

SEPARATORS = {";": "semicolons", "\t": "tabs"}
RAGGED = re.compile(r"Expected (?P<header>[0-9]+) fields in line (?P<line>[0-9]+), saw (?P<found>[0-9]+)")
EMPTY = "is empty; it needs a header and a row for each draw"


def csv_table(path: Path, columns: Sequence[str] | None = None) -> tuple[list[str], pd.DataFrame]:
    """Read a CSV file with a header.

    Parameters
    ----------
    path : Path
    columns : sequence of str, optional
        Not needed here: a line that is read holds every column.

    Returns
    -------
    names : list of str
        The header as it stands there, doubled and empty names too.
    table : DataFrame
        With these columns.

    Raises
    ------
    ParameterError
        The file is empty, separated by something else than commas, or a row has more fields than the header.
    """
    try:
        # The header is read as a row, for otherwise doubled and empty names are replaced without a word.
        header = pd.read_csv(
            path, nrows=1, header=None, dtype=str, keep_default_na=False, skipinitialspace=True
        )
        table = pd.read_csv(path, skipinitialspace=True, low_memory=False)
    except pd.errors.EmptyDataError:
        raise ParameterError([EMPTY]) from None
    except pd.errors.ParserError as error:
        found = RAGGED.search(str(error))
        if not found:
            raise
        raise _too_many(f"line {found['line']}", int(found["found"]), int(found["header"])) from None
    names = [str(name).strip() for name in header.iloc[0]]
    for separator, word in SEPARATORS.items():
        if any(separator in name for name in names):
            rule = f"is separated by {word}; save it with commas between fields, and points for decimals"
            raise ParameterError([rule])
    if not isinstance(table.index, pd.RangeIndex):
        # Fields that are too many would be taken for an index, and every column for its neighbour.
        raise _too_many("row 1", table.index.nlevels + len(names), len(names))
    table.columns = pd.Index(names)
    return names, table


def _too_many(where: str, n_found: int, n_header: int) -> ParameterError:
    fields = f"{n_found} field{'s' if n_found > 1 else ''}"
    remedy = "write decimals with a point, and a name in the header for every column"
    return ParameterError([f"{where} has {fields}, the header {n_header}; decimal commas? {remedy}"])
