"""Every figure of the table, drawn from the measures of a run and written as PNG."""

from collections.abc import Mapping
from pathlib import Path

import xarray as xr
from matplotlib.figure import Figure

from mcsim.errors import Problem, RunError
from mcsim.plots.table import OUTCOMES, drawable
from mcsim.results.disk import replacing

DOTS_PER_INCH = 150


def write_figures(
    measures: Mapping[str, xr.Dataset],
    outcomes: xr.Dataset,
    decision_points: tuple[float, ...],
    folder: Path,
) -> list[Path]:
    """Draw each figure whose measures are there, for the base-case perspective.

    Parameters
    ----------
    measures : mapping of name to Dataset
        What the measures returned.
    outcomes : Dataset
        The draws.
    decision_points : tuple of float
        Willingness to pay to mark.
    folder : Path
        Made if need be.

    Returns
    -------
    list of Path
        The files, in the order of the table.

    Raises
    ------
    RunError
        The disk is full.
    """
    data = {**measures, OUTCOMES: outcomes}
    files = []
    try:
        folder.mkdir(exist_ok=True)
        for name, plot in drawable(data).items():
            figure = plot.function(*(data[need] for need in plot.needs), decision_points=decision_points)
            files.append(save(figure, folder / f"{name}.png"))
    except OSError as error:
        raise RunError(Problem(str(folder), f"could not be written to ({error.strerror})")) from error
    return files


def save(figure: Figure, path: Path) -> Path:
    """Write a figure as PNG, whole or not at all.

    Raises
    ------
    RunError
        The file cannot be written.
    """
    try:
        with replacing(path) as beside:
            figure.savefig(beside, format="png", dpi=DOTS_PER_INCH)
    except OSError as error:
        raise RunError(Problem(str(path), f"could not be written to ({error.strerror})")) from error
    return path
