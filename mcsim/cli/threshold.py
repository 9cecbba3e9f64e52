"""`mcsim threshold`: how far one input may go before a strategy is no longer worth it."""

from typing import Annotated

import typer
import xarray as xr

from mcsim.cli.check import EvaluationPath, Overrides
from mcsim.cli.run import Draws, Jobs, Seed
from mcsim.cli.show import console, print_table
from mcsim.config.load import load
from mcsim.names import words
from mcsim.report.numbers import exactly, symbol, with_error

Input = Annotated[str, typer.Option("--input", help="Input whose value is looked for")]
Between = Annotated[
    tuple[float, float],
    typer.Option("--between", metavar="LOW HIGH", help="Range to look in, in the evaluation's prices"),
]
WillingnessToPay = Annotated[float, typer.Option("--wtp", help="Willingness to pay for one unit of effect")]
Strategy = Annotated[str | None, typer.Option(help="Strategy, needed where several are compared")]
Perspective = Annotated[str | None, typer.Option(help="Perspective  [default: the base case]")]


def threshold(
    evaluation: EvaluationPath,
    input: Input,
    between: Between,
    wtp: WillingnessToPay = 20_000.0,
    strategy: Strategy = None,
    perspective: Perspective = None,
    draws: Draws = None,
    seed: Seed = None,
    jobs: Jobs = 1,
    overrides: Overrides = None,
) -> None:
    """Find the value of one input at which a strategy is just worth it on average."""
    # Imported late: the search is slow to load, and a mistake in a file is told without it.
    loaded = load(evaluation, overrides or [])
    from mcsim.evaluation.threshold import threshold as find

    found = find(
        loaded,
        input,
        between,
        wtp=wtp,
        strategy=strategy,
        perspective=perspective,
        draws=draws,
        seed=seed,
        jobs=jobs,
    )
    _print(found)


def _print(found: xr.Dataset) -> None:
    out, attrs = console(), found.attrs
    sign = symbol(attrs["currency"])
    out.print(f"\n{attrs['title']}", style="bold", markup=False)
    out.print(
        f"{words(attrs['strategy'])} against {words(attrs['comparator'])}, {words(attrs['perspective'])}, "
        f"at {sign}{exactly(attrs['wtp'])} per {attrs['effect_unit']}; {attrs['draws']:,} draws\n",
        markup=False,
    )
    low, high = map(exactly, attrs["between"])
    rows = [
        [f"threshold of {attrs['input']}", _figure(found, "threshold") or "none", attrs["units"]],
        ["its mean in the evaluation", _figure(found, "base"), attrs["units"]],
        [f"INMB at {low}", _figure(found, "inmb_at_lower"), attrs["currency"]],
        [f"INMB at {high}", _figure(found, "inmb_at_upper"), attrs["currency"]],
    ]
    print_table(out, "", ["", "value (SE)", "unit"], rows, left=1)
    out.print(f"\n{_said(found)}", markup=False)
    if attrs["n_quarantined"]:
        failed = f"up to {attrs['n_quarantined']:,} draws failed in the range"
        told = f"{failed}, and the figures describe the others only"
        out.print(told, markup=False)


def _figure(found: xr.Dataset, name: str) -> str:
    return with_error(float(found[name]), float(found[f"{name}_se"]))


def _said(found: xr.Dataset) -> str:
    """What was seen in the range, in a sentence."""
    n_crossings = int(found["n_crossings"])
    between = f"between {' and '.join(map(exactly, found.attrs['between']))}"
    if n_crossings > 1:
        return (
            f"{n_crossings} thresholds were seen {between}: this is the first from the lower end; narrow the "
            "range to see the others"
        )
    return f"{found.attrs['found']}, {between}"
