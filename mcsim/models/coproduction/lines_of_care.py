"""Lines of the account for the use of services: rise, saving, readmissions, crises, parts together."""

import numpy as np

from mcsim.models.coproduction.account import CARE, EXTRA_CARE, HEALTH, Line
from mcsim.models.coproduction.activation import activation_reduction, gap
from mcsim.models.coproduction.appropriateness import appropriate_use
from mcsim.models.coproduction.build_up import fading
from mcsim.models.coproduction.length_of_stay import stay_saving
from mcsim.models.coproduction.long_term_saving import reduction, saving
from mcsim.models.coproduction.prevention import state_cost, state_qalys
from mcsim.models.coproduction.readmission import cost_per_readmission
from mcsim.models.coproduction.reinforcement import (
    PARTS,
    maturity,
    pairs_in_place,
    parts_alone,
    parts_together,
)
from mcsim.models.coproduction.services import yearly_cost
from mcsim.models.coproduction.short_term_rise import rise_cost
from mcsim.models.coproduction.situation import Situation
from mcsim.models.coproduction.targeting import targeted
from mcsim.protocols import Array


def rise_lines(s: Situation) -> list[Line]:
    """Services used more at first, and the health that the appropriate part of it buys."""
    x, lines = s.x, []
    profile = s.per_offer(fading(x["uplift_decay_years"], s.clock.years))
    uplift = s.reach.recipients * x["short_term_uplift"] * _targeted(s, "high_user_rise_ratio")
    extra: Array = np.zeros(1)
    for service in s.plan.option("short_term_rise", "services"):
        amount = rise_cost(uplift, yearly_cost(x, service))
        extra = extra + amount
        lines.append(Line("short_term_rise", f"{service}_rise", EXTRA_CARE, amount, profile))
    bought = appropriate_use(x["uplift_appropriate_share"], extra, x["cost_per_qaly_of_use"])
    return [*lines, Line("appropriateness", "appropriate_use", HEALTH, bought, profile)]


def saving_lines(s: Situation) -> list[Line]:
    """Services used less: by a published reduction, by activation, and by shorter stays."""
    x, who = s.x, _targeted(s, "high_user_saving_ratio")
    here, deviation = s.here("long_term_saving") * who, s.deviation("long_term_saving")
    lines = [
        Line(
            "long_term_saving",
            f"{service}_saving",
            CARE,
            here * saving(x[reduction(service)] + deviation, yearly_cost(x, service)),
            s.fading_effect,
        )
        for service in s.plan.option("long_term_saving", "services")
    ]
    moved, causal = x["activation_share_moved"], x["activation_causal_share"]
    lines += [
        Line(
            "activation",
            f"{service}_activation",
            CARE,
            s.here("activation")
            * who
            * saving(activation_reduction(x[gap(service)], moved, causal), yearly_cost(x, service)),
            s.fading_effect,
        )
        for service in s.plan.option("activation", "services")
    ]
    return [*lines, *_shorter_stays(s, deviation, who)]


def readmission_lines(s: Situation) -> list[Line]:
    """Readmissions: their cost, and the health lost in them."""
    x, profile = s.x, s.per_offer(s.readmission_change)
    delivered = s.reach.delivered
    each = cost_per_readmission(x["inpatient_share"], x["length_of_stay"], x["bed_day_cost"])
    return [
        Line("readmission", "readmissions", CARE, delivered * each, profile),
        Line("readmission", "readmissions_health", HEALTH, -delivered * x["readmission_qaly_loss"], profile),
    ]


def prevention_lines(s: Situation) -> list[Line]:
    """Fewer people in escalation and crisis: what it saves, and the health it keeps."""
    if not s.plan.on("prevention"):
        return []
    x, delivered = s.x, s.reach.delivered
    cost, qalys = (
        s.per_offer(of(s.course_with_programme, x) - of(s.course_without, x))
        for of in (state_cost, state_qalys)
    )
    return [
        Line("prevention", "states", CARE, delivered, cost),
        Line("prevention", "states_health", HEALTH, delivered, qalys),
    ]


def reinforcement_lines(s: Situation) -> list[Line]:
    """The saving of a programme's parts, growing as they support each other with the programme's age."""
    x = s.x
    coverage = [x[part] for part in PARTS]
    grown = parts_together(
        parts_alone(coverage, x["parts_saving"]),
        x["synergy_share"],
        x["synergy_gap"],
        pairs_in_place(coverage),
        maturity(x["synergy_midpoint_years"], s.clock.years),
    )
    everyone = s.plan.option("reinforcement", "per") == "offered"
    whom = s.reach.delivered if everyone else s.reach.recipients
    net = whom * s.strength * s.net("reinforcement")
    return [
        Line("reinforcement", "parts_together", CARE, -net * x["care_cost_base"], grown * s.fading_effect)
    ]


def _shorter_stays(s: Situation, deviation: Array, who: Array) -> list[Line]:
    x = s.x
    if not s.plan.on("length_of_stay"):
        return []
    admitted_less = "emergency_admission" in s.plan.option("long_term_saving", "services")
    here = s.strength * s.net("long_term_saving")
    fewer = (x[reduction("emergency_admission")] + deviation) * here if admitted_less else np.zeros(1)
    per_person = stay_saving(
        x["emergency_admissions"],
        s.path,
        fewer,
        x["nights_per_admission"],
        x["length_of_stay_reduction"] * s.strength,
        x["acute_bed_day_cost"],
    )
    return [Line("length_of_stay", "shorter_stays", CARE, s.reach.delivered * who, s.per_offer(per_person))]


def _targeted(s: Situation, effect_ratio: str) -> Array:
    x = s.x
    return targeted(
        x["high_user_share"], x["high_user_share_offered"], x["high_user_use_ratio"], x[effect_ratio]
    )
