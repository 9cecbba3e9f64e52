"""Per recipient or per person offered, to whom support is targeted, and what is the programme's of it."""

import numpy as np
import pytest

from tests.models.coproduction.making import CORE, increments, made, settings
from tests.models.coproduction.rows import ROWS

HEALTH_CARE, SOCIETY = 0, 2
HALF = {"engagement": 0.5, "engagement_ratio": 1}
"""Half engage, as in the trial, so that an effect by intention to treat is whole per person offered."""
RESPONDERS = {"responder_share": 0.5, "harmed_share": 0.1, "harm": 0.2, "leaving_share": 0.5}
GAINS = {"wellbeing": ("wellbeing", 0.02), "measured_gain": ("measured_gain", 0.03)}


def items_of(on, x, years=1, **options):
    return increments(made(on, **options), {**CORE, **x}, settings(years, 0.0, 0.0))[2]


@pytest.mark.parametrize("name", GAINS)
def test_an_effect_in_those_who_benefit_is_per_recipient(name):
    """A gain in half of the half who take part is a quarter of it; a mean by intention to treat is whole."""
    item, gain = GAINS[name]
    x = {**ROWS[name].x, **HALF, **RESPONDERS}
    for said, expected in (("mean", gain), ("of_responders", gain / 4)):
        found = items_of({"reach": True, name: True, "responders": {"effect_is": said}}, x)
        assert found[item][SOCIETY, 0] == pytest.approx(expected)


def test_a_gain_per_taker_is_so_either_way():
    """0.04 * 1.5 in those who are not older, half the takers, half of it at first: 0.015; half take part."""
    x = {**ROWS["budget_outcome"].x, **HALF, **RESPONDERS}
    for said, expected in (("mean", 0.0075), ("of_responders", 0.00375)):
        on = {"reach": True, "budget_outcome": True, "responders": {"effect_is": said}}
        assert items_of(on, x)["quality_of_life"][SOCIETY, 0] == pytest.approx(expected)


def test_fidelity_and_attribution_act_on_a_gain_per_recipient():
    """A quarter of 0.02, at half the fidelity, of which 0.4 is the programme's: 0.001."""
    on = {
        "reach": True, "wellbeing": True, "responders": {"effect_is": "of_responders"}, "fidelity": True,
        "deadweight": {"of": ["wellbeing"]},
    }  # fmt: skip
    x = {
        **ROWS["wellbeing"].x, **HALF, **RESPONDERS, "fidelity": 0.4, "fidelity_in_trial": 0.8,
        "deadweight": 0.2, "displacement": 0.5,
    }  # fmt: skip
    assert items_of(on, x)["wellbeing"][SOCIETY, 0] == pytest.approx(0.001)


def test_harm_is_per_recipient_and_can_be_left_while_there_is_support():
    """A tenth of the half who take part lose 0.2: 0.01, and half of them leave in the second year.

    Two years of support, after which a half is kept each year, of the gain and of the harm.
    """
    on = {
        "reach": True, "wellbeing": True, "persistence": True,
        "responders": {"effect_is": "of_responders"},
    }  # fmt: skip
    x = {**ROWS["wellbeing"].x, **HALF, **RESPONDERS, "effect_persistence": 0.5}
    found = items_of(on, x, years=4, support_years=2)
    np.testing.assert_allclose(found["wellbeing"][SOCIETY], [0.005, 0.005, 0.0025, 0.00125])
    np.testing.assert_allclose(found["harm"][SOCIETY], [-0.01, -0.01, -0.005, -0.0025])
    np.testing.assert_allclose(found["leaving_what_harms"][SOCIETY], [0, 0.005, 0, 0], atol=1e-15)


def test_nobody_leaves_support_of_one_year():
    x = {**ROWS["wellbeing"].x, **RESPONDERS, "leaving_share": 1, "effect_persistence": 1}
    found = items_of({"wellbeing": True, "responders": True, "persistence": True}, x, years=3)
    assert not found["leaving_what_harms"].any()


@pytest.mark.parametrize(("per", "ratio", "expected"), [
    ("recipient", 1, -35),
    ("recipient", 0.5, -17.5),
    ("offered", 1, -70),
    ("offered", 0.5, -35),
])  # fmt: skip
def test_parts_that_save_per_recipient_or_per_person_offered(per, ratio, expected):
    """7 % of 1000 pounds; half engage in the trial and here, or half as many as in the trial."""
    x = {**ROWS["reinforcement"].x, **HALF, "engagement_ratio": ratio}
    found = items_of({"reach": True, "reinforcement": {"per": per}}, x)["parts_together"]
    assert found[HEALTH_CARE, 0] == pytest.approx(expected)


def test_parts_save_per_recipient_where_nothing_is_said():
    on, x = {"reach": True, "reinforcement": True}, {**ROWS["reinforcement"].x, **HALF}
    assert items_of(on, x)["parts_together"][HEALTH_CARE, 0] == pytest.approx(-35)


@pytest.mark.parametrize(("name", "item", "alone"), [
    ("activation", "ae_activation", -20), ("length_of_stay", "shorter_stays", -200),
])  # fmt: skip
@pytest.mark.parametrize(("offered", "factor"), [(0.2, 1), (1, 3.75)])
def test_targeting_scales_every_saving_in_use(name, item, alone, offered, factor):
    """As in the row of targeting: 3 * 1.25 of it where all are high users, all of it where as many as are."""
    row = ROWS[name]
    on = {name: row.on[name], "targeting": True}
    x = {**row.x, **ROWS["targeting"].x, "high_user_share_offered": offered}
    assert items_of(on, x)[item][SOCIETY, 0] == pytest.approx(alone * factor)


def test_stays_are_shortened_of_the_admissions_that_the_programme_leaves():
    """Of 0.5 admissions a fifth of 0.4 is the programme's: 0.46 stays are left, a day shorter at 400."""
    row = ROWS["length_of_stay"]
    on = {**row.on, "deadweight": {"of": ["long_term_saving"]}}
    found = items_of(on, {**row.x, "deadweight": 0.2, "displacement": 0.5})
    assert found["emergency_admission_saving"][SOCIETY, 0] == pytest.approx(-0.4 * 100)
    assert found["shorter_stays"][SOCIETY, 0] == pytest.approx(-0.46 * 400)


def test_fidelity_acts_on_the_stays_and_on_the_admissions():
    """At half the fidelity 0.45 admissions are left, each half a day shorter at 400."""
    row = ROWS["length_of_stay"]
    x = {**row.x, "fidelity": 0.4, "fidelity_in_trial": 0.8}
    found = items_of({**row.on, "fidelity": True}, x)["shorter_stays"]
    assert found[SOCIETY, 0] == pytest.approx(-90)
