"""What is made of draws that are no probability sample: no measures, but what their design shows."""

from pathlib import Path

import xarray as xr

from mcsim.analysis.sensitivity.table import SENSITIVITY
from mcsim.analysis.table import MEASURES
from mcsim.inputs.table import DESIGNS
from mcsim.names import DESIGN, DRAW
from mcsim.plots.table import PLOTS
from mcsim.report.report import Report
from mcsim.report.sensitivity_tables import SENSITIVITY_TABLES
from mcsim.results.disk import write, write_text


def structured_report(
    outcomes: xr.Dataset,
    inputs: xr.Dataset | None,
    files: list[Path],
    folder: Path,
    decision_points: tuple[float, ...],
) -> Report:
    """Write what the design shows, as a dataset and as CSV, and say what was left out and why.

    Parameters
    ----------
    outcomes : Dataset
        Of a finished run whose design gives no probability sample.
    inputs : Dataset or None
        Their inputs, of which the tables show the values.
    files : list of Path
        The run's own.
    folder : Path
        Where they stand.
    decision_points : tuple of float
        Willingness to pay at which net benefit is stated.

    Raises
    ------
    RunError
        The disk is full.
    """
    design = str(outcomes.attrs[DESIGN])
    notes = _notes(design, outcomes, files)
    if design not in SENSITIVITY:
        return Report({}, [], list(files), notes)
    found = SENSITIVITY[design](outcomes, decision_points)
    made = [folder / f"{design}.nc", folder / f"{design}.csv"]
    write(found, made[0])
    write_text(found.to_dataframe().reset_index().to_csv(index=False), made[1])
    return Report({design: found}, SENSITIVITY_TABLES[design](found, inputs), [*files, *made], notes)


def _notes(design: str, outcomes: xr.Dataset, files: list[Path]) -> list[str]:
    places = [str(name) for name, values in outcomes.coords.items() if values.dims == (DRAW,)]
    told = " and ".join(name for name in places if name != DRAW)
    held = " and ".join(file.name for file in files) or "the outcomes"
    return [
        f"design {design}: {DESIGNS[design].why_no_sample}",
        f"{held}: every draw" + (f", with what it is in the design ({told})" if told else ""),
        f"left out: the measures {', '.join(MEASURES)} and the figures {', '.join(PLOTS)}; run it with, say, "
        "monte_carlo as well",
    ]
