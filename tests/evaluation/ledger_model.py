"""A model of the user's that keeps a ledger; what it returns may be changed by one line."""

from pathlib import Path

from tests.evaluation.user_models import write_evaluation

HEAD = """
    from types import SimpleNamespace as Item

    items = {
        "staff": Item(measure="cost", kind="staff", block="delivery"),
        "saved": Item(measure="cost", kind="saving", block="service use"),
        "unused": Item(measure="cost", kind="premises", block="delivery"),
        "health": Item(measure="effect", kind="QALY", block="outcomes"),
    }
"""

VECTORISED = """
    def evaluate(self, inputs, settings, draws):
        found = super().evaluate(inputs, settings, draws)
        if not settings.ledger:
            return found
        n_years = settings.horizon
        by_year = np.arange(n_years, 0.0, -1.0) / (n_years * (n_years + 1) / 2)
        items = np.zeros((draws.size, 2, 3, 4, n_years))
        items[..., 0, :] = 1.5 * found["cost"][..., np.newaxis] * by_year
        items[..., 1, -1] = -0.5 * found["cost"]
        items[..., 3, :] = found["effect"][..., np.newaxis] * by_year
        CHANGE
        return found | {"items": items}
"""

ONE_AT_A_TIME = (
    VECTORISED.replace("def evaluate", "def many")
    + """
    vectorised = False

    def evaluate(self, inputs, settings, draw):
        arrays = {name: np.array([value]) for name, value in inputs.items()}
        found = self.many(arrays, settings, np.array([draw]))
        return {name: values[0] for name, values in found.items()}
"""
)


def write_ledger_evaluation(
    folder: Path, module: str, change: str = "pass", body: str = VECTORISED, head: str = HEAD
) -> Path:
    """An evaluation whose model keeps a ledger; `change` is a line after which it is returned."""
    return write_evaluation(folder, module, head + body.replace("CHANGE", change))
