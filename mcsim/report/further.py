"""Measures that take more than the outcomes, where a run has what they need: their files and tables."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import xarray as xr

from mcsim.analysis.table import FURTHER, Further
from mcsim.report.ledger_table import ledger_rows, ledger_tables
from mcsim.report.structure_table import structure_tables
from mcsim.report.tables import Table
from mcsim.results.disk import write, write_text

LEDGER_CSV = "ledger.csv"


def further_measures(
    data: Mapping[str, xr.Dataset | None], decision_points: tuple[float, ...]
) -> dict[str, xr.Dataset]:
    """Every further measure whose datasets are there and have something to show.

    Parameters
    ----------
    data : mapping of name to Dataset or None
        Outcomes, inputs and ledger of a run, or None for those it has not.
    decision_points : tuple of float
        Willingness to pay at which net benefit is stated.
    """
    found = {}
    for name, further in FURTHER.items():
        given = [each for need in further.needs if (each := data.get(need)) is not None]
        if len(given) == len(further.needs) and further.applies(*given):
            found[name] = further.function(*given, *_points(further, decision_points))
    return found


def _points(further: Further, decision_points: tuple[float, ...]) -> list[list[float]]:
    """The argument `wtp`, for a measure that has it."""
    if not further.takes_wtp:
        return []
    return [sorted({0.0, *decision_points} if further.money_alone else decision_points)]


def write_further(found: Mapping[str, xr.Dataset], folder: Path) -> Iterator[Path]:
    """Write further measures into the folder, a ledger as CSV too; yields each file.

    Raises
    ------
    RunError
        The disk is full.
    """
    for name, dataset in found.items():
        write(dataset, folder / f"{name}.nc")
        yield folder / f"{name}.nc"
    if "ledger_means" in found:
        write_text(ledger_rows(found["ledger_means"]).to_csv(index=False), folder / LEDGER_CSV)
        yield folder / LEDGER_CSV


def around(
    printed: list[Table],
    measures: Mapping[str, xr.Dataset],
    further: Mapping[str, xr.Dataset],
    decision_points: tuple[float, ...],
) -> list[Table]:
    """The tables of the averages, with results by structure before them and the ledger behind."""
    before = structure_tables(further["by_structure"], decision_points) if "by_structure" in further else []
    behind = ledger_tables(further["ledger_means"], measures["means"]) if "ledger_means" in further else []
    return [*before, *printed, *behind]
