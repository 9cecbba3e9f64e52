"""Results on the page of the co-production model: a short run, one draw by hand, and the choices shipped."""

from functools import cache

import numpy as np
import xarray as xr

from docs.code_links import ROOT
from mcsim.analysis.cea.means import means
from mcsim.analysis.cea.net_benefit import net_benefit
from mcsim.analysis.ledger.ledger_means import ledger_means
from mcsim.analysis.structure.by_structure import by_structure
from mcsim.config.load import load
from mcsim.config.structures import named_values
from mcsim.evaluation.run import Results, run
from mcsim.models.coproduction.build_up import fading
from mcsim.models.coproduction.short_term_rise import rise_cost
from mcsim.names import PERSPECTIVE, STRATEGY, WTP
from mcsim.report.ledger_table import ledger_tables
from mcsim.report.numbers import with_error
from mcsim.report.page.markdown import table as markdown
from mcsim.report.structure_table import structure_tables
from mcsim.report.tables import Table

CONFIGS = ROOT / "configs"
SHOWN = CONFIGS / "befriending"
DRAWS = 2000
STRATEGY_SHOWN, PAYER, SOCIETY = "befriending", "health_and_social_care", "societal"
POINT = 20_000.0
REALITY, SYNTHESIS, FORM = "effect_is_real", "published_effect", "collective_only"
WITH_CHOICES = (
    "befriending",
    "people_powered_health",
    "time_bank",
    "community_navigators",
    "community_capacity",
    "expert_patients",
    "direct_payments",
    "employment_support",
)


def content() -> dict[str, str]:
    """Every part of the page that comes from a run or from a shipped evaluation."""
    return {
        "draws": f"{DRAWS:,}",
        "ledger": shown(ledger(PAYER)),
        "ledger_societal": shown(beyond(SOCIETY, PAYER)),
        "choices": choices(),
        "by_reality": shown(by_choice(REALITY, PAYER)),
        "by_synthesis": shown(by_choice(SYNTHESIS, PAYER)),
        "by_form": shown(by_choice(FORM, SOCIETY)),
        "inmb": inmb(),
        **rise_by_hand(),
    }


@cache
def results() -> Results:
    """The run that is shown."""
    return run(load(SHOWN), draws=DRAWS, jobs=1, ledger=True)


@cache
def structures() -> xr.Dataset:
    """The run by structure, before averaging."""
    return by_structure(results().outcomes, results().inputs, [POINT])


def by_choice(choice: str, perspective: str) -> Table:
    """Results under each structure of one choice."""
    found = structures().sel({PERSPECTIVE: [perspective]})
    (table,) = structure_tables(found.isel(structure=found["choice"].values == choice), (POINT,))
    return table


def ledger(perspective: str) -> Table:
    """Items that make up cost and effect under one perspective."""
    kept = results().ledger
    assert kept is not None
    at = {PERSPECTIVE: [perspective]}
    (table,) = ledger_tables(ledger_means(kept).sel(at), means(results().outcomes).sel(at))
    return table


def beyond(perspective: str, other: str) -> Table:
    """Items that one perspective counts and the other does not."""
    table, counted = ledger(perspective), {row[0] for row in ledger(other).rows}
    return Table(table.title, table.columns, [row for row in table.rows if row[0] not in counted])


def inmb() -> str:
    """Incremental net benefit over all draws, with its standard error."""
    at = {STRATEGY: STRATEGY_SHOWN, PERSPECTIVE: PAYER, WTP: POINT}
    found = net_benefit(results().outcomes, [POINT]).sel(at)
    return with_error(float(found["inmb"]), float(found["inmb_se"]))


def rise_by_hand() -> dict[str, str]:
    """The short-term rise of one draw, by year, from the functions that compute it."""
    recipients, uplift, contacts, cost, decay = 0.6, 0.05, 5.0, 40.0, 0.75
    at_first = float(rise_cost(np.array([recipients * uplift]), np.array([contacts * cost]))[0])
    faded = fading(np.array([decay]), years=3)[:, 0]
    product = f"{recipients} * {uplift} * {contacts:g} * {cost:g}"
    rows = [
        [str(year), f"{left:.3f}", f"{product} * {left:.3f}", f"£{at_first * left:.2f}"]
        for year, left in enumerate(faded)
    ]
    return {
        "example_recipients": percent(recipients),
        "example_contacts": f"{contacts:g}",
        "example_cost": f"{cost:g}",
        "example_uplift": percent(uplift),
        "example_decay": f"{decay:g}",
        "example_share": percent(float(faded[0])),
        "example_rise": markdown(["a", "`fading[a]`", "`gp_rise` in that year", "per person offered"], rows),
    }


def percent(share: float) -> str:
    """A share in hundredths."""
    return f"{100 * share:.0f} %"


def choices() -> str:
    """A row for each structural choice that is drawn in a shipped evaluation, without the table's head."""
    rows = []
    for folder in WITH_CHOICES:
        for name, record in load(CONFIGS / folder).inputs.items():
            if record.structures:
                names = "; ".join(each for _, each in named_values(record.structures))
                rows.append(f"| {record.description} | `{name}` of `configs/{folder}` | {names} |")
    return "\n".join(rows)


def shown(table: Table) -> str:
    """A table as Markdown, under its title."""
    return f"*{table.title}.*\n\n{markdown(table.columns, table.rows)}"
