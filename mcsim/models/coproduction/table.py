"""MECHANISMS: name in a configuration -> mechanism, in the order of a programme's life; one line each."""

from mcsim.models.coproduction.activation import ACTIVATION
from mcsim.models.coproduction.budgets import BUDGET_OUTCOME
from mcsim.models.coproduction.delivery import (
    DELIVERY_COST,
    OVERHEADS,
    PRIVATE_COSTS,
    PUBLISHED_COST,
    SET_UP,
)
from mcsim.models.coproduction.employment import EMPLOYMENT
from mcsim.models.coproduction.mechanism import Mechanism
from mcsim.models.coproduction.money_wellbeing import LONELINESS, WELLBY
from mcsim.models.coproduction.payers import PAYERS
from mcsim.models.coproduction.persistence import BUILD_UP, PERSISTENCE
from mcsim.models.coproduction.prevention import PREVENTION_STATES
from mcsim.models.coproduction.problem_solving import PROBLEM_SOLVING
from mcsim.models.coproduction.professional_time import PROFESSIONAL_TIME
from mcsim.models.coproduction.reach import CAPACITY, REACH
from mcsim.models.coproduction.readmission import READMISSION
from mcsim.models.coproduction.reinforcement import REINFORCEMENT
from mcsim.models.coproduction.responders import RESPONDERS
from mcsim.models.coproduction.service_use import (
    APPROPRIATENESS,
    LENGTH_OF_STAY,
    LONG_TERM_SAVING,
    SHORT_TERM_RISE,
)
from mcsim.models.coproduction.sites import SITES
from mcsim.models.coproduction.spillover import SPILLOVER
from mcsim.models.coproduction.strength import DEADWEIGHT, FIDELITY
from mcsim.models.coproduction.support import SUPPORT
from mcsim.models.coproduction.targeting import TARGETING
from mcsim.models.coproduction.volunteers import TIME_EXCHANGE, UNPAID_HOURS, UNPAID_TIME, VOLUNTEER_WELLBEING
from mcsim.models.coproduction.wellbeing import CARERS, MEASURED_COST, MEASURED_GAIN, WELLBEING

MECHANISMS: dict[str, Mechanism] = {
    mechanism.name: mechanism
    for mechanism in (
        REACH,
        SUPPORT,
        CAPACITY,
        SET_UP,
        DELIVERY_COST,
        OVERHEADS,
        PUBLISHED_COST,
        PROFESSIONAL_TIME,
        UNPAID_TIME,
        UNPAID_HOURS,
        PRIVATE_COSTS,
        PAYERS,
        PERSISTENCE,
        BUILD_UP,
        FIDELITY,
        DEADWEIGHT,
        SITES,
        TARGETING,
        SHORT_TERM_RISE,
        APPROPRIATENESS,
        LONG_TERM_SAVING,
        LENGTH_OF_STAY,
        ACTIVATION,
        READMISSION,
        PREVENTION_STATES,
        REINFORCEMENT,
        WELLBEING,
        MEASURED_GAIN,
        MEASURED_COST,
        BUDGET_OUTCOME,
        RESPONDERS,
        CARERS,
        WELLBY,
        LONELINESS,
        VOLUNTEER_WELLBEING,
        TIME_EXCHANGE,
        PROBLEM_SOLVING,
        EMPLOYMENT,
        SPILLOVER,
    )
}
