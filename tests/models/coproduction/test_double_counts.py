"""What must never be counted twice, letter by letter: refused with its reason, or impossible to state."""

import re
from itertools import combinations

import numpy as np
import pytest

from mcsim.errors import ModelError
from mcsim.models.coproduction.double_counts import DOUBLE_COUNTS
from mcsim.models.coproduction.table import MECHANISMS
from tests.models.coproduction.making import ALL_APART, CORE, NAME, complete, increments, made, settings
from tests.models.coproduction.rows import ROWS

HOW = settings(years=3, costs=0.0, effects=0.0)


def refused(on, reason):
    with pytest.raises(ModelError) as raised:
        made(on)
    assert reason in str(raised.value)
    return str(raised.value)


def society(on, x, measure="cost", **options):
    cost, effect, _ = increments(made(on, **options), {**CORE, **x}, HOW)
    return (cost if measure == "cost" else effect)[2]


@pytest.mark.parametrize("health", ["wellbeing", "measured_gain", "budget_outcome"])
@pytest.mark.parametrize("money", ["wellby", "loneliness"])
def test_a_qaly_and_wellbeing_in_money_for_one_outcome(health, money):
    said = refused(complete(health, money), "valued as QALYs and as wellbeing in money")
    assert f"model.options.strategies.{NAME}.mechanisms.{min(health, money)}" in said
    assert "switch one of them off" in said


def test_a_gain_and_satisfaction_with_life_in_work_are_one_or_the_other():
    """Wellbeing in work is net of leisure lost: the option takes one of the two, so never both."""
    for said, asked, other in (
        ("leisure", "reservation_wage_ratio", "job_wellby"),
        ("wellby", "job_wellby", "reservation_wage_ratio"),
    ):
        model = made({"employment": {"time_is": said}})
        assert asked in model.inputs
        assert other not in model.inputs
        assert other in model.idle


def test_life_satisfaction_holds_that_in_work():
    on = {"employment": {"time_is": "wellby"}, "wellby": True}
    assert "employment.time_is" in refused(on, "life satisfaction holds that in work")
    made(on, apart=[["employment", "wellby"]])
    made({**on, "employment": {"time_is": "leisure"}})


def test_b_volunteers_hours_are_a_cost_and_never_a_benefit():
    """An hour given costs society 4; what it brings is valued through its effects."""
    row = ROWS["unpaid_time"]
    dearer = {**row.x, "volunteer_hour_value": 8}
    # 150 hours a year for 100 people, at 4 more: 6 a person.
    assert society(row.on, dearer) - society(row.on, row.x) == pytest.approx(6)
    for given in ("unpaid_time", "unpaid_hours"):
        refused(complete("time_exchange", given), "counted again as unpaid hours")
    refused(complete("unpaid_time", "unpaid_hours"), "counted from two sources")


@pytest.mark.parametrize(
    ("name", "what", "net"),
    [("problem_solving", "benefit_income_gained", 1), ("employment", "job_flowback", 0.75)],
)
def test_c_benefits_saved_are_nothing_to_society(name, what, net):
    """What the exchequer saves, participants lose, and society sees neither.

    By as much, but for the quarter of work that others lose, whom the exchequer supports in their turn.
    """
    row = ROWS[name]
    more = {**row.x, what: 5 * row.x[what]}
    before, _, _ = increments(made(row.on), {**CORE, **row.x}, HOW)
    after, _, _ = increments(made(row.on), {**CORE, **more}, HOW)
    assert after[2] == before[2]
    assert after[0] == before[0]
    assert after[1] - before[1] == pytest.approx(-net * (after[3] - before[3]))
    assert abs(after[1] - before[1]) > 1


@pytest.mark.parametrize("part", ["delivery", "overheads"])
def test_d_a_published_total_beside_its_components(part):
    refused(complete("published_cost", part), "a published total would stand beside its components")


@pytest.mark.parametrize(
    "part", ["support", "delivery", "published_cost", "overheads", "professional_time", "set_up"]
)
def test_d_a_measured_cost_that_includes_delivery_beside_delivery(part):
    on = complete(part, "measured_cost") | {"measured_cost": {"includes_delivery": True}}
    refused(on, "measured_cost includes delivery")
    made({**on, "measured_cost": True})


@pytest.mark.parametrize(
    "name", ["readmission", "prevention", "budget_outcome", "employment", "measured_cost"]
)
def test_e_attribution_is_for_uncontrolled_data_only(name):
    """Effects of trials cannot be named: what would have happened anyway is in their control group.

    Whether the centre of an input is shrunk already stands in its evidence, which no model sees.
    """
    refused({"deadweight": {"of": [name]}, name: True}, f"is ['{name}']")


def test_e_attribution_touches_what_it_names_and_nothing_else():
    """Savings from uncontrolled data are cut to 0.4 by default; the trial's gain in wellbeing is whole."""
    row = ROWS["long_term_saving"]
    on = {**row.on, "wellbeing": True, "deadweight": True}
    x = {**row.x, **ROWS["wellbeing"].x, "deadweight": 0.2, "displacement": 0.5}
    # Alone 20 saved on attendances and 50 more on admissions: 30 more in all.
    assert society(on, x) == pytest.approx(0.4 * 30)
    assert society(on, x, "effect") == pytest.approx(0.02)


@pytest.mark.parametrize(
    "name", ["wellbeing", "measured_gain", "long_term_saving", "readmission", "prevention"]
)
@pytest.mark.parametrize("engagement", [0.2, 0.9])
def test_f_engagement_does_not_act_on_an_effect_by_intention_to_treat(name, engagement):
    """The trial's effect holds the trial's engagement, so that at that engagement it is taken whole."""
    row = ROWS[name]
    alone = increments(made(row.on), {**CORE, **row.x}, HOW)
    x = {**CORE, **row.x, "engagement": engagement, "engagement_ratio": 1}
    reached = increments(made({**row.on, "reach": True}), x, HOW)
    for one, other in zip(alone[:2], reached[:2], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-14)


@pytest.mark.parametrize(
    "part", ["long_term_saving", "length_of_stay", "activation", "readmission", "prevention"]
)
def test_g_parts_of_a_programme_beside_the_whole(part):
    refused(complete("reinforcement", part), "the saving of the whole programme holds that of its components")


@pytest.mark.parametrize("part", ["long_term_saving", "measured_gain"])
def test_g_activation_is_one_path_to_the_same_effect(part):
    refused(complete("activation", part), "activation is one path to the same effect")


@pytest.mark.parametrize("whole", ["measured_gain", "budget_outcome"])
@pytest.mark.parametrize("part", ["appropriateness", "readmission", "prevention", "problem_solving"])
def test_a_health_that_was_measured_whole_beside_its_parts(whole, part):
    refused(complete(whole, part), "a gain in health that was measured whole holds")


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("problem_solving", "wellby", "valued as QALYs and as wellbeing in money"),
        ("problem_solving", "loneliness", "valued as QALYs and as wellbeing in money"),
        ("carers", "spillover", "carers are among the close contacts"),
        ("reinforcement", "short_term_rise", "a net saving holds the rise that came before it"),
        *(
            ("employment", part, "holds that of people in work")
            for part in (
                "long_term_saving", "length_of_stay", "activation", "readmission", "prevention",
                "reinforcement",
            )
        ),
    ],
)  # fmt: skip
def test_what_holds_the_other_is_refused_beside_it(one, other, reason):
    refused(complete(one, other), reason)
    made(complete(one, other), apart=[[one, other]])


@pytest.mark.parametrize("part", ["readmission", "long_term_saving", "activation"])
def test_g_crises_in_two_ways(part):
    refused(complete("prevention", part), "fewer crises would be counted in two ways")


@pytest.mark.parametrize(
    "part",
    [
        "short_term_rise",
        "long_term_saving",
        "length_of_stay",
        "activation",
        "readmission",
        "prevention",
        "reinforcement",
        "employment",
    ],
)
def test_h_use_of_services_on_top_of_a_measured_net_difference(part):
    refused(complete("measured_cost", part), "a measured net difference in cost holds every change")


def test_i_only_the_change_in_length_of_stay_comes_on_top_of_an_admission():
    """Half an admission of 10 days; at 400 a day 2000. A tenth shorter saves 200, no more."""
    on, x = {"length_of_stay": True}, dict(ROWS["length_of_stay"].x)
    assert society(on, x) == pytest.approx(-0.5 * 10 * 0.1 * 400)
    assert society(on, {**x, "length_of_stay_reduction": 0}) == 0


def test_i_an_admission_that_is_avoided_saves_no_bed_days_of_its_own():
    """With every admission avoided there is no stay to shorten: the admissions' cost is all that is saved."""
    row = ROWS["length_of_stay"]
    assert society(row.on, {**row.x, "emergency_admission_reduction": 1}) == pytest.approx(-500)


@pytest.mark.parametrize("name", ["long_term_saving", "activation"])
def test_i_a_readmission_holds_its_bed_days(name):
    on = {"readmission": True, name: {"services": ["ae", "mental_health_bed"]}}
    assert f"{name}.services" in refused(on, "a readmission holds its mental_health_bed days")
    made({**on, name: {"services": ["ae"]}})
    made(on, apart=[["readmission", name]])


def test_j_hours_per_recipient_hold_administration():
    """Nothing takes administration off the hours in post: 500 hours at 20 each are 25 people, one in four."""
    row = ROWS["capacity"]
    _, _, items = increments(made(row.on), {**CORE, **row.x}, HOW)
    assert items["participants"][2].sum() == pytest.approx(10 * 25 / 100)
    assert not [name for mechanism in MECHANISMS.values() for name in mechanism.quantities if "admin" in name]


def test_every_pair_is_refused_and_may_be_declared_apart():
    for pair, reason in DOUBLE_COUNTS.items():
        on = complete(*pair)
        refused(on, reason)
        made(on, apart=ALL_APART)


def test_declaring_one_pair_apart_leaves_the_others_refused():
    on = {"wellbeing": True, "wellby": True, "loneliness": True}
    with pytest.raises(ModelError) as raised:
        made(on, apart=[["wellby", "wellbeing"]])
    said = str(raised.value)
    assert "wellby counts twice together with wellbeing" not in re.sub(r"[.:]", "", said)
    assert "loneliness removed is part of life satisfaction" in said
    assert len(raised.value.problems) == 2


def test_pairs_that_are_not_listed_go_together():
    for one, other in combinations(MECHANISMS, 2):
        on = complete(one, other)
        if not any(pair <= set(on) for pair in DOUBLE_COUNTS):
            made(on)
