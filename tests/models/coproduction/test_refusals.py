"""Draws that make no sense are refused, each with its rule and its value; those at the very edge are not."""

import numpy as np
import pytest

from mcsim.errors import DrawsRefused
from mcsim.models.coproduction.model import Coproduction
from tests.models.coproduction.making import CORE, made, run, settings
from tests.models.coproduction.rows import ROWS

HOW = settings(years=4)
SURE = {"readmission_probability": 0.5, "later_readmission_ratio": 1}
SITES = {"n_sites": 1, "readmission_site_sd": 1, "site_deviation": -np.log(3)}
STATES = {"prevention_trial_probability": 0.2, "p_crisis": 0, "initially_escalating": 0}
CASES = [
    ("readmission", {}, {**SURE, "readmission_probability": 0.8, "later_readmission_ratio": 1.5}, "1.2",
     "above 1 after later_readmission_ratio", {"later_readmission_ratio": 1.25}),
    ("readmission", {}, {**SURE, "readmission_relative_risk": 3}, "1.5",
     "probability of readmission above 1 with support", {"readmission_relative_risk": 2}),
    # The relative risk is 1 itself, but 3 in this site, which turns out badly.
    ("readmission", {"sites": True}, {**SURE, **SITES, "readmission_relative_risk": 1}, "1.5",
     "probability of readmission above 1 with support", {"site_deviation": -np.log(2)}),
    # Twice the fidelity of the trial squares the relative risk of 2.
    ("readmission", {"fidelity": True},
     {**SURE, "readmission_relative_risk": 2, "fidelity": 1, "fidelity_in_trial": 0.5}, "2",
     "probability of readmission above 1 with support", {"fidelity": 0.5}),
    ("prevention", {}, {**STATES, "prevention_relative_risk": 5}, "1", "its trial's probability 1 or more",
     {"prevention_relative_risk": 4}),
    ("prevention", {}, {**STATES, "p_escalate": 0.6, "p_die_stable": 0.5}, "1.1", "leaving the state stable",
     {"p_die_stable": 0.4}),
    ("prevention", {}, {**STATES, "p_crisis": 0.5, "p_settle": 0.3, "p_die_escalating": 0.3}, "1.1",
     "leaving the state escalating", {"p_die_escalating": 0.2}),
    ("prevention", {}, {**STATES, "p_recover": 0.6, "p_die_crisis": 0.5}, "1.1", "leaving the state crisis",
     {"p_die_crisis": 0.4}),
    # A hazard ratio of ln(0.64) / ln(0.8) = 2 takes 0.5 to 0.75, with 0.4 more who die: -0.15 stay.
    ("prevention", {}, {**STATES, "prevention_relative_risk": 1.8, "p_escalate": 0.5, "p_die_stable": 0.4},
     "-0.15", "probability of staying in a state negative", {"p_die_stable": 0.25}),
    ("targeting", {}, {"high_user_share": 0.4, "high_user_use_ratio": 3}, "1.2", "more use than there is",
     {"high_user_use_ratio": 2.5}),
    ("targeting", {}, {"high_user_share": 1, "high_user_use_ratio": 1}, "1", "leaves nobody else",
     {"high_user_share": 0.99}),
    ("responders", {}, {"responder_share": 0.7, "harmed_share": 0.4}, "1.1", "is above 1",
     {"harmed_share": 0.3}),
    ("payers", {}, {"health_payer_share": 0.7, "other_public_payer_share": 0.4}, "1.1", "is above 1",
     {"other_public_payer_share": 0.3}),
    ("delivery", {}, {"training_dropout": 1}, "1", "leaves nobody trained", {"training_dropout": 0.999}),
    ("support", {}, {"process_difficult": 1, "support_hours_in_trial": 0}, "1",
     "nobody who managed in the trial", {"support_hours_in_trial": 0.1}),
    ("employment", {}, {"job_duration": 2}, "2", "1.5 years it was observed in", {"job_duration": 1.5}),
    ("reinforcement", {}, {"parts_saving": 0.9, "synergy_share": 2, "synergy_gap": 0.1}, "1.1",
     "save more than all there is to save", {"synergy_share": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "more", "x", "value", "rule", "edge"), CASES)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_the_draw_is_named_with_its_rule(name, more, x, value, rule, edge):
    """Of three draws the one in the middle makes no sense; at the edge of sense it is taken."""
    row = ROWS[name]
    model = made({**row.on, **more})
    sound = {**CORE, **row.x, **x, **edge}
    mixed = {key: np.array([sound[key], {**sound, **x}[key], sound[key]]) for key in model.inputs}
    with pytest.raises(DrawsRefused) as raised:
        run(model, mixed, HOW)
    assert list(raised.value.draws) == [1]
    assert rule in raised.value.reason
    assert raised.value.reason.endswith(f": {value} in draw 1")
    found = run(model, sound, HOW)
    assert np.isfinite(found["cost"]).all()
    assert np.isfinite(found["effect"]).all()


def test_a_mechanism_that_is_off_refuses_nothing():
    row = ROWS["responders"]
    model = made({**row.on, "responders": False})
    assert "responder_share" not in model.inputs
    run(model, {**CORE, **row.x, "responder_share": 0.9, "harmed_share": 0.9}, HOW)


def test_what_any_strategy_refuses_is_refused():
    on = {"mechanisms": ROWS["payers"].on}
    model = Coproduction({"a": on, "b": {**on, "own": ["health_payer_share"]}})
    x = {**CORE, **ROWS["payers"].x, "b_health_payer_share": 0.9}
    with pytest.raises(DrawsRefused, match=r"health_payer_share \+ other_public_payer_share is above 1"):
        run(model, x, HOW)
