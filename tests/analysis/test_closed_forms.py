"""A model whose answers are known: incremental cost and effect jointly normal, so INB ~ N(m, s).

EVPI = s pdf(m/s) - |m| cdf(-|m|/s) and CEAC = cdf(m/s). Repetitions are laid along the perspective.
"""

import mpmath
import numpy as np
import pytest

from mcsim.analysis.cea.ceac import ceac
from mcsim.analysis.cea.means import means
from mcsim.analysis.cea.net_benefit import net_benefit
from mcsim.analysis.summary import summarise
from mcsim.analysis.voi.evpi import evpi
from mcsim.results.datasets import outcomes

INC_COST, SD_COST, INC_EFFECT, SD_EFFECT, CORRELATION = 400.0, 500.0, 0.03, 0.03, 0.4
WTP = [10_000.0, 20_000.0, 30_000.0]
COVERED = (0.927, 0.970)
REPETITIONS = 1_000


def truth(wtp):
    m = wtp * INC_EFFECT - INC_COST
    together = CORRELATION * SD_COST * SD_EFFECT
    s = (wtp**2 * SD_EFFECT**2 - 2.0 * wtp * together + SD_COST**2) ** 0.5
    ratio = abs(m) / s
    return {
        "inmb": m,
        "ceac": float(mpmath.ncdf(m / s)),
        "evpi": float(s * mpmath.npdf(ratio) - abs(m) * mpmath.ncdf(-ratio)),
    }


TRUTHS = {name: np.array([truth(wtp)[name] for wtp in WTP]) for name in ("inmb", "ceac", "evpi")}


def sampled(n_draws, repetitions, seed):
    rng = np.random.default_rng(seed)
    a, b = rng.standard_normal((2, n_draws, repetitions))
    shared = rng.normal(1.0, 1.0, (n_draws, repetitions))
    effect = np.stack([shared, shared + INC_EFFECT + SD_EFFECT * a], axis=1)
    more = INC_COST + SD_COST * (CORRELATION * a + (1.0 - CORRELATION**2) ** 0.5 * b)
    cost = np.stack([1_000.0 * shared, 1_000.0 * shared + more], axis=1)
    names = [f"repetition {at}" for at in range(repetitions)]
    return outcomes(cost, effect, ["usual care", "new"], perspectives=names)


def coverage(value, lower, upper):
    return ((lower <= value) & (value <= upper)).mean(axis=-1)


def assert_covered(shares):
    assert (shares >= COVERED[0]).all(), shares
    assert (shares <= COVERED[1]).all(), shares


def test_large_sample_agrees_within_standard_errors():
    summary = summarise(sampled(200_000, 1, seed=11), WTP)
    found = {"inmb": net_benefit(summary), "ceac": ceac(summary), "evpi": evpi(summary)}
    for name, data in found.items():
        values, errors = (data[key].isel(perspective=0) for key in (name, f"{name}_se"))
        if "strategy" in values.dims:
            values, errors = values.sel(strategy="new"), errors.sel(strategy="new")
        assert (abs(values - TRUTHS[name]) < 3.5 * errors).all(), name
        assert (errors > 0.0).all()


def test_coverage_of_means_and_acceptability():
    summary = summarise(sampled(1_500, REPETITIONS, seed=12), WTP)
    benefit, shares = (measure(summary).sel(strategy="new") for measure in (net_benefit, ceac))
    mean, half = benefit["inmb"].values, 1.96 * benefit["inmb_se"].values
    assert_covered(coverage(TRUTHS["inmb"][:, np.newaxis], mean - half, mean + half))
    lower, upper = shares["ceac_lower"].values, shares["ceac_upper"].values
    assert_covered(coverage(TRUTHS["ceac"][:, np.newaxis], lower, upper))
    increments = means(summary).sel(strategy="new")
    for name, value in (("inc_cost", INC_COST), ("inc_effect", INC_EFFECT)):
        middle, half = increments[name].values, 1.96 * increments[f"{name}_se"].values
        assert_covered(coverage(value, middle - half, middle + half))


def test_coverage_of_perfect_information():
    covered = []
    for batch in range(4):
        found = evpi(summarise(sampled(5_000, REPETITIONS // 4, seed=20 + batch), WTP))
        value, half = found["evpi"].values, 1.96 * found["evpi_se"].values
        covered.append(coverage(TRUTHS["evpi"][:, np.newaxis], value - half, value + half))
        assert not found["too_few_switching"].any()
    assert_covered(np.mean(covered, axis=0))


def test_plug_in_is_biased_down_near_a_tie():
    """The mean of the maximum is at least the maximum of the means."""
    rng = np.random.default_rng(30)
    cost = np.zeros((50, 2, 2_000))
    cost[:, 1] = rng.normal(0.0, 1.0, (50, 2_000))
    data = outcomes(cost, cost * 0.0, ["a", "b"], perspectives=[str(at) for at in range(2_000)])
    found = evpi(data, [1.0])["evpi"].values.ravel()
    exact = float(mpmath.npdf(0))
    assert found.mean() < exact - 5.0 * found.std() / 2_000**0.5


@pytest.mark.parametrize(("shift", "flagged"), [(1.0, False), (3.0, True)])
def test_few_switching_draws_are_flagged(shift, flagged):
    rng = np.random.default_rng(31)
    cost = np.stack([np.zeros(1_000), rng.normal(shift, 1.0, 1_000)], axis=1)
    found = evpi(outcomes(cost, cost * 0.0, ["a", "b"]), [1.0])
    assert found["too_few_switching"].item() is flagged
    assert found["n_switching"].item() == (cost[:, 1] < 0.0).sum()
