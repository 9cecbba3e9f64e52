"""No measure of a ledger holds a second copy of it."""

import tracemalloc

import numpy as np
import pytest

from mcsim.analysis.ledger.budget_impact import budget_impact
from mcsim.analysis.table import FURTHER
from tests.analysis.ledger_cases import KINDS, ledger_of

MEASURES = {name: each.function for name, each in FURTHER.items() if each.needs == ("ledger",)}
MEASURES["budget_impact"] = lambda ledger: budget_impact(ledger, [1.0, 2.0, 3.0])


@pytest.mark.parametrize("name", MEASURES)
def test_memory(name):
    kinds = dict.fromkeys(KINDS, np.ones((16_000, 3)))
    small = ledger_of(**kinds)
    ledger = small.isel(item=np.arange(40) % len(KINDS)).assign_coords(item=np.arange(40))
    tracemalloc.start()
    try:
        MEASURES[name](ledger)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 0.5 * ledger["items"].nbytes
