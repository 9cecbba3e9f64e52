"""`mcsim check`: validate an evaluation and show its inputs; runs nothing."""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from distributions.family import Family
from mcsim.cli.show import console, print_table
from mcsim.config.load import load
from mcsim.config.records import Evaluation, InputRecord
from mcsim.evaluation.prepare import prepare
from mcsim.names import words
from mcsim.report.numbers import exactly

COLUMNS = ("input", "unit", "distribution", "evidence", "source", "mean", "95 % interval", "published")
LEFT = 5
Overrides = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Replace a value, as in settings.horizon=2; repeatable"),
]
EvaluationPath = Annotated[Path, typer.Argument(metavar="EVALUATION", help="Folder of the evaluation")]


def check(evaluation: EvaluationPath, overrides: Overrides = None) -> None:
    """Validate an evaluation and show each of its inputs, without running anything."""
    found = load(evaluation, overrides or [])
    prepared = prepare(found)
    out = console()
    settings = found.settings
    out.print(found.title, style="bold", markup=False)
    out.print(
        f"model {found.model.name}{_options(found)}: {', '.join(map(words, prepared.model.strategies))}\n"
        f"{settings.currency} of {settings.price_year}, {settings.horizon} years, discounted at "
        f"{settings.discount_rates.costs:.2%} (costs) and {settings.discount_rates.effects:.2%} (effects)\n"
        f"perspectives: {', '.join(map(words, settings.perspectives))}\n"
        f"decision points: {', '.join(map(exactly, settings.wtp.decision_points))} per unit of effect\n"
        f"{settings.draws:,} draws, seed {settings.seed}, design {settings.design}\n\n"
        "evidence: how the published figure was come by / what the distribution is centred on\n",
        markup=False,
    )
    print_table(out, "", COLUMNS, _rows(found), left=LEFT)
    out.print(f"\n{len(found.inputs)} inputs; nothing is wrong with this evaluation", markup=False)


def _options(evaluation: Evaluation) -> str:
    """Options of the model that are plain values; longer ones stand in the file."""
    plain = {
        key: value for key, value in evaluation.model.options.items() if not isinstance(value, dict | list)
    }
    return f" ({', '.join(f'{words(key)} {value}' for key, value in plain.items())})" if plain else ""


def _rows(evaluation: Evaluation) -> list[list[str]]:
    return [
        row
        for name, record in evaluation.inputs.items()
        for row in _input_rows(name, record, evaluation.price_factors.get(name, 1.0))
    ]


def _input_rows(name: str, record: InputRecord, price_factor: float) -> list[list[str]]:
    """One row for an input, or one for each component of a joint family."""
    family = record.family
    stated = ", ".join(f"{key} {value}" for key, value in record.distribution.items() if key != "family")
    # The status is about the published figure, the centre about what is sampled: read together or not at all.
    evidence = " / ".join(dict.fromkeys((record.evidence.status, record.evidence.centre)))
    told = [f"{record.distribution['family']}: {stated}", evidence, record.source]
    return [
        [
            label,
            record.unit if quantity else "",
            *told,
            figure(mean * factor),
            interval(low * factor, high * factor),
            _published(record, factor, mean),
        ]
        for (label, mean, low, high), quantity in zip(summary(name, family), family.quantities, strict=True)
        # A label, such as the part of a mixture, is no money and bears no factor.
        for factor in [price_factor if quantity else 1.0]
    ]


def summary(name: str, family: Family) -> list[tuple[str, float, float, float]]:
    """Mean and 95 % interval of each scalar; a joint family's intervals are those of its margins.

    Examples
    --------
    >>> from distributions.uniform import Uniform
    >>> summary("x", Uniform(min=0, max=1))
    [('x', 0.5, 0.025, 0.975)]
    """
    names = family.scalar_names(name)
    return [(label, *_mean_and_interval(margin)) for label, margin in zip(names, family.margins, strict=True)]


def _mean_and_interval(family: Family) -> tuple[float, float, float]:
    low, high = family.quantile(np.array([0.025, 0.975]))
    return float(np.asarray(family.mean)), float(low), float(high)


def _published(record: InputRecord, factor: float, mean: float) -> str:
    if record.price_year is None:
        return ""
    return f"{figure(mean)} ({record.price_year})" if factor != 1.0 else f"({record.price_year})"


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
