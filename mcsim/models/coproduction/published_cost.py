"""What a programme costs per person as a study published it, in place of a build-up of its parts."""

from mcsim.models.contract import amount
from mcsim.models.coproduction.mechanism import COSTS, Mechanism

PUBLISHED_COST = Mechanism(
    "published_cost",
    "the cost per person that an evaluation published, in place of a build-up of its parts",
    COSTS,
    {"cost_per_person": (amount("GBP per person per year"), 0.0)},
    options={"per": ("offered", "recipient")},
)
