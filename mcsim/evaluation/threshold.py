"""Threshold analysis: the value of one input at which a strategy is just worth it on average."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from scipy.optimize import brentq

from mcsim.analysis.columns import means_and_errors
from mcsim.config.load import load
from mcsim.config.records import Evaluation
from mcsim.engine.blocks import block_starts
from mcsim.evaluation.held import run_held
from mcsim.evaluation.prepare import prepare, with_settings
from mcsim.evaluation.threshold_checks import Question, question
from mcsim.names import COST, EFFECT, LONG_NAME, UNITS
from mcsim.nmb import net_monetary_benefit
from mcsim.protocols import Array, Draws
from mcsim.results.provenance import digest, provenance

N_INSIDE = 5
TOLERANCE = 1e-6
STEP = 1e-3
"""Of the range, to either side of the root, for the slope."""
BELOW, ABOVE = "worth it below the threshold", "worth it above the threshold"
EVERYWHERE, NOWHERE = "worth it over the whole range", "nowhere in the range"


@dataclass(frozen=True)
class Benefit:
    """Incremental net benefit with the input at one value.

    Attributes
    ----------
    draws : ndarray of int64, shape (n,)
        Draws that the model could evaluate.
    values : ndarray, shape (n,)
    mean, error : float
        Over the draws, and its standard error.
    """

    draws: Draws
    values: Array
    mean: float
    error: float


At = Callable[[float], Benefit]


def threshold(
    evaluation: Evaluation | str | Path,
    input: str,
    between: tuple[float, float],
    *,
    wtp: float = 20_000,
    strategy: str | None = None,
    perspective: str | None = None,
    draws: int | None = None,
    seed: int | None = None,
    jobs: int | None = 1,
) -> xr.Dataset:
    """Find the value of one input at which expected incremental net monetary benefit is nil.

    The input has the same value in every draw, and all others are drawn as they are, with the same draws at
    every value. Inputs that refer to it, or are multiplied by it, follow; what the input itself is multiplied
    by is a part of its value. Benefit need not rise or fall throughout: it is looked at at both ends and at
    five values between them, and where it passes nil more than once, the passage nearest the lower end is
    found.

    Parameters
    ----------
    evaluation : Evaluation, str or Path
        From `load`, or the path of its folder.
    input : str
        Name of an input of one number; money in the prices of the evaluation, whatever the year in which it
        was published.
    between : (float, float)
        The range to look in, inside what the model makes sense for.
    wtp : float
        Willingness to pay for one unit of effect.
    strategy : str, optional
        Compared with the comparator; needed where there are several.
    perspective : str, optional
        The base case when absent.
    draws, seed : int, optional
        In place of those in the settings.
    jobs : int, optional
        Workers of each run.

    Returns
    -------
    Dataset
        `threshold` with `threshold_se`, which tells how far another sample would have moved it: the standard
        error of the benefit there over the slope of its mean (the delta method). `base`, the mean of the
        input in the evaluation, with `base_se`; `inmb_at_lower` and `inmb_at_upper` with theirs;
        `n_crossings`, how often the benefit was seen to pass nil. The attribute `found` says on which side of
        the threshold the strategy is worth it; or, where the threshold is NaN because the benefit does not
        pass nil, whether it is worth it over the whole range or nowhere in it. `n_quarantined` draws failed
        at one of the ends, where benefit is that of the others.

    Raises
    ------
    AnalysisError
        The input is none, or has no values between which one could look; or a value makes no sense.
    RunError
        At a value between the two more draws fail than the settings allow.

    References
    ----------
    Briggs, Claxton and Sculpher (2006), Decision Modelling for Health Economic Evaluation, section 1.4
    (threshold analysis); here on the mean over a probabilistic analysis.

    Examples
    --------
    Mean net benefit is 20,000 times 0.05 less the price, but for the error of the sample:

    >>> found = threshold("configs/linear_gaussian", "price", (0, 3000))
    >>> found.attrs["found"], abs(found["threshold"].item() - 1000.0) < 3 * found["threshold_se"].item()
    ('worth it below the threshold', True)
    """
    loaded = evaluation if isinstance(evaluation, Evaluation) else load(evaluation)
    prepared = prepare(with_settings(loaded, draws=draws, seed=seed, ledger=False))
    asked = question(prepared, input, between, wtp, strategy, perspective)
    at = cache(lambda value: _benefit(asked, value, jobs))
    low, high = asked.between
    points = [float(value) for value in np.linspace(low, high, N_INSIDE + 2)]
    brackets = _brackets([at(value).mean for value in points])
    root, error = np.nan, np.nan
    found = EVERYWHERE if at(low).mean >= 0.0 else NOWHERE
    if brackets:
        left, right = points[brackets[0] : brackets[0] + 2]
        found = BELOW if at(left).mean > at(right).mean else ABOVE
        root = _root(at, left, right, TOLERANCE * (high - low))
        error = _error(at, root, asked.between)
    return _dataset(asked, at, (root, error), len(brackets), found)


def _benefit(asked: Question, value: float, jobs: int | None) -> Benefit:
    """Evaluate every draw with the input at a value."""
    prepared = asked.prepared
    part = run_held(prepared, asked.scalar, value, jobs)
    strategies = [str(name) for name in prepared.model.strategies]
    chosen, base = strategies.index(asked.strategy), strategies.index(asked.comparator)
    where = prepared.evaluation.settings.perspectives.index(asked.perspective)
    cost, effect = (
        part.outputs[each][:, chosen, where] - part.outputs[each][:, base, where] for each in (COST, EFFECT)
    )
    inmb = net_monetary_benefit(cost, effect, np.asarray(asked.wtp))
    return Benefit(part.draws, inmb, *_mean_and_error(inmb, part.draws, prepared.design.replicates))


def _mean_and_error(values: Array, draws: Draws, replicates: int) -> tuple[float, float]:
    mean, error = means_and_errors(lambda at: values[at][:, np.newaxis], draws, replicates)
    return float(mean[0]), float(error[0])


def _brackets(means: list[float]) -> list[int]:
    """Numbers of the intervals in which the mean passes nil, counted once where it is nil at a point.

    Examples
    --------
    >>> _brackets([-1.0, 2.0, 3.0, -1.0]), _brackets([-1.0, 0.0, 2.0]), _brackets([0.0, 1.0])
    ([0, 2], [0], [0])
    """
    signs = np.sign(means)
    first = [0] if signs[0] == 0.0 and signs.any() else []
    pairs = enumerate(pairwise(signs))
    return sorted({*first, *(at for at, (one, other) in pairs if one and one != other)})


def _root(at: At, low: float, high: float, tolerance: float) -> float:
    return float(brentq(lambda value: at(float(value)).mean, low, high, xtol=tolerance))


def _error(at: At, root: float, between: tuple[float, float]) -> float:
    """Standard error of the root: that of the mean there over its slope; NaN where it has none."""
    step = STEP * (between[1] - between[0])
    ends = max(between[0], root - step), min(between[1], root + step)
    below, above = (at(value) for value in ends)
    _, one, other = np.intersect1d(below.draws, above.draws, assume_unique=True, return_indices=True)
    # Over the draws that both have: one that fails at either value would pass for a slope.
    slope = float(np.mean(above.values[other] - below.values[one])) / (ends[1] - ends[0])
    return at(root).error / abs(slope) if slope else np.nan


def _base(asked: Question) -> tuple[float, float]:
    """Mean of the input in the evaluation, and its standard error."""
    n_draws, source = asked.prepared.evaluation.settings.draws, asked.prepared.work.source
    starts = [*block_starts(0, n_draws), n_draws]
    values = np.concatenate(
        [source(start, min(stop, n_draws))[asked.scalar] for start, stop in pairwise(starts)]
    )
    return _mean_and_error(values, np.arange(n_draws), asked.prepared.design.replicates)


def _dataset(asked: Question, at: At, root: tuple[float, float], n_crossings: int, found: str) -> xr.Dataset:
    record = asked.prepared.evaluation.inputs[asked.owner]
    settings = asked.prepared.evaluation.settings
    low, high = (at(value) for value in asked.between)
    benefit = (
        f"Incremental net monetary benefit of {asked.strategy} over {asked.comparator} with the input at"
    )
    rows: list[tuple[str, tuple[float, float], str, str]] = [
        ("threshold", root, record.unit, f"Threshold of: {record.description}"),
        ("base", _base(asked), record.unit, f"Mean in the evaluation of: {record.description}"),
        ("inmb_at_lower", (low.mean, low.error), settings.currency, f"{benefit} its lower end"),
        ("inmb_at_upper", (high.mean, high.error), settings.currency, f"{benefit} its upper end"),
    ]
    # What fails at one value mostly fails towards an end.
    n_quarantined = settings.draws - min(low.draws.size, high.draws.size)
    data = xr.Dataset(attrs=_attributes(asked) | {"found": found, "n_quarantined": n_quarantined})
    for name, (value, its_error), unit, long_name in rows:
        data[name] = ((), value, {UNITS: unit, LONG_NAME: long_name})
        data[f"{name}_se"] = ((), its_error, {UNITS: unit, LONG_NAME: f"Standard error of: {long_name}"})
    told = "How often the incremental net monetary benefit was seen to pass nil"
    data["n_crossings"] = ((), n_crossings, {UNITS: "1", LONG_NAME: told})
    return data


def _attributes(asked: Question) -> dict[str, Any]:
    evaluation = asked.prepared.evaluation
    settings = evaluation.settings
    return {
        **provenance(
            digest(asked.prepared.identity),
            evaluation.model_dump(mode="json", exclude={"folder"}),
            title=evaluation.title,
            evaluation=evaluation.name,
            seed=settings.seed,
        ),
        "input": asked.scalar,
        "between": list(asked.between),
        "units": evaluation.inputs[asked.owner].unit,
        "wtp": asked.wtp,
        "strategy": asked.strategy,
        "comparator": asked.comparator,
        "perspective": asked.perspective,
        "currency": settings.currency,
        "price_year": settings.price_year,
        "effect_unit": str(getattr(asked.prepared.model, "effect_unit", "QALY")),
        "draws": settings.draws,
    }
