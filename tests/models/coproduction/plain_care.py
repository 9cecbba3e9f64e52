"""Plain Python, care: readmissions, and the states of prevention (16)."""

from math import exp, log


def readmission(c):
    if "readmission" not in c.on:
        return
    x = c.x
    each = x["inpatient_share"] * x["length_of_stay"] * x["bed_day_cost"]

    def more(age):
        risk = x["readmission_probability"] * (x["later_readmission_ratio"] if age else 1)
        log_ratio = log_effect(c, "readmission", log(x["readmission_relative_risk"]), age)
        return c.delivered * risk * (exp(log_ratio) - 1)

    c.to_cohorts("readmissions", "care", lambda age: more(age) * each)
    c.to_cohorts("readmissions_health", "health", lambda age: -more(age) * x["readmission_qaly_loss"])


def log_effect(c, effect, logarithm, age):
    """A low ratio is good here, so that a site that turns out well has the lower one."""
    size = c.strength * c.path(age)
    return logarithm * size + c.site(effect, of_logarithm=True, size=size, good=-1)


def prevention(c):
    if "prevention" not in c.on:
        return
    x, p = c.x, c.x["prevention_trial_probability"]
    log_ratio = log(log(1 - x["prevention_relative_risk"] * p) / log(1 - p))
    with_programme = states(x, [log_effect(c, "prevention", log_ratio, age) for age in range(c.years)])
    without = states(x, [0.0] * c.years)

    def change(kind):
        return lambda age: c.delivered * (with_programme[age][kind] - without[age][kind])

    c.to_cohorts("states", "care", change("cost"))
    c.to_cohorts("states_health", "health", change("qalys"))


def states(x, log_ratios):
    """A chain of four states, with its matrix written out year by year."""
    found = []
    people = {"stable": 1 - x["initially_escalating"], "escalating": x["initially_escalating"], "crisis": 0.0}
    for log_ratio in log_ratios:
        ratio = exp(log_ratio)
        escalate, to_crisis = (1 - (1 - x[name]) ** ratio for name in ("p_escalate", "p_crisis"))
        moves = {
            "stable": {
                "stable": 1 - escalate - x["p_die_stable"],
                "escalating": escalate,
            },
            "escalating": {
                "stable": x["p_settle"],
                "escalating": 1 - to_crisis - x["p_settle"] - x["p_die_escalating"],
                "crisis": to_crisis,
            },
            "crisis": {
                "escalating": x["p_recover"],
                "crisis": 1 - x["p_recover"] - x["p_die_crisis"],
            },
        }
        before = people
        people = {
            here: sum(people[there] * moves[there].get(here, 0.0) for there in people) for here in people
        }
        within = {state: (before[state] + people[state]) / 2 for state in people}
        found.append(
            {
                "cost": within["escalating"] * x["cost_escalating"] + within["crisis"] * x["cost_crisis"],
                "qalys": sum(number * x[f"utility_{state}"] for state, number in within.items()),
            }
        )
    return found
