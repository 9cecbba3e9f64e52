"""Setting a service up, before it runs."""

from mcsim.models.contract import amount
from mcsim.models.coproduction.mechanism import COSTS, Mechanism

SET_UP = Mechanism(
    "set_up",
    "a service must be set up before it runs",
    COSTS,
    {"setup_cost": (amount("GBP per programme"), 0.0)},
)
