"""An evaluation of six inputs for any model: what the tests of dependence and of hierarchies sample."""

from pathlib import Path

from mcsim.config.load import load

EVALUATION = """
title: Linked inputs
model: linear_gaussian
settings:
  price_year: 2024/25
  horizon: 1
  discount_rates: {costs: 0.0, effects: 0.0}
  perspectives: [health_and_social_care]
  draws: 100000
  seed: 5
  design: %(design)s
dependence: %(dependence)s
"""

INPUT = """
%(name)s:
  distribution: %(distribution)s
  unit: %(unit)s
  description: An input
  source: Made for a test
  evidence: {status: judgement, centre: judgement}
%(more)s"""

FAMILIES = {
    "risk": "{family: beta, alpha: 3, beta: 7}",
    "price": "{family: gamma, mean: 100, se: 40}",
    "ratio": "{family: lognormal, mu: 0, sigma: 0.5}",
    "gain": "{family: normal, mean: 0, se: 1}",
    "stage": "{family: discrete, values: [0, 1], probabilities: [0.3, 0.7]}",
    "years": "{family: fixed, value: 3}",
}


def evaluation(
    folder: Path, inputs: dict | None = None, dependence="[]", design="monte_carlo", more=None, units=None
):
    """Load an evaluation of some inputs; not meant to fit its model."""
    stated = FAMILIES if inputs is None else inputs
    (folder / "evaluation.yaml").write_text(EVALUATION % {"dependence": dependence, "design": design})
    rows = [
        {
            "name": name,
            "distribution": distribution,
            "unit": (units or {}).get(name, "any"),
            "more": (more or {}).get(name, ""),
        }
        for name, distribution in stated.items()
    ]
    text = "".join(INPUT % row for row in rows)
    (folder / "inputs.yaml").write_text(text)
    return load(folder)
