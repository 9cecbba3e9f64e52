"""An evaluation whose model sleeps in every draw, so that a run of it can be killed on the way."""

from pathlib import Path

SLOW_MODEL = """
import time
from types import SimpleNamespace

import numpy as np

from mcsim.models.contract import amount, share


class Slow:
    vectorised = False
    inputs = {"uptake": share(), "price": amount("GBP")}
    strategies = ("usual_care", "offer")
    perspectives = ("health_and_social_care",)
    items = {
        "staff": SimpleNamespace(measure="cost", kind="staff", block="delivery"),
        "health": SimpleNamespace(measure="effect", kind="QALY", block="outcomes"),
    }

    def evaluate(self, inputs, settings, draw):
        time.sleep(0.004)
        cost, effect = inputs["uptake"] * inputs["price"], inputs["uptake"] * 0.02
        found = {"cost": np.array([[0.0], [cost]]), "effect": np.array([[0.0], [effect]])}
        items = np.array([[[[0.0], [0.0]]], [[[cost], [effect]]]])
        return found | ({"items": items} if settings.ledger else {})
"""

EVALUATION = """
title: A slow model
model: slow_model_of_the_user:Slow
settings:
  price_year: 2024/25
  horizon: 1
  discount_rates: {costs: 0.035, effects: 0.035}
  perspectives: [health_and_social_care]
  draws: 600
  seed: 5
"""

INPUTS = """
uptake:
  distribution: {family: beta, alpha: 2, beta: 5}
  unit: share
  description: Uptake
  source: None; a test
  evidence: {status: judgement, centre: judgement}
price:
  distribution: {family: gamma, mean: 500, se: 100}
  unit: GBP
  price_year: 2024/25
  description: Price
  source: None; a test
  evidence: {status: judgement, centre: judgement}
"""


def write_slow_evaluation(folder: Path) -> Path:
    folder.mkdir()
    (folder / "slow_model_of_the_user.py").write_text(SLOW_MODEL)
    (folder / "evaluation.yaml").write_text(EVALUATION)
    (folder / "inputs.yaml").write_text(INPUTS)
    return folder
