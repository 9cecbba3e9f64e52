"""What a results folder holds beside the draws: every measure, a summary and figures."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import xarray as xr

from mcsim.analysis.summary import Summary, summarise
from mcsim.analysis.table import MEASURES
from mcsim.config.records import Wtp
from mcsim.names import PROBABILITY_SAMPLE
from mcsim.report.figures import write_figures
from mcsim.report.further import around, further_measures, write_further
from mcsim.report.report import Report
from mcsim.report.structured import structured_report
from mcsim.report.summary_csv import summary_rows
from mcsim.report.tables import tables
from mcsim.results.disk import write, write_text
from mcsim.results.run_record import read_record

FIGURES_FOLDER = "figures"
SUMMARY_FILE = "summary.csv"
RUN_FILES = (
    "inputs.nc",
    "outcomes.nc",
    "ledger.nc",
)  # the run's own; not there where outcomes were made elsewhere


def write_report(
    outcomes: xr.Dataset,
    folder: Path,
    wtp: Wtp,
    inputs: xr.Dataset | None = None,
    ledger: xr.Dataset | None = None,
    starting: Sequence[float] | None = None,
) -> Report:
    """Compute every measure in one pass over the outcomes, and write measures, summary and figures.

    Of draws that are no probability sample, write what their design shows instead.

    Parameters
    ----------
    outcomes : Dataset
        Of a finished run.
    folder : Path
        Where the run's datasets stand.
    wtp : Wtp
        Grid and decision points.
    inputs : Dataset, optional
        Inputs of the same draws, of which the tables of some designs show values; where they hold structural
        choices, results are shown by structure as well.
    ledger : Dataset, optional
        What each item adds to cost and effect in the same draws.
    starting : sequence of float, optional
        People who are offered the programme in each year, for whom the budget impact is counted from a
        ledger.

    Raises
    ------
    RunError
        The disk is full.
    """
    files = [file for name in RUN_FILES if (file := folder / name).exists()]
    if not outcomes.attrs.get(PROBABILITY_SAMPLE, 1):
        report = structured_report(outcomes, inputs, files, folder, wtp.decision_points)
        _note(report.files, folder)
        return report
    measures = every_measure(summarise(outcomes, wtp.grid()), wtp.decision_points)
    for name, dataset in measures.items():
        files.append(folder / f"{name}.nc")
        write(dataset, files[-1])
    files.append(folder / SUMMARY_FILE)
    write_text(summary_rows(measures, wtp.decision_points).to_csv(index=False), files[-1])
    given = {"outcomes": outcomes, "inputs": inputs, "ledger": ledger}
    further = further_measures(given, wtp.decision_points, starting)
    files += write_further(further, folder)
    drawn = {**measures, **further}
    files += write_figures(drawn, outcomes, wtp.decision_points, folder / FIGURES_FOLDER)
    _note(files, folder)
    printed = around(tables(measures, wtp.decision_points), measures, further, wtp.decision_points)
    return Report({**measures, **further}, printed, files)


def _note(files: list[Path], folder: Path) -> None:
    """Note in the folder's record what was made, so that --overwrite removes that and nothing else."""
    record = read_record(folder)
    if record:
        record.written(folder, files=[str(file.relative_to(folder)) for file in files])


def every_measure(summary: Summary, decision_points: tuple[float, ...]) -> dict[str, xr.Dataset]:
    """Every measure of the table, from one summary."""
    points = np.sort(np.asarray(decision_points))
    return {
        name: measure.function(summary, points) if name == "convergence" else measure.function(summary)
        for name, measure in MEASURES.items()
    }
