"""What delivery costs and who is reached: limits and signs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcsim.models.coproduction.capacity import capacity
from mcsim.models.coproduction.delivery import running_cost, trained, training_cost
from mcsim.models.coproduction.overheads import overhead_path
from mcsim.models.coproduction.professional_time import professional_hours
from mcsim.models.coproduction.reach import reach
from mcsim.models.coproduction.sites import set_up_per_site
from mcsim.models.coproduction.support import marginal_takers, process_success, uptake
from mcsim.models.coproduction.unpaid_time import unpaid_time
from mcsim.models.coproduction.volunteer_wellbeing import volunteer_wellbeing
from tests.models.coproduction.arrays import a, by_year
from tests.models.coproduction.making import CORE, increments, made, settings
from tests.models.coproduction.rows import ROWS

SHARE = st.floats(0, 1, allow_subnormal=False)


def test_peers_are_paid_whether_or_not_anyone_takes_up_their_time():
    """Two peers, 100 hours at 36, a tenth of it supervised at 60, 150 of expenses each: 7200 + 1200 + 300."""
    assert running_cost(a(2), a(100), a(36), a(1), a(0.1), a(60), a(150))[0] == pytest.approx(8700)
    assert running_cost(a(0), a(100), a(36), a(1), a(0.1), a(60), a(150))[0] == 0
    # Unpaid, supervision and expenses still cost.
    assert running_cost(a(2), a(100), a(36), a(0), a(0.1), a(60), a(150))[0] == pytest.approx(1500)


def test_training_and_turnover():
    """8 in post of 10 trained, 1200 each and 75 hours at 36 where these are paid."""
    assert training_cost(a(8), a(0.2), a(1200), a(10), a(36), a(1))[0] == pytest.approx(39_000)
    assert training_cost(a(8), a(0.2), a(1200), a(10), a(36), a(0))[0] == pytest.approx(12_000)
    assert by_year(trained(a(0), 3)) == [1, 0, 0]
    assert by_year(trained(a(1), 3)) == [1, 1, 1]
    assert by_year(overhead_path(a(0), 2)) == [1, 1]


def test_unpaid_peers_are_unpaid_and_gain():
    assert unpaid_time(a(2), a(100), a(0.25), a(6))[0] == pytest.approx(900)
    assert unpaid_time(a(2), a(100), a(1), a(6))[0] == 0
    assert volunteer_wellbeing(a(2), a(1), a(0.5), a(1000))[0] == 0
    assert volunteer_wellbeing(a(2), a(0), a(-0.5), a(1000))[0] == -1000


@given(st.floats(0, 50), SHARE, st.floats(0, 3))
def test_professionals_learn_down_to_a_floor(hours, floor, rate):
    found = professional_hours(a(hours), a(floor), a(rate), 8)[:, 0]
    assert found[0] == pytest.approx(hours)
    assert (np.diff(found) <= 1e-12).all()
    assert (found >= hours * floor - 1e-9).all()


def test_limits_of_learning():
    """With b = 1 and no floor hours are as 1, 1/2, 1/3; without learning, or with a floor of 1, they stay."""
    assert by_year(professional_hours(a(6), a(0), a(1), 3)) == pytest.approx([6, 3, 2])
    assert by_year(professional_hours(a(6), a(0.5), a(0), 3)) == [6, 6, 6]
    assert by_year(professional_hours(a(6), a(1), a(2), 3)) == [6, 6, 6]


def test_capacity_binds_where_hours_run_out():
    """1500 hours for 300 people at 20 each: a quarter; without hours needed there is no bound."""
    assert capacity(a(300), a(2), a(750), a(20))[0] == 0.25
    assert capacity(a(300), a(2), a(750), a(0))[0] == np.inf
    assert capacity(a(300), a(0), a(750), a(20))[0] == 0
    assert capacity(a(300), a(0), a(0), a(0))[0] == np.inf


@given(SHARE, SHARE, st.floats(0, 3), st.floats(0, 2))
def test_nobody_is_reached_twice(wanted, engaged, ratio, room):
    found = reach(a(wanted), a(engaged), a(ratio), a(room))
    taken, delivered = float(found.recipients[0]), float(found.delivered[0])
    assert taken == pytest.approx(min(wanted * ratio, 1, room))
    assert 0 <= delivered <= 1
    if engaged > 0:
        assert delivered == pytest.approx(min(1, taken / engaged))


def test_support_brings_in_people_with_diminishing_returns():
    """ln 2 of the constant brings in half of what is to be gained, twice that three quarters."""
    half = np.log(2)
    assert uptake(a(0.2), a(0.4), a(5 * half), a(5))[0] == pytest.approx(0.4)
    assert uptake(a(0.2), a(0.4), a(10 * half), a(5))[0] == pytest.approx(0.5)
    assert uptake(a(0.2), a(0.4), a(0), a(5))[0] == 0.2
    assert uptake(a(0.9), a(0.9), a(1e6), a(5))[0] == 1.0


def test_support_as_in_the_trial_leaves_the_effect_as_it_was():
    assert process_success(a(0.3), a(8), a(8), a(5))[0] == 1
    assert process_success(a(0), a(0), a(8), a(5))[0] == 1
    # None here, all that can be had there: 1 - 0.3.
    assert process_success(a(0.3), a(0), a(1e9), a(5))[0] == pytest.approx(0.7)


def test_takers_who_are_brought_in_may_gain_less():
    assert marginal_takers(a(0.5), a(0.2), a(0.4))[0] == pytest.approx(0.75)
    assert marginal_takers(a(0.5), a(0.2), a(0.2))[0] == 1
    assert marginal_takers(a(0.5), a(0), a(0))[0] == 1
    assert marginal_takers(a(1), a(0), a(0.4))[0] == 0


@pytest.mark.parametrize(("shared", "each"), [(False, 9000), (True, 3000)])
def test_set_up_of_each_site_or_of_all(shared, each):
    assert set_up_per_site(a(9000), a(3), shared)[0] == each


def test_advice_is_paid_for_all_who_are_offered_even_if_none_takes_up():
    row = ROWS["support"]
    nobody = {**CORE, **row.x, "engagement": 0, "uptake_gain_from_support": 0}
    cost, effect, items = increments(made(row.on), nobody, settings(2, 0.0, 0.0))
    assert cost[2] == pytest.approx(100)
    assert not items["participants"].any()
    assert not effect.any()
