"""Lines of the account for what the programme, its volunteers and its participants put in."""

import numpy as np

from mcsim.models.coproduction.account import PRIVATE, PROGRAMME, TIME, WELLBEING_VALUE, Line
from mcsim.models.coproduction.delivery import running_cost, trained, training_cost
from mcsim.models.coproduction.overheads import overhead_path
from mcsim.models.coproduction.professional_time import professional_hours
from mcsim.models.coproduction.sites import set_up_per_site
from mcsim.models.coproduction.situation import Situation
from mcsim.models.coproduction.support import support_cost
from mcsim.models.coproduction.time_exchange import hours_exchanged
from mcsim.models.coproduction.unpaid_time import unpaid_time
from mcsim.models.coproduction.volunteer_wellbeing import volunteer_wellbeing
from mcsim.protocols import Array


def delivery_lines(s: Situation) -> list[Line]:
    """Set-up, support for uptake, peers in post, overheads, and the costs of participants."""
    x, offered, taken = s.x, s.x["people_offered"], s.reach.recipients
    running, supported = s.clock.running / s.clock.recruiting_years, s.supported
    setup = set_up_per_site(x["setup_cost"], x["n_sites"], s.plan.option("sites", "shared_set_up"))
    advice = support_cost(x["support_hours"], x["support_hourly_cost"])
    whom = taken if s.plan.option("published_cost", "per") == "recipient" else np.ones(1)
    overheads = running * overhead_path(x["first_year_extra"], s.clock.years)
    first, later = s.clock.first_year / s.clock.recruiting_years, s.supported - s.joining
    return [
        Line("set_up", "set_up", PROGRAMME, setup / offered, first),
        Line("support", "support_for_uptake", PROGRAMME, advice, s.joining),
        Line("support", "support_of_takers", PROGRAMME, taken * advice * x["support_later_share"], later),
        *_peers(s, running),
        Line("overheads", "coordination", PROGRAMME, x["coordination_cost"] / offered, overheads),
        Line("overheads", "premises", PROGRAMME, x["premises_cost"] / offered, overheads),
        Line("published_cost", "programme", PROGRAMME, x["cost_per_person"] * whom, supported),
        _professionals(s),
        Line("private_costs", "participants", PRIVATE, taken * x["participant_expenses"], supported),
    ]


def volunteer_lines(s: Situation) -> list[Line]:
    """Hours given unpaid, what those who give them gain, and hours exchanged in a time bank."""
    x, taken, offered = s.x, s.reach.recipients, s.x["people_offered"]
    running = s.clock.running / s.clock.recruiting_years
    given = unpaid_time(x["peers_in_post"], x["hours_per_peer"], x["paid_share"], x["volunteer_hour_value"])
    hours = x["unpaid_hours_per_recipient"] * x["volunteer_hour_value"]
    gained = volunteer_wellbeing(x["peers_in_post"], x["paid_share"], x["volunteer_wellby"], x["wtp_wellby"])
    exchanged = taken * hours_exchanged(x["active_share"], x["hours_per_active_member"])
    return [
        Line("unpaid_time", "unpaid_time", TIME, given / offered, running),
        Line("unpaid_hours", "unpaid_hours", TIME, taken * hours, s.supported),
        Line("volunteer_wellbeing", "volunteers_wellbeing", WELLBEING_VALUE, -gained / offered, running),
        Line("time_exchange", "hours_given", TIME, exchanged * x["volunteer_hour_value"], s.supported),
        Line(
            "time_exchange",
            "hours_received",
            WELLBEING_VALUE,
            -exchanged * x["hour_received_value"],
            s.supported,
        ),
    ]


def _peers(s: Situation, running: Array) -> list[Line]:
    x, offered, peers = s.x, s.x["people_offered"], s.x["peers_in_post"]
    pay, paid = x["peer_hourly_cost"], x["paid_share"]
    training = training_cost(
        peers, x["training_dropout"], x["training_cost_per_peer"], x["training_days"], pay, paid
    )
    in_post = running_cost(
        peers,
        x["hours_per_peer"],
        pay,
        paid,
        x["supervision_ratio"],
        x["supervisor_hourly_cost"],
        x["expenses_per_peer"],
    )
    replaced = running * trained(x["peer_turnover"], s.clock.years)
    return [
        Line("delivery", "training", PROGRAMME, training / offered, replaced),
        Line("delivery", "peers_in_post", PROGRAMME, in_post / offered, running),
    ]


def _professionals(s: Situation) -> Line:
    x = s.x
    hours = professional_hours(
        x["professional_hours"], x["professional_hours_floor"], x["learning_rate"], s.clock.years
    )
    amount = s.reach.recipients * x["supervisor_hourly_cost"]
    return Line("professional_time", "professional_time", PROGRAMME, amount, s.supported * hours)
