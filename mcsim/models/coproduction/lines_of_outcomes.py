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
from mcsim.models.coproduction.responders import choice_gain
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
        Line("wellbeing", "wellbeing", HEALTH, s.mean_effect(felt) * s.here("wellbeing"), path),
        Line(
            "measured_gain", "measured_gain", HEALTH, s.mean_effect(measured) * s.here("measured_gain"), path
        ),
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
        Line("carers", "carers_expenses", PRIVATE, carers * x["carer_expenses"], s.joining),
        Line("problem_solving", "work_regained", OUTPUT, -work, s.joining),
        Line("problem_solving", "work_regained_income", WAGE, -work, s.joining),
        Line("problem_solving", "benefit_income", TRANSFER, kept * x["benefit_income_gained"], s.joining),
        Line("problem_solving", "problems_solved", HEALTH, kept * x["problem_qaly_gain"], s.joining),
    ]


def employment_lines(s: Situation) -> list[Line]:
    """Work found: output to society, wages to participants, a transfer between them and the exchequer."""
    x = s.x
    log_risk = np.log(x["employment_relative_risk"]) + s.deviation("employment", of_logarithm=True)
    exponent = x["coproduction_share"] * x["uk_modifier"] * x["employment_causal"] * s.strength
    found = employed(x["employment_probability"], np.exp(log_risk), exponent)
    # By intention to treat: the trials' ratios hold those who did not engage.
    years = s.reach.delivered * found * x["job_duration"]
    gross = output(years, x["job_hours"], x["job_output_value"], np.zeros(1))
    net = output(years, x["job_hours"], x["job_output_value"], x["job_displacement"])
    wage, profile = gross * x["wage_share"], s.per_offer(work_path(s.clock.years))
    name = "employment"
    return [
        Line(name, "output", OUTPUT, -net, profile),
        Line(name, "wages", WAGE, -wage, profile),
        Line(name, "taxes_and_benefits", TRANSFER, -years * x["job_flowback"], profile),
        Line(name, "care_of_people_in_work", CARE, -years * x["job_care_saving"], profile),
        _time_at_work(s, years, wage, profile),
    ]


def _time_at_work(s: Situation, years: Array, wage: Array, profile: Array) -> Line:
    """Leisure lost, or a wellbeing effect that is net of it; never both."""
    x = s.x
    if s.plan.option("employment", "time_is") == LEISURE:
        lost = wage * x["reservation_wage_ratio"]
        return Line("employment", "leisure_lost", PRIVATE, lost, profile)
    gained = years * x["job_wellby"] * x["wtp_wellby"]
    return Line("employment", "wellbeing_in_work", WELLBEING_VALUE, -gained, profile)


def _budget(s: Situation) -> list[Line]:
    if not s.plan.on("budget_outcome"):
        return []
    x, name = s.x, GAINS[s.plan.option("budget_outcome", "objective")][0]
    gain = taker_gain(x[name], x["budget_modifier"], x["older_share"], x["older_modifier"])
    amount = s.reach.recipients * s.mean_effect(gain) * s.strength * s.per_taker
    profile = s.per_offer(over_first_year(s.path, x["gain_over_first_year"]))
    return [Line("budget_outcome", "quality_of_life", HEALTH, amount, profile)]


def _harm(s: Situation) -> list[Line]:
    """Harm that no mean holds, and that from the second year on nobody who may leave need go on bearing."""
    x, taken = s.x, s.reach.recipients
    gain = taken * choice_gain(x["harmed_share"], x["harm"], x["leaving_share"])
    leaving = Line("responders", "leaving_what_harms", HEALTH, gain, s.fading_effect - s.joining)
    if s.plan.option("responders", "effect_is") == "mean":
        return [leaving]
    lost = -taken * x["harmed_share"] * x["harm"]
    return [Line("responders", "harm", HEALTH, lost, s.fading_effect), leaving]
