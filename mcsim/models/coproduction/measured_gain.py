"""QALYs that a trial measured themselves."""

from mcsim.models.contract import number
from mcsim.models.coproduction.mechanism import OUTCOMES, Mechanism

MEASURED_GAIN = Mechanism(
    "measured_gain",
    "a trial measured QALYs themselves",
    OUTCOMES,
    {"qaly_gain": (number("QALY per person"), 0.0)},
)
