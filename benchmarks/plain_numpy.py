"""The main job as a good user of numpy writes it: direct draws, whole arrays, one thread.

Both variants make the same figures as mcsim does: acceptability curves and EVPI of three strategies over a
grid of willingness to pay. `argmax_per_wtp` is what most scripts do; `running_maximum` is the best that plain
numpy allows.
"""

import numpy as np
import yaml

from benchmarks.twenty_inputs.twenty_inputs_model import costs_and_effects

BLOCK = 8192


def draw(rng: np.random.Generator, inputs: dict, n: int) -> dict[str, np.ndarray]:
    """Every input by numpy's own generator."""
    direct = {
        "beta": lambda p: rng.beta(p["alpha"], p["beta"], n),
        "lognormal": lambda p: rng.lognormal(p["mu"], p["sigma"], n),
        "gamma": lambda p: rng.gamma(p["shape"], p["scale"], n),
        "normal": lambda p: rng.normal(p["mean"], p["se"], n),
        "uniform": lambda p: rng.uniform(p["min"], p["max"], n),
    }
    return {
        name: direct[each["distribution"]["family"]](each["distribution"]) for name, each in inputs.items()
    }


def read_inputs(path: str) -> dict:
    """The same distributions that mcsim is given."""
    with open(path, encoding="utf-8") as file:
        return yaml.safe_load(file)


def argmax_per_wtp(inputs: dict, n: int, wtp: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Acceptability and EVPI with one argmax and one maximum per willingness to pay, over all draws."""
    cost, effect = (
        np.column_stack(part) for part in costs_and_effects(draw(np.random.default_rng(1), inputs, n))
    )
    ceac = np.empty((wtp.size, cost.shape[1]))
    evpi = np.empty(wtp.size)
    for j, k in enumerate(wtp):
        nmb = k * effect - cost
        ceac[j] = np.bincount(nmb.argmax(axis=1), minlength=cost.shape[1]) / n
        evpi[j] = nmb.max(axis=1).mean() - nmb.mean(axis=0).max()
    return ceac, evpi


def running_maximum(inputs: dict, n: int, wtp: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same in blocks that stay in the cache, with a running maximum over the strategies."""
    rng = np.random.default_rng(1)
    wins, best, total = np.zeros((wtp.size, 3)), np.zeros(wtp.size), np.zeros((wtp.size, 3))
    for start in range(0, n, BLOCK):
        cost, effect = costs_and_effects(draw(rng, inputs, min(BLOCK, n - start)))
        for j, k in enumerate(wtp):
            highest = k * effect[0] - cost[0]
            winner = np.zeros(highest.size, dtype=np.int8)
            total[j, 0] += highest.sum()
            for d in (1, 2):
                nmb = k * effect[d] - cost[d]
                total[j, d] += nmb.sum()
                winner[nmb > highest] = d
                np.maximum(highest, nmb, out=highest)
            wins[j] += np.bincount(winner, minlength=3)
            best[j] += highest.sum()
    return wins / n, best / n - (total / n).max(axis=1)
