"""Plain Python, delivery: equations (8) to (11), (25), and the hours of volunteers and members."""


def delivery(c):
    x = c.x
    if "set_up" in c.on:
        shared = "sites" in c.on and c.on["sites"]["shared_set_up"]
        c.add("set_up", "programme", 0, x["setup_cost"] / (x["n_sites"] if shared else 1) / offered(c))
    if "support" in c.on:
        advice = x["support_hours"] * x["support_hourly_cost"]

        later = advice * c.taken * x["support_later_share"]
        c.to_cohorts("support_for_uptake", "programme", lambda age: advice if age == 0 else 0)
        c.to_cohorts("support_of_takers", "programme", lambda age: later if 0 < age < c.support_years else 0)
    if "delivery" in c.on:
        peers(c)
    if "overheads" in c.on:
        for item in ("coordination", "premises"):
            c.to_running_years(
                item,
                "programme",
                lambda year, item=item: x[f"{item}_cost"] * (1 + (x["first_year_extra"] if year == 0 else 0)),
            )
    if "published_cost" in c.on:
        whom = c.taken if c.on["published_cost"]["per"] == "recipient" else 1
        c.to_cohorts(
            "programme",
            "programme",
            lambda age: whom * x["cost_per_person"] if age < c.support_years else 0,
        )
    if "professional_time" in c.on:
        # Recipients are as many each year, so that n_cum / n_0 is 1, 2, 3 ...
        first = x["professional_hours"]
        floor = first * x["professional_hours_floor"]
        for year in range(c.years):
            hours = floor + (first - floor) * (year + 1) ** -x["learning_rate"]
            supported = sum(0 <= year - cohort < c.support_years for cohort in range(c.recruiting))
            pay = c.taken * supported * hours * x["supervisor_hourly_cost"] / c.recruiting
            c.add("professional_time", "programme", year, pay)
    if "private_costs" in c.on:
        c.to_cohorts(
            "participants",
            "private",
            lambda age: c.taken * x["participant_expenses"] * (age < c.support_years),
        )


def peers(c):
    x = c.x
    trained = x["peers_in_post"] / (1 - x["training_dropout"])
    each = x["training_cost_per_peer"]
    each += x["training_days"] * 7.5 * x["peer_hourly_cost"] * x["paid_share"]
    c.to_running_years(
        "training",
        "programme",
        lambda year: trained * each * (1 if year == 0 else x["peer_turnover"]),
    )
    hours = x["peers_in_post"] * x["hours_per_peer"]
    pay = hours * x["paid_share"] * x["peer_hourly_cost"]
    supervision = hours * x["supervision_ratio"] * x["supervisor_hourly_cost"]
    expenses = x["peers_in_post"] * x["expenses_per_peer"]
    c.to_running_years("peers_in_post", "programme", lambda year: pay + supervision + expenses)


def volunteers(c):
    x = c.x
    if "unpaid_time" in c.on:
        unpaid = x["peers_in_post"] * (1 - x["paid_share"])
        hours = unpaid * x["hours_per_peer"]
        c.to_running_years("unpaid_time", "time", lambda year: hours * x["volunteer_hour_value"])
        if "volunteer_wellbeing" in c.on:
            gained = unpaid * x["volunteer_wellby"] * x["wtp_wellby"]
            c.to_running_years("volunteers_wellbeing", "wellbeing_value", lambda year: -gained)
    if "unpaid_hours" in c.on:
        hour = x["unpaid_hours_per_recipient"] * x["volunteer_hour_value"]
        c.to_cohorts("unpaid_hours", "time", lambda age: c.taken * hour if age < c.support_years else 0)
    if "time_exchange" in c.on:
        hours = c.taken * x["active_share"] * x["hours_per_active_member"]
        for item, kind, value in (
            ("hours_given", "time", x["volunteer_hour_value"]),
            ("hours_received", "wellbeing_value", -x["hour_received_value"]),
        ):
            c.to_cohorts(item, kind, lambda age, value=value: hours * value if age < c.support_years else 0)


def offered(c):
    """Everyone who is offered the programme, over the years in which people join."""
    return c.recruiting * c.x["people_offered"]
