"""Lines of the account for health, wellbeing, work, and the people around those supported."""

import numpy as np

from mcsim.models.coproduction.account import (
    CARE,
    CONTACTS_HEALTH,
    CONTACTS_VALUE,
    EFFECTS,
    EXTRA_CARE,
    HEALTH,
    OUTPUT,
    PRIVATE,
    TRANSFER,
    WAGE,
    WELLBEING_VALUE,
    Line,
)
from mcsim.models.coproduction.budgets import GAINS, over_first_year, taker_gain
from mcsim.models.coproduction.employment import LEISURE, employed, output, work_path
from mcsim.models.coproduction.money_wellbeing import wellbeing_value
from mcsim.models.coproduction.problem_solving import work_regained
from mcsim.models.coproduction.responders import choice_gain, mean_effect
from mcsim.models.coproduction.situation import Situation
from mcsim.models.coproduction.spillover import spillover_factor
from mcsim.models.coproduction.wellbeing import wellbeing_gain
from mcsim.protocols import Array


def direct_lines(s: Situation) -> list[Line]:
    """What those who are supported gain themselves, of which networks may share."""
    x = s.x
    felt = wellbeing_gain(x["wellbeing_effect"] + s.deviation("wellbeing"), x["utility_per_sd"])
    measured = x["qaly_gain"] + s.deviation("measured_gain")
    satisfied = wellbeing_value(x["wellby_gain"], x["wtp_wellby"])
    lonely = wellbeing_value(x["lonely_years_avoided"], x["loneliness_cost_per_year"])
    path = s.fading_effect
    return [
        Line("wellbeing", "wellbeing", HEALTH, s.health_gain("wellbeing", felt), path),
        Line("measured_gain", "measured_gain", HEALTH, s.health_gain("measured_gain", measured), path),
        *_budget(s),
        Line("wellby", "life_satisfaction", WELLBEING_VALUE, -satisfied * s.here("wellby"), path),
        Line("loneliness", "loneliness", WELLBEING_VALUE, -lonely * s.here("loneliness"), path),
    ]


def network_lines(s: Situation, direct: list[Line]) -> list[Line]:
    """What close contacts gain: a multiple of the direct gain, in the same currency and years."""
    x = s.x
    factor = spillover_factor(
        x["close_contacts"],
        x["outside_share"],
        x["network_spillover"],
        x["collective_share"],
        x["collective_only"],
        x["individual_spillover_share"],
    )
    return [
        Line(
            "spillover",
            f"contacts_{line.item}",
            CONTACTS_HEALTH if line.kind in EFFECTS else CONTACTS_VALUE,
            factor * line.amount,
            line.profile,
        )
        for line in direct
        if s.plan.on(line.mechanism)
    ]


def further_lines(s: Situation) -> list[Line]:
    """A measured difference in cost, harm and leaving it, carers, and problems solved."""
    x, taken = s.x, s.reach.recipients
    whom = taken if s.plan.option("measured_cost", "per") == "recipient" else s.reach.delivered
    when = s.supported if s.plan.option("measured_cost", "years") == "supported" else s.joining
    # Where it holds what delivery cost, it is no saving of which a share frees cash.
    kind = EXTRA_CARE if s.plan.option("measured_cost", "includes_delivery") else CARE
    solved = taken * x["problem_solved_share"]
    kept = solved * s.net("problem_solving")
    work = work_regained(kept, x["work_days_regained"], x["work_day_value"])
    carers = taken * x["carers_per_recipient"]
    return [
        Line("measured_cost", "measured_cost", kind, whom * x["cost_difference"], when),
        *_harm(s),
        Line("carers", "carers_health", HEALTH, carers * x["carer_qaly_gain"], s.fading_effect),
        Line("carers", "carers_expenses", PRIVATE, carers * x["carer_expenses"], s.supported),
        Line("problem_solving", "work_regained", OUTPUT, -work, s.joining),
        Line("problem_solving", "work_regained_income", WAGE, -work, s.joining),
        Line("problem_solving", "benefit_income", TRANSFER, kept * x["benefit_income_gained"], s.joining),
        Line("problem_solving", "problems_solved", HEALTH, kept * x["problem_qaly_gain"], s.joining),
    ]


def employment_lines(s: Situation) -> list[Line]:
    """Work found: output to society, wages to participants, a transfer between them and the exchequer."""
    x = s.x
    exponent = x["coproduction_share"] * x["uk_modifier"] * x["employment_causal"] * s.strength
    log_ratio = np.log(x["employment_relative_risk"])
    ratio = np.exp(s.log_of_sites("employment", log_ratio, exponent, x["site_deviation"]))
    found = employed(x["employment_probability"], ratio)
    # By intention to treat: the trials' ratios hold those who did not engage.
    years = s.reach.delivered * found * x["job_duration"]
    made = output(years, x["job_hours"], x["job_output_value"])
    wage, kept = made * x["wage_share"], 1.0 - x["job_displacement"]
    name, profile = "employment", s.per_offer(work_path(s.clock.years))
    flowback, time = years * x["job_flowback"], _time_at_work(s, years, wage)
    # Whoever finds work gains it whole; others lose the share that is displaced, and with it all that work
    # brings to society and the exchequer.
    return [
        Line(name, "output", OUTPUT, -made * kept, profile),
        Line(name, "time_at_work", OUTPUT, time * kept, profile),
        Line(name, "care_of_people_in_work", CARE, -years * kept * x["job_care_saving"], profile),
        Line(name, "taxes_and_benefits", TRANSFER, -flowback * kept, profile),
        Line(name, "taxes_and_benefits_of_others", WAGE, flowback * (1.0 - kept), profile),
        Line(name, "wages", WAGE, -wage, profile),
        Line(name, "own_time_at_work", WAGE, time, profile),
    ]


def _time_at_work(s: Situation, years: Array, wage: Array) -> Array:
    """Cost of time at work: leisure lost, or less a wellbeing effect that is net of it; never both."""
    if s.plan.option("employment", "time_is") == LEISURE:
        return wage * s.x["reservation_wage_ratio"]
    return -years * s.x["job_wellby"] * s.x["wtp_wellby"]


def _budget(s: Situation) -> list[Line]:
    if not s.plan.on("budget_outcome"):
        return []
    x, name = s.x, GAINS[s.plan.option("budget_outcome", "objective")][0]
    gain = taker_gain(x[name], x["budget_modifier"], x["older_share"], x["older_modifier"])
    mean = mean_effect(gain, x["responder_share"], s.of_responders)
    amount = s.reach.recipients * mean * s.strength * s.per_taker
    profile = s.per_offer(over_first_year(s.path, x["gain_over_first_year"]))
    return [Line("budget_outcome", "quality_of_life", HEALTH, amount, profile)]


def _harm(s: Situation) -> list[Line]:
    """Harm that no mean holds, and that from the second year on nobody who may leave need go on bearing."""
    x, taken = s.x, s.reach.recipients
    gain = taken * choice_gain(x["harmed_share"], x["harm"], x["leaving_share"])
    # While there is support, there is something to leave.
    later = s.per_offer(s.path * (s.clock.supported - s.clock.first_year))
    leaving = Line("responders", "leaving_what_harms", HEALTH, gain, later)
    if not s.of_responders:
        return [leaving]
    lost = -taken * x["harmed_share"] * x["harm"]
    return [Line("responders", "harm", HEALTH, lost, s.fading_effect), leaving]
