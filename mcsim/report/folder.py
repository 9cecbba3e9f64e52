"""What a results folder holds beside the draws: every measure, a summary and figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import xarray as xr

from mcsim.analysis.summary import Summary, summarise
from mcsim.analysis.table import MEASURES
from mcsim.config.records import Wtp
from mcsim.errors import Problem, RunError
from mcsim.report.figures import write_figures
from mcsim.report.summary_csv import summary_rows
from mcsim.report.tables import Table, tables
from mcsim.results.disk import replacing, write

FIGURES_FOLDER = "figures"
SUMMARY_FILE = "summary.csv"


@dataclass(frozen=True)
class Report:
    """What was made of a run.

    Attributes
    ----------
    measures : dict of str to Dataset
    tables : list of Table
    files : list of Path
        Everything in the folder that a reader may want, in order.
    """

    measures: dict[str, xr.Dataset]
    tables: list[Table]
    files: list[Path]


def write_report(outcomes: xr.Dataset, folder: Path, wtp: Wtp) -> Report:
    """Compute every measure in one pass over the outcomes, and write measures, summary and figures.

    Parameters
    ----------
    outcomes : Dataset
        Of a finished run.
    folder : Path
        Where the run's datasets stand.
    wtp : Wtp
        Grid and decision points.

    Raises
    ------
    RunError
        The disk is full.
    """
    measures = every_measure(summarise(outcomes, wtp.grid()), wtp.decision_points)
    files = [folder / "inputs.nc", folder / "outcomes.nc"]
    for name, dataset in measures.items():
        files.append(folder / f"{name}.nc")
        write(dataset, files[-1])
    files.append(folder / SUMMARY_FILE)
    _write_csv(measures, wtp, files[-1])
    files += write_figures(measures, outcomes, wtp.decision_points, folder / FIGURES_FOLDER)
    return Report(measures, tables(measures, wtp.decision_points), files)


def every_measure(summary: Summary, decision_points: tuple[float, ...]) -> dict[str, xr.Dataset]:
    """Every measure of the table, from one summary."""
    points = np.sort(np.asarray(decision_points))
    return {
        name: measure.function(summary, points) if name == "convergence" else measure.function(summary)
        for name, measure in MEASURES.items()
    }


def _write_csv(measures: Mapping[str, xr.Dataset], wtp: Wtp, path: Path) -> None:
    frame = summary_rows(measures, wtp.decision_points)
    try:
        with replacing(path) as beside:
            frame.to_csv(beside, index=False)
    except OSError as error:
        raise RunError(Problem(str(path), f"could not be written ({error.strerror})")) from error
