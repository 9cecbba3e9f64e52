"""Rows of the use of services and of prevention, worked out by hand."""

from math import exp, sqrt

from tests.models.coproduction.row import CARE, EXTRA_CARE, HALF_LIFE_OF_ONE, HEALTH, LN2, Row

# A rise with a half-life of one year: by years since joining its mean is (1/2, 1/4, 1/8) / ln 2 of the first,
# so that per person offered (1/4, 3/8, 3/16) / ln 2; inputs hold the ln 2.
PARTS = {
    "more_than_medicine": 1, "people_helping_people": 1, "redefined_consultations": 1,
    "networks_and_partnerships": 1, "co_design_and_delivery": 1,
}  # fmt: skip

ROWS = {
    # 10 % of 10 * 10 and of 5 * 40 pounds: 10 and 20.
    "short_term_rise": Row(
        {"short_term_rise": True},
        {
            "short_term_uplift": 0.1 * LN2, "uplift_decay_years": HALF_LIFE_OF_ONE, "gp_contacts": 10,
            "gp_contact_cost": 10, "community_contacts": 5, "community_contact_cost": 40,
        },
        {"gp_rise": (EXTRA_CARE, [2.5, 3.75, 1.875]), "community_rise": (EXTRA_CARE, [5, 7.5, 3.75])},
    ),
    # Half of those 10 pounds buys health at 100 pounds a QALY: 0.05.
    "appropriateness": Row(
        {"short_term_rise": {"services": ["gp"]}, "appropriateness": True},
        {
            "short_term_uplift": 0.1 * LN2, "uplift_decay_years": HALF_LIFE_OF_ONE, "gp_contacts": 10,
            "gp_contact_cost": 10, "uplift_appropriate_share": 0.5, "cost_per_qaly_of_use": 100,
        },
        {"gp_rise": (EXTRA_CARE, [2.5, 3.75, 1.875])},
        {"appropriate_use": (HEALTH, [0.0125, 0.01875, 0.009375])},
    ),
    # 10 % of 200 pounds saved; 5 % of 1000 pounds MORE: a saving is signed, and a cost paid in full.
    "long_term_saving": Row(
        {"long_term_saving": True},
        {
            "ae_attendances": 2, "ae_attendance_cost": 100, "ae_reduction": 0.1, "emergency_admissions": 0.5,
            "emergency_admission_cost": 2000, "emergency_admission_reduction": -0.05,
        },
        {"ae_saving": (CARE, [-10, -10, 0]), "emergency_admission_saving": (EXTRA_CARE, [25, 25, 0])},
    ),
    # 20 % of 500 pounds of admissions, and of the 0.4 admissions left a day each at 400 (10 % of 10 days).
    "length_of_stay": Row(
        {"length_of_stay": True, "long_term_saving": {"services": ["emergency_admission"]}},
        {
            "emergency_admissions": 0.5, "emergency_admission_cost": 1000, "nights_per_admission": 10,
            "emergency_admission_reduction": 0.2, "length_of_stay_reduction": 0.1, "acute_bed_day_cost": 400,
        },
        {"emergency_admission_saving": (CARE, [-50, -50, 0]), "shorter_stays": (CARE, [-80, -80, 0])},
    ),
    # A quarter of the gaps of 40 % and 20 %: 10 % of 200 and 5 % of 100 pounds.
    "activation": Row(
        {"activation": {"services": ["ae", "gp"]}},
        {
            "activation_share_moved": 0.5, "activation_causal_share": 0.5, "activation_gap_ae": 0.4,
            "activation_gap_gp": 0.2, "ae_attendances": 2, "ae_attendance_cost": 100, "gp_contacts": 10,
            "gp_contact_cost": 10,
        },
        {"ae_activation": (CARE, [-10, -10, 0]), "gp_activation": (CARE, [-2.5, -2.5, 0])},
    ),
    # RR 0.25, of whose logarithm a half is kept each year: 0.25, 0.5, 0.5 ** 0.5. Readmissions fall by
    # 0.4 * 0.75 = 0.3, then by 0.2 * 0.5 = 0.1, then by 0.2 * (1 - sqrt(0.5)); 1000 pounds and 0.1 QALY each.
    "readmission": Row(
        {"readmission": True, "persistence": True},
        {
            "readmission_probability": 0.4, "later_readmission_ratio": 0.5, "inpatient_share": 0.5,
            "readmission_relative_risk": 0.25, "length_of_stay": 20, "bed_day_cost": 100,
            "readmission_qaly_loss": 0.1, "effect_persistence": 0.5,
        },
        {"readmissions": (CARE, [-150, -200, -50 - 100 * (1 - sqrt(0.5))])},
        {"readmissions_health": (HEALTH, [0.015, 0.02, 0.005 + 0.01 * (1 - sqrt(0.5))])},
    ),
    # Everyone begins in escalation; half of them fall into crisis each year, a quarter with support in the
    # first. So 1/4 against 1/2 in crisis at its end, and the difference of 1/4 halves with each year after
    # it: 0, 1/4, 1/8, 1/16, of which the means by year are 1/8, 3/16, 3/32. In crisis rather than escalation
    # costs 900 more and has 0.4 QALYs less: 112.5, 168.75, 84.375 pounds and 0.05, 0.075, 0.0375 QALYs.
    "prevention": Row(
        {"prevention": True},
        {
            "prevention_relative_risk": 0.5, "prevention_trial_probability": 0.5, "initially_escalating": 1,
            "p_escalate": 0, "p_settle": 0, "p_crisis": 0.5, "p_recover": 0, "p_die_stable": 0,
            "p_die_escalating": 0, "p_die_crisis": 0, "cost_escalating": 100, "cost_crisis": 1000,
            "utility_stable": 0.8, "utility_escalating": 0.6, "utility_crisis": 0.2,
        },
        {"states": (CARE, [-56.25, -140.625, -126.5625])},
        {"states_health": (HEALTH, [0.025, 0.0625, 0.05625])},
    ),
    # All parts: 7 % at once. With a midpoint of one year L(0) = 1 / (1 + e^4), L(1) = 1/2, L(2) = 1 - L(0),
    # so G(1) = (1 - e^-4) / 2 and G(2) = 1 - e^-4. Supported for three years: (1/2, 1, 1) per person offered.
    "reinforcement": Row(
        {"reinforcement": True},
        {
            **PARTS, "parts_saving": 0.07, "synergy_share": 1, "synergy_gap": 0.13,
            "synergy_midpoint_years": 1, "care_cost_base": 1000,
        },
        {"parts_together": (CARE, [-35, -70 - 65 * (1 - exp(-4)), -70 - 130 * (1 - exp(-4))])},
        support_years=3,
    ),
    # Everyone offered is a high user, with 3 times the use. Saving twice as large in them: weights 0.625 and
    # 1.25 (0.4 * 0.625 + 0.6 * 1.25 = 1), so 3 * 1.25 = 3.75 times 20. Rise half as large in them: weights
    # 10/7 and 5/7, so 15/7 times 14.
    "targeting": Row(
        {
            "targeting": True,
            "long_term_saving": {"services": ["ae"]},
            "short_term_rise": {"services": ["gp"]},
        },
        {
            "high_user_share": 0.2, "high_user_share_offered": 1, "high_user_use_ratio": 3,
            "high_user_rise_ratio": 0.5, "high_user_saving_ratio": 2, "ae_attendances": 2,
            "ae_attendance_cost": 100, "ae_reduction": 0.1, "short_term_uplift": 0.14 * LN2,
            "uplift_decay_years": HALF_LIFE_OF_ONE, "gp_contacts": 10, "gp_contact_cost": 10,
        },
        {"gp_rise": (EXTRA_CARE, [7.5, 11.25, 5.625]), "ae_saving": (CARE, [-37.5, -37.5, 0])},
    ),
}  # fmt: skip
