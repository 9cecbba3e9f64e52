"""The co-production model once more, in plain Python: one draw, loops over cohorts and years, no arrays.

Written from the equations, and nothing here comes from the model that it checks: not even the
neutral values, for a mechanism that is off is left out by an `if`.

`account(on, x, years, recruiting, support)` takes the mechanisms that are on with their options, and the
inputs as floats, and gives item -> (kind, amounts by programme year), undiscounted, per person offered.
"""

from tests.models.coproduction.plain_care import prevention, readmission
from tests.models.coproduction.plain_case import Case
from tests.models.coproduction.plain_delivery import delivery, volunteers
from tests.models.coproduction.plain_outcomes import employment, outcomes
from tests.models.coproduction.plain_services import reinforcement, services

# Rows of the table of perspectives: health and social care, public sector, society, participants.
COUNTS = {
    "programme": (1, 1, 1, 0),
    "care": (1, 1, 1, 0),
    "extra_care": (1, 1, 1, 0),
    "time": (0, 0, 1, 1),
    "private": (0, 0, 1, 1),
    "wellbeing_value": (0, 0, 1, 1),
    "contacts_value": (0, 0, 1, 0),
    "output": (0, 0, 1, 0),
    "wage": (0, 0, 0, 1),
    "transfer": (0, 1, 0, -1),
    "health": (1, 0, 1, 1),
    "contacts_health": (0, 0, 1, 0),
    "taking_part": (1, 1, 1, 1),
}
EFFECTS = ("health", "contacts_health")


def account(on, x, years, recruiting=1, support=1):
    case = Case(on, x, years, recruiting, support)
    case.to_cohorts("people_taking_part", "taking_part", lambda age: case.taken if age == 0 else 0)
    for part in (
        delivery,
        volunteers,
        services,
        readmission,
        prevention,
        reinforcement,
        outcomes,
        employment,
    ):
        part(case)
    return case.book


def totals(book, x, on, costs, effects):
    """Discounted totals: measure -> the four perspectives."""
    found = {"cost": [0.0] * 4, "effect": [0.0] * 4}
    for by_item in items(book, x, on, costs, effects).values():
        for measure, rows in by_item.items():
            if measure == "people":
                continue
            for view in range(4):
                found[measure][view] += sum(rows[view])
    return found


def items(book, x, on, costs, effects):
    """Item -> {measure: four perspectives, each by year}, discounted."""
    found = {}
    for item, (kind, amounts) in book.items():
        weights = list(COUNTS[kind])
        if kind == "care":
            weights[1] = x["cashability"]
        if kind == "programme" and "payers" in on:
            weights[0] = x["health_payer_share"]
            weights[1] = x["health_payer_share"] + x["other_public_payer_share"]
        rate = effects if kind in EFFECTS else costs
        if kind == "care" and sum(a / (1 + rate) ** t for t, a in enumerate(amounts)) > 0:
            weights[1] = 1  # care that costs more frees no cash, and is paid in full
        measure, rate = ("effect", effects) if kind in EFFECTS else ("cost", costs)
        if kind == "taking_part":
            measure, rate = "people", 0.0
        rows = [[w * a / (1 + rate) ** t for t, a in enumerate(amounts)] for w in weights]
        found[item] = {measure: rows}
    return found
