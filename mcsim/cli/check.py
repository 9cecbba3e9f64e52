"""`mcsim check`: validate an evaluation and show its inputs; runs nothing."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
import xarray as xr

from mcsim.cli.inputs_table import print_inputs, status_and_centre
from mcsim.cli.show import Console, console, print_table
from mcsim.config.load import load
from mcsim.config.records import Evaluation
from mcsim.errors import FolderError, Problem
from mcsim.evaluation.prepare import prepare
from mcsim.inputs.portraits import margins, portraits
from mcsim.inputs.review import Remark, remarks
from mcsim.names import words
from mcsim.protocols import Model
from mcsim.report.as_stated import as_written
from mcsim.report.numbers import exactly

CENTRES = {
    "published": "centred on a published figure",
    "derived": "derived",
    "recalled": "recalled",
    "shrunk": "shrunk",
    "judgement": "judgement",
}
LINKED = ("inputs", "copula", "correlation", "values", "source")
TAKEN = "taken"
SOURCES = ("input", "evidence", TAKEN, "source")
Overrides = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Replace a value, as in settings.horizon=2; repeatable"),
]
EvaluationPath = Annotated[Path, typer.Argument(metavar="EVALUATION", help="Folder of the evaluation")]
Figures = Annotated[bool, typer.Option("--figures", help="Draw the density of every input as a PNG as well")]
Output = Annotated[Path, typer.Option(help="Folder of the PNG")]


def check(
    evaluation: EvaluationPath, overrides: Overrides = None, figures: Figures = False, output: Output = Path()
) -> None:
    """Validate an evaluation and show each of its inputs, without running anything."""
    found = load(evaluation, overrides or [])
    prepared = prepare(found)
    out = console()
    settings = prepared.evaluation.settings
    out.print(found.title, style="bold", markup=False)
    out.print(
        f"model {found.model.name}{_options(found)}: {', '.join(map(words, prepared.model.strategies))}\n"
        f"{settings.currency} of {settings.price_year}, {settings.horizon} years, discounted at "
        f"{settings.discount_rates.costs:.2%} (costs) and {settings.discount_rates.effects:.2%} (effects)\n"
        f"perspectives: {', '.join(map(words, settings.perspectives))}\n"
        f"decision points: {', '.join(map(exactly, settings.wtp.decision_points))} per unit of effect\n"
        f"{prepared.evaluation.settings.draws:,} draws, seed {settings.seed}, design {settings.design.name}",
        markup=False,
    )
    seen = portraits(found)
    print_inputs(out, found, seen)
    if found.dependence:
        print_table(out, "\nWhat goes together", LINKED, _linked_rows(found), left=len(LINKED), whole=())
    out.print(f"\n{count_by_centre(found)}", markup=False)
    rows = _source_rows(found)
    columns = SOURCES if any(ids for _, _, ids, _ in rows) else [each for each in SOURCES if each != TAKEN]
    print_table(
        out,
        "\nWhere it comes from (how the published figure was come by / what the distribution is centred on)",
        columns,
        [[cell for column, cell in zip(SOURCES, row, strict=True) if column in columns] for row in rows],
        left=len(columns),
    )
    _print_idle(out, found, prepared.model)
    _print_remarks(out, remarks(found, margins(found)))
    out.print(f"\n{len(found.inputs)} inputs; nothing is wrong with this evaluation", markup=False)
    if figures:
        out.print(f"written: {write_gallery(seen, output / f'{found.name}_inputs.png')}", markup=False)


def _options(evaluation: Evaluation) -> str:
    """Options of the model that are plain values; longer ones stand in the file."""
    plain = {
        key: value for key, value in evaluation.model.options.items() if not isinstance(value, dict | list)
    }
    return f" ({', '.join(f'{words(key)} {value}' for key, value in plain.items())})" if plain else ""


def _linked_rows(evaluation: Evaluation) -> list[list[str]]:
    return [
        [
            ", ".join(copula.inputs),
            copula.copula if copula.degrees_of_freedom is None else f"t, {copula.degrees_of_freedom:g} df",
            words(copula.kind),
            as_written(copula.correlations),
            copula.source,
        ]
        for copula in evaluation.dependence
    ]


def count_by_centre(evaluation: Evaluation) -> str:
    """How many inputs are centred on what, from what is published to what is judged."""
    centres: Counter[str] = Counter(record.evidence.centre for record in evaluation.inputs.values())
    told = [f"{centres[centre]} {how}" for centre, how in CENTRES.items() if centres[centre]]
    return f"{centres.total()} inputs: {', '.join(told)}"


def _source_rows(evaluation: Evaluation) -> list[tuple[str, str, str, str]]:
    return [
        (name, status_and_centre(record.evidence), ", ".join(record.take or ()), record.source)
        for name, record in evaluation.inputs.items()
    ]


def write_gallery(seen: xr.Dataset, path: Path) -> Path:
    """Draw the gallery of the inputs into a file, in a folder that is made if need be.

    Raises
    ------
    FolderError
        The folder cannot be made.
    """
    # Imported late: the drawing library is slow to load.
    from mcsim.plots.inputs import inputs
    from mcsim.report.figures import save

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        rule = f"cannot be made ({error.strerror})"
        raise FolderError(Problem(str(path.parent), rule, "choose another folder with --output")) from error
    return save(inputs(seen), path)


def _print_idle(out: Console, evaluation: Evaluation, model: Model) -> None:
    """Inputs that stand ready for what the model has switched off."""
    idle = [name for name in evaluation.inputs if name in getattr(model, "idle", ())]
    if idle:
        told = f"\nIdle, for what needs them is switched off: {', '.join(idle)}"
        out.print(told, markup=False)


def _print_remarks(out: Console, said: list[Remark]) -> None:
    if said:
        out.print("\nA careful reviewer would remark", style="bold", markup=False)
        out.print("\n".join(f"- {remark}" for remark in said), markup=False)
