"""A model of 20 inputs and 3 strategies in closed form, the size of a common published evaluation."""

from typing import Any

import numpy as np

from mcsim.models.contract import Need, amount, number, share

YEARS = 3.0


def costs_and_effects(x: dict[str, np.ndarray]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Cost and effect of usual care, programme a and programme b; the same equations for every contender."""
    admitted = x["p_admit"] * (1.0 + x["p_return"])
    stay = x["c_admit"] + x["days"] * x["c_bed"]
    care = YEARS * (admitted * stay + x["visits"] * x["c_visit"])
    health = YEARS * (x["u_well"] - admitted * (1.0 - x["u_ill"]) * 0.1)
    kept = 1.0 + x["persistence"] + x["persistence"] ** 2
    cost, effect = [care], [health]
    for ratio, price, gain, taken in (
        (x["rr_a"], x["c_setup"] + x["hours"] * x["wage"], x["gain_a"], x["uptake"]),
        (x["rr_b"], 1.6 * x["c_setup"] + x["hours"] * x["wage"], x["gain_b"], x["uptake"] * x["fidelity"]),
    ):
        avoided = admitted * taken * (1.0 - ratio) * kept
        harmed = x["p_harm"] * taken
        cost.append(care + taken * price - avoided * stay + harmed * x["c_visit"])
        effect.append(health + taken * gain * kept + avoided * (1.0 - x["u_ill"]) * 0.1 - 0.02 * harmed)
    return cost, effect


class TwentyInputs:
    """The model behind mcsim's contract."""

    strategies = ("usual_care", "a", "b")
    perspectives = ("health_and_social_care",)
    inputs: dict[str, Need] = {
        **{name: share() for name in ("p_admit", "p_return", "p_harm", "uptake", "fidelity")},
        **{name: share() for name in ("persistence", "u_well", "u_ill")},
        **{name: amount("ratio") for name in ("rr_a", "rr_b")},
        **{name: amount("GBP") for name in ("c_setup", "c_admit", "c_bed", "c_visit", "wage")},
        **{name: amount("1") for name in ("days", "visits", "hours")},
        **{name: number("QALY") for name in ("gain_a", "gain_b")},
    }

    def evaluate(
        self, inputs: dict[str, np.ndarray], settings: Any, draws: np.ndarray
    ) -> dict[str, np.ndarray]:
        """Cost and effect, shape (n, 3, 1)."""
        cost, effect = costs_and_effects(inputs)
        return {
            "cost": np.stack(cost, axis=1)[:, :, np.newaxis],
            "effect": np.stack(effect, axis=1)[:, :, np.newaxis],
        }
