"""What was made of a run."""

from dataclasses import dataclass, field
from pathlib import Path

import xarray as xr

from mcsim.report.tables import Table


@dataclass(frozen=True)
class Report:
    """What was made of a run.

    Attributes
    ----------
    measures : dict of str to Dataset
    tables : list of Table
    files : list of Path
        Everything in the folder that a reader may want, in order.
    notes : list of str
        What a reader must know before reading the tables, a paragraph each.
    """

    measures: dict[str, xr.Dataset]
    tables: list[Table]
    files: list[Path]
    notes: list[str] = field(default_factory=list)
