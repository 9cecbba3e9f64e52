"""`mcsim run` and `mcsim resume`: from an evaluation to a folder of results, with a summary on the screen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from mcsim.cli.check import EvaluationPath, Overrides
from mcsim.cli.show import complain, console, print_table
from mcsim.config.load import load
from mcsim.errors import RunError
from mcsim.evaluation.folder import QUARANTINE_FILE
from mcsim.evaluation.run import OnProgress, Results
from mcsim.evaluation.run import resume as resume_run
from mcsim.evaluation.run import run as run_evaluation

if TYPE_CHECKING:
    from mcsim.report.report import Report

RUNS = Path("runs")

Draws = Annotated[int | None, typer.Option(min=1, help="How many draws, in place of the settings'")]
Seed = Annotated[int | None, typer.Option(min=0, max=2**63 - 1, help="Seed, in place of the settings'")]
Jobs = Annotated[int | None, typer.Option(min=1, help="Workers; chosen by timing when absent")]
ChunkSize = Annotated[int | None, typer.Option(min=1, help="Draws per task; changes no result")]
Output = Annotated[Path | None, typer.Option(help="Folder of the results  [default: runs/<name>]")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Clear a folder that holds another run")]
Ledger = Annotated[
    bool, typer.Option("--ledger", help="Keep the ledger of costs and benefits by item and year as well")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but problems")]


def run(
    evaluation: EvaluationPath,
    draws: Draws = None,
    seed: Seed = None,
    jobs: Jobs = None,
    output: Output = None,
    overrides: Overrides = None,
    overwrite: Overwrite = False,
    ledger: Ledger = False,
    chunk_size: ChunkSize = None,
    quiet: Quiet = False,
) -> None:
    """Run an evaluation and write its results, measures and figures to a folder."""
    found = load(evaluation, overrides or [])
    folder = output or RUNS / found.name
    _run_and_report(
        folder,
        quiet,
        lambda on_progress: run_evaluation(
            found,
            draws=draws,
            seed=seed,
            jobs=jobs,
            output=folder,
            overwrite=overwrite,
            ledger=ledger or None,
            chunk_size=chunk_size,
            on_progress=on_progress,
        ),
    )


def resume(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the run")],
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """Finish a run that was killed: only what is missing is run, and the same bytes come out."""
    _run_and_report(folder, quiet, lambda on_progress: resume_run(folder, jobs=jobs, on_progress=on_progress))


def _run_and_report(folder: Path, quiet: bool, run_it: Callable[[OnProgress | None], Results]) -> None:
    try:
        with progress(quiet) as on_progress:
            results = run_it(on_progress)
        # Imported late: the drawing library is slow to load, and a mistake in a file is told without it.
        from mcsim.report.folder import write_report

        settings = results.evaluation.settings
        starting = settings.population.starting if settings.population else None
        report = write_report(
            results.outcomes, folder, settings.wtp, results.inputs, results.ledger, starting
        )
    except KeyboardInterrupt:
        complain([f"stopped; what is done is kept: mcsim resume {folder}"])
        raise typer.Exit(130) from None
    except RunError as error:
        complain(str(problem) for problem in error.problems)
        complain(
            [
                f"what is done is kept: mcsim resume {folder} goes on with it; "
                "a changed model or configuration makes another run (--overwrite)"
            ]
        )
        raise typer.Exit(error.exit_code) from None
    if results.failures:
        first = results.failures[0]
        where = folder / QUARANTINE_FILE
        complain([f"{_count(results)}; draw {first.draw}: {first.reason} (inputs of each: {where})"])
    if not quiet:
        _print(results, report)


def _count(results: Results) -> str:
    """How many draws there are, and what follows from those that failed."""
    n_draws, n_failed = results.outcomes.sizes["draw"], len(results.failures)
    if not n_failed:
        return f"{n_draws:,} draws"
    return f"{n_failed:,} of {n_draws + n_failed:,} draws failed, and every figure describes the others only"


def _print(results: Results, report: "Report") -> None:
    out = console()
    out.print(f"\n{results.evaluation.title}", style="bold", markup=False)
    workers = f"{results.jobs} worker{'s' if results.jobs > 1 else ''}"
    how = f", {results.backend}, {workers}, {results.seconds:.1f} s"
    out.print(
        f"{_count(results)}{how if results.backend != 'none' else ', all there already'}\n", markup=False
    )
    if report.notes:
        out.print(*report.notes, "", sep="\n", markup=False)
    for each in report.tables:
        print_table(out, each.title, each.columns, each.rows)
        out.print()
    out.print("written:", *(f"  {file}" for file in report.files), sep="\n", markup=False)


@contextmanager
def progress(quiet: bool) -> Iterator[OnProgress | None]:
    """A bar of the draws done, on standard error."""
    if quiet:
        yield None
        return
    columns = (TextColumn("draws"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True))

    def tell(done: int, total: int) -> None:
        # Shown at the first news, so that a run that is refused at once shows no bar.
        if not bar.task_ids:
            bar.start()
        task = bar.task_ids[0] if bar.task_ids else bar.add_task("draws")
        bar.update(task, completed=done, total=total)

    try:
        yield tell
    finally:
        if bar.task_ids:
            bar.stop()
