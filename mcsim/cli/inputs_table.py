"""What `mcsim check` shows of each input: as stated, its density in a line of text, and its figures."""

from collections.abc import Sequence

import numpy as np
import xarray as xr

from distributions.family import Family
from mcsim.cli.show import Console, print_table
from mcsim.config.input_record import Evidence
from mcsim.config.money import from_others
from mcsim.config.records import Evaluation
from mcsim.inputs.portraits import N_DRAWS
from mcsim.names import INPUT
from mcsim.report.as_stated import figure, interval, stated
from mcsim.report.numbers import with_error

NAME, UNIT, STATED, DENSITY, PUBLISHED = "input", "unit", "as stated", "density", "as published"
STATED_WITH_UNIT = "as stated (unit)"
FIGURES = ("mean", "SD", "95 % interval")
ONE_TABLE = 140
"""Columns of a terminal in which all of it stands side by side; in fewer it is two tables."""
SHORT_BARS = 100
"""Columns of a terminal below which densities are shorter."""
BARS = " ▁▂▃▄▅▆▇█"
N_BARS = 16
FROM_DRAWS = "~"


def print_inputs(out: Console, evaluation: Evaluation, seen: xr.Dataset) -> None:
    """Print every input, in one table or in two as the terminal is wide.

    Parameters
    ----------
    out : Console
    evaluation : Evaluation
    seen : Dataset
        Portraits of its inputs.
    """
    rows = _rows(evaluation, seen, N_BARS if out.width >= SHORT_BARS else N_BARS // 2)
    if out.width >= ONE_TABLE:
        _print(out, "\nWhat is sampled", (NAME, UNIT, STATED, DENSITY, *FIGURES, PUBLISHED), rows)
    else:
        _print(out, "\nWhat is sampled", (NAME, STATED_WITH_UNIT, PUBLISHED), rows)
        _print(out, "\nWhat it looks like", (NAME, DENSITY, *FIGURES), rows)
    if bool(seen["from_draws"].any()):
        out.print(f"{FROM_DRAWS} from {N_DRAWS:,} draws; the mean with its standard error", markup=False)


def _print(out: Console, title: str, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    text = [column for column in columns if column not in (*FIGURES, PUBLISHED)]
    cells = [[row[column] for column in columns] for row in rows]
    print_table(out, title, columns, cells, left=len(text), whole=(NAME, DENSITY, "mean", "SD"))


def _rows(evaluation: Evaluation, seen: xr.Dataset, n_bars: int) -> list[dict[str, str]]:
    """One row for an input, or one for each scalar of a joint family; the text of every column."""
    rows = []
    for name, scalars in evaluation.scalars.items():
        record, family = evaluation.inputs[name], evaluation.families[name]
        for scalar, margin in zip(scalars, family.margins, strict=True):
            one = seen.sel({INPUT: scalar})
            is_label = scalar in evaluation.labels
            told = stated(record) if scalar == scalars[0] else ""
            unit = "" if is_label else record.unit
            rows.append(
                {
                    NAME: scalar,
                    UNIT: unit,
                    STATED: told,
                    STATED_WITH_UNIT: f"{told} ({unit})".strip() if unit else told,
                    DENSITY: sparkline(one, n_bars),
                    **dict(zip(FIGURES, _figures(one), strict=True)),
                    PUBLISHED: "" if is_label else _published(evaluation, name, margin),
                }
            )
    return rows


def _figures(one: xr.Dataset) -> tuple[str, str, str]:
    """Mean, standard deviation and interval; those of draws with a mark, and the mean with its error."""
    mean, sd = float(one["mean"]), float(one["sd"])
    spread = figure(sd) if sd != 0.0 else ""
    span = interval(float(one["lower"]), float(one["upper"]))
    if not one["from_draws"]:
        return figure(mean), spread, span
    marked = [f"{FROM_DRAWS}{each}" if each else "" for each in (spread, span)]
    return with_error(mean, sd / float(np.sqrt(N_DRAWS))), marked[0], marked[1]


def status_and_centre(evidence: Evidence) -> str:
    """How a published figure was come by, and what the distribution is centred on; once where they agree."""
    # The status is about the published figure, the centre about what is sampled: read together or not at all.
    return " / ".join(dict.fromkeys((evidence.status, evidence.centre)))


def sparkline(one: xr.Dataset, n_bars: int = N_BARS) -> str:
    """The density of an input in one line of text.

    Examples
    --------
    >>> sparkline(xr.Dataset({"share": ("bin", [0.0, 0.5, 1.0] + [0.0] * 61)}))
    '█               '
    """
    heights = one["share"].values.reshape(n_bars, -1).sum(axis=1)
    steps = np.ceil(heights / heights.max() * (len(BARS) - 1)).astype(int)
    return "".join(BARS[step] for step in steps)


def _published(evaluation: Evaluation, name: str, margin: Family) -> str:
    year, factor = evaluation.inputs[name].price_year, evaluation.price_factors.get(name, 1.0)
    if year is None or from_others(evaluation.inputs[name], evaluation.inputs, evaluation.settings):
        return ""
    return f"mean {figure(float(np.asarray(margin.mean)))} ({year})" if factor != 1.0 else f"({year})"
