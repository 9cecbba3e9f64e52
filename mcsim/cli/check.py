"""`mcsim check`: validate an evaluation and show its inputs; runs nothing."""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from distributions.family import Family
from distributions.remarks import remarks
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
    told = _remarks(found)
    if told:
        out.print("\nworth knowing:", *(f"  {remark}" for remark in told), sep="\n", markup=False)
    out.print(f"\n{len(found.inputs)} inputs; nothing is wrong with this evaluation", markup=False)


def _remarks(evaluation: Evaluation) -> list[str]:
    """What was assumed about inputs, and which distributions are not quite what was stated."""
    return [
        f"{name}: {remark}"
        for name, record in evaluation.inputs.items()
        for remark in remarks(record.family, record.distribution)
    ]


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


def _input_rows(name: str, record: InputRecord, factor: float) -> list[list[str]]:
    """One row for an input, or one for each component of a joint family."""
    family = record.family
    figures = {key: value for key, value in record.distribution.items() if key != "family"}
    stated = ", ".join(f"{key} {_plain(value)}" for key, value in figures.items())
    # The status is about the published figure, the centre about what is sampled: read together or not at all.
    evidence = " / ".join(dict.fromkeys((record.evidence.status, record.evidence.centre)))
    told = [record.unit, f"{record.distribution['family']}: {stated}", evidence, record.source]
    return [
        [
            label,
            *told,
            figure(mean * factor),
            interval(low * factor, high * factor),
            _published(record, factor, mean),
        ]
        for label, mean, low, high in summary(name, family)
    ]


def _plain(value: object) -> str:
    """A figure as the file has it: YAML reads the keys of a mapping as text, and nobody wrote the quotes."""
    return str(value).replace("'", "")


def summary(name: str, family: Family) -> list[tuple[str, float, float, float]]:
    """Mean and 95 % interval of each scalar; a joint family's intervals are those of its margins.

    Examples
    --------
    >>> from distributions.uniform import Uniform
    >>> summary("x", Uniform(min=0, max=1))
    [('x', 0.5, 0.025, 0.975)]
    """
    if not family.components:
        low, high = family.quantile(np.array([0.025, 0.975]))
        return [(name, float(np.asarray(family.mean)), float(low), float(high))]
    means = np.asarray(family.mean)
    low, high = (margin_quantile(family, share) for share in (0.025, 0.975))
    return [
        (f"{name}_{component}", float(means[i]), float(low[i]), float(high[i]))
        for i, component in enumerate(family.components)
    ]


def margin_quantile(family: Family, probability: float, n_halvings: int = 200) -> NDArray[np.float64]:
    """Quantile of each margin of a joint family, found by halving an interval of the margin's cdf.

    Examples
    --------
    >>> from distributions.dirichlet import Dirichlet
    >>> margin_quantile(Dirichlet(("well", "ill"), (1, 1)), 0.25).round(6).tolist()
    [0.25, 0.25]
    """
    mean, sd = np.asarray(family.mean), np.sqrt(np.asarray(family.variance))
    low, high = mean - 100.0 * sd, mean + 100.0 * sd
    for _ in range(n_halvings):
        middle = 0.5 * (low + high)
        below = family.cdf(middle[np.newaxis, :])[0] < probability
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray(0.5 * (low + high))


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
