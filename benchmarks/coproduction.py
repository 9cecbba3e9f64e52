"""How long the co-production model takes with every mechanism on, over ten years, on one core.

    python -m benchmarks.coproduction [--draws 1000000] [--rounds 3]

Each contender is a process of its own, rounds are interleaved, and figures are medians of CPU time.
`sampling` makes the inputs block by block, `model` evaluates them, `both` is a run that keeps no draw,
`ledger` is the model with its ledger, and `in one piece` is the model on 50,000 draws at a time, as one would
write it without thinking of the cache. Tables of quantiles are set up once before; their time is given apart.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

EVALUATION = Path(__file__).parent / "every_mechanism"
CONTENDERS = ("sampling", "model", "both", "ledger", "in one piece")
IN_ONE_PIECE = 50_000
BLOCK = 8192


def work(contender: str, n_draws: int) -> dict[str, float]:
    """Do one contender's work in this process; imports and the set-up of tables are not counted."""
    import numpy as np

    from mcsim.config.load import load
    from mcsim.engine.cpus import one_blas_thread
    from mcsim.evaluation.prepare import prepare, with_settings

    evaluation = with_settings(load(EVALUATION), ledger=contender == "ledger")
    prepared = prepare(evaluation)
    model, source, settings = prepared.model, prepared.work.source, prepared.evaluation.settings
    block = IN_ONE_PIECE if contender == "in one piece" else BLOCK
    began = time.perf_counter()
    inputs = source(0, BLOCK)
    tables = time.perf_counter() - began
    if block != BLOCK:
        inputs = source(0, block)
    n_blocks, total = -(-n_draws // block), 0.0
    with one_blas_thread():
        began = time.process_time()
        for at in range(n_blocks):
            if contender in ("sampling", "both"):
                inputs = source(at * BLOCK, (at + 1) * BLOCK)
            if contender != "sampling":
                total += model.evaluate(inputs, settings, np.arange(block))["cost"][:, 1, 0].mean()
        seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"us_per_draw": seconds / (n_blocks * block) * 1e6, "peak_mb": peak, "tables_s": tables}


def main() -> None:
    """Interleave the contenders and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--contender", choices=CONTENDERS)
    asked = parser.parse_args()
    if asked.contender:
        print(json.dumps(work(asked.contender, asked.draws)))
        return
    found: dict[str, list[dict[str, float]]] = {name: [] for name in CONTENDERS}
    for _ in range(asked.rounds):
        for name in CONTENDERS:
            command = [sys.executable, "-m", "benchmarks.coproduction", "--contender", name]
            done = subprocess.run(
                [*command, "--draws", str(asked.draws)], capture_output=True, text=True, check=True
            )
            found[name].append(json.loads(done.stdout))
    print(f"{asked.draws:,} draws, medians of {asked.rounds} rounds")
    print(f"{'':14}{'us per draw':>12}{'peak MB':>10}{'tables, s':>11}")
    for name, rounds in found.items():
        figures = [statistics.median(each[key] for each in rounds) for key in rounds[0]]
        print(f"{name:14}{figures[0]:12.2f}{figures[1]:10.0f}{figures[2]:11.1f}")


if __name__ == "__main__":
    main()
