# The public names. The lazy loader reads this file, and takes only imports relative to it.
from .analysis.cea.ceac import ceac as ceac
from .analysis.cea.ceaf import ceaf as ceaf
from .analysis.cea.cost_saving import cost_saving as cost_saving
from .analysis.cea.expected_loss import expected_loss as expected_loss
from .analysis.cea.icers import icer_table as icer_table
from .analysis.cea.icers import icers as icers
from .analysis.cea.means import means as means
from .analysis.cea.net_benefit import net_benefit as net_benefit
from .analysis.convergence.convergence import convergence as convergence
from .analysis.voi.evpi import evpi as evpi
from .config.load import load as load
from .evaluation.run import Results as Results
from .evaluation.run import resume as resume
from .evaluation.run import run as run
from .models.check import check_model as check_model
from .results.datasets import outcomes as outcomes
