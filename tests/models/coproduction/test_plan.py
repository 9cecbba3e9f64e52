"""Options of the model: every fault at once, with its place and remedy; and inputs of one's own."""

import numpy as np
import pytest

from mcsim.errors import ModelError
from mcsim.models.coproduction.model import Coproduction
from mcsim.models.coproduction.plan import COMPARATOR
from tests.cli.cli_runner import mcsim
from tests.models.coproduction.making import CORE, run, settings

HOW = settings(years=2, costs=0.0, effects=0.0)
AT = "model.options.strategies.a"


def problems(strategies, **options):
    with pytest.raises(ModelError) as raised:
        Coproduction(strategies, **options)
    return [str(problem) for problem in raised.value.problems]


def of(mechanisms, **more):
    return {"a": {"mechanisms": mechanisms, **more}}


@pytest.mark.parametrize("strategies", [{}, None, [], "a"])
def test_no_strategies(strategies):
    assert problems(strategies) == [
        "model.options.strategies: must map a name to `mechanisms`, for one strategy or more"
    ]


@pytest.mark.parametrize("stated", [None, True, [], {}, {"mechanisms": None}, {"mechanisms": ["reach"]}])
def test_a_strategy_without_mechanisms(stated):
    assert problems({"a": stated}) == [f"{AT}: must hold `mechanisms`: a name to true, false or options"]


def test_the_comparators_name():
    (said,) = problems({COMPARATOR: {"mechanisms": {"reach": True}}})
    assert (
        said == "model.options.strategies.usual_care: is the comparator's name; call the strategy otherwise"
    )


@pytest.mark.parametrize(
    ("mechanisms", "said"),
    [
        ({"wellbeeing": True}, f"{AT}.mechanisms.wellbeeing: is no mechanism; did you mean `wellbeing`"),
        ({"wellbeing": 1}, f"{AT}.mechanisms.wellbeing: is 1; say true, false, or a mapping of its options"),
        ({"wellbeing": "yes"}, f"{AT}.mechanisms.wellbeing: is 'yes'; say true, false, or a mapping"),
        ({"wellbeing": None}, f"{AT}.mechanisms.wellbeing: is None; say true, false, or a mapping"),
        ({"wellbeing": {"of": 1}}, f"{AT}.mechanisms.wellbeing.of: is no option of wellbeing; it takes none"),
        (
            {"measured_cost": {"yeers": "first"}},
            f"{AT}.mechanisms.measured_cost.yeers: is no option of measured_cost; did you mean `years`",
        ),
        (
            {"measured_cost": {"years": "second"}},
            f"{AT}.mechanisms.measured_cost.years: is 'second'; it must be one of first, supported",
        ),
        (
            {"short_term_rise": {"services": "gp"}},
            f"{AT}.mechanisms.short_term_rise.services: is 'gp'; it must be a list out of gp, community",
        ),
        (
            {"short_term_rise": {"services": []}},
            f"{AT}.mechanisms.short_term_rise.services: is []; it must be a list out of gp",
        ),
        (
            {"short_term_rise": {"services": ["dentist"]}},
            f"{AT}.mechanisms.short_term_rise.services: is ['dentist']; it must be a list out of gp",
        ),
        (
            {"short_term_rise": {"services": ["gp", "gp"]}},
            f"{AT}.mechanisms.short_term_rise.services: is ['gp', 'gp'], with one named twice",
        ),
        (
            {"appropriateness": True},
            f"{AT}.mechanisms.appropriateness: makes no sense without short_term_rise; add `short_term_rise`",
        ),
        ({"support": True}, f"{AT}.mechanisms.support: makes no sense without reach"),
        ({"capacity": True}, f"{AT}.mechanisms.capacity: makes no sense without delivery"),
        ({"unpaid_time": True}, f"{AT}.mechanisms.unpaid_time: makes no sense without delivery"),
        (
            {"volunteer_wellbeing": True, "delivery": True},
            f"{AT}.mechanisms.volunteer_wellbeing: makes no sense without unpaid_time",
        ),
    ],
)
def test_a_mechanism_that_cannot_be_read(mechanisms, said):
    (found,) = problems(of(mechanisms))
    assert found.startswith(said)


def test_options_of_a_mechanism_that_is_off_are_checked_too():
    """Or switching it on again would bring up an old mistake."""
    (said,) = problems(of({"sites": {"decision": "no"}, "reach": True}), without=["sites"])
    assert said.startswith(f"{AT}.mechanisms.sites.decision: is 'no'; it must be one of new_sites, all_sites")


@pytest.mark.parametrize("without", ["prevention", 3, None, {"prevention": True}])
def test_without_is_a_list(without):
    (said,) = problems(of({"reach": True}), without=without)
    assert said == "model.options.without: must be a list of mechanisms and blocks; as in [prevention]"


def test_without_names_mechanisms_and_blocks():
    (said,) = problems(of({"reach": True}), without=["delivery", "preventoin"])
    assert said == (
        "model.options.without: preventoin is no mechanism and no block; did you mean `prevention`?"
    )


@pytest.mark.parametrize(
    "apart",
    ["wellbeing", ["wellbeing", "loneliness"], [["wellbeing"]], [["a", "b"]], 3, [["reach", "delivery"]]],
)
def test_apart_is_a_list_of_pairs(apart):
    found = problems(of({"reach": True}), apart=apart)
    assert found
    for said in found:
        assert said.startswith("model.options.apart: ")
        assert "is no pair of mechanisms that would count twice; as in" in said


@pytest.mark.parametrize("own", ["engagement", 3, None, False, {"engagement": 1}, [["engagement"]]])
def test_own_is_a_list_of_inputs(own):
    (said,) = problems(of({"reach": True}, own=own))
    assert said == f"{AT}.own: is {own!r}; write a list of inputs, as in [engagement]"


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("engagment", "engagment is no input of the model; did you mean `engagement`?"),
        (
            "baseline_utility",
            "baseline_utility is of usual care, which is one for all strategies; leave it out",
        ),
    ],
)
def test_own_names_inputs_that_can_be_ones_own(own, said):
    assert problems(of({"reach": True}, own=[own])) == [f"{AT}.own: {said}"]


@pytest.mark.parametrize("name", ["a.b", "a b", 1, None, "", "1a"])
def test_a_strategy_has_the_name_of_an_input(name):
    (said,) = problems({name: {"mechanisms": {"reach": True}}})
    assert said == f"model.options.strategies: {name!r} cannot name a strategy; use letters, digits and _"


@pytest.mark.parametrize("options", [{"per": ""}, {"per": None}, {"per": 5}, {"effect_unit": ["x"]}])
def test_units_are_texts(options):
    ((name, value),) = options.items()
    (said,) = problems(of({"reach": True}), **options)
    assert said == f"model.options.{name}: is {value!r}; give a text"


def test_an_input_of_ones_own_may_not_take_the_name_of_another():
    """`acute_bed_day_cost` is what a shorter stay saves, and not the bed-day of a strategy called acute."""
    (said,) = problems({"acute": {"mechanisms": {"readmission": True}, "own": ["bed_day_cost"]}})
    assert said == (
        "model.options.strategies.acute.own: acute_bed_day_cost is another input of the model; "
        "call the strategy otherwise"
    )


def test_what_a_person_and_a_unit_are_called():
    model = Coproduction(of({"reach": True}), per="member", effect_unit="WELLBY")
    assert (model.per, model.effect_unit) == ("member", "WELLBY")
    assert Coproduction(of({"reach": True})).effect_unit == "QALY"


def test_gains_by_ascot_and_qalys_are_not_added_unremarked():
    mixed = of({"reach": True, "budget_outcome": True, "carers": True})
    (said,) = problems(mixed)
    assert said == (
        "model.options.effect_unit: a counts gains by ASCOT, and carers QALYs; say effect_unit, which names "
        "what their sum is in, or take one objective for all"
    )
    assert Coproduction(mixed, effect_unit="gain").effect_unit == "gain"
    assert problems(
        {**of({"budget_outcome": True}), "b": {"mechanisms": {"budget_outcome": {"objective": "eq5d"}}}}
    )


def test_a_key_that_is_not_known():
    (said,) = problems(of({"reach": True}, mechanism=True))
    assert said == f"{AT}.mechanism: is no known key; did you mean `mechanisms`?"


@pytest.mark.parametrize("years", [0, -1, 1.5, True, "2", None])
@pytest.mark.parametrize("name", ["recruiting_years", "support_years"])
def test_years_are_whole(name, years):
    (said,) = problems(of({"reach": True}), **{name: years})
    assert said == f"model.options.{name}: is {years!r}; give a whole number of 1 or more"


def test_all_faults_of_all_options_at_once():
    """Whatever else is wrong, a mechanism that is unknown is told in the same message."""
    strategies = {COMPARATOR: {"mechanisms": {"reach": True}}, **of({"wellbeeing": True, "support": True})}
    found = problems(strategies, without="x", apart="y", recruiting_years=0, support_years=0)
    assert [said.split(":")[0].removeprefix("model.options.") for said in found] == [
        "recruiting_years", "support_years", "strategies.usual_care", "without", "apart",
        "strategies.a.mechanisms.wellbeeing", "strategies.a.mechanisms.support",
    ]  # fmt: skip


def test_all_faults_of_all_strategies_at_once():
    found = problems(
        {
            "a": {
                "mechanisms": {"wellbeeing": True, "reach": 3, "sites": {"decision": 1}},
                "own": "x",
                "on": 1,
            },
            "b": {"mechanisms": {"wellbeing": True, "wellby": True, "capacity": True}},
            "c": 4,
        }
    )
    assert [said.split(":")[0].removeprefix("model.options.strategies.") for said in found] == [
        "a.on", "a.mechanisms.wellbeeing", "a.mechanisms.reach", "a.mechanisms.sites.decision", "a.own",
        "b.mechanisms.wellbeing", "b.mechanisms.capacity", "c",
    ]  # fmt: skip


def test_several_strategies_share_inputs_unless_they_are_their_own():
    """Two programmes; 10 and 30 of expenses, of the half who engage in both."""
    on = {"mechanisms": {"reach": True, "private_costs": True}}
    model = Coproduction({"a": on, "b": {**on, "own": ["participant_expenses"]}})
    assert set(model.inputs) == {
        *CORE, "engagement", "engagement_ratio", "participant_expenses", "b_participant_expenses",
    }  # fmt: skip
    assert model.inputs["b_participant_expenses"] == model.inputs["participant_expenses"]
    x = {**CORE, "engagement": 0.5, "engagement_ratio": 1}
    found = run(model, {**x, "participant_expenses": 10, "b_participant_expenses": 30}, HOW)
    np.testing.assert_allclose(found["cost"][0, :, 2], [0, 5, 15])


def test_a_core_input_may_be_of_ones_own():
    """Set-up of 1000 for 100 people offered the one programme, and 50 the other: 10 and 20 each."""
    on = {"mechanisms": {"set_up": True}}
    model = Coproduction({"a": on, "b": {**on, "own": ["people_offered"]}})
    found = run(model, {**CORE, "setup_cost": 1000, "b_people_offered": 50}, HOW)
    np.testing.assert_allclose(found["cost"][0, :, 2], [0, 10, 20])


def test_an_input_of_ones_own_is_idle_under_its_own_name():
    on = {"mechanisms": {"reach": True, "wellbeing": False}, "own": ["wellbeing_effect"]}
    model = Coproduction({"a": on})
    assert "a_wellbeing_effect" in model.idle
    assert "wellbeing_effect" not in model.idle


def test_what_one_strategy_needs_is_not_idle():
    on = {"reach": True, "wellbeing": True}
    model = Coproduction({"a": {"mechanisms": on}, "b": {"mechanisms": {**on, "wellbeing": False}}})
    assert "wellbeing_effect" in model.inputs
    assert "wellbeing_effect" not in model.idle


def test_mechanisms_are_in_the_order_of_a_programmes_life_however_they_are_written():
    on = {"wellbeing": True, "reach": True, "delivery": True}
    one, other = (Coproduction(of(dict(each))) for each in (on.items(), reversed(on.items())))
    assert list(one.plans[0].mechanisms) == list(other.plans[0].mechanisms)
    assert list(one.inputs) == list(other.inputs)
    assert list(one.items) == list(other.items)


def test_switched_off_from_the_command_line(peer_support, tmp_path):
    """Readmissions off: the evaluation's inputs for them are left idle and are no error."""
    off = "model.options.strategies.peer_support.mechanisms.readmission=false"
    found = mcsim(
        "run", str(peer_support), "--output", str(tmp_path / "run"), "--draws", "200", "--quiet", "--set", off
    )
    assert found.code == 0, found.err
    told = mcsim("check", str(peer_support), "--set", off)
    assert told.code == 0, told.err
    assert "switched off" in told.out
    assert "bed_day_cost" in told.out


def test_a_fault_from_the_command_line_is_told(peer_support, tmp_path):
    found = mcsim(
        "run", str(peer_support), "--output", str(tmp_path / "run"), "--quiet",
        "--set", "model.options.strategies.peer_support.mechanisms.readmissoin=false",
    )  # fmt: skip
    assert found.code == 2
    assert "readmissoin: is no mechanism" in found.err
    assert "did you mean `readmission`" in found.err
