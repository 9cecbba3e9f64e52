"""Who pays for the programme: health and social care, other public bodies, or others."""

from collections.abc import Iterator

from mcsim.models.contract import share
from mcsim.models.coproduction.mechanism import COURSE, Mechanism, Refusal, Values


def _refusals(x: Values) -> Iterator[Refusal]:
    together = x["health_payer_share"] + x["other_public_payer_share"]
    yield together > 1.0 + 1e-12, "health_payer_share + other_public_payer_share is above 1", together


PAYERS = Mechanism(
    "payers",
    "health and social care pay a part of the programme only",
    COURSE,
    {"health_payer_share": (share(), 1.0), "other_public_payer_share": (share(), 0.0)},
    refusals=_refusals,
)
