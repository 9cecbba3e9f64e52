"""How the main figures and their standard errors settle as draws are added."""

import xarray as xr
from numpy.typing import ArrayLike

from mcsim.analysis.cea.ceac import ceac
from mcsim.analysis.cea.means import means
from mcsim.analysis.cea.net_benefit import net_benefit
from mcsim.analysis.grid import DECISION_POINTS
from mcsim.analysis.shell import SHARE, attributes
from mcsim.analysis.summary import Summary, as_summary
from mcsim.analysis.voi.evpi import evpi
from mcsim.names import LONG_NAME, UNITS

N_DRAWS = "n_draws"
FIGURES = {
    means: ("inc_cost", "inc_cost_se", "inc_effect", "inc_effect_se"),
    net_benefit: ("inmb", "inmb_se"),
    ceac: ("ceac", "ceac_se", "ceac_lower", "ceac_upper"),
    evpi: ("evpi", "evpi_se", "n_switching", "too_few_switching", "optimal_strategy"),
}


def convergence(outcomes: xr.Dataset | Summary, wtp: ArrayLike | None = None) -> xr.Dataset:
    """Main figures and their standard errors over the first 512, 1,024, 2,048 ... draws and over all of them.

    Parameters
    ----------
    outcomes : Dataset or Summary
        Outcomes of dims (draw, strategy, perspective), or a summary of them.
    wtp : array_like of float, optional
        Decision points; 20,000 and 30,000 when absent.

    Returns
    -------
    Dataset
        Dim `n_draws` first, then as in the measures they come from: `inc_cost`, `inc_effect`, `inmb`, `ceac`,
        `evpi`, each with `_se` (`ceac` also `_lower` and `_upper`), and `n_switching`, `too_few_switching`,
        `optimal_strategy`. From sums of the same pass; the model and the draws are not looked at again. Under
        a replicated design errors come from between the replicates of those draws, as in the measures.

    Raises
    ------
    AnalysisError
        The outcomes are no probability sample, or a decision point is not on the grid of the summary.

    Examples
    --------
    >>> from mcsim.results.datasets import outcomes
    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> data = outcomes(rng.normal(size=(2000, 2)), rng.normal(size=(2000, 2)), ["usual care", "new"])
    >>> convergence(data, wtp=[1.0])["n_draws"].values.tolist()
    [512, 1024, 2000]
    """
    summary = as_summary(outcomes, DECISION_POINTS if wtp is None else wtp)
    steps = [_figures(earlier) for earlier in (summary.running or (summary,))]
    n_draws = xr.Variable(N_DRAWS, [int(step.attrs[N_DRAWS]) for step in steps])
    found = xr.concat(
        [step.drop_attrs(deep=False) for step in steps], n_draws, data_vars="all", coords="minimal"
    )
    found[N_DRAWS].attrs = {UNITS: SHARE, LONG_NAME: "Number of draws"}
    return found.assign_attrs(attributes(summary))


def _figures(summary: Summary) -> xr.Dataset:
    parts = [measure(summary)[list(names)] for measure, names in FIGURES.items()]
    merged = xr.merge(parts, combine_attrs="override")
    merged.attrs = {N_DRAWS: summary.n_draws}
    return merged
