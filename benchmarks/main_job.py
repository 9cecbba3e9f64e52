"""The main job, mcsim beside plain numpy, side by side in one run.

    python -m benchmarks.main_job [--draws 100000 1000000] [--rounds 3]

Each contender is a process of its own, so that its CPU time and peak memory are its own; the rounds are
interleaved, so that a machine that slows down slows all of them. Ratios are medians over rounds of
plain numpy's figure over the contender's: above 1 is better than plain numpy.

CPU time and memory of worker processes count once they have ended; with two workers this job runs on threads.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
EVALUATION = ROOT / "benchmarks" / "twenty_inputs"
CONTENDERS = ("plain numpy", "blocked numpy", "mcsim, 1 worker", "mcsim, 2 workers")
FIGURES = ("wall", "cpu", "ns_per_draw", "peak_mb")


def work(contender: str, n: int) -> dict[str, float]:
    """Do the job once in this process; imports are not counted, as a notebook has made them already."""
    import numpy as np

    wtp = np.linspace(0.0, 50_000.0, 101)
    job = mcsim_job(int(contender[7])) if contender.startswith("mcsim") else plain_job(contender)
    before = resource.getrusage(resource.RUSAGE_SELF)
    children_before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    check = job(n, wtp)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    cpu += children.ru_utime + children.ru_stime - children_before.ru_utime - children_before.ru_stime
    return {
        "wall": wall,
        "cpu": cpu,
        "ns_per_draw": wall / n * 1e9,
        "peak_mb": max(after.ru_maxrss, children.ru_maxrss) / 1024,
        "check": check,
    }


def plain_job(contender: str):  # noqa: ANN201
    """One of the plain variants; returns the EVPI at the middle of the grid, for comparison."""
    from benchmarks.plain_numpy import argmax_per_wtp, read_inputs, running_maximum

    inputs = read_inputs(str(EVALUATION / "inputs.yaml"))
    function = argmax_per_wtp if contender == "plain numpy" else running_maximum
    return lambda n, wtp: float(function(inputs, n, wtp)[1][40])


def mcsim_job(jobs: int):  # noqa: ANN201
    """The same job by mcsim: sample, model, acceptability and EVPI, nothing written."""
    import mcsim
    from mcsim.analysis.summary import summarise

    evaluation = mcsim.load(EVALUATION)

    def job(n: int, wtp) -> float:  # noqa: ANN001
        results = mcsim.run(evaluation, draws=n, jobs=jobs)
        summary = summarise(results.outcomes, wtp)
        mcsim.ceac(summary)
        return float(mcsim.evpi(summary)["evpi"][40, 0])

    return job


def measure(contender: str, n: int) -> dict[str, float]:
    """One run in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.main_job", "--work", contender, str(n)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(found.stdout)


def compare(n: int, rounds: int) -> None:
    """Interleaved rounds of every contender, and a table of medians and ratios."""
    runs: dict[str, list[dict[str, float]]] = {contender: [] for contender in CONTENDERS}
    for _ in range(rounds):
        for contender in CONTENDERS:
            runs[contender].append(measure(contender, n))
    print(f"\n{n:,} draws, 20 inputs, 3 strategies, 101 points; medians of {rounds} rounds (ratios)")
    print(f"{'':18}{'wall s':>16}{'CPU s':>16}{'ns per draw':>18}{'peak MB':>16}{'EVPI at 20,000':>16}")
    for contender in CONTENDERS:
        cells = []
        for figure in FIGURES:
            value = statistics.median(run[figure] for run in runs[contender])
            pairs = zip(runs["plain numpy"], runs[contender], strict=True)
            ratio = statistics.median(plain[figure] / own[figure] for plain, own in pairs)
            cells.append(f"{value:,.3g} ({ratio:.1f}x)" if value < 1000 else f"{value:,.0f} ({ratio:.1f}x)")
        print(
            f"{contender:18}{cells[0]:>16}{cells[1]:>16}{cells[2]:>18}{cells[3]:>16}"
            f"{runs[contender][0]['check']:>16.2f}"
        )


def main() -> None:
    """Read the arguments and compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draws", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", nargs=2, metavar=("CONTENDER", "N"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work:
        print(json.dumps(work(arguments.work[0], int(arguments.work[1]))))
        return
    for n in arguments.draws:
        compare(n, arguments.rounds)


if __name__ == "__main__":
    main()
