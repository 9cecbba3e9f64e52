"""`mcsim page`: the page of an evaluation, with its figures."""

from pathlib import Path
from typing import Annotated

import typer

from mcsim.cli.check import EvaluationPath, Overrides
from mcsim.cli.run import Quiet
from mcsim.cli.show import complain, console, waiting

RUNS = Path("runs")


def page(
    evaluation: EvaluationPath,
    output: Annotated[Path | None, typer.Option(help="Folder of the page  [default: runs/pages]")] = None,
    overrides: Overrides = None,
    quiet: Quiet = False,
) -> None:
    """Run an evaluation, its scenarios and thresholds, and write the page that its page.yaml describes."""
    # Imported late: the drawing library is slow to load, and a mistake in a file is told without it.
    from mcsim.report.page.filling import broken_verdicts
    from mcsim.report.page.write import material_of, write_page

    material = material_of(evaluation, overrides or [])
    with waiting("running the evaluation, its scenarios and thresholds", quiet):
        files = write_page(material, output or RUNS / "pages")
        broken = broken_verdicts(material)
    if broken:
        complain(["the words of page.yaml do not hold in this run, and are left out:", *broken])
    if not quiet:
        console().print("written:", *(f"  {file}" for file in files), sep="\n", markup=False)
