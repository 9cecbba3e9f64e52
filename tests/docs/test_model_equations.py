"""The equations of the page, written out once more by hand for one draw, give what the code gives."""

from math import exp, log, sqrt

import numpy as np
import pytest

from docs.make_model import every_option
from mcsim.models.coproduction.composition import programme
from mcsim.models.coproduction.plan import Plan
from mcsim.models.coproduction.reinforcement import PARTS
from mcsim.models.coproduction.services import SERVICES
from mcsim.models.coproduction.situation import Situation
from mcsim.models.coproduction.table import MECHANISMS
from mcsim.models.coproduction.time import Clock

YEARS, RECRUITING, SUPPORT = 4, 2, 2
COHORTS_AT_ONCE = 2
OPTIONS = [
    {},
    {
        "employment": {"time_is": "wellby"},
        "budget_outcome": {"objective": "eq5d"},
        "published_cost": {"per": "recipient"},
        "measured_cost": {"per": "recipient", "years": "supported"},
        "reinforcement": {"per": "offered"},
        "responders": {"effect_is": "of_responders"},
        "sites": {"decision": "all_sites", "shared_set_up": True},
    },
    {"sites": {"decision": "all_sites"}},
]
SHORT_OF_HOURS = 2


def values(names):
    """A value of each input that is in its domain, not neutral, and no other's."""
    found = {name: 0.05 + 0.4 * place / len(names) for place, name in enumerate(sorted(names))}
    larger = {"people_offered": 20.0, "n_sites": 3.0, "job_duration": 1.2, "hours_per_recipient": 1.1}
    return found | larger | {"peers_in_post": 40.0, "high_user_use_ratio": 1.3, "collective_only": 0.0}


@pytest.fixture(params=range(len(OPTIONS)))
def both(request):
    """Items by year from the code, and from the equations of the page."""
    taken = {name: next(every_option(mechanism)) for name, mechanism in MECHANISMS.items()}
    taken |= {name: taken[name] | said for name, said in OPTIONS[request.param].items()}
    plan = Plan("all", taken)
    x = values(plan.inputs())
    x["hours_per_recipient"] *= 20.0 if request.param == SHORT_OF_HOURS else 1.0
    clock = Clock(YEARS, RECRUITING, SUPPORT)
    drawn = plan.values({name: np.array([value]) for name, value in x.items()})
    lines = programme(Situation(drawn, plan, clock))
    code = {line.item: np.ravel(line.amount * line.profile * np.ones((YEARS, 1))) for line in lines}
    by_hand = Page(x, taken)
    assert (by_hand.recipients == by_hand.capacity) == (request.param == SHORT_OF_HOURS)
    return code, by_hand.items()


def test_the_equations_of_the_page_are_those_of_the_code(both):
    code, by_hand = both
    assert set(code) == set(by_hand)
    for item, per_year in by_hand.items():
        np.testing.assert_allclose(code[item], per_year, rtol=1e-12, atol=0, err_msg=item)
        assert np.any(per_year != 0.0), item


class Page:
    """The page for one draw, in the order in which it is read."""

    def __init__(self, x, options):
        self.x, self.options = x, options
        wanted = min(
            x["engagement"]
            + x["uptake_gain_from_support"] * (1 - exp(-x["support_hours"] / x["support_saturation_hours"])),
            1,
        )
        hours_needed = x["hours_per_recipient"] * x["people_offered"] * COHORTS_AT_ONCE
        self.capacity = x["peers_in_post"] * x["hours_per_peer"] / hours_needed
        self.recipients = min(wanted * x["engagement_ratio"], 1, self.capacity)
        self.delivered = min(self.recipients / x["engagement"], 1)
        self.strength = x["fidelity"] / x["fidelity_in_trial"]
        saturation, difficult = x["support_saturation_hours"], x["process_difficult"]
        success = (1 - difficult * exp(-x["support_hours"] / saturation)) / (
            1 - difficult * exp(-x["support_hours_in_trial"] / saturation)
        )
        self.per_taker = success * (1 - x["marginal_taker_loss"] * (wanted - x["engagement"]) / wanted)
        tau = x["build_up_years"]
        built = [1 - tau * (exp(-a / tau) - exp(-(a + 1) / tau)) for a in range(SUPPORT)]
        self.path = [each / built[0] for each in built]
        while len(self.path) < YEARS:
            self.path.append(self.path[-1] * x["effect_persistence"])

    def net(self, mechanism):
        if mechanism not in self.options["deadweight"]["of"]:
            return 1.0
        return (1 - self.x["deadweight"]) * (1 - self.x["displacement"])

    def here(self, mechanism):
        return self.delivered * self.strength * self.net(mechanism)

    def deviation(self, mechanism):
        if self.options["sites"]["decision"] == "all_sites":
            return 0.0
        return self.x[f"{mechanism}_site_sd"] * self.x["site_deviation"] / sqrt(self.x["n_sites"])

    def of_the_mean(self, sd):
        """Variance of the logarithm of the mean ratio of the sites."""
        return log(1 + (exp(sd**2) - 1) / self.x["n_sites"])

    def log_deviation(self, mechanism, size, better=-1):
        sd = self.x[f"{mechanism}_site_sd"] * size
        if self.options["sites"]["decision"] == "all_sites":
            return sd**2 / 2
        spread = self.of_the_mean(sd)
        return (sd**2 - spread) / 2 + better * sqrt(spread) * self.x["site_deviation"]

    def log_ratio(self, mechanism, logarithm, year):
        size = self.strength * self.path[year]
        return logarithm * size + self.log_deviation(mechanism, size)

    @property
    def of_responders(self):
        return self.options["responders"]["effect_is"] == "of_responders"

    def mean(self, effect):
        return effect * self.x["responder_share"] if self.of_responders else effect

    def health(self, mechanism):
        """What a gain in health is multiplied by: `here`, or what is of recipients."""
        if self.of_responders:
            return self.recipients * self.strength * self.net(mechanism)
        return self.here(mechanism)

    def whom(self, mechanism, otherwise):
        return self.recipients if self.options[mechanism]["per"] == "recipient" else otherwise

    def targeted(self, ratio):
        x = self.x
        used = x["high_user_share"] * x["high_user_use_ratio"]
        low_use, high = (1 - used) / (1 - x["high_user_share"]), x["high_user_share_offered"]
        return (
            1 / (1 - used + used * ratio) * (high * x["high_user_use_ratio"] * ratio + (1 - high) * low_use)
        )

    def items(self):
        parts = (self.delivery(), self.use(), self.readmission(), self.prevention(), self.reinforcement())
        found = {}
        for part in (*parts, self.people(), self.direct(), self.work()):
            found |= part
        factor = self.spillover()
        return found | {f"contacts_{item}": factor * value for item, value in self.direct().items()}

    def delivery(self):
        x, per_offer_of_a_year = self.x, self.x["people_offered"] * RECRUITING
        running = np.array([1.0, 1.0, 1.0, 0.0]) / per_offer_of_a_year
        first, shared = np.array(JOINING), self.options["sites"]["shared_set_up"]
        trained = x["peers_in_post"] / (1 - x["training_dropout"]) * np.where(first, 1, x["peer_turnover"])
        a_course = x["training_days"] * 7.5 * x["peer_hourly_cost"] * x["paid_share"]
        hours, unpaid = x["peers_in_post"] * x["hours_per_peer"], 1 - x["paid_share"]
        wages = x["paid_share"] * x["peer_hourly_cost"] + x["supervision_ratio"] * x["supervisor_hourly_cost"]
        floor = x["professional_hours"] * x["professional_hours_floor"]
        learned = floor + (x["professional_hours"] - floor) * np.arange(1.0, 5.0) ** -x["learning_rate"]
        by_professionals = learned * x["supervisor_hourly_cost"]
        extra = 1 + first * x["first_year_extra"]
        advice, later = x["support_hours"] * x["support_hourly_cost"], x["support_later_share"]
        exchanged = self.recipients * x["active_share"] * x["hours_per_active_member"]
        points = x["volunteer_wellby"] * x["wtp_wellby"]
        return {
            "set_up": x["setup_cost"] / (x["n_sites"] if shared else 1) / per_offer_of_a_year * first,
            "support_for_uptake": advice * per_offer(JOINING),
            "support_of_takers": self.recipients * advice * later * per_offer([0.0, 1.0, 0.0, 0.0]),
            "training": trained * (x["training_cost_per_peer"] + a_course) * running,
            "peers_in_post": (hours * wages + x["peers_in_post"] * x["expenses_per_peer"]) * running,
            "coordination": x["coordination_cost"] * extra * running,
            "premises": x["premises_cost"] * extra * running,
            "programme": x["cost_per_person"] * self.whom("published_cost", 1.0) * per_offer(SUPPORTED),
            "professional_time": self.recipients * by_professionals * per_offer(SUPPORTED),
            "unpaid_time": hours * unpaid * x["volunteer_hour_value"] * running,
            "unpaid_hours": self.recipients
            * x["unpaid_hours_per_recipient"]
            * x["volunteer_hour_value"]
            * per_offer(SUPPORTED),
            "volunteers_wellbeing": -x["peers_in_post"] * unpaid * points * running,
            "participants": self.recipients * x["participant_expenses"] * per_offer(SUPPORTED),
            "hours_given": exchanged * x["volunteer_hour_value"] * per_offer(SUPPORTED),
            "hours_received": -exchanged * x["hour_received_value"] * per_offer(SUPPORTED),
        }

    def use(self):
        x, found, extra = self.x, {}, 0.0
        tau = x["uplift_decay_years"]
        fading = per_offer([tau * (exp(-a / tau) - exp(-(a + 1) / tau)) for a in range(YEARS)])
        uplift = self.recipients * x["short_term_uplift"] * self.targeted(x["high_user_rise_ratio"])
        for name, service in SERVICES.items():
            yearly_cost, path = x[service.use] * x[service.cost], per_offer(self.path)
            found[f"{name}_rise"] = uplift * yearly_cost * fading
            extra = extra + found[f"{name}_rise"]
            reduction = x[f"{name}_reduction"] + self.deviation("long_term_saving")
            here = self.here("long_term_saving") * self.targeted(x["high_user_saving_ratio"])
            found[f"{name}_saving"] = -here * reduction * yearly_cost * path
            moved = x[f"activation_gap_{name}"] * x["activation_share_moved"] * x["activation_causal_share"]
            activated = self.here("activation") * self.targeted(x["high_user_saving_ratio"]) * moved
            found[f"{name}_activation"] = -activated * yearly_cost * path
        found["appropriate_use"] = x["uplift_appropriate_share"] * extra / x["cost_per_qaly_of_use"]
        reduction, path = x["emergency_admission_reduction"], np.array(self.path)
        fewer = (
            (reduction + self.deviation("long_term_saving")) * self.strength * self.net("long_term_saving")
        )
        still = x["emergency_admissions"] * (1 - fewer * path) * x["nights_per_admission"]
        shorter = x["length_of_stay_reduction"] * self.strength * path * x["acute_bed_day_cost"]
        delivered = self.delivered * self.targeted(x["high_user_saving_ratio"])
        return found | {"shorter_stays": -delivered * per_offer(still * shorter)}

    def readmission(self):
        x = self.x
        risk = x["readmission_probability"] * np.array([1.0, *[x["later_readmission_ratio"]] * 3])
        published = log(x["readmission_relative_risk"])
        log_risk = np.array([self.log_ratio("readmission", published, a) for a in range(YEARS)])
        change = per_offer(risk * (np.exp(log_risk) - 1))
        each = x["inpatient_share"] * x["length_of_stay"] * x["bed_day_cost"]
        return {
            "readmissions": self.delivered * each * change,
            "readmissions_health": -self.delivered * x["readmission_qaly_loss"] * change,
        }

    def prevention(self):
        with_it, without = self.states(with_programme=True), self.states(with_programme=False)
        cost, qalys = (per_offer(np.subtract(*pair)) for pair in zip(with_it, without, strict=True))
        return {"states": self.delivered * cost, "states_health": self.delivered * qalys}

    def states(self, with_programme):
        x, p = self.x, self.x["prevention_trial_probability"]
        hazard_ratio = log(1 - x["prevention_relative_risk"] * p) / log(1 - p)
        stable, escalating, crisis = 1 - x["initially_escalating"], x["initially_escalating"], 0.0
        cost, qalys = [], []
        for a in range(YEARS):
            at_first = stable, escalating, crisis
            slower = exp(self.log_ratio("prevention", log(hazard_ratio), a)) if with_programme else 1.0
            escalate, fall = (1 - (1 - x[name]) ** slower for name in ("p_escalate", "p_crisis"))
            stable, escalating, crisis = (
                stable * (1 - escalate - x["p_die_stable"]) + escalating * x["p_settle"],
                escalating * (1 - fall - x["p_settle"] - x["p_die_escalating"])
                + stable * escalate
                + crisis * x["p_recover"],
                crisis * (1 - x["p_recover"] - x["p_die_crisis"]) + escalating * fall,
            )
            year = np.add(at_first, (stable, escalating, crisis)) / 2
            cost.append(np.dot(year, (0.0, x["cost_escalating"], x["cost_crisis"])))
            utilities = x["utility_stable"], x["utility_escalating"], x["utility_crisis"]
            qalys.append(np.dot(year, utilities))
        return cost, qalys

    def reinforcement(self):
        x = self.x
        coverage = [x[part] for part in PARTS]
        sigma = 1 - (1 - x["parts_saving"]) ** (1 / 5)
        alone = 1 - np.prod([1 - each * sigma for each in coverage])
        pairs = sum(coverage[j] * coverage[k] for j in range(5) for k in range(j + 1, 5)) / 10
        middle = x["synergy_midpoint_years"]
        grown = 1 / (1 + np.exp(-(np.arange(4.0) - middle) / (0.25 * middle)))
        maturity = (grown - grown[0]) / (1 - grown[0])
        saved = alone + x["synergy_share"] * x["synergy_gap"] * pairs * maturity
        net = self.whom("reinforcement", self.delivered) * self.strength * self.net("reinforcement")
        return {"parts_together": -net * x["care_cost_base"] * saved * per_offer(self.path)}

    def direct(self):
        x, path = self.x, per_offer(self.path)
        felt = self.mean((x["wellbeing_effect"] + self.deviation("wellbeing")) * x["utility_per_sd"])
        measured = self.mean(x["qaly_gain"] + self.deviation("measured_gain"))
        gain = x["ascot_gain" if self.options["budget_outcome"]["objective"] == "ascot" else "eq5d_gain"]
        gain = gain * x["budget_modifier"] * (1 - x["older_share"] * (1 - x["older_modifier"]))
        late = per_offer([self.path[0] * x["gain_over_first_year"], *self.path[1:]])
        satisfied = x["wellby_gain"] * x["wtp_wellby"] * self.here("wellby")
        lonely = x["lonely_years_avoided"] * x["loneliness_cost_per_year"] * self.here("loneliness")
        return {
            "wellbeing": felt * self.health("wellbeing") * path,
            "measured_gain": measured * self.health("measured_gain") * path,
            "quality_of_life": self.recipients * self.mean(gain) * self.strength * self.per_taker * late,
            "life_satisfaction": -satisfied * path,
            "loneliness": -lonely * path,
        }

    def spillover(self):
        x = self.x
        elsewhere = (1 - x["collective_only"]) * x["individual_spillover_share"]
        form = x["collective_share"] + elsewhere * (1 - x["collective_share"])
        return x["close_contacts"] * x["outside_share"] * x["network_spillover"] * form

    def people(self):
        x, joining = self.x, per_offer(JOINING)
        supported = self.options["measured_cost"]["years"] == "supported"
        when = per_offer(SUPPORTED) if supported else joining
        kept = self.recipients * x["problem_solved_share"] * self.net("problem_solving")
        carers = self.recipients * x["carers_per_recipient"]
        harmed = self.recipients * x["harmed_share"] * x["harm"]
        later = [0.0, *self.path[1:SUPPORT], *[0.0] * (YEARS - SUPPORT)]
        work = -kept * x["work_days_regained"] * x["work_day_value"] * joining
        return {
            "measured_cost": x["cost_difference"] * self.whom("measured_cost", self.delivered) * when,
            **({"harm": -harmed * per_offer(self.path)} if self.of_responders else {}),
            "leaving_what_harms": harmed * x["leaving_share"] * per_offer(later),
            "carers_health": carers * x["carer_qaly_gain"] * per_offer(self.path),
            "carers_expenses": carers * x["carer_expenses"] * per_offer(SUPPORTED),
            "work_regained": work,
            "work_regained_income": work,
            "benefit_income": kept * x["benefit_income_gained"] * joining,
            "problems_solved": kept * x["problem_qaly_gain"] * joining,
        }

    def work(self):
        x, p = self.x, self.x["employment_probability"]
        exponent = x["coproduction_share"] * x["uk_modifier"] * x["employment_causal"] * self.strength
        deviation = self.log_deviation("employment", exponent, better=1)
        ratio = exp(log(x["employment_relative_risk"]) * exponent + deviation)
        found = min(max(0.95, p), p * ratio) - p
        years = self.delivered * found * x["job_duration"] * per_offer([2 / 3, 1 / 3, 0.0, 0.0])
        made = years * x["job_hours"] * 46 * x["job_output_value"]
        wage, kept = made * x["wage_share"], 1 - x["job_displacement"]
        if self.options["employment"]["time_is"] == "leisure":
            time = wage * x["reservation_wage_ratio"]
        else:
            time = -years * x["job_wellby"] * x["wtp_wellby"]
        return {
            "output": -made * kept,
            "time_at_work": time * kept,
            "care_of_people_in_work": -years * kept * x["job_care_saving"],
            "taxes_and_benefits": -years * kept * x["job_flowback"],
            "taxes_and_benefits_of_others": years * (1 - kept) * x["job_flowback"],
            "wages": -wage,
            "own_time_at_work": time,
        }


JOINING, SUPPORTED = [1.0, 0.0, 0.0, 0.0], [1.0, 1.0, 0.0, 0.0]


def per_offer(per_person):
    """By programme year what happens to people by their own, summed over the cohorts that have joined."""
    return np.array(
        [sum(per_person[t - c] for c in range(RECRUITING) if c <= t) / RECRUITING for t in range(YEARS)]
    )
