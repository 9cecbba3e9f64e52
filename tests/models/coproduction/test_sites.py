"""Sites that turn out well or badly, and the mean over sites of what is a ratio in each of them."""

import numpy as np
import pytest

from mcsim.models.coproduction.sites import VARYING
from tests.models.coproduction.making import CORE, increments, made, run, settings
from tests.models.coproduction.rows import ROWS

SOCIETY = 2
WILLINGNESS_TO_PAY = 20_000
N = 400_000


def net_benefit(name, deviation, sites):
    on = {**ROWS[name].on, "sites": {"effects": [name]}}
    x = {**CORE, **ROWS[name].x, f"{name}_site_sd": 0.05, "site_deviation": deviation, "n_sites": sites}
    cost, effect, _ = increments(made(on), x, settings(3))
    return WILLINGNESS_TO_PAY * effect[SOCIETY] - cost[SOCIETY]


@pytest.mark.parametrize("sites", [1, 4])
@pytest.mark.parametrize("name", VARYING)
def test_a_site_that_turns_out_well_does_so_in_every_effect(name, sites):
    """Whether the effect is a ratio below 1, as of readmissions, or one above 1, as of finding work."""
    worse, as_published, better = (net_benefit(name, deviation, sites) for deviation in (-1, 0, 1))
    assert worse < as_published < better


def test_a_good_site_has_the_lower_risk_of_readmission():
    """RR 0.25 at sd ln 2: 1/8 in a site that is one sd better, 1/2 in one that is worse; of 0.4 each."""
    x = {**CORE, **ROWS["readmission"].x, "readmission_site_sd": np.log(2), "n_sites": 1}
    model = made({"readmission": True, "sites": True})
    for deviation, ratio in ((1, 1 / 8), (-1, 1 / 2)):
        cost, _, _ = increments(model, {**x, "site_deviation": deviation}, settings(1, 0.0, 0.0))
        assert cost[SOCIETY] == pytest.approx(1000 * 0.4 * (ratio - 1))


def test_the_mean_over_six_sites_is_taken_in_each_year():
    """Readmissions of three years against sites drawn one by one.

    Fidelity of 3/4, and half of the logarithm kept each year: sizes 3/4, 3/8 and 3/16 of every site's own
    logarithm, ln(0.25) less N(0, 0.8^2). The mean of a ratio so raised is 0.25^k * exp(k^2 * 0.8^2 / 2).
    """
    rng, sd = np.random.default_rng(20), 0.8
    on = {"readmission": True, "persistence": True, "fidelity": True, "sites": True}
    x = {
        **CORE, **ROWS["readmission"].x, "readmission_probability": 0.1, "later_readmission_ratio": 1,
        "fidelity": 0.6, "fidelity_in_trial": 0.8, "effect_persistence": 0.5, "n_sites": 6,
        "readmission_site_sd": sd, "site_deviation": rng.standard_normal(N),
    }  # fmt: skip
    model = made(on)
    at = list(model.items).index("readmissions")
    # 1000 pounds each, at a probability of 0.1.
    found = 1 + run(model, x, settings(3, 0.0, 0.0))["items"][:, 1, SOCIETY, at] / 100
    logarithms = np.log(0.25) - sd * rng.standard_normal((N, 6))
    for year, size in enumerate((3 / 4, 3 / 8, 3 / 16)):
        drawn = np.exp(size * logarithms).mean(axis=1)
        by_hand = 0.25**size * np.exp((size * sd) ** 2 / 2)
        assert drawn.mean() == pytest.approx(by_hand, rel=2e-3)
        assert found[:, year].mean() == pytest.approx(by_hand, rel=2e-3)
        assert found[:, year].std() == pytest.approx(drawn.std(), rel=0.02)
        # A mean over sites that was taken before the ratio is raised would be another.
        assert abs((0.25 * np.exp(sd**2 / 2)) ** size / by_hand - 1) > 0.04


def test_the_mean_over_sites_of_finding_work_is_taken_of_what_is_due_to_the_programme():
    """Half of the logarithm of each site's ratio is: the mean of six square roots, and not its root."""
    rng, sd = np.random.default_rng(21), 0.8
    on = {**ROWS["employment"].on, "sites": {"effects": ["employment"]}}
    x = {
        **CORE, **ROWS["employment"].x, "employment_probability": 0.01, "employment_site_sd": sd,
        "n_sites": 6, "site_deviation": rng.standard_normal(N),
    }  # fmt: skip
    model = made(on)
    at = list(model.items).index("wages")
    # 1.2 years at 460 hours, 10 pounds each and a wage share of a half: 2760, two thirds in the first year.
    found = 1 - run(model, x, settings(1, 0.0, 0.0))["items"][:, 1, 3, at, 0] / (0.01 * 2760 * 2 / 3)
    drawn = np.sqrt(1.44 * np.exp(sd * rng.standard_normal((N, 6)))).mean(axis=1)
    by_hand = 1.2 * np.exp((sd / 2) ** 2 / 2)
    assert drawn.mean() == pytest.approx(by_hand, rel=2e-3)
    assert found.mean() == pytest.approx(by_hand, rel=2e-3)
    assert found.std() == pytest.approx(drawn.std(), rel=0.02)
