"""Plain Python, use of services: equations (13) to (15), (31), and the parts of a programme (17), (18)."""

from math import exp

from tests.models.coproduction.plain_case import fade

USED = {
    "gp": ("gp_contacts", "gp_contact_cost"),
    "community": ("community_contacts", "community_contact_cost"),
    "outpatient": ("outpatient_visits", "outpatient_visit_cost"),
    "advice": ("advice_contacts", "advice_contact_cost"),
    "ae": ("ae_attendances", "ae_attendance_cost"),
    "emergency_admission": ("emergency_admissions", "emergency_admission_cost"),
    "mental_health_bed": ("mental_health_bed_days", "mental_health_bed_day_cost"),
    "crisis": ("crisis_contacts", "crisis_contact_cost"),
    "social_care": ("social_care_days", "social_care_day_cost"),
}
PARTS = (
    "more_than_medicine",
    "people_helping_people",
    "redefined_consultations",
    "networks_and_partnerships",
    "co_design_and_delivery",
)


def used(x, service):
    number, cost = USED[service]
    return x[number] * x[cost]


def services(c):
    """Equations (13) to (15), (31): a rise that fades, savings that last."""
    x = c.x
    if "short_term_rise" in c.on:
        who, tau = c.taken * c.targeted("high_user_rise_ratio"), x["uplift_decay_years"]
        extra = 0.0
        for name in c.on["short_term_rise"]["services"]:
            each = who * x["short_term_uplift"] * used(x, name)
            extra += each
            c.to_cohorts(f"{name}_rise", "extra_care", lambda age, each=each: each * fade(tau, age))
        if "appropriateness" in c.on:
            bought = x["uplift_appropriate_share"] * extra / x["cost_per_qaly_of_use"]
            c.to_cohorts("appropriate_use", "health", lambda age: bought * fade(tau, age))
    if "long_term_saving" in c.on:
        who = c.here("long_term_saving") * c.targeted("high_user_saving_ratio")
        for name in c.on["long_term_saving"]["services"]:
            less = x[f"{name}_reduction"] + c.site("long_term_saving")
            saved = -who * less * used(x, name)
            c.to_cohorts(f"{name}_saving", "care", lambda age, saved=saved: saved * c.path(age))
    activation(c)
    length_of_stay(c)


def reinforcement(c):
    """Equations (17), (18): parts alone, and growing together on the programme's clock."""
    if "reinforcement" not in c.on:
        return
    x = c.x
    sigma = 1 - (1 - x["parts_saving"]) ** (1 / 5)
    kept, pairs = 1.0, 0.0
    for j, part in enumerate(PARTS):
        kept *= 1 - x[part] * sigma
        pairs += sum(x[part] * x[other] for other in PARTS[:j]) / 10
    half = x["synergy_midpoint_years"]

    def logistic(t):
        return 1 / (1 + exp(-(t - half) / (0.25 * half)))

    whom = c.delivered if c.on["reinforcement"]["per"] == "offered" else c.taken
    worth = whom * c.strength * c.net("reinforcement") * x["care_cost_base"]
    for year in range(c.years):
        grown = (logistic(year) - logistic(0)) / (1 - logistic(0))
        saving = 1 - kept + x["synergy_share"] * x["synergy_gap"] * grown * pairs
        ages = [year - cohort for cohort in range(c.recruiting) if cohort <= year]
        c.add("parts_together", "care", year, -worth * saving * sum(map(c.path, ages)) / c.recruiting)


def activation(c):
    if "activation" not in c.on:
        return
    x = c.x
    for name in c.on["activation"]["services"]:
        less = x[f"activation_gap_{name}"] * x["activation_share_moved"] * x["activation_causal_share"]
        saved = -c.here("activation") * c.targeted("high_user_saving_ratio") * less * used(x, name)
        c.to_cohorts(f"{name}_activation", "care", lambda age, saved=saved: saved * c.path(age))


def length_of_stay(c):
    """Only the change in length of stay, of those who are still admitted, comes on top of admissions."""
    if "length_of_stay" not in c.on:
        return
    x, fewer = c.x, 0.0
    saving = c.on.get("long_term_saving", {"services": ()})
    if "emergency_admission" in saving["services"]:
        fewer = x["emergency_admission_reduction"] + c.site("long_term_saving")
        fewer *= c.strength * c.net("long_term_saving")
    shorter = x["nights_per_admission"] * x["length_of_stay_reduction"] * c.strength

    def per_age(age):
        admitted = x["emergency_admissions"] * (1 - fewer * c.path(age))
        return (
            -c.delivered
            * c.targeted("high_user_saving_ratio")
            * admitted
            * shorter
            * c.path(age)
            * x["acute_bed_day_cost"]
        )

    c.to_cohorts("shorter_stays", "care", per_age)
