"""Models as users write them, and evaluations that name them."""

from pathlib import Path

MODEL = """
import sys

import numpy as np

from mcsim.errors import DrawsRefused
from mcsim.models.contract import amount, share


class Base:
    inputs = {"uptake": share(), "price": amount("GBP")}
    strategies = ("usual_care", "offer")
    perspectives = ("payer", "public_sector", "societal")

    def evaluate(self, inputs, settings, draws):
        spent = inputs["uptake"] * inputs["price"]
        cost = np.zeros((spent.size, 2, 3))
        cost[:, 1] = spent[:, np.newaxis] * np.array([1.0, 2.0, 3.0])
        effect = np.zeros((spent.size, 2, 3))
        effect[:, 1] = 0.02 * inputs["uptake"][:, np.newaxis]
        return {"cost": cost, "effect": effect}


class Model(Base):
"""

EVALUATION = """
title: A model of the user's
model: MODULE:Model
settings:
  price_year: 2024/25
  horizon: 1
  discount_rates: {costs: 0.035, effects: 0.035}
  perspectives: [payer, public_sector, societal]
  draws: 300
  seed: 5
"""

INPUT = """
NAME:
  distribution: DISTRIBUTION
  unit: UNIT
  description: An input
  source: None; a test
  evidence: {status: judgement, centre: judgement}
"""


def write_evaluation(folder: Path, module: str, body: str = "    pass", distribution: str = "") -> Path:
    """An evaluation beside its model, whose class has `body`; `distribution` is that of the price."""
    folder.mkdir(parents=True)
    prices = distribution or "{family: gamma, mean: 500, se: 100}"
    inputs = {
        "uptake": ("{family: beta, alpha: 2, beta: 5}", "share"),
        "price": (prices, "GBP\n  price_year: 2024/25"),
    }
    texts = [
        INPUT.replace("NAME", name).replace("DISTRIBUTION", text).replace("UNIT", unit)
        for name, (text, unit) in inputs.items()
    ]
    (folder / f"{module}.py").write_text(MODEL + body + "\n", encoding="utf-8")
    (folder / "evaluation.yaml").write_text(EVALUATION.replace("MODULE", module), encoding="utf-8")
    (folder / "inputs.yaml").write_text("".join(texts), encoding="utf-8")
    return folder
