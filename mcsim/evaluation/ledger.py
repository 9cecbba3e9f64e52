"""Whether a model keeps the ledger that an evaluation asks for, and how large it is."""

from mcsim.config.lines import EVALUATION_FILE
from mcsim.config.records import Evaluation
from mcsim.errors import Problem
from mcsim.models.items import faults_of_items
from mcsim.names import ITEMS
from mcsim.protocols import Model


def problems_of_ledger(evaluation: Evaluation, model: Model) -> list[Problem]:
    """What hinders a ledger that is asked for; nothing where none is."""
    if not evaluation.settings.ledger:
        return []
    place = evaluation.place(EVALUATION_FILE, ("settings", "ledger"))
    if getattr(model, ITEMS, None) is None:
        rule = f"is asked for, and the model {evaluation.model.name} keeps none: it has no `{ITEMS}`"
        remedy = (
            f"run without it, or give the model `{ITEMS}` (name to what has measure, kind and block) and let "
            f"`evaluate` return `{ITEMS}` where `settings.ledger` is true; see mcsim.check_model"
        )
        return [Problem(place, rule, remedy)]
    return [
        Problem(place, f"the model {evaluation.model.name}: {fault}", "see mcsim.check_model")
        for fault in faults_of_items(model)
    ]


def ledger_shape(evaluation: Evaluation, model: Model) -> tuple[int, int] | None:
    """Items and years of the ledger that is to be kept, or None for none."""
    if not evaluation.settings.ledger:
        return None
    return len(getattr(model, ITEMS)), evaluation.settings.horizon
