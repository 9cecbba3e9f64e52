"""Rows of delivery and of who is reached: small round inputs, and the items worked out by hand."""

from tests.models.coproduction.row import HEALTH, LN2, PRIVATE, PROGRAMME, TIME, VALUE, Row

ROWS = {
    # 0.5 * 0.8 = 0.4 take it up, and spend 10 each: 4 a person offered.
    "reach": Row(
        {"reach": True, "private_costs": True},
        {"engagement": 0.5, "engagement_ratio": 0.8, "participant_expenses": 10},
        {"participants": (PRIVATE, [2, 2, 0])},
    ),
    # ln 2 hours halve what is left: uptake 0.2 + 0.4 / 2 = 0.4. Advice 100 to all first, 25 to takers later.
    # A taker gains 0.1, times (1 - 0.5 / 2) / (1 - 0.5) = 1.5 and 1 - 0.5 * 0.2 / 0.4 = 0.75: 0.045 in all.
    # Each of them spends 10 a year while supported, 4 per person offered.
    "support": Row(
        {"reach": True, "support": True, "private_costs": True, "budget_outcome": True},
        {
            "engagement": 0.2, "engagement_ratio": 1, "uptake_gain_from_support": 0.4, "support_hours": LN2,
            "support_saturation_hours": 1, "support_hourly_cost": 100 / LN2, "support_later_share": 0.25,
            "support_hours_in_trial": 0, "marginal_taker_loss": 0.5, "process_difficult": 0.5,
            "participant_expenses": 10, "ascot_gain": 0.1, "gain_over_first_year": 1, "budget_modifier": 1,
            "older_share": 0, "older_modifier": 1,
        },
        {
            "support_for_uptake": (PROGRAMME, [50, 50, 0]),
            "support_of_takers": (PROGRAMME, [0, 5, 5]),
            "participants": (PRIVATE, [2, 4, 2]),
        },
        {"quality_of_life": (HEALTH, [0.0225, 0.045, 0.0225])},
        support_years=2,
    ),
    # 500 hours for 100 people at 20 hours each: a quarter of them. The peer is paid all the same.
    "capacity": Row(
        {"capacity": True, "delivery": True, "private_costs": True},
        {
            "hours_per_recipient": 20, "peers_in_post": 1, "hours_per_peer": 500, "peer_hourly_cost": 2,
            "paid_share": 1, "training_cost_per_peer": 0, "training_days": 0, "training_dropout": 0,
            "peer_turnover": 0, "supervision_ratio": 0, "supervisor_hourly_cost": 0, "expenses_per_peer": 0,
            "participant_expenses": 10,
        },
        {
            "training": (PROGRAMME, [0, 0, 0]),
            "peers_in_post": (PROGRAMME, [5, 5, 0]),
            "participants": (PRIVATE, [1.25, 1.25, 0]),
        },
    ),
    # Once, 1000 for the 200 people offered over both years.
    "set_up": Row({"set_up": True}, {"setup_cost": 1000}, {"set_up": (PROGRAMME, [5, 0, 0])}),
    # Training: 2 / 0.8 = 2.5 trainees at 100 + 15 h * 10 * 0.5 = 175, 437.5 of which half in the second year.
    # In post: 200 h * (10 * 0.5 + 0.1 * 20) + 2 * 50 = 1500 a year.
    "delivery": Row(
        {"delivery": True},
        {
            "peers_in_post": 2, "hours_per_peer": 100, "peer_hourly_cost": 10, "paid_share": 0.5,
            "training_cost_per_peer": 100, "training_days": 2, "training_dropout": 0.2, "peer_turnover": 0.5,
            "supervision_ratio": 0.1, "supervisor_hourly_cost": 20, "expenses_per_peer": 50,
        },
        {"training": (PROGRAMME, [2.1875, 1.09375, 0]), "peers_in_post": (PROGRAMME, [7.5, 7.5, 0])},
    ),
    # 400 and 200 a year, half as much again in the first.
    "overheads": Row(
        {"overheads": True},
        {"coordination_cost": 400, "premises_cost": 200, "first_year_extra": 0.5},
        {"coordination": (PROGRAMME, [3, 2, 0]), "premises": (PROGRAMME, [1.5, 1, 0])},
    ),
    # 30 for each of the half who take it up.
    "published_cost": Row(
        {"reach": True, "published_cost": {"per": "recipient"}},
        {"engagement": 0.5, "engagement_ratio": 1, "cost_per_person": 30},
        {"programme": (PROGRAMME, [7.5, 7.5, 0])},
    ),
    # 4 hours at first; of the 2 that can be learned away a half goes when twice as many have been helped.
    "professional_time": Row(
        {"professional_time": True},
        {
            "professional_hours": 4, "professional_hours_floor": 0.5, "learning_rate": 1,
            "supervisor_hourly_cost": 10,
        },
        {"professional_time": (PROGRAMME, [20, 15, 0])},
    ),
    # Of 200 hours 150 are unpaid, at 4: 600 a year; 50 are paid, at 10: 500 a year.
    "unpaid_time": Row(
        {"unpaid_time": True, "delivery": True},
        {
            "volunteer_hour_value": 4, "peers_in_post": 2, "hours_per_peer": 100, "peer_hourly_cost": 10,
            "paid_share": 0.25, "training_cost_per_peer": 0, "training_days": 0, "training_dropout": 0,
            "peer_turnover": 0, "supervision_ratio": 0, "supervisor_hourly_cost": 0, "expenses_per_peer": 0,
        },
        {
            "training": (PROGRAMME, [0, 0, 0]),
            "peers_in_post": (PROGRAMME, [2.5, 2.5, 0]),
            "unpaid_time": (TIME, [3, 3, 0]),
        },
    ),
    # Half of the people offered take part, 6 hours at 4 each.
    "unpaid_hours": Row(
        {"reach": True, "unpaid_hours": True},
        {
            "engagement": 0.5, "engagement_ratio": 1, "unpaid_hours_per_recipient": 6,
            "volunteer_hour_value": 4,
        },
        {"unpaid_hours": (TIME, [6, 6, 0])},
    ),
    "private_costs": Row(
        {"private_costs": True}, {"participant_expenses": 8}, {"participants": (PRIVATE, [4, 4, 0])}
    ),
    # Health and social care pay 0.3, other public bodies 0.2, others the rest; society bears all of it.
    "payers": Row(
        {"payers": True, "set_up": True},
        {"health_payer_share": 0.3, "other_public_payer_share": 0.2, "setup_cost": 1000},
        {"set_up": ((0.3, 0.5, 1, 0), [5, 0, 0])},
    ),
    # One of two peers is unpaid, 100 hours at 4 and 0.1 points at 1000: 400 and 100 a year.
    "volunteer_wellbeing": Row(
        {"volunteer_wellbeing": True, "unpaid_time": True, "delivery": True},
        {
            "volunteer_wellby": 0.1, "wtp_wellby": 1000, "volunteer_hour_value": 4, "peers_in_post": 2,
            "hours_per_peer": 100, "peer_hourly_cost": 0, "paid_share": 0.5, "training_cost_per_peer": 0,
            "training_days": 0, "training_dropout": 0, "peer_turnover": 0, "supervision_ratio": 0,
            "supervisor_hourly_cost": 0, "expenses_per_peer": 0,
        },
        {
            "training": (PROGRAMME, [0, 0, 0]),
            "peers_in_post": (PROGRAMME, [0, 0, 0]),
            "unpaid_time": (TIME, [2, 2, 0]),
            "volunteers_wellbeing": (VALUE, [-0.5, -0.5, 0]),
        },
    ),
    # Half the members are active, 20 hours each: 10 hours given at 4 and 10 received at 7.
    "time_exchange": Row(
        {"time_exchange": True},
        {
            "active_share": 0.5, "hours_per_active_member": 20, "hour_received_value": 7,
            "volunteer_hour_value": 4,
        },
        {"hours_given": (TIME, [20, 20, 0]), "hours_received": (VALUE, [-35, -35, 0])},
    ),
}  # fmt: skip
