"""Published figures against what the model makes of the published inputs, and the page that shows both.

Rows that are circular, because the published figure is an input, have no test here: they cannot fail.
"""

import numpy as np
import pytest

from docs.make_anchors import (
    MEAD,
    PAGE,
    SIETTE,
    WTP,
    befriending,
    claim,
    expert_patients,
    gross_benefit,
    loneliness,
    net_cost,
    page,
)
from mcsim.analysis.cea.ceac import ceac
from mcsim.models.coproduction.reinforcement import PARTS

NO_PART = dict.fromkeys(PARTS, 0)


def test_the_page_is_fresh():
    assert page() == PAGE.read_text(encoding="utf-8"), "run python -m docs.make_anchors"


def test_expert_patients_are_worth_it_with_the_published_probability():
    """0.94 as printed, so between 0.935 and 0.945."""
    at = ceac(expert_patients(), wtp=[WTP]).isel(strategy=1, perspective=0, wtp=0)
    assert 0.935 <= float(at["ceac_lower"]) <= float(at["ceac_upper"]) <= 0.945


def test_a_loneliness_free_year_costs_what_mcdaid_and_park_say():
    """348 - 768 * 0.45 is nil within the rounding of 0.45 (0.005 * 768) and of 348 (0.5)."""
    cost, error = net_cost(loneliness())
    assert abs(cost) <= 0.005 * 768 + 0.5
    assert error < 0.1


@pytest.mark.parametrize("synthesis", [MEAD, SIETTE])
def test_knapps_benefit_of_befriending_lies_where_published_effects_put_it(synthesis):
    """About 300: inside the 80 % interval, and so inside the 95 % one."""
    low, high = np.quantile(gross_benefit(befriending(synthesis)), [0.1, 0.9])
    assert low < 300 < high


def test_nestas_step_takes_all_the_parts_and_time():
    """Nothing at first, half at the midpoint of 4 years, never more than 20 %."""
    saved = claim()
    assert (np.diff(saved) > 0).all()
    assert saved[4] == pytest.approx(0.07 + 0.13 * 0.5, abs=0.002)
    assert saved[-1] <= 0.20


def test_a_part_alone_gains_nothing_from_the_others():
    """One fifth of the logarithm of what is left: 1 - 0.93 ** 0.2, in every year."""
    alone = claim(parts={**NO_PART, PARTS[0]: 1})
    assert alone == pytest.approx(1 - 0.93**0.2, rel=1e-12)


def test_two_of_five_parts_gain_a_tenth():
    together = claim(parts={**NO_PART, PARTS[0]: 1, PARTS[1]: 1})
    assert together[-1] == pytest.approx(1 - 0.93**0.4 + 0.013, abs=1e-6)


def test_without_reinforcement_seven_per_cent_stay_seven_per_cent():
    assert claim(synergy=0.0) == pytest.approx(0.07, rel=1e-12)
