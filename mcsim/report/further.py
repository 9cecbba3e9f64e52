"""Measures that take more than the outcomes, where a run has what they need: their files and tables."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import xarray as xr

from mcsim.analysis.ledger.budget_impact import budget_impact
from mcsim.analysis.table import FURTHER, Further
from mcsim.names import YEAR
from mcsim.report.budget_table import budget_tables
from mcsim.report.commissioner_table import commissioner_tables
from mcsim.report.conservative_table import conservative_tables
from mcsim.report.ledger_table import ledger_rows, ledger_tables
from mcsim.report.structure_table import structure_tables
from mcsim.report.tables import Table
from mcsim.results.disk import write, write_text

LEDGER_CSV = "ledger.csv"


def further_measures(
    data: Mapping[str, xr.Dataset | None],
    decision_points: tuple[float, ...],
    starting: Sequence[float] | None = None,
) -> dict[str, xr.Dataset]:
    """Every further measure whose datasets are there and have something to show.

    Parameters
    ----------
    data : mapping of name to Dataset or None
        Outcomes, inputs and ledger of a run, or None for those it has not.
    decision_points : tuple of float
        Willingness to pay at which net benefit is stated.
    starting : sequence of float, optional
        People who are offered the programme in each year, for whom the budget impact is counted from a
        ledger.
    """
    found = {}
    for name, further in FURTHER.items():
        given = [each for need in further.needs if (each := data.get(need)) is not None]
        if len(given) == len(further.needs) and further.applies(*given):
            found[name] = further.function(*given, *_points(further, decision_points))
    ledger = data.get("ledger")
    if starting is not None and ledger is not None:
        found["budget_impact"] = budget_impact(ledger, starting)
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
    """The tables of the averages, with results by structure before them and those of the ledger behind."""
    before = structure_tables(further["by_structure"], decision_points) if "by_structure" in further else []
    behind = list(_of_ledger(measures, further, decision_points)) if "ledger_means" in further else []
    return [*before, *printed, *behind]


def _of_ledger(
    measures: Mapping[str, xr.Dataset],
    further: Mapping[str, xr.Dataset],
    decision_points: tuple[float, ...],
) -> Iterator[Table]:
    yield from ledger_tables(further["ledger_means"], measures["means"])
    yield from commissioner_tables(further, decision_points)
    # Who reads conservatively counts no more than one year.
    if further["ledger_means"].sizes[YEAR] == 1:
        yield from conservative_tables(further["conservative"], decision_points)
    if "budget_impact" in further:
        yield from budget_tables(further["budget_impact"])
