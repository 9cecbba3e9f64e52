"""Bad willingness to pay is refused with the place, the value, the rule and the remedy."""

import numpy as np
import pytest

from mcsim.analysis.cea.ceac import ceac
from mcsim.analysis.grid import checked_grid, default_grid
from mcsim.errors import AnalysisError
from mcsim.results.datasets import outcomes

BAD = {
    "negative": ([-1.0, 2.0], r"wtp\[0\]: is -1; it must be finite and at least 0"),
    "not finite": ([0.0, np.inf], r"wtp\[1\]: is inf"),
    "not a number": ([np.nan], r"wtp\[0\]: is nan"),
    "twice": ([1.0, 1.0], r"wtp\[1\]: is 1, not above 1 before it"),
    "falling": ([30_000.0, 20_000.0], r"wtp\[1\]: is 20000, not above 30000"),
    "empty": ([], "has shape"),
    "a table": ([[1.0]], "has shape"),
    "words": (["dear"], "are not numbers"),
}


@pytest.mark.parametrize(("wtp", "message"), BAD.values(), ids=BAD)
def test_bad_grids(wtp, message):
    data = outcomes([[0.0, 1.0]], [[0.0, 1.0]], ["a", "b"])
    with pytest.raises(AnalysisError, match=message) as caught:
        ceac(data, wtp)
    assert "strictly increasing" in caught.value.problems[0].remedy


def test_all_bad_values_come_at_once():
    with pytest.raises(AnalysisError) as caught:
        checked_grid([-1.0, -2.0])
    assert len(caught.value.problems) == 2


def test_default():
    grid = default_grid()
    assert grid.size == 1_001
    assert {0.0, 20_000.0, 30_000.0, 100_000.0} <= set(grid.tolist())
