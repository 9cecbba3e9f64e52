"""Every evaluation that is shipped can be checked and run, and its ledger adds up."""

from pathlib import Path

import numpy as np
import pytest

from mcsim.config.load import load
from mcsim.evaluation.run import run

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(
    file.parent
    for folder in ("configs", "benchmarks")
    for file in (ROOT / folder).rglob("evaluation.yaml")
    if "twenty_inputs" not in file.parts  # its model stands beside it, and its own test runs it
)


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_it_runs_and_its_ledger_adds_up(folder):
    evaluation = load(folder, {"settings.max_failed_share": 0.02})
    keeps_one = evaluation.model.name == "coproduction"
    results = run(evaluation, draws=512, jobs=1, ledger=keeps_one)
    assert np.isfinite(results.outcomes["cost"]).all()
    if results.ledger is None:
        return
    increment = results.outcomes[["cost", "effect"]].isel(strategy=slice(1, None))
    increment = increment - results.outcomes[["cost", "effect"]].isel(strategy=0)
    for measure in ("cost", "effect"):
        items = results.ledger["items"].where(results.ledger["measure"] == measure, 0.0)
        gap = np.abs(items.sum(["item", "year"]) - increment[measure])
        size = np.abs(results.outcomes[measure]).max("strategy") + np.abs(items).sum(["item", "year"])
        assert (gap <= 1e-9 * size).all(), measure


def test_everything_stands_where_it_is_looked_for():
    names = {folder.name for folder in SHIPPED}
    assert {"peer_support", "peer_support_region", "befriending", "people_powered_health"} <= names
