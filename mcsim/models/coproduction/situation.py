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
            x["people_offered"],
            x["peers_in_post"],
            x["hours_per_peer"],
            x["hours_per_recipient"] * self.clock.cohorts_at_once,
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
        return self.log_effect("prevention", np.log(ratio))

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
        log_risk = self.log_effect("readmission", np.log(self.x["readmission_relative_risk"]))
        return readmission_change(self.readmission_risk, log_risk)

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

    def deviation(self, mechanism: str) -> Array:
        """How the sites decided for differ from the published mean in a mechanism's effect."""
        if mechanism not in self.plan.option("sites", "effects"):
            return np.zeros(1)
        return additive_deviation(self.x[site_sd(mechanism)], self.x["site_deviation"], self.n_sites)

    def log_effect(self, mechanism: str, logarithm: Array) -> Array:
        """Logarithm of a ratio by year since joining, in the mean of the sites decided for, shape (years, n).

        Strength and path act on the logarithm, and so on its spread between sites; what is not delivered at
        all leaves people untouched and is no matter of it.
        """
        # A site that turns out well has the lower ratio of what should be rare.
        return self.log_of_sites(mechanism, logarithm, self.strength * self.path, -self.x["site_deviation"])

    def log_of_sites(self, mechanism: str, logarithm: Array, size: Array, deviation: Array) -> Array:
        """Logarithm of a ratio of which a multiple counts in every site, in the mean of these ratios."""
        if mechanism not in self.plan.option("sites", "effects"):
            return logarithm * size
        spread = self.x[site_sd(mechanism)] * size
        return logarithm * size + log_deviation(spread, deviation, self.n_sites)

    @property
    def n_sites(self) -> Array:
        """Over how many sites the mean is taken; infinite where that of all counts."""
        all_sites = self.plan.option("sites", "decision") == ALL_SITES
        return np.array([np.inf]) if all_sites else self.x["n_sites"]

    @property
    def of_responders(self) -> bool:
        """Whether effects are those of the people who benefit, and not means over everyone."""
        return bool(self.plan.option("responders", "effect_is") == "of_responders")

    def health_gain(self, mechanism: str, effect: Array) -> Array:
        """Gain per person offered: of those delivered to by intention to treat, or of those who benefit."""
        gain = mean_effect(effect, self.x["responder_share"], self.of_responders)
        if self.of_responders:
            return gain * self.reach.recipients * self.strength * self.net(mechanism)
        return gain * self.here(mechanism)
