"""Sections of a page on what it rests on: mechanisms, evidence by kind, and every input."""

import numpy as np
import xarray as xr

from mcsim.config.records import Evaluation
from mcsim.evaluation.by_evidence import By
from mcsim.inputs.portraits import N_DRAWS
from mcsim.models.coproduction.table import MECHANISMS
from mcsim.names import INPUT, PERSPECTIVE, STRATEGY, WTP, words
from mcsim.report.as_stated import figure, interval, stated
from mcsim.report.numbers import with_error
from mcsim.report.page.markdown import table
from mcsim.report.page.material import Material

INPUT_COLUMNS = ("input", "as published", "mean", "95 % interval", "unit")
EVIDENCE_COLUMNS = ("evidence", "centre", "spread", "source")
ABOUT = "≈ "


def by_kind(material: Material, by: By) -> str:
    """How many inputs are of each kind of evidence, and how much of the uncertainty each kind carries."""
    found = material.base
    data = material.by_evidence(by).isel({PERSPECTIVE: 0, WTP: 0})
    columns = [f"{by} of the distribution", "inputs", "of them uncertain"]
    columns += [f"{words(strategy)}: alone (SE), with others (SE)" for strategy in found.strategies]
    kinds = [str(kind) for kind in data["group"].values]
    rows = [[kind, *_counts(data, kind), *_shares(data, kind, found.strategies)] for kind in kinds]
    each = [data.sel({STRATEGY: strategy}) for strategy in found.strategies]
    together = [with_error(float(own["together"]), float(own["together_se"])) for own in each]
    rows.append(["several kinds, only together", "", "", *together])
    return table(columns, rows)


def _counts(data: xr.Dataset, kind: str) -> list[str]:
    own = data.sel(group=kind)
    return [str(int(own["n_inputs"])), str(int(own["n_uncertain"]))]


def _shares(data: xr.Dataset, kind: str, strategies: tuple[str, ...]) -> list[str]:
    cells = []
    for strategy in strategies:
        own = data.sel({STRATEGY: strategy, "group": kind})
        pairs = [(float(own[name]), float(own[f"{name}_se"])) for name in ("first_order", "total")]
        cells.append("" if np.isnan(pairs[0][0]) else ", ".join(with_error(*pair) for pair in pairs))
    return cells


def mechanisms(material: Material, page: str) -> str:
    """What the strategies use of the model, and the claim that each mechanism stands for."""
    model = material.coproduction
    if model is None:
        return ""
    used = [name for name in MECHANISMS if any(plan.on(name) for plan in model.plans)]
    rows = []
    for name in used:
        who = [words(plan.name) for plan in model.plans if plan.on(name)]
        whose = "all" if len(who) == len(model.plans) else ", ".join(who)
        link = f"[{words(name)}]({page}#{name})" if page else words(name)
        rows.append([link, MECHANISMS[name].claim, *([whose] if len(model.plans) > 1 else [])])
    return table(["mechanism", "claim", *(["strategies"] if len(model.plans) > 1 else [])], rows)


def inputs(material: Material) -> str:
    """One row for each input: what was published, and what is sampled in the evaluation's prices."""
    evaluation, seen = material.base.evaluation, material.portraits
    rows = [
        _row(evaluation, name, scalar, seen.sel({INPUT: scalar}))
        for name in evaluation.inputs
        for scalar in evaluation.scalars[name]
        if scalar not in evaluation.labels
    ]
    return table((*INPUT_COLUMNS, *EVIDENCE_COLUMNS), rows)


def _mean(one: xr.Dataset) -> str:
    """Mean of an input; of one that is known from draws alone with its standard error."""
    mean, sd = float(one["mean"]), float(one["sd"])
    return with_error(mean, sd / np.sqrt(N_DRAWS)) if one["from_draws"] and sd > 0.0 else figure(mean)


def _row(evaluation: Evaluation, name: str, scalar: str, one: xr.Dataset) -> list[str]:
    record = evaluation.inputs[name]
    prices = f" ({record.price_year} prices)" if record.price_year else ""
    said = ". ".join(part.rstrip(".") for part in (record.source, record.evidence.note) if part)
    return [
        f"`{scalar}` {record.description}",
        f"{stated(record)}{prices}",
        _mean(one),
        ABOUT * bool(one["from_draws"]) + interval(float(one["lower"]), float(one["upper"])),
        record.unit,
        record.evidence.status,
        record.evidence.centre,
        record.evidence.spread,
        said,
    ]
