"""The services that people use: what is used without the programme, and what a unit of it costs."""

from collections.abc import Sequence
from dataclasses import dataclass

from mcsim.models.contract import Need, amount
from mcsim.models.coproduction.mechanism import Values
from mcsim.protocols import Array


@dataclass(frozen=True)
class Service:
    """One service.

    Attributes
    ----------
    use, cost : str
        Names of the inputs that hold yearly use per person and the cost of a unit.
    unit : str
        What is counted, one and many.
    """

    use: str
    cost: str
    unit: tuple[str, str]

    def quantities(self) -> dict[str, tuple[Need, float]]:
        """Use and cost, each with its neutral value."""
        one, many = self.unit
        return {self.use: (amount(f"{many} per year"), 0.0), self.cost: (amount(f"GBP per {one}"), 0.0)}


SERVICES = {
    "gp": Service("gp_contacts", "gp_contact_cost", ("contact", "contacts")),
    "community": Service("community_contacts", "community_contact_cost", ("contact", "contacts")),
    "outpatient": Service("outpatient_visits", "outpatient_visit_cost", ("visit", "visits")),
    "advice": Service("advice_contacts", "advice_contact_cost", ("contact", "contacts")),
    "ae": Service("ae_attendances", "ae_attendance_cost", ("attendance", "attendances")),
    "emergency_admission": Service(
        "emergency_admissions", "emergency_admission_cost", ("admission", "admissions")
    ),
    "mental_health_bed": Service(
        "mental_health_bed_days", "mental_health_bed_day_cost", ("bed-day", "bed-days")
    ),
    "crisis": Service("crisis_contacts", "crisis_contact_cost", ("contact", "contacts")),
    "social_care": Service("social_care_days", "social_care_day_cost", ("day", "days")),
}
ACCESS = ("gp", "community")
CRISIS = ("ae", "emergency_admission")


def quantities_of(services: Sequence[str]) -> dict[str, tuple[Need, float]]:
    """Use and cost of each service."""
    return {name: each for service in services for name, each in SERVICES[service].quantities().items()}


def fall() -> Need:
    """A proportional fall in use; negative where use rises, and never more than all there is."""
    return Need("proportional fall", high=1.0)


def yearly_cost(x: Values, service: str) -> Array:
    """What a person's use of a service costs in a year without the programme: ``u_j * c_j``."""
    return x[SERVICES[service].use] * x[SERVICES[service].cost]
