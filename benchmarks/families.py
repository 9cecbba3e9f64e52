"""What one draw costs, family by family, side by side in one run.

    python -m benchmarks.families [--draws 1000000] [--rounds 5] [--only gamma beta]

Three ways on one thread: mcsim (uniforms by Philox, so that draw i is known by its number, then the quantile
function that a run uses), numpy's own generator, and scipy.stats. mcsim and numpy draw in blocks of 8,192,
which stay in the cache; scipy.stats draws all in one call of `rvs`, as its calls cost much. Rounds are
interleaved, so that a machine that slows down slows all of them; figures are medians, and so are the ratios
to mcsim: above 1 is better for mcsim.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np

from benchmarks.family_rivals import RIVALS, Rivals
from distributions.dirichlet import StickBreaking
from distributions.family import Family
from distributions.table import FAMILIES
from distributions.tables.atom_table import AtomTable
from distributions.tables.quantile_table import BLOCK, QuantileTable, fast_quantile
from mcsim.seeds import uniforms

Draw = Callable[[int], object]


def mcsim_draw(family: Family) -> Draw:
    """Draw in blocks through the quantile function; the table is built before the clock starts."""
    quantile = fast_quantile(family)

    def block_of_uniforms(start: int, stop: int) -> np.ndarray:
        columns = [uniforms(1, "x", k, start, stop) for k in range(family.n_uniforms)]
        if family.components:
            return np.stack(columns, axis=-1)
        return columns[0] if columns else np.empty(stop - start)

    def draw(n: int) -> None:
        for start in range(0, n, BLOCK):
            quantile(block_of_uniforms(start, min(start + BLOCK, n)))

    return draw


def numpy_draw(rivals: Rivals) -> Draw | None:
    """Draw in blocks by numpy's own generator, where it has the family."""
    if rivals.numpy is None:
        return None
    rng, direct = np.random.default_rng(1), rivals.numpy

    def draw(n: int) -> None:
        for start in range(0, n, BLOCK):
            direct(rng, min(BLOCK, n - start))

    return draw


def scipy_draw(rivals: Rivals) -> Draw | None:
    """Draw in one call by scipy.stats, where it has the family."""
    if rivals.scipy is None:
        return None
    rng, frozen = np.random.default_rng(1), rivals.scipy()
    return lambda n: frozen.rvs(size=n, random_state=rng)


def nanoseconds(draw: Draw, n: int) -> float:
    """CPU time of one draw: what other programs take of the machine does not count."""
    began = time.thread_time()
    draw(n)
    return (time.thread_time() - began) / n * 1e9


def compare(rivals: Rivals, n: int, rounds: int) -> dict[str, tuple[float, float]]:
    """Median time of each way, and the median of its ratio to mcsim's."""
    ways = {"mcsim": mcsim_draw(rivals.family), "numpy": numpy_draw(rivals), "scipy": scipy_draw(rivals)}
    present = {name: draw for name, draw in ways.items() if draw is not None}
    for draw in present.values():
        draw(BLOCK)
    times: dict[str, list[float]] = {name: [] for name in present}
    for _ in range(rounds):
        for name, draw in present.items():
            times[name].append(nanoseconds(draw, n))
    return {
        name: (
            statistics.median(each),
            statistics.median(theirs / ours for theirs, ours in zip(each, times["mcsim"], strict=True)),
        )
        for name, each in times.items()
    }


def cell(found: dict[str, tuple[float, float]], name: str) -> str:
    """Time and ratio for the table."""
    if name not in found:
        return "-"
    time_taken, ratio = found[name]
    return f"{time_taken:,.0f} ({ratio:.1f}x)" if name != "mcsim" else f"{time_taken:.1f}"


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draws", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=sorted(RIVALS), default=sorted(RIVALS))
    arguments = parser.parse_args()
    print("| family | by | mcsim, ns | numpy, ns | scipy.stats, ns |\n|---|---|---|---|---|")
    for name in arguments.only:
        rivals = RIVALS[name]
        found = compare(rivals, arguments.draws, arguments.rounds)
        quantile = fast_quantile(rivals.family)
        by = "table" if isinstance(quantile, AtomTable | QuantileTable | StickBreaking) else "formula"
        cells = " | ".join(cell(found, way) for way in ("mcsim", "numpy", "scipy"))
        print(f"| {rivals.says} | {by} | {cells} |", flush=True)
    missing = sorted(set(FAMILIES) - set(RIVALS))
    if missing:
        print(f"\nwithout parameters in benchmarks/family_rivals.py: {', '.join(missing)}")


if __name__ == "__main__":
    main()
