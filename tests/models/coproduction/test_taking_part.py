"""The ledger counts who takes part: per person offered, in the year of joining, under every perspective."""

import numpy as np
import pytest

from tests.models.coproduction.making import CORE, made, run, settings
from tests.models.coproduction.rows import ROWS

REACH = {"engagement": 0.6, "engagement_ratio": 0.5}


def people(model, inputs, how):
    found = run(model, inputs, how)
    at = list(model.items).index("people_taking_part")
    assert model.items["people_taking_part"].measure == "people"
    return found["items"][0, 1, :, at]


def test_they_are_counted_when_they_join_and_are_not_discounted():
    model = made({"reach": True}, recruiting_years=2, support_years=2)
    counted = people(model, CORE | REACH, settings(4, costs=0.5, effects=0.5))
    np.testing.assert_allclose(counted, [[0.15, 0.15, 0.0, 0.0]] * 4)


def test_no_more_take_part_than_there_is_room_for():
    row = ROWS["capacity"]
    x = {**CORE, **row.x}
    counted = people(made(row.on), x, settings(1))
    room = x["peers_in_post"] * x["hours_per_peer"] / x["hours_per_recipient"] / x["people_offered"]
    assert room < x.get("engagement", 1.0)
    assert counted[0, 0] == pytest.approx(room)


def test_without_reach_everyone_who_is_offered_takes_part():
    assert (
        people(
            made({"wellbeing": True}), CORE | {"wellbeing_effect": 0.1, "utility_per_sd": 0.1}, settings(1)
        )[0, 0]
        == 1.0
    )


def test_whoever_pays_they_are_as_many():
    model = made({"reach": True, "payers": True})
    shares = {"health_payer_share": 0.3, "other_public_payer_share": 0.2}
    counted = people(model, CORE | REACH | shares, settings(1))
    np.testing.assert_allclose(counted[:, 0], 0.3)
