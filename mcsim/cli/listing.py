"""`mcsim list`: what there is to choose from."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from inspect import getdoc
from pathlib import Path
from typing import Annotated

import typer

from distributions.change import CHANGES
from distributions.empirical import Empirical
from distributions.family import Family
from distributions.form import Form, forms
from distributions.table import FAMILIES
from mcsim.cli.evidence_listing import evidence_rows, files_below
from mcsim.cli.show import console, print_table
from mcsim.config.input_record import FILE
from mcsim.config.lines import EVALUATION_FILE
from mcsim.config.yaml_source import read_yaml
from mcsim.errors import ConfigError, Problem
from mcsim.inputs.design import Design
from mcsim.inputs.table import DESIGNS
from mcsim.lookup import load_object
from mcsim.models.table import MODELS

Rows = Iterable[tuple[str, ...]]
NEW = "`mcsim new NAME` makes an evaluation"


class Kind(StrEnum):
    """What can be listed."""

    families = "families"
    models = "models"
    designs = "designs"
    measures = "measures"
    plots = "plots"
    evaluations = "evaluations"
    evidence = "evidence"


def listing(
    kind: Annotated[Kind, typer.Argument(help="What to list")],
    programme: Annotated[
        str | None, typer.Option("--programme", help="Of the evidence, what is about this programme")
    ] = None,
) -> None:
    """List families, models, designs, measures, plots, or the evaluations or evidence below this folder."""
    if programme is not None and kind is not Kind.evidence:
        rule = f"says nothing of {kind.value}"
        raise ConfigError(Problem("--programme", rule, "leave it out, or list evidence"))
    rows = list(evidence_rows(programme) if programme is not None else ROWS[kind]())
    if not rows:
        console().print(f"no {kind.value} here; {MAKE.get(kind, NEW)}", markup=False)
        return
    columns = COLUMNS.get(kind, (kind.value, ""))
    print_table(console(), "", columns, rows, left=len(columns))


def _families() -> Rows:
    """Every form on a row of its own, the family's name beside the first."""
    rows = [
        (name if row == 0 else "", form.in_words)
        for name, family in sorted(FAMILIES.items())
        for row, form in enumerate(_forms(family))
    ]
    return [*rows, ("any of one scalar", f"also {', '.join(CHANGES)}")]


def _forms(family: type[Family]) -> tuple[Form, ...]:
    """Ways to state a family, a file of draws among them."""
    from_file = (Form((FILE,), ("columns",), dict),) if family is Empirical else ()
    return (*from_file, *forms(family))


def _models() -> Rows:
    return [(name, _first_line(load_object(address))) for name, address in MODELS.items()]


def _designs() -> Rows:
    return [
        (
            name,
            design.title,
            design.extended_where or _yes_or_no(design.addressable),
            _yes_or_no(design.probability_sample),
            _standard_errors(design),
            "independent only" if design.assumes_independence else "any",
        )
        for name, design in DESIGNS.items()
    ]


def _standard_errors(design: type[Design]) -> str:
    """How the standard errors of a design's means are had."""
    if not design.probability_sample:
        return "none"
    return f"between {design.replicates} replicates" if design.replicates else "over draws"


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"


def _measures() -> Rows:
    from mcsim.analysis.table import FURTHER, MEASURES

    return [
        *((name, measure.title) for name, measure in MEASURES.items()),
        *((name, f"{further.title} (of {' and '.join(further.needs)})") for name, further in FURTHER.items()),
    ]


def _plots() -> Rows:
    from mcsim.plots.table import PLOTS

    return [(name, plot.title) for name, plot in PLOTS.items()]


def _evaluations() -> Rows:
    return [(str(file.parent), _title(file)) for file in files_below(Path(), EVALUATION_FILE)]


def _title(file: Path) -> str:
    try:
        return str(read_yaml(file).data.get("title", ""))
    except ConfigError:
        return "(cannot be read; see `mcsim check`)"


def _first_line(documented: object) -> str:
    return (getdoc(documented) or "").split("\n")[0]


COLUMNS = {
    Kind.families: ("family", "what states it, each row a way; its own parameters last"),
    Kind.designs: (
        "designs", "", "can be extended", "probability sample", "standard errors of means", "inputs"
    ),
    Kind.evidence: ("evidence", "distribution", "unit", "price year", "status / centre", "role"),
}  # fmt: skip
MAKE = {Kind.evidence: "it stands in folders named evidence, and in files named unit_costs.yaml"}
ROWS: dict[Kind, Callable[[], Rows]] = {
    Kind.families: _families,
    Kind.models: _models,
    Kind.designs: _designs,
    Kind.measures: _measures,
    Kind.plots: _plots,
    Kind.evaluations: _evaluations,
    Kind.evidence: evidence_rows,
}
