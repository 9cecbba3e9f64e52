"""Plain Python, outcomes: health, wellbeing in money, networks (27), problems, and work (29), (30)."""

from math import exp, log


def outcomes(c):
    for item, kind, per_age in direct(c):
        c.to_cohorts(item, kind, per_age)
        if "spillover" in c.on:
            factor, own = spillover(c.x), "contacts_health" if kind == "health" else "contacts_value"
            c.to_cohorts(
                f"contacts_{item}", own, lambda age, factor=factor, per_age=per_age: factor * per_age(age)
            )
    x = c.x
    if "measured_cost" in c.on:
        said = c.on["measured_cost"]
        whom = c.taken if said["per"] == "recipient" else c.delivered
        last = c.support_years if said["years"] == "supported" else 1
        kind = "extra_care" if said["includes_delivery"] else "care"
        c.to_cohorts("measured_cost", kind, lambda age: whom * x["cost_difference"] if age < last else 0)
    if "responders" in c.on:
        leaving(c)
    if "carers" in c.on:
        carers = c.taken * x["carers_per_recipient"]
        c.to_cohorts("carers_health", "health", lambda age: carers * x["carer_qaly_gain"] * c.path(age))
        c.to_cohorts(
            "carers_expenses", "private", lambda age: carers * x["carer_expenses"] * (age < c.support_years)
        )
    if "problem_solving" in c.on:
        solved = c.taken * x["problem_solved_share"] * c.net("problem_solving")
        work = -solved * x["work_days_regained"] * x["work_day_value"]
        for item, kind, each in (
            ("work_regained", "output", work),
            ("work_regained_income", "wage", work),
            ("benefit_income", "transfer", solved * x["benefit_income_gained"]),
            ("problems_solved", "health", solved * x["problem_qaly_gain"]),
        ):
            c.to_cohorts(item, kind, lambda age, each=each: each * (age == 0))


def direct(c):
    """Item, kind and amount by years since joining of what people who are supported gain."""
    x = c.x
    if "wellbeing" in c.on:
        felt = c.mean((x["wellbeing_effect"] + c.site("wellbeing")) * x["utility_per_sd"])
        yield "wellbeing", "health", lambda age: felt * whom(c, "wellbeing") * c.path(age)
    if "measured_gain" in c.on:
        gained = c.mean(x["qaly_gain"] + c.site("measured_gain"))
        yield "measured_gain", "health", lambda age: gained * whom(c, "measured_gain") * c.path(age)
    if "budget_outcome" in c.on:
        objective = c.on["budget_outcome"]["objective"]
        older = 1 - x["older_share"] + x["older_share"] * x["older_modifier"]
        gain = c.mean(x[f"{objective}_gain"] * x["budget_modifier"] * older)
        whole = c.taken * gain * c.strength * c.worth_per_taker
        yield (
            "quality_of_life",
            "health",
            lambda age: whole * c.path(age) * (x["gain_over_first_year"] if age == 0 else 1),
        )
    for mechanism, item, number, value in (
        ("wellby", "life_satisfaction", "wellby_gain", "wtp_wellby"),
        ("loneliness", "loneliness", "lonely_years_avoided", "loneliness_cost_per_year"),
    ):
        if mechanism in c.on:
            money = -x[number] * x[value] * c.here(mechanism)
            yield item, "wellbeing_value", lambda age, money=money: money * c.path(age)


def whom(c, mechanism):
    """An effect in those who benefit is per recipient, any other is by intention to treat."""
    if "responders" in c.on and c.on["responders"]["effect_is"] == "of_responders":
        return c.taken * c.strength * c.net(mechanism)
    return c.here(mechanism)


def spillover(x):
    collective = x["collective_share"]
    individual = (1 - x["collective_only"]) * x["individual_spillover_share"] * (1 - collective)
    return x["close_contacts"] * x["outside_share"] * x["network_spillover"] * (collective + individual)


def leaving(c):
    """From the second year on those who are harmed may leave; harm counts where the mean does not hold it."""
    x = c.x
    harm = c.taken * x["harmed_share"] * x["harm"]
    if c.on["responders"]["effect_is"] == "of_responders":
        c.to_cohorts("harm", "health", lambda age: -harm * c.path(age))
    c.to_cohorts(
        "leaving_what_harms",
        "health",
        lambda age: harm * x["leaving_share"] * c.path(age) if 0 < age < c.support_years else 0,
    )


def employment(c):
    if "employment" not in c.on:
        return
    x, before = c.x, c.x["employment_probability"]
    size = x["coproduction_share"] * x["uk_modifier"] * x["employment_causal"] * c.strength
    log_ratio = log(x["employment_relative_risk"]) * size
    log_ratio += c.site("employment", of_logarithm=True, size=size)
    # At most 95 % find work, unless more did without the programme.
    after = min(max(0.95, before), before * exp(log_ratio))
    years = c.delivered * (after - before) * x["job_duration"]
    output = years * x["job_hours"] * 46 * x["job_output_value"]
    wage, flowback = output * x["wage_share"], years * x["job_flowback"]
    if c.on["employment"]["time_is"] == "leisure":
        time = wage * x["reservation_wage_ratio"]
    else:
        time = -years * x["job_wellby"] * x["wtp_wellby"]
    # Of every job found a share is lost to somebody else, who is not among the participants.
    lost = x["job_displacement"]
    lines = [
        ("output", "output", -output * (1 - lost)),
        ("time_at_work", "output", time * (1 - lost)),
        ("care_of_people_in_work", "care", -years * x["job_care_saving"] * (1 - lost)),
        ("taxes_and_benefits", "transfer", -flowback * (1 - lost)),
        ("taxes_and_benefits_of_others", "wage", flowback * lost),
        ("wages", "wage", -wage),
        ("own_time_at_work", "wage", time),
    ]
    # The work of 18 months: 12 of them in a person's first year, 6 in the second.
    for item, kind, each in lines:
        c.to_cohorts(item, kind, lambda age, each=each: each * (2 / 3, 1 / 3, 0)[min(age, 2)])
