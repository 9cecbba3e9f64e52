"""Writes docs/variance_reduction.md, its figure and its table: `python -m docs.make_variance_reduction`.

The errors are measured over independent seeds and kept in errors.csv; the page and the figure are made from
that file, so that they can be made anew, and checked, without the runs.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from string import Template

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, ScalarFormatter
from numpy.typing import NDArray

from mcsim.config.load import load
from mcsim.config.records import Evaluation
from mcsim.evaluation.prepare import prepare, with_settings
from mcsim.inputs.designs.interleaved import REPLICATES
from mcsim.models.linear_gaussian import closed_form
from mcsim.nmb import net_monetary_benefit
from mcsim.plots import style
from mcsim.report.figures import save
from mcsim.report.numbers import with_error
from mcsim.report.page.markdown import table as markdown

HERE = Path(__file__).parent
PAGE = HERE / "variance_reduction.md"
FOLDER = HERE / "figures" / "variance_reduction"
ERRORS, TRUTHS, FIGURE = FOLDER / "errors.csv", FOLDER / "truths.csv", FOLDER / "errors.png"
EVALUATIONS = {"linear_gaussian": "linear-Gaussian model", "peer_support": "peer support"}
DESIGNS = {
    "monte_carlo": "Monte Carlo",
    "latin_hypercube": "Latin hypercube",
    "sobol": "Sobol'",
}
MEASURES = {"inmb": "mean INMB, £", "ceac": "P(cost-effective)", "evpi": "EVPI, £"}
WTP = 20_000.0
N_DRAWS = [2**power for power in range(9, 16)]
N_REPETITIONS = 200
N_TRUTH = 2**23  # draws of Sobol' points that stand for the truth where there is no closed form
SHOWN = (1024, 8192, 32768)
QUOTED = 8192


def main() -> None:
    """Measure the errors, and write files, figure and page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    truths = pd.DataFrame([truth(name) for name in EVALUATIONS])
    truths.to_csv(TRUTHS, index=False)
    errors = pd.DataFrame(list(every_error(truths)))
    errors.to_csv(ERRORS, index=False, float_format="%.6g")
    save(figure(pd.read_csv(ERRORS)), FIGURE)
    PAGE.write_text(page(pd.read_csv(ERRORS), pd.read_csv(TRUTHS)), encoding="utf-8")


@cache
def evaluation(name: str) -> Evaluation:
    """One of the shipped evaluations."""
    return load(HERE.parent / "configs" / name)


def estimates(name: str, design: str, n_draws: int, seed: int) -> dict[str, float]:
    """The three measures at the decision point, of one run."""
    return measured(replicate_means(name, design, n_draws, seed).mean(axis=0))


def measured(means: NDArray[np.float64]) -> dict[str, float]:
    """The three measures from means of the gain, of whether there is one, and of what of it is positive."""
    inmb, ceac, best = means.tolist()
    return {"inmb": inmb, "ceac": ceac, "evpi": best - max(inmb, 0.0)}


def replicate_means(name: str, design: str, n_draws: int, seed: int) -> NDArray[np.float64]:
    """What the measures are made of, from every 16th draw by itself, shape (16, 3)."""
    settings = {"seed": seed, "draws": n_draws, "design": {"name": design}}
    prepared = prepare(with_settings(evaluation(name), **settings))
    total = np.zeros((REPLICATES, 3))
    for start in range(0, n_draws, 8192):
        draws = np.arange(start, min(start + 8192, n_draws))
        inputs = prepared.work.source(start, int(draws[-1]) + 1)
        made = prepared.work.model.evaluate(inputs, prepared.evaluation.settings, draws)
        benefit = net_monetary_benefit(made["cost"][:, :, 0], made["effect"][:, :, 0], WTP)
        gain = benefit[:, 1] - benefit[:, 0]
        columns = np.stack([gain, (gain > 0.0) + 0.5 * (gain == 0.0), np.maximum(gain, 0.0)], axis=-1)
        total += columns.reshape(-1, REPLICATES, 3).sum(axis=0)
    return total * REPLICATES / n_draws


def truth(name: str) -> dict[str, object]:
    """Exact values where there is a closed form; else those of a very long run."""
    if name == "linear_gaussian":
        families = evaluation(name).families
        known = closed_form(
            prepare(evaluation(name)).model,
            {each: float(family.mean) for each, family in families.items()},
            {each: float(np.sqrt(family.variance)) for each, family in families.items()},
            WTP,
        )
        exact = known.mean, known.probability_cost_effective, known.evpi
        return {"evaluation": name, **_with_errors(exact, (0.0, 0.0, 0.0)), "how": "closed form"}
    means = replicate_means(name, "sobol", N_TRUTH, 1)
    each = np.array([list(measured(replicate).values()) for replicate in means])
    found = measured(means.mean(axis=0)).values()
    errors = each.std(axis=0, ddof=1) / np.sqrt(REPLICATES)
    return {"evaluation": name, **_with_errors(found, errors), "how": f"{N_TRUTH:,} Sobol' draws"}


def _with_errors(values: Iterable[float], errors: Iterable[float]) -> dict[str, float]:
    pairs = zip(MEASURES, values, errors, strict=True)
    return {key: each for name, value, error in pairs for key, each in ((name, value), (f"{name}_se", error))}


def every_error(truths: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Root mean square errors of every measure, design and number of draws."""
    for exact in truths.to_dict("records"):
        for design in DESIGNS:
            for n_draws in N_DRAWS:
                yield error(exact, design, n_draws, N_REPETITIONS)


def error(exact: dict[str, object], design: str, n_draws: int, n_repetitions: int) -> dict[str, object]:
    """One row of the file of errors."""
    name = str(exact["evaluation"])
    runs = [estimates(name, design, n_draws, seed) for seed in range(100, 100 + n_repetitions)]
    row: dict[str, object] = {"evaluation": name, "design": design, "n_draws": n_draws}
    for measure in MEASURES:
        square = np.array([(run[measure] - float(str(exact[measure]))) ** 2 for run in runs])
        row[measure] = float(np.sqrt(square.mean()))
        # Delta method: the relative error of a root is half that of the mean square.
        row[f"{measure}_relative_se"] = float(square.std(ddof=1) / np.sqrt(square.size) / square.mean() / 2)
    return row


def figure(errors: pd.DataFrame) -> Figure:
    """Error against the number of draws, for each evaluation and measure."""
    drawn = Figure(figsize=(9.6, 5.8), dpi=150, layout="constrained", facecolor="white")
    panels = drawn.subplots(len(EVALUATIONS), len(MEASURES), sharex=True)
    for row, (name, title) in zip(panels, EVALUATIONS.items(), strict=True):
        for axes, (measure, label) in zip(row, MEASURES.items(), strict=True):
            for number, (design, words) in enumerate(DESIGNS.items()):
                here = errors[(errors.evaluation == name) & (errors.design == design)]
                axes.loglog(
                    here.n_draws,
                    here[measure],
                    marker="o",
                    markersize=3,
                    linewidth=1.5,
                    color=style.PALETTE[number],
                    label=words,
                )
            axes.set_title(f"{title}: {label}", fontsize=style.SMALL + 0.5, loc="left", color=style.INK)
            for side in ("top", "right"):
                axes.spines[side].set_visible(False)
            axes.tick_params(labelsize=style.SMALL - 0.5, colors=style.INK)
            axes.xaxis.set_major_formatter(ScalarFormatter())
            axes.xaxis.set_minor_formatter(NullFormatter())
            axes.yaxis.set_minor_formatter(NullFormatter())
            axes.yaxis.set_major_locator(LogLocator(subs=subdivisions(*axes.get_ylim())))
            axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
            axes.grid(visible=True, color=style.FAINT, linewidth=0.5)
            axes.set_xticks([512, 2048, 8192, 32768], ["512", "2,048", "8,192", "32,768"])
    panels[0, 0].set_ylabel("root mean square error", fontsize=style.SMALL + 0.5)
    panels[1, 0].set_ylabel("root mean square error", fontsize=style.SMALL + 0.5)
    handles, labels = panels[0, 0].get_legend_handles_labels()
    drawn.legend(handles, labels, loc="outside upper left", ncols=3, frameon=False, fontsize=style.FONT)
    drawn.supxlabel("draws", fontsize=style.FONT, color=style.INK)
    return drawn


def subdivisions(low: float, high: float) -> tuple[float, ...]:
    """Multiples of powers of ten to label between two ends: at least two labels, if need be 1, 2 and 5.

    Examples
    --------
    >>> subdivisions(0.3, 200), subdivisions(3, 40)
    ((1.0,), (1.0, 2.0, 5.0))
    """
    n_powers = np.floor(np.log10(high)) - np.ceil(np.log10(low)) + 1
    return (1.0,) if n_powers >= 2 else (1.0, 2.0, 5.0)


def truth_beside_errors(errors: pd.DataFrame, truths: pd.DataFrame) -> float:
    """Largest standard error of a truth, as a share of the smallest error that is measured against it."""
    smallest = errors.groupby("evaluation")[list(MEASURES)].min()
    known = truths.set_index("evaluation")
    return max(
        float(known.loc[name, f"{measure}_se"] / smallest.loc[name, measure])
        for name in EVALUATIONS
        for measure in MEASURES
    )


def worth(errors: pd.DataFrame, name: str, design: str, n_draws: int, measure: str) -> tuple[float, float]:
    """How many plain draws one draw of a design is worth, and the standard error of that."""
    at = errors[(errors.evaluation == name) & (errors.n_draws == n_draws)].set_index("design")
    ratio = float((at.loc["monte_carlo", measure] / at.loc[design, measure]) ** 2)
    spread = [float(at.loc[each, f"{measure}_relative_se"]) for each in ("monte_carlo", design)]
    return ratio, 2.0 * ratio * float(np.hypot(*spread))


def page(errors: pd.DataFrame, truths: pd.DataFrame) -> str:
    """The page, from the errors that were measured."""
    template = Template((HERE / "variance_reduction.md.template").read_text(encoding="utf-8"))
    filled = {
        "repetitions": str(N_REPETITIONS),
        "quoted": f"{QUOTED:,}",
        "table": markdown(
            ["evaluation", "draws", "design", *MEASURES.values()],
            [
                [EVALUATIONS[row["evaluation"]], f"{row['n_draws']:,}", DESIGNS[row["design"]], *_cells(row)]
                for row in errors.to_dict("records")
                if row["n_draws"] in SHOWN
            ],
        ),
        "worth": markdown(
            [
                "evaluation",
                "draws",
                "design",
                *(f"plain draws per draw: {label}" for label in MEASURES.values()),
            ],
            list(_worth_rows(errors)),
        ),
        "truths": markdown(
            ["evaluation", *MEASURES.values(), "from"],
            [[EVALUATIONS[row["evaluation"]], *_known(row), row["how"]] for row in truths.to_dict("records")],
        ),
        "truth_error": f"{100 * truth_beside_errors(errors, truths):.0f} %",
        "truth_share": f"{100 * truth_beside_errors(errors, truths) ** 2:.1g} %",
        "largest": f"{SHOWN[-1]:,}",
        "evpi_quoted": with_error(*worth(errors, "peer_support", "sobol", QUOTED, "evpi")),
        "evpi_largest": with_error(*worth(errors, "peer_support", "sobol", SHOWN[-1], "evpi")),
    }
    for name in EVALUATIONS:
        for measure in MEASURES:
            ratio, _ = worth(errors, name, "sobol", QUOTED, measure)
            filled[f"{name}_{measure}"] = f"{ratio:,.0f}"
    return template.substitute(filled)


def _known(row: dict[str, float]) -> list[str]:
    """True values, with the standard errors of those that are measured."""
    pairs = [(row[measure], row[f"{measure}_se"]) for measure in MEASURES]
    return [with_error(*each) if each[1] else f"{each[0]:.6g}" for each in pairs]


def _cells(row: dict[str, float]) -> list[str]:
    return [f"{row[measure]:.3g}" for measure in MEASURES]


def _worth_rows(errors: pd.DataFrame) -> Iterator[list[str]]:
    for name, title in EVALUATIONS.items():
        for n_draws in SHOWN:
            for design, words in list(DESIGNS.items())[1:]:
                found = [worth(errors, name, design, n_draws, measure) for measure in MEASURES]
                yield [title, f"{n_draws:,}", words, *(with_error(*each) for each in found)]


if __name__ == "__main__":
    main()
