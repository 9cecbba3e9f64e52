"""MECHANISMS: name in a configuration -> mechanism, in the order of a programme's life; one line each."""

from mcsim.models.coproduction.activation import ACTIVATION
from mcsim.models.coproduction.appropriateness import APPROPRIATENESS
from mcsim.models.coproduction.budget_outcome import BUDGET_OUTCOME
from mcsim.models.coproduction.build_up import BUILD_UP
from mcsim.models.coproduction.capacity import CAPACITY
from mcsim.models.coproduction.carers import CARERS
from mcsim.models.coproduction.deadweight import DEADWEIGHT
from mcsim.models.coproduction.delivery import DELIVERY_COST
from mcsim.models.coproduction.employment import EMPLOYMENT
from mcsim.models.coproduction.fidelity import FIDELITY
from mcsim.models.coproduction.length_of_stay import LENGTH_OF_STAY
from mcsim.models.coproduction.loneliness import LONELINESS
from mcsim.models.coproduction.long_term_saving import LONG_TERM_SAVING
from mcsim.models.coproduction.measured_cost import MEASURED_COST
from mcsim.models.coproduction.measured_gain import MEASURED_GAIN
from mcsim.models.coproduction.mechanism import Mechanism
from mcsim.models.coproduction.overheads import OVERHEADS
from mcsim.models.coproduction.payers import PAYERS
from mcsim.models.coproduction.persistence import PERSISTENCE
from mcsim.models.coproduction.prevention import PREVENTION_STATES
from mcsim.models.coproduction.private_costs import PRIVATE_COSTS
from mcsim.models.coproduction.problem_solving import PROBLEM_SOLVING
from mcsim.models.coproduction.professional_time import PROFESSIONAL_TIME
from mcsim.models.coproduction.published_cost import PUBLISHED_COST
from mcsim.models.coproduction.reach import REACH
from mcsim.models.coproduction.readmission import READMISSION
from mcsim.models.coproduction.reinforcement import REINFORCEMENT
from mcsim.models.coproduction.responders import RESPONDERS
from mcsim.models.coproduction.set_up import SET_UP
from mcsim.models.coproduction.short_term_rise import SHORT_TERM_RISE
from mcsim.models.coproduction.sites import SITES
from mcsim.models.coproduction.spillover import SPILLOVER
from mcsim.models.coproduction.support import SUPPORT
from mcsim.models.coproduction.targeting import TARGETING
from mcsim.models.coproduction.time_exchange import TIME_EXCHANGE
from mcsim.models.coproduction.unpaid_hours import UNPAID_HOURS
from mcsim.models.coproduction.unpaid_time import UNPAID_TIME
from mcsim.models.coproduction.volunteer_wellbeing import VOLUNTEER_WELLBEING
from mcsim.models.coproduction.wellbeing import WELLBEING
from mcsim.models.coproduction.wellby import WELLBY

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
