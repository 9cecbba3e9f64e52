"""Rows of health, wellbeing, networks and work, worked out by hand."""

from tests.models.coproduction.row import (
    CARE,
    CONTACTS,
    HALF_LIFE_OF_ONE,
    HEALTH,
    LN2,
    OUTPUT,
    PRIVATE,
    PROGRAMME,
    SPELT,
    TRANSFER,
    VALUE,
    WAGE,
    Row,
)

# With tau = 1 / ln 2 the mean of 1 - exp(-a / tau) is 1 - tau / 2 over the first year, then 1 - tau / 4.
SECOND_YEAR = (1 - 1 / (4 * LN2)) / (1 - 1 / (2 * LN2))

ROWS = {
    # 0.02 in the first year, halving: (1, 1/2, 1/4) by own years, (1, 3/2, 3/4) / 2 per person offered.
    "persistence": Row(
        {"persistence": True, "wellbeing": True},
        {"effect_persistence": 0.5, **SPELT},
        effects={"wellbeing": (HEALTH, [0.01, 0.015, 0.0075])},
    ),
    "build_up": Row(
        {"build_up": True, "wellbeing": True},
        {"build_up_years": HALF_LIFE_OF_ONE, **SPELT},
        effects={"wellbeing": (HEALTH, [0.01, 0.01 * (1 + SECOND_YEAR), 0.01 * SECOND_YEAR])},
        support_years=2,
    ),
    "fidelity": Row(
        {"fidelity": True, "wellbeing": True},
        {"fidelity": 0.3, "fidelity_in_trial": 0.6, **SPELT},
        effects={"wellbeing": (HEALTH, [0.005, 0.005, 0])},
    ),
    # 0.8 * 0.5 = 0.4 of it is the programme's.
    "deadweight": Row(
        {"deadweight": {"of": ["wellbeing"]}, "wellbeing": True},
        {"deadweight": 0.2, "displacement": 0.5, **SPELT},
        effects={"wellbeing": (HEALTH, [0.004, 0.004, 0])},
    ),
    # The mean of 4 sites is 2 * 0.1 / sqrt(4) = 0.1 better: 0.3 * 0.1; each bears a quarter of 4000.
    "sites": Row(
        {"sites": {"effects": ["wellbeing"], "shared_set_up": True}, "wellbeing": True, "set_up": True},
        {"n_sites": 4, "site_deviation": 2, "wellbeing_site_sd": 0.1, "setup_cost": 4000, **SPELT},
        {"set_up": (PROGRAMME, [5, 0, 0])},
        {"wellbeing": (HEALTH, [0.015, 0.015, 0])},
    ),
    "wellbeing": Row({"wellbeing": True}, SPELT, effects={"wellbeing": (HEALTH, [0.01, 0.01, 0])}),
    "measured_gain": Row(
        {"measured_gain": True}, {"qaly_gain": 0.03}, effects={"measured_gain": (HEALTH, [0.015, 0.015, 0])}
    ),
    # 80 less for each of the half who take it up, once.
    "measured_cost": Row(
        {"reach": True, "measured_cost": {"per": "recipient"}},
        {"engagement": 0.5, "engagement_ratio": 1, "cost_difference": -80},
        {"measured_cost": (CARE, [-20, -20, 0])},
        support_years=2,
    ),
    # 0.04 * 1.5, in half of the takers: 0.03 at twelve months, half of that over the first year.
    "budget_outcome": Row(
        {"budget_outcome": True},
        {
            "ascot_gain": 0.04, "budget_modifier": 1.5, "older_share": 0.5, "older_modifier": 0,
            "gain_over_first_year": 0.5,
        },
        effects={"quality_of_life": (HEALTH, [0.0075, 0.0225, 0.015])},
        support_years=2,
    ),
    # 0.02 in the half who gain: 0.01. A tenth lose 0.2, so 0.02, and half of them leave after a year.
    "responders": Row(
        {"responders": {"effect_is": "of_responders"}, "wellbeing": True},
        {"responder_share": 0.5, "harmed_share": 0.1, "harm": 0.2, "leaving_share": 0.5, **SPELT},
        effects={
            "wellbeing": (HEALTH, [0.005, 0.01, 0.005]),
            "harm": (HEALTH, [-0.01, -0.02, -0.01]),
            "leaving_what_harms": (HEALTH, [0, 0.005, 0.005]),
        },
        support_years=2,
    ),
    "carers": Row(
        {"carers": True},
        {"carers_per_recipient": 0.5, "carer_qaly_gain": 0.02, "carer_expenses": 20},
        {"carers_expenses": (PRIVATE, [5, 5, 0])},
        {"carers_health": (HEALTH, [0.005, 0.005, 0])},
    ),
    "wellby": Row(
        {"wellby": True},
        {"wellby_gain": 0.2, "wtp_wellby": 100},
        {"life_satisfaction": (VALUE, [-10, -10, 0])},
    ),
    "loneliness": Row(
        {"loneliness": True},
        {"lonely_years_avoided": 0.1, "loneliness_cost_per_year": 500},
        {"loneliness": (VALUE, [-25, -25, 0])},
    ),
    # 0.4 solved: 5 days at 100 pounds, 300 pounds of benefit income, 0.05 QALYs each.
    "problem_solving": Row(
        {"problem_solving": True},
        {
            "problem_solved_share": 0.4, "work_days_regained": 5, "work_day_value": 100,
            "benefit_income_gained": 300, "problem_qaly_gain": 0.05,
        },
        {
            "work_regained": (OUTPUT, [-100, -100, 0]),
            "work_regained_income": (WAGE, [-100, -100, 0]),
            "benefit_income": (TRANSFER, [60, 60, 0]),
        },
        {"problems_solved": (HEALTH, [0.01, 0.01, 0])},
    ),
    # 0.25 * 1.44 ** 0.5 = 0.3, so 0.05 more find 1.2 years of work: 0.06 years of 460 hours each, 276 pounds
    # of output; wage 138, leisure lost 69, 30 pounds of care, and 60 less in benefits and more in taxes. A
    # quarter is displaced: 207, 51.75, 22.5 and 45 are net, and of the 60 that participants lose, others
    # have 15. By own years (2/3, 1/3, 0) of it, so per person offered (1/3, 1/2, 1/6).
    "employment": Row(
        {"employment": True},
        {
            "employment_probability": 0.25, "employment_relative_risk": 1.44, "coproduction_share": 0.5,
            "uk_modifier": 1, "employment_causal": 1, "job_duration": 1.2, "job_hours": 10,
            "job_output_value": 10, "wage_share": 0.5, "job_displacement": 0.25, "job_flowback": 1000,
            "job_care_saving": 500, "reservation_wage_ratio": 0.5,
        },
        {
            "output": (OUTPUT, [-69, -103.5, -34.5]),
            "time_at_work": (OUTPUT, [17.25, 25.875, 8.625]),
            "care_of_people_in_work": (CARE, [-7.5, -11.25, -3.75]),
            "taxes_and_benefits": (TRANSFER, [-15, -22.5, -7.5]),
            "taxes_and_benefits_of_others": (WAGE, [5, 7.5, 2.5]),
            "wages": (WAGE, [-46, -69, -23]),
            "own_time_at_work": (WAGE, [23, 34.5, 11.5]),
        },
    ),
    # 5 * 0.8 contacts at 0.1 each: 0.4; half collective, and 0.2 of the other half: 0.6. So 0.24 * 0.02.
    "spillover": Row(
        {"spillover": True, "wellbeing": True},
        {
            "close_contacts": 5, "outside_share": 0.8, "network_spillover": 0.1, "collective_share": 0.5,
            "collective_only": 0, "individual_spillover_share": 0.2, **SPELT,
        },
        effects={
            "wellbeing": (HEALTH, [0.01, 0.01, 0]),
            "contacts_wellbeing": (CONTACTS, [0.0024, 0.0024, 0]),
        },
    ),
}  # fmt: skip
