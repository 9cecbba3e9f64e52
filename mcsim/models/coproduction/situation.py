"""What every line of the account rests on: who is reached, how effects run, and what they are worth here."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mcsim.models.coproduction.mechanism import Values
from mcsim.models.coproduction.persistence import effect_path
from mcsim.models.coproduction.plan import Plan
from mcsim.models.coproduction.prevention import Course, course, hazard_ratio
from mcsim.models.coproduction.reach import Reach, capacity, reach
from mcsim.models.coproduction.readmission import readmission_change, readmission_risk
from mcsim.models.coproduction.responders import mean_effect
from mcsim.models.coproduction.sites import ALL_SITES, additive_deviation, log_deviation, site_sd
from mcsim.models.coproduction.strength import fidelity_ratio, net_share
from mcsim.models.coproduction.support import marginal_takers, process_success, uptake
from mcsim.models.coproduction.time import Clock
from mcsim.protocols import Array


@dataclass(frozen=True)
class Situation:
    """One strategy with its inputs and its clock.

    Attributes
    ----------
    x : mapping of str to ndarray
        Inputs by their plain names.
    plan : Plan
    clock : Clock
    """

    x: Values
    plan: Plan
    clock: Clock

    @cached_property
    def wanted(self) -> Array:
        """Share of the people offered support who would take it up, were there time for all."""
        x = self.x
        return uptake(
            x["engagement"],
            x["uptake_gain_from_support"],
            x["support_hours"],
            x["support_saturation_hours"],
        )

    @cached_property
    def reach(self) -> Reach:
        """Who is reached, per person offered."""
        x = self.x
        room = capacity(
            x["people_offered"], x["peers_in_post"], x["hours_per_peer"], x["hours_per_recipient"]
        )
        return reach(self.wanted, x["engagement"], x["engagement_ratio"], room)

    @cached_property
    def path(self) -> Array:
        """Size of an effect by year since joining, relative to its first year, shape (years, n)."""
        return effect_path(
            self.x["build_up_years"],
            self.x["effect_persistence"],
            self.clock.support_years,
            self.clock.years,
        )

    @cached_property
    def fading_effect(self) -> Array:
        """The path summed over cohorts, per person offered, shape (years, n)."""
        return self.per_offer(self.path)

    @cached_property
    def supported(self) -> Array:
        """Years in which people are supported, summed over cohorts, per person offered, shape (years, 1)."""
        return self.per_offer(self.clock.supported)

    @cached_property
    def joining(self) -> Array:
        """The first year of each person, summed over cohorts, per person offered, shape (years, 1)."""
        return self.per_offer(self.clock.first_year)

    @cached_property
    def strength(self) -> Array:
        """Size of an effect here relative to its trial, by fidelity."""
        return fidelity_ratio(self.x["fidelity"], self.x["fidelity_in_trial"])

    @cached_property
    def per_taker(self) -> Array:
        """Effect per taker with this support, relative to its trial."""
        x = self.x
        success = process_success(
            x["process_difficult"],
            x["support_hours"],
            x["support_hours_in_trial"],
            x["support_saturation_hours"],
        )
        return success * marginal_takers(x["marginal_taker_loss"], x["engagement"], self.wanted)

    @cached_property
    def log_hazard_ratio(self) -> Array:
        """Logarithm of the hazard ratio of prevention by year since joining, shape (years, n)."""
        ratio = hazard_ratio(self.x["prevention_relative_risk"], self.x["prevention_trial_probability"])
        log_ratio = np.log(ratio) + self.deviation("prevention", of_logarithm=True)
        return log_ratio * self.strength * self.path

    @cached_property
    def course_with_programme(self) -> Course:
        """People's states by year since joining, in those to whom support is delivered."""
        return course(self.x, self.log_hazard_ratio)

    @cached_property
    def course_without(self) -> Course:
        """People's states by year without the programme."""
        return course(self.x, np.zeros((self.clock.years, 1)))

    @cached_property
    def readmission_risk(self) -> Array:
        """Yearly probability of readmission without support, shape (years, n)."""
        x = self.x
        return readmission_risk(x["readmission_probability"], x["later_readmission_ratio"], self.clock.years)

    @cached_property
    def readmission_change(self) -> Array:
        """How support changes that probability in those to whom it is delivered, shape (years, n)."""
        log_risk = np.log(self.x["readmission_relative_risk"])
        log_risk = log_risk + self.deviation("readmission", of_logarithm=True)
        # The strength of an effect acts on its logarithm; what is not delivered leaves people untouched.
        return readmission_change(self.readmission_risk, log_risk * self.strength, self.path)

    def per_offer(self, per_person: Array) -> Array:
        """By programme year what happens to people by their own year, for the mean person offered."""
        return self.clock.cohorts(per_person) / self.clock.recruiting_years

    def net(self, mechanism: str) -> Array:
        """Share of a mechanism's effect that would not have come about without the programme."""
        if mechanism in self.plan.option("deadweight", "of"):
            return net_share(self.x["deadweight"], self.x["displacement"])
        return np.ones(1)

    def here(self, mechanism: str) -> Array:
        """What a mechanism's published effect is worth here, by intention to treat and per person offered."""
        return self.reach.delivered * self.strength * self.net(mechanism)

    def deviation(self, mechanism: str, of_logarithm: bool = False) -> Array:
        """How the sites decided for differ from the published mean in a mechanism's effect."""
        if mechanism not in self.plan.option("sites", "effects"):
            return np.zeros(1)
        all_sites = self.plan.option("sites", "decision") == ALL_SITES
        n_sites = np.array([np.inf]) if all_sites else self.x["n_sites"]
        deviate = log_deviation if of_logarithm else additive_deviation
        return deviate(self.x[site_sd(mechanism)], self.x["site_deviation"], n_sites)

    def mean_effect(self, effect: Array) -> Array:
        """Mean over responders and others of an effect."""
        of_responders = self.plan.option("responders", "effect_is") == "of_responders"
        return mean_effect(effect, self.x["responder_share"], of_responders)
