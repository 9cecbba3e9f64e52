"""Peer support against usual care: the mechanisms composed into cost and effect per person offered."""

from typing import Any

import numpy as np

from mcsim.models.contract import amount, number, positive, refuse_where, share
from mcsim.models.coproduction.account import (
    CARE,
    COUNTED,
    EXTRA_CARE,
    PRIVATE,
    PROGRAMME,
    TIME,
    Account,
    incremental_cost,
    incremental_effect,
)
from mcsim.models.coproduction.delivery import running_cost, trained, training_cost, unpaid_time
from mcsim.models.coproduction.health import readmission_loss, wellbeing_gain
from mcsim.models.coproduction.professional_time import professional_hours
from mcsim.models.coproduction.reach import Reach, reach
from mcsim.models.coproduction.readmission import readmission_change, readmission_risk
from mcsim.models.coproduction.service_use import access_rise
from mcsim.models.coproduction.time import over_cohorts, present_value
from mcsim.protocols import Array, Draws

Inputs = dict[str, Array]


class Coproduction:
    """A co-produced programme beside usual care, per person offered it.

    The programme recruits for some years; costs and effects are counted over the horizon of the evaluation
    and divided by everyone who was offered it. Savings are signed: nothing is cut off at zero.

    Parameters
    ----------
    recruiting_years : int
        Years in which the programme runs and people join; the rest of the horizon follows them up.

    Examples
    --------
    >>> Coproduction(recruiting_years=2).perspectives
    ('health_and_social_care', 'public_sector', 'societal')
    """

    strategies = ("usual_care", "peer_support")
    perspectives = tuple(COUNTED)
    per = "person offered"
    effect_unit = "QALY"
    inputs = {
        "people_offered": positive("people per year"),
        "engagement": share(),
        "engagement_ratio": amount("ratio"),
        "hours_per_recipient": amount("hours per recipient"),
        "peers_in_post": amount("people"),
        "hours_per_peer": amount("hours per year"),
        "peer_hourly_cost": amount("GBP per hour"),
        "paid_share": share(),
        "volunteer_hour_value": amount("GBP per hour"),
        "training_cost_per_peer": amount("GBP per peer trained"),
        "training_days": amount("days"),
        "training_dropout": share(),
        "peer_turnover": share("share per year"),
        "supervision_ratio": amount("hours per peer hour"),
        "supervisor_hourly_cost": amount("GBP per hour"),
        "expenses_per_peer": amount("GBP per peer per year"),
        "setup_cost": amount("GBP per programme"),
        "professional_hours": amount("hours per recipient"),
        "professional_hours_floor": share(),
        "learning_rate": amount("1"),
        "readmission_probability": share("probability in the first year"),
        "later_readmission_ratio": amount("ratio"),
        "readmission_relative_risk": positive("ratio"),
        "effect_persistence": share("share kept per year"),
        "inpatient_share": share(),
        "length_of_stay": amount("days per inpatient stay"),
        "bed_day_cost": amount("GBP per bed-day"),
        "short_term_uplift": number("proportional change"),
        "uplift_decay_years": positive("years"),
        "gp_contacts": amount("contacts per year"),
        "gp_contact_cost": amount("GBP per contact"),
        "community_contacts": amount("contacts per year"),
        "community_contact_cost": amount("GBP per contact"),
        "wellbeing_effect": number("standardised mean difference"),
        "utility_per_sd": number("utility per standard deviation"),
        "readmission_qaly_loss": amount("QALY per readmission"),
        "baseline_utility": number("utility"),
        "cashability": share(),
        "participant_expenses": amount("GBP per recipient"),
    }

    def __init__(self, recruiting_years: int = 3) -> None:
        if (
            isinstance(recruiting_years, bool)
            or not isinstance(recruiting_years, int)
            or recruiting_years < 1
        ):
            raise ValueError(
                f"recruiting_years is {recruiting_years!r}; it must be a whole number of 1 or more"
            )
        self.recruiting_years = recruiting_years

    def evaluate(self, inputs: Inputs, settings: Any, draws: Draws) -> dict[str, Array]:
        """Cost and effect per person offered, shape (n, strategy, perspective), discounted.

        Parameters
        ----------
        inputs : dict of str to ndarray, shape (n,)
        settings : Settings
            `horizon` in years and `discount_rates` for costs and effects are used.
        draws : ndarray of int, shape (n,)

        Raises
        ------
        DrawsRefused
            A relative risk makes a probability exceed 1, nobody is offered the programme, or all drop out of
        the training.
        """
        _refuse_impossible(inputs, draws)
        years = settings.horizon
        programme = self.account(inputs, years)
        recruits = inputs["people_offered"] * min(self.recruiting_years, years)
        base = self.usual_care(inputs, settings)
        shape = (draws.size, len(self.strategies), len(self.perspectives))
        cost, effect = np.empty(shape), np.empty(shape)
        for position, perspective in enumerate(self.perspectives):
            added_cost = incremental_cost(
                programme, perspective, inputs["cashability"], settings.discount_rates.costs
            )
            added_effect = incremental_effect(
                programme, perspective, recruits, settings.discount_rates.effects
            )
            cost[:, 0, position], effect[:, 0, position] = base
            cost[:, 1, position] = base[0] + added_cost / recruits
            effect[:, 1, position] = base[1] + added_effect / recruits
        return {"cost": cost, "effect": effect}

    def account(self, inputs: Inputs, years: int) -> Account:
        """What the programme changes by item and year, for everyone it is offered to, undiscounted."""
        running = min(self.recruiting_years, years)
        people = people_reached(inputs)
        change = self._readmissions(inputs, people, years)
        offered = people.offered[:, np.newaxis]
        wellbeing = wellbeing_gain(
            inputs["wellbeing_effect"],
            inputs["utility_per_sd"],
            inputs["effect_persistence"],
            people.delivered,
            years,
        )
        avoided = readmission_loss(change, inputs["readmission_qaly_loss"])
        qalys = {"wellbeing": wellbeing, "readmissions": avoided}
        return Account(
            costs={**_delivery(inputs, people, running, years), **self._care(inputs, people, change, years)},
            qalys={name: offered * over_cohorts(gain, running) for name, gain in qalys.items()},
        )

    def usual_care(self, inputs: Inputs, settings: Any) -> tuple[Array, Array]:
        """Cost and QALYs per person offered without the programme, discounted, each of shape (n,)."""
        years, running = settings.horizon, min(self.recruiting_years, settings.horizon)
        risk = readmission_risk(inputs["readmission_probability"], inputs["later_readmission_ratio"], years)
        per_person = risk * _readmission_cost(inputs) + _access_cost(inputs)[:, np.newaxis]
        lost = risk * inputs["readmission_qaly_loss"][:, np.newaxis]
        utility = inputs["baseline_utility"][:, np.newaxis] - lost
        cost = present_value(over_cohorts(per_person, running), settings.discount_rates.costs)
        qalys = present_value(over_cohorts(utility, running), settings.discount_rates.effects)
        return cost / running, qalys / running

    def _readmissions(self, inputs: Inputs, people: Reach, years: int) -> Array:
        risk = readmission_risk(inputs["readmission_probability"], inputs["later_readmission_ratio"], years)
        return readmission_change(
            risk, inputs["readmission_relative_risk"], inputs["effect_persistence"], people.delivered
        )

    def _care(self, inputs: Inputs, people: Reach, change: Array, years: int) -> dict[str, tuple[str, Array]]:
        running = min(self.recruiting_years, years)
        rise = access_rise(
            inputs["short_term_uplift"], inputs["uplift_decay_years"], _access_cost(inputs), years
        )
        beds = change * _readmission_cost(inputs)
        return {
            "readmissions": (CARE, people.offered[:, np.newaxis] * over_cohorts(beds, running)),
            "access_to_services": (
                EXTRA_CARE,
                people.recipients[:, np.newaxis] * over_cohorts(rise, running),
            ),
        }


def people_reached(inputs: Inputs) -> Reach:
    """Who is offered support each year, who receives it, and how much of what the trial gave that is."""
    return reach(
        inputs["people_offered"],
        inputs["engagement"],
        inputs["engagement_ratio"],
        inputs["peers_in_post"],
        inputs["hours_per_peer"],
        inputs["hours_per_recipient"],
    )


def _delivery(inputs: Inputs, people: Reach, running: int, years: int) -> dict[str, tuple[str, Array]]:
    """What the programme pays, and what peers and participants give, in each year that it runs."""
    peers, hours, paid = inputs["peers_in_post"], inputs["hours_per_peer"], inputs["paid_share"]
    pay, supervisor_pay = inputs["peer_hourly_cost"], inputs["supervisor_hourly_cost"]
    per_peer = training_cost(inputs["training_cost_per_peer"], inputs["training_days"], pay, paid)
    trainees = trained(peers, inputs["peer_turnover"], inputs["training_dropout"], running)
    in_post = running_cost(
        peers, hours, pay, paid, inputs["supervision_ratio"], supervisor_pay, inputs["expenses_per_peer"]
    )
    time = professional_hours(
        people.recipients,
        inputs["professional_hours"],
        inputs["professional_hours_floor"],
        inputs["learning_rate"],
        running,
    )
    unpaid = unpaid_time(peers, hours, paid, inputs["volunteer_hour_value"])
    setup = np.zeros((peers.size, running))
    setup[:, 0] = inputs["setup_cost"]
    every_year = np.ones(running)
    items = {
        "set_up": (PROGRAMME, setup),
        "training": (PROGRAMME, trainees * per_peer[:, np.newaxis]),
        "peers_in_post": (PROGRAMME, np.multiply.outer(in_post, every_year)),
        "professional_time": (PROGRAMME, time * (people.recipients * supervisor_pay)[:, np.newaxis]),
        "unpaid_time": (TIME, np.multiply.outer(unpaid, every_year)),
        "participants": (
            PRIVATE,
            np.multiply.outer(people.recipients * inputs["participant_expenses"], every_year),
        ),
    }
    return {name: (kind, _padded(per_year, years)) for name, (kind, per_year) in items.items()}


def _padded(per_year: Array, years: int) -> Array:
    """Zeros for the years after the programme has ended."""
    return np.pad(per_year, ((0, 0), (0, years - per_year.shape[1])))


def _access_cost(inputs: Inputs) -> Array:
    """Yearly cost per person of the services that knowing one's way gives access to."""
    return (
        inputs["gp_contacts"] * inputs["gp_contact_cost"]
        + inputs["community_contacts"] * inputs["community_contact_cost"]
    )


def _readmission_cost(inputs: Inputs) -> Array:
    """Mean cost of a readmission to acute care, of which a share are inpatient stays."""
    return (inputs["inpatient_share"] * inputs["length_of_stay"] * inputs["bed_day_cost"])[:, np.newaxis]


def _refuse_impossible(inputs: Inputs, draws: Draws) -> None:
    highest = inputs["readmission_probability"] * np.maximum(inputs["later_readmission_ratio"], 1.0)
    with_support = highest * np.maximum(inputs["readmission_relative_risk"], 1.0)
    refuse_where(
        with_support > 1.0, draws, "probability of readmission above 1 after its ratios", with_support
    )
    offered = inputs["people_offered"]
    refuse_where(offered <= 0.0, draws, "nobody is offered the programme, so nothing is per person", offered)
    dropout = inputs["training_dropout"]
    refuse_where(dropout >= 1.0, draws, "training_dropout leaves nobody trained", dropout)
