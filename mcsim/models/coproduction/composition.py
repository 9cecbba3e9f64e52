"""A programme composed of its mechanisms: read this to see how they hang together."""

from collections.abc import Iterator

import numpy as np

from mcsim.models.coproduction.account import EXTRA_CARE as PAID
from mcsim.models.coproduction.account import HEALTH, TAKING_PART, Line
from mcsim.models.coproduction.lines_of_care import (
    prevention_lines,
    readmission_lines,
    reinforcement_lines,
    rise_lines,
    saving_lines,
)
from mcsim.models.coproduction.lines_of_delivery import delivery_lines, volunteer_lines
from mcsim.models.coproduction.lines_of_outcomes import (
    direct_lines,
    employment_lines,
    further_lines,
    network_lines,
)
from mcsim.models.coproduction.mechanism import Refusal
from mcsim.models.coproduction.prevention import impossible, state_cost, state_qalys
from mcsim.models.coproduction.readmission import cost_per_readmission, too_likely
from mcsim.models.coproduction.services import yearly_cost
from mcsim.models.coproduction.situation import Situation
from mcsim.models.coproduction.table import MECHANISMS


def programme(s: Situation) -> list[Line]:
    """Everything that the programme changes, per person offered it.

    ``dNB = sum over t of D_h(t) * wtp * dQ_t + D_c(t) * (dW_t + dY_t - dH_t - dP_t)``: dP are the lines of
    delivery and volunteers, dH those of care, dQ and dW what people and those around them gain, dY their
    work.
    Mechanisms that are off have neutral inputs, and their lines are left out, as are those of whole blocks.
    """
    direct = direct_lines(s)
    lines = [
        *delivery_lines(s),
        *volunteer_lines(s),
        *rise_lines(s),
        *saving_lines(s),
        *readmission_lines(s),
        *prevention_lines(s),
        *reinforcement_lines(s),
        *direct,
        *network_lines(s, direct),
        *further_lines(s),
        *employment_lines(s),
    ]
    return [line for line in lines if s.plan.counts(line.mechanism)]


def taking_part(s: Situation) -> Line:
    """Who takes part, per person offered, in the year of joining: no cost and no effect, but a count."""
    return Line("reach", "people_taking_part", TAKING_PART, s.reach.recipients, s.joining)


def usual_care(s: Situation) -> list[Line]:
    """What happens without the programme, per person who would have been offered it: absolute levels."""
    x, years = s.x, s.clock.years
    every_year = s.per_offer(np.ones((years, 1)))
    services = dict.fromkeys(
        service
        for mechanism in ("short_term_rise", "long_term_saving", "activation")
        for service in s.plan.option(mechanism, "services")
    )
    lines = [Line("", service, PAID, yearly_cost(x, service), every_year) for service in services]
    if s.plan.on("readmission"):
        risk = s.per_offer(s.readmission_risk)
        each = cost_per_readmission(x["inpatient_share"], x["length_of_stay"], x["bed_day_cost"])
        lines.append(Line("", "readmissions", PAID, each, risk))
        lines.append(Line("", "readmissions_health", HEALTH, -x["readmission_qaly_loss"], risk))
    if s.plan.on("reinforcement"):
        lines.append(Line("", "long_term_conditions", PAID, x["care_cost_base"], every_year))
    return [*lines, *(_states(s) or [Line("", "utility", HEALTH, x["baseline_utility"], every_year)])]


def refusals(s: Situation) -> Iterator[Refusal]:
    """Draws that the mechanisms in use cannot make sense of."""
    for name in s.plan.mechanisms:
        said = MECHANISMS[name].refusals
        if said is not None:
            yield from said(s.x)
    if s.plan.on("prevention"):
        yield impossible(s.x, s.log_hazard_ratio)
    if s.plan.on("readmission"):
        yield too_likely(s.readmission_risk, s.readmission_change)


def _states(s: Situation) -> list[Line]:
    """Cost and utility of people's states without the programme, where prevention tells them apart."""
    if not s.plan.on("prevention"):
        return []
    found, one = s.course_without, np.ones(1)
    return [
        Line("", "states", PAID, one, s.per_offer(state_cost(found, s.x))),
        Line("", "utility", HEALTH, one, s.per_offer(state_qalys(found, s.x))),
    ]
