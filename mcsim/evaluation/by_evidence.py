"""How much of the uncertainty of a result rests on which kind of evidence."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from mcsim.analysis.sensitivity.group_variance import group_variance
from mcsim.config.input_record import Evidence
from mcsim.config.load import load
from mcsim.config.records import Evaluation
from mcsim.errors import AnalysisError, Problem
from mcsim.evaluation.prepare import with_settings
from mcsim.evaluation.run import run
from mcsim.names import LONG_NAME, UNITS

CENTRE: Final = "centre"
SPREAD: Final = "spread"
KINDS = {
    CENTRE: ("published", "derived", "recalled", "shrunk", "judgement"),
    SPREAD: ("published", "judgement"),
}
By = Literal["centre", "spread"]
SHARES = ("first_order", "first_order_se", "total", "total_se")


def kind_of(evidence: Evidence) -> str:
    """The kind of evidence that a distribution is centred on.

    A figure that is published counts as published where it was found; one that was recalled counts as that.

    Examples
    --------
    >>> kind_of(Evidence(status="found", centre="shrunk"))
    'shrunk'
    >>> kind_of(Evidence(status="recalled", centre="published"))
    'recalled'
    """
    is_hearsay = evidence.centre == "published" and evidence.status != "found"
    return evidence.status if is_hearsay else evidence.centre


def by_evidence(evaluation: Evaluation, by: By = CENTRE) -> dict[str, list[str]]:
    """Uncertain inputs of an evaluation by the kind of evidence that their centre or their spread rests on.

    Inputs that are fixed, or that other inputs determine wholly, are in no group.

    Parameters
    ----------
    evaluation : Evaluation
    by : {"centre", "spread"}
        What a distribution is centred on, or where its width comes from.

    Returns
    -------
    dict of str to list of str
        From what is published to what is judged; kinds without any uncertain input are left out.

    Examples
    --------
    >>> by_evidence(load("configs/linear_gaussian"))
    {'judgement': ['price', 'gain']}
    """
    return _grouped(evaluation, [name for name in evaluation.inputs if _is_uncertain(evaluation, name)], by)


def _is_uncertain(evaluation: Evaluation, name: str) -> bool:
    """Whether an input varies of its own accord, what it refers to apart."""
    family = evaluation.families[name]
    return family.n_uniforms > 0 and any(
        np.any(np.asarray(margin.variance) != 0.0) for margin in family.margins
    )


def _grouped(evaluation: Evaluation, names: Sequence[str], by: By) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {kind: [] for kind in KINDS[by]}
    for name in names:
        evidence = evaluation.inputs[name].evidence
        found[kind_of(evidence) if by == CENTRE else evidence.spread].append(name)
    return {kind: inputs for kind, inputs in found.items() if inputs}


def uncertainty_by_evidence(
    evaluation: Evaluation | str | Path,
    wtp: ArrayLike | None = None,
    draws: int = 8192,
    seed: int | None = None,
    jobs: int | None = 1,
    by: By = CENTRE,
) -> xr.Dataset:
    """Share of the variance of incremental net benefit that rests on each kind of evidence.

    Parameters
    ----------
    evaluation : Evaluation, str or Path
        From `load`, or the path of its folder.
    wtp : array_like of float, optional
        Willingness to pay; 20,000 and 30,000 when absent.
    draws : int
        Samples, each of which is evaluated once for every kind of evidence and twice more.
    seed : int, optional
        In place of that in the settings.
    jobs : int, optional
        Workers.
    by : {"centre", "spread"}
        What distributions are centred on, or where their width comes from.

    Returns
    -------
    Dataset
        As `group_variance` returns, with a group for each kind of evidence that any input has, and `n_inputs`
        (group), how many inputs are of that kind, and `n_uncertain`, how many of these vary. A kind of which
        none varies explains nothing, and its shares are exactly 0.

    Raises
    ------
    AnalysisError
        No input varies.
    ConfigError
        A copula links inputs of different kinds, so that they cannot be told apart.

    Examples
    --------
    >>> found = uncertainty_by_evidence("configs/linear_gaussian", draws=100)
    >>> found["first_order"].sel(group="judgement", strategy="programme", wtp=20_000).values.tolist()
    [1.0]
    """
    evaluation = evaluation if isinstance(evaluation, Evaluation) else load(evaluation)
    groups = by_evidence(evaluation, by)
    if not groups:
        rule = "are all fixed, so that there is no uncertainty to share out"
        raise AnalysisError(Problem("inputs", rule, "give those that are uncertain a distribution"))
    design = {"name": "groups", "options": {"groups": groups}}
    n_draws = draws * (len(groups) + 2)
    changed = with_settings(evaluation, design=design, draws=n_draws, seed=seed, ledger=False)
    found = group_variance(run(changed, jobs=jobs).outcomes, wtp)
    return _with_counts(found, groups, _grouped(evaluation, list(evaluation.inputs), by))


def _with_counts(
    found: xr.Dataset, uncertain: Mapping[str, Sequence[str]], every: Mapping[str, Sequence[str]]
) -> xr.Dataset:
    """Add how many inputs are of each kind, and the kinds of which none varies."""
    # What does not vary explains nothing; but where nothing at all varies, NaN times 0 is NaN.
    nothing = 0.0 * found["together"]
    whole = found.reindex(group=list(every))
    varies = whole["group"].isin(list(uncertain))
    for name in SHARES:
        shares = whole[name].where(varies, nothing).transpose(*found[name].dims)
        whole[name] = shares.assign_attrs(found[name].attrs)
    counts = {
        "n_uncertain": ([len(uncertain.get(kind, ())) for kind in every], "Uncertain inputs of this kind"),
        "n_inputs": ([len(names) for names in every.values()], "Inputs of this kind, fixed ones among them"),
    }
    return whole.assign(
        {
            name: ("group", values, {UNITS: "1", LONG_NAME: long_name})
            for name, (values, long_name) in counts.items()
        }
    )
