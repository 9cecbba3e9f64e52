"""`mcsim elicit`: what experts said, each made a distribution, and all of them one."""

from pathlib import Path
from typing import Annotated

import typer
import yaml

from distributions.published.quantile_fit import fit_of, remark_on_fit, worst
from mcsim.cli.run import RUNS, Quiet
from mcsim.cli.show import console, print_table
from mcsim.config.elicitation import Elicitation, FittedExpert, load_elicitation
from mcsim.errors import FolderError, Problem
from mcsim.inputs.elicited import Pooled, Pools, densities, input_record, pools
from mcsim.report.numbers import plain
from mcsim.results.disk import replacing, write_text

FOLDER = "elicitation"
FIGURE = "elicitation.png"
INPUT = "input.yaml"
DOTS_PER_INCH = 150
EXPERT_COLUMNS = (
    "expert",
    "weight",
    "family",
    "stated quantiles",
    "fitted quantiles",
    "worst miss",
)
POOL_COLUMNS = ("pool", "mean", "SD", "median", "95 % interval")


def elicit(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What the experts said; see docs/howto/elicit.md")
    ],
    output: Annotated[
        Path | None,
        typer.Option(help="Folder to write to  [default: runs/elicitation/NAME]"),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Fit a distribution to what each expert said, pool them, and draw them."""
    found = load_elicitation(file)
    pooled = pools(found)
    entry = yaml.safe_dump(
        {found.name: input_record(found)}, sort_keys=False, allow_unicode=True, default_flow_style=None
    )
    written = _write(found, pooled, entry, output or RUNS / FOLDER / found.name)
    if not quiet:
        _print(found, pooled, entry, written)


def _write(found: Elicitation, pooled: Pools, entry: str, folder: Path) -> list[Path]:
    # Imported late: the drawing library is slow to load, and a mistake in a file is told without it.
    from mcsim.plots.elicitation import elicitation

    files = [folder / FIGURE, folder / INPUT]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(files[0]) as beside:
            elicitation(densities(found, pooled)).savefig(beside, format="png", dpi=DOTS_PER_INCH)
        write_text(entry, files[1])
    except OSError as error:
        rule = f"cannot be written to ({error.strerror})"
        raise FolderError(Problem(str(folder), rule, "choose another folder with --output")) from error
    return files


def _print(found: Elicitation, pooled: Pools, entry: str, files: list[Path]) -> None:
    out = console()
    out.print(f"\n{found.file.title}", style="bold", markup=False)
    out.print(f"{found.file.quantity}, {found.file.unit}\n", markup=False)
    rows = [_expert_row(name, fitted) for name, fitted in found.experts.items()]
    print_table(out, "What each expert said", EXPERT_COLUMNS, rows, left=6)
    for name, fitted in found.experts.items():
        remark = remark_on_fit(fitted.family, fitted.expert.stated)
        if remark:
            out.print(f"warning: {name}: {remark}", style="yellow", markup=False)
    out.print()
    print_table(out, "Pooled", POOL_COLUMNS, _pool_rows(found, pooled))
    if pooled.why_not:
        out.print(f"no logarithmic pool: {pooled.why_not}", markup=False)
    out.print(f"\nto paste into inputs.yaml ({found.file.pool.method} pool):\n", markup=False)
    out.print(entry, markup=False, soft_wrap=True)
    out.print("written:", *(f"  {each}" for each in files), sep="\n", markup=False)


def _expert_row(name: str, fitted: FittedExpert) -> list[str]:
    rows = fit_of(fitted.family, fitted.expert.stated)
    miss = worst(rows)
    native = ", ".join(f"{key} {_shown(getattr(fitted.family, key))}" for key in fitted.family.parameters())
    return [
        name,
        f"{fitted.share:.3g}",
        f"{fitted.family.name}: {native}",
        ", ".join(f"{row.probability:g}: {row.stated:g}" for row in rows),
        ", ".join(f"{row.probability:g}: {plain(row.value)}" for row in rows),
        f"{abs(miss.difference):.3f} at {miss.probability:g}",
    ]


def _shown(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _pool_rows(found: Elicitation, pooled: Pools) -> list[list[str]]:
    both = {"linear": pooled.linear, "logarithmic": pooled.logarithmic}
    return [
        _pool_row(f"{name} (chosen)" if name == found.file.pool.method else name, figures)
        for name, figures in both.items()
    ]


def _pool_row(name: str, figures: Pooled | None) -> list[str]:
    if figures is None:
        return [name, *[""] * (len(POOL_COLUMNS) - 1)]
    interval = f"{plain(figures.low)} to {plain(figures.high)}"
    return [name, *(plain(each) for each in (figures.mean, figures.sd, figures.median)), interval]
