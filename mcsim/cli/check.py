"""`mcsim check`: validate an evaluation and show its inputs; runs nothing."""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer
import xarray as xr

from distributions.family import Family
from mcsim.cli.show import Console, console, print_table
from mcsim.config.input_record import FAMILY, InputRecord
from mcsim.config.load import load
from mcsim.config.records import Evaluation
from mcsim.config.references import REFERENCE, is_reference
from mcsim.evaluation.prepare import prepare
from mcsim.inputs.portraits import margins, portraits
from mcsim.inputs.review import Remark, remarks
from mcsim.names import INPUT, words
from mcsim.report.numbers import exactly

LINKED = ("inputs", "copula", "correlation", "values", "source")
SAMPLED = ("input", "unit", "as stated", "density", "mean", "SD", "95 % interval", "as published")
SOURCES = ("input", "evidence", "source")
BARS = " ▁▂▃▄▅▆▇█"
N_BARS = 16
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
    print_table(out, "\nWhat is sampled", SAMPLED, _sampled_rows(found, seen), left=4)
    if found.dependence:
        print_table(out, "\nWhat goes together", LINKED, _linked_rows(found), left=len(LINKED))
    print_table(
        out,
        "\nWhere it comes from (how the published figure was come by / what the distribution is centred on)",
        SOURCES,
        _source_rows(found),
        left=3,
    )
    if figures:
        out.print(f"\nwritten: {write_gallery(seen, output / f'{found.name}_inputs.png')}", markup=False)
    _print_remarks(out, remarks(found, margins(found)))
    out.print(f"\n{len(found.inputs)} inputs; nothing is wrong with this evaluation", markup=False)


def _options(evaluation: Evaluation) -> str:
    """Options of the model that are plain values; longer ones stand in the file."""
    plain = {
        key: value for key, value in evaluation.model.options.items() if not isinstance(value, dict | list)
    }
    return f" ({', '.join(f'{words(key)} {value}' for key, value in plain.items())})" if plain else ""


def _sampled_rows(evaluation: Evaluation, seen: xr.Dataset) -> list[list[str]]:
    """One row for an input, or one for each scalar of a joint family."""
    rows = []
    for name, scalars in evaluation.scalars.items():
        record, family = evaluation.inputs[name], evaluation.families[name]
        for scalar, margin in zip(scalars, family.margins, strict=True):
            one = seen.sel({INPUT: scalar})
            told = stated(record) if scalar == scalars[0] else ""
            mean, sd = float(one["mean"]), float(one["sd"])
            spread = figure(sd) if sd else ""
            span = interval(float(one["lower"]), float(one["upper"]))
            published = _published(evaluation, name, margin)
            unit = "" if scalar in evaluation.labels else record.unit
            rows.append([scalar, unit, told, sparkline(one), figure(mean), spread, span, published])
    return rows


def stated(record: InputRecord) -> str:
    """A distribution as its file states it, on one line."""
    told = ", ".join(
        f"{key} {_plainly(value)}" for key, value in record.distribution.items() if key != FAMILY
    )
    times = f"; times {record.multiplied_by}" if record.multiplied_by else ""
    return f"{record.distribution[FAMILY]}: {told}{times}"


def _plainly(value: object) -> str:
    """A value without the marks of the programming language."""
    if is_reference(value):
        return str(value[REFERENCE])
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_plainly(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_plainly, value)) + "]"
    return str(value)


def sparkline(one: xr.Dataset) -> str:
    """The density of an input in one line of text.

    Examples
    --------
    >>> sparkline(xr.Dataset({"share": ("bin", [0.0, 0.5, 1.0] + [0.0] * 61)}))
    '█               '
    """
    heights = one["share"].values.reshape(N_BARS, -1).sum(axis=1)
    steps = np.ceil(heights / heights.max() * (len(BARS) - 1)).astype(int)
    return "".join(BARS[step] for step in steps)


def _linked_rows(evaluation: Evaluation) -> list[list[str]]:
    return [
        [
            ", ".join(copula.inputs),
            copula.copula if copula.degrees_of_freedom is None else f"t, {copula.degrees_of_freedom:g} df",
            words(copula.kind),
            _plainly(copula.correlations),
            copula.source,
        ]
        for copula in evaluation.dependence
    ]


def _source_rows(evaluation: Evaluation) -> list[list[str]]:
    # The status is about the published figure, the centre about what is sampled: read together or not at all.
    return [
        [name, " / ".join(dict.fromkeys((record.evidence.status, record.evidence.centre))), record.source]
        for name, record in evaluation.inputs.items()
    ]


def _published(evaluation: Evaluation, name: str, margin: Family) -> str:
    year, factor = evaluation.inputs[name].price_year, evaluation.price_factors.get(name, 1.0)
    if year is None:
        return ""
    return f"mean {figure(float(np.asarray(margin.mean)))} ({year})" if factor != 1.0 else f"({year})"


def write_gallery(seen: xr.Dataset, path: Path) -> Path:
    """Draw the gallery of the inputs into a file."""
    # Imported late: the drawing library is slow to load.
    from mcsim.plots.inputs import inputs
    from mcsim.report.figures import save

    return save(inputs(seen), path)


def _print_remarks(out: Console, said: list[Remark]) -> None:
    if said:
        out.print("\nA careful reviewer would remark", style="bold", markup=False)
        out.print("\n".join(f"- {remark}" for remark in said), markup=False)


def figure(value: float) -> str:
    """A number with as many digits as a reader needs.

    Examples
    --------
    >>> figure(1234.6), figure(0.61111), figure(0.0)
    ('1,235', '0.6111', '0')
    """
    if value == 0.0:
        return "0"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def interval(low: float, high: float) -> str:
    """An interval, or nothing where there is no spread."""
    return "" if low == high else f"{figure(low)} to {figure(high)}"
